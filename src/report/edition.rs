//! One dated issue of the report.

use std::collections::BTreeMap;

use super::lock::Lock;
use super::{Aim, Settings};
use crate::data::Date;
use crate::prose::{Block, Inline};
use crate::source::{FileId, Slug, Span};

/// One dated issue: the paper, the plan and the aims.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Its id, which is also its address: `2019-11`.
    pub id: String,
    /// Its own title; `None`: the report's.
    pub title: Option<String>,
    /// The meeting it is written for.
    pub meeting: Option<String>,
    /// Its date.
    pub date: Date,
    /// The item of the meeting's agenda.
    pub agenda_item: Option<String>,
    /// The settings as they were for this edition.
    pub settings: Settings,
    /// The paper's own text.
    pub paper: Vec<Block>,
    /// The file of the paper.
    pub file: FileId,
    /// The plan, in its order.
    pub plan: Vec<PlanEntry>,
    /// The aims that have a page, in the order of the plan.
    pub aims: Vec<Aim>,
    /// The data files of the edition by path below `data/`, so that readers can have them.
    pub data_files: BTreeMap<String, FileId>,
    /// Pictures beside the pages, by path below `content/`.
    pub pictures: BTreeMap<String, FileId>,
    /// Why values differ from what the edition before published.
    pub revisions: Vec<RevisionNote>,
    /// What it was when it was frozen; `None`: it is in preparation.
    pub lock: Option<Lock>,
}

/// One aim of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanEntry {
    /// It has a page: its place in [`Edition::aims`].
    Reported(usize),
    /// It has none.
    NotReported {
        /// Its address, should it ever get a page.
        slug: Slug,
        /// What the plan calls it.
        aim: String,
        /// Since when and why, if the authors say so.
        because: Option<NotReported>,
        /// Where the plan names it.
        span: Span,
    },
}

/// Why an aim of the plan is not reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReported {
    /// The date of the statement.
    pub date: Date,
    /// The reason, as a sentence of the authors with its inline markup.
    pub reason: Vec<Inline>,
}

/// Why the values of a measure differ from what the edition before published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionNote {
    /// The aim's slug, a stop, the measure's id.
    pub of: String,
    /// What kind of revision it is.
    pub kind: RevisionKind,
    /// Why.
    pub reason: String,
}

/// Kinds of revision, as statisticians tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RevisionKind {
    /// It was to be expected: more was known, or figures were provisional.
    Scheduled,
    /// It is counted in another way.
    Methodological,
    /// Something was wrong.
    Correction,
}

impl RevisionKind {
    /// Every kind with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("scheduled", Self::Scheduled), ("methodological", Self::Methodological), ("correction", Self::Correction)];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

impl Edition {
    /// Why the values of the aim's measure were revised, if the edition says it.
    pub fn revision_of(&self, aim: &str, measure: &str) -> Option<&RevisionNote> {
        self.revisions.iter().find(|note| note.of.split_once('.') == Some((aim, measure)))
    }

    /// Its title: its own or the report's.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.settings.title)
    }

    /// The aim with this slug.
    pub fn aim(&self, slug: &str) -> Option<&Aim> {
        self.aims.iter().find(|aim| aim.slug.as_str() == slug)
    }
}
