//! Splits a Markdown file into its front matter and its body. In: the text of a file. Out: two byte ranges.
//! Front matter starts with `---` on the very first line (a byte order mark may come before) and ends with
//! the next line that is exactly `---`, whatever that line is part of. Lines end with LF, CRLF or CR.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// The parts of a file, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Between the two `---` lines; `None` if the file does not start with one, or it is never closed.
    pub front_matter: Option<Range<usize>>,
    /// What follows; nothing after front matter that is not closed.
    pub body: Range<usize>,
}

const MARK: &str = "---";

/// Splits `text`.
pub fn split(file: FileId, text: &str) -> (Parts, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut lines = lines(text, start);
    let opening = lines.next().unwrap_or(start..start);
    if !is_mark(&text[opening.clone()]) {
        let late = late_mark(file, text, start);
        return (Parts { front_matter: None, body: start..text.len() }, late.into_iter().collect());
    }
    match lines.find(|line| is_mark(&text[line.clone()])) {
        Some(closing) => {
            (Parts { front_matter: Some(opening.end..closing.start), body: closing.end..text.len() }, vec![])
        }
        None => {
            let place = Span::new(file, opening.start, opening.start + MARK.len());
            (Parts { front_matter: None, body: text.len()..text.len() }, vec![unclosed(place)])
        }
    }
}

/// The lines from `start`, each with its ending.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = match rest.find(['\n', '\r']) {
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None => rest.len(),
        };
        at += length;
        Some(at - length..at)
    })
}

fn is_mark(line: &str) -> bool {
    line.strip_prefix(MARK).is_some_and(|rest| rest.trim().is_empty())
}

/// Front matter that starts too late: after empty lines, or indented. It would be read as words.
fn late_mark(file: FileId, text: &str, start: usize) -> Option<Diagnostic> {
    let at = start + text[start..].find(|c: char| !c.is_whitespace())?;
    let mut rest = lines(text, at);
    let opens = rest.next().is_some_and(|line| is_mark(&text[line]));
    let closes = rest.any(|line| is_mark(text[line].trim_start()));
    (opens && closes && at > start).then(|| {
        Diagnostic::error("front-matter", "the front matter does not start on the first line")
            .at(Span::new(file, at, at + MARK.len()), "this `---` comes too late")
            .help("delete the empty lines and spaces before it")
    })
}

fn unclosed(place: Span) -> Diagnostic {
    Diagnostic::error("front-matter", "the front matter that starts here is not closed")
        .at(place, "no second line `---` follows")
        .help("put a line `---` between the front matter and the text")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::prose::testing::file;

    /// Checks the front matter, the body, and where a diagnostic points.
    fn check(text: &str, front_matter: Option<&str>, body: &str, fault: Option<&str>) {
        let (parts, diagnostics) = split(file(), text);
        assert_eq!(parts.front_matter.map(|range| &text[range]), front_matter, "{text:?}");
        assert_eq!(&text[parts.body], body, "{text:?}");
        let place = diagnostics.first().map(|d| &text[d.primary.as_ref().unwrap().span.range()]);
        assert_eq!(place, fault, "{text:?}");
    }

    #[test]
    fn a_file_is_split_at_its_marks_whatever_ends_its_lines() {
        check("---\na: b\n---\nText\n", Some("a: b\n"), "Text\n", None);
        check("\u{FEFF}---\r\na: b\r\n---\r\nText", Some("a: b\r\n"), "Text", None);
        check("---\ra: b\r---\rText", Some("a: b\r"), "Text", None);
        check("---\n---\n", Some(""), "", None);
        check("--- \na\n---\t", Some("a\n"), "", None);
        check("---\na: |\n  x\n---\nb\n---\n", Some("a: |\n  x\n"), "b\n---\n", None);
        check("---\na\n ---\n----\n---", Some("a\n ---\n----\n"), "", None);
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        for text in ["", "Text", "----\na\n----", "a\n---\nb\n---\n", "\u{FEFF}"] {
            check(text, None, text.trim_start_matches('\u{FEFF}'), None);
        }
    }

    #[test]
    fn front_matter_that_is_not_closed_or_starts_late_is_an_error_at_its_mark() {
        check("---\na: b\n", None, "", Some("---"));
        check("\u{FEFF}---", None, "", Some("---"));
        check("\n\n---\na: b\n---\n", None, "\n\n---\na: b\n---\n", Some("---"));
        check(" ---\na: b\n---\n", None, " ---\na: b\n---\n", Some("---"));
    }
}
