//! Diagnostics as text for a terminal or a log: each with its rule, place, the line it is in, carets and
//! one help, in the manner of rustc; a count comes last. Untrusted text passes [`quote`], the number of
//! messages is limited, and the whole stays under [`MOST_BYTES`].

use std::collections::BTreeMap;

use super::excerpt::excerpt;
use super::limits::{self, file_of};
use super::quote::quote;
use super::{Diagnostic, Label, Severity};
use crate::source::{FileId, Sources, lines::Lines};

/// Whether the text may have colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// Letters only.
    Plain,
    /// With ANSI colours.
    Colour,
}

/// The longest text for all messages, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;

/// The most characters of one message, help or label.
const LONGEST: usize = 600;
/// The most second places shown of one message.
const MOST_PLACES: usize = 4;

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy)]
enum Ink {
    Rule(Severity),
    Message,
    Frame,
    Second,
}

/// All of `diagnostics` as text, by file and place, with a count at the end. Nothing gives an empty text.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], palette: Palette) -> String {
    let mut writer = Writer { sources, palette, lines: BTreeMap::new() };
    let mut text = String::new();
    let mut unshown = 0;
    for group in limits::groups(sources, diagnostics) {
        let mut more = group.more;
        for (at, diagnostic) in group.shown.iter().enumerate() {
            let one = writer.diagnostic(diagnostic);
            if text.len() + one.len() > MOST_BYTES - 1024 {
                more += group.shown.len() - at;
                break;
            }
            text.push_str(&one);
            text.push('\n');
        }
        match group.file {
            Some(file) if more > 0 && more < group.shown.len() + group.more && text.len() < MOST_BYTES - 2048 => {
                text.push_str(&format!("and {more} more in {}\n\n", quote(file)));
            }
            _ => unshown += more,
        }
    }
    if unshown > 0 {
        text.push_str(&format!("and {unshown} more\n\n"));
    }
    if !diagnostics.is_empty() {
        text.push_str(&summary(diagnostics));
        text.push('\n');
    }
    text
}

/// "2 errors, 1 warning"; what there is none of is left out.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity, one: &str| match diagnostics.iter().filter(|d| d.severity == severity).count() {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let counts = [count(Severity::Error, "error"), count(Severity::Warning, "warning")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() { "no errors".into() } else { counts.join(", ") }
}

struct Writer<'a> {
    sources: &'a Sources,
    palette: Palette,
    lines: BTreeMap<FileId, Lines<'a>>,
}

/// What a label's carets look like.
#[derive(Clone, Copy)]
struct Underline {
    mark: &'static str,
    ink: Ink,
}

impl<'a> Writer<'a> {
    fn diagnostic(&mut self, diagnostic: &'a Diagnostic) -> String {
        let labels = diagnostic.primary.iter().chain(&diagnostic.secondary);
        let deepest = labels.map(|label| self.rows(label).1).max().unwrap_or(1);
        let gutter = deepest.to_string().len().max(2);
        let mut out = self.title(diagnostic);
        let underline = Underline { mark: "^", ink: Ink::Rule(diagnostic.severity) };
        match &diagnostic.primary {
            Some(label) => {
                out.push_str(&self.origin("-->", label, gutter));
                out.push_str(&self.source(label, gutter, underline));
            }
            None => {
                if let Some(path) = file_of(self.sources, diagnostic) {
                    out.push_str(&format!("{:gutter$}{} {}\n", "", self.paint(Ink::Frame, "-->"), clip(path)));
                }
            }
        }
        for label in diagnostic.secondary.iter().take(MOST_PLACES) {
            out.push_str(&self.origin(":::", label, gutter));
            if !label.text.is_empty() {
                out.push_str(&self.source(label, gutter, Underline { mark: "-", ink: Ink::Second }));
            }
        }
        if let Some(help) = &diagnostic.help {
            out.push_str(&self.help(help, gutter));
        }
        out
    }

    fn title(&self, diagnostic: &Diagnostic) -> String {
        let word = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let rule = self.paint(Ink::Rule(diagnostic.severity), &format!("{word}[{}]", diagnostic.rule));
        let mut lines = diagnostic.message.lines();
        let first = self.paint(Ink::Message, &format!(": {}", clip(lines.next().unwrap_or_default())));
        lines.take(8).fold(format!("{rule}{first}\n"), |out, line| out + "    " + &clip(line) + "\n")
    }

    fn help(&self, help: &str, gutter: usize) -> String {
        let mut lines = help.lines();
        let first = clip(lines.next().unwrap_or_default());
        let frame = self.paint(Ink::Frame, "=");
        let start = format!("{:gutter$} {frame} help: {first}\n", "");
        lines.take(8).fold(start, |out, line| out + &" ".repeat(gutter + 9) + &clip(line) + "\n")
    }

    fn origin(&mut self, arrow: &str, label: &Label, gutter: usize) -> String {
        let lines = self.lines(label.span.file);
        let place = lines.place(label.span.range().start);
        let path = &self.sources.file(label.span.file).path;
        format!("{:gutter$}{} {path}:{}:{}\n", "", self.paint(Ink::Frame, arrow), place.line, place.column)
    }

    /// The first line of a label and, if it goes on, its last, each with carets; the words stand by the last.
    fn source(&mut self, label: &Label, gutter: usize, underline: Underline) -> String {
        let (first, last) = self.rows(label);
        let mut out = self.row(gutter, "", "");
        for row in [first, last].into_iter().take(if first == last { 1 } else { 2 }) {
            if row > first + 1 {
                out.push_str(&self.paint(Ink::Frame, "..."));
                out.push('\n');
            }
            let words = if row == last { clip(&label.text) } else { String::new() };
            out.push_str(&self.marked(label, row, gutter, underline, &words));
        }
        out
    }

    fn marked(&mut self, label: &Label, row: usize, gutter: usize, underline: Underline, words: &str) -> String {
        let bytes = &self.sources.file(label.span.file).bytes;
        let line = self.lines(label.span.file).range(row);
        let span = label.span.range();
        let mark = span.start.clamp(line.start, line.end)..span.end.clamp(line.start, line.end);
        let shown = excerpt(bytes, line, mark);
        let carets = format!("{} {words}", underline.mark.repeat(shown.carets));
        let carets = " ".repeat(shown.before) + &self.paint(underline.ink, carets.trim_end());
        self.row(gutter, &row.to_string(), &shown.text) + &self.row(gutter, "", &carets)
    }

    fn row(&self, gutter: usize, number: &str, text: &str) -> String {
        let edge = self.paint(Ink::Frame, &format!("{number:>gutter$} |"));
        if text.is_empty() { edge + "\n" } else { format!("{edge} {text}\n") }
    }

    /// The first and the last line of a label; an end at the very start of a line belongs to the one before.
    fn rows(&mut self, label: &Label) -> (usize, usize) {
        let span = label.span.range();
        let lines = self.lines(label.span.file);
        let first = lines.place(span.start).line;
        (first, lines.place(span.end.saturating_sub(1).max(span.start)).line.max(first))
    }

    fn lines(&mut self, file: FileId) -> &Lines<'a> {
        let sources = self.sources;
        self.lines.entry(file).or_insert_with(|| Lines::new(&sources.file(file).bytes))
    }

    fn paint(&self, ink: Ink, text: &str) -> String {
        if self.palette == Palette::Plain || text.is_empty() {
            return text.into();
        }
        let code = match ink {
            Ink::Rule(Severity::Error) => "1;31",
            Ink::Rule(Severity::Warning) => "1;33",
            Ink::Message => "1",
            Ink::Frame | Ink::Second => "1;34",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// `text` made safe to show and not too long.
fn clip(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", quote(&text[..end])),
        None => quote(text).into_owned(),
    }
}

#[cfg(test)]
mod tests;
