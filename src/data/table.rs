//! A data file as a table: named columns and rows of cells, each knowing which bytes of the file it is.
//! Cells are places in one text, not texts of their own, so a table costs little more than its file.
//! Every row has exactly as many cells as there are columns. `csv.rs` makes tables.

use std::borrow::Cow;

use crate::diag::{Diagnostic, fields::listed, nearest};
use crate::source::tree::Text;
use crate::source::{FileId, Span};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(super) file: FileId,
    pub(super) text: Box<str>,
    pub(super) columns: Vec<Column>,
    pub(super) cells: Vec<Place>,
    pub(super) numbers: Vec<u32>,
}

/// A column's name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, trimmed.
    pub name: String,
    /// The cell of the name.
    pub span: Span,
}

/// One cell.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    raw: &'a str,
    doubled: bool,
    /// Its trimmed text in the file, without quotation marks round it.
    pub span: Span,
}

/// Where a cell's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u32,
    /// A cell has at most 10,000 characters, so 40,000 bytes.
    pub(super) length: u16,
    /// Whether quotation marks inside are written twice.
    pub(super) doubled: bool,
}

impl<'a> Cell<'a> {
    /// What it says, trimmed.
    pub fn text(&self) -> Cow<'a, str> {
        if self.doubled { Cow::Owned(self.raw.replace("\"\"", "\"")) } else { Cow::Borrowed(self.raw) }
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.raw.is_empty()
    }
}

impl Table {
    /// The file it was read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows it has below the names.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a row as a spreadsheet shows it: the names are row 1, blank rows count.
    pub fn row_number(&self, row: usize) -> u32 {
        self.numbers[row]
    }

    /// The cell in this row (from 0, below the names) and column (from 0).
    ///
    /// # Panics
    /// If there is no such row or column.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        assert!(column < self.columns.len(), "a column is one of the table's");
        let place = self.cells[row * self.columns.len() + column];
        let (start, end) = (place.start as usize, place.start as usize + usize::from(place.length));
        Cell { raw: &self.text[start..end], doubled: place.doubled, span: Span::new(self.file, start, end) }
    }

    /// The place of the column called `name`, whatever its case.
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = name.trim().to_lowercase();
        self.columns.iter().position(|column| column.name.to_lowercase() == name)
    }

    /// The place of the column that `name` names.
    ///
    /// # Errors
    /// There is none: a diagnostic at `name` that suggests the nearest and lists all.
    pub fn named_column(&self, name: &Text) -> Result<usize, Box<Diagnostic>> {
        self.column(&name.text).ok_or_else(|| {
            let names = || self.columns.iter().map(|column| column.name.as_str());
            let help = match nearest(&name.text, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the columns are {}", listed(names().take(20))),
            };
            let mut fault = Diagnostic::error("unknown-column", format!("the file has no column `{}`", name.text))
                .at(name.span, "no such column")
                .help(help);
            if let Some((first, last)) = self.columns.first().zip(self.columns.last()) {
                fault = fault.also(
                    Span { file: self.file, start: first.span.start, end: last.span.end },
                    "the columns of the file",
                );
            }
            Box::new(fault)
        })
    }
}
