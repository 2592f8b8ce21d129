//! The plan: the ordered list of aims. In: the list as written and the pages there are. Out: what each entry
//! turned out to be. An aim of the plan is reported, or said not to be and why; nothing is left out in silence.

use std::collections::BTreeMap;

use super::{Notes, names, words};
use crate::data::{Date, date};
use crate::diag::fields::Fields;
use crate::diag::{Diagnostic, nearest};
use crate::report::edition::{NotReported, PlanEntry};
use crate::source::tree::{Node, Value};
use crate::source::{Slug, Span};

/// An entry of the plan as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its slug.
    pub slug: Slug,
    /// What the plan calls it.
    pub aim: Option<String>,
    /// Why it has no page, if the plan says so.
    pub because: Option<NotReported>,
    /// Where its slug stands.
    pub span: Span,
}

/// The entries of the plan, each slug once; `file` is the text of the settings.
pub fn written(file: &str, items: &[Node], notes: &mut Notes) -> Vec<Planned> {
    let mut places: BTreeMap<Slug, Span> = BTreeMap::new();
    let mut plan = Vec::new();
    for item in items {
        let Some(planned) = entry(file, item, notes) else { continue };
        match places.get(&planned.slug) {
            Some(first) => {
                let message = format!("the plan names `{}` for the second time", planned.slug);
                let diagnostic = Diagnostic::error("duplicate-slug", message).at(planned.span, "");
                notes.push(diagnostic.also(*first, "the first time").help("keep one of the two lines"));
            }
            None => {
                places.insert(planned.slug.clone(), planned.span);
                plan.push(planned);
            }
        }
    }
    plan
}

fn entry(file: &str, item: &Node, notes: &mut Notes) -> Option<Planned> {
    if let Some(text) = item.as_text() {
        let slug = names::slug(&text).map_err(|fault| notes.push(*fault)).ok()?;
        return Some(Planned { slug, aim: None, because: None, span: text.span });
    }
    if !matches!(item.value, Value::Map(_)) {
        let message = format!("an entry of the plan should be the name of a page, not {}", item.describe());
        let diagnostic = Diagnostic::error("wrong-type", message).at(item.span, "");
        notes.push(diagnostic.help("write `- burglary`, or `- {slug: burglary, aim: Reductions in burglary}`"));
        return None;
    }
    let mut inside = Vec::new();
    let mut fields = Fields::of(item, "an entry of the plan", notes)?;
    let text = fields.required_text("slug");
    let aim = fields.text("aim").map(|text| text.text);
    let because = fields.node("not_reported").and_then(|node| because(file, node, &mut inside));
    fields.finish();
    notes.extend(inside);
    let text = text?;
    let slug = names::slug(&text).map_err(|fault| notes.push(*fault)).ok()?;
    Some(Planned { slug, aim, because, span: text.span })
}

fn because(file: &str, node: &Node, notes: &mut Notes) -> Option<NotReported> {
    let mut fields = Fields::of(node, "`not_reported`", notes)?;
    let date = day(&mut fields, "date");
    let reason = fields.required_text("reason");
    if date.is_none() && fields.key_span("date").is_none() {
        fields.missing("date");
    }
    fields.finish();
    Some(NotReported { date: date?, reason: words::inline(file, &reason?, notes) })
}

/// The day at `key`, written `2019-11-19`.
pub fn day(fields: &mut Fields<'_>, key: &'static str) -> Option<Date> {
    let text = fields.text(key)?;
    match date::parse(&text.text) {
        Ok(date) => Some(date),
        Err(fault) => {
            let message = format!("`{}` {fault}", text.text);
            fields.report(Diagnostic::error("bad-date", message).at(text.span, "").help(fault.help()));
            None
        }
    }
}

/// The entries as they turned out, given each page's place among the aims.
pub fn settled(plan: &[Planned], pages: &BTreeMap<Slug, usize>, notes: &mut Notes) -> Vec<PlanEntry> {
    plan.iter().filter_map(|planned| settle(planned.clone(), pages, notes)).collect()
}

fn settle(planned: Planned, pages: &BTreeMap<Slug, usize>, notes: &mut Notes) -> Option<PlanEntry> {
    let Planned { slug, aim, because, span } = planned;
    match (pages.get(&slug), aim) {
        (Some(at), _) => {
            if because.is_some() {
                let message = format!("the plan says `{slug}` is not reported, but `content/{slug}.md` reports it");
                let diagnostic = Diagnostic::warning("plan-coverage", message).at(span, "");
                notes.push(diagnostic.help("remove `not_reported`, or the page"));
            }
            Some(PlanEntry::Reported(*at))
        }
        (None, Some(aim)) => Some(PlanEntry::NotReported { slug, aim, because, span }),
        (None, None) => {
            let help = match nearest(slug.as_str(), pages.keys().map(Slug::as_str)) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write the page, or `- {{slug: {slug}, aim: \"…\"}}` to list the aim as not reported"),
            };
            let message = format!("the plan names `{slug}`, but there is no `content/{slug}.md`");
            notes.push(Diagnostic::error("unknown-page", message).at(span, "").help(help));
            None
        }
    }
}

/// The place of each slug in the plan.
pub fn places(plan: &[Planned]) -> BTreeMap<&Slug, usize> {
    plan.iter().enumerate().map(|(at, planned)| (&planned.slug, at)).collect()
}

/// Says which of `pages` the plan, with these places, does not name.
pub fn missing(places: &BTreeMap<&Slug, usize>, pages: &[(&Slug, Span)], notes: &mut Notes) {
    for (slug, span) in pages.iter().filter(|(slug, _)| !places.contains_key(slug)) {
        let message = format!("the page `{slug}` is not in the plan");
        let diagnostic = Diagnostic::error("not-in-plan", message).at(*span, "");
        notes.push(diagnostic.help(format!("add a line `- {slug}` to `plan:` in `aimline.yaml`")));
    }
}
