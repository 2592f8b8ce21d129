//! Rules, one fixture each. `tests/rules/NAME.txt` changes the report of `base.txt` and marks with `^^^`, in a
//! line of their own below, the characters that the rule NAME must flag and nothing else; what stands without
//! marks it must leave alone. Under `--- said` is everything it says. Files below `before/` are the edition
//! before. `AIMLINE_BLESS=1` writes what is said today; the marks are always written by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aimline::check::{self, Choice};
use aimline::diag::text::{Palette, render};
use aimline::diag::{Diagnostic, Severity};
use aimline::pipeline::{self, Request};
use aimline::report;
use aimline::source::lines::Lines;
use aimline::source::text::sources;
use aimline::source::{SafePath, SourceFile, Sources};

/// A place: path, line, first column, column behind the last.
type Place = (String, usize, usize, usize);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// The files of a fixture without the lines of `^^^`, and where those point.
fn unmarked(files: &Sources) -> (BTreeMap<String, String>, Vec<Place>) {
    let (mut clean, mut marks) = (BTreeMap::new(), Vec::new());
    for (_, file) in files.iter() {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let mut kept = String::new();
        for line in text.split_inclusive('\n') {
            if !line.contains("^^") || !line.trim_end().chars().all(|c| c == ' ' || c == '^') {
                kept.push_str(line);
                continue;
            }
            let number = kept.lines().count();
            for part in line.trim_end().split_inclusive(' ').scan(1, |at, part| {
                let start = *at;
                *at += part.len();
                Some((start, part.trim_end().len()))
            }) {
                if part.1 > 0 {
                    marks.push((file.path.as_str().to_owned(), number, part.0, part.0 + part.1));
                }
            }
        }
        clean.insert(file.path.as_str().to_owned(), kept);
    }
    (clean, marks)
}

fn assembled(files: &BTreeMap<String, String>) -> Sources {
    let file = |(path, text): (&String, &String)| SourceFile {
        path: SafePath::parse(path).unwrap(),
        bytes: text.clone().into_bytes(),
    };
    Sources::new(files.iter().map(file).collect())
}

/// Everything that is said of a report, and of its edition before, if it has one.
fn said(rule: &str, now: &Sources, before: &Sources) -> Vec<Diagnostic> {
    let request = Request { asked: vec![rule.to_owned()], ..Request::default() };
    let reading = pipeline::read(now, Vec::new(), &request);
    if before.is_empty() {
        return reading.diagnostics;
    }
    let mut report = reading.report.unwrap();
    report.editions.extend(report::read::report(before, None).0.unwrap().editions);
    check::all(&report, now, &[], &Choice::default())
}

/// Where a diagnostic points; one without a place, by its path.
fn place(sources: &Sources, diagnostic: &Diagnostic) -> Option<Place> {
    let span = diagnostic.primary.as_ref()?.span;
    let file = sources.file(span.file);
    let lines = Lines::new(&file.bytes);
    let (start, end) = (lines.place(span.range().start), lines.place(span.range().end));
    Some((file.path.as_str().to_owned(), start.line, start.column, end.column))
}

/// What is wrong with how the rule called `name` judges its fixture.
fn check(name: &str, base: &str) -> Vec<String> {
    let path = folder().join(format!("{name}.txt"));
    let fixture = std::fs::read_to_string(&path).unwrap();
    let (input, golden) = fixture.split_once("--- said\n").unwrap_or((&fixture, ""));
    let (files, marks) = unmarked(&sources(input));
    let (before, now): (BTreeMap<_, _>, BTreeMap<_, _>) =
        files.into_iter().partition(|(path, _)| path.starts_with("before/"));
    let with_base = |files: BTreeMap<String, String>| {
        let (mut all, _) = unmarked(&sources(base));
        all.extend(files);
        assembled(&all)
    };
    let before = match before.is_empty() {
        true => Sources::default(),
        false => with_base(before.into_iter().map(|(path, text)| (path["before/".len()..].to_owned(), text)).collect()),
    };
    let now = with_base(now);
    let all = said(name, &now, &before);
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|diagnostic| diagnostic.rule == name);
    let mut faults = Vec::new();
    let errors: Vec<_> = others.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    if !errors.is_empty() {
        faults.push(format!("{name}: the fixture is not sound:\n{}", render(&now, &errors, Palette::Plain)));
    }
    let mut found: Vec<Place> = own.iter().filter_map(|diagnostic| place(&now, diagnostic)).collect();
    let mut expected = marks;
    found.sort();
    expected.sort();
    if found != expected {
        faults.push(format!("{name}: flags\n  {found:?}\nand should flag\n  {expected:?}"));
    }
    let text = render(&now, &own, Palette::Plain);
    if std::env::var_os("AIMLINE_BLESS").is_some() {
        std::fs::write(&path, format!("{input}--- said\n{text}")).unwrap();
    } else if text != golden {
        faults.push(format!("{name}: says otherwise:\n{text}"));
    }
    if own.is_empty() {
        faults.push(format!("{name}: the fixture breaks nothing"));
    }
    faults
}

#[test]
fn every_rule_flags_what_its_fixture_marks_and_nothing_else() {
    let base = std::fs::read_to_string(folder().join("base.txt")).unwrap();
    let names = check::rules::ALL.iter().map(|rule| rule.explanation.name);
    let faults: Vec<String> = names.flat_map(|name| check(name, &base)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

#[test]
fn every_fixture_is_of_a_rule() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let known = check::rules::ALL.iter().any(|rule| rule.explanation.name == name);
        assert!(known || name == "base", "there is no rule {name}");
    }
}
