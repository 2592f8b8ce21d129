//! What machines read: the feed, the sitemap, robots.txt. All need absolute addresses.

use serde::Serialize;

use super::scorecard;
use crate::data::Date;
use crate::data::date::in_words;
use crate::report::Edition;
use crate::site::Frame;
use crate::site::route::Place;

/// What `feed.xml` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct FeedView {
    /// The language of the text.
    pub language: String,
    /// The report's title.
    pub title: String,
    /// Its publisher.
    pub body: String,
    /// The feed's own address.
    pub address: String,
    /// The first page's.
    pub home: String,
    /// When it last changed: "2019-11-19T00:00:00Z".
    pub updated: String,
    /// One entry an edition, newest first.
    pub entries: Vec<FeedEntry>,
}

/// One edition in the feed.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct FeedEntry {
    /// Title and date.
    pub title: String,
    /// Its address, which is also its id.
    pub address: String,
    /// When it was published.
    pub updated: String,
    /// The overview's sentence.
    pub summary: String,
}

/// What `sitemap.xml` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct SitemapView {
    /// Every page, with the day it changed.
    pub pages: Vec<SitemapEntry>,
}

/// One page in the sitemap.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Its address.
    pub address: String,
    /// "2019-11-19".
    pub changed: String,
}

/// What `robots.txt` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct RobotsView {
    /// The address of the sitemap, if there is one.
    pub sitemap: Option<String>,
}

/// The feed; `None` without an address of the site.
pub fn feed(frame: &Frame<'_>) -> Option<FeedView> {
    let latest = frame.report.latest();
    let entries: Option<Vec<FeedEntry>> = frame.report.editions.iter().map(|edition| entry(frame, edition)).collect();
    Some(FeedView {
        language: latest.settings.language.clone(),
        title: latest.settings.title.clone(),
        body: latest.settings.body.clone(),
        address: frame.routes.absolute(Place::Feed)?,
        home: frame.routes.absolute(Place::Home)?,
        updated: midnight(latest.date),
        entries: entries?,
    })
}

fn entry(frame: &Frame<'_>, edition: &Edition) -> Option<FeedEntry> {
    Some(FeedEntry {
        title: format!("{}, {}", edition.title(), in_words(edition.date)),
        address: frame.routes.absolute(Place::Overview(&edition.id))?,
        updated: midnight(edition.date),
        summary: scorecard::scorecard(frame, edition, Place::Overview(&edition.id)).summary,
    })
}

/// A civil date as the format wants it. No clock is known; midnight is as good as any time of that day.
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// The sitemap; `None` without an address of the site.
pub fn sitemap(frame: &Frame<'_>) -> Option<SitemapView> {
    let entry =
        |place, date: Date| Some(SitemapEntry { address: frame.routes.absolute(place)?, changed: date.to_string() });
    let mut pages = vec![entry(Place::Editions, frame.report.latest().date)?];
    for aim in &frame.report.latest().aims {
        pages.push(entry(Place::History(aim.slug.as_str()), frame.report.latest().date)?);
    }
    for edition in &frame.report.editions {
        let id = &edition.id;
        let aims = edition.aims.iter().map(|aim| Place::Aim(id, aim.slug.as_str()));
        for place in [Place::Overview(id), Place::Print(id), Place::Data(id)].into_iter().chain(aims) {
            pages.push(entry(place, edition.date)?);
        }
    }
    Some(SitemapView { pages })
}

/// What robots may read: everything.
pub fn robots(frame: &Frame<'_>) -> RobotsView {
    RobotsView { sitemap: frame.routes.absolute(Place::Sitemap) }
}
