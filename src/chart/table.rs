//! The twin of a picture for those who do not see it, or want the numbers: a table with header cells, and a
//! file of records. The table shows values as readers do; the file holds them exactly as published, and
//! everything that was computed for the picture.

use crate::data::{Decimal, Marks};

/// A table for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataTable {
    /// What it shows.
    pub caption: String,
    /// The column headings.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column, the first its header.
    pub rows: Vec<Vec<Cell>>,
}

/// A column's heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its words.
    pub heading: String,
    /// Whether its cells hold numbers, which stand at the right.
    pub numeric: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What readers see; empty where there is nothing.
    pub text: String,
    /// The marks that follow it.
    pub marks: Marks,
    /// Whether it names its row.
    pub is_header: bool,
}

/// The records of a figure's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// The first record.
    pub heading: Vec<&'static str>,
    /// The others, as long as the first.
    pub rows: Vec<Vec<String>>,
}

impl Column {
    /// A column of names.
    pub fn of_names(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), numeric: false }
    }

    /// A column of numbers.
    pub fn of_numbers(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), numeric: true }
    }
}

impl Cell {
    /// The cell that names its row.
    pub fn header(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_header: true, ..Self::default() }
    }

    /// A cell with a value.
    pub fn value(text: impl Into<String>, marks: Marks) -> Self {
        Self { text: text.into(), marks, is_header: false }
    }

    /// A cell without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::value(text, Marks::default())
    }
}

impl Records {
    /// The records as a CSV file: commas, LF, quotes only where they are needed.
    pub fn csv(&self) -> String {
        let mut file = record(self.heading.iter().copied());
        for row in &self.rows {
            file.push_str(&record(row.iter().map(String::as_str)));
        }
        file
    }
}

fn record<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let mut line = fields.map(quoted).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) || field != field.trim() {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// A value as a file holds it: as published, or empty.
pub fn exact(value: Option<Decimal>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let rows = vec![vec!["a,b".to_owned(), "say \"no\"".to_owned(), "-0.16".to_owned()]];
        let records = Records { heading: vec!["x", "y", "value"], rows };
        assert_eq!(records.csv(), "x,y,value\n\"a,b\",\"say \"\"no\"\"\",-0.16\n");
    }
}
