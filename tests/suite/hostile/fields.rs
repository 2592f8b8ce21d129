//! Every hostile text in every place a report has for text. `tests/hostile/fields.out` tells which places
//! refuse a text and by which rule; in all others it is published, and is text and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aimline::pipeline::{self, Request};
use aimline::source::Sources;

use super::{Rules, answer, assert_none, check_golden, files, rules, said};

const REPORT: &str = include_str!("../../hostile/report.txt");

/// Hostile texts, each with a name.
pub fn texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&str, String)> = TEXTS.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    texts.push(("long word", "W".repeat(300)));
    texts.push(("many words", "word ".repeat(2000)));
    texts.push(("accents on accents", format!("a{}b", "\u{301}".repeat(400))));
    texts.push(("many brackets", "[".repeat(20_000)));
    texts.push(("many parentheses", "](".repeat(5_000)));
    texts.push(("many stars", "*a_".repeat(5_000)));
    texts.push(("many pipes", "|".repeat(5_000)));
    texts
}

const TEXTS: [(&str, &str); 53] = [
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

/// The report with `put` in its places, by name; the others keep their text.
pub fn report(put: &BTreeMap<&str, &str>) -> Sources {
    let (texts, places) = parts();
    let mut fixture = format!("---{}", texts[0]);
    for (place, after) in places.iter().zip(&texts[1..]) {
        let text = put.get(place.name).copied().unwrap_or(place.text);
        match place.in_yaml {
            true => fixture.push_str(&yaml(text)),
            false => fixture.push_str(text),
        }
        fixture.push_str(after);
    }
    Sources::new(files(&fixture))
}

/// `text` as a quoted YAML value, with escapes for what may not stand in a file.
fn yaml(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{FEFF}' | '\u{FFFF}' | '\u{FDD0}') => {
                write!(quoted, "\\u{:04x}", u32::from(c)).unwrap();
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn refused(sources: &Sources) -> Rules {
    rules(&pipeline::read(sources, Vec::new(), &Request::default()).diagnostics)
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
        let start = std::time::Instant::now();
        writeln!(told, "{name}").unwrap();
        let mut accepted: BTreeMap<&str, &str> = BTreeMap::new();
        for place in places() {
            let sources = report(&BTreeMap::from([(place.name, text.as_str())]));
            let by = refused(&sources);
            match by.is_empty() {
                true => _ = accepted.insert(place.name, &text),
                false => {
                    let (_, wrong) = answer(&sources);
                    faults.extend(wrong.into_iter().map(|fault| format!("{name} in {}: {fault}", place.name)));
                    writeln!(told, "  {}: {}", place.name, said(&by)).unwrap();
                }
            }
        }
        eprintln!("T {name} {:?}", start.elapsed());
        faults.extend(all_at_once(name, &accepted));
        eprintln!("T {name} {:?}", start.elapsed());
    }
    check_golden("fields.out", &told);
    assert_none(&faults);
}

/// What is wrong with the site that has one text in all the places that accept it; where they get in each
/// other's way, with each site.
fn all_at_once(name: &str, accepted: &BTreeMap<&str, &str>) -> Vec<String> {
    let (rules, faults) = answer(&report(accepted));
    if rules.is_empty() {
        return faults.into_iter().map(|fault| format!("{name} everywhere: {fault}")).collect();
    }
    let one = |(place, text): (&&str, &&str)| {
        let (rules, faults) = answer(&report(&BTreeMap::from([(*place, *text)])));
        let late = (!rules.is_empty()).then(|| format!("is refused only when built: {}", said(&rules)));
        faults.into_iter().chain(late).map(|fault| format!("{name} in {place}: {fault}")).collect::<Vec<_>>()
    };
    accepted.iter().flat_map(one).collect()
}
