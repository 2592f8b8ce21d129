//! What holds for every site: those of the reports of `tests/build/`.

use std::path::Path;

use aimline::source::{Sources, text};

use crate::{oracle, whole};

/// Every report that has a site, with its name.
fn reports() -> Vec<(String, Sources)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build");
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names
        .retain(|name| std::fs::read_to_string(folder.join(name).join("paths.txt")).is_ok_and(|text| !text.is_empty()));
    names.sort();
    let read = |name: String| {
        let fixture = std::fs::read_to_string(folder.join(&name).join("in.txt")).unwrap();
        (name, text::sources(&fixture))
    };
    let reports: Vec<_> = names.into_iter().map(read).collect();
    assert!(reports.len() >= 3, "the reports are there");
    reports
}

#[test]
fn every_site_is_whole_and_harmless() {
    reports().iter().for_each(|(name, sources)| assert_whole(name, sources));
}

/// Whether nothing is wrong with the site of `sources`, if there is one.
#[track_caller]
pub fn assert_whole(name: &str, sources: &Sources) {
    let Ok((files, warnings)) = whole::build(sources) else { return };
    let mut faults = oracle::faults(&files);
    faults.extend(whole::faults_of_messages(sources, &warnings));
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

#[test]
fn no_file_tells_of_the_machine_or_the_hour() {
    reports().iter().for_each(|(name, sources)| assert_tells_nothing(name, sources));
}

/// Whether no file of the site of `sources` holds a path of this machine or a time of day.
#[track_caller]
pub fn assert_tells_nothing(name: &str, sources: &Sources) {
    let machine = [env!("CARGO_MANIFEST_DIR"), "/tmp/", "/home/", "/root/", "file://"];
    let Ok((files, _)) = whole::build(sources) else { return };
    for (path, bytes) in files.iter().filter(|(path, _)| !path.contains("/data/files/")) {
        let text = String::from_utf8_lossy(bytes);
        for word in machine {
            assert!(!text.contains(word), "{name}: {path} holds `{word}`");
        }
        // A feed's dates have an hour by their format; midnight is no hour of a clock.
        assert!(!has_hour(&text.replace("T00:00:00Z", "")), "{name}: {path} holds a time of day");
    }
}

/// Whether `12:34:56` stands somewhere in `text`.
fn has_hour(text: &str) -> bool {
    let fits = |(at, byte): (usize, &u8)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_digit() };
    text.as_bytes().windows(8).any(|window| window.iter().enumerate().all(fits))
}
