//! What the README shows is what a reader gets: the aim in it builds, and the messages in it are the ones
//! that the mistakes it names are answered with.

use std::path::Path;

use aimline::diag::Severity;
use aimline::diag::text::{Palette, render};
use aimline::pipeline::{Request, read};
use aimline::source::dir::{Limits, read_folder};
use aimline::source::text::sources;
use aimline::source::{SourceFile, Sources};

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What stands between the first fence of `language` and its end.
fn block(text: &str, language: &str) -> String {
    let (_, rest) = text.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("\n```").unwrap().0.to_owned()
}

#[test]
fn the_aim_in_the_readme_builds_without_a_message() {
    let readme = readme();
    let (aim, data) = (block(&readme, "markdown"), block(&readme, "csv"));
    let report = sources(&format!(
        "--- aimline.yaml\ntitle: T\nbody: B\nplan: [burglary]\nsources: {{west-midlands-police: {{title: T, publisher: P}}}}\n\
         --- content/index.md\n---\nedition: 2019-11\ndate: 2019-11-19\n---\nThe paper.\n\
         --- content/burglary.md\n{aim}\n--- data/burglary.csv\n{data}\n"
    ));
    let reading = read(&report, Vec::new(), &Request::default());
    assert_eq!(render(&report, &reading.diagnostics, Palette::Plain), "");
    assert_eq!(reading.publishable().unwrap().latest().aims[0].figures.len(), 1);
}

#[test]
fn the_messages_in_the_readme_are_what_the_mistakes_get() {
    let (sample, found) = read_folder(Path::new(env!("CARGO_MANIFEST_DIR")), &Limits::default()).unwrap();
    let mistyped = |file: &SourceFile| {
        let text = String::from_utf8_lossy(&file.bytes);
        let bytes = match file.path.as_str() {
            "content/burglary.md" => text.replace("[28,648]", "[28,684]").into_bytes(),
            "content/robbery.md" => text.replacen("    baseline: 2016-03", "    basline: 2016-03", 1).into_bytes(),
            _ => file.bytes.clone(),
        };
        SourceFile { path: file.path.clone(), bytes }
    };
    let sources = Sources::new(sample.iter().map(|(_, file)| mistyped(file)).collect());
    let mut wrong = read(&sources, found, &Request::default()).diagnostics;
    wrong.retain(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(render(&sources, &wrong, Palette::Plain).trim_end(), block(&readme(), "text").trim_end());
}
