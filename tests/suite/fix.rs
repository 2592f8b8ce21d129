//! `check --fix` on a disk: what it writes, what it leaves, and that doing it twice changes nothing more.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const SETTINGS: &str = "title: Report\nbody: Body\nplan: [crime]\nsources: {ons: {title: Crime, publisher: ONS}}\n";
const PAPER: &str = "---\nedition: 2019-11\ndate: 2019-11-19\n---\nThere were [1](=crime.burglaries@latest).\n";
const AIM: &str = "---\naim: Crime\nstatus: updated\nsources: [ons]\nmeasures:\n  burglaries: {data: burglary.csv, unit: offences, period: year-ending}\ncharts:\n  trend: {type: line, of: burglaries, title: \"From [22,400](=burglaries@previous)\"}\n---\r\n## Commentary\n\nIt was [28,648](=burglaries@latest), [−2%](=change(burglaries, previous, latest)) and [up](=burglaries@latest > burglaries@previous).\n\n## Response\n\nr\n";

fn report(data: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content", "data"] {
        std::fs::create_dir(root.path().join(folder)).unwrap();
    }
    for (path, text) in [
        ("aimline.yaml", SETTINGS),
        ("content/index.md", PAPER),
        ("content/crime.md", AIM),
        ("data/burglary.csv", data),
    ] {
        std::fs::write(root.path().join(path), text).unwrap();
    }
    root
}

fn run(root: &Path, arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_aimline")).arg("check").args(arguments).current_dir(root).output().unwrap();
    let text = [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), text)
}

fn read(root: &Path, path: &str) -> String {
    std::fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn a_changed_cell_is_put_right_everywhere_and_a_second_run_is_clean() {
    let root = report("period,value\n2018-06,22500\n2019-06,29000\n");
    let page = root.path().join("content/crime.md");
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o640)).unwrap();
    let (status, said) = run(root.path(), &["--fix"]);
    assert_eq!(status, 0, "{said}");
    let expected = AIM.replace("22,400", "22,500").replace("28,648", "29,000").replace("−2%", "29%");
    assert_eq!(read(root.path(), "content/crime.md"), expected);
    assert_eq!(read(root.path(), "content/index.md"), PAPER.replace("[1]", "[29,000]"));
    assert_eq!(std::fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
    let names: Vec<_> =
        std::fs::read_dir(root.path().join("content")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left beside the pages: {names:?}");

    let (status, said) = run(root.path(), &["--fix"]);
    assert_eq!((status, said.contains("right")), (0, false), "{said}");
    assert_eq!(read(root.path(), "content/crime.md"), expected);
}

#[test]
fn a_claim_that_turned_false_is_left_to_the_author() {
    let root = report("period,value\n2018-06,22400\n2019-06,20000\n");
    let (status, said) = run(root.path(), &["--fix"]);
    assert_eq!(status, 1);
    assert!(said.contains("`up` is not what the data say"), "{said}");
    assert!(read(root.path(), "content/crime.md").contains("[20,000](=burglaries@latest), [−11%]"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let root = report("period,value\n2018-06,22500\n2019-06,29000\n");
    let (status, said) = run(root.path(), &["--fix", "--dry-run"]);
    assert_eq!(status, 1);
    assert!(said.contains("+ It was [29,000]") && said.contains("nothing was written"), "{said}");
    assert_eq!(read(root.path(), "content/crime.md"), AIM);
}
