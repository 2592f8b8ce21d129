//! Sites a person can open. Each `tests/build/<case>/in.txt` is a report and its theme; beside it stand
//! `paths.txt`, everything the site has, `messages.txt`, what is said about it, and in `out/` the pages whose
//! text matters for the case. `tests/contract/` holds what each template gets.
//! `ACCEPT=1 cargo test site` writes what is built today; read the difference.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use aimline::diag::Diagnostic;
use aimline::diag::text::{Palette, render};
use aimline::report::{Lineage, Report};
use aimline::site::route::{Place, Routes};
use aimline::site::theme::Theme;
use aimline::site::views::{aim, data, editions, feed, history, overview, print, redirect};
use aimline::site::{self, Frame};
use aimline::source::Sources;
use serde_json::Value;

type Files = BTreeMap<String, Vec<u8>>;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn accepts() -> bool {
    std::env::var_os("ACCEPT").is_some()
}

/// Compares `got` with the golden at `path`, or makes it the golden.
fn check_golden(path: &Path, got: &str) {
    if accepts() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, got).unwrap();
    }
    let expect = std::fs::read_to_string(path).unwrap_or_default();
    assert!(got == expect, "{} differs; what is built today:\n{got}", path.display());
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder("build")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn read(case: &str) -> (Sources, Report) {
    let fixture = std::fs::read_to_string(folder("build").join(case).join("in.txt")).unwrap();
    let sources = aimline::source::text::sources(&fixture);
    let (report, diagnostics) = aimline::report::read::report(&sources, None);
    assert!(diagnostics.is_empty(), "{case}: {}", render(&sources, &diagnostics, Palette::Plain));
    (sources, report.unwrap())
}

/// The files of the site, and everything said about it.
fn build(report: &Report, sources: &Sources) -> (Files, Vec<Diagnostic>, Vec<String>) {
    let (site, mut diagnostics) = site::build(report, sources);
    let Some(site) = site else { return (Files::new(), diagnostics, Vec::new()) };
    let files = Mutex::new(Files::new());
    let delivered = site.render(|path, bytes| {
        files.lock().unwrap().insert(path.as_str().to_owned(), bytes.to_vec());
        Ok::<(), Infallible>(())
    });
    let Ok(more) = delivered;
    diagnostics.extend(more);
    (files.into_inner().unwrap(), diagnostics, site.notes())
}

#[test]
fn sites_are_as_accepted() {
    for case in cases() {
        let name = case.file_name().unwrap().to_str().unwrap();
        let (sources, report) = read(name);
        let (files, diagnostics, notes) = build(&report, &sources);
        let mut messages = render(&sources, &diagnostics, Palette::Plain);
        notes.iter().for_each(|note| writeln!(messages, "note: {note}").unwrap());
        check_golden(&case.join("messages.txt"), &messages);
        let paths: String = files.keys().map(|path| format!("{path}\n")).collect();
        check_golden(&case.join("paths.txt"), &paths);
        for page in golden_pages(&case.join("out")) {
            let path = page.strip_prefix(case.join("out")).unwrap().to_str().unwrap();
            let got = files.get(path).unwrap_or_else(|| panic!("{name} has no `{path}`"));
            check_golden(&page, &without_drawings(std::str::from_utf8(got).unwrap()));
        }
    }
}

/// The page with its drawings left empty: those are held by `tests/charts/`.
fn without_drawings(page: &str) -> String {
    let mut parts = page.split("<svg");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (drawing, rest) = part.split_once("</svg>").unwrap();
        write!(text, "<svg{}></svg>{rest}", drawing.split('>').next().unwrap()).unwrap();
    }
    text
}

/// The files in `folder` and below it.
fn golden_pages(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { golden_pages(&path) } else { vec![path] }).collect()
}

#[test]
fn templates_get_what_the_contract_says() {
    let (sources, report) = read("small");
    let edition = report.latest();
    let theme = Theme::load(None, &sources).0.unwrap();
    let routes = Routes::new(edition.settings.url.as_deref());
    let frame = Frame { report: &report, sources: &sources, lineage: Lineage::of(&report.editions), routes, theme };
    let frame = &frame;
    let views = [
        ("404.html", serde_json::to_value(editions::not_found(frame))),
        ("aim.html", serde_json::to_value(aim::aim(frame, edition, &edition.aims[0]))),
        ("data.html", serde_json::to_value(data::data(frame, edition))),
        ("editions.html", serde_json::to_value(editions::editions(frame))),
        ("feed.xml", serde_json::to_value(feed::feed(frame))),
        ("history.html", serde_json::to_value(history::history(frame, "fires"))),
        ("overview.html", serde_json::to_value(overview::overview(frame, edition, Place::Overview(&edition.id)))),
        ("print.html", serde_json::to_value(print::print(frame, edition))),
        (
            "redirect.html",
            serde_json::to_value(redirect::redirect(frame, Place::History("old"), Place::History("fires"))),
        ),
        ("robots.txt", serde_json::to_value(feed::robots(frame))),
        ("sitemap.xml", serde_json::to_value(feed::sitemap(frame))),
    ];
    for (template, view) in views {
        let mut shape = BTreeMap::new();
        shape_of(&view.unwrap(), "", &mut shape);
        let text: String = shape.iter().map(|(field, kinds)| format!("{field}: {}\n", kinds.join(" or "))).collect();
        check_golden(&folder("contract").join(format!("{template}.txt")), &text);
    }
}

/// Every field with the kinds of value it has in this view.
fn shape_of(value: &Value, field: &str, shape: &mut BTreeMap<String, Vec<&'static str>>) {
    let kind = match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "number",
        Value::String(text) if text.contains('<') => "HTML",
        Value::String(_) => "text",
        Value::Array(items) => {
            items.iter().for_each(|item| shape_of(item, &format!("{field}[]"), shape));
            "list"
        }
        Value::Object(fields) => {
            let dot = if field.is_empty() { "" } else { "." };
            fields.iter().for_each(|(name, value)| shape_of(value, &format!("{field}{dot}{name}"), shape));
            return;
        }
    };
    let kinds = shape.entry(field.to_owned()).or_default();
    if !kinds.contains(&kind) {
        kinds.push(kind);
        kinds.sort_unstable();
    }
}

#[test]
fn every_number_of_threads_gives_the_same_bytes() {
    let (sources, report) = read("small");
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&report, &sources).0)
    };
    let one = with(1);
    assert!([2, 8].into_iter().all(|threads| with(threads) == one));
}

#[test]
fn every_link_within_the_site_lands() {
    let (sources, report) = read("small");
    let files = build(&report, &sources).0;
    let base = report.latest().settings.url.clone().unwrap();
    let mut links = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        let page = std::str::from_utf8(bytes).unwrap();
        for link in ["href=\"", "src=\"", "<loc>"].iter().flat_map(|start| page.split(start).skip(1)) {
            let link = link.split(['"', '<']).next().unwrap().replace("&amp;", "&");
            links += 1;
            let Some(to) = destination(path, &link, &base) else { continue };
            let (file, id) = to.split_once('#').unwrap_or((&to, ""));
            let file =
                if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file.to_owned() };
            let target = files.get(&file).unwrap_or_else(|| panic!("`{link}` on {path} leads to `{file}`"));
            let found = id.is_empty() || String::from_utf8_lossy(target).contains(&format!("id=\"{id}\""));
            assert!(found, "`{link}` on {path}: no such place");
        }
    }
    assert!(links > 100, "the pages have links");
}

/// Where `link` on the page `path` leads, below the site's root; `None` if it leads out.
fn destination(path: &str, link: &str, base: &str) -> Option<String> {
    if let Some(rest) = link.strip_prefix(base).or_else(|| link.strip_prefix("/report/")) {
        return Some(rest.to_owned());
    }
    if link.contains(':') {
        return None;
    }
    if link.starts_with('#') {
        return Some(format!("{path}{link}"));
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop().expect("no link leaves the site")),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn feed_and_sitemap_are_well_formed() {
    let (sources, report) = read("small");
    let files = build(&report, &sources).0;
    for name in ["feed.xml", "sitemap.xml"] {
        let mut reader = quick_xml::Reader::from_reader(&files[name][..]);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    let (sources, report) = read("small");
    for (path, bytes) in build(&report, &sources).0.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}");
    }
}
