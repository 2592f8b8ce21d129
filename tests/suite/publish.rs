//! Delivering a site: whole whatever happens, and nobody else's files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use aimline::publish::{Delivered, Destination, Durability, Event, Staging};
use aimline::source::SafePath;
use tempfile::TempDir;

mod faults;

/// A site, by path.
type Site = BTreeMap<String, String>;

/// A folder with a report in `report/`; sites go to `out/`.
fn world() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("report/content")).unwrap();
    fs::create_dir_all(dir.path().join("report/.git")).unwrap();
    dir
}

fn begin(world: &Path) -> anyhow::Result<Staging> {
    begin_at(world, &world.join("out"), &|_| {})
}

fn begin_at(world: &Path, out: &Path, tell: &dyn Fn(Event)) -> anyhow::Result<Staging> {
    Staging::begin(&Destination { out, root: &world.join("report"), durability: Durability::Rebuildable }, tell)
}

fn deliver(world: &Path, site: &Site) -> anyhow::Result<Delivered> {
    let staging = begin(world)?;
    for (path, text) in site {
        staging.put(&SafePath::parse(path).unwrap(), text.as_bytes())?;
    }
    staging.commit()
}

fn site(pages: &[(&str, &str)]) -> Site {
    pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The bytes of a file, each as a character.
fn text(path: &Path) -> String {
    fs::read(path).unwrap().into_iter().map(char::from).collect()
}

/// What `folder` holds without the marker; links show as such.
fn files(folder: &Path) -> Site {
    let entries =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| !entry.file_type().is_dir());
    entries
        .filter(|entry| entry.file_name() != ".aimline")
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, if entry.path_is_symlink() { "a link".into() } else { text(entry.path()) })
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[track_caller]
fn check_whole(world: &Path, expect: &Site) {
    assert_eq!(&files(&world.join("out")), expect);
    assert_eq!(names(world), ["out", "report"]);
}

#[test]
fn unchanged_files_keep_inode_and_times_and_removed_ones_go() {
    let world = world();
    let id = |path: &str| {
        let metadata = fs::metadata(world.path().join("out").join(path)).unwrap();
        (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
    };
    let first = site(&[("index.html", "one"), ("a/same.css", "same"), ("b/c/gone.html", "gone")]);
    deliver(world.path(), &first).unwrap();
    let (same, changed) = (id("a/same.css"), id("index.html"));
    let second = site(&[("index.html", "two"), ("a/same.css", "same"), ("d/new.html", "new")]);
    let delivered = deliver(world.path(), &second).unwrap();
    assert_eq!(delivered, Delivered { written: 2, unchanged: 1, removed: 1, bytes: 10, left: None });
    check_whole(world.path(), &second);
    assert_eq!(id("a/same.css"), same);
    assert_ne!(id("index.html"), changed);
    assert_eq!(names(&world.path().join("out")), [".aimline", "a", "d", "index.html"]);
}

#[test]
fn nothing_changed_means_nothing_is_touched() {
    let world = world();
    let pages = site(&[("index.html", "one"), ("a/b.css", "same")]);
    deliver(world.path(), &pages).unwrap();
    let id =
        |path: &str| fs::metadata(world.path().join(path)).map(|m| (m.ino(), m.mtime_nsec(), m.ctime_nsec())).unwrap();
    let before = ["", "out", "out/.aimline", "out/index.html"].map(id);
    let delivered = deliver(world.path(), &pages).unwrap();
    assert_eq!((delivered.written, delivered.unchanged), (0, 2));
    assert_eq!(["", "out", "out/.aimline", "out/index.html"].map(id), before);
}

#[test]
fn a_file_changed_by_hand_is_written_again_even_with_its_old_size_and_time() {
    let world = world();
    let pages = site(&[("index.html", "one"), ("a.css", "same")]);
    deliver(world.path(), &pages).unwrap();
    let path = world.path().join("out/index.html");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, "own").unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(deliver(world.path(), &pages).unwrap().written, 1);
    check_whole(world.path(), &pages);
}

#[test]
fn the_marker_can_be_checked_by_anybody() {
    let world = world();
    deliver(world.path(), &site(&[("index.html", "one"), ("a/b.css", "two")])).unwrap();
    let status = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", ".aimline"])
        .current_dir(world.path().join("out"))
        .status();
    assert!(status.unwrap().success());
}

#[test]
fn a_dropped_delivery_leaves_the_old_site_and_no_litter() {
    let world = world();
    let pages = site(&[("index.html", "one")]);
    deliver(world.path(), &pages).unwrap();
    let staging = begin(world.path()).unwrap();
    staging.put(&SafePath::parse("x/index.html").unwrap(), b"two").unwrap();
    let staged = names(world.path()).into_iter().find(|name| name.starts_with(".aimline-staging-")).unwrap();
    assert_eq!(fs::metadata(world.path().join(staged)).unwrap().permissions().mode() & 0o777, 0o700);
    drop(staging);
    check_whole(world.path(), &pages);
}

#[test]
fn keeps_the_permissions_of_the_output_folder() {
    let world = world();
    deliver(world.path(), &site(&[("index.html", "one")])).unwrap();
    fs::set_permissions(world.path().join("out"), fs::Permissions::from_mode(0o2775)).unwrap();
    deliver(world.path(), &site(&[("index.html", "two")])).unwrap();
    assert_eq!(fs::metadata(world.path().join("out")).unwrap().permissions().mode() & 0o7777, 0o2775);
}

/// `make` prepares the output folder; a build is refused, says `expect` and touches nothing.
#[track_caller]
fn check_refused(make: impl Fn(&Path), expect: &str) {
    let world = world();
    make(world.path());
    let before = files(world.path());
    let error = deliver(world.path(), &site(&[("index.html", "new")])).unwrap_err();
    let text = format!("{error:#}").replace(world.path().to_str().unwrap(), "DIR");
    assert_eq!(text, expect);
    assert_eq!(files(world.path()), before);
}

#[test]
fn refuses_a_folder_with_strangers_files() {
    let old = site(&[("index.html", "old"), ("a/b.css", "b")]);
    check_refused(
        |world| {
            fs::create_dir_all(world.join("out/photos")).unwrap();
            fs::write(world.join("out/thesis.doc"), "precious").unwrap();
        },
        "`DIR/out` has files in it that aimline did not write (`photos` and 1 more); a build replaces the whole folder, \
         so move them away, or choose another folder with `--out`",
    );
    let foreign = |name: &str| {
        format!(
            "`DIR/out/{name}` was not written by aimline, and a build would remove it; \
             move it out of `DIR/out`, or choose another folder with `--out`"
        )
    };
    check_refused(
        |world| {
            deliver(world, &old).unwrap();
            fs::write(world.join("out/a/CNAME"), "example.org").unwrap();
        },
        &foreign("a/CNAME"),
    );
    check_refused(
        |world| {
            deliver(world, &old).unwrap();
            fs::create_dir(world.join("out/.git")).unwrap();
        },
        &foreign(".git"),
    );
}

#[test]
fn refuses_links_in_the_output_and_as_the_output() {
    let old = site(&[("index.html", "old"), ("a/b.css", "b")]);
    check_refused(
        |world| {
            deliver(world, &old).unwrap();
            fs::create_dir(world.join("elsewhere")).unwrap();
            fs::write(world.join("elsewhere/b.css"), "precious").unwrap();
            fs::remove_dir_all(world.join("out/a")).unwrap();
            symlink("../elsewhere", world.join("out/a")).unwrap();
        },
        "`DIR/out/a` was not written by aimline, and a build would remove it; \
         move it out of `DIR/out`, or choose another folder with `--out`",
    );
    check_refused(
        |world| {
            fs::create_dir(world.join("elsewhere")).unwrap();
            symlink("elsewhere", world.join("out")).unwrap();
        },
        "`DIR/out` is a symbolic link; move it away, or choose another folder with `--out`",
    );
    check_refused(
        |world| fs::write(world.join("out"), "precious").unwrap(),
        "`DIR/out` is not a folder; move it away, or choose another folder with `--out`",
    );
}

#[test]
fn refuses_a_damaged_marker() {
    check_refused(
        |world| {
            deliver(world, &site(&[("index.html", "old")])).unwrap();
            let marker = world.join("out/.aimline");
            let text = fs::read_to_string(&marker).unwrap().replace("index.html", "../report/content");
            fs::write(marker, text).unwrap();
        },
        "`DIR/out/.aimline` is damaged, so it is not known which files aimline wrote; \
         delete `DIR/out` yourself if nothing in it is needed, then build again",
    );
}

#[test]
fn passes_over_what_a_system_leaves_in_every_folder() {
    let world = world();
    deliver(world.path(), &site(&[("a/b/index.html", "old")])).unwrap();
    fs::write(world.path().join("out/a/.DS_Store"), "x").unwrap();
    let new = site(&[("c/index.html", "new")]);
    assert_eq!(deliver(world.path(), &new).unwrap().left, None);
    check_whole(world.path(), &new);
}

#[test]
fn touches_nothing_the_report_is_made_of() {
    let world = world();
    symlink("report", world.path().join("door")).unwrap();
    let check = |out: &str, expect: &str| {
        let error = begin_at(world.path(), &world.path().join(out), &|_| {}).err().unwrap_or_else(|| panic!("{out}"));
        let text = error.to_string();
        assert!(text.contains(expect), "{text}");
    };
    check("report", "it holds the report itself");
    check("", "it holds the report itself");
    check("report/content", "it is `content`, which is part of the report");
    check("report/content/new/public", "it lies in `content`, which is part of the report");
    check("report/data", "it is `data`, which is part of the report");
    check("report/Editions", "it is `editions`, which is part of the report");
    check("report/.git/public", "it lies in a `.git` folder");
    check("door/content/public", "it lies in `content`");
    check("report/..", "give a folder with a name of its own");
    assert_eq!(names(world.path()), ["door", "report"]);
    assert_eq!(names(&world.path().join("report/content")), [""; 0]);
}

#[test]
fn says_where_a_link_on_the_way_leads() {
    let world = world();
    fs::create_dir(world.path().join("real")).unwrap();
    symlink("real", world.path().join("door")).unwrap();
    let told = Mutex::new(Vec::new());
    let staging = begin_at(world.path(), &world.path().join("door/new/out"), &|event| told.lock().unwrap().push(event));
    assert_eq!(staging.unwrap().path(), world.path().canonicalize().unwrap().join("real/new/out"));
    assert_eq!(*told.lock().unwrap(), [Event::Resolved(world.path().canonicalize().unwrap().join("real/new/out"))]);
}

#[test]
fn what_comes_into_the_folder_during_a_build_is_kept() {
    let world = world();
    deliver(world.path(), &site(&[("a/index.html", "old")])).unwrap();
    let staging = begin(world.path()).unwrap();
    staging.put(&SafePath::parse("index.html").unwrap(), b"new").unwrap();
    fs::write(world.path().join("out/a/notes.txt"), "precious").unwrap();
    let kept = staging.commit().unwrap().left.unwrap();
    assert_eq!(files(&kept), site(&[("a/notes.txt", "precious")]));
    assert_eq!(files(&world.path().join("out")), site(&[("index.html", "new")]));
}

#[test]
fn a_page_that_changes_between_comparing_and_publishing_stops_the_build() {
    let world = world();
    deliver(world.path(), &site(&[("a.html", "old"), ("b.html", "old")])).unwrap();
    let staging = begin(world.path()).unwrap();
    staging.put(&SafePath::parse("a.html").unwrap(), b"old").unwrap();
    staging.put(&SafePath::parse("b.html").unwrap(), b"new").unwrap();
    fs::write(world.path().join("out/a.html"), "swapped").unwrap();
    let error = staging.commit().unwrap_err().to_string();
    assert_eq!(error, "`a.html` was changed in the output folder during the build; build again");
    check_whole(world.path(), &site(&[("a.html", "swapped"), ("b.html", "old")]));
}
