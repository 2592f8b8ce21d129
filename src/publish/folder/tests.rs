//! What the two ways of switching leave, and what a journal is for.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use super::*;
use crate::publish::stage::PREFIX;

/// A folder with an empty report in `report/`, for outputs beside it.
fn world() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("report")).unwrap();
    dir
}

fn begin(world: &TempDir) -> Staging {
    let (out, root) = (world.path().join("out"), world.path().join("report"));
    let destination = Destination { out: &out, root: &root, durability: Durability::Durable };
    Staging::begin(&destination, &|event| panic!("{event:?}")).unwrap()
}

fn deliver(mut staging: Staging, way: Way, text: &str) -> Delivered {
    staging.way = way;
    for path in ["index.html", "same.css", "a/b/index.html"] {
        let text = if path == "same.css" { "same" } else { text };
        staging.put(&SafePath::parse(path).unwrap(), text.as_bytes()).unwrap();
    }
    staging.commit().unwrap()
}

/// What `folder` holds, by name below it, without the marker.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (entry.path().strip_prefix(folder).unwrap().display().to_string(), fs::read_to_string(entry.path()))
        })
        .filter(|(path, _)| path != ".aimline")
        .map(|(path, text)| (path, text.unwrap()))
        .collect()
}

#[track_caller]
fn check_site(world: &TempDir, text: &str) {
    let site = files(&world.path().join("out"));
    let expect = [("a/b/index.html", text), ("index.html", text), ("same.css", "same")];
    assert_eq!(site, expect.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
    let mut names: Vec<_> = fs::read_dir(world.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["out", "report"]);
}

#[test]
fn both_ways_of_switching_give_the_same() {
    for way in [Way::Exchange, Way::TwoRenames] {
        let world = world();
        let first = deliver(begin(&world), way, "one");
        assert_eq!((first.written, first.unchanged, first.removed, first.bytes), (3, 0, 0, 10));
        check_site(&world, "one");
        let second = deliver(begin(&world), way, "two");
        assert_eq!((second.written, second.unchanged, second.removed, second.left), (2, 1, 0, None));
        check_site(&world, "two");
    }
}

/// A builder that was killed somewhere in the second way of switching: `moved` renames were made.
fn killed_between_renames(renames: usize) -> TempDir {
    let world = world();
    deliver(begin(&world), Way::Exchange, "new");
    let stage = world.path().join(format!("{PREFIX}1"));
    fs::create_dir(&stage).unwrap();
    fs::rename(world.path().join("out"), stage.join("site")).unwrap();
    deliver(begin_beside(&world, &stage), Way::Exchange, "old");
    fs::write(stage.join("journal"), "out\n").unwrap();
    if renames > 0 {
        fs::rename(world.path().join("out"), stage.join("old")).unwrap();
    }
    if renames > 1 {
        fs::rename(stage.join("site"), world.path().join("out")).unwrap();
    }
    world
}

/// Begins a delivery without clearing `stage` away.
fn begin_beside(world: &TempDir, stage: &Path) -> Staging {
    let aside = world.path().join("aside");
    fs::rename(stage, &aside).unwrap();
    let staging = begin(world);
    fs::rename(&aside, stage).unwrap();
    staging
}

#[test]
fn the_next_start_completes_what_a_journal_says() {
    for (renames, text) in [(0, "old"), (1, "new"), (2, "new")] {
        let world = killed_between_renames(renames);
        drop(begin(&world));
        check_site(&world, text);
    }
}

#[test]
fn a_journal_that_was_cut_off_means_nothing() {
    let world = killed_between_renames(0);
    fs::write(world.path().join(format!("{PREFIX}1/journal")), "ou").unwrap();
    drop(begin(&world));
    check_site(&world, "old");
}

#[test]
fn two_pages_never_share_an_address() {
    let world = world();
    let check = |first: &str, second: &str, expect: &str| {
        let staging = begin(&world);
        staging.put(&SafePath::parse(first).unwrap(), b"1").unwrap();
        let error = staging.put(&SafePath::parse(second).unwrap(), b"2").unwrap_err();
        assert_eq!(error.to_string(), expect);
        assert!(staging.commit().unwrap_err().to_string().ends_with("nothing was published"));
        assert!(!world.path().join("out").exists());
    };
    check("a/b", "a/b", "the site has two pages at `a/b`");
    check("a", "a/b/c", "the site has a page at `a` and one below it, at `a/b/c`");
    check("a/b/c", "a", "the site has a page at `a` and others below it");
}
