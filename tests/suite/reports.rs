//! Whole reports with something wrong. Each folder of `tests/reports/` is a report as an author would have it, and
//! `check.txt` in it is all that `aimline check` says. `AIMLINE_BLESS=1` writes what it says today.

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

/// What `aimline check` says of the report called `name`, and its exit status.
fn said(name: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aimline"));
    let output = command.arg("check").current_dir(folder().join(name)).env_clear().output().unwrap();
    let text = [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), text)
}

#[test]
fn every_report_is_told_what_is_wrong_with_it() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (_, text) = said(&name);
        let golden = path.join("check.txt");
        if std::env::var_os("AIMLINE_BLESS").is_some() {
            std::fs::write(&golden, &text).unwrap();
        }
        assert_eq!(text, std::fs::read_to_string(golden).unwrap_or_default(), "{name}");
    }
}

/// The faults of the paper that aimline was made for, by the rule that finds each and where.
#[test]
fn each_fault_of_the_paper_is_found_at_its_place() {
    let (status, text) = said("paper-2019-11");
    assert_eq!(status, 1);
    let faults = [
        ("[claim-mismatch]: `13%` is not what the data say", "content/first-time-entrants.md:11:"),
        ("[two-precisions]: one value is shown as `10` and as `9.8`", "content/burglary.md:10:"),
        (
            "[unlike-periods]: a change from 2015/16 to 2016/17 is compared with one from 2015/16 to 2017/18",
            "content/first-time-entrants.md:13:",
        ),
        ("[stale-release]: the next release, 31 October 2019, is before", "content/reoffending.md:5:"),
        ("[plan-coverage]: the aim `confidence-disparities` is not reported", "aimline.yaml:10:"),
        ("[plan-coverage]: the aim `fear-of-crime` is not reported", "aimline.yaml:12:"),
        ("[claim-mismatch]: `just longer` is not what the data say", "content/complaints.md:10:"),
        (
            "[points-as-percent]: `−2.00%` is written as a percent but is a difference of percentages",
            "content/active-citizens.md:10:",
        ),
    ];
    for (message, place) in faults {
        let at = text.find(message).unwrap_or_else(|| panic!("nobody says {message}:\n{text}"));
        let next = text[at..].lines().nth(1).unwrap();
        assert!(next.contains(place), "{message} is said of {next}");
    }
    assert!(text.contains("\n4 errors, 4 warnings\n"), "nothing else is said:\n{text}");
}
