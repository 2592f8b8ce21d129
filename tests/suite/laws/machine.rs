//! Where, when and by whom a site is built changes no byte of it; what did not change is left alone.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use aimline::source::{SourceFile, Sources, text};
use tempfile::TempDir;

use crate::whole::{self, Files};

fn report() -> Sources {
    text::sources(include_str!("../../build/small/in.txt"))
}

/// A folder called `name` that holds `files`, in a place of its own.
fn folder<'a>(name: &str, files: impl Iterator<Item = &'a SourceFile>) -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join(name);
    for file in files {
        let path = root.join(file.path.as_str());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    (place, root)
}

/// `aimline build` in a clean environment.
fn aimline(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aimline"));
    command.env_clear().current_dir(root).args(["build", "--quiet"]);
    command
}

fn with(root: &Path, variables: &[(&str, &str)]) -> Command {
    let mut command = aimline(root);
    command.envs(variables.iter().copied());
    command
}

fn threads(root: &Path, number: &str) -> Command {
    let mut command = aimline(root);
    command.args(["--threads", number]);
    command
}

#[track_caller]
fn run(mut command: Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {said}");
}

/// The site in `folder`, without what aimline keeps about it.
fn site(folder: &Path) -> Files {
    let path = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    let files = on_disk(folder).into_iter().map(|(full, (.., bytes))| (path(&full), bytes));
    files.filter(|(path, _)| !path.starts_with('.')).collect()
}

/// Text that doubles again and again: no limit on what is written can see it.
#[test]
fn a_theme_that_takes_all_memory_is_stopped_and_the_site_stays() {
    let report = report();
    let (_place, root) = folder("report", report.iter().map(|(_, file)| file));
    run(aimline(&root));
    let before = site(&root.join("public"));
    let template = format!(
        "{{% extends \"built-in/404.html\" %}}{{% block main %}}{{% set x = \"aaaaaaaaaaaaaaaa\" %}}{}{{% endblock main %}}",
        "{% set x = x ~ x %}".repeat(36)
    );
    let path = root.join("themes/default/templates/404.html");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, template).unwrap();
    let output = aimline(&root).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("memory") && said.contains("nothing was published"), "{said}");
    assert!(site(&root.join("public")) == before);
}

/// What the disk says of each file: which one it is, when it was changed and what it holds.
fn on_disk(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64, Vec<u8>)> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let (path, data) = (entry.path(), entry.metadata().unwrap());
        match data.is_dir() {
            true => files.extend(on_disk(&path)),
            false => {
                let bytes = std::fs::read(&path).unwrap();
                files.insert(path, (data.ino(), data.mtime(), data.mtime_nsec(), bytes));
            }
        }
    }
    files
}

#[test]
fn neither_the_place_nor_the_environment_changes_a_byte() {
    let report = report();
    let expected = whole::site(&report);
    let in_order: Vec<&SourceFile> = report.iter().map(|(_, file)| file).collect();
    let backwards: Vec<&SourceFile> = in_order.iter().rev().copied().collect();
    type Variation = (&'static str, fn(&Path) -> Command);
    let variations: [Variation; 11] = [
        ("a folder of 2019, ünïcode & 'quotes'", aimline),
        ("elsewhere", |root| {
            let mut command = aimline(Path::new("/"));
            command.arg("--root").arg(root).arg("--out").arg(root.join("public"));
            command
        }),
        ("relative", |root| {
            let mut command = aimline(root.parent().unwrap());
            command.args(["--root", "./relative/../relative"]);
            command
        }),
        ("zone", |root| with(root, &[("TZ", "Pacific/Kiritimati"), ("SOURCE_DATE_EPOCH", "1")])),
        ("language", |root| with(root, &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "de_DE.UTF-8"), ("LANGUAGE", "fa")])),
        ("person", |root| with(root, &[("HOME", "/nowhere"), ("USER", "somebody"), ("XDG_CONFIG_HOME", "/nowhere")])),
        ("logs", |root| with(root, &[("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full"), ("CLICOLOR_FORCE", "1")])),
        ("one", |root| threads(root, "1")),
        ("many", |root| threads(root, "64")),
        ("rayon", |root| with(root, &[("RAYON_NUM_THREADS", "3")])),
        ("mask", |root| {
            let mut command = Command::new("/bin/sh");
            command.env_clear().current_dir(root).args(["-c", "umask 077; exec \"$0\" build --quiet"]);
            command.arg(env!("CARGO_BIN_EXE_aimline"));
            command
        }),
    ];
    for (at, (name, command)) in variations.into_iter().enumerate() {
        let files = if at % 2 == 0 { &in_order } else { &backwards };
        let (_place, root) = folder(name, files.iter().copied());
        age(&root.join("data"), at);
        run(command(&root));
        let got = site(&root.join("public"));
        assert_eq!(got.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}");
        assert!(got == expected, "{name}: some byte differs");
    }
}

/// Gives the files in `folder` times between 1970 and 2080.
fn age(folder: &Path, at: usize) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let years = Duration::from_secs(31_557_600 * (11 * at as u64));
        let file = std::fs::File::options().write(true).open(entry.unwrap().path()).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + years).unwrap();
    }
}

#[test]
fn building_again_changes_nothing_and_an_edit_only_what_shows_it() {
    let report = report();
    let (_place, root) = folder("report", report.iter().map(|(_, file)| file));
    let public = root.join("public");
    run(aimline(&root));
    let first = on_disk(&public);
    run(aimline(&root));
    assert_eq!(on_disk(&public), first, "the same files, not only the same bytes");

    let page = root.join("content/fires.md");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, text.replace("We visit homes", "We visit many homes")).unwrap();
    run(aimline(&root));
    let second = on_disk(&public);
    let written = second.iter().filter(|(path, file)| first.get(*path) != Some(file)).map(|(path, _)| path);
    let written: Vec<&str> = written.map(|path| path.strip_prefix(&public).unwrap().to_str().unwrap()).collect();
    let (kept, pages): (Vec<&str>, Vec<&str>) = written.into_iter().partition(|path| path.starts_with('.'));
    assert_eq!(pages, ["2019-11/fires/index.html", "2019-11/print/index.html"]);
    assert!(kept.len() <= 1, "{kept:?}");

    std::fs::write(&page, text).unwrap();
    run(aimline(&root));
    assert!(site(&public) == whole::site(&report), "what was put back is as before");
}
