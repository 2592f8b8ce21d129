//! The figures of an aim. In: `charts:` as written, the aim's measures, and its text, which places them. Out:
//! figures in the order of the page, numbered from 1: those the introduction places, those nothing places,
//! those the rest of the text places.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Notes, names, words};
use crate::chart::{self, Chart, ChartSpec};
use crate::data::Measure;
use crate::diag::{Diagnostic, nearest};
use crate::prose::walk::{Part, walk};
use crate::prose::{Block, BlockKind, Inline};
use crate::report::{Aim, Figure};
use crate::source::Span;
use crate::source::tree::{Node, Text, Value};

/// What a page says about its figures.
pub struct Written<'a> {
    /// The text of the page's file.
    pub file: &'a str,
    /// `charts:`
    pub charts: &'a [(Text, Node)],
}

/// The figures of `aim`, which has its measures and its text.
pub fn read(written: &Written<'_>, aim: &Aim, notes: &mut Notes) -> Vec<Figure> {
    let places = places(written, aim, notes);
    let mut figures: Vec<Figure> =
        written.charts.iter().filter_map(|(id, node)| figure(written, aim, id, node, notes)).collect();
    for figure in &mut figures {
        figure.placed = places.contains_key(&figure.id);
    }
    let first = aim.introduction.last().map_or(0, |block| block.span.end);
    figures.sort_by_key(|figure| match places.get(&figure.id) {
        Some(place) if place.start < first => (0, place.start),
        None => (1, 0),
        Some(place) => (2, place.start),
    });
    for (at, figure) in figures.iter_mut().enumerate() {
        figure.number = at + 1;
    }
    figures
}

/// Where the text places each chart. One that is not defined, or placed twice, is an error.
fn places(written: &Written<'_>, aim: &Aim, notes: &mut Notes) -> BTreeMap<String, Span> {
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    for id in aim.texts().flat_map(placed) {
        if written.charts.iter().all(|(known, _)| known.text != id.text) {
            notes.push(unknown_chart(written, id));
        } else if let Some(first) = places.get(&id.text) {
            let message = format!("the text places the chart `{}` for the second time", id.text);
            let diagnostic = Diagnostic::error("chart-twice", message).at(id.span, "").also(*first, "the first time");
            notes.push(diagnostic.help(format!("keep one, and write `[text](chart:{})` to link to it", id.text)));
        } else {
            places.insert(id.text.clone(), id.span);
        }
    }
    places
}

fn placed(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Block(Block { kind: BlockKind::Chart(id), .. }) = part {
            found.push(id);
        }
    });
    found
}

fn unknown_chart(written: &Written<'_>, id: &Text) -> Diagnostic {
    let help = match nearest(&id.text, written.charts.iter().map(|(known, _)| known.text.as_str())) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "define it under `charts:` in the front matter".into(),
    };
    Diagnostic::error("unknown-chart", format!("there is no chart `{}`", id.text)).at(id.span, "").help(help)
}

fn figure(written: &Written<'_>, aim: &Aim, id: &Text, node: &Node, notes: &mut Notes) -> Option<Figure> {
    notes.extend(names::fault_of_id(id));
    let title = title(written, id, node, notes);
    let spec = ChartSpec::read(id, node, notes)?;
    let (chart, used) = plan(written, aim, &spec, notes);
    let chart = chart?;
    Some(Figure {
        id: id.text.clone(),
        number: 0,
        title: title?,
        chart,
        sources: sources(aim, &used),
        placed: false,
        span: id.span,
    })
}

fn title(written: &Written<'_>, id: &Text, node: &Node, notes: &mut Notes) -> Option<Vec<Inline>> {
    let Value::Map(entries) = &node.value else { return None };
    match entries.iter().find(|(key, _)| key.text == "title").map(|(_, node)| node) {
        Some(Node { value: Value::Text(text), span }) if !text.trim().is_empty() => {
            Some(words::inline(written.file, &Text { text: text.clone(), span: *span }, notes))
        }
        found => {
            let message = format!("the chart `{}` has no `title`", id.text);
            let diagnostic = Diagnostic::error("missing-key", message).at(found.map_or(id.span, |node| node.span), "");
            notes.push(diagnostic.help("add `title: …`, a sentence that says what the chart shows"));
            None
        }
    }
}

/// The chart and the measures it was made from, whatever key names them. A measure that is declared but could
/// not be made was reported already.
fn plan<'a>(
    written: &Written<'_>,
    aim: &'a Aim,
    spec: &ChartSpec,
    notes: &mut Notes,
) -> (Option<Chart>, Vec<&'a Measure>) {
    let known: Vec<&str> = aim.measures.iter().map(|measure| measure.id.as_str()).collect();
    let used = RefCell::new(Vec::new());
    let find = |name: &str| aim.measure(name).inspect(|measure| used.borrow_mut().push(*measure));
    let (chart, faults) = chart::plan(spec, &find, &known);
    let declared = |place: Span| {
        let name = written.file.get(place.range()).unwrap_or_default().trim_matches(['"', '\'']);
        aim.unread.has(name)
    };
    let is_echo = |fault: &Diagnostic| {
        fault.rule == "unknown-measure" && fault.primary.as_ref().is_some_and(|label| declared(label.span))
    };
    notes.extend(faults.into_iter().filter(|fault| !is_echo(fault)));
    (chart, used.into_inner())
}

/// The publications that `measures` come from: their own, else the aim's.
fn sources(aim: &Aim, measures: &[&Measure]) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for measure in measures {
        let own = if measure.sources.is_empty() { &aim.sources } else { &measure.sources };
        sources.extend(own.iter().filter(|id| !sources.contains(id)).cloned().collect::<Vec<_>>());
    }
    sources
}
