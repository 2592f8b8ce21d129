//! One aim through all editions: how it stood in each, and its headline measure as each published it, so
//! that a value that was revised stands beside what it was.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Link;
use super::chrome::{About, Chrome, chrome};
use super::scorecard::{self, Row};
use crate::data::date::in_words;
use crate::data::{Decimal, Measure, Observation, Period, number};
use crate::report::{Aim, Edition};
use crate::site::Frame;
use crate::site::route::Place;

/// What `history.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct HistoryView {
    /// What stands round the page.
    pub page: Chrome,
    /// What the newest edition that has the aim calls it.
    pub title: String,
    /// How it stood in each edition, the newest first.
    pub editions: Vec<HistoryEntry>,
    /// Its headline measure in each edition, if there is one.
    pub values: Option<ValueTable>,
}

/// The aim in one edition.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The edition's date, linked to the aim's page in it.
    pub link: Link,
    /// What the edition calls the aim, if that is something else.
    pub name: Option<String>,
    /// How it stood; `None`: the aim was not in that edition.
    pub standing: Option<Row>,
    /// The status of its figures.
    pub status: String,
}

/// A measure's values, a row a period and a column an edition.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ValueTable {
    /// What they are.
    pub caption: String,
    /// The editions' dates, the oldest first.
    pub columns: Vec<String>,
    /// The periods.
    pub rows: Vec<ValueRow>,
}

/// A measure's values at one period.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ValueRow {
    /// "year ending June 2019".
    pub period: String,
    /// As many as there are columns.
    pub cells: Vec<ValueCell>,
}

/// A value as an edition published it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ValueCell {
    /// "1,016"; empty if the edition has none.
    pub text: String,
    /// Its marks.
    pub marks: String,
    /// Whether the edition before had another value.
    pub is_revised: bool,
}

/// The aim whose newest slug is `slug` through all editions.
pub fn history(frame: &Frame<'_>, slug: &str) -> HistoryView {
    let place = Place::History(slug);
    let in_each: Vec<(&Edition, Option<&Aim>)> =
        frame.report.editions.iter().map(|edition| (edition, frame.lineage.aim_in(edition, slug))).collect();
    let newest = in_each.iter().find_map(|(_, aim)| *aim).expect("a history is made of an aim that is in an edition");
    let description = "How this aim stood in every edition, and its figures as each edition published them.";
    let about = About { place, canonical: place, title: &newest.title, description };
    let trail = vec![Link::to("All editions", frame.routes.link(place, Place::Editions)), Link::here(newest.short())];
    HistoryView {
        page: chrome(frame, frame.report.latest(), about, trail),
        title: newest.title.clone(),
        editions: in_each.iter().map(|(edition, aim)| entry(frame, edition, *aim, newest, place)).collect(),
        values: newest.headline().and_then(|measure| values(measure, &in_each)),
    }
}

fn entry(frame: &Frame<'_>, edition: &Edition, aim: Option<&Aim>, newest: &Aim, place: Place<'_>) -> HistoryEntry {
    let to = aim.map_or(Place::Overview(&edition.id), |aim| Place::Aim(&edition.id, aim.slug.as_str()));
    HistoryEntry {
        link: Link::to(in_words(edition.date), frame.routes.link(place, to)),
        name: aim.filter(|aim| aim.title != newest.title).map(|aim| aim.title.clone()),
        standing: aim.map(|aim| scorecard::reported(frame, edition, aim, place)),
        status: aim.map_or_else(|| "This aim was not in this edition.".to_owned(), |aim| aim.status.words()),
    }
}

fn values(measure: &Measure, in_each: &[(&Edition, Option<&Aim>)]) -> Option<ValueTable> {
    let column = |(edition, aim): &(&'_ Edition, Option<&'_ Aim>)| -> Option<(String, Vec<Observation>)> {
        let series = aim.as_ref()?.measure(&measure.id).filter(|other| other.kind == measure.kind)?.own()?;
        Some((in_words(edition.date), series.observations.clone()))
    };
    let columns: Vec<(String, Vec<Observation>)> = in_each.iter().rev().filter_map(column).collect();
    let periods: BTreeSet<Period> = columns.iter().flat_map(|(_, all)| all.iter().map(|it| it.period)).collect();
    let rows = periods.iter().map(|period| row(measure, period, &columns)).collect();
    let area = measure.own().map(|series| format!(", {}", series.name)).unwrap_or_default();
    let caption = format!("{}{area} ({}), as each edition published it", measure.label, measure.unit.words());
    let columns: Vec<String> = columns.into_iter().map(|(date, _)| date).collect();
    (!columns.is_empty()).then_some(ValueTable { caption, columns, rows })
}

fn row(measure: &Measure, period: &Period, columns: &[(String, Vec<Observation>)]) -> ValueRow {
    let mut before: Option<Decimal> = None;
    let mut cell = |(_, observations): &(String, Vec<Observation>)| {
        let found = observations.iter().find(|observation| observation.period == *period);
        let value = found.and_then(|observation| observation.value);
        let is_revised = value.is_some() && before.is_some() && value != before;
        before = value.or(before);
        ValueCell {
            text: value.map(|value| number::format(value, measure.decimals, &measure.unit)).unwrap_or_default(),
            marks: found.map(|observation| observation.marks.to_string()).unwrap_or_default(),
            is_revised,
        }
    };
    ValueRow { period: period.label(), cells: columns.iter().map(&mut cell).collect() }
}
