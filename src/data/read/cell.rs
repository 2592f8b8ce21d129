//! One cell of values: a number, a number with marks behind it, or marks in its place. What stands for a
//! missing value elsewhere (`..`, `n/a`, `*`) is refused with the mark that says it here, because a value
//! that cannot be read must never become zero. A blank cell is a gap, as if `[x]` stood in it.

use crate::data::number::NumberFault;
use crate::data::{Decimal, Mark, Marks, Number, Symbol};
use crate::diag::Diagnostic;
use crate::source::Span;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// The value; `None` is a gap.
    pub value: Option<Decimal>,
    /// The sign that stood with it.
    pub symbol: Option<Symbol>,
    /// Its marks.
    pub marks: Marks,
}

/// Why a cell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// The part before the marks is no number.
    Number(NumberFault),
    /// It stands for a missing value elsewhere; the marks that say so here.
    Missing(&'static [Mark]),
    /// A mark nobody knows, as written.
    UnknownMark(String),
    /// A bracket that is not closed, or text between or behind marks.
    BrokenMarks,
    /// Marks that qualify a value, and no value.
    NothingMarked(Marks),
    /// A value beside a mark that stands in place of one.
    Withheld(Mark),
}

/// Reads a cell's text, trimmed.
///
/// # Errors
/// It is neither blank, nor a number, nor marks.
pub fn read_cell(text: &str) -> Result<Reading, CellFault> {
    if text.is_empty() {
        return Ok(Reading { marks: Marks::default().with(Mark::NotAvailable), ..Reading::default() });
    }
    let (number, marks) = text.split_at(text.find('[').unwrap_or(text.len()));
    let (number, marks) = (number.trim_end(), bracketed_marks(marks)?);
    if number.is_empty() {
        let alone = marks.withhold() || marks.has(Mark::Low);
        return if alone { Ok(Reading { marks, ..Reading::default() }) } else { Err(CellFault::NothingMarked(marks)) };
    }
    let Number { value, symbol } =
        Number::parse(number).map_err(|fault| missing(number).unwrap_or(CellFault::Number(fault)))?;
    match marks.iter().find(|mark| mark.withholds()) {
        Some(mark) => Err(CellFault::Withheld(mark)),
        None => Ok(Reading { value: Some(value), symbol, marks }),
    }
}

/// Reads a cell of a column of marks: `p`, `p r`, `[p] [r]`, `p, r`. Blank: none.
///
/// # Errors
/// A mark nobody knows.
pub fn read_marks(text: &str) -> Result<Marks, CellFault> {
    text.split([' ', ',', ';', '[', ']'])
        .filter(|letters| !letters.is_empty())
        .map(|letters| Mark::from_letters(letters).ok_or_else(|| CellFault::UnknownMark(letters.to_owned())))
        .collect()
}

/// `[p]`, `[p] [r]`, `[p, r]`, and nothing between but spaces and commas.
fn bracketed_marks(text: &str) -> Result<Marks, CellFault> {
    let mut marks = Marks::default();
    let mut rest = text.trim_start_matches([' ', ',']);
    while !rest.is_empty() {
        let inside = rest.strip_prefix('[').ok_or(CellFault::BrokenMarks)?;
        let (inside, behind) = inside.split_once(']').ok_or(CellFault::BrokenMarks)?;
        let more = read_marks(inside)?;
        if more.is_empty() {
            return Err(CellFault::BrokenMarks);
        }
        marks = marks.and(more);
        rest = behind.trim_start_matches([' ', ',']);
    }
    Ok(marks)
}

/// Whether a text stands for a missing value in other people's tables.
fn missing(text: &str) -> Option<CellFault> {
    let marks: &'static [Mark] = match text.to_lowercase().as_str() {
        ".." | "..." | "…" | ":" | "#n/a" | "null" | "none" | "not available" | "missing" | "unknown" | "?" => {
            &[Mark::NotAvailable]
        }
        "n/a" | "na" | "n.a." | "n/k" | "-" | "--" | "–" | "—" | "−" | "x" | "nil" => {
            &[Mark::NotAvailable, Mark::NotApplicable]
        }
        "*" | "**" | "c" | "s" | "suppressed" | "withheld" | "confidential" => &[Mark::Confidential],
        "." | "z" | "not applicable" => &[Mark::NotApplicable],
        "~" | "low" => &[Mark::Low],
        _ => return None,
    };
    Some(CellFault::Missing(marks))
}

impl CellFault {
    /// The diagnostic for `text` at `span`.
    pub fn diagnostic(&self, text: &str, span: Span) -> Diagnostic {
        let text = crate::data::csv::shown(text);
        let fault = match self {
            Self::Number(fault) => Diagnostic::error("not-a-number", format!("`{text}` {fault}"))
                .help(number_with_a_letter(&text).unwrap_or_else(|| fault.help().to_owned())),
            Self::Missing(marks) => {
                let choices: Vec<String> =
                    marks.iter().map(|mark| format!("`{mark}` if it is {}", mark.meaning())).collect();
                Diagnostic::error("not-a-number", format!("`{text}` is not a number"))
                    .help(format!("write {}", choices.join(", ")))
            }
            Self::UnknownMark(letters) => {
                let known: Vec<String> = Mark::ALL.iter().map(|mark| format!("{mark} {}", mark.meaning())).collect();
                Diagnostic::error("unknown-mark", format!("`{}` is not a mark", crate::data::csv::shown(letters)))
                    .help(format!("the marks are {}", known.join("; ")))
            }
            Self::BrokenMarks => Diagnostic::error("unknown-mark", format!("`{text}` does not end in marks"))
                .help("write marks in brackets behind the number: `28,648 [p]`"),
            Self::NothingMarked(marks) => {
                Diagnostic::error("unknown-mark", format!("`{marks}` says something about a value, but there is none"))
                    .help("write the value before it, or `[x]` if the value is not available")
            }
            Self::Withheld(mark) => withheld(*mark, &text),
        };
        fault.at(span, "")
    }
}

/// A value that a mark says is not there.
pub(super) fn withheld(mark: Mark, text: &str) -> Diagnostic {
    let message = format!("`{text}` stands beside {mark}, which says the value is {}", mark.meaning());
    let help = match mark {
        Mark::Confidential => "delete the number: the data file is published with the report",
        _ => "delete the number, or the mark",
    };
    Diagnostic::error("withheld-value", message).help(help)
}

/// Help for `28648p`, `28648*`, `28,648 (r)`.
fn number_with_a_letter(text: &str) -> Option<String> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | '£')))?;
    let (number, letters) = text.split_at(end);
    let number = Number::parse(number).is_ok().then_some(number)?;
    let mark = Mark::from_letters(letters.trim_matches([' ', '(', ')']))?;
    Some(format!("write marks in brackets: `{number} {mark}`"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &str) {
        let got = match read_cell(text) {
            Ok(Reading { value, marks, .. }) => {
                format!("{} {marks}", value.map_or("gap".to_owned(), |value| value.to_string()))
            }
            Err(fault) => {
                let span =
                    crate::source::text::sources("--- a\n").iter().map(|(id, _)| Span::new(id, 0, 0)).next().unwrap();
                let fault = fault.diagnostic(text, span);
                format!("{}; {}", fault.message, fault.help.unwrap_or_default())
            }
        };
        assert_eq!(got, expect, "`{text}`");
    }

    #[test]
    fn values_marks_and_gaps_are_read() {
        check("28,648", "28648 ");
        check("28,648 [p]", "28648 [p]");
        check("28648[p][R]", "28648 [p] [r]");
        check("9.80% [p, r]", "9.80 [p] [r]");
        check("0 [low]", "0 [low]");
        check("0 [k]", "0 [low]");
        check("[c]", "gap [c]");
        check("[x] [b]", "gap [b] [x]");
        check("[low]", "gap [low]");
        check("", "gap [x]");
    }

    #[test]
    fn what_is_no_value_says_how_to_write_it() {
        check("..", "`..` is not a number; write `[x]` if it is not available");
        check("N/A", "`N/A` is not a number; write `[x]` if it is not available, `[z]` if it is not applicable");
        check("-", "`-` is not a number; write `[x]` if it is not available, `[z]` if it is not applicable");
        check("*", "`*` is not a number; write `[c]` if it is withheld for confidentiality");
        check("28648p", "`28648p` is not a number; write marks in brackets: `28648 [p]`");
        check("28,648 (r)", "`28,648 (r)` is not a number; write marks in brackets: `28,648 [r]`");
        check("5 [p", "`5 [p` does not end in marks; write marks in brackets behind the number: `28,648 [p]`");
        check("5 [p] x", "`5 [p] x` does not end in marks; write marks in brackets behind the number: `28,648 [p]`");
        check(
            "[p]",
            "`[p]` says something about a value, but there is none; write the value before it, or `[x]` if the value is not available",
        );
        check(
            "5 [c]",
            "`5 [c]` stands beside [c], which says the value is withheld for confidentiality; delete the number: the data file is published with the report",
        );
        assert!(matches!(read_cell("5 [q]"), Err(CellFault::UnknownMark(letters)) if letters == "q"));
    }

    #[test]
    fn a_column_of_marks_needs_no_brackets() {
        for text in ["p r", "[p] [r]", "p, r", "[p, r]", "R;P"] {
            assert_eq!(read_marks(text), Ok(Marks::default().with(Mark::Provisional).with(Mark::Revised)));
        }
        assert_eq!(read_marks("revised later"), Err(CellFault::UnknownMark("revised".into())));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}", like in "[0-9,.%£ \\[\\]prcx-]{0,12}") {
            for text in [text, like] {
                if let Ok(reading) = read_cell(text.trim()) {
                    prop_assert!(reading.value.is_none() || !reading.marks.withhold());
                }
            }
        }
    }
}
