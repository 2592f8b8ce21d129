//! Frozen editions: what freezing writes, what the guard notices, what the next edition begins with.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use aimline::diag::{Diagnostic, Severity};
use aimline::report::{Lineage, Report, guard, next, read};
use aimline::review::changes::{Changes, Context, Given, ObservationChange, changes};
use aimline::source::{SafePath, SourceFile, Sources, text};
use tempfile::TempDir;

use crate::{oracle, whole};

/// The report of `tests/build/small`.
fn fixture() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build/small/in.txt");
    std::fs::read_to_string(path).unwrap()
}

fn errors(sources: &Sources) -> Vec<Diagnostic> {
    let (_, diagnostics) = read::report(sources, None);
    diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

#[track_caller]
fn sound(sources: &Sources) -> Report {
    let (report, diagnostics) = read::report(sources, None);
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    report.unwrap()
}

/// `sources` with the working files also frozen.
fn frozen(sources: &Sources) -> Sources {
    let report = sound(sources);
    let edition = report.latest();
    let folder = guard::folder(&edition.id);
    let lock = guard::lock(&report, edition, sources).write();
    let copies = guard::files(sources, "").into_iter().map(|(path, bytes)| file(&format!("{folder}/{path}"), bytes));
    let lock = file(&format!("{folder}/edition.lock"), lock.as_bytes());
    let own = sources.iter().map(|(_, file)| file.clone());
    Sources::new(own.chain(copies).chain([lock]).collect())
}

fn file(path: &str, bytes: &[u8]) -> SourceFile {
    SourceFile { path: SafePath::parse(path).unwrap(), bytes: bytes.to_vec() }
}

/// `sources` with the file at `path` made by `change` of what it was; nothing takes it away.
fn with(sources: &Sources, path: &str, change: impl Fn(&str) -> Option<String>) -> Sources {
    let old = sources.find(path).map_or("", |(_, file)| std::str::from_utf8(&file.bytes).unwrap());
    let others = sources.iter().map(|(_, file)| file.clone()).filter(|file| file.path.as_str() != path);
    Sources::new(others.chain(change(old).map(|text| file(path, text.as_bytes()))).collect())
}

/// `sources` with the working files those of the next edition, every status filled in.
fn next_edition(sources: &Sources, id: &str) -> Sources {
    let files = next::files(sources, id, next::date_of(id).unwrap());
    files.into_iter().fold(sources.clone(), |sources, (path, text)| {
        with(&sources, path.as_str(), |_| Some(text.replace("status: \n", "status: no-update\n")))
    })
}

#[test]
fn a_frozen_edition_is_read_beside_the_next() {
    let one = frozen(&text::sources(&fixture()));
    let report = sound(&one);
    assert_eq!(report.editions.len(), 1, "working files that are the same are the frozen edition");
    assert!(report.latest().lock.is_some());
    let two = next_edition(&one, "2020-02");
    let report = sound(&two);
    let ids: Vec<&str> = report.editions.iter().map(|edition| edition.id.as_str()).collect();
    assert_eq!(ids, ["2020-02", "2019-11"]);
    assert_eq!(report.today.to_string(), "2020-02-01");
    let three = next_edition(&frozen(&two), "2020-05");
    assert_eq!(sound(&three).editions.len(), 3);
}

#[test]
fn every_byte_of_a_frozen_edition_is_guarded() {
    let sources = next_edition(&frozen(&text::sources(&fixture())), "2020-02");
    let (mut flips, mut files) = (0, 0);
    for (id, source) in sources.below("editions") {
        files += 1;
        let step = (source.bytes.len() / 40).max(1);
        for at in (0..source.bytes.len()).step_by(step).chain([source.bytes.len() - 1]) {
            for bit in [1, 0x20] {
                let mut changed: Vec<SourceFile> = sources.iter().map(|(_, file)| file.clone()).collect();
                let place = sources.iter().position(|(other, _)| other == id).unwrap();
                changed[place].bytes[at] ^= bit;
                let found = errors(&Sources::new(changed));
                let named = |d: &&Diagnostic| d.rule.starts_with("frozen-") && d.message.contains("2019-11");
                let path = source.path.as_str();
                let own = |d: &Diagnostic| d.path.as_deref() == Some(path) || path.ends_with("edition.lock");
                assert!(found.iter().filter(named).any(own), "{path}, byte {at}: {found:#?}");
                flips += 1;
            }
        }
    }
    assert!(files == 8 && flips > 500, "{files} files, {flips} flips");
}

#[test]
fn files_that_come_and_go_are_named() {
    let sources = next_edition(&frozen(&text::sources(&fixture())), "2020-02");
    let check = |path: &str, content: Option<&str>, expect: &str| {
        let found = errors(&with(&sources, path, |_| content.map(str::to_owned)));
        assert!(found.iter().any(|d| d.message == expect), "{path}: {found:#?}");
    };
    check("editions/2019-11/data/fires.csv", None, "`data/fires.csv` of the frozen edition `2019-11` is missing");
    check(
        "editions/2019-11/data/new.csv",
        Some("period,a\n"),
        "`data/new.csv` was not in the edition `2019-11` when it was frozen",
    );
    check(
        "editions/2019-11/edition.lock",
        None,
        "the edition `2019-11` has no `edition.lock`, so nobody can tell whether it is as published",
    );
}

#[test]
fn a_changed_number_is_told_with_old_and_new_and_its_aim() {
    let sources = next_edition(&frozen(&text::sources(&fixture())), "2020-02");
    let found = errors(&with(&sources, "editions/2019-11/data/fires.csv", |old| Some(old.replace("310", "311"))));
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    let expect = "the edition `2019-11` no longer says what it said: the aim `fires`, measure fires, Neighbours, \
                  year-ending 2017-06, was `310` and is `311`";
    assert!(messages.contains(&expect), "{messages:#?}");
}

#[test]
fn working_files_of_a_frozen_edition_may_not_differ() {
    let sources = frozen(&text::sources(&fixture()));
    let found = errors(&with(&sources, "content/fires.md", |old| Some(old.replace("We visit", "They visit"))));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].message, "the edition `2019-11` is frozen, and `content/fires.md` is not what was frozen");
    assert!(found[0].help.as_deref().unwrap().contains("aimline new edition"));
}

#[test]
fn the_next_edition_is_later_than_the_last() {
    let sources = next_edition(&frozen(&text::sources(&fixture())), "2019-01");
    let found = errors(&sources);
    assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), ["edition-order"], "{found:#?}");
}

/// A report on the disk.
fn on_disk(sources: &Sources) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (_, file) in sources.iter() {
        let path = folder.path().join(file.path.as_str());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    folder
}

fn program(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aimline"));
    command.args(arguments).current_dir(root).env_clear();
    command
}

fn run(root: &Path, arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = program(root, arguments).output().unwrap();
    (status.code().unwrap(), [stderr, stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat())
}

#[track_caller]
fn succeeds(root: &Path, arguments: &[&str], says: &str) {
    let (code, said) = run(root, arguments);
    assert!(code == 0 && said.contains(says), "{arguments:?}: {code}: {said}");
}

#[track_caller]
fn refuses(root: &Path, arguments: &[&str], code: i32, says: &str) {
    let (found, said) = run(root, arguments);
    assert!(found == code && said.contains(says), "{arguments:?}: {found}: {said}");
}

/// Every file below `folder` with its bytes, hidden ones too.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files.map(|file| (file.path().to_string_lossy().into_owned(), std::fs::read(file.path()).unwrap())).collect()
}

#[test]
fn an_edition_is_frozen_and_the_next_begun_from_the_command_line() {
    let folder = on_disk(&text::sources(&fixture()));
    let root = folder.path();
    refuses(root, &["new", "edition", "2020-02"], 2, "the edition `2019-11` is not frozen");
    succeeds(root, &["freeze"], "Froze 2019-11: 2 aims, 2 figures, in editions/2019-11");
    refuses(root, &["freeze"], 2, "the edition `2019-11` is frozen already");
    refuses(root, &["new", "edition", "2019-11"], 2, "there is an edition `2019-11` already");
    refuses(root, &["new", "edition", "a/b"], 2, "`a/b` cannot be an edition's id");
    refuses(root, &["new", "edition", "spring"], 2, "add `--date`");
    succeeds(
        root,
        &["new", "edition", "2020-02", "--date", "2020-02-11"],
        "Began 2020-02, 11 February 2020: 3 files changed",
    );
    refuses(root, &["check"], 1, "has no `status`");
    refuses(root, &["freeze"], 1, "has no `status`");
    assert!(!root.join("editions/2020-02").exists());
    for aim in ["fires", "rescues"] {
        let path = root.join(format!("content/{aim}.md"));
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("status: \n", "status: no-update\nstatus_reason: nothing came\n")).unwrap();
    }
    succeeds(root, &["build", "--quiet"], "");
    succeeds(root, &["freeze"], "Froze 2020-02");
    succeeds(root, &["check"], "Checked 2020-02");
}

fn await_that(seen: &dyn Fn() -> bool) {
    for _ in 0..100_000 {
        if seen() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_micros(100));
    }
}

#[test]
fn freezing_killed_at_any_moment_leaves_no_edition_or_a_whole_one() {
    let folder = on_disk(&text::sources(&fixture()));
    let root = folder.path();
    let start = std::time::Instant::now();
    succeeds(root, &["freeze"], "Froze");
    let takes = start.elapsed();
    let whole = snapshot(&root.join("editions"));
    let (mut none, mut all) = (0, 0);
    for round in 0..40 {
        std::fs::remove_dir_all(root.join("editions")).unwrap();
        let mut child = program(root, &["freeze"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // However busy the machine is, some kills fall into the writing and some after it.
        let listed = || std::fs::read_dir(root.join("editions")).into_iter().flatten().next().is_some();
        match round % 3 {
            0 => std::thread::sleep(takes * round / 30),
            1 => await_that(&|| listed()),
            _ => await_that(&|| root.join("editions/2019-11").exists()),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        match root.join("editions/2019-11").exists() {
            true => {
                assert_eq!(snapshot(&root.join("editions")), whole, "round {round}");
                all += 1;
            }
            false => {
                succeeds(root, &["freeze"], "Froze");
                assert_eq!(snapshot(&root.join("editions")), whole, "round {round}: nothing is left over");
                none += 1;
            }
        }
    }
    assert!(none > 0 && all > 0, "both sides of the switch were hit: {none} before, {all} after");
}

/// Three editions: in the last, an aim has another name and another is gone.
fn three_editions() -> Sources {
    let one = frozen(&text::sources(&fixture()));
    let two = next_edition(&one, "2020-02");
    let two = with(&two, "data/fires.csv", |old| Some(old.replace("180 [p]", "184 [r]") + "2020-06,140,290 [p]\n"));
    let three = next_edition(&frozen(&two), "2020-05");
    let renamed = with(&three, "content/blazes.md", |_| {
        let old = std::str::from_utf8(&three.find("content/fires.md").unwrap().1.bytes).unwrap();
        Some(old.replace("short: Fires", "short: Blazes\npreviously: [fires]"))
    });
    let renamed = with(&with(&renamed, "content/fires.md", |_| None), "content/rescues.md", |_| None);
    let renamed = with(&renamed, "content/index.md", |old| {
        Some(old.replace("fires.md", "blazes.md").replace("[rescues](rescues.md)", "rescues"))
    });
    let renamed = with(&renamed, "content/blazes.md", |old| Some(old.replace("[rescues](rescues.md)", "rescues")));
    with(&renamed, "aimline.yaml", |old| Some(old.replace("- fires\n  - rescues", "- blazes")))
}

#[test]
fn many_editions_are_one_site() {
    let sources = three_editions();
    let site = whole::site(&sources);
    let faults = oracle::faults(&site);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let page = |path: &str| {
        let bytes = site.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", site.keys()));
        std::str::from_utf8(bytes).unwrap()
    };
    let has = |path: &str, text: &str| assert!(page(path).contains(text), "{path} has no `{text}`:\n{}", page(path));
    // The newest edition is the first page; the others say that there is a later one.
    has("index.html", "1 May 2020");
    assert!(!page("index.html").contains("A later one exists"));
    has(
        "2019-11/index.html",
        "This is the edition of 19 November 2019. A later one exists: <a href=\"../2020-05/index.html\">",
    );
    // Ways to the same aim lead to it under whatever name it has there, or say that it is not there.
    has("2019-11/fires/index.html", "<a href=\"../../2020-05/blazes/index.html\">1 May 2020</a>");
    has("2020-05/blazes/index.html", "<a href=\"../../2019-11/fires/index.html\">19 November 2019</a>");
    has("2019-11/rescues/index.html", "<span>1 May 2020: this aim is not in it</span>");
    has("2019-11/rescues/index.html", "<a href=\"../../2020-02/rescues/index.html\">1 February 2020</a>");
    // Old names lead on.
    has("aims/fires/index.html", "content=\"0; url=../blazes/index.html\"");
    has("2020-05/fires/index.html", "content=\"0; url=../blazes/index.html\"");
    // An aim through all editions shows what each published.
    has(
        "aims/blazes/index.html",
        "<td class=\"number\">180 <span class=\"marks\">[p]</span></td><td class=\"number\">184 <span class=\"marks\">[r]</span> <strong>revised</strong></td>",
    );
    has("aims/rescues/index.html", "This aim was not in this edition.");
    has("editions/index.html", "19 November 2019");
    has("feed.xml", "https://example.org/report/2019-11/");
}

fn between(report: &Report, old: usize, new: usize) -> Changes {
    let lineage = Lineage::of(&report.editions);
    let context = Context { lineage: &lineage, bindings: &report.bindings };
    changes(context, &report.editions[old], &report.editions[new])
}

#[test]
fn an_edition_differs_from_itself_in_nothing_and_differences_mirror() {
    let report = sound(&three_editions());
    let all = 0..report.editions.len();
    for (old, new) in all.clone().flat_map(|old| all.clone().map(move |new| (old, new))) {
        let found = between(&report, old, new);
        assert_eq!(found.is_empty(), old == new, "{old} to {new}: {found:#?}");
        assert_eq!(between(&report, new, old), found.mirrored(), "{old} to {new}");
    }
}

#[test]
fn changes_are_told_as_values() {
    let report = sound(&three_editions());
    let found = between(&report, 2, 1);
    let told: Vec<String> = found.observations.iter().map(told).collect();
    let expect = [
        "blazes.fires Anytown 2018-06-30: 180 [p] to 184 [r], Revised, 4, 2.2%",
        "blazes.fires Anytown 2020-06-30: - to 140, New",
        "blazes.fires Neighbours 2020-06-30: - to 290 [p], New",
    ];
    assert_eq!(told, expect);
    let status = found.definitions.iter().find(|change| change.what == "status").unwrap();
    assert_eq!(status.old.as_deref(), Some("Updated in this edition. Next figures expected on 23 January 2020."));
    assert_eq!(found.figures.iter().map(|figure| figure.parts.clone()).collect::<Vec<_>>(), [["data", "words"]]);
}

fn told(change: &ObservationChange) -> String {
    let given = |given: Option<Given>| match given {
        Some(Given { value: Some(value), marks }) if marks.is_empty() => value.to_string(),
        Some(Given { value: Some(value), marks }) => format!("{value} {marks}"),
        _ => "-".to_owned(),
    };
    let spot = &change.spot;
    let much = match (change.difference(), change.percent()) {
        (Some(difference), Some(percent)) => format!(", {difference}, {percent}%"),
        _ => String::new(),
    };
    let (old, new) = (given(change.old), given(change.new));
    format!(
        "{}.{} {} {}: {old} to {new}, {:?}{much}",
        spot.aim,
        spot.measure,
        spot.area,
        spot.period.end(),
        change.kind()
    )
}

#[test]
fn printing_a_value_with_other_decimals_is_no_revision() {
    let one = frozen(&text::sources(&fixture()));
    let two = next_edition(&one, "2020-02");
    let two = with(&two, "data/rescues.csv", |old| Some(old.replace("2018/19,81", "2018/19,81.2")));
    let found = between(&sound(&two), 1, 0);
    assert!(found.observations.is_empty(), "{:#?}", found.observations);
}

#[test]
fn a_revision_wants_a_reason() {
    let one = frozen(&text::sources(&fixture()));
    let two = next_edition(&one, "2020-02");
    let two = with(&two, "data/fires.csv", |old| Some(old.replace("180 [p]", "184 [r]")));
    let warned = |sources: &Sources| {
        let (_, found) = whole::build(sources).unwrap();
        found
            .into_iter()
            .filter(|found| found.rule == "unexplained-revision")
            .map(|found| found.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(warned(&two), ["1 value of `fires` changed since the edition `2019-11`, and nothing says why"]);
    let told = with(&two, "content/index.md", |old| {
        let note = "revisions:\n  - {of: fires.fires, type: scheduled, reason: Final counts came}\n---\n## Purpose";
        Some(old.replacen("---\n## Purpose", note, 1))
    });
    assert_eq!(warned(&told), Vec::<String>::new());
    let page = String::from_utf8(whole::site(&told)["2020-02/changes/index.html"].clone()).unwrap();
    assert!(page.contains("<p>Why (scheduled): Final counts came</p>"), "{page}");
    assert!(page.contains("<td class=\"number\">180 [p]</td><td class=\"number\">184 [r]</td><td class=\"number\">+4</td><td class=\"number\">+2.2%</td>"), "{page}");
    let file = String::from_utf8(whole::site(&told)["2020-02/changes/revisions.csv"].clone()).unwrap();
    assert!(file.contains("revised,fires,fires,Anytown,year ending June 2018,2017-07-01,2018-06-30,180,[p],184,[r],4,2.2,scheduled,Final counts came\n"), "{file}");
    let unknown = with(&told, "content/index.md", |old| Some(old.replace("of: fires.fires", "of: fires.fire")));
    assert!(errors(&unknown).iter().any(|found| found.message == "there is no measure `fires.fire`"));
}
