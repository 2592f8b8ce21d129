//! An aim: what it is measured by, how it stands, and the two voices.

use std::collections::BTreeSet;

use super::PublicationStatus;
use crate::chart::Chart;
use crate::data::Measure;
use crate::prose::{Block, Inline};
use crate::source::{FileId, Slug, Span};

/// One aim of the plan that has a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Its address: the name of its file.
    pub slug: Slug,
    /// What the plan calls it.
    pub title: String,
    /// A shorter name for navigation; `None`: the title.
    pub short: Option<String>,
    /// What it is measured by, in words.
    pub measure: Option<String>,
    /// Ids of the publications its figures come from, all known.
    pub sources: Vec<String>,
    /// How current it is and what comes next.
    pub status: PublicationStatus,
    /// The measure that the overview shows: its place in `measures`.
    pub headline: Option<usize>,
    /// Its measures in the order of the file, the derived ones included.
    pub measures: Vec<Measure>,
    /// Its measures that are declared and could not be read.
    pub unread: Unread,
    /// Its figures in the order of the page.
    pub figures: Vec<Figure>,
    /// Earlier slugs of it.
    pub previously: Vec<Slug>,
    /// What stands before the first section.
    pub introduction: Vec<Block>,
    /// The commentary.
    pub commentary: Vec<Block>,
    /// The response.
    pub response: Vec<Block>,
    /// Further sections, in their order.
    pub sections: Vec<Section>,
    /// Its file.
    pub file: FileId,
    /// Where its front matter stands.
    pub span: Span,
}

/// Measures that could not be read. A diagnostic has spoken about each, so that what rests on them can be
/// silent; in a report that may be published there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Those with these names.
    These(BTreeSet<String>),
    /// All: nobody can say which there are.
    All,
}

/// A section of an aim that is neither commentary nor response.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: Vec<Inline>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// A chart with what stands round it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its id in the front matter.
    pub id: String,
    /// Its number on the page, from 1.
    pub number: usize,
    /// The finding, as the authors put it.
    pub title: Vec<Inline>,
    /// The picture.
    pub chart: Chart,
    /// Ids of the publications its measures come from.
    pub sources: Vec<String>,
    /// Whether the text places it; if not it stands before the commentary.
    pub placed: bool,
    /// Where the front matter defines it.
    pub span: Span,
}

impl Unread {
    /// Whether the measure called `name` could not be read.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::These(names) => names.contains(name),
            Self::All => true,
        }
    }
}

impl Aim {
    /// An aim of which nothing but its name is known.
    pub fn untold(slug: Slug, title: String, file: FileId, span: Span) -> Self {
        Self {
            slug,
            title,
            short: None,
            measure: None,
            sources: Vec::new(),
            status: PublicationStatus::without_news(),
            headline: None,
            measures: Vec::new(),
            unread: Unread::All,
            figures: Vec::new(),
            previously: Vec::new(),
            introduction: Vec::new(),
            commentary: Vec::new(),
            response: Vec::new(),
            sections: Vec::new(),
            file,
            span,
        }
    }

    /// The short name, or the title.
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }

    /// The measure called `id`.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The measure that the overview shows.
    pub fn headline(&self) -> Option<&Measure> {
        self.headline.and_then(|at| self.measures.get(at))
    }

    /// Its texts, in the order of the page.
    pub fn texts(&self) -> impl Iterator<Item = &[Block]> {
        let voices = [&self.introduction, &self.commentary, &self.response].map(Vec::as_slice);
        voices.into_iter().chain(self.sections.iter().map(|section| section.blocks.as_slice()))
    }

    /// The figure called `id`.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}
