//! The whole program in memory, without a disk: a report's files in, its site out, or what is wrong with it.
//! Whatever comes out has been looked at: messages must be such that a person can act on them.

use std::collections::BTreeMap;
use std::sync::Mutex;

use aimline::diag::{self, Diagnostic, Severity, text::Palette};
use aimline::pipeline::{self, Request};
use aimline::source::{SafePath, SourceFile, Sources};

/// A site: its files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The site of `sources` with the warnings, or all diagnostics if there is an error among them.
pub fn build(sources: &Sources) -> Result<(Files, Vec<Diagnostic>), Vec<Diagnostic>> {
    let request = Request::default();
    let reading = pipeline::read(sources, Vec::new(), &request);
    let Some(report) = reading.publishable() else { return Err(reading.diagnostics) };
    let (site, mut found) = pipeline::site(report, sources, &request);
    found.splice(0..0, reading.diagnostics.iter().cloned());
    let files = Mutex::new(Files::new());
    if let Some(site) = site.filter(|_| !has_errors(&found)) {
        let keep = |path: &SafePath, bytes: &[u8]| {
            let before = files.lock().unwrap().insert(path.as_str().to_owned(), bytes.to_vec());
            assert!(before.is_none(), "`{path}` is delivered once");
            Ok::<(), ()>(())
        };
        found.extend(site.render(keep).unwrap());
    }
    match has_errors(&found) {
        true => Err(found),
        false => Ok((files.into_inner().unwrap(), found)),
    }
}

/// The site of `sources`, which have no errors.
#[track_caller]
pub fn site(sources: &Sources) -> Files {
    match build(sources) {
        Ok((files, _)) => files,
        Err(found) => panic!("the report is sound:\n{}", diag::text::render(sources, &found, Palette::Plain)),
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// `sources` with the file `path` holding `bytes`, or without it.
pub fn with(sources: &Sources, path: &str, bytes: Option<&[u8]>) -> Sources {
    let path = SafePath::parse(path).unwrap();
    let others = sources.iter().map(|(_, file)| file.clone()).filter(|file| file.path != path);
    let changed = bytes.map(|bytes| SourceFile { path: path.clone(), bytes: bytes.to_vec() });
    Sources::new(others.chain(changed).collect())
}

/// `sources` with `old` in the file `path` replaced by `new`; it stands there.
#[track_caller]
pub fn edited(sources: &Sources, path: &str, old: &str, new: &str) -> Sources {
    let text = String::from_utf8(sources.find(path).unwrap().1.bytes.clone()).unwrap();
    assert!(text.contains(old), "`{path}` has the text `{old}`");
    with(sources, path, Some(text.replacen(old, new, 1).as_bytes()))
}

/// What is wrong with the messages themselves: no place, no help, a place that cuts a character in two, a
/// shape people do not expect, or characters a terminal would obey.
pub fn faults_of_messages(sources: &Sources, found: &[Diagnostic]) -> Vec<String> {
    let mut faults: Vec<String> = found.iter().flat_map(|one| faults_of_message(sources, one)).collect();
    let shown = [
        diag::text::render(sources, found, Palette::Plain),
        diag::json::render(sources, found, None),
        diag::github::render(sources, found, ""),
    ];
    for text in &shown {
        if let Some(c) = text.chars().find(|c| is_obeyed(*c)) {
            faults.push(format!("a message holds {c:?} as it is"));
        }
    }
    // Lines of source are cut to a width, so the limit on the number of messages bounds the text.
    if shown[0].len() > 256 << 10 {
        faults.push(format!("the messages are {} bytes long", shown[0].len()));
    }
    faults
}

fn faults_of_message(sources: &Sources, one: &Diagnostic) -> Vec<String> {
    let mut faults = Vec::new();
    let mut wrong = |what: &str| faults.push(format!("{what}: {one:?}").chars().take(600).collect());
    if one.primary.is_none() && one.path.is_none() {
        wrong("a message without a place");
    }
    if one.help.as_ref().is_none_or(|help| help.trim().is_empty()) {
        wrong("a message without help");
    }
    if one.message.trim().is_empty() || one.message.ends_with('.') || one.message.starts_with(char::is_uppercase) {
        wrong("a message is not in the usual shape");
    }
    for label in one.primary.iter().chain(&one.secondary) {
        let file = sources.file(label.span.file);
        let range = label.span.range();
        let Some(bytes) = file.bytes.get(range.clone()) else {
            wrong("a place outside its file");
            continue;
        };
        // Other encodings are the business of the message that says so.
        if std::str::from_utf8(&file.bytes).is_ok() && std::str::from_utf8(bytes).is_err() {
            wrong("a place that cuts a character in two");
        }
    }
    faults
}

/// Whether a terminal or a reader's eye would be led by `c`, rather than shown it.
pub fn is_obeyed(c: char) -> bool {
    let is_hidden = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}');
    is_hidden || (c.is_control() && c != '\n')
}
