//! The guide says what the program does: its lists are made from the code, and its examples hold on the sample
//! report. `AIMLINE_BLESS=1 cargo test guide` writes the lists.

use std::path::{Path, PathBuf};

use aimline::diag::Severity;
use aimline::diag::text::{Palette, render};
use aimline::pipeline::{self, Request};
use aimline::report::binding::functions::FUNCTIONS;
use aimline::source::dir::{Limits, read_folder};
use aimline::source::{SourceFile, Sources};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// Compares what stands in the page `path` between the comment called `name` and `<!-- end -->` with `made`.
fn check_made(path: &str, name: &str, made: &str) {
    let page = read(path);
    let start = page.find(&format!("<!-- {name}:")).unwrap();
    let start = start + page[start..].find('\n').unwrap() + 1;
    let end = start + page[start..].find("<!-- end -->").unwrap();
    if std::env::var_os("AIMLINE_BLESS").is_some() {
        std::fs::write(root().join(path), format!("{}{made}{}", &page[..start], &page[end..])).unwrap();
        return;
    }
    assert_eq!(&page[start..end], made, "{path}: the part `{name}` is not what the code says");
}

/// The first block of text in the doc of a module.
fn doc_block(path: &str) -> String {
    let source = read(path);
    let lines =
        source.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line));
    let block: Vec<&str> =
        lines.skip_while(|line| *line != "```text").skip(1).take_while(|line| *line != "```").collect();
    assert!(!block.is_empty(), "{path} has a block of text in its doc");
    format!("```text\n{}\n```\n", block.join("\n"))
}

#[test]
fn the_lists_are_those_of_the_code() {
    let row = |cells: [&str; 2]| format!("| {} | {} |\n", cells[0].replace('|', "\\|"), cells[1].replace('|', "\\|"));
    let usage = |usage: &str| format!("`{}`", usage.replace("), ", ")`, `").replace(" or ", "` or `"));
    let functions: String =
        FUNCTIONS.iter().map(|it| format!("| {} | {} | `{}` |\n", usage(it.usage), it.meaning, it.example)).collect();
    let head = "| function | what it gives | example |\n|---|---|---|\n";
    check_made("docs/guide/numbers.md", "functions", &format!("{head}{functions}"));
    check_made("docs/guide/numbers.md", "grammar", &doc_block("src/report/binding/syntax.rs"));
    let rules: String = aimline::check::rules::ALL
        .iter()
        .map(|rule| row([&format!("`{}`", rule.explanation.name), rule.explanation.summary]))
        .collect();
    check_made("docs/guide/check.md", "rules", &format!("| rule | what it finds |\n|---|---|\n{rules}"));
    check_made("docs/guide/check.md", "json", &doc_block("src/diag/json.rs"));
    check_made("docs/guide/check.md", "numbers", &doc_block("src/site/outputs/numbers.rs"));
}

/// The sample report with `text` at the end of its page on burglary.
fn sample_with(text: &str) -> Sources {
    let (sources, _) = read_folder(&root(), &Limits::default()).unwrap();
    let add = |file: &SourceFile| match file.path.as_str() == "content/burglary.md" {
        true => SourceFile { bytes: [&file.bytes[..], b"\n", text.as_bytes()].concat(), ..file.clone() },
        false => file.clone(),
    };
    Sources::new(sources.iter().map(|(_, file)| add(file)).collect())
}

/// What is wrong with `text` on the sample's page on burglary.
fn wrong(text: &str) -> Option<String> {
    let sources = sample_with(text);
    let reading = pipeline::read(&sources, Vec::new(), &Request::default());
    let errors: Vec<_> = reading.diagnostics.into_iter().filter(|it| it.severity == Severity::Error).collect();
    (!errors.is_empty()).then(|| format!("{text}\n{}", render(&sources, &errors, Palette::Plain)))
}

fn examples(page: &str) -> Vec<&str> {
    page.split("```markdown\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_examples_hold_on_the_sample_report() {
    let page = read("docs/guide/numbers.md");
    let examples = examples(&page);
    assert!(examples.len() >= 3);
    let faults: Vec<String> = examples.into_iter().filter_map(wrong).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_examples_of_the_functions_hold_on_the_sample_report() {
    let links: Vec<&str> = FUNCTIONS.iter().map(|function| function.example).collect();
    assert_eq!(wrong(&links.join("\n\n")), None);
}

#[test]
fn the_expressions_of_the_table_can_be_worked_out() {
    let page = read("docs/guide/numbers.md");
    let table = page.split("## What can be written\n").nth(1).unwrap().split("\n\nA period").next().unwrap();
    let cells = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(code, _)| code);
    let links: Vec<String> = cells.map(|code| format!("[](={code})")).collect();
    assert!(links.len() >= 7, "{links:?}");
    assert_eq!(wrong(&links.join("\n\n")), None);
}

#[test]
fn every_guide_is_on_disk_where_others_link_to_it() {
    let folder = root().join("docs/guide");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let is_file = target.ends_with(".md") && !target.contains(':') && !target.starts_with('=');
            assert!(
                !is_file || folder.join(target).exists() || Path::new(target).components().count() == 1,
                "{}: {target}",
                path.display()
            );
        }
    }
}
