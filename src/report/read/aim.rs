//! One aim: its front matter, its measures and figures, its words. In: a page. Out: an [`Aim`]; what cannot
//! be made of it is left out and listed.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::Page;
use super::sections::{self, Sections};
use super::{Folder, Notes, figures, measures, names, status};
use crate::data::Measure;
use crate::diag::fields::{Fields, listed};
use crate::diag::{Diagnostic, nearest};
use crate::report::{Aim, PublicationStatus, Settings, Unread};
use crate::source::tree::{Node, Text};
use crate::source::{Slug, Span};

/// How many unknown sources are listed for one aim or measure.
const LISTED: usize = 20;

/// What is needed to read aims: their sources and tables are shared.
pub struct Reader<'a> {
    settings: Option<&'a Settings>,
    tables: measures::Tables,
    charts: BTreeMap<Slug, BTreeSet<String>>,
}

/// What the front matter of an aim says, as far as it needs nothing else.
struct Head<'a> {
    title: Option<Text>,
    short: Option<String>,
    measure: Option<String>,
    sources: Vec<String>,
    status: PublicationStatus,
    headline: Option<Text>,
    previously: Vec<Slug>,
    measures: &'a [(Text, Node)],
    charts: &'a [(Text, Node)],
}

impl<'a> Reader<'a> {
    /// A reader for the aims in `folder`; `settings` are nothing if they cannot be read.
    pub fn new(folder: Folder<'_>, settings: Option<&'a Settings>, notes: &mut Notes) -> Self {
        Self { settings, tables: measures::Tables::read(folder, notes), charts: BTreeMap::new() }
    }

    /// The aim that `page` is about.
    pub fn aim(&mut self, slug: Slug, page: Page<'_>, notes: &mut Notes) -> Aim {
        let file = page.file;
        let head = page.front.as_ref().and_then(|front| self.head(front, notes));
        let span = page.document.front_matter.unwrap_or(Span::new(file, 0, 0));
        let title = head.as_ref().and_then(|head| head.title.as_ref());
        let place = title.map_or(span, |title| title.span);
        let title = title.map_or_else(|| slug.to_string(), |title| title.text.clone());
        let Sections { introduction, commentary, response, others } = match page.front {
            Some(_) => sections::split(page.document.blocks, place, notes),
            None => Sections { introduction: page.document.blocks, ..Sections::default() },
        };
        let Some(head) = head else {
            return Aim { introduction, ..Aim::untold(slug, title, file, span) };
        };
        let (measures, unread) = self.measures(&head, notes);
        let mut aim = Aim {
            short: head.short,
            measure: head.measure,
            sources: head.sources,
            status: head.status,
            headline: headline(head.headline.as_ref(), head.measures, &measures, notes),
            measures,
            unread,
            previously: head.previously,
            introduction,
            commentary,
            response,
            sections: others,
            ..Aim::untold(slug, title, file, span)
        };
        let written = figures::Written { file: &page.text, charts: head.charts };
        aim.figures = figures::read(&written, &aim, notes);
        self.charts.insert(aim.slug.clone(), head.charts.iter().map(|(id, _)| id.text.clone()).collect());
        aim
    }

    /// The charts that each aim defines, also those that could not be made.
    pub fn charts(self) -> BTreeMap<Slug, BTreeSet<String>> {
        self.charts
    }

    fn head<'n>(&self, front: &'n Node, notes: &mut Notes) -> Option<Head<'n>> {
        let mut inside = Vec::new();
        let mut fields = Fields::of(front, "the front matter", &mut inside)?;
        fields.entries("measures");
        fields.entries("charts");
        let head = Head {
            title: fields.required_text("aim"),
            short: fields.text("short").map(|text| text.text),
            measure: fields.text("measure").map(|text| text.text),
            sources: self.known_sources(&fields.texts("sources"), notes),
            status: status::read(&mut fields),
            headline: fields.text("headline"),
            previously: slugs(&fields.texts("previously"), notes),
            measures: front.entries("measures"),
            charts: front.entries("charts"),
        };
        fields.finish();
        notes.append(&mut inside);
        Some(head)
    }

    /// The ids of `sources` that the settings know; the others are errors.
    fn known_sources(&self, sources: &[Text], notes: &mut Notes) -> Vec<String> {
        let Some(settings) = self.settings else { return Vec::new() };
        let (known, unknown): (Vec<&Text>, Vec<&Text>) =
            sources.iter().partition(|source| settings.publications.contains_key(&source.text));
        notes.extend(unknown.into_iter().take(LISTED).map(|source| unknown_source(source, settings)));
        known.into_iter().map(|source| source.text.clone()).collect()
    }

    fn measures(&self, head: &Head<'_>, notes: &mut Notes) -> (Vec<Measure>, Unread) {
        let mut found = self.tables.measures(head.measures, notes);
        let known = self.known_sources(&found.sources, notes);
        for measure in &mut found.measures {
            measure.sources.retain(|source| known.contains(source));
        }
        (found.measures, Unread::These(found.unread))
    }
}

fn unknown_source(source: &Text, settings: &Settings) -> Diagnostic {
    let names = || settings.publications.keys().map(String::as_str);
    let help = match nearest(&source.text, names()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if settings.publications.is_empty() => "add it under `sources:` in `aimline.yaml`".into(),
        None => format!("add it under `sources:` in `aimline.yaml`, which has {}", listed(names().take(12))),
    };
    let message = format!("there is no source `{}`", source.text);
    Diagnostic::error("unknown-source", message).at(source.span, "").help(help)
}

fn slugs(texts: &[Text], notes: &mut Notes) -> Vec<Slug> {
    let mut slugs = Vec::new();
    for text in texts {
        match names::slug(text) {
            Ok(slug) => slugs.push(slug),
            Err(fault) => notes.push(*fault),
        }
    }
    slugs
}

/// The place of the headline among `measures`: the one named, else the first.
fn headline(named: Option<&Text>, written: &[(Text, Node)], measures: &[Measure], notes: &mut Notes) -> Option<usize> {
    let Some(name) = named else { return (!measures.is_empty()).then_some(0) };
    let place = measures.iter().position(|measure| measure.id == name.text);
    if place.is_none() && written.iter().all(|(id, _)| id.text != name.text) {
        let help = match nearest(&name.text, written.iter().map(|(id, _)| id.text.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name one of the aim's `measures:`".into(),
        };
        let message = format!("there is no measure `{}`", name.text);
        notes.push(Diagnostic::error("unknown-measure", message).at(name.span, "").help(help));
    }
    place
}
