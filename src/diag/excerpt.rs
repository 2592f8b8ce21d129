//! One line of a source as a reader sees it, and where the carets go beneath it. Tabs are spread out, wide
//! characters counted as wide, what a terminal would act on is escaped, and a very long line is cut round
//! the place. Any bytes and any range give an excerpt.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::quote;

/// A line to show, and the columns its carets take.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line.
    pub text: String,
    /// Columns before the first caret.
    pub before: usize,
    /// How many carets; at least one.
    pub carets: usize,
}

/// A character as shown: what stands for it, how wide that is, and the byte it begins at.
struct Cell {
    start: usize,
    shown: String,
    width: usize,
}

/// The most columns shown of one line.
const WIDEST: usize = 100;
/// The most columns before the place when a line is cut.
const LEAD: usize = 30;
const TAB: usize = 4;

/// The excerpt of the bytes `line` of `bytes` with carets under those of `mark` that are in it.
pub fn excerpt(bytes: &[u8], line: Range<usize>, mark: Range<usize>) -> Excerpt {
    let near = window(bytes, &line, mark.start);
    let cells = cells(bytes, near.clone());
    let columns = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    let from = cells.partition_point(|cell| cell.start < mark.start);
    let to = cells.partition_point(|cell| cell.start < mark.end).max(from);

    let fits = near.start == line.start && columns(&cells[..to]) < WIDEST;
    let first = if fits { 0 } else { from - keep(cells[..from].iter().rev(), LEAD) };
    let whole = near.end == line.end && columns(&cells[first..]) <= WIDEST;
    let last = if whole { cells.len() } else { first + keep(cells[first..].iter(), WIDEST) };

    let cut = first > 0 || near.start > line.start;
    let mut text: String = if cut { "…".into() } else { String::new() };
    text.extend(cells[first..last].iter().map(|cell| cell.shown.as_str()));
    if !whole {
        text.push('…');
    }
    Excerpt {
        text: text.trim_end().to_owned(),
        before: columns(&cells[first..from.min(last)]) + usize::from(cut),
        carets: columns(&cells[from.min(last)..to.min(last)]).max(1),
    }
}

/// The part of a line worth looking at: enough bytes round `mark` to fill a screen's width.
fn window(bytes: &[u8], line: &Range<usize>, mark: usize) -> Range<usize> {
    let mark = mark.clamp(line.start, line.end);
    let inside = |at: &usize| bytes.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
    let start = mark.saturating_sub(4 * WIDEST).max(line.start);
    let end = (mark + 8 * WIDEST).min(line.end);
    let start = (start..mark).take(4).find(|at| !inside(at)).unwrap_or(start);
    let end = (mark..=end).rev().take(4).find(|at| !inside(at)).unwrap_or(end);
    start..end
}

fn cells(bytes: &[u8], range: Range<usize>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut start = range.start;
    for chunk in bytes[range].utf8_chunks() {
        for (at, c) in chunk.valid().char_indices() {
            cells.push(cell(chunk.valid(), at, c, start + at));
        }
        start += chunk.valid().len();
        for (at, _) in chunk.invalid().iter().enumerate() {
            cells.push(Cell { start: start + at, shown: '\u{fffd}'.into(), width: 1 });
        }
        start += chunk.invalid().len();
    }
    cells
}

fn cell(text: &str, at: usize, c: char, start: usize) -> Cell {
    if c == '\t' {
        return Cell { start, shown: " ".repeat(TAB), width: TAB };
    }
    if start == 0 && c == '\u{feff}' {
        return Cell { start, shown: String::new(), width: 0 };
    }
    let shown = match quote::escape(c) {
        Some(escaped) => escaped,
        None if quote::is_command_hash(text, at) => format!("\\{c}"),
        None => c.into(),
    };
    let width = shown.chars().filter_map(UnicodeWidthChar::width).sum();
    Cell { start, shown, width }
}

/// How many of `cells` fit in `columns`.
fn keep<'a>(cells: impl Iterator<Item = &'a Cell>, columns: usize) -> usize {
    let ends = cells.scan(0, |total, cell| {
        *total += cell.width;
        Some(*total)
    });
    ends.take_while(|end| *end <= columns).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `line` has the mark between two `¦`; `expect` is the excerpt, a line end, and the carets.
    fn check(line: &str, expect: &str) {
        let parts: Vec<&str> = line.split('¦').collect();
        let (start, end) = (parts[0].len(), parts[0].len() + parts[1].len());
        let bytes = parts.concat();
        let got = excerpt(bytes.as_bytes(), 0..bytes.len(), start..end);
        assert_eq!(format!("{}\n{}{}", got.text, " ".repeat(got.before), "^".repeat(got.carets)), expect);
    }

    #[test]
    fn puts_carets_under_the_very_characters() {
        check("there were ¦28,648¦ burglaries", "there were 28,648 burglaries\n           ^^^^^^");
        check("日本 ¦語¦x", "日本 語x\n     ^^");
        check("\ta\t¦b¦", "    a    b\n         ^");
        check("e\u{301} ¦x¦", "e\u{301} x\n  ^");
        check("abc¦¦", "abc\n   ^");
        check("¦¦", "\n^");
    }

    #[test]
    fn shows_what_a_terminal_would_act_on() {
        check("a\u{1b}[31m¦b\u{202e}¦", "a\\u{1b}[31mb\\u{202e}\n           ^^^^^^^^^");
        check("¦##[error]¦", "#\\#[error]\n^^^^^^^^^^");
    }

    #[test]
    fn cuts_a_long_line_round_the_place() {
        let long = format!("{}¦here¦{}", "a".repeat(5000), "b".repeat(5000));
        let (a, b) = ("a".repeat(30), "b".repeat(66));
        check(&long, &format!("…{a}here{b}…\n{}^^^^", " ".repeat(31)));
        let late = format!("here ¦is¦{}", "b".repeat(200));
        check(&late, &format!("here is{}…\n     ^^", "b".repeat(93)));
    }

    #[test]
    fn clips_carets_to_what_is_shown() {
        let got = excerpt("x".repeat(500).as_bytes(), 0..500, 0..500);
        assert_eq!((got.before, got.carets), (0, 100));
    }

    proptest! {
        #[test]
        fn any_bytes_and_any_mark_have_an_excerpt(bytes: Vec<u8>, start in 0usize..300, length in 0usize..300) {
            let got = excerpt(&bytes, 0..bytes.len(), start..start + length);
            prop_assert!(got.carets >= 1);
            prop_assert!(!got.text.chars().any(char::is_control));
        }
    }
}
