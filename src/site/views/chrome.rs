//! What stands round the content of every page: head, breadcrumbs, notice, ways to other pages, licence.

use serde::Serialize;

use super::Link;
use crate::data::date::in_words;
use crate::report::Edition;
use crate::site::Frame;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::words::Words;

/// How many editions a page lists; all of them are on the page of all editions.
const SWITCHABLE: usize = 24;
/// Nothing but the site's own stylesheets, pictures and fonts; no scripts. The last gate insists on it.
const POLICY: &str = "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
    base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'";

/// What every page has.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Chrome {
    /// The language of the text: "en-GB".
    pub language: String,
    /// The content security policy.
    pub policy: &'static str,
    /// The title of the window: the page, the report, the edition.
    pub title: String,
    /// A sentence for search engines.
    pub description: String,
    /// The page's own absolute address, if the site knows it.
    pub canonical: Option<String>,
    /// The address of the feed, if there is one.
    pub feed: Option<String>,
    /// The stylesheets, in their order.
    pub stylesheets: Vec<String>,
    /// The icon.
    pub icon: String,
    /// The report's title.
    pub report: String,
    /// The body that publishes it.
    pub body: String,
    /// The way to the first page.
    pub home: String,
    /// From the top of the site to this page.
    pub breadcrumbs: Vec<Link>,
    /// The notice for every page; empty if there is none.
    pub notice: Html,
    /// The same page in every edition, the newest first; empty if there is only one.
    pub editions: Vec<SwitchEntry>,
    /// That there is a later edition, if this page is of an earlier one.
    pub later: Option<Later>,
    /// The other pages of the edition.
    pub pages: Vec<Link>,
    /// The licence.
    pub licence: Option<Link>,
    /// The attribution the data ask for.
    pub attribution: Option<String>,
    /// Whom to ask.
    pub contact: Option<Link>,
}

/// The same page in another edition.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct SwitchEntry {
    /// "19 November 2019".
    pub date: String,
    /// Where it is; `None`: the reader is there, or it is not in that edition.
    pub href: Option<String>,
    /// Whether the reader is there.
    pub is_here: bool,
    /// What else is to be said, such as that the aim was not in that edition; may be empty.
    pub note: &'static str,
}

/// The edition that a page of an earlier one gives way to.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Later {
    /// "This is the edition of 19 November 2019. A later one exists:"
    pub text: String,
    /// "11 February 2020", to the same page there if there is one.
    pub link: Link,
}

/// What a page says of itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Where it stands.
    pub place: Place<'a>,
    /// Where search engines should look for it instead, if that is elsewhere.
    pub canonical: Place<'a>,
    /// Its title.
    pub title: &'a str,
    /// A sentence about it.
    pub description: &'a str,
}

/// What stands round a page of `edition`; `above` are the pages between the edition and this one.
pub fn chrome(frame: &Frame<'_>, edition: &Edition, about: About<'_>, breadcrumbs: Vec<Link>) -> Chrome {
    let settings = &edition.settings;
    let link = |to| frame.routes.link(about.place, to);
    let stylesheets = frame.theme.static_names().filter(|name| name.ends_with(".css"));
    Chrome {
        language: settings.language.clone(),
        policy: POLICY,
        title: window_title(edition, about.title),
        description: about.description.to_owned(),
        canonical: frame.routes.absolute(about.canonical),
        feed: frame.routes.absolute(Place::Feed),
        stylesheets: stylesheets.map(|name| link(Place::Static(name))).collect(),
        icon: link(Place::Static("icon.svg")),
        report: edition.title().to_owned(),
        body: settings.body.clone(),
        home: link(Place::Home),
        breadcrumbs,
        notice: Words::new(frame, edition, about.place).inlines(&settings.notice),
        editions: switcher(frame, about.place),
        later: later(frame, edition, about.place),
        pages: pages(frame, edition, about.place),
        licence: settings.licence.clone().map(|(text, href)| Link { text, href }),
        attribution: settings.attribution.clone(),
        contact: settings.contact.clone().map(|(text, mail)| Link { text, href: mail.map(|m| format!("mailto:{m}")) }),
    }
}

/// The trail down to the page called `here`: all editions, `edition`, here.
pub fn trail(frame: &Frame<'_>, edition: &Edition, from: Place<'_>, here: Option<&str>) -> Vec<Link> {
    let mut trail = vec![Link::to("All editions", frame.routes.link(from, Place::Editions))];
    let date = in_words(edition.date);
    match here {
        Some(here) => {
            trail.push(Link::to(date, frame.routes.link(from, Place::Overview(&edition.id))));
            trail.push(Link::here(here));
        }
        None => trail.push(Link::here(date)),
    }
    trail
}

fn window_title(edition: &Edition, page: &str) -> String {
    match page == edition.title() {
        true => format!("{page}, {} – {}", in_words(edition.date), edition.settings.body),
        false => format!("{page} – {}, {}", edition.title(), in_words(edition.date)),
    }
}

fn pages(frame: &Frame<'_>, edition: &Edition, here: Place<'_>) -> Vec<Link> {
    let all = [
        ("Overview of all aims", Place::Overview(&edition.id)),
        ("The whole report on one page, to print", Place::Print(&edition.id)),
        ("All data of this report", Place::Data(&edition.id)),
        ("All editions", Place::Editions),
    ];
    let has_before = frame.report.editions.last().is_some_and(|first| first.id != edition.id);
    let changes = has_before.then_some(("What changed since the edition before", Place::Changes(&edition.id)));
    let link = |(text, place)| match place == here {
        true => Link::here(text),
        false => Link::to(text, frame.routes.link(here, place)),
    };
    all.into_iter().chain(changes).map(link).collect()
}

/// The page at `here` in every edition, as far as a list of them is of use.
fn switcher(frame: &Frame<'_>, here: Place<'_>) -> Vec<SwitchEntry> {
    let (Some(own), true) = (here.edition(frame.report.latest()), frame.report.editions.len() > 1) else {
        return Vec::new();
    };
    let entry = |edition: &Edition| {
        let is_here = edition.id == own;
        let (place, note) = same_page(frame, edition, here);
        let href = place.filter(|_| !is_here).map(|place| frame.routes.link(here, place));
        SwitchEntry { date: in_words(edition.date), href, is_here, note }
    };
    frame.report.editions.iter().take(SWITCHABLE).map(entry).collect()
}

/// The page of `edition` that is what the page at `here` is, or that there is none.
fn same_page<'e>(frame: &Frame<'_>, edition: &'e Edition, here: Place<'_>) -> (Option<Place<'e>>, &'static str) {
    let place = match here {
        Place::Aim(_, slug) => match frame.lineage.aim_in(edition, slug) {
            Some(aim) => Place::Aim(&edition.id, aim.slug.as_str()),
            None => return (None, "this aim is not in it"),
        },
        Place::Print(_) => Place::Print(&edition.id),
        Place::Data(_) => Place::Data(&edition.id),
        _ => Place::Overview(&edition.id),
    };
    (Some(place), "")
}

fn later(frame: &Frame<'_>, edition: &Edition, here: Place<'_>) -> Option<Later> {
    let latest = frame.report.latest();
    here.edition(latest).filter(|own| *own != latest.id)?;
    let (place, note) = same_page(frame, latest, here);
    let place = place.unwrap_or(Place::Overview(&latest.id));
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    Some(Later {
        text: format!("This is the edition of {}. A later one exists:", in_words(edition.date)),
        link: Link::to(format!("{}{note}", in_words(latest.date)), frame.routes.link(here, place)),
    })
}
