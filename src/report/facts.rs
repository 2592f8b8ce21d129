//! The facts that an edition publishes: what readers are told, apart from how it looks. In: an edition and
//! its bound texts. Out: [`Facts`]: by page a list of names and short texts. A text that is long stands as its
//! digest and its first words. Places in files, positions in drawings, HTML and styles are no facts, so a new
//! theme changes none.

use std::collections::BTreeMap;

use super::edition::PlanEntry;
use super::{Aim, Bindings, Edition, Figure, Settings};
use crate::data::{Measure, Observation, Polarity, number};
use crate::prose::{Block, Bound, Inline, plain};
use crate::report::binding::bindings::{aim_bounds, paper_bounds};
use crate::report::binding::quantity::Outcome;
use crate::source::digest::digest;

/// What a page tells: the name of each fact and what it says.
pub type Told = BTreeMap<String, String>;

/// The facts of an edition: of its paper, and of each aim by slug.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Of the paper itself.
    pub paper: Told,
    /// Of each aim.
    pub aims: BTreeMap<String, Told>,
}

/// Texts up to this many bytes stand as they are.
const LITERAL: usize = 160;
/// Measures with more observations than this are told by one digest a series.
const SINGLE: usize = 2_000;

/// The facts of `edition`, whose bound texts are among `bindings`.
pub fn of(edition: &Edition, bindings: &Bindings) -> Facts {
    let teller = Teller { edition, bindings };
    let aims = edition.aims.iter().map(|aim| (aim.slug.to_string(), teller.aim(aim)));
    Facts { paper: teller.paper(), aims: aims.collect() }
}

/// The words of `blocks` as readers get them, numbers filled in.
pub fn words(blocks: &[Block], bindings: &Bindings) -> String {
    plain::blocks_text(blocks, &mut |bound| shown(bound, bindings))
}

/// The words of `inlines` as readers get them, numbers filled in.
pub fn line(inlines: &[Inline], bindings: &Bindings) -> String {
    plain::text_with(inlines, &mut |bound| shown(bound, bindings))
}

fn shown(bound: &Bound, bindings: &Bindings) -> String {
    bindings.at(bound.span).map_or_else(|| bound.text.text.clone(), |binding| binding.shown.clone())
}

struct Teller<'a> {
    edition: &'a Edition,
    bindings: &'a Bindings,
}

impl Teller<'_> {
    fn paper(&self) -> Told {
        let edition = self.edition;
        let mut told = Told::new();
        add(&mut told, "title", edition.title());
        add(&mut told, "date", &edition.date.to_string());
        add(&mut told, "published by", &edition.settings.body);
        add_some(&mut told, "meeting", edition.meeting.as_deref());
        add_some(&mut told, "agenda item", edition.agenda_item.as_deref());
        add_some(&mut told, "attribution", edition.settings.attribution.as_deref());
        add(&mut told, "notice", &line(&edition.settings.notice, self.bindings));
        add(&mut told, "words", &words(&edition.paper, self.bindings));
        for (at, entry) in edition.plan.iter().enumerate() {
            add(&mut told, &format!("plan {:03}", at + 1), &self.planned(entry));
        }
        self.numbers(&paper_bounds(edition), &mut told);
        told
    }

    fn planned(&self, entry: &PlanEntry) -> String {
        match entry {
            PlanEntry::Reported(at) => self.edition.aims.get(*at).map(|aim| aim.title.clone()).unwrap_or_default(),
            PlanEntry::NotReported { aim, because: None, .. } => format!("{aim}: not reported"),
            PlanEntry::NotReported { aim, because: Some(because), .. } => {
                format!("{aim}: not reported, {}: {}", because.date, line(&because.reason, self.bindings))
            }
        }
    }

    fn aim(&self, aim: &Aim) -> Told {
        let mut told = Told::new();
        add(&mut told, "title", &aim.title);
        add_some(&mut told, "measured by", aim.measure.as_deref());
        add(&mut told, "status", &aim.status.words());
        add_some(&mut told, "headline", aim.headline().map(|measure| measure.label.as_str()));
        add(&mut told, "sources", &sources(&self.edition.settings, &aim.sources));
        let voices =
            [("introduction", &aim.introduction), ("commentary", &aim.commentary), ("response", &aim.response)];
        for (name, blocks) in voices {
            add(&mut told, &format!("words of the {name}"), &words(blocks, self.bindings));
        }
        for (at, section) in aim.sections.iter().enumerate() {
            let text =
                format!("{}\n\n{}", line(&section.heading, self.bindings), words(&section.blocks, self.bindings));
            add(&mut told, &format!("words of section {}", at + 1), &text);
        }
        aim.measures.iter().for_each(|measure| self.measure(measure, &mut told));
        aim.figures.iter().for_each(|figure| self.figure(figure, &mut told));
        self.numbers(&aim_bounds(aim), &mut told);
        told
    }

    fn measure(&self, measure: &Measure, told: &mut Told) {
        let name = format!("measure {}", measure.id);
        add(told, &name, &definition(measure, &self.edition.settings));
        let is_long = measure.series.iter().map(|series| series.observations.len()).sum::<usize>() > SINGLE;
        for series in &measure.series {
            let name = format!("{name}, {}", series.name);
            let values = series.observations.iter().map(|observation| (observation.period.id(), value(observation)));
            match is_long {
                true => {
                    let all: String = values.map(|(period, value)| format!("{period} {value}\n")).collect();
                    add(told, &name, &all);
                }
                false => values.for_each(|(period, value)| add(told, &format!("{name}, {period}"), &value)),
            }
        }
    }

    fn figure(&self, figure: &Figure, told: &mut Told) {
        let chart = &figure.chart;
        let name = format!("figure {}", figure.id);
        add(told, &format!("{name}, title"), &line(&figure.title, self.bindings));
        add(told, &format!("{name}, second title"), chart.subtitle());
        add(told, &format!("{name}, summary"), chart.summary());
        add(told, &format!("{name}, notes"), &chart.notes().join("\n"));
        add(told, &format!("{name}, kind"), chart.kind());
        add(told, &format!("{name}, data"), &chart.csv());
        add(told, &format!("{name}, sources"), &sources(&self.edition.settings, &figure.sources));
    }

    fn numbers(&self, bounds: &[&Bound], told: &mut Told) {
        for binding in bounds.iter().filter_map(|bound| self.bindings.at(bound.span)) {
            let worth = match &binding.outcome {
                Outcome::Quantity(quantity) => number::plain(quantity.value.normalize()),
                Outcome::Truth { holds, .. } => if *holds { "holds" } else { "does not hold" }.to_owned(),
            };
            let name = format!("number {}", binding.expression);
            add(told, &name, &format!("{} ({worth})", binding.shown));
        }
    }
}

/// A measure's definition in a line: what is counted, in what, how often, against what.
pub fn definition(measure: &Measure, settings: &Settings) -> String {
    let better = match measure.better {
        Polarity::Lower => "lower is better",
        Polarity::Higher => "higher is better",
        Polarity::Neither => "neither is better",
    };
    let mut parts = vec![
        measure.label.clone(),
        measure.unit.words().to_owned(),
        measure.kind.name().to_owned(),
        better.to_owned(),
        format!("area {}", measure.area),
    ];
    parts.extend(measure.baseline.map(|baseline| format!("baseline {}", baseline.id())));
    parts.extend(measure.target.map(|target| format!("target {target}")));
    parts.extend(measure.comparator.as_ref().map(|name| format!("compared with {name}")));
    if !measure.sources.is_empty() {
        parts.push(sources(settings, &measure.sources));
    }
    parts.join("; ")
}

/// Publications as readers know them.
pub fn sources(settings: &Settings, ids: &[String]) -> String {
    let known = ids.iter().filter_map(|id| settings.publications.get(id));
    known.map(|publication| format!("{}, {}", publication.title, publication.publisher)).collect::<Vec<_>>().join("; ")
}

/// An observation in a line: value, interval, sample, marks.
fn value(observation: &Observation) -> String {
    let mut text = observation.value.map_or_else(|| "no value".to_owned(), |value| value.to_string());
    if let Some((low, high)) = observation.interval {
        text += &format!(" ({low} to {high})");
    }
    if let Some(n) = observation.n {
        text += &format!(" of {n}");
    }
    if !observation.marks.is_empty() {
        text += &format!(" {}", observation.marks);
    }
    text
}

fn add_some(told: &mut Told, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        add(told, name, text);
    }
}

/// Adds a fact unless it says nothing. Of several with one name the later ones are numbered.
fn add(told: &mut Told, name: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let name: String = name.chars().map(|c| if c == '=' || c.is_control() { ' ' } else { c }).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut free = name.clone();
    let mut count = 1;
    while told.contains_key(&free) {
        count += 1;
        free = format!("{name} ({count})");
    }
    told.insert(free, said(text));
}

/// `text` in one line: itself, or its digest and its first words.
fn said(text: &str) -> String {
    let is_plain = text == text.trim() && !text.chars().any(char::is_control) && !text.starts_with("sha256:");
    if is_plain && text.len() <= LITERAL {
        return text.to_owned();
    }
    let first: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(50).collect();
    let first: String = first.chars().filter(|c| !c.is_control()).collect();
    format!("sha256:{} “{}…”", digest(text.as_bytes()), first.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stand_as_they_are_and_long_ones_as_digests() {
        let mut told = Told::new();
        add(&mut told, "a = b\tc", "28,648");
        add(&mut told, "a b c", "two\nlines");
        add(&mut told, "empty", "");
        let long = format!("sha256:{} “two lines…”", digest(b"two\nlines"));
        assert_eq!(told, [("a b c", "28,648"), ("a b c (2)", long.as_str())].map(|(a, b)| (a.into(), b.into())).into());
    }
}
