//! Files as people save them, and files as nobody should: what is read, and what is said with which place.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::read_table;
use crate::data::Table;
use crate::diag::Diagnostic;
use crate::source::{FileId, SafePath, SourceFile, Sources};

fn a_file() -> FileId {
    let file = SourceFile { path: SafePath::parse("data/a.csv").unwrap(), bytes: Vec::new() };
    let (id, _) = Sources::new(vec![file]).iter().next().map(|(id, file)| (id, file.clone())).unwrap();
    id
}

fn read(bytes: &[u8], ending: &str) -> (Option<Table>, Vec<Diagnostic>) {
    read_table(a_file(), bytes, ending)
}

/// The table as `a|b / 1|2`, or each fault as `rule @ the characters it points at`.
fn check(bytes: impl AsRef<[u8]>, expect: &str) {
    let bytes = bytes.as_ref();
    let (table, faults) = read(bytes, "csv");
    let got = if faults.is_empty() { drawn(&table.unwrap()) } else { listed(&faults, bytes) };
    assert_eq!(got, expect, "{:?}", String::from_utf8_lossy(bytes));
}

fn drawn(table: &Table) -> String {
    let names = table.columns().iter().map(|column| column.name.clone()).collect::<Vec<_>>().join("|");
    let row = |row| (0..table.columns().len()).map(|at| table.cell(row, at).text().into_owned()).collect::<Vec<_>>();
    let rows = (0..table.rows()).map(|at| row(at).join("|"));
    std::iter::once(names).chain(rows).collect::<Vec<_>>().join(" / ")
}

fn listed(faults: &[Diagnostic], bytes: &[u8]) -> String {
    let one = |fault: &Diagnostic| {
        let span = fault.primary.as_ref().unwrap().span;
        format!("{} @ {}", fault.rule, String::from_utf8_lossy(&bytes[span.range()]))
    };
    faults.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn files_are_read_as_people_save_them() {
    check("a,b\n1,2\n", "a|b / 1|2");
    check("\u{feff}a,b\r\n1,2\r\n", "a|b / 1|2");
    check("a;b\r1;2\r\n3;4\n5;6", "a|b / 1|2 / 3|4 / 5|6");
    check("a\tb\n1\t2", "a|b / 1|2");
    check("\n\na,b\n\n1,2\n,\n\n", "a|b / 1|2");
    check("a,b,\n1,2,\n3,4\n5,6,,\n", "a|b / 1|2 / 3|4 / 5|6");
    check(" a , b \n  1,\u{a0}-1 \n", "a|b / 1|-1");
    check("a,b\n \"x\" , \"y, z\" \n", "a|b / x|y, z");
    check("a,b\n\"two\nlines\",\"say \"\"hello\"\"\"\n", "a|b / two\nlines|say \"hello\"");
    check("a,b\n5\" pipe,it's\n", "a|b / 5\" pipe|it's");
    check("a,b\n\"28,648\",\"\"\n", "a|b / 28,648|");
    check("period\n2019\n", "period / 2019");
    check("a; x,b; x\n1,2\n3,4\n", "a; x|b; x / 1|2 / 3|4");
    check("\"a;b;c\",d\n1,2\n", "a;b;c|d / 1|2");
    check("a,b\n-0.16,- \n", "a|b / -0.16|-");
}

#[test]
fn a_tsv_file_has_tabs() {
    let (table, faults) = read(b"a,x\tb\n1,5\t2\n", "tsv");
    assert_eq!((faults, drawn(&table.unwrap()).as_str()), (vec![], "a,x|b / 1,5|2"));
}

#[test]
fn broken_rows_and_quotes_are_shown_where_they_are() {
    check("a,b\n1\n2,3\n", "row-too-short @ 1");
    check("a,b\n1,2,3\n4,5,6\n", "row-too-long @ 3, row-too-long @ 6");
    check("a,b\n28,648,1\n", "row-too-long @ 1");
    check("a,b\n1,\"2\n3,4\n", "unclosed-quote @ \"");
    check("a,\"b\n", "unclosed-quote @ \"");
    check("a,b\n\"1\" x,2\n", "text-after-quote @ x");
    check("a,b\n\"1,2\n\"3,4\n", "text-after-quote @ 3");
}

#[test]
fn names_are_needed_once_and_in_the_first_row() {
    check("", "empty-file @ ");
    check("\u{feff}\n \n", "empty-file @ ");
    check("a,b\n", "no-rows @ a,b");
    check("a,B,b \n1,2,3\n", "duplicate-column @ b");
    check("a,,b\n1,2,3\n", "unnamed-column @ ");
    check("a,b,\n1,2,3\n", "unnamed-column @ 3");
    check("Table 3: deaths\na,b\n1,2\n", "title-row @ Table 3: deaths");
    check("Deaths,,\n,,\na,b,c\n1,2,3\n", "title-row @ Deaths");
    check("a|b\n1|2\n", "unknown-separator @ a|b");
}

#[test]
fn what_is_not_text_is_named() {
    check(b"a,b\n1,\xa3 2\n", "wrong-encoding @ \u{fffd}");
    check(b"\xff\xfea\0,\0", "wrong-encoding @ ");
    check(b"PK\x03\x04xyz", "wrong-encoding @ ");
    check("a,b\n1,2\0\n", "forbidden-character @ \0");
    check("a,b\n\u{202e}1,\u{7}2\n", "forbidden-character @ \u{202e}, forbidden-character @ \u{7}");
    check("a,b\nx\u{200d}y,\u{fffe}\n", "forbidden-character @ \u{200d}, forbidden-character @ \u{fffe}");
    check("rhanbarth,nifer\nYnys Môn,5\nگجرات,6\n", "rhanbarth|nifer / Ynys Môn|5 / گجرات|6");
}

#[test]
fn formulas_stop_the_build() {
    check("a,b\n=1+2,3\n", "formula-cell @ =1+2");
    check("a,@b\n1,3\n", "formula-cell @ @b");
    check("a,b\n\"x;=1+2\",-5 [p]\n", "formula-cell @ x;=1+2");
    check("a,b\n\"\t=1\",3\n", "formula-cell @ =1");
}

#[test]
fn limits_hold_and_floods_are_counted() {
    let long = "x".repeat(super::MAX_CELL + 1);
    check(format!("a\n{long}\n"), &format!("cell-too-long @ {long}"));
    let wide = (0..201).map(|at| format!("c{at}")).collect::<Vec<_>>().join(",");
    check(format!("{wide}\n"), "too-many-columns @ c200");
    let (table, faults) = read(&vec![b'a'; super::MAX_BYTES + 1], "csv");
    assert!(table.is_none() && faults[0].rule == "file-too-large");
    let (table, faults) = read("a\n1\n".to_owned().as_bytes(), "csv");
    assert!(table.is_some() && faults.is_empty());
    let (table, faults) = read(format!("a\n{}", "1\n".repeat(super::MAX_ROWS + 1)).as_bytes(), "csv");
    assert!(table.is_none() && faults[0].rule == "too-many-rows");
    let (_, faults) = read(format!("a,b\n1,2\n{}", "1\n".repeat(500)).as_bytes(), "csv");
    assert_eq!((faults.len(), faults[100].message.as_str()), (101, "and 400 more faults in this file"));
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let (table, _) = read(b"a,b\n\n1,\"x\ny\"\n2,3\n", "csv");
    let table = table.unwrap();
    assert_eq!((0..table.rows()).map(|row| table.row_number(row)).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn a_messages_words_are_for_people() {
    let (_, faults) = read(b"period,West Midlands,Wales\n2019,28,648,5\n", "csv");
    assert_eq!(faults[0].message, "row 2 has 4 cells, but there are 3 columns");
    assert_eq!(
        faults[0].help.as_deref(),
        Some("a cell that holds a comma needs quotation marks round it; thousands too: \"28,648\"")
    );
    let (_, faults) = read(b"period,West Midlands,Wales\n2019,28\n", "csv");
    assert_eq!(faults[0].primary.as_ref().unwrap().text, "nothing for `Wales`");
}

/// Every span of the table lies in the file, on the cell's text.
fn spans_lie_on_their_cells(bytes: &[u8], table: &Table) {
    for row in 0..table.rows() {
        for column in 0..table.columns().len() {
            let cell = table.cell(row, column);
            let raw = std::str::from_utf8(&bytes[cell.span.range()]).unwrap();
            assert_eq!(
                cell.text(),
                if raw.contains("\"\"") && cell.text() != raw { raw.replace("\"\"", "\"") } else { raw.into() }
            );
            assert_eq!(raw.trim(), raw);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (table, faults) = read(&bytes, "csv");
        prop_assert!(table.is_some() || !faults.is_empty());
    }

    #[test]
    fn any_text_like_csv_is_read_or_refused(text in "[ab1,;\t\"\r\n =é\u{feff}-]{0,80}") {
        let (table, faults) = read(text.as_bytes(), "csv");
        prop_assert!(table.is_some() || !faults.is_empty());
        for fault in &faults {
            prop_assert!(text.get(fault.primary.as_ref().unwrap().span.range()).is_some());
        }
        if let Some(table) = table {
            spans_lie_on_their_cells(text.as_bytes(), &table);
        }
    }

    #[test]
    fn what_is_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[a-z ,;\"\n]{0,6}", 3), 1..6), separator in 0..3_usize) {
        let separator = [",", ";", "\t"][separator];
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(separator);
        let text = format!("x{separator}y{separator}z\n{}\n", rows.iter().map(line).collect::<Vec<_>>().join("\r\n"));
        let (table, faults) = read(text.as_bytes(), "csv");
        let wanted: Vec<&Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        if wanted.is_empty() {
            prop_assert_eq!(faults[0].rule, "no-rows");
        } else {
            prop_assert!(faults.is_empty(), "{:?}", faults);
            let table = table.unwrap();
            prop_assert_eq!(table.rows(), wanted.len());
            for (at, row) in wanted.iter().enumerate() {
                for (column, cell) in row.iter().enumerate() {
                    prop_assert_eq!(table.cell(at, column).text(), cell.trim());
                }
            }
            spans_lie_on_their_cells(text.as_bytes(), &table);
        }
    }
}
