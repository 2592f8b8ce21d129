//! All editions, and the page for addresses that do not exist.

use serde::Serialize;

use super::Link;
use super::chrome::{About, Chrome, chrome};
use crate::data::date::in_words;
use crate::site::Frame;
use crate::site::route::Place;

/// What `editions.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct EditionsView {
    /// What stands round the page.
    pub page: Chrome,
    /// The newest first.
    pub editions: Vec<EditionEntry>,
}

/// One edition in the list.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct EditionEntry {
    /// Its date as the text of the link to it.
    pub link: Link,
    /// Its date for programs: "2019-11-19".
    pub date: String,
    /// Its title.
    pub title: String,
    /// The meeting it is written for.
    pub meeting: Option<String>,
    /// How many aims it reports.
    pub aims: usize,
}

/// What `404.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct NotFoundView {
    /// What stands round the page.
    pub page: Chrome,
}

/// The list of all editions.
pub fn editions(frame: &Frame<'_>) -> EditionsView {
    let latest = frame.report.latest();
    let place = Place::Editions;
    let title = "All editions";
    let about = About { place, canonical: place, title, description: "Every edition of this report, newest first." };
    let editions = frame.report.editions.iter().map(|edition| EditionEntry {
        link: Link::to(in_words(edition.date), frame.routes.link(place, Place::Overview(&edition.id))),
        date: edition.date.to_string(),
        title: edition.title().to_owned(),
        meeting: edition.meeting.clone(),
        aims: edition.aims.len(),
    });
    EditionsView { page: chrome(frame, latest, about, vec![Link::here(title)]), editions: editions.collect() }
}

/// The page for addresses that do not exist.
pub fn not_found(frame: &Frame<'_>) -> NotFoundView {
    let place = Place::NotFound;
    let about = About { place, canonical: place, title: "Page not found", description: "There is no such page." };
    let mut page = chrome(frame, frame.report.latest(), about, Vec::new());
    page.canonical = None;
    NotFoundView { page }
}
