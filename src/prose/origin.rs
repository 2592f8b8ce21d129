//! From offsets in a parsed text back to places in its file. In: a text from YAML and the characters it was
//! written as. Out: an [`Origin`] that maps exactly if the text is plain, quoted, escaped or folded over
//! lines in a way that can be followed, and to the whole scalar if not.

use std::ops::Range;

use crate::source::tree::Text;
use crate::source::{FileId, Span};

/// Where the parsed text came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A stretch of a file that starts at this byte.
    File(FileId, usize),
    /// For every byte of the text and its end, the byte in the file.
    Table(FileId, Vec<usize>),
    /// Somewhere in this scalar.
    Scalar(Span),
}

impl Origin {
    /// Where `range` of the parsed text stands.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self {
            Self::File(file, start) => Span::new(*file, start + range.start, start + range.end),
            Self::Table(file, table) => {
                let last = table.last().copied().unwrap_or_default();
                let at = |offset: usize| table.get(offset).copied().unwrap_or(last);
                Span::new(*file, at(range.start), at(range.end))
            }
            Self::Scalar(span) => *span,
        }
    }

    /// The origin of `prefix` bytes that stand nowhere, followed by `text`, of which the file says `written`.
    pub(super) fn of_scalar(text: &Text, written: &str, prefix: usize) -> Self {
        let styles = [Style::Plain, Style::Single, Style::Double, Style::Block];
        let Some(offsets) = styles.iter().find_map(|style| align(&text.text, written, *style)) else {
            return Self::Scalar(text.span);
        };
        let start = text.span.start as usize;
        let first = offsets.first().copied().unwrap_or_default();
        let before = std::iter::repeat_n(first, prefix);
        Self::Table(text.span.file, before.chain(offsets).map(|offset| start + offset).collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Single,
    Double,
    Block,
}

/// For every byte of `text` and its end, the offset in `written` it came from; `None` if it cannot be followed.
fn align(text: &str, written: &str, style: Style) -> Option<Vec<usize>> {
    let Range { start: mut at, end } = content(written, style)?;
    let mut offsets = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        let length = step(c, written.get(at..end)?, style)?;
        // A character that stands as it is maps byte by byte; an escape maps as a whole.
        offsets.extend((0..c.len_utf8()).map(|byte| at + if length == c.len_utf8() { byte } else { 0 }));
        at += length;
    }
    let rest_is_blank = written.get(at..end)?.trim().is_empty();
    offsets.push(at);
    rest_is_blank.then_some(offsets)
}

/// The part of `written` between its quotes, or below the `|` or `>` of a block.
fn content(written: &str, style: Style) -> Option<Range<usize>> {
    let quote = match style {
        Style::Plain => "",
        Style::Single => "'",
        Style::Double => "\"",
        Style::Block => {
            let header = written.starts_with(['|', '>']).then(|| written.find(['\n', '\r']))??;
            return Some(written.len() - written[header..].trim_start().len()..written.len());
        }
    };
    let quoted = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    Some(quoted.map_or(0..written.len(), |inner| quote.len()..quote.len() + inner.len()))
}

/// How many bytes at the start of `rest` stand for `c`.
fn step(c: char, rest: &str, style: Style) -> Option<usize> {
    let folded = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    if matches!(c, ' ' | '\n') && rest[..folded].contains(['\n', '\r']) {
        return Some(folded);
    }
    match style {
        Style::Single if c == '\'' && rest.starts_with("''") => Some(2),
        Style::Double if rest.starts_with('\\') => escape(c, rest),
        _ => rest.starts_with(c).then_some(c.len_utf8()),
    }
}

/// The length of the escape at the start of `rest`, if it can stand for `c`.
fn escape(c: char, rest: &str) -> Option<usize> {
    let name = rest[1..].chars().next()?;
    let digits = match name {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return matches_simple(name, c).then_some(1 + name.len_utf8()),
    };
    let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
    (code == c as u32).then_some(2 + digits)
}

fn matches_simple(name: char, c: char) -> bool {
    match name {
        'n' => c == '\n',
        't' => c == '\t',
        'r' => c == '\r',
        '_' => c == '\u{A0}',
        other => c == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::testing::file;

    /// Checks which characters of `written` the `part` of `text` is found at.
    fn check(text: &str, written: &str, part: &str, expect: &str) {
        let scalar = Text { text: text.into(), span: Span::new(file(), 10, 10 + written.len()) };
        let start = text.find(part).expect("the part is in the text") + 1;
        let span = Origin::of_scalar(&scalar, written, 1).span(start..start + part.len());
        assert_eq!(&written[span.start as usize - 10..span.end as usize - 10], expect, "{written:?}");
    }

    #[test]
    fn plain_and_quoted_texts_map_exactly() {
        check("Burglary is up", "Burglary is up", "is", "is");
        check("Burglary is up", "\"Burglary is up\"", "is", "is");
        check("Burglary is up", "'Burglary is up'", "up", "up");
        check("ü is £5", "\"ü is £5\"", "£5", "£5");
    }

    #[test]
    fn escapes_and_folded_lines_are_followed() {
        check("it's up now", "'it''s up now'", "up", "up");
        check("it's", "'it''s'", "'s", "''s");
        check("say \"yes\" now", r#""say \"yes\" now""#, "now", "now");
        check("a £ b", r#""a \u00a3 b""#, "£ b", r"\u00a3 b");
        check("one two three", "one\n    two\n    three", "two", "two");
        check("one two three", "\"one\r\n    two three\"", "three", "three");
        check("one\ntwo\n", "one\n  two\n", "two", "two");
        check("one\ntwo\n", "|\n  one\n  two\n", "two", "two");
        check("one two", ">-\r\n  one\r\n  two\r\n", "one", "one");
    }

    #[test]
    fn what_cannot_be_followed_maps_to_the_whole_scalar() {
        check("something else", "*anchor", "else", "*anchor");
        check("ab", "\"abc\"", "b", "\"abc\"");
        check("x", "", "x", "");
    }
}
