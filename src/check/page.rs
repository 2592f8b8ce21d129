//! A page as rules read it: the paper or an aim of an edition, with all its words. In: an edition. Out: pages,
//! their blocks and single lines (titles, headings), and what of their text is bound to the data.

use crate::prose::{Block, Bound, Inline};
use crate::report::binding::bindings::{aim_bounds, paper_bounds};
use crate::report::{Aim, Binding, Edition, PlanEntry, Report};
use crate::source::FileId;

/// A page of an edition.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The aim; `None`: the paper.
    pub aim: Option<&'a Aim>,
}

/// The pages of `edition`: the paper, then the aims in the order of the plan.
pub fn pages(edition: &Edition) -> Vec<Page<'_>> {
    let aims = edition.aims.iter().map(|aim| Page { edition, aim: Some(aim) });
    std::iter::once(Page { edition, aim: None }).chain(aims).collect()
}

impl<'a> Page<'a> {
    /// Its file.
    pub fn file(&self) -> FileId {
        self.aim.map_or(self.edition.file, |aim| aim.file)
    }

    /// What stands in its body, in the order of the page, without the headings that part an aim.
    pub fn texts(&self) -> Vec<&'a [Block]> {
        match self.aim {
            Some(aim) => aim.texts().collect(),
            None => vec![&self.edition.paper],
        }
    }

    /// Its single lines: titles of figures and headings of an aim, the paper's notice and reasons.
    pub fn lines(&self) -> Vec<&'a [Inline]> {
        let Some(aim) = self.aim else { return self.paper_lines() };
        let titles = aim.figures.iter().map(|figure| figure.title.as_slice());
        titles.chain(aim.sections.iter().map(|section| section.heading.as_slice())).collect()
    }

    fn paper_lines(&self) -> Vec<&'a [Inline]> {
        let reasons = self.edition.plan.iter().filter_map(|entry| match entry {
            PlanEntry::NotReported { because: Some(because), .. } => Some(because.reason.as_slice()),
            _ => None,
        });
        std::iter::once(self.edition.settings.notice.as_slice()).chain(reasons).collect()
    }

    /// All texts on it that are bound to the data.
    pub fn bounds(&self) -> Vec<&'a Bound> {
        self.aim.map_or_else(|| paper_bounds(self.edition), aim_bounds)
    }

    /// Those that hold, with what they are worth.
    pub fn bindings(&self, report: &'a Report) -> Vec<(&'a Bound, &'a Binding)> {
        let bounds = self.bounds().into_iter();
        bounds.filter_map(|bound| report.bindings.at(bound.span).map(|binding| (bound, binding))).collect()
    }
}
