//! The shape of the code: which folder may use which, who knows which library, what the core may not touch,
//! that every file says what it is and stays small, and that every message can be explained.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folders from the ground up. Those in one step may use each other: a place is needed to say what is
/// wrong, and what cannot be read has to be said.
const STEPS: [&[&str]; 12] = [
    &["source", "diag"],
    &["data"],
    &["prose"],
    &["chart"],
    &["report"],
    &["check"],
    &["review"],
    &["site"],
    &["pipeline"],
    &["publish"],
    &["serve"],
    &["cli"],
];

/// Who alone may know a library.
const KNOWN_TO: [(&str, &[&str]); 13] = [
    ("anstream", &["cli/"]),
    ("clap", &["cli/"]),
    ("csv", &["data/csv"]),
    ("html5gum", &["site/gate"]),
    ("jiff", &["data/date.rs"]),
    ("pulldown_cmark", &["prose/"]),
    ("rust_decimal", &["data/"]),
    ("rustix", &["source/dir", "publish/"]),
    ("serde_yaml", &["report/yaml"]),
    ("similar", &["review/words.rs"]),
    ("svg", &["chart/svg"]),
    ("tera", &["site/theme", "site/filters", "site/template"]),
    ("walkdir", &["source/dir"]),
];

/// What may touch the world.
const EDGES: [&str; 6] = ["source/dir", "source/git", "publish/", "serve/", "cli/", "main.rs"];

/// What the core may not name.
const FORBIDDEN: [&str; 13] = [
    "HashMap",
    "HashSet",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::time",
    "Instant::now",
    "SystemTime",
    "thread_local!",
    "println!",
    "static mut",
    "unsafe",
];

struct File {
    path: String,
    text: String,
    /// Whether it is only there for tests.
    test: bool,
}

impl File {
    /// The lines of code, without tests and comments, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = if self.test { "" } else { without_tests(&self.text) };
        let lines = code.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn folder(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The paths of the modules it has only for tests, without an ending.
    fn test_modules(&self) -> impl Iterator<Item = String> {
        let stem = self.path.strip_suffix("/mod.rs").or(self.path.strip_suffix(".rs")).unwrap();
        let names = self.text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.split_once(';'));
        names
            .filter(|(name, _)| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
            .map(move |(name, _)| format!("{stem}/{name}"))
    }

    /// Whether `name` is a module of ours here.
    fn has_own(&self, name: &str) -> bool {
        let words = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
        self.text.lines().any(|line| {
            let line = line.trim_start();
            (line.starts_with("use super::") || line.starts_with("use crate::") || line.contains("mod ")) && words(line)
        })
    }
}

/// `text` up to its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

fn files() -> Vec<File> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| File {
        path: path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"),
        text: std::fs::read_to_string(path).unwrap(),
        test: false,
    };
    let mut files: Vec<File> = paths.iter().map(read).collect();
    let tests: Vec<String> = files.iter().flat_map(File::test_modules).collect();
    let of =
        |path: &str, test: &String| path.strip_prefix(test.as_str()).is_some_and(|rest| rest.starts_with(['.', '/']));
    files.iter_mut().for_each(|file| file.test = tests.iter().any(|test| of(&file.path, test)));
    files
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Whether `line` names the crate or module `name` and not a longer word or a part of another path.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::"))
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

#[test]
fn a_folder_uses_only_those_before_it() {
    let step = |name: &str| STEPS.iter().position(|step| step.contains(&name));
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !matches!(file.path.as_str(), "lib.rs" | "main.rs")) {
        let Some(own) = step(file.folder()) else {
            faults.push(format!("src/{}: the folder has no place in the order", file.path));
            continue;
        };
        for (number, line) in file.code() {
            for used in line
                .split("crate::")
                .skip(1)
                .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
            {
                let allowed = match (file.folder(), used) {
                    ("chart", "prose") => false,
                    _ => step(used).is_some_and(|used| used <= own),
                };
                if !allowed {
                    faults.push(format!("src/{}:{number}: `{}` may not use `{used}`", file.path, file.folder()));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn a_library_is_known_to_one_place() {
    let mut faults = Vec::new();
    for file in files() {
        for (library, places) in KNOWN_TO {
            if places.iter().any(|place| file.path.starts_with(place)) || file.has_own(library) {
                continue;
            }
            let lines = file.code().filter(|(_, line)| names(line, library));
            faults.extend(
                lines.map(|(number, _)| format!("src/{}:{number}: only {places:?} may use `{library}`", file.path)),
            );
        }
    }
    none(faults);
}

#[test]
fn the_core_does_not_touch_the_world() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !EDGES.iter().any(|edge| file.path.starts_with(edge))) {
        for (number, line) in file.code() {
            let words = FORBIDDEN.iter().filter(|word| line.contains(**word));
            faults.extend(words.map(|word| format!("src/{}:{number}: `{word}` has no place in the core", file.path)));
        }
    }
    none(faults);
}

#[test]
fn every_file_says_what_it_is_and_is_small() {
    let mut faults = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            faults.push(format!("src/{}: does not start with a `//!` line", file.path));
        }
        let lines = file.text.lines().count();
        if lines > 500 {
            faults.push(format!("src/{}: has {lines} lines; find its second subject", file.path));
        }
    }
    none(faults);
}

/// Names of rules in `text`: the first text after `error(`, `warning(` or `refuse(`, and rules in tables.
fn rules(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for start in ["error(", "warning(", "refuse("] {
        for (at, _) in text.match_indices(start) {
            let rest = text[at + start.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('"') else { continue };
            let name = rest.split('"').next().unwrap();
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                found.insert(name);
            }
        }
    }
    found
}

#[test]
fn every_rule_is_explained_and_every_explanation_is_of_a_rule() {
    let files = files();
    let mut used: BTreeMap<&str, &str> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.test) {
        rules(without_tests(&file.text)).into_iter().for_each(|rule| _ = used.entry(rule).or_insert(&file.path));
    }
    let explained: BTreeSet<&str> = aimline::check::explanations().map(|explanation| explanation.name).collect();
    let unexplained = used.iter().filter(|(rule, _)| !explained.contains(*rule));
    let mut faults: Vec<String> =
        unexplained.map(|(rule, path)| format!("src/{path}: `{rule}` is explained nowhere")).collect();
    let is_named =
        |rule: &&&str| files.iter().any(|f| !f.path.starts_with("check/") && f.text.contains(&format!("\"{rule}\"")));
    let unused = explained.iter().filter(|rule| !used.contains_key(*rule) && !is_named(rule));
    faults.extend(unused.map(|rule| format!("`{rule}` is explained, but no message has it")));
    none(faults);
}
