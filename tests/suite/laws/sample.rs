//! What holds for the sample report, the one at the top of this repository.

use std::path::Path;

use aimline::source::dir::{Limits, read_folder};
use aimline::source::{SourceFile, Sources};

use super::{edits, sites};
use crate::whole::{self, edited};

fn sample() -> Sources {
    let (sources, found) = read_folder(Path::new(env!("CARGO_MANIFEST_DIR")), &Limits::default()).unwrap();
    assert_eq!(found, [], "the sample's files are sound");
    sources
}

#[test]
fn it_is_whole_and_harmless_and_tells_nothing_of_the_machine() {
    sites::assert_whole("the sample", &sample());
    sites::assert_tells_nothing("the sample", &sample());
}

#[test]
fn it_has_a_page_for_every_aim() {
    let files = whole::site(&sample());
    let pages = files.keys().filter(|path| path.starts_with("2019-11/") && path.ends_with("/index.html"));
    assert_eq!(pages.count(), 12 + ["the overview", "print", "data"].len());
}

#[test]
fn a_word_of_one_aim_changes_its_page_and_the_print_page() {
    let sample = sample();
    let after = edited(&sample, "content/robbery.md", "## Response\n\n", "## Response\n\nNow ");
    edits::check(&sample, &after, &["2019-11/print/index.html", "2019-11/robbery/index.html"]);
}

#[test]
fn the_order_of_files_and_the_number_of_threads_change_no_byte() {
    let sources = sample();
    let expected = whole::site(&sources);
    let mut files: Vec<SourceFile> = sources.iter().map(|(_, file)| file.clone()).collect();
    for threads in [1, 2, 8] {
        files.rotate_left(7);
        files.reverse();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let got = pool.install(|| whole::site(&Sources::new(files.clone())));
        assert!(got == expected, "with {threads} threads");
    }
}
