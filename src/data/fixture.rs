//! Measures and their files written down in one text, for tests. The part `--- measures` holds one measure
//! a line, `name: {key: value, …}`, in the braces-and-brackets form of YAML; the other parts are files of
//! `data/`. What comes out is drawn as lines a person can read.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use super::spec::read_spec;
use super::{Measure, MeasureSpec, Table, read_table};
use crate::diag::Diagnostic;
use crate::source::tree::{Node, Text, Value};
use crate::source::{FileId, Sources, Span};

/// A fixture that has been read.
pub(super) struct Fixture {
    pub(super) sources: Sources,
    pub(super) specs: Vec<MeasureSpec>,
    pub(super) tables: BTreeMap<String, Table>,
    pub(super) faults: Vec<Diagnostic>,
}

pub(super) fn fixture(text: &str) -> Fixture {
    let sources = crate::source::text::sources(text);
    let (mut specs, mut tables, mut faults) = (Vec::new(), BTreeMap::new(), Vec::new());
    for (id, file) in sources.iter() {
        if file.path.as_str() == "measures" {
            for (name, node) in measures(id, std::str::from_utf8(&file.bytes).unwrap()) {
                let (spec, more) = read_spec(&name, &node);
                specs.extend(spec);
                faults.extend(more);
            }
        } else {
            let (table, more) = read_table(id, &file.bytes, "csv");
            faults.extend(more);
            tables.extend(table.map(|table| (file.path.as_str().replace("data/", ""), table)));
        }
    }
    Fixture { sources, specs, tables, faults }
}

impl Fixture {
    /// The measures and faults as lines: `name (unit, kind) own vs comparator`, a line a series, a line a fault.
    pub(super) fn drawn(&self, measures: &[Measure], faults: &[Diagnostic]) -> String {
        let mut lines: Vec<String> = measures.iter().flat_map(drawn).collect();
        lines.extend(self.faults.iter().chain(faults).map(|fault| self.fault(fault)));
        lines.join("\n")
    }

    fn fault(&self, fault: &Diagnostic) -> String {
        let at = |span: Span| {
            let text = String::from_utf8_lossy(&self.sources.file(span.file).bytes[span.range()]).into_owned();
            format!("{text} in {}", self.sources.file(span.file).path.file_name())
        };
        let primary = fault.primary.as_ref().map_or(String::new(), |label| at(label.span));
        let secondary: String = fault.secondary.iter().map(|label| format!(" & {}", at(label.span))).collect();
        format!("{}: {} ({primary}{secondary}); {}", fault.rule, fault.message, fault.help.as_deref().unwrap_or(""))
    }
}

fn drawn(measure: &Measure) -> Vec<String> {
    let against = measure.comparator.as_ref().map_or(String::new(), |name| format!(" against {name}"));
    let head =
        format!("{} ({}, {}) {}{against}", measure.label, measure.unit.words(), measure.kind.name(), measure.area);
    let series = measure.series.iter().map(|series| {
        let observations = series.observations.iter().map(|observation| {
            let value = observation.value.map_or("gap".to_owned(), super::number::plain);
            let interval = observation.interval.map_or(String::new(), |(low, high)| format!(" ({low} to {high})"));
            let n = observation.n.map_or(String::new(), |n| format!(" n={n}"));
            let marks = if observation.marks.is_empty() { String::new() } else { format!(" {}", observation.marks) };
            format!("{} {value}{marks}{interval}{n}", observation.period.id())
        });
        format!("  {}: {}", series.name, observations.collect::<Vec<_>>().join(", "))
    });
    std::iter::once(head).chain(series).collect()
}

fn measures(file: FileId, text: &str) -> Vec<(Text, Node)> {
    let mut reader = Reader { file, text, at: 0 };
    let mut list = Vec::new();
    while reader.skip() {
        let name = reader.text();
        reader.at += 1;
        list.push((name, reader.node()));
    }
    list
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn skip(&mut self) -> bool {
        self.at += self.text[self.at..].len() - self.text[self.at..].trim_start_matches([' ', '\n', ',']).len();
        self.at < self.text.len()
    }

    fn next(&self) -> char {
        self.text[self.at..].chars().next().unwrap_or('}')
    }

    fn text(&mut self) -> Text {
        self.skip();
        let quoted = self.next() == '"';
        let start = self.at + usize::from(quoted);
        let ends: &[char] = if quoted { &['"'] } else { &[':', ',', '}', ']', '\n'] };
        let end = self.text[start..].find(ends).map_or(self.text.len(), |length| start + length);
        self.at = end + usize::from(quoted);
        Text { text: self.text[start..end].to_owned(), span: Span::new(self.file, start, end) }
    }

    fn node(&mut self) -> Node {
        self.skip();
        let start = self.at;
        let open = self.next();
        let value = match open {
            '{' | '[' => {
                self.at += 1;
                let (mut map, mut list) = (Vec::new(), Vec::new());
                while self.skip() && !matches!(self.next(), '}' | ']') {
                    if open == '{' {
                        let name = self.text();
                        self.at += 1;
                        map.push((name, self.node()));
                    } else {
                        list.push(self.node());
                    }
                }
                self.at += 1;
                if open == '{' { Value::Map(map) } else { Value::List(list) }
            }
            _ => {
                let text = self.text();
                return Node { value: Value::Text(text.text), span: text.span };
            }
        };
        Node { value, span: Span::new(self.file, start, self.at) }
    }
}
