//! What stands round the content of every page: head, breadcrumbs, notice, ways to other pages, licence.

use serde::Serialize;

use super::Link;
use crate::data::date::in_words;
use crate::report::Edition;
use crate::site::Frame;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::words::Words;

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
    /// The other pages of the edition.
    pub pages: Vec<Link>,
    /// The licence.
    pub licence: Option<Link>,
    /// The attribution the data ask for.
    pub attribution: Option<String>,
    /// Whom to ask.
    pub contact: Option<Link>,
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
    all.map(|(text, place)| match place == here {
        true => Link::here(text),
        false => Link::to(text, frame.routes.link(here, place)),
    })
    .into()
}
