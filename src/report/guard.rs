//! The guard: a frozen edition is what it was. In: its lock, the files of its folder and the facts they give
//! today. Out: an error for each file and each fact that is not as the lock says, with old and new. A theme
//! changes no fact; a version of the program that changes one is told on here.

use std::collections::BTreeMap;

use super::facts::{self, Facts, Told};
use super::lock::{FILE, FactChange, Lock};
use super::{Bindings, Edition, Report};
use crate::diag::Diagnostic;
use crate::source::Sources;
use crate::source::digest::{digest, short};

/// The program as locks name it.
pub const PROGRAM: &str = concat!("aimline ", env!("CARGO_PKG_VERSION"));

/// The folder of the frozen edition `id`.
pub fn folder(id: &str) -> String {
    format!("editions/{id}")
}

/// The digest of every file of the report in `folder` (empty: the working files), by path there; the lock
/// itself is left out.
pub fn inputs(sources: &Sources, folder: &str) -> BTreeMap<String, String> {
    files(sources, folder).into_iter().map(|(path, bytes)| (path.to_owned(), digest(bytes))).collect()
}

/// Every file of the report in `folder` (empty: the working files), by path there, without the lock.
pub fn files<'a>(sources: &'a Sources, folder: &str) -> BTreeMap<&'a str, &'a [u8]> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let below = |path: &'a str| path.strip_prefix(prefix.as_str());
    let is_input = |path: &&str| match prefix.is_empty() {
        true => *path == "aimline.yaml" || path.starts_with("content/") || path.starts_with("data/"),
        false => *path != FILE,
    };
    let found: Box<dyn Iterator<Item = _>> = match folder {
        "" => Box::new(sources.iter()),
        _ => Box::new(sources.below(folder)),
    };
    found
        .filter_map(|(_, file)| Some((below(file.path.as_str())?, file.bytes.as_slice())))
        .filter(|(path, _)| is_input(path))
        .collect()
}

/// The lock of `edition`, an edition of `report` whose files are the working files among `sources`.
pub fn lock(report: &Report, edition: &Edition, sources: &Sources) -> Lock {
    Lock {
        edition: edition.id.clone(),
        made_by: PROGRAM.to_owned(),
        inputs: inputs(sources, ""),
        facts: facts::of(edition, &report.bindings),
        corrections: Vec::new(),
        withdrawn: None,
    }
}

/// The files of a frozen edition that are not as its `lock` says.
pub fn check_files(lock: &Lock, sources: &Sources) -> Vec<Diagnostic> {
    changed_inputs(lock, &inputs(sources, &folder(&lock.edition)))
}

/// What `edition` no longer says as its lock has it; nothing for one that is not frozen. `found` is what was
/// found wrong before, the files included.
pub fn check_facts(edition: &Edition, bindings: &Bindings, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(lock) = &edition.lock else { return Vec::new() };
    let folder = folder(&edition.id) + "/";
    let is_own = |path: &String| path.starts_with(&folder);
    let files_changed = found.iter().any(|d| d.rule == "frozen-file" && d.path.as_ref().is_some_and(is_own));
    let cause = if files_changed { Cause::Files } else { Cause::Program };
    let changes = differences(&lock.facts, &facts::of(edition, bindings));
    changes.iter().map(|change| changed_fact(lock, change, cause)).collect()
}

/// Why a fact is another than it was.
#[derive(Clone, Copy)]
enum Cause {
    /// A file of the edition changed too.
    Files,
    /// All files are the same.
    Program,
}

/// What differs between `old` and `new`, paper first.
pub fn differences(old: &Facts, new: &Facts) -> Vec<FactChange> {
    let none = Told::new();
    let mut changes = told(None, &old.paper, &new.paper);
    let mut slugs: Vec<&String> = old.aims.keys().chain(new.aims.keys()).collect();
    slugs.sort();
    slugs.dedup();
    for slug in slugs {
        let of = |facts: &'_ Facts| facts.aims.get(slug).cloned();
        changes.extend(told(Some(slug), &of(old).unwrap_or(none.clone()), &of(new).unwrap_or(none.clone())));
    }
    changes
}

fn told(aim: Option<&String>, old: &Told, new: &Told) -> Vec<FactChange> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let change = |name: &String| {
        let (old, new) = (old.get(name), new.get(name));
        let change = FactChange { aim: aim.cloned(), fact: name.clone(), old: old.cloned(), new: new.cloned() };
        (old != new).then_some(change)
    };
    names.into_iter().filter_map(change).collect()
}

fn changed_inputs(lock: &Lock, now: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut paths: Vec<&String> = lock.inputs.keys().chain(now.keys()).collect();
    paths.sort();
    paths.dedup();
    let say = |path: &String| {
        let id = &lock.edition;
        let message = match (lock.inputs.get(path), now.get(path)) {
            (Some(old), Some(new)) if old == new => return None,
            (Some(old), Some(new)) => {
                format!(
                    "`{path}` of the frozen edition `{id}` changed: its SHA-256 was `{}…` and is `{}…`",
                    short(old),
                    short(new)
                )
            }
            (Some(_), None) => format!("`{path}` of the frozen edition `{id}` is missing"),
            _ => format!("`{path}` was not in the edition `{id}` when it was frozen"),
        };
        let help = match now.contains_key(path) && !lock.inputs.contains_key(path) {
            true => "take the file out of the edition's folder".to_owned(),
            false => format!("take the change back (with git: `git checkout -- {}`)", folder(id)),
        };
        Some(Diagnostic::error("frozen-file", message).at_path(format!("{}/{path}", folder(id))).help(help))
    };
    paths.into_iter().filter_map(say).collect()
}

fn changed_fact(lock: &Lock, change: &FactChange, cause: Cause) -> Diagnostic {
    let id = &lock.edition;
    let page = change.aim.as_ref().map_or_else(|| "the paper".to_owned(), |aim| format!("the aim `{aim}`"));
    let what = match (change.old.as_deref().map(brief), change.new.as_deref().map(brief)) {
        (Some(old), Some(new)) => format!("was {old} and is {new}"),
        (Some(old), None) => format!("was {old} and is gone"),
        (_, new) => format!("is new: {}", new.unwrap_or_default()),
    };
    let message = format!("the edition `{id}` no longer says what it said: {page}, {}, {what}", change.fact);
    let help = match cause {
        Cause::Files => format!("take the change of its files back (with git: `git checkout -- {}`)", folder(id)),
        Cause::Program => format!(
            "its files are the same, but {PROGRAM} makes something else of them than {}; use that version",
            lock.made_by
        ),
    };
    Diagnostic::error("frozen-fact", message).at_path(format!("{}/{FILE}", folder(id))).help(help)
}

/// What a fact says, for a message: a long text by its first words and the first digits of its digest.
fn brief(said: &str) -> String {
    match said.strip_prefix("sha256:").and_then(|rest| rest.split_once(' ')) {
        Some((digest, words)) => format!("{words} ({})", short(digest)),
        None => format!("`{said}`"),
    }
}
