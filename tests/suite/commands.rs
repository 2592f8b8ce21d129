//! What the program says and does, case by case. Each `tests/commands/NAME.txt` changes the report of
//! `base.txt` and is built over a site that is there already; `NAME.out` is what a person then sees. Whatever
//! the report holds, the answer comes at once, and if there are errors the old site stays as it was.
//!
//! In a case, `--- path` starts a file, `--- path (deleted)` takes one away, `--- path -> target` makes a link,
//! `--- path (Latin-1)` writes a file in that encoding, `«1000 × text»` stands for the text so many times, and a
//! line `$ …` before the first file is the command. `AIMLINE_BLESS=1` writes the `.out` files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long an answer may take, the start of the program included. Builds for tests are not optimised.
const AT_ONCE: Duration = Duration::from_secs(4);

struct Case {
    /// The arguments.
    command: Vec<String>,
    /// What each path becomes.
    files: Vec<(String, File)>,
}

enum File {
    Text(String),
    Latin1(String),
    Link(String),
    Deleted,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands")
}

fn parse(text: &str) -> Case {
    let mut case = Case { command: vec!["build".into()], files: Vec::new() };
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("--- ") {
            case.files.push(start(head.trim()));
        } else if let Some((_, File::Text(text) | File::Latin1(text))) = case.files.last_mut() {
            text.push_str(&repeated(line));
        } else if let Some(command) = line.strip_prefix("$ aimline ") {
            case.command = command.split_whitespace().map(str::to_owned).collect();
        }
    }
    case
}

fn start(head: &str) -> (String, File) {
    if let Some((path, target)) = head.split_once(" -> ") {
        return (path.into(), File::Link(target.into()));
    }
    match head.split_once(" (") {
        Some((path, "deleted)")) => (path.into(), File::Deleted),
        Some((path, "Latin-1)")) => (path.into(), File::Latin1(String::new())),
        _ => (head.into(), File::Text(String::new())),
    }
}

/// `line` with every `«1000 × text»` written out.
fn repeated(line: &str) -> String {
    let mut parts = line.split('«');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (inner, after) = part.split_once('»').unwrap();
        let (count, text) = inner.split_once(" × ").unwrap();
        out.push_str(&text.replace("\\n", "\n").repeat(count.parse().unwrap()));
        out.push_str(after);
    }
    out
}

fn write(root: &Path, files: &[(String, File)]) {
    for (path, file) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        match file {
            File::Text(text) => std::fs::write(path, text).unwrap(),
            File::Latin1(text) => {
                let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
                std::fs::write(path, bytes).unwrap();
            }
            File::Link(target) => std::os::unix::fs::symlink(target, path).unwrap(),
            File::Deleted => std::fs::remove_file(path).unwrap(),
        }
    }
}

/// Runs the program in `root`: its exit status and what it says, counts of files and times left out.
fn run(root: &Path, arguments: &[String]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aimline"));
    let output = command.args(arguments).current_dir(root).env_clear().output().unwrap();
    let text = [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), without_counts(&text))
}

/// The line that counts what was built, without what every change of the theme would change: the files, and
/// how long it took.
fn without_counts(text: &str) -> String {
    let line = |line: &str| {
        if !line.starts_with("Built ") {
            return line.to_owned();
        }
        let is_known = |word: &str| word.starts_with("aim") || word.starts_with("figure");
        let words: Vec<&str> = line.split(' ').collect();
        let count = |(at, word): (usize, &&str)| match word.trim_start_matches('(').parse::<f64>() {
            Ok(_) if !words.get(at + 1).is_some_and(|next| is_known(next)) => {
                word.replace(|c: char| c.is_ascii_digit() || c == '.', "").to_owned() + "~"
            }
            _ => (*word).to_owned(),
        };
        words.iter().enumerate().map(count).collect::<Vec<_>>().join(" ")
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Every file below `folder` with its bytes.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(snapshot(&path)),
            false => _ = found.insert(path.clone(), std::fs::read(&path).unwrap()),
        }
    }
    found
}

/// The report of `base.txt`, built.
fn built() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &parse(&std::fs::read_to_string(folder().join("base.txt")).unwrap()).files);
    let (status, said) = run(root.path(), &["build".to_owned(), "--quiet".to_owned()]);
    assert_eq!((status, said.as_str()), (0, ""), "the report all cases start from is sound");
    root
}

/// What is wrong with the answer to the case called `name`.
fn check(name: &str) -> Option<String> {
    let case = parse(&std::fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap());
    let root = built();
    let before = snapshot(&root.path().join("public"));
    write(root.path(), &case.files);
    let start = Instant::now();
    let (status, said) = run(root.path(), &case.command);
    let took = start.elapsed();
    let answer = format!("exit {status}\n\n{said}");
    let golden = folder().join(format!("{name}.out"));
    if std::env::var_os("AIMLINE_BLESS").is_some() {
        std::fs::write(&golden, &answer).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default();
    if answer != expected {
        return Some(format!("{name}: the answer is not that of {name}.out:\n{answer}"));
    }
    if took > AT_ONCE {
        return Some(format!("{name}: the answer took {took:?}"));
    }
    (status != 0 && snapshot(&root.path().join("public")) != before)
        .then(|| format!("{name}: the report has errors, but the site changed"))
}

#[test]
fn every_case_gets_its_answer() {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt") && path.file_stem().unwrap() != "base")
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert!(names.len() > 30, "the cases are there");
    let faults: Vec<String> = names.iter().filter_map(|name| check(name)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}
