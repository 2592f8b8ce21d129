//! Comma-separated values as people save them. In: the bytes of a file. Out: a [`Table`] in which every
//! cell knows its bytes, and everything that is wrong, with row and place. Commas, semicolons and tabs are
//! told apart by the first rows; any line end will do; quotes may hold anything.
//!
//! This is a reader of our own because a report must refuse what general ones let pass (an open quote that
//! swallows the file, text behind a closing quote, a name twice) and must point at every cell, which the
//! csv crate does not do; its scanner would only have been the smaller half.

mod delimiter;
mod encoding;
pub(super) mod formula;
mod header;
mod records;
#[cfg(test)]
mod tests;

use super::table::{Place, Table};
use crate::data::faults::Faults;
use delimiter::delimiter_of;
use encoding::decode;
use header::Header;
use records::Records;

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};
pub use encoding::MAX_BYTES;

/// The most rows below the names.
pub const MAX_ROWS: usize = 200_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 200;
/// The most characters of a cell.
pub const MAX_CELL: usize = 10_000;

/// Reads a data file whose name ends in `ending` (`csv`, `tsv`). No table: the diagnostics say why.
pub fn read_table(file: FileId, bytes: &[u8], ending: &str) -> (Option<Table>, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    let table = decode(file, bytes, &mut faults).and_then(|(text, start)| {
        let delimiter = if ending.eq_ignore_ascii_case("tsv") { b'\t' } else { delimiter_of(&text[start..]) };
        let mut records = Records::new(file, text, start, delimiter);
        let header = header::read(&mut records, &mut faults)?;
        rows(&mut records, header, &mut faults)
    });
    (table, faults.finish())
}

/// The rows below the names, all of one length.
fn rows(records: &mut Records<'_>, header: Header, faults: &mut Faults) -> Option<Table> {
    let width = header.columns.len();
    let (mut cells, mut numbers, mut refused) = (Vec::new(), Vec::new(), 0);
    cells.reserve((width * lines_of(records.text)).min(records.text.len()));
    loop {
        let before = cells.len();
        if records.next(&mut cells, faults).is_none() {
            break;
        }
        if numbers.len() == MAX_ROWS {
            let span = records.span(cells[before]);
            let message = format!("the file has more than {MAX_ROWS} rows");
            faults.push(
                Diagnostic::error("too-many-rows", message).at(span, "").help("keep only the rows the report uses"),
            );
            return None;
        }
        if check_length(records, &header, &cells[before..], faults) {
            cells.truncate(before + width);
            numbers.push(records.number);
        } else {
            cells.truncate(before);
            refused += 1;
        }
    }
    if records.broken || (numbers.is_empty() && refused > 0) {
        return None;
    }
    if numbers.is_empty() {
        let span = header.span(records.file);
        let fault = Diagnostic::error("no-rows", "the file has column names but no rows");
        faults.push(fault.at(span, "").help("add the data below the names"));
        return None;
    }
    Some(Table { file: records.file, text: records.text.into(), columns: header.columns, cells, numbers })
}

/// About how many rows a text has.
fn lines_of(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count() + 1
}

/// Whether a row has a cell for every column, and nothing behind them.
fn check_length(records: &Records<'_>, header: &Header, row: &[Place], faults: &mut Faults) -> bool {
    let width = header.columns.len();
    let number = records.number;
    if row.len() < width {
        let (first, last) = (records.span(row[0]), records.span(row[row.len() - 1]));
        let message = format!("row {number} has {}, but there are {width} columns", count(row.len(), "cell"));
        let missing = header.columns[row.len()].name.as_str();
        faults.push(
            Diagnostic::error("row-too-short", message)
                .at(Span { start: first.start, ..last }, format!("nothing for `{}`", shown(missing)))
                .also(header.span(records.file), "the columns")
                .help(
                    "give the row a cell for every column, empty if there is no value; delete it if it is a note: a \
                     data file holds data only",
                ),
        );
        return false;
    }
    let Some(extra) = row[width..].iter().find(|place| place.length > 0) else { return true };
    let (text, span) = (shown(records.raw(*extra)), records.span(*extra));
    let fault = if row.len() <= header.written {
        Diagnostic::error("unnamed-column", format!("`{text}` stands in a column without a name"))
            .help("give the column a name in row 1, or delete it")
    } else {
        let message = format!("row {number} has {}, but there are {width} columns", count(row.len(), "cell"));
        Diagnostic::error("row-too-long", message)
            .help("a cell that holds a comma needs quotation marks round it; thousands too: \"28,648\"")
    };
    faults.push(fault.at(span, "one too many").also(header.span(records.file), "the columns"));
    false
}

/// The start of a text, for a message.
pub(in crate::data) fn shown(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

/// "1 cell", "3 cells".
pub(super) fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
