//! YAML as a tree in which everything knows where it stands; the only file that knows the YAML library. In:
//! the text of a file and the span in it that is YAML. Out: a [`Node`], or the one mistake that stopped the
//! parser, worded by us and placed exactly. Scalars keep the spelling of the source, so `1.10`, `2019-06` and
//! `no` stay text. Anchors, aliases, tags and merge keys are refused: a report needs none of them, and every
//! bomb that can be written in YAML is made of them.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Options, Spanned, Tagged};

use super::yaml_fault::{self, Aim, Fault};
use crate::diag::Diagnostic;
use crate::prose::escaped_character;
use crate::source::lines::Lines;
use crate::source::tree::{Node, Text, Value};
use crate::source::{FileId, Span};

/// How deep maps and lists may stand in one another.
pub const MAX_DEPTH: usize = 32;
/// How many keys, values, lists and maps one text may have.
pub const MAX_NODES: usize = 20_000;
/// How many bytes all scalars together may have.
pub const MAX_SCALAR_BYTES: usize = 1 << 20;

/// Reads the YAML at `place` in `file`, the text of the whole file.
pub fn read(file: &str, place: Span) -> (Option<Node>, Vec<Diagnostic>) {
    let text = file.get(place.range()).unwrap_or_default();
    let origin = Origin { text, file: place.file, base: place.start as usize };
    if text.trim_end().is_empty() {
        return (Some(Node { value: Value::Null, span: place }), Vec::new());
    }
    match serde_yaml::from_str_with_options::<Spanned<Tagged<Raw>>>(text, options()) {
        Ok(raw) => {
            let mut diagnostics = Vec::new();
            let node = origin.node(raw, &mut diagnostics);
            (Some(node), diagnostics)
        }
        Err(error) => {
            let place = error.location().map_or(Place { bytes: None, line: 1, column: 1 }, Place::of);
            (None, vec![origin.diagnostic(yaml_fault::of(&error), place)])
        }
    }
}

fn options() -> Options {
    use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_total_scalar_bytes: MAX_SCALAR_BYTES,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        reject_unsupported_tags: true,
        strict_booleans: true,
        null_as_string: true,
        with_snippet: false,
    }
}

/// What the library hands over, before spans and spellings are settled.
enum Raw {
    Null,
    /// A scalar the library took for a number or a boolean: its spelling is in the source.
    Spelt,
    Text(String),
    List(Vec<Spanned<Tagged<Raw>>>),
    Map(Vec<RawEntry>),
}

type RawEntry = (Spanned<String>, Spanned<Tagged<Raw>>);

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text, a list or a map")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Spelt)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Spelt)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Spelt)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Spelt)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Spelt)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Spelt)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

/// Where the YAML came from.
struct Origin<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
}

impl Origin<'_> {
    fn node(&self, raw: Spanned<Tagged<Raw>>, diagnostics: &mut Vec<Diagnostic>) -> Node {
        let place = Place::of(raw.referenced);
        let Tagged(value, tag) = raw.value;
        if tag.is_some() {
            diagnostics.push(self.diagnostic(yaml_fault::tag(), place));
        }
        let span = self.span(place);
        match value {
            Raw::Null => Node { value: Value::Null, span },
            Raw::Spelt => Node { value: Value::Text(self.slice(span).to_owned()), span },
            Raw::Text(text) => {
                let text = Text { text, span };
                diagnostics.extend(escaped_character(&text, self.slice(span)));
                Node { value: Value::Text(text.text), span }
            }
            Raw::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| self.node(item, diagnostics)).collect();
                let end = items.last().map_or(span.end, |item| item.span.end);
                Node { value: Value::List(items), span: self.closed(span, end, ']') }
            }
            Raw::Map(entries) => {
                let entries = self.entries(entries, diagnostics);
                let end = entries.last().map_or(span.end, |(key, node)| node.span.end.max(key.span.end));
                Node { value: Value::Map(entries), span: self.closed(span, end, '}') }
            }
        }
    }

    /// The entries of a map, each key once: a key that comes again is a mistake, and the first stays.
    fn entries(&self, raw: Vec<RawEntry>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Text, Node)> {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut entries = Vec::new();
        for (key, value) in raw {
            let span = self.span(Place::of(key.referenced));
            let node = self.node(value, diagnostics);
            if let Some(first) = seen.get(&key.value) {
                let message = format!("`{}` stands here for the second time", key.value);
                let diagnostic =
                    Diagnostic::error("duplicate-key", message).at(span, "").also(*first, "the first time");
                diagnostics.push(diagnostic.help("keep one of the two lines"));
                continue;
            }
            seen.insert(key.value.clone(), span);
            let key = Text { text: key.value, span };
            diagnostics.extend(escaped_character(&key, self.slice(span)));
            entries.push((key, node));
        }
        entries
    }

    /// The span of a collection that starts where `start` does and whose last part ends at `end`, with the
    /// bracket that closes it if it was opened by one.
    fn closed(&self, start: Span, end: u32, bracket: char) -> Span {
        let end = end.max(start.start);
        let opened = matches!(self.text.as_bytes().get(start.start as usize - self.base), Some(b'[' | b'{'));
        let rest = self.text.get(end as usize - self.base..).unwrap_or_default();
        let close = rest.find(bracket).filter(|_| opened).map_or(0, |at| at + 1);
        Span { end: end + close as u32, ..start }
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize - self.base..span.end as usize - self.base).unwrap_or_default()
    }

    /// The span of `place`, always on characters and inside the text.
    fn span(&self, place: Place) -> Span {
        let start = match place.bytes {
            Some((start, _)) => start,
            None => offset_of(self.text, place.line, place.column),
        };
        let start = floor(self.text, start);
        let length = place.bytes.map_or(0, |(_, length)| length);
        let end = floor(self.text, start + length);
        let written = self.text[start..end].trim_end();
        Span::new(self.file, self.base + start, self.base + start + written.len())
    }

    fn diagnostic(&self, fault: Fault, place: Place) -> Diagnostic {
        let span = self.aimed(fault.aim, self.span(place));
        Diagnostic::error("yaml-syntax", fault.message).at(span, "").help(fault.help)
    }

    /// What to point at: a part of one line, and at least one character unless the text ends there.
    fn aimed(&self, aim: Aim, span: Span) -> Span {
        let (start, end) = (span.start as usize - self.base, span.end as usize - self.base);
        let (start, end) = match aim {
            Aim::Place => (start, end),
            Aim::Tab => {
                let line = self.text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
                let from = if self.text[line..start].trim().is_empty() { line } else { start };
                self.text[from..].find('\t').map_or((start, end), |at| (from + at, from + at + 1))
            }
            Aim::Control => {
                let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
                self.text[start..].find(control).map_or((start, end), |at| (start + at, start + at))
            }
            Aim::WordBefore(sign) => match self.text[..start].rfind(sign) {
                Some(last) => {
                    let at = self.text[..last].trim_end_matches(sign).len();
                    (at, self.text[at..start].find(char::is_whitespace).map_or(start, |length| at + length))
                }
                None => (start, end),
            },
        };
        let line = self.text[start..].find(['\n', '\r']).map_or(self.text.len(), |length| start + length);
        let first = self.text[start..line].chars().next().map_or(0, char::len_utf8);
        let end = floor(self.text, end.min(line).min(start + 80)).max(start + first);
        Span::new(self.file, self.base + start, self.base + end)
    }
}

/// A place as the library gives it: bytes if it knows them, else line and column in characters, from 1.
#[derive(Debug, Clone, Copy)]
struct Place {
    bytes: Option<(usize, usize)>,
    line: usize,
    column: usize,
}

impl Place {
    fn of(location: Location) -> Self {
        let span = location.span();
        let bytes = span.byte_offset().zip(span.byte_len()).map(|(at, length)| (at as usize, length as usize));
        Self { bytes, line: location.line() as usize, column: location.column() as usize }
    }
}

/// The last place at or before `at` where a character of `text` starts or the text ends.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The byte at which `column` (in characters) of `line` starts; both count from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let row = Lines::new(text.as_bytes()).range(line);
    row.start + text[row.clone()].char_indices().nth(column.saturating_sub(1)).map_or(row.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::source::{SafePath, SourceFile, Sources};
    use std::fmt::Write;

    /// A file id: the tests read one text only.
    fn file() -> FileId {
        let files = vec![SourceFile { path: SafePath::parse("aimline.yaml").unwrap(), bytes: Vec::new() }];
        Sources::new(files).iter().next().unwrap().0
    }

    /// The tree as one line, every scalar with the characters its span covers.
    fn shown(node: &Node, text: &str) -> String {
        let source = &text[node.span.range()];
        match &node.value {
            Value::Null => "null".into(),
            Value::Text(value) if value == source => value.clone(),
            Value::Text(value) => format!("{value:?} from {source:?}"),
            Value::List(items) => {
                format!("[{}]", items.iter().map(|item| shown(item, text)).collect::<Vec<_>>().join("; "))
            }
            Value::Map(entries) => {
                let mut out = String::new();
                for (key, value) in entries {
                    assert_eq!(text[key.span.range()].trim_matches(['"', '\'']), key.text, "the span of a key");
                    let _ =
                        write!(out, "{}{}={}", if out.is_empty() { "" } else { "; " }, key.text, shown(value, text));
                }
                format!("{{{out}}}")
            }
        }
    }

    fn check(yaml: &str, expect: &str) {
        let text = format!("---\n{yaml}");
        let (node, diagnostics) = read(&text, Span::new(file(), 4, text.len()));
        let found = match (node, diagnostics.first()) {
            (Some(node), None) => shown(&node, &text),
            (_, Some(fault)) => {
                let span = fault.primary.as_ref().unwrap().span;
                let before = &text[..span.start as usize];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
                assert!(fault.help.is_some(), "no help for {yaml:?}");
                format!("{line}:{column} {}", fault.message)
            }
            both => panic!("a tree or a fault, not {both:?}"),
        };
        assert_eq!(found, expect, "for {yaml:?}");
    }

    #[test]
    fn scalars_stay_as_written() {
        check(
            "a: 1.10\nb: 2019-06\nc: no\nd: 007\ne: 1_000\nf: .nan\ng: 1e999",
            "{a=1.10; b=2019-06; c=no; d=007; e=1_000; f=.nan; g=1e999}",
        );
        check(
            "a: true\nb: 12345678901234567890123\nc: ~\nd:\ne: 0x1F",
            "{a=true; b=12345678901234567890123; c=null; d=null; e=0x1F}",
        );
        check("a: £5 “quoted” – text # a comment\nb: x", "{a=£5 “quoted” – text; b=x}");
        check("a: \"x: \\\"y\\\"\"\nb: 'it''s'", r#"{a="x: \"y\"" from "\"x: \\\"y\\\"\""; b="it's" from "'it''s'"}"#);
        check("a: \".nan\"", r#"{a=".nan" from "\".nan\""}"#);
    }

    #[test]
    fn every_fault_is_placed_and_worded() {
        for (yaml, expect) in [
            ("a: 1\n\tb: 2", "3:1 a tab character stands in the indentation"),
            ("a:\n\t- b", "3:1 a tab character stands in the indentation"),
            ("a: 1\nb: c: d", "3:5 a colon cannot stand here"),
            ("a: 1\n  b: 2", "3:4 a colon cannot stand here"),
            (" a: 1\nb: 2", "3:1 this line is not indented like the lines it belongs to"),
            ("a: [x, y", "2:4 a bracket opens here and is never closed by its partner"),
            ("a: [x}", "2:4 a bracket opens here and is never closed by its partner"),
            ("a: [x]]", "2:7 a closing bracket stands here without an opening one"),
            ("t: [28%](=x) more", "2:9 this does not fit after what stands before it"),
            ("a: 'x", "2:4 a quotation mark opens here and is never closed"),
            ("a: 'x' y", "2:8 the text goes on after its closing quotation mark"),
            ("a: \"x\\q\"", "2:4 this text has a backslash that means nothing"),
            ("a: @x", "2:4 a text cannot start with `@`"),
            ("a: `x`", "2:4 a text cannot start with a backtick"),
            ("a: é\u{1}", "2:5 an invisible control character stands here"),
            ("a: *x", "2:4 a word that starts with `*` repeats another place, which a report cannot do"),
            (
                "a: &x y\nb: *x",
                "2:4 a word that starts with `&` names a place to be repeated, which a report cannot do",
            ),
            ("a: !!str x", "2:4 a word that starts with `!` is a YAML tag, which a report cannot have"),
            ("a: !own x", "2:4 a word that starts with `!` is a YAML tag, which a report cannot have"),
            ("<<: {a: b}", "2:1 `<<` merges another map, which a report cannot do"),
            ("a: 1\n---\nb: 2", "4:1 a second YAML document starts before this"),
            ("- a\nb: c", "3:1 this follows a list but does not start with a hyphen"),
            ("a: - b", "2:4 a list with hyphens cannot start here"),
            ("[a, b]: c", "2:1 a key is a single text, not a list or a map"),
            ("a: x # y\n  z", "2:6 a comment that starts with `#` stands in the middle of a text"),
        ] {
            check(yaml, expect);
        }
    }

    #[test]
    fn bombs_are_refused_at_once() {
        let blocks: String = (0..10_000).map(|n| format!("{}k:\n", " ".repeat(n))).collect();
        check(&"[".repeat(10_000), "2:256 lists and maps stand inside one another more than 32 deep");
        check(&blocks, "34:33 lists and maps stand inside one another more than 32 deep");
        check(&"- a\n".repeat(30_000), "20001:3 there are more than 20000 keys and values");
        check(&format!("a: {}", "x".repeat(2 << 20)), "2:4 the texts here have more than 1024 KiB");
    }

    #[test]
    fn repeated_keys_are_all_listed_and_the_first_stays() {
        let text = "a: 1\nb: {c: 1, c: 2}\na: 3\n";
        let (node, diagnostics) = read(text, Span::new(file(), 0, text.len()));
        assert_eq!(shown(&node.unwrap(), text), "{a=1; b={c=1}}");
        let places: Vec<usize> = diagnostics.iter().map(|d| d.primary.as_ref().unwrap().span.range().start).collect();
        assert_eq!(places, [15, 21]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-c:\\-\\[\\]{}'\"#|>&*!%@`,? \n\t\u{e9}\u{feff}]{0,60}") {
            let (_, diagnostics) = read(&text, Span::new(file(), 0, text.len()));
            for label in diagnostics.iter().filter_map(|d| d.primary.as_ref()) {
                proptest::prop_assert!(text.get(label.span.range()).is_some(), "spans lie on characters");
            }
        }
    }

    #[test]
    fn collections_know_their_whole_place() {
        check("a: [x, 2, [y]]\nm: {k: v, \"2019-06\": w}", "{a=[x; 2; [y]]; m={k=v; 2019-06=w}}");
        let text = "a: [x, y]\nb: { k: v }\nc:\n  d: e\n";
        let (node, _) = read(text, Span::new(file(), 0, text.len()));
        let Value::Map(entries) = node.unwrap().value else { panic!("a map") };
        let places: Vec<&str> = entries.iter().map(|(_, node)| &text[node.span.range()]).collect();
        assert_eq!(places, ["[x, y]", "{ k: v }", "d: e"]);
    }
}
