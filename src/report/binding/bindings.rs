//! Every number and claim of a report, worked out. In: editions. Out: [`Bindings`], which give for the place
//! of each bound text what the page shows and what it leans on, and a diagnostic for each that does not hold.
//! Pages are worked out in parallel; the result does not depend on it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::evaluate::evaluate;
use super::judge::judge;
use super::quantity::Outcome;
use super::scope::Scope;
use super::syntax::parse;
use crate::diag::Diagnostic;
use crate::prose::walk::{bounds, bounds_of};
use crate::prose::{Bound, Inline};
use crate::report::{Aim, Edition, PlanEntry};
use crate::source::{Slug, Span};

/// A bound text that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// Its address on its page, without `#`.
    pub anchor: String,
    /// The aim on whose page it stands; `None`: the paper's page.
    pub page: Option<Slug>,
    /// The expression as written.
    pub expression: String,
    /// What the page shows: the text as written, or filled in.
    pub shown: String,
    /// What the expression is worth.
    pub outcome: Outcome,
    /// The whole link in its file.
    pub place: Span,
}

/// All bound texts that hold, by place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bindings {
    by_place: BTreeMap<Span, Binding>,
}

impl Bindings {
    /// The binding of the link at `place`.
    pub fn at(&self, place: Span) -> Option<&Binding> {
        self.by_place.get(&place)
    }

    /// All of them, by place.
    pub fn iter(&self) -> impl Iterator<Item = &Binding> {
        self.by_place.values()
    }
}

/// Works out everything that is bound in `editions`.
pub fn bind(editions: &[Edition]) -> (Bindings, Vec<Diagnostic>) {
    let mut bindings = Bindings::default();
    let mut diagnostics = Vec::new();
    for edition in editions {
        let pages: Vec<Option<&Aim>> = std::iter::once(None).chain(edition.aims.iter().map(Some)).collect();
        let results: Vec<_> = pages.par_iter().map(|aim| page(editions, edition, *aim)).collect();
        for (held, failed) in results {
            bindings.by_place.extend(held.into_iter().map(|binding| (binding.place, binding)));
            diagnostics.extend(failed);
        }
    }
    (bindings, diagnostics)
}

fn page(editions: &[Edition], edition: &Edition, aim: Option<&Aim>) -> (Vec<Binding>, Vec<Diagnostic>) {
    let (mut held, mut failed) = (Vec::new(), Vec::new());
    let mut anchors = BTreeMap::new();
    for bound in aim.map_or_else(|| paper_bounds(edition), aim_bounds) {
        let scope = Scope { edition, editions, aim, expression: &bound.expression };
        match work_out(bound, scope) {
            Ok((outcome, shown)) => held.push(Binding {
                anchor: anchor(&bound.expression.text, &mut anchors),
                page: aim.map(|aim| aim.slug.clone()),
                expression: bound.expression.text.clone(),
                shown,
                outcome,
                place: bound.span,
            }),
            Err(_) if scope.rests_on_unread() => {}
            Err(diagnostic) => failed.push(diagnostic),
        }
    }
    (held, failed)
}

/// What `bound` is worth and what the page shows for it.
///
/// # Errors
/// It cannot be read or worked out, or it does not hold.
pub fn work_out(bound: &Bound, scope: Scope<'_>) -> Result<(Outcome, String), Diagnostic> {
    let work = || {
        let expression = parse(&bound.expression.text)
            .map_err(|unreadable| scope.fault("binding-syntax", unreadable.message, &unreadable.place))?;
        let outcome = evaluate(&expression, scope)?;
        let shown = judge(bound, &outcome, expression.about)?;
        Ok((outcome, shown))
    };
    work().map_err(with_help)
}

/// `fault` with something to do, where those who found it know nothing better.
fn with_help(fault: Diagnostic) -> Diagnostic {
    match (&fault.help, fault.rule) {
        (Some(_), _) => fault,
        (None, "missing-value" | "withheld-value") => {
            fault.help("take a period, an area and an expression that have a value, or say it without a number")
        }
        (None, _) => fault.help("write it like `=burglaries@2019-06` or `=change(burglaries, 2016-03, 2019-06)`"),
    }
}

/// Everything bound on the paper's own page.
pub fn paper_bounds(edition: &Edition) -> Vec<&Bound> {
    let reasons = edition.plan.iter().filter_map(|entry| match entry {
        PlanEntry::NotReported { because: Some(because), .. } => Some(because.reason.as_slice()),
        _ => None,
    });
    let texts = std::iter::once(edition.settings.notice.as_slice()).chain(reasons);
    bounds(&edition.paper).into_iter().chain(texts.flat_map(bounds_of)).collect()
}

/// Everything bound on the page of an aim, in the order of the page.
pub fn aim_bounds(aim: &Aim) -> Vec<&Bound> {
    let titles = aim.figures.iter().map(|figure| figure.title.as_slice());
    let headings = aim.sections.iter().map(|section| section.heading.as_slice());
    let inlines = titles.chain(headings).flat_map(|inlines: &[Inline]| bounds_of(inlines));
    let voices = [&aim.introduction, &aim.commentary, &aim.response].into_iter();
    let blocks = voices.chain(aim.sections.iter().map(|section| &section.blocks)).flat_map(|blocks| bounds(blocks));
    inlines.chain(blocks).collect()
}

/// An address for a bound text: made of its expression, so that it stays while the text round it changes.
fn anchor(expression: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let words: String = expression.chars().take(60).collect();
    let slug = Slug::from_words(&words).map_or_else(|| "value".to_owned(), |slug| slug.to_string());
    let count = taken.entry(slug.clone()).or_insert(0);
    *count += 1;
    if *count == 1 { format!("n-{slug}") } else { format!("n-{slug}-{count}") }
}
