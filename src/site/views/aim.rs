//! An aim: how it stands, its figures, the two voices, further sections, its data, the aims before and after.

use serde::Serialize;

use super::chrome::{About, Chrome, chrome, trail};
use super::scorecard::Row;
use super::{Download, Fact, Link};
use crate::report::{Aim, Edition, Publication};
use crate::site::Frame;
use crate::site::figure;
use crate::site::markup::{self, Markup};
use crate::site::outputs::data_files;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::words::Words;

/// What `aim.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct AimView {
    /// What stands round the page.
    pub page: Chrome,
    /// The aim.
    pub aim: AimContent,
    /// The parts of the page.
    pub contents: Vec<Link>,
    /// The id of the part that lists its files.
    pub data_id: String,
    /// Its files.
    pub data: Vec<Download>,
    /// The way to the aim through all editions.
    pub history: String,
    /// The aim before it in the plan.
    pub previous: Option<Link>,
    /// The aim after it.
    pub next: Option<Link>,
}

/// An aim's own content, on its page and on the page to print.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct AimContent {
    /// Its id on a page with others.
    pub id: String,
    /// What the plan calls it.
    pub title: String,
    /// How it stands; `None` if it shows no measure.
    pub standing: Option<Row>,
    /// Measure, status, sources.
    pub facts: Vec<Fact>,
    /// What stands before everything.
    pub introduction: Html,
    /// The figures that the text does not place.
    pub figures: Vec<Html>,
    /// The id of the part that holds them.
    pub figures_id: String,
    /// The two voices, in their order.
    pub voices: Vec<Voice>,
    /// Further sections.
    pub sections: Vec<SectionView>,
    /// The footnotes of all of them; empty if there are none.
    pub notes: Html,
}

/// One of the two voices.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Voice {
    /// Its id on the page.
    pub id: String,
    /// "Commentary".
    pub heading: &'static str,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What is said.
    pub text: Html,
}

/// A further section.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct SectionView {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub heading: Html,
    /// Its heading as plain text, for links to it.
    pub name: String,
    /// Its text.
    pub text: Html,
}

/// The page of `aim`.
pub fn aim(frame: &Frame<'_>, edition: &Edition, aim: &Aim) -> AimView {
    let place = Place::Aim(&edition.id, aim.slug.as_str());
    let description = aim.measure.as_deref().unwrap_or(&aim.title);
    let about = About { place, canonical: place, title: &aim.title, description };
    let mut words = Words::new(frame, edition, place);
    let content = content(edition, aim, None, &mut words);
    let data_id = words.claim_id("data");
    let at = edition.aims.iter().position(|other| other.slug == aim.slug).unwrap_or_default();
    let neighbour = |at: Option<usize>| {
        let other = edition.aims.get(at?)?;
        Some(Link::to(other.short(), frame.routes.link(place, Place::Aim(&edition.id, other.slug.as_str()))))
    };
    AimView {
        page: chrome(frame, edition, about, trail(frame, edition, place, Some(aim.short()))),
        contents: contents(&content, &data_id),
        data: data_files::of_aim(edition, aim).iter().map(|file| file.download(frame, place)).collect(),
        data_id,
        history: frame.routes.link(place, Place::History(frame.lineage.newest(aim.slug.as_str()))),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        aim: content,
    }
}

/// The content of `aim`, which has this number on a page of several.
pub fn content<'w>(edition: &Edition, aim: &'w Aim, number: Option<usize>, words: &mut Words<'w>) -> AimContent {
    let written = words.aim(aim, number);
    let figures = aim.figures.iter().filter(|figure| !figure.placed).map(|figure| words.figure(figure)).collect();
    let sections = aim.sections.iter().zip(written.sections).map(|(section, (id, text))| SectionView {
        id,
        heading: words.inlines(&section.heading),
        name: words.plain(&section.heading),
        text,
    });
    AimContent {
        sections: sections.collect(),
        id: format!("_{}", aim.slug),
        title: aim.title.clone(),
        standing: aim.headline().map(|_| words.standing(aim)),
        facts: facts(edition, aim),
        introduction: written.introduction,
        figures,
        figures_id: words.claim_id("figures"),
        voices: voices(edition, [written.commentary, written.response]),
        notes: written.notes,
    }
}

fn facts(edition: &Edition, aim: &Aim) -> Vec<Fact> {
    let publications: Vec<&Publication> =
        aim.sources.iter().filter_map(|id| edition.settings.publications.get(id)).collect();
    let mut facts = Vec::new();
    let mut add = |name: &str, text: Html| facts.push(Fact { name: name.to_owned(), text });
    if let Some(measure) = &aim.measure {
        add("Measure", markup::text(measure));
    }
    add("Status", markup::text(&aim.status.words()));
    match &publications[..] {
        [] => {}
        [one] => add("Source", figure::source(one)),
        several => add("Sources", source_list(several)),
    }
    facts
}

fn source_list(publications: &[&Publication]) -> Html {
    let mut list = Markup::new();
    list.open("ul", &[]);
    for publication in publications {
        list.open("li", &[]).html(&figure::source(publication)).close();
    }
    list.finish()
}

fn voices(edition: &Edition, [commentary, response]: [(String, Html); 2]) -> Vec<Voice> {
    let settings = &edition.settings;
    [("Commentary", &settings.commentary_voice, commentary), ("Response", &settings.response_voice, response)]
        .into_iter()
        .filter(|(.., (_, text))| !text.0.is_empty())
        .map(|(heading, speaker, (id, text))| Voice { id, heading, speaker: speaker.clone(), text })
        .collect()
}

fn contents(aim: &AimContent, data_id: &str) -> Vec<Link> {
    let figures = (!aim.figures.is_empty()).then(|| Link::to("Figures", format!("#{}", aim.figures_id)));
    let voices = aim.voices.iter().map(|voice| Link::to(voice.heading, format!("#{}", voice.id)));
    let sections = aim.sections.iter().map(|section| Link::to(section.name.clone(), format!("#{}", section.id)));
    let data = Link::to("Data", format!("#{data_id}"));
    figures.into_iter().chain(voices).chain(sections).chain([data]).collect()
}
