//! HTML in Markdown, which is refused. In: the place of HTML the parser found. Out: a directive if it is a
//! comment to the tool, `<!-- aimline: … -->`; a finding at the exact tag if it is anything else.

use std::ops::Range;

use super::BlockKind;
use super::reader::Reader;
use crate::diag::Diagnostic;
use crate::source::tree::Text;

/// How a comment to the tool starts.
const DIRECTIVE: &str = "aimline:";
/// How much of a tag is shown in a message, in characters.
const SHOWN: usize = 60;

impl Reader<'_> {
    /// A block of HTML: a directive or nothing.
    pub(super) fn html_block(&mut self, range: Range<usize>) -> Option<BlockKind> {
        let written = &self.source[range.clone()];
        let start = range.start + written.len() - written.trim_start().len();
        match directive(written.trim()) {
            Some(inner) => {
                let place = start + inner.start..start + inner.end;
                Some(BlockKind::Directive(Text { text: self.source[place.clone()].into(), span: self.span(place) }))
            }
            None => {
                self.refuse_html(start..start + written.trim().len());
                None
            }
        }
    }

    /// HTML inside a line of text.
    pub(super) fn inline_html(&mut self, range: Range<usize>) {
        self.refuse_html(range);
    }

    fn refuse_html(&mut self, range: Range<usize>) {
        let written = &self.source[range.clone()];
        let (name, closes) = element(written);
        let new = self.elements.insert(name.clone());
        if closes && !new {
            return;
        }
        let length = tag_length(written);
        let shown: String = written[..length].chars().take(SHOWN).collect();
        let message = match name.as_str() {
            "!--" if !written.contains("-->") => format!("the comment `{shown}` does not end"),
            "!--" => format!("`{shown}` is a comment, which would not be shown"),
            _ => format!("`{shown}` is HTML, which a report may not hold"),
        };
        let place = self.span(range.start..range.start + length);
        self.findings.push(Diagnostic::error("raw-html", message).at(place, "").help(help(&name, written)));
    }
}

/// The bytes after `aimline:` if `written` is one comment to the tool and nothing else.
fn directive(written: &str) -> Option<Range<usize>> {
    let inner = written.strip_prefix("<!--")?.strip_suffix("-->")?;
    let text = inner.trim_start().strip_prefix(DIRECTIVE)?;
    let start = "<!--".len() + inner.len() - text.trim_start().len();
    (!inner.contains("-->")).then(|| start..start + text.trim().len())
}

/// The name of the element a tag belongs to (`!--` for a comment), and whether the tag closes it.
fn element(written: &str) -> (String, bool) {
    let rest = written.trim_start_matches('<');
    if rest.starts_with("!--") {
        return ("!--".into(), false);
    }
    let name = rest.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    (name[..end].to_ascii_lowercase(), rest.starts_with('/'))
}

/// The length of the first tag or comment, at most to the end of its line.
fn tag_length(written: &str) -> usize {
    let end = if written.starts_with("<!--") { "-->" } else { ">" };
    let line = written.find(['\n', '\r']).unwrap_or(written.len());
    written[..line].find(end).map_or(line, |at| at + end.len())
}

fn help(name: &str, written: &str) -> &'static str {
    match name {
        "!--" if !written.contains("-->") => "end it with `-->`",
        "!--" if written[4..].trim_start().starts_with(DIRECTIVE) => {
            "a comment to aimline stands on its own line, one comment a line"
        }
        "!--" => "delete it; only comments that start with `<!-- aimline:` may stay",
        "b" | "strong" => "write `**words**` for strong words",
        "i" | "em" => "write `*words*` for emphasis",
        "br" => "end the line with a backslash to break it",
        "hr" => "write `***` on its own line",
        "a" => "write `[words](address)` for a link",
        "img" => "write `![what it shows](picture.png)` for a picture",
        "sub" | "sup" => "write the character itself, such as `²`, or a footnote such as `[^1]`",
        "ul" | "ol" | "li" => "write `- ` or `1. ` before each item of a list",
        "table" | "thead" | "tbody" | "tr" | "th" | "td" => "write a table with `|` between its cells",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write `## ` before a heading",
        "p" | "div" | "span" | "u" | "font" | "center" => "take the tags away; an empty line parts two paragraphs",
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "link" | "meta" | "base" | "svg" => {
            "take it away; a report is text, tables and charts"
        }
        _ => "write it in Markdown, or between backticks to show it as it is",
    }
}
