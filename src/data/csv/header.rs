//! The first row of a data file: the names of its columns. Every column that holds something has one, no
//! two are the same, and nothing stands above them.

use super::records::Records;
use super::{MAX_COLUMNS, count, shown};
use crate::data::faults::Faults;
use crate::data::table::{Column, Place};
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// The names.
pub(super) struct Header {
    /// The columns that have one.
    pub(super) columns: Vec<Column>,
    /// How many cells the row has, empty ones at its end included.
    pub(super) written: usize,
}

impl Header {
    /// From the first name to the last.
    pub(super) fn span(&self, file: FileId) -> Span {
        match (self.columns.first(), self.columns.last()) {
            (Some(first), Some(last)) => Span { end: last.span.end, ..first.span },
            _ => Span::new(file, 0, 0),
        }
    }
}

/// Reads the first row that is not blank.
pub(super) fn read(records: &mut Records<'_>, faults: &mut Faults) -> Option<Header> {
    let mut cells = Vec::new();
    let Some(written) = records.next(&mut cells, faults) else {
        // An open quote in the first row has been reported.
        if faults.is_empty() {
            let fault = Diagnostic::error("empty-file", "the file has no rows").at(Span::new(records.file, 0, 0), "");
            faults.push(fault.help("put the names of the columns in the first row and the data below"));
        }
        return None;
    };
    if is_title(records, &cells) {
        title(records, &cells, faults);
        return None;
    }
    let named = cells.iter().rposition(|place| place.length > 0).map_or(0, |last| last + 1);
    cells.truncate(named);
    if named > MAX_COLUMNS {
        let message = format!("the file has {}; {MAX_COLUMNS} are the most", count(named, "column"));
        let fault = Diagnostic::error("too-many-columns", message).at(records.span(cells[MAX_COLUMNS]), "one too many");
        faults.push(fault.help("keep only the columns the report uses, or write one row a value"));
        return None;
    }
    foreign_separator(records, &cells, faults)?;
    let columns: Vec<Column> = cells
        .into_iter()
        .map(|place| {
            let raw = records.raw(place);
            let name = if place.doubled { raw.replace("\"\"", "\"") } else { raw.to_owned() };
            Column { name, span: records.span(place) }
        })
        .collect();
    check_names(&columns, faults).then_some(Header { columns, written })
}

/// Whether the first row is a title: one filled cell, where rows below have several.
fn is_title(records: &Records<'_>, cells: &[Place]) -> bool {
    let filled = |cells: &[Place]| cells.iter().filter(|place| place.length > 0).count();
    if filled(cells) != 1 {
        return false;
    }
    let (mut ahead, mut row) = (records.clone(), Vec::new());
    (0..10).any(|_| {
        row.clear();
        ahead.next(&mut row, &mut Faults::default()).is_some() && filled(&row) > 1
    })
}

fn title(records: &Records<'_>, cells: &[Place], faults: &mut Faults) {
    if let Some(place) = cells.iter().find(|place| place.length > 0) {
        let message = format!("`{}` stands alone in the first row, above the table", shown(records.raw(*place)));
        faults.push(
            Diagnostic::error("title-row", message)
                .at(records.span(*place), "not the name of a column")
                .help("delete what is above the names of the columns, so that they are in row 1"),
        );
    }
}

fn foreign_separator(records: &Records<'_>, cells: &[Place], faults: &mut Faults) -> Option<()> {
    let [only] = cells else { return Some(()) };
    if !records.raw(*only).contains('|') {
        return Some(());
    }
    let fault = Diagnostic::error("unknown-separator", "the cells are separated with `|`").at(records.span(*only), "");
    faults.push(fault.help("save the file with commas, semicolons or tabs between the cells"));
    None
}

/// Says which names are missing or stand twice. Names differ in more than case.
fn check_names(columns: &[Column], faults: &mut Faults) -> bool {
    let mut known: Vec<(String, Span)> = Vec::new();
    let mut fine = true;
    for (at, column) in columns.iter().enumerate() {
        let folded = column.name.to_lowercase();
        if folded.is_empty() {
            fine = false;
            faults.push(
                Diagnostic::error("unnamed-column", format!("column {} has no name", at + 1))
                    .at(column.span, "no name")
                    .help("give the column a name in row 1, or delete it"),
            );
        } else if let Some((_, first)) = known.iter().find(|(name, _)| *name == folded) {
            fine = false;
            faults.push(
                Diagnostic::error("duplicate-column", format!("there are two columns `{}`", shown(&column.name)))
                    .at(column.span, "again")
                    .also(*first, "first here")
                    .help("rename one of them; names that differ only in capitals count as the same"),
            );
        } else {
            known.push((folded, column.span));
        }
    }
    fine
}
