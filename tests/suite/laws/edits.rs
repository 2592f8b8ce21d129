//! Which files of the site an edit changes: exactly those that show what was edited.

use std::collections::BTreeSet;

use aimline::source::{Sources, text};

use crate::whole::{self, Files, edited, with};

/// The paths that differ between two sites, with `+` and `-` before those only one of them has.
fn changed(before: &Files, after: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mark = |path: &String| match (before.contains_key(path), after.contains_key(path)) {
        (false, _) => format!("+{path}"),
        (_, false) => format!("-{path}"),
        _ => path.clone(),
    };
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).map(mark).collect()
}

#[track_caller]
pub fn check(before: &Sources, after: &Sources, expect: &[&str]) {
    let mut got = changed(&whole::site(before), &whole::site(after));
    got.sort();
    let mut expect = expect.to_vec();
    expect.sort_unstable();
    assert_eq!(got, expect);
}

fn small() -> Sources {
    text::sources(include_str!("../../build/small/in.txt"))
}

#[test]
fn a_word_of_an_aims_text_changes_its_page_and_the_print_page() {
    let report = small();
    let after = edited(&report, "content/fires.md", "We visit homes", "We visit");
    check(&report, &after, &["2019-11/fires/index.html", "2019-11/print/index.html"]);
}

#[test]
fn a_word_of_the_paper_changes_the_pages_that_hold_the_paper() {
    let report = small();
    let after = edited(&report, "content/index.md", "To note the figures", "To note figures");
    check(&report, &after, &["2019-11/index.html", "2019-11/print/index.html", "index.html"]);
}

#[test]
fn a_number_changes_what_shows_it_and_nothing_else() {
    let report = small();
    let after = edited(&report, "data/causes.csv", "Other,20", "Other,21");
    let expect = [
        "2019-11/data/2019-11.zip",
        "2019-11/data/figures/fires/causes.csv",
        "2019-11/data/files/causes.csv",
        "2019-11/data/measures/fires/causes.csv",
        "2019-11/fires/index.html",
        "2019-11/print/index.html",
    ];
    check(&report, &after, &expect);
}

#[test]
fn a_further_aim_changes_only_the_lists_of_aims_and_its_neighbour() {
    let report = small();
    let after = edited(&report, "aimline.yaml", "  - rescues\n", "  - rescues\n  - drills\n");
    let page = "---\naim: More drills\nsources: [counts]\nstatus: no-update\n---\n\
                ## Commentary\n\nNone.\n\n## Response\n\nNone.\n";
    let after = with(&after, "content/drills.md", Some(page.as_bytes()));
    let expect = [
        "+2019-11/drills/index.html",
        "+aims/drills/index.html",
        "2019-11/data/index.html",
        "2019-11/index.html",
        "2019-11/print/index.html",
        "2019-11/rescues/index.html",
        "editions/index.html",
        "feed.xml",
        "index.html",
        "sitemap.xml",
    ];
    check(&report, &after, &expect);
}

#[test]
fn what_was_taken_away_and_put_back_leaves_no_trace() {
    let report = small();
    let expected = whole::site(&report);
    for (_, file) in report.iter() {
        let without = whole::build(&with(&report, file.path.as_str(), None));
        assert!(without.is_err() || without.is_ok_and(|(files, _)| files != expected), "`{}` is needed", file.path);
    }
    assert!(whole::site(&report) == expected);
}
