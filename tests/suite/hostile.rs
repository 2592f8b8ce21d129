//! What bad input gets: whole reports with something hostile in them. Whatever it is, there is no panic, and
//! either there are messages a person can act on, or a site that the oracle finds nothing wrong with.
//!
//! `tests/hostile/` holds the cases; `AIMLINE_BLESS=1` writes what is told there of each.

mod charts;
mod fields;
mod keys;
mod named;
mod pieces;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use aimline::diag::{Diagnostic, Severity};
use aimline::pipeline::{self, Request};
use aimline::source::{SafePath, SourceFile, Sources};

use crate::{oracle, whole};

/// The smallest picture: one grey point.
const POINT: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82";

/// The rules that refuse the report; none if it was published.
type Rules = BTreeSet<&'static str>;

/// The files written in `fixture`, with the picture its page shows.
fn files(fixture: &str) -> Vec<SourceFile> {
    let sources = aimline::source::text::sources(fixture);
    let picture = SourceFile { path: SafePath::parse("content/street.png").unwrap(), bytes: POINT.to_vec() };
    sources.iter().map(|(_, file)| file.clone()).chain([picture]).collect()
}

/// What becomes of `sources`: the rules that refuse it. Everything that is wrong with the answer is in the
/// second place.
fn answer(sources: &Sources) -> (Rules, Vec<String>) {
    let built = catch_unwind(AssertUnwindSafe(|| whole::build(sources)));
    let (found, mut faults) = match built {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            return (Rules::new(), vec![format!("panics: {}", text.unwrap_or_default())]);
        }
        Ok(Err(found)) => (found, Vec::new()),
        Ok(Ok((files, found))) => (found, oracle::faults(&files)),
    };
    faults.extend(whole::faults_of_messages(sources, &found));
    (rules(&found), faults)
}

/// What is said of `sources` when they are read and checked, and what is wrong with that.
fn answer_of_reading(sources: &Sources) -> (Rules, Vec<String>) {
    let found = pipeline::read(sources, Vec::new(), &Request::default()).diagnostics;
    (rules(&found), whole::faults_of_messages(sources, &found))
}

fn rules(found: &[Diagnostic]) -> Rules {
    found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.rule).collect()
}

/// `rules` in words.
fn said(rules: &Rules) -> String {
    match rules.is_empty() {
        true => "published".to_owned(),
        false => rules.iter().copied().collect::<Vec<_>>().join(" "),
    }
}

/// Compares `got` with the file `tests/hostile/<name>`, or writes it.
#[track_caller]
fn check_golden(name: &str, got: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(name);
    if std::env::var_os("AIMLINE_BLESS").is_some() {
        std::fs::write(&path, got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differ = got.lines().filter(|line| !expected.lines().any(|other| other == *line));
    assert!(got == expected, "{name} differs; today:\n{}", differ.collect::<Vec<_>>().join("\n"));
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(60)].join("\n"));
}
