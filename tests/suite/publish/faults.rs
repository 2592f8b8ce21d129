//! Two builders at once, a builder killed at any moment, a disk that takes no more: the site stays whole.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use aimline::publish::Event;
use aimline::source::SafePath;

use super::{Site, begin, begin_at, check_whole, deliver, files, names, site, world};

#[test]
fn a_second_builder_waits_and_says_for_whom() {
    let world = world();
    let first = begin(world.path()).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let told = Mutex::new(Vec::new());
            let tell = |event| told.lock().unwrap().push(event);
            let second = begin_at(world.path(), &world.path().join("out"), &tell).unwrap();
            second.put(&SafePath::parse("index.html").unwrap(), b"second").unwrap();
            second.commit().unwrap();
            let folder = world.path().canonicalize().unwrap();
            assert_eq!(*told.lock().unwrap(), [Event::Waiting { folder, holder: Some(std::process::id()) }]);
        });
        std::thread::sleep(Duration::from_millis(1300));
        first.put(&SafePath::parse("index.html").unwrap(), b"first").unwrap();
        first.commit().unwrap();
    });
    check_whole(world.path(), &site(&[("index.html", "second")]));
}

#[test]
fn builders_at_once_never_mix_their_sites() {
    let world = world();
    let sites = [numbered("a"), numbered("b"), numbered("c")];
    std::thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| (0..15).for_each(|_| drop(deliver(world.path(), site).unwrap())));
        }
    });
    assert!(sites.contains(&files(&world.path().join("out"))));
    assert_eq!(names(world.path()), ["out", "report"]);
}

/// A site of 24 pages: a third is the same in all, a third differs, a third has other addresses.
fn numbered(name: &str) -> Site {
    let page = |n: usize| match n % 3 {
        0 => (format!("same/{n}.html"), format!("{n}")),
        1 => (format!("page/{n}/index.html"), format!("{name}{n}").repeat(500)),
        _ => (format!("only-{name}/{n}.html"), format!("{name}{n}")),
    };
    (0..24).map(page).collect()
}

const CHILD: &str = "AIMLINE_SUITE_CHILD";

/// This test program again, to do `part` of [`child`] in `world`; `wrap` is a program that starts it.
fn child(wrap: &[&str], part: &str, world: &Path) -> Command {
    let this = std::env::current_exe().unwrap();
    let mut command = match wrap {
        [] => Command::new(this),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(this);
            command
        }
    };
    command.args([
        "--exact",
        "publish::faults::parts_done_in_a_process_of_their_own",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(CHILD, part).env("AIMLINE_SUITE_WORLD", world).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What [`child`] runs. As an ordinary test it makes sure that one builder after another gives whole sites.
#[test]
fn parts_done_in_a_process_of_their_own() {
    let place = std::env::var_os("AIMLINE_SUITE_WORLD");
    match (std::env::var(CHILD).as_deref(), place) {
        (Ok("loop"), Some(place)) => build_in_turn(Path::new(&place), usize::MAX),
        (Ok("large"), Some(place)) => {
            let large = site(&[("index.html", "new"), ("large.html", &"x".repeat(100_000))]);
            println!("said: {:#}", deliver(Path::new(&place), &large).unwrap_err());
        }
        (Ok("levels"), Some(place)) => fill_the_disk(Path::new(&place)),
        _ => build_in_turn(world().path(), 3),
    }
}

fn build_in_turn(world: &Path, times: usize) {
    for turn in 0..times {
        let site = numbered(["a", "b"][turn % 2]);
        deliver(world, &site).unwrap();
        assert_eq!(files(&world.join("out")), site);
        println!("delivered");
    }
}

#[test]
fn killed_at_any_moment_the_site_is_whole() {
    let world = world();
    let (a, b) = (numbered("a"), numbered("b"));
    let start = Instant::now();
    build_in_turn(world.path(), 6);
    let usual = start.elapsed() / 6;
    let (mut seen_a, mut seen_b, mut midway) = (0, 0, 0);
    for turn in 0..200_u32 {
        let mut child: Child = child(&[], "loop", world.path()).spawn().unwrap();
        // Some deliveries are awaited, so that the kill falls into building either site however busy the machine is.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        (0..turn % 2).for_each(|_| drop(lines.find(|line| line.as_deref().unwrap() == "delivered")));
        std::thread::sleep(usual * (turn * 37 % 120) / 100);
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9), "the builder ended by itself");
        let found = files(&world.path().join("out"));
        seen_a += usize::from(found == a);
        seen_b += usize::from(found == b);
        midway += usize::from(names(world.path()).len() > 2);
        assert_eq!(seen_a + seen_b, turn as usize + 1, "a torn site after {turn} kills");
    }
    assert!(seen_a > 10 && seen_b > 10 && midway > 10, "{seen_a} old, {seen_b} new, {midway} in the middle of a build");
    drop(begin(world.path()).unwrap());
    assert_eq!(names(world.path()), ["out", "report"]);
    deliver(world.path(), &a).unwrap();
    check_whole(world.path(), &a);
}

/// A small report in `report/`, of which one number is `value`.
fn write_report(world: &Path, value: u32) {
    let files = [
        ("aimline.yaml", "title: Report\nbody: Council\nplan: [theft]\n".to_owned()),
        ("content/index.md", "---\nedition: 2019-11\nmeeting: Board\ndate: 2019-11-19\n---\nHello\n".to_owned()),
        (
            "content/theft.md",
            "---\naim: Less theft\nmeasure: Thefts\nstatus: updated\nheadline: thefts\nmeasures:\n  thefts: {data: theft.csv, \
             unit: offences, period: calendar-year, better: lower}\n---\n## Commentary\n\nWords.\n\n## Response\n\nWords.\n"
                .to_owned(),
        ),
        ("data/theft.csv", format!("period,value\n2018,20\n2019,{value}\n")),
    ];
    for (path, text) in files {
        let path = world.join("report").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The command that builds it into `out/`.
fn build(world: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aimline"));
    command.arg("build").arg("--root").arg(world.join("report")).arg("--out").arg(world.join("out"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_killed_build_leaves_the_old_or_the_new_report() {
    let world = world();
    let whole = [11, 12].map(|value| {
        write_report(world.path(), value);
        assert!(build(world.path()).status().unwrap().success());
        files(&world.path().join("out"))
    });
    assert_ne!(whole[0], whole[1]);
    let start = Instant::now();
    assert!(build(world.path()).status().unwrap().success());
    // How long a build takes depends on what else the machine does: the wait follows what it has been.
    let mut usual = start.elapsed();
    let (mut now, mut kept, mut switched) = (1, 0, 0);
    for turn in 0..100_u32 {
        let next = 1 - now;
        write_report(world.path(), 11 + next as u32);
        let mut child = build(world.path()).spawn().unwrap();
        std::thread::sleep(usual * (30 + turn * 37 % 100) / 100);
        // It may have ended already.
        child.kill().unwrap();
        child.wait().unwrap();
        let found = files(&world.path().join("out"));
        assert!(found == whole[now] || found == whole[next], "a torn site after {turn} kills");
        let done = found == whole[next];
        kept += usize::from(!done);
        switched += usize::from(done);
        usual = usual * if done { 9 } else { 11 } / 10;
        now = if done { next } else { now };
    }
    assert!(kept > 5 && switched > 5, "{kept} old, {switched} new");
    assert!(build(world.path()).status().unwrap().success());
    assert_eq!(names(world.path()), ["out", "report"]);
}

fn said_by(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_file_the_disk_does_not_take_leaves_the_old_site() {
    let world = world();
    let old = site(&[("index.html", "old")]);
    deliver(world.path(), &old).unwrap();
    // A limit on the size of files, which fails writes as a full disk does, and needs no privilege.
    let limit = ["sh", "-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""];
    let said = said_by(&child(&limit, "large", world.path()).output().unwrap());
    assert!(said.contains("said: disk full (a file may not be that large): could not write `"), "{said}");
    assert!(said.contains("large.html`; nothing was published: "), "{said}");
    check_whole(world.path(), &old);
}

#[test]
fn a_full_disk_at_any_level_leaves_a_whole_site() {
    let world = world();
    let mount = [
        "unshare",
        "--mount",
        "--map-root-user",
        "sh",
        "-c",
        "mount -t tmpfs -o size=400k,nr_inodes=900 tmpfs \"$AIMLINE_SUITE_WORLD\" && echo mounted && exec \"$0\" \"$@\"",
    ];
    let output = child(&mount, "levels", world.path()).output().unwrap();
    let said = said_by(&output);
    if !said.starts_with("mounted") {
        eprintln!("no small disk can be mounted here, so only file size limits stand for a full one: {said}");
        return;
    }
    assert!(output.status.success() && said.contains("levels: "), "{said}");
}

/// Runs on a disk of 400 KB: fills it to 60 levels and builds; each build gives the new site or leaves the old.
fn fill_the_disk(world: &Path) {
    fs::create_dir_all(world.join("report")).unwrap();
    let (a, b) = (numbered("a"), numbered("b"));
    let (mut full, mut done) = (0, 0);
    for level in 0..60 {
        let _ = fs::remove_file(world.join("report/filler"));
        deliver(world, &a).unwrap();
        fs::write(world.join("report/filler"), vec![0; level * 8_000]).unwrap_or_default();
        match deliver(world, &b) {
            Ok(_) => {
                check_whole(world, &b);
                done += 1;
            }
            Err(error) => {
                let said = format!("{error:#}");
                assert!(said.contains("disk full") && said.contains("nothing was published"), "{said}");
                check_whole(world, &a);
                full += 1;
            }
        }
    }
    println!("levels: {done} built, {full} refused");
    assert!(done > 5 && full > 5);
}
