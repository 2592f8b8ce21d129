//! Every hostile text in every place a report has for text. `tests/hostile/fields.out` tells which places
//! refuse a text and by which rule; in all others it is published, and is text and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use aimline::diag::Severity;
use aimline::pipeline::{self, Request};
use aimline::source::Sources;

use super::{Rules, answer, assert_none, check_golden, files, said};

const REPORT: &str = include_str!("../../hostile/report.txt");

/// Hostile texts, each with a name.
pub fn texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&str, String)> = TEXTS.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    texts.push(("long word", "W".repeat(300)));
    texts.push(("many words", "word ".repeat(200)));
    texts.push(("accents on accents", format!("a{}b", "\u{301}".repeat(400))));
    texts.push(("many brackets", "[".repeat(2000)));
    texts.push(("many parentheses", "](".repeat(1000)));
    texts.push(("many stars", "*a_".repeat(1000)));
    texts.push(("many pipes", "|".repeat(1000)));
    texts
}

const TEXTS: [(&str, &str); 55] = [
    ("script", "<script>alert(1)</script>"),
    ("image with handler", "<img src=x onerror=alert(1)>"),
    ("drawing with handler", "\"><svg onload=alert(1)>"),
    ("attribute", "\" onfocus=\"alert(1)\" autofocus=\""),
    ("attribute, single", "' onmouseover='alert(1)"),
    ("attribute, bare", "x onclick=alert(1)"),
    ("end of title", "</title><script>alert(1)</script>"),
    ("end of drawing", "</text></svg><script>alert(1)</script>"),
    ("comment", "--><!-- x"),
    ("cdata", "]]><![CDATA[x"),
    ("override as entity", "a&#x202e;b"),
    ("escape as entity", "a&#27;&#x9b;b"),
    ("entity", "&lt;script&gt;&#60;b&#62;&bogus;"),
    ("script address", "javascript:alert(1)"),
    ("script address, hidden", "JaVa\tScRiPt:alert(1)"),
    ("script link", "[x](javascript:alert(1))"),
    ("script link, entity", "[x](javascript&colon;alert(1))"),
    ("data link", "[x](data:text/html;base64,PHNjcmlwdD4=)"),
    ("automatic link", "<javascript:alert(1)>"),
    ("foreign image", "![x](https://evil.example/x.png)"),
    ("scheme-less link", "[x](//evil.example/)"),
    ("link out of the report", "[x](../../../etc/passwd)"),
    ("link to nothing", "[x](nowhere.md)"),
    ("heading attributes", "x {onclick=alert(1) #y .z}"),
    ("template", "{{ 7*7 }}{% include 'base.html' %}{# x #}"),
    ("shell", "$(id) `id` ${HOME} %(x)s"),
    ("command of a build service", "::error file=x::y"),
    ("group of a build service", "##[group]x"),
    ("formula", "=1+2"),
    ("formula, at", "@SUM(A1)"),
    ("formula behind a semicolon", "a;=cmd|'/c calc'!A0"),
    ("formula in full width", "＝1+2"),
    ("nothing", ""),
    ("a space", " "),
    ("no-break space", "\u{A0}"),
    ("null", "null"),
    ("zero byte", "a\0b"),
    ("escape", "a\u{1b}[31mb"),
    ("bell and backspace", "a\u{7}\u{8}b"),
    ("next line", "a\u{85}b"),
    ("line separator", "a\u{2028}b"),
    ("tab", "a\tb"),
    ("line feed", "a\nb"),
    ("carriage return", "a\rb"),
    ("override", "a\u{202E}b"),
    ("isolate", "\u{2066}a\u{2069}"),
    ("tags", "a\u{E0041}\u{E007F}"),
    ("zero width", "a\u{200B}b\u{200D}c"),
    ("byte order mark", "\u{FEFF}a"),
    ("no character", "a\u{FFFF}b\u{FDD0}"),
    ("right to left", "الشرطة والجريمة 28%"),
    ("emoji", "👩\u{200D}👩\u{200D}👧 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 🇬🇧"),
    ("full-width digits", "１２３"),
    ("not a number", "NaN"),
    ("infinite", "1e999"),
];

/// A place for a text in the report.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub name: &'a str,
    pub text: &'a str,
    /// Whether it is the value of a YAML key.
    in_yaml: bool,
}

/// The report as text and places by turns: it starts with a text.
fn parts() -> (Vec<&'static str>, Vec<Place<'static>>) {
    let (_, report) = REPORT.split_once("\n---").unwrap();
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    let mut pieces = report.split('«');
    texts.push(pieces.next().unwrap());
    for piece in pieces {
        let (place, after) = piece.split_once('»').unwrap();
        let (name, text) = place.split_once(": ").unwrap();
        let line = texts.last().unwrap().rsplit('\n').next().unwrap();
        let start = line.trim_start();
        let is_value = start == "- " || start.strip_suffix(": ").is_some_and(|key| !key.contains(' '));
        places.push(Place { name, text, in_yaml: is_value && line != "1. " && line != "- " });
        texts.push(after);
    }
    (texts, places)
}

pub fn places() -> Vec<Place<'static>> {
    parts().1
}

/// Where a place is: its name, the file and the bytes in it.
type Spot = (&'static str, String, Range<usize>);

/// The report with a text for every place; and where each place is: the file and the bytes in it.
fn filled<'p>(text_of: impl Fn(Place<'p>) -> &'p str) -> (Sources, Vec<Spot>)
where
    'static: 'p,
{
    let (texts, places) = parts();
    let mut fixture = format!("---{}", texts[0]);
    let mut spots = Vec::new();
    for (place, after) in places.iter().zip(&texts[1..]) {
        let text = text_of(*place);
        let start = fixture.len();
        match place.in_yaml {
            true => fixture.push_str(&yaml(text)),
            false => fixture.push_str(text),
        }
        let head = fixture[..start].rfind("--- ").filter(|at| fixture[..*at].ends_with('\n') || *at == 0);
        let head = head.expect("every place is in a file");
        let (path, _) = fixture[head + 4..].split_once('\n').unwrap();
        let file = head + 4 + path.len() + 1;
        spots.push((place.name, path.to_owned(), start - file..fixture.len() - file));
        fixture.push_str(after);
    }
    (Sources::new(files(&fixture)), spots)
}

/// The report with `put` in its places, by name; the others keep their text.
pub fn report(put: &BTreeMap<&str, &str>) -> Sources {
    filled(|place| put.get(place.name).copied().unwrap_or(place.text)).0
}

/// The report as it stands, as a text.
pub fn fixture() -> String {
    let (texts, places) = parts();
    let filled = places.iter().zip(&texts[1..]).map(|(place, after)| match place.in_yaml {
        true => format!("{}{after}", yaml(place.text)),
        false => format!("{}{after}", place.text),
    });
    format!("---{}{}", texts[0], filled.collect::<String>())
}

/// `text` as a quoted YAML value, with escapes: what may not stand in a file must not come in by them.
fn yaml(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            ' '..='~' => quoted.push(c),
            c => write!(quoted, "\\U{:08x}", u32::from(c)).unwrap(),
        }
    }
    quoted + "\""
}

/// Which of the places `put` refuse `text` and by which rules, as far as messages point at them.
fn refusals<'a>(put: &BTreeSet<&'a str>, text: &str) -> BTreeMap<&'a str, Rules> {
    let (sources, spots) = filled(|place| if put.contains(place.name) { text } else { place.text });
    let found = pipeline::read(&sources, Vec::new(), &Request::default()).diagnostics;
    let mut refused: BTreeMap<&str, Rules> = BTreeMap::new();
    for one in found.iter().filter(|one| one.severity == Severity::Error) {
        let Some(span) = one.primary.as_ref().map(|label| label.span) else { continue };
        let path = sources.file(span.file).path.as_str();
        let touches = |range: &Range<usize>| span.range().start <= range.end && range.start <= span.range().end;
        for (name, _, _) in spots.iter().filter(|(_, file, range)| file == path && touches(range)) {
            if let Some(name) = put.get(name) {
                refused.entry(name).or_default().insert(one.rule);
            }
        }
    }
    refused
}

#[test]
fn the_report_is_sound_as_it_stands() {
    let (rules, faults) = answer(&report(&BTreeMap::new()));
    assert_eq!((said(&rules).as_str(), faults), ("published", Vec::new()));
    assert!(places().len() > 45);
}

#[test]
fn hostile_text_is_text_or_refused() {
    let mut told = String::new();
    let mut faults = Vec::new();
    for (name, text) in texts() {
        let mut put: BTreeSet<&str> = places().iter().map(|place| place.name).collect();
        let mut refused: BTreeMap<&str, Rules> = BTreeMap::new();
        // One mistake can hide another, so those that refuse step back until nobody else does.
        let site = loop {
            let more = refusals(&put, &text);
            let sources = filled(|place| if put.contains(place.name) { &text } else { place.text }).0;
            if more.is_empty() {
                break sources;
            }
            if refused.is_empty() {
                faults.extend(answer(&sources).1.into_iter().map(|fault| format!("{name}: {fault}")));
            }
            put.retain(|place| !more.contains_key(place));
            refused.extend(more);
        };
        let (rules, wrong) = answer(&site);
        faults.extend(wrong.into_iter().map(|fault| format!("{name}: {fault}")));
        if !rules.is_empty() {
            refused.extend(one_by_one(&put, &text, &mut faults));
        }
        writeln!(told, "{name}").unwrap();
        let lines = by_rules(&refused);
        lines.iter().for_each(|(rules, places)| writeln!(told, "  {rules}: {}", places.join(", ")).unwrap());
    }
    check_golden("fields.out", &told);
    assert_none(&faults);
}

/// The places by the rules that refuse them.
fn by_rules<'a>(refused: &BTreeMap<&'a str, Rules>) -> BTreeMap<String, Vec<&'a str>> {
    let mut lines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    refused.iter().for_each(|(place, rules)| lines.entry(said(rules)).or_default().push(place));
    lines
}

/// What refuses `text` where the places get in each other's way or a message points at none of them.
fn one_by_one<'a>(put: &BTreeSet<&'a str>, text: &str, faults: &mut Vec<String>) -> BTreeMap<&'a str, Rules> {
    let mut refused = BTreeMap::new();
    for place in put {
        let (rules, wrong) = answer(&report(&BTreeMap::from([(*place, text)])));
        faults.extend(wrong.into_iter().map(|fault| format!("{place}: {fault}")));
        if !rules.is_empty() {
            refused.insert(*place, rules);
        }
    }
    refused
}
