//! What changed from one edition to another. In: both, with the numbers in their prose. Out: [`Changes`]. Two
//! laws hold: an edition differs from itself in nothing, and turning the two round turns every change round.
//! A value that is only printed with more or fewer decimals is no change.

use std::collections::{BTreeMap, BTreeSet};

use super::sentences::sentences;
use super::words;
use crate::data::{Decimal, Marks, Measure, Period, number};
use crate::report::{Aim, Bindings, Edition, Figure, Lineage, facts};

/// Everything that differs. Aims go by their newest slug; `None` is the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Values and marks.
    pub observations: Vec<ObservationChange>,
    /// What things are called, how they are measured, how current they are, where they come from.
    pub definitions: Vec<TextChange>,
    /// Sentences.
    pub sentences: Vec<TextChange>,
    /// Figures.
    pub figures: Vec<FigureChange>,
}

/// A value and its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// The value, if there is one.
    pub value: Option<Decimal>,
    /// Its marks.
    pub marks: Marks,
}

/// Where an observation belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The aim.
    pub aim: String,
    /// The measure's id.
    pub measure: String,
    /// The series.
    pub area: String,
    /// When.
    pub period: Period,
}

/// An observation that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationChange {
    /// Which.
    pub spot: Spot,
    /// What it was; `None`: it was not there.
    pub old: Option<Given>,
    /// What it is; `None`: it is not there any more.
    pub new: Option<Given>,
}

/// What kind of change an observation made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// There is a value where there was none.
    New,
    /// Another value.
    Revised,
    /// There is no value where there was one.
    Withdrawn,
    /// The same value, or none, with other marks.
    Marks,
}

/// A text that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// The aim.
    pub aim: Option<String>,
    /// What it is: "status", "commentary".
    pub what: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

/// A figure that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// The aim.
    pub aim: String,
    /// Its id.
    pub figure: String,
    /// Its title then; `None`: it was not there.
    pub old: Option<String>,
    /// Its title now; `None`: it is not there any more.
    pub new: Option<String>,
    /// What differs: "title", "type", "data", "words".
    pub parts: Vec<&'static str>,
}

impl ObservationChange {
    /// What kind of change it is.
    pub fn kind(&self) -> ChangeKind {
        let value = |given: Option<Given>| given.and_then(|given| given.value);
        match (value(self.old), value(self.new)) {
            (None, Some(_)) => ChangeKind::New,
            (Some(_), None) => ChangeKind::Withdrawn,
            (Some(old), Some(new)) if !is_same(old, new) => ChangeKind::Revised,
            _ => ChangeKind::Marks,
        }
    }

    /// New minus old, if both are there.
    pub fn difference(&self) -> Option<Decimal> {
        self.new?.value?.checked_sub(self.old?.value?)
    }

    /// The difference in percent of the old value.
    pub fn percent(&self) -> Option<Decimal> {
        let hundred = self.difference()?.checked_mul(Decimal::ONE_HUNDRED)?;
        hundred.checked_div(self.old?.value?.abs()).map(|percent| number::round(percent, 1))
    }
}

impl Changes {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same seen from the other side.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        self.observations.iter_mut().for_each(|change| std::mem::swap(&mut change.old, &mut change.new));
        let texts = self.definitions.iter_mut().chain(&mut self.sentences);
        texts.for_each(|change| std::mem::swap(&mut change.old, &mut change.new));
        self.figures.iter_mut().for_each(|change| std::mem::swap(&mut change.old, &mut change.new));
        self
    }
}

/// What is needed besides the two editions.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Which aims of different editions are one.
    pub lineage: &'a Lineage,
    /// The numbers in the prose of both.
    pub bindings: &'a Bindings,
}

/// What changed from `old` to `new`.
pub fn changes(context: Context<'_>, old: &Edition, new: &Edition) -> Changes {
    let mut changes = Changes::default();
    let paper = |edition: &Edition| facts::words(&edition.paper, context.bindings);
    texts(&mut changes.definitions, None, &head(old), &head(new));
    prose(&mut changes.sentences, None, "paper", &paper(old), &paper(new));
    let by_slug = |edition: &'_ Edition| -> BTreeMap<String, usize> {
        let aims = edition.aims.iter().enumerate();
        aims.map(|(at, aim)| (context.lineage.newest(aim.slug.as_str()).to_owned(), at)).collect()
    };
    let (before, after) = (by_slug(old), by_slug(new));
    for slug in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let aim = |edition: &'_ Edition, places: &BTreeMap<String, usize>| {
            places.get(slug).map(|at| edition.aims[*at].clone())
        };
        of_aim(context, &mut changes, slug, (old, aim(old, &before)), (new, aim(new, &after)));
    }
    changes
}

type Side<'a> = (&'a Edition, Option<Aim>);

fn of_aim(context: Context<'_>, changes: &mut Changes, slug: &str, old: Side<'_>, new: Side<'_>) {
    let aim = Some(slug.to_owned());
    let defined = |(edition, aim): &Side<'_>| aim.as_ref().map(|aim| definitions(edition, aim)).unwrap_or_default();
    texts(&mut changes.definitions, aim.clone(), &defined(&old), &defined(&new));
    let told = |(_, aim): &Side<'_>| aim.as_ref().map(|aim| told(aim, context.bindings)).unwrap_or_default();
    let (before, after) = (told(&old), told(&new));
    for part in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let text = |all: &'_ BTreeMap<String, String>| all.get(part).cloned().unwrap_or_default();
        prose(&mut changes.sentences, aim.clone(), part, &text(&before), &text(&after));
    }
    let values = |aim: &Option<Aim>, other: &Option<Aim>| observations(slug, aim.as_ref(), other.as_ref());
    observed(&mut changes.observations, &values(&old.1, &new.1), &values(&new.1, &old.1));
    figures(context, &mut changes.figures, slug, old.1.as_ref(), new.1.as_ref());
}

fn head(edition: &Edition) -> BTreeMap<String, String> {
    let mut head = BTreeMap::from([("title".to_owned(), edition.title().to_owned())]);
    head.insert("publisher".into(), edition.settings.body.clone());
    head
}

/// What an aim is: its name, its status, its measures and where they come from.
fn definitions(edition: &Edition, aim: &Aim) -> BTreeMap<String, String> {
    let settings = &edition.settings;
    let mut all = BTreeMap::from([
        ("aim".to_owned(), aim.title.clone()),
        ("status".to_owned(), aim.status.words()),
        ("sources".to_owned(), facts::sources(settings, &aim.sources)),
    ]);
    all.extend(aim.measure.clone().map(|measure| ("measured by".to_owned(), measure)));
    let measures = aim.measures.iter();
    all.extend(measures.map(|measure| (format!("measure {}", measure.id), facts::definition(measure, settings))));
    all.retain(|_, text| !text.is_empty());
    all
}

fn told(aim: &Aim, bindings: &Bindings) -> BTreeMap<String, String> {
    let parts = [("introduction", &aim.introduction), ("commentary", &aim.commentary), ("response", &aim.response)];
    let mut all: BTreeMap<String, String> =
        parts.into_iter().map(|(name, blocks)| (name.to_owned(), facts::words(blocks, bindings))).collect();
    for section in &aim.sections {
        let text = all.entry(facts::line(&section.heading, bindings)).or_default();
        text.push('\n');
        text.push_str(&facts::words(&section.blocks, bindings));
    }
    all
}

fn texts(
    changes: &mut Vec<TextChange>,
    aim: Option<String>,
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) {
    for what in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (old.get(what).cloned(), new.get(what).cloned());
        if old != new {
            changes.push(TextChange { aim: aim.clone(), what: what.clone(), old, new });
        }
    }
}

/// Sentences that went, came or were edited.
fn prose(changes: &mut Vec<TextChange>, aim: Option<String>, what: &str, old: &str, new: &str) {
    for (gone, added, _) in words::runs(&sentences(old), &sentences(new)) {
        let mut push = |old: Option<&str>, new: Option<&str>| {
            let text = |text: Option<&str>| text.map(str::to_owned);
            changes.push(TextChange { aim: aim.clone(), what: what.to_owned(), old: text(old), new: text(new) });
        };
        for at in 0..gone.len().max(added.len()) {
            match (gone.get(at).copied(), added.get(at).copied()) {
                (Some(old), Some(new)) if !words::is_edit(old, new) => {
                    // Of two that have nothing to do with each other, the order is the same from both sides.
                    let first_is_old = old < new;
                    push(first_is_old.then_some(old), (!first_is_old).then_some(new));
                    push((!first_is_old).then_some(old), first_is_old.then_some(new));
                }
                (old, new) => push(old, new),
            }
        }
    }
}

/// The observations of `aim`, but of measures that `other` counts by another kind of period or unit only those
/// that it does not have at all: unlike figures are not compared.
fn observations(slug: &str, aim: Option<&Aim>, other: Option<&Aim>) -> BTreeMap<Spot, Given> {
    let unlike = |measure: &Measure| {
        let theirs = other.and_then(|other| other.measure(&measure.id));
        theirs.is_some_and(|theirs| (theirs.kind, &theirs.unit) != (measure.kind, &measure.unit))
    };
    let mut all = BTreeMap::new();
    for measure in aim.iter().flat_map(|aim| &aim.measures).filter(|measure| !unlike(measure)) {
        for series in &measure.series {
            for observation in &series.observations {
                let spot = Spot {
                    aim: slug.to_owned(),
                    measure: measure.id.clone(),
                    area: series.name.clone(),
                    period: observation.period,
                };
                all.insert(spot, Given { value: observation.value, marks: observation.marks });
            }
        }
    }
    all
}

fn observed(changes: &mut Vec<ObservationChange>, old: &BTreeMap<Spot, Given>, new: &BTreeMap<Spot, Given>) {
    for spot in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (old.get(spot).copied(), new.get(spot).copied());
        let value = |given: Option<Given>| given.and_then(|given| given.value);
        let same_value = match (value(old), value(new)) {
            (Some(old), Some(new)) => is_same(old, new),
            (old, new) => old == new,
        };
        let same_marks =
            old.map(|given| given.marks).unwrap_or_default() == new.map(|given| given.marks).unwrap_or_default();
        if !(same_value && same_marks) {
            changes.push(ObservationChange { spot: spot.clone(), old, new });
        }
    }
}

/// Whether two values are one, at most printed with more or fewer decimals.
fn is_same(a: Decimal, b: Decimal) -> bool {
    let decimals = a.scale().min(b.scale());
    number::round(a, decimals) == number::round(b, decimals)
}

fn figures(context: Context<'_>, changes: &mut Vec<FigureChange>, slug: &str, old: Option<&Aim>, new: Option<&Aim>) {
    let ids = old.iter().chain(&new).flat_map(|aim| &aim.figures).map(|figure| figure.id.as_str());
    for id in ids.collect::<BTreeSet<_>>() {
        let figure = |aim: Option<&'_ Aim>| aim.and_then(|aim| aim.figure(id)).cloned();
        let (old, new) = (figure(old), figure(new));
        let parts = match (&old, &new) {
            (Some(old), Some(new)) => differing(context, old, new),
            _ => Vec::new(),
        };
        if old.is_some() != new.is_some() || !parts.is_empty() {
            let title = |figure: Option<Figure>| figure.map(|figure| facts::line(&figure.title, context.bindings));
            let (old, new) = (title(old), title(new));
            changes.push(FigureChange { aim: slug.to_owned(), figure: id.to_owned(), old, new, parts });
        }
    }
}

fn differing(context: Context<'_>, old: &Figure, new: &Figure) -> Vec<&'static str> {
    let title = |figure: &Figure| facts::line(&figure.title, context.bindings);
    let said = |figure: &'_ Figure| {
        (figure.chart.subtitle().to_owned(), figure.chart.summary().to_owned(), figure.chart.notes().to_vec())
    };
    let parts = [
        ("title", title(old) != title(new)),
        ("type", old.chart.kind() != new.chart.kind()),
        ("data", old.chart.csv() != new.chart.csv()),
        ("words", said(old) != said(new)),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}
