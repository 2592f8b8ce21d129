//! The overview of an edition: its facts, the answer to "are we getting better?", the paper's own text.

use serde::Serialize;

use super::Fact;
use super::chrome::{About, Chrome, chrome, trail};
use super::scorecard::{self, Scorecard};
use crate::data::date::in_words;
use crate::report::Edition;
use crate::site::Frame;
use crate::site::markup;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::words::Words;

/// What `overview.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct OverviewView {
    /// What stands round the page.
    pub page: Chrome,
    /// The edition's title.
    pub title: String,
    /// Meeting, date, agenda item.
    pub facts: Vec<Fact>,
    /// All aims of the plan at a glance.
    pub scorecard: Scorecard,
    /// The paper's text.
    pub paper: Html,
}

/// The overview of `edition` as it stands at `place`.
pub fn overview(frame: &Frame<'_>, edition: &Edition, place: Place<'_>) -> OverviewView {
    let scorecard = scorecard::scorecard(frame, edition, place);
    let about = About {
        place,
        canonical: Place::Overview(&edition.id),
        title: edition.title(),
        description: &scorecard.summary,
    };
    OverviewView {
        page: chrome(frame, edition, about, trail(frame, edition, place, None)),
        title: edition.title().to_owned(),
        facts: facts(edition),
        scorecard,
        paper: Words::new(frame, edition, place).paper(),
    }
}

/// Meeting, date, agenda item and publisher of `edition`, as far as it has them.
pub fn facts(edition: &Edition) -> Vec<Fact> {
    let facts = [
        ("Meeting", edition.meeting.clone()),
        ("Date", Some(in_words(edition.date))),
        ("Agenda item", edition.agenda_item.clone()),
        ("Published by", Some(edition.settings.body.clone())),
    ];
    facts
        .into_iter()
        .filter_map(|(name, text)| Some(Fact { name: name.to_owned(), text: markup::text(&text?) }))
        .collect()
}
