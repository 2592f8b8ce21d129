//! Laws of the whole way from sources to a site: it is a function of the files, whatever their order and the
//! number of threads; it survives any bytes; and what it says always lies on characters of a file.

mod edits;
mod machine;
mod sample;
mod sites;
mod withheld;

use std::collections::BTreeMap;
use std::sync::Mutex;

use aimline::diag::Diagnostic;
use aimline::diag::text::{Palette, render};
use aimline::pipeline::{self, Request};
use aimline::source::text::sources;
use aimline::source::{SourceFile, Sources};
use proptest::prelude::*;

fn base() -> Sources {
    sources(include_str!("../commands/base.txt"))
}

/// Everything that comes of `sources`: what is said, and every file of the site.
fn made(sources: &Sources) -> (String, BTreeMap<String, Vec<u8>>) {
    let request = Request::default();
    let reading = pipeline::read(sources, Vec::new(), &request);
    let mut said = reading.diagnostics.clone();
    let files = Mutex::new(BTreeMap::new());
    if let Some(report) = reading.publishable() {
        let (site, faults) = pipeline::site(report, sources, &request);
        said.extend(faults);
        if let Some(site) = site {
            let faults = site.render(|path, bytes| {
                files.lock().unwrap().insert(path.as_str().to_owned(), bytes.to_vec());
                Ok::<(), ()>(())
            });
            said.extend(faults.unwrap());
        }
    }
    assert_spans_lie_on_characters(sources, &said);
    (render(sources, &said, Palette::Plain), files.into_inner().unwrap())
}

fn assert_spans_lie_on_characters(sources: &Sources, said: &[Diagnostic]) {
    for diagnostic in said {
        let fixes = diagnostic.fix.iter().map(|fix| fix.span);
        let labels = diagnostic.primary.iter().chain(&diagnostic.secondary).map(|label| label.span);
        for span in labels.chain(fixes) {
            let bytes = &sources.file(span.file).bytes;
            assert!(span.range().end <= bytes.len(), "{diagnostic:?} points behind its file");
            if let Ok(text) = std::str::from_utf8(bytes) {
                assert!(text.get(span.range()).is_some(), "{diagnostic:?} cuts a character");
            }
        }
    }
}

#[test]
fn the_report_of_the_cases_makes_a_site() {
    let (said, files) = made(&base());
    assert_eq!(said, "");
    assert!(files.contains_key("2019-11/burglary/index.html") && files.len() > 10);
}

#[test]
fn neither_the_order_of_files_nor_the_number_of_threads_changes_a_byte() {
    let all: Vec<SourceFile> = base().iter().map(|(_, file)| file.clone()).collect();
    let expected = made(&base());
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let backwards = Sources::new(all.iter().rev().cloned().collect());
        assert_eq!(pool.install(|| made(&backwards)), expected, "with {threads} threads");
    }
}

/// The report of the cases with `from` replaced in the file at `path` by what `to` makes so many times.
fn grown(path: &str, from: &str, count: usize, to: impl Fn(usize) -> String) -> Sources {
    let grow = |(_, file): (_, &SourceFile)| {
        let mut file = file.clone();
        if file.path.as_str() == path {
            let text = String::from_utf8(file.bytes).unwrap();
            assert!(text.contains(from), "{path} holds {from:?}");
            file.bytes = text.replacen(from, &(0..count).map(&to).collect::<String>(), 1).into_bytes();
        }
        file
    };
    Sources::new(base().iter().map(grow).collect())
}

#[test]
fn what_is_wrong_many_times_is_said_in_time() {
    let page = "content/burglary.md";
    let cases = [
        grown(page, "![](chart:trend)\n", 4000, |n| format!("\n### Part {n}\n\n[a](#parx-{n})\n")),
        grown(page, "![](chart:trend)\n", 8000, |n| format!("\n![](chart:trenx{n})\n")),
        grown(page, "[force]", 8000, |n| format!("\n- force-{n}")),
        grown(page, "status: updated\n", 8000, |n| format!("statux{n}: updated\n")),
        grown("aimline.yaml", "  - robbery\n", 8000, |n| format!("  - robbery-{n}\n")),
        grown("aimline.yaml", "sources:\n", 8000, |n| {
            if n == 0 { "sources:\n".into() } else { format!("  force-{n}: {{}}\n") }
        }),
    ];
    for (at, sources) in cases.iter().enumerate() {
        let start = std::time::Instant::now();
        let (said, _) = made(sources);
        assert!(said.contains("error["), "case {at} has errors");
        assert!(start.elapsed().as_secs() < 20, "case {at} took {:?}", start.elapsed());
    }
}

/// A change to one file: where, how many bytes go, what comes in their place.
#[derive(Debug, Clone)]
struct Change {
    file: usize,
    at: usize,
    gone: usize,
    new: Vec<u8>,
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "\n",
            "---\n",
            "- ",
            ": ",
            "\t",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "#",
            "=",
            "@",
            "`",
            "%",
            "&a ",
            "*a",
            "!!x ",
            "|",
            ">",
            "](",
            "](=",
            "](chart:trend)",
            "![](chart:x)",
            "## ",
            "<b>",
            "2016-03",
            "2019/20",
            "-1",
            "1e9",
            "0",
            ",",
            ";",
            "\r",
            "[c]",
            "[b]",
            "\u{feff}",
            "\u{202e}",
            "é",
            "null",
            "~",
            "burglaries",
            "type: bars",
            "better: higher",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    (0..5_usize, any::<prop::sample::Index>(), 0..12_usize, pieces).prop_map(|(file, at, gone, new)| Change {
        file,
        at: at.index(2000),
        gone,
        new,
    })
}

fn changed(changes: &[Change]) -> Sources {
    let mut files: Vec<SourceFile> = base().iter().map(|(_, file)| file.clone()).collect();
    for change in changes {
        let at = change.file % files.len();
        let bytes = &mut files[at].bytes;
        let start = change.at % (bytes.len() + 1);
        let end = (start + change.gone).min(bytes.len());
        bytes.splice(start..end, change.new.iter().copied());
    }
    Sources::new(files)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_gives_a_site_or_a_message(changes in prop::collection::vec(change(), 1..4)) {
        let sources = changed(&changes);
        let (said, files) = made(&sources);
        prop_assert!(!said.is_empty() || !files.is_empty());
        prop_assert_eq!(files.is_empty(), said.contains("error["), "{}", said);
    }
}
