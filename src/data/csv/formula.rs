//! Whether a cell would run as a formula when a reader opens the published file in a spreadsheet. Numbers
//! such as `-0.16` are not formulas and stay as they are; a text that starts with `=`, `+`, `-` or `@`, or
//! that hides one behind a separator another spreadsheet would split at, is.

use crate::data::Number;

/// The part of the cell's text that a spreadsheet would run. `text` is trimmed.
pub(in crate::data) fn formula_in(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [] => None,
        // The common cell: a digit or a letter first and no separator inside.
        [first, ..] if first.is_ascii_alphanumeric() && !text.bytes().any(is_separator) => None,
        _ => text
            .split(|c: char| c.is_ascii() && is_separator(c as u8))
            .map(|piece| piece.trim().trim_start_matches('"').trim_start())
            .find(|piece| starts_formula(piece)),
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b';' | b'\t' | b'\n' | b'\r')
}

fn starts_formula(piece: &str) -> bool {
    match piece.chars().next() {
        Some('=' | '@' | '＝' | '＠') => true,
        Some('＋' | '－') => true,
        Some('+' | '-') => !is_harmless(piece),
        _ => false,
    }
}

/// A number with or without marks behind it, a miswritten number, or dashes alone: nothing that can act.
fn is_harmless(piece: &str) -> bool {
    let before_marks = piece.split('[').next().unwrap_or(piece).trim_end();
    let marks = &piece[before_marks.len()..];
    let only_marks = marks.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '[' | ']' | ' ' | ','));
    let only_digits =
        |text: &str| text.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '£' | ' '));
    let only_dashes = piece.chars().all(|c| c == '-');
    only_dashes || (only_marks && (only_digits(before_marks) || Number::parse(before_marks).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(formula_in(text), expect, "`{text}`");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_found() {
        for text in ["=1+2", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "＝1", "－1", "＋A1", "-A1", "- under 5"]
        {
            check(text, Some(text));
        }
        check("harmless;=1+2", Some("=1+2"));
        check("a\t@x", Some("@x"));
        check("a\n\"=x", Some("=x"));
    }

    #[test]
    fn numbers_marks_and_dashes_stay() {
        for text in
            ["", "-0.16", "-1", "+5%", "-£720,000", "-1,23", "-5 [p]", "-", "--", "a - b", "x=1", "Q1; 5", "n/a"]
        {
            check(text, None);
        }
    }
}
