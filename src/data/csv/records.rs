//! Cuts the text of a data file into records and cells, one pass, without a text of its own for a cell.
//! Quotes are honoured only at the start of a cell and must be closed at its end; a cell is trimmed.

use super::formula::formula_in;
use super::{MAX_CELL, shown};
use crate::data::faults::Faults;
use crate::data::table::Place;
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// Reads records one after the other.
#[derive(Clone)]
pub(super) struct Records<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    at: usize,
    delimiter: u8,
    /// The number of the last record read, from 1; blank ones count.
    pub(super) number: u32,
    /// Whether the end was a quote that is never closed.
    pub(super) broken: bool,
}

impl<'a> Records<'a> {
    /// The records of `text` from byte `at` on.
    pub(super) fn new(file: FileId, text: &'a str, at: usize, delimiter: u8) -> Self {
        Self { file, text, at, delimiter, number: 0, broken: false }
    }

    /// The text of a cell as it stands in the file.
    pub(super) fn raw(&self, place: Place) -> &'a str {
        &self.text[place.start as usize..place.start as usize + usize::from(place.length)]
    }

    /// The span of a cell's text.
    pub(super) fn span(&self, place: Place) -> Span {
        Span::new(self.file, place.start as usize, place.start as usize + usize::from(place.length))
    }

    /// Adds the cells of the next record that is not blank to `cells`: how many. `None` at the end of the
    /// file, and after a quote that is never closed.
    pub(super) fn next(&mut self, cells: &mut Vec<Place>, faults: &mut Faults) -> Option<usize> {
        let before = cells.len();
        while self.at < self.text.len() {
            self.number += 1;
            while let Ended::Cell = self.cell(cells, faults)? {}
            if cells[before..].iter().any(|place| place.length > 0) {
                return Some(cells.len() - before);
            }
            cells.truncate(before);
        }
        None
    }

    /// Reads one cell and what ends it.
    fn cell(&mut self, cells: &mut Vec<Place>, faults: &mut Faults) -> Option<Ended> {
        let bytes = self.text.as_bytes();
        let start = self.at + bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
        let (place, end) = if bytes.get(start) == Some(&b'"') {
            let close = self.closing_quote(start, faults)?;
            let doubled = self.text[start + 1..close].contains('"');
            let end = self.end_of_cell(close + 1);
            self.behind_quote(start, close + 1, end, faults);
            (self.place(start + 1, close, doubled, faults), end)
        } else {
            let end = self.end_of_cell(self.at);
            (self.place(self.at, end, false, faults), end)
        };
        cells.push(place);
        self.at = end;
        Some(self.step_over())
    }

    /// The first byte from `from` on that ends a cell.
    fn end_of_cell(&self, from: usize) -> usize {
        let ends = |byte: &u8| *byte == self.delimiter || *byte == b'\n' || *byte == b'\r';
        self.text.as_bytes()[from..].iter().position(ends).map_or(self.text.len(), |length| from + length)
    }

    /// Moves behind the delimiter or the line end.
    fn step_over(&mut self) -> Ended {
        let rest = &self.text.as_bytes()[self.at..];
        let (length, ended) = match rest {
            [] => (0, Ended::Record),
            [b'\r', b'\n', ..] => (2, Ended::Record),
            [b'\r' | b'\n', ..] => (1, Ended::Record),
            _ => (1, Ended::Cell),
        };
        self.at += length;
        ended
    }

    /// The quote that closes the one at `open`; quotes inside are doubled.
    fn closing_quote(&mut self, open: usize, faults: &mut Faults) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = open + 1;
        loop {
            match bytes[at..].iter().position(|byte| *byte == b'"') {
                Some(length) if bytes.get(at + length + 1) == Some(&b'"') => at += length + 2,
                Some(length) => return Some(at + length),
                None => break,
            }
        }
        faults.push(
            Diagnostic::error("unclosed-quote", "this quotation mark is never closed")
                .at(Span::new(self.file, open, open + 1), "opened here")
                .help("close it at the end of the cell; a quotation mark inside a quoted cell is written twice"),
        );
        self.at = self.text.len();
        self.broken = true;
        None
    }

    /// Anything but spaces between the closing quote and the end of the cell is a mistake.
    fn behind_quote(&self, open: usize, from: usize, to: usize, faults: &mut Faults) {
        let text = self.text[from..to].trim();
        if text.is_empty() {
            return;
        }
        let start = from + (self.text[from..to].len() - self.text[from..to].trim_start().len());
        faults.push(
            Diagnostic::error(
                "text-after-quote",
                format!("`{}` stands behind the closing quotation mark", shown(text)),
            )
            .at(Span::new(self.file, start, start + text.len()), "")
            .also(Span::new(self.file, open, open + 1), "the cell's quotation mark")
            .help("put the whole cell in quotation marks, and write each one inside it twice"),
        );
    }

    /// The trimmed place of `start..end`, if the cell is not too long and would run no formula.
    fn place(&self, start: usize, end: usize, doubled: bool, faults: &mut Faults) -> Place {
        let text = self.text[start..end].trim_start();
        let start = end - text.len();
        let text = text.trim_end();
        let span = Span::new(self.file, start, start + text.len());
        if text.len() > MAX_CELL && text.chars().count() > MAX_CELL {
            faults.push(
                Diagnostic::error("cell-too-long", format!("the cell has more than {MAX_CELL} characters"))
                    .at(span, "")
                    .help("keep data files for data; long text belongs in content/"),
            );
            let length = text.chars().next().map_or(0, char::len_utf8) as u16;
            return Place { start: start as u32, length, doubled: false };
        }
        if let Some(formula) = formula_in(text) {
            faults.push(
                Diagnostic::error(
                    "formula-cell",
                    format!("`{}` would run as a formula in a spreadsheet", shown(formula)),
                )
                .at(span, "")
                .help("begin the text with a letter or a digit, not with `=`, `+`, `-` or `@`"),
            );
        }
        Place { start: start as u32, length: text.len() as u16, doubled }
    }
}

/// What ended a cell.
enum Ended {
    Cell,
    Record,
}
