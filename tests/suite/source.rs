//! Reading a folder: hard names, links, pipes, sizes, and files that change while they are read.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use aimline::diag::text::{Palette, render};
use aimline::source::Sources;
use aimline::source::dir::{Limits, read_folder};
use tempfile::TempDir;

/// A report of one aim, changed by `make`.
fn report(make: impl Fn(&Path)) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["content", "data"] {
        std::fs::create_dir(dir.path().join(folder)).unwrap();
    }
    std::fs::write(dir.path().join("aimline.yaml"), "title: T\n").unwrap();
    std::fs::write(dir.path().join("content/index.md"), "Hello\n").unwrap();
    make(dir.path());
    dir
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn paths(sources: &Sources) -> Vec<&str> {
    sources.iter().map(|(_, file)| file.path.as_str()).collect()
}

/// Reads the report `make` makes within a second: what is wrong with it is `expect`, and the rest is there.
#[track_caller]
fn check(make: impl Fn(&Path), expect: &str) {
    check_within(&Limits::default(), make, expect);
}

#[track_caller]
fn check_within(limits: &Limits, make: impl Fn(&Path), expect: &str) {
    let dir = report(make);
    let start = Instant::now();
    let (sources, diagnostics) = read_folder(dir.path(), limits).unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "took {:?}", start.elapsed());
    let text = render(&sources, &diagnostics, Palette::Plain);
    assert_eq!(text, expect, "\n{text}");
    if !diagnostics.iter().any(|d| d.message.contains("aimline.yaml")) {
        assert!(paths(&sources).starts_with(&["aimline.yaml"]));
    }
}

#[test]
fn reads_only_what_a_report_consists_of() {
    let dir = report(|root| {
        write(root, "content/burglary.md", "b");
        write(root, "data/burglary.csv", "c");
        write(root, "themes/plain/templates/page.html", "d");
        write(root, "editions/2019-11/content/index.md", "e");
        write(root, "editions/2019-11/edition.lock", "f");
        for other in [
            "README.md",
            "notes.txt",
            "src/main.rs",
            "public/index.html",
            "content/.gitkeep",
            "data/README.md",
            "content/a.md~",
            "content/.a.md.swp",
            "content/4913",
            "data/#a.csv#",
            "content/.obsidian/x.md",
        ] {
            write(root, other, "x");
        }
        // Emacs marks a file that is being edited with a link that leads nowhere.
        symlink("someone@host.1234", root.join("content/.#burglary.md")).unwrap();
    });
    let (sources, diagnostics) = read_folder(dir.path(), &Limits::default()).unwrap();
    assert_eq!(diagnostics, []);
    assert_eq!(
        paths(&sources),
        [
            "aimline.yaml",
            "content/burglary.md",
            "content/index.md",
            "data/burglary.csv",
            "editions/2019-11/content/index.md",
            "editions/2019-11/edition.lock",
            "themes/plain/templates/page.html",
        ]
    );
}

#[test]
fn follows_no_link() {
    check(
        |root| {
            symlink("/etc/passwd", root.join("content/a.md")).unwrap();
            symlink("..", root.join("content/loop")).unwrap();
            symlink("nowhere", root.join("content/.gone")).unwrap();
            std::fs::remove_dir(root.join("data")).unwrap();
            symlink("/etc", root.join("data")).unwrap();
        },
        "\
error[link-in-report]: `content/.gone` is a symbolic link
  --> content/.gone
   = help: put a copy of the file there; a report is read without following links

error[link-in-report]: `content/a.md` is a symbolic link
  --> content/a.md
   = help: put a copy of the file there; a report is read without following links

error[link-in-report]: `content/loop` is a symbolic link
  --> content/loop
   = help: put a copy of the file there; a report is read without following links

error[link-in-report]: `data` is a symbolic link
  --> data
   = help: put a copy of the file there; a report is read without following links

4 errors
",
    );
}

#[test]
fn does_not_read_the_configuration_through_a_link() {
    check(
        |root| {
            std::fs::remove_file(root.join("aimline.yaml")).unwrap();
            symlink("/etc/passwd", root.join("aimline.yaml")).unwrap();
        },
        "\
error[link-in-report]: `aimline.yaml` is a symbolic link
  --> aimline.yaml
   = help: put a copy of the file there; a report is read without following links

1 error
",
    );
}

#[test]
fn waits_for_no_pipe_and_opens_no_socket() {
    check(
        |root| {
            assert!(Command::new("mkfifo").arg(root.join("content/pipe.md")).status().unwrap().success());
            UnixListener::bind(root.join("data/socket.csv")).unwrap();
            std::fs::create_dir(root.join("content/folder.md")).unwrap();
        },
        "\
error[unexpected-folder]: `content/folder.md` is a folder, but has a file's name
  --> content/folder.md
   = help: rename the folder, or put the file itself there

error[not-a-file]: `content/pipe.md` is a named pipe, not a file
  --> content/pipe.md
   = help: delete it

error[not-a-file]: `data/socket.csv` is a socket, not a file
  --> data/socket.csv
   = help: delete it

3 errors
",
    );
}

#[test]
fn proposes_a_name_that_works_everywhere() {
    check(
        |root| {
            write(root, "content/Burglary Rate.md", "x");
            write(root, "content/Theft.md", "x");
            write(root, "content/theft.md", "x");
            write(root, "data/con.csv", "x");
            write(root, "Data/x.csv", "x");
            write(root, "content/a\u{1b}[31m\nb.md", "x");
            std::fs::write(root.join("content").join(OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
        },
        "\
error[unportable-name]: the name `Data` has a capital letter; names are lower case
  --> Data
   = help: rename it to `data`

error[unportable-name]: the name `content/Burglary Rate.md` has a capital letter; names are lower case
  --> content/Burglary Rate.md
   = help: rename it to `burglary-rate.md`

error[name-clash]: the names `content/Theft.md` and `content/theft.md` differ only in capital letters
  --> content/Theft.md
   = help: keep one of them, with a name in small letters

error[unportable-name]: the name `content/a\\u{1b}[31m\\nb.md` has the character `\\u{1b}`; only a to z, 0 to 9, `-`, `_` and `.` are allowed
  --> content/a\\u{1b}[31m\\nb.md
   = help: rename it to `a-31m-b.md`

error[unportable-name]: the name `content/caf\\xe9.md` is not UTF-8 text
  --> content/caf\\xe9.md
   = help: rename it; use only a to z, 0 to 9, `-` and `_`

error[unportable-name]: the name `data/con.csv` is a name that Windows keeps for a device
  --> data/con.csv
   = help: rename it to `con-file.csv`

6 errors
",
    );
}

#[test]
fn refuses_files_that_have_no_place() {
    check(
        |root| {
            write(root, "data/burglary.xlsx", "x");
            write(root, "content/page.html", "x");
            write(root, "editions/notes.md", "x");
            write(root, "themes", "x");
        },
        "\
error[unexpected-file]: `content/page.html` has no place in a report
  --> content/page.html
   = help: files in content/ end in .md, .csv, .png, .jpg, .jpeg and .webp; convert this one or move it out of content/

error[unexpected-file]: `data/burglary.xlsx` has no place in a report
  --> data/burglary.xlsx
   = help: files in data/ end in .csv and .tsv; convert this one or move it out of data/

error[unexpected-file]: `editions/notes.md` has no place in a report
  --> editions/notes.md
   = help: a frozen edition holds aimline.yaml, edition.lock, content/ and data/; move this file out of editions/

error[unexpected-file]: `themes` is a file, but must be a folder
  --> themes
   = help: rename the file, and put the report's files into a folder of this name

4 errors
",
    );
}

#[test]
fn refuses_by_size_before_reading() {
    let sparse = |root: &Path, path: &str, size: u64| {
        std::fs::File::create(root.join(path)).unwrap().set_len(size).unwrap();
    };
    check(
        |root| {
            sparse(root, "content/huge.md", 600 << 20);
            sparse(root, "data/huge.csv", (16 << 20) + 1);
        },
        "\
error[file-too-large]: `content/huge.md` has 600 MB; such a file may have 1 MB
  --> content/huge.md
   = help: split it, or leave out what the report does not use

error[file-too-large]: `data/huge.csv` has 16.1 MB; such a file may have 16 MB
  --> data/huge.csv
   = help: split it, or leave out what the report does not use

2 errors
",
    );
    check_within(
        &Limits { total: 64, ..Limits::default() },
        |root| sparse(root, "data/a.csv", 64),
        "\
error[report-too-large]: the report's files have more than 64 bytes together
  --> data/a.csv
   = help: move what is not part of the report out of its folders; images are often the largest

1 error
",
    );
    check_within(
        &Limits { files: 8, ..Limits::default() },
        |root| (0..20).for_each(|n| write(root, &format!("data/f{n}.csv"), "x")),
        "\
error[too-many-files]: the report has more than 8 files
  --> data/f12.csv
   = help: move what is not part of the report out of its folders

1 error
",
    );
}

#[test]
fn says_when_there_is_no_report() {
    let message = |dir: &Path| format!("{:#}", read_folder(dir, &Limits::default()).unwrap_err());
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(
        message(dir.path()),
        format!(
            "aimline.yaml not found in `{}`; go to the folder that holds it, or name the report's folder with `--root`",
            dir.path().display()
        )
    );
    write(dir.path(), "aimline.yml", "");
    assert!(message(dir.path()).ends_with("but `aimline.yml` is there; rename it to `aimline.yaml`"));
    assert!(message(&dir.path().join("none")).starts_with("there is no folder"));
}

#[test]
fn gives_the_same_whatever_the_order_on_disk() {
    let made = |names: &[&str]| {
        let dir = report(|root| names.iter().for_each(|name| write(root, name, name)));
        read_folder(dir.path(), &Limits::default()).unwrap()
    };
    let names = ["data/b.csv", "content/a.md", "data/A.csv", "data/z/a.csv", "content/x.exe"];
    let reversed: Vec<&str> = names.into_iter().rev().collect();
    assert_eq!(made(&names), made(&reversed));
}

#[test]
fn reads_a_file_as_it_was_at_one_moment() {
    let dir = report(|root| write(root, "data/a.csv", "a"));
    let path = dir.path().join("data/a.csv");
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0;
            while !stop.load(Ordering::Relaxed) {
                let letter = [b'a', b'b'][turn % 2];
                match turn % 3 {
                    0 => std::fs::write(&path, vec![letter; 300_000 + turn % 7]).unwrap(),
                    1 => std::fs::write(dir.path().join("new"), vec![letter; 200_000])
                        .and_then(|()| std::fs::rename(dir.path().join("new"), &path))
                        .unwrap(),
                    _ => std::fs::remove_file(&path).unwrap(),
                }
                turn += 1;
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let (mut whole, mut refused) = (0, 0);
        for _ in 0..200 {
            match read_folder(dir.path(), &Limits::default()) {
                Ok((sources, diagnostics)) => {
                    assert_eq!(diagnostics, []);
                    let Some((_, file)) = sources.find("data/a.csv") else { continue };
                    assert!(file.bytes.windows(2).all(|pair| pair[0] == pair[1]), "a mixture was read");
                    whole += 1;
                }
                Err(error) => {
                    assert!(format!("{error:#}").starts_with("data/a.csv kept changing"), "{error:#}");
                    refused += 1;
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
        assert!(whole > 0, "{whole} whole, {refused} refused");
    });
}
