//! A whole edition on one page, for the board pack: the overview, then every aim.

use serde::Serialize;

use super::Fact;
use super::aim::{AimContent, content};
use super::chrome::{About, Chrome, chrome, trail};
use super::overview::facts;
use super::scorecard::{self, Scorecard};
use crate::report::Edition;
use crate::site::Frame;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::words::Words;

/// What `print.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct PrintView {
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
    /// Every aim, in the order of the plan.
    pub aims: Vec<AimContent>,
}

/// The whole of `edition`.
pub fn print(frame: &Frame<'_>, edition: &Edition) -> PrintView {
    let place = Place::Print(&edition.id);
    let scorecard = scorecard::scorecard(frame, edition, place);
    let title = "The whole report on one page";
    let about = About { place, canonical: place, title, description: &scorecard.summary };
    let mut words = Words::new(frame, edition, place);
    let paper = words.paper();
    let mut aims = Vec::new();
    for (at, aim) in edition.aims.iter().enumerate() {
        aims.push(content(edition, aim, Some(at + 1), &mut words));
    }
    PrintView {
        page: chrome(frame, edition, about, trail(frame, edition, place, Some("Whole report"))),
        title: edition.title().to_owned(),
        facts: facts(edition),
        scorecard,
        paper,
        aims,
    }
}
