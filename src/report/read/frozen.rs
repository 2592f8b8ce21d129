//! The frozen editions of a report: each folder of `editions/` read as a report of its own, with its lock. In:
//! the sources. Out: an [`Edition`] a folder that can be read, and how they stand to the working files.
//! Warnings about what is published already help nobody and are left out; errors stay.

use std::collections::BTreeSet;

use super::{Folder, Notes, edition, pages, settings};
use crate::data::date::in_words;
use crate::diag::{Diagnostic, Severity};
use crate::report::Edition;
use crate::report::guard;
use crate::report::lock::{FILE, Lock, is_whole};
use crate::source::Sources;

/// How many files that differ are named.
const NAMED: usize = 5;

/// The editions below `editions/`, in the order of their ids.
pub fn read(sources: &Sources, notes: &mut Notes) -> Vec<Edition> {
    let names = sources.below("editions").filter_map(|(_, file)| {
        let (id, _) = file.path.as_str().strip_prefix("editions/")?.split_once('/')?;
        Some(id)
    });
    let ids: BTreeSet<&str> = names.collect();
    ids.into_iter().filter_map(|id| one(sources, id, notes)).collect()
}

fn one(sources: &Sources, id: &str, notes: &mut Notes) -> Option<Edition> {
    let prefix = format!("{}/", guard::folder(id));
    let folder = Folder { sources, prefix: &prefix };
    let lock = lock(sources, id, notes);
    notes.extend(lock.iter().flat_map(|lock| guard::check_files(lock, sources)));
    let mut found = Notes::new();
    let written = settings::read(folder, &mut found);
    let pages = pages::read(folder, &mut found);
    let edition = edition::read(folder, written, pages, &mut found);
    // Today's theme shows every edition.
    let counts = |note: &Diagnostic| note.severity == Severity::Error && note.rule != "unknown-theme";
    notes.extend(found.into_iter().filter(counts));
    let mut edition = edition?;
    if edition.id != id {
        let message = format!("the folder of the frozen edition `{id}` holds the edition `{}`", edition.id);
        let diagnostic = Diagnostic::error("frozen-edition", message).at_path(format!("{prefix}content/index.md"));
        notes.push(diagnostic.help("give the folder back the name it had"));
    }
    edition.lock = Some(lock?);
    Some(edition)
}

fn lock(sources: &Sources, id: &str, notes: &mut Notes) -> Option<Lock> {
    let path = format!("{}/{FILE}", guard::folder(id));
    let mut wrong = |message: String| {
        let help = "restore the folder as `aimline freeze` made it, for example from git";
        notes.push(Diagnostic::error("frozen-lock", message).at_path(&path).help(help));
        None
    };
    let Some((_, file)) = sources.find(&path) else {
        return wrong(format!("the edition `{id}` has no `{FILE}`, so nobody can tell whether it is as published"));
    };
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return wrong(format!("the lock of the frozen edition `{id}` is not text any more"));
    };
    let lock = match Lock::read(text) {
        Ok(lock) if lock.edition == id => lock,
        Ok(lock) => return wrong(format!("the lock of the frozen edition `{id}` is that of `{}`", lock.edition)),
        Err(fault) => {
            let (line, expected) = (fault.line, fault.expected);
            return wrong(format!(
                "the lock of the frozen edition `{id}` cannot be read: line {line} should have {expected}"
            ));
        }
    };
    if !is_whole(text) {
        wrong(format!(
            "the lock of the frozen edition `{id}` was changed: its last line is not the digest of those above"
        ));
    }
    Some(lock)
}

/// All editions, the newest first: those `frozen`, and the one in preparation, which takes the place of a
/// frozen one if both are the same.
pub fn joined(working: Option<Edition>, frozen: Vec<Edition>, sources: &Sources, notes: &mut Notes) -> Vec<Edition> {
    let mut editions = frozen;
    editions.sort_by(|a, b| (b.date, &b.id).cmp(&(a.date, &a.id)));
    let Some(mut working) = working else { return Vec::new() };
    match editions.iter().position(|edition| edition.id == working.id) {
        Some(at) => {
            let differing = differing(&working, sources);
            if at > 0 {
                notes.push(not_the_latest(&working, &editions[0]));
            }
            if differing.is_empty() {
                working.lock = editions[at].lock.take();
                editions[at] = working;
            }
            notes.extend(differing);
        }
        None => {
            if let Some(latest) = editions.first().filter(|latest| latest.date >= working.date) {
                notes.push(too_early(&working, latest));
            }
            editions.insert(0, working);
        }
    }
    editions
}

/// Says which working files of a frozen edition are not what was frozen.
fn differing(working: &Edition, sources: &Sources) -> Vec<Diagnostic> {
    let folder = guard::folder(&working.id);
    let (now, then) = (guard::files(sources, ""), guard::files(sources, &folder));
    let all: BTreeSet<&str> = now.keys().chain(then.keys()).copied().collect();
    let changed = all.into_iter().filter(|path| now.get(path) != then.get(path));
    let id = &working.id;
    let say = |path: &str| {
        let message = match (now.contains_key(path), then.contains_key(path)) {
            (true, false) => format!("the edition `{id}` is frozen, and `{path}` was not in it"),
            (false, _) => format!("the edition `{id}` is frozen, and `{path}` of it is not here any more"),
            _ => format!("the edition `{id}` is frozen, and `{path}` is not what was frozen"),
        };
        Diagnostic::error("frozen-edition", message).at_path(path).help(
            "begin the next edition with `aimline new edition 2020-02` (the id you want), or take the change back",
        )
    };
    changed.take(NAMED).map(say).collect()
}

fn not_the_latest(working: &Edition, latest: &Edition) -> Diagnostic {
    let message = format!("the working files are those of the edition `{}`, but `{}` is later", working.id, latest.id);
    Diagnostic::error("frozen-edition", message)
        .at_path("content/index.md")
        .help(format!("copy the files of `{}` back, or begin the next edition", guard::folder(&latest.id)))
}

fn too_early(working: &Edition, latest: &Edition) -> Diagnostic {
    let date = in_words(working.date);
    let message =
        format!("the edition `{}` has the date {date}, which is not after that of `{}`", working.id, latest.id);
    Diagnostic::error("edition-order", message)
        .at_path("content/index.md")
        .help(format!("give it a date after {}", in_words(latest.date)))
}
