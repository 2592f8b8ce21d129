//! A value that is withheld is a gap everywhere: not a zero, not bridged, not to be worked out from what is
//! shown beside it.

use aimline::source::{Sources, text};

use crate::whole::{self, Files};

/// A report with the measure `cases`, whose file is `data`; `keys` are further keys of the measure, `more`
/// further front matter.
fn report(data: &str, keys: &str, more: &str) -> Sources {
    text::sources(&format!(
        "--- aimline.yaml
title: Report
body: Board
plan: [cases]
sources:
  own: {{title: Counts, publisher: Board}}
--- content/index.md
---
edition: one
date: 2019-11-19
---
## Purpose

To note.
--- content/cases.md
---
aim: Fewer cases
sources: [own]
status: updated
measures:
  cases: {{data: cases.csv, unit: cases, period: calendar-year{keys}}}
{more}---
## Commentary

None.

## Response

None.
--- data/cases.csv
{data}"
    ))
}

const CHARTS: &str = "charts:
  line: {type: line, of: cases, title: Over time}
  columns: {type: columns, of: cases, title: Year by year}
";

/// The text of everything made from the report: all but its own files and the theme's.
fn made(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let own = |path: &str| path.contains("/data/files/") || path.ends_with(".zip") || path.starts_with("static/");
    let made = files.iter().filter(move |(path, _)| !own(path));
    made.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// The words of a page, without its markup.
fn shown(text: &str) -> String {
    let parts = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_withheld_value_is_shown_as_its_mark_and_never_as_zero() {
    let sources = report("period,cases\n2015,41\n2016,43\n2017,[c]\n2018,47\n", ", better: lower", CHARTS);
    let files = whole::site(&sources);
    for (path, text) in made(&files).filter(|(path, _)| path.ends_with(".html")) {
        let words = shown(text);
        let words: Vec<&str> = words.split_whitespace().collect();
        assert!(!words.windows(2).any(|pair| pair == ["2017", "0"]), "{path} shows a zero for 2017");
    }
    let page = std::str::from_utf8(&files["one/cases/index.html"]).unwrap();
    assert!(page.contains("[c]"), "the page shows the mark");
    let measure = std::str::from_utf8(&files["one/data/measures/cases/cases.csv"]).unwrap();
    assert!(measure.contains("2017-12-31,,[c]\n"), "{measure}");
}

/// A value beside the mark that says it is withheld is a mistake, wherever the mark stands: the file is
/// published as it is.
#[test]
fn a_value_that_is_marked_as_withheld_is_not_published() {
    for (data, keys) in [
        ("period,cases\n2015,41\n2016,4321 [c]\n", ""),
        ("period,cases,marks\n2015,41,\n2016,4321,c\n", ", value: cases"),
        ("period,cases,remarks\n2015,41,\n2016,4321,[c]\n", ", value: cases, notes: remarks"),
        ("period,cases,low,high\n2015,41,40,42\n2016,[c],4320,4322\n", ", value: cases, low: low, high: high"),
    ] {
        match whole::build(&report(data, keys, CHARTS)) {
            Err(found) => assert!(found.iter().any(|one| one.message.contains("[c]")), "{data}: {found:?}"),
            Ok((files, _)) => {
                let paths: Vec<_> = made(&files).filter(|(_, text)| text.contains("432")).map(|(p, _)| p).collect();
                panic!("{data}: published in {paths:?}");
            }
        }
    }
}

#[test]
fn what_is_worked_out_from_a_withheld_value_is_withheld() {
    let data = "period,cases,others\n2015,41,100\n2016,[c],100\n2017,43,100\n";
    let more = "  others: {data: cases.csv, value: others, unit: cases, period: calendar-year}
  all: {sum: [cases, others], unit: cases, period: calendar-year}
  rate: {of: cases, per: {of: others, each: 100}}
  share: {of: cases, share: others}
  grown: {of: cases, index: 2015}
";
    let files = whole::site(&report(data, ", value: cases", more));
    for measure in ["all", "rate", "share", "grown"] {
        let csv = std::str::from_utf8(&files[&format!("one/data/measures/cases/{measure}.csv")]).unwrap();
        let row = csv.lines().find(|line| line.contains("2016-12-31"));
        let row = row.unwrap_or_else(|| panic!("{measure} has a row for 2016:\n{csv}"));
        assert_eq!(row.rsplit(',').nth(1), Some(""), "{measure}: {row}");
    }
}
