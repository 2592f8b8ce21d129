//! Diagnostics as JSON, for editors and other programs. Nothing is left out or shortened, and the names
//! below do not change their meaning: new ones may be added.
//!
//! ```text
//! tool         "aimline"
//! version      the version of the tool
//! counts       {errors, warnings}
//! diagnostics  a list, by file and place:
//!   rule         the rule's name
//!   severity     "error" or "warning"
//!   message      what was found
//!   file         path below the report's folder, with `/`; null if it has none
//!   line, column, end_line, end_column
//!                from 1, columns in characters, the end is the place after the last character; null without a place
//!   label        a few words about the place; may be empty
//!   help         what to do, or null
//!   fix          {file, line, column, end_line, end_column, text}: the text to put there, or null
//!   also         other places: a list of {file, line, column, end_line, end_column, text}
//! pages        of `check` only, a list: {file, aim, bound, numbers}: how many of the numbers in the text of a page
//!                are bound to the data; `aim` is null for the paper
//! ```

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Diagnostic, Severity, limits, order, quote};
use crate::source::{FileId, Sources, Span, lines::Lines};

#[derive(Serialize)]
struct Output<'a> {
    tool: &'static str,
    version: &'static str,
    counts: Counts,
    diagnostics: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<&'a [PageNumbers]>,
}

/// How many of the numbers in the text of a page are bound to the data.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct PageNumbers {
    /// Its file.
    pub file: String,
    /// The slug of its aim; `None`: it is the paper.
    pub aim: Option<String>,
    /// Those bound.
    pub bound: usize,
    /// All.
    pub numbers: usize,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: &'a str,
    help: Option<&'a str>,
    fix: Option<Piece<'a>>,
    also: Vec<Piece<'a>>,
}

#[derive(Serialize)]
struct Piece<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

/// All of `diagnostics` as one JSON object, indented, with a final line end; `pages` if they were counted.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], pages: Option<&[PageNumbers]>) -> String {
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by(|a, b| order(a, b));
    let mut places = Places { sources, lines: BTreeMap::new() };
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let output = Output {
        tool: "aimline",
        version: env!("CARGO_PKG_VERSION"),
        counts: Counts { errors: count(Severity::Error), warnings: count(Severity::Warning) },
        diagnostics: ordered.into_iter().map(|diagnostic| places.item(diagnostic)).collect(),
        pages,
    };
    let text = serde_json::to_string_pretty(&output).expect("strings and numbers always have a JSON form");
    shown_safely(&text) + "\n"
}

/// The same JSON with an escape for every character that a terminal would act on: JSON itself lets many stand
/// as they are. They can only stand in strings.
fn shown_safely(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c != '\n' && quote::escape(c).is_some() {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| safe.push_str(&format!("\\u{unit:04x}"))),
            false => safe.push(c),
        }
    }
    safe
}

struct Places<'a> {
    sources: &'a Sources,
    lines: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    fn item(&mut self, diagnostic: &'a Diagnostic) -> Item<'a> {
        let place = diagnostic.primary.as_ref().map(|label| self.piece(label.span, &label.text));
        Item {
            rule: diagnostic.rule,
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: &diagnostic.message,
            file: limits::file_of(self.sources, diagnostic),
            line: place.as_ref().map(|place| place.line),
            column: place.as_ref().map(|place| place.column),
            end_line: place.as_ref().map(|place| place.end_line),
            end_column: place.as_ref().map(|place| place.end_column),
            label: place.map_or("", |place| place.text),
            help: diagnostic.help.as_deref(),
            fix: diagnostic.fix.as_ref().map(|fix| self.piece(fix.span, &fix.text)),
            also: diagnostic.secondary.iter().map(|label| self.piece(label.span, &label.text)).collect(),
        }
    }

    fn piece(&mut self, span: Span, text: &'a str) -> Piece<'a> {
        let file = self.sources.file(span.file);
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::new(&file.bytes));
        let (start, end) = (lines.place(span.range().start), lines.place(span.range().end));
        Piece {
            file: file.path.as_str(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::source::text::sources;

    #[test]
    fn no_terminal_acts_on_it() {
        let text = "a\u{9b}31m\u{202e}\u{E0041}b";
        let json = render(&sources("--- a.md\n"), &[Diagnostic::error("x", text).at_path("a.md")], None);
        assert!(json.is_ascii());
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["diagnostics"][0]["message"], text);
    }

    #[test]
    fn gives_every_field_of_the_schema() {
        let sources = sources("--- a.md\né 12\n");
        let (id, _) = sources.find("a.md").unwrap();
        let list = [
            Diagnostic::warning("late", "b").at(Span::new(id, 3, 5), "label").also(Span::new(id, 0, 2), "there"),
            Diagnostic::error("link", "a \u{1b}").at_path("x.md").help("do").fix(Span::new(id, 3, 5), "13"),
        ];
        let value: serde_json::Value = serde_json::from_str(&render(&sources, &list, None)).unwrap();
        let null = serde_json::Value::Null;
        let expect = serde_json::json!({
            "tool": "aimline", "version": env!("CARGO_PKG_VERSION"), "counts": {"errors": 1, "warnings": 1},
            "diagnostics": [
                {"rule": "link", "severity": "error", "message": "a \u{1b}", "file": "x.md", "line": null,
                 "column": null, "end_line": null, "end_column": null, "label": "", "help": "do",
                 "fix": {"file": "a.md", "line": 1, "column": 3, "end_line": 1, "end_column": 5, "text": "13"},
                 "also": []},
                {"rule": "late", "severity": "warning", "message": "b", "file": "a.md", "line": 1, "column": 3,
                 "end_line": 1, "end_column": 5, "label": "label", "help": null, "fix": null,
                 "also": [{"file": "a.md", "line": 1, "column": 1, "end_line": 1, "end_column": 2, "text": "there"}]},
            ],
        });
        assert_eq!(value, expect);
        assert_eq!(value["diagnostics"][0]["line"], null);
    }
}
