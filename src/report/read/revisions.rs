//! `revisions:` of the paper: why values differ from what the edition before published. In: the list as
//! written. Out: notes with their reason and type; each must name a measure of the edition.

use super::Notes;
use crate::diag::fields::Fields;
use crate::diag::{Diagnostic, nearest};
use crate::report::Aim;
use crate::report::edition::{RevisionKind, RevisionNote};
use crate::source::tree::{Node, Text};

/// The notes of the list `items`.
pub fn read(items: &[Node], notes: &mut Notes) -> Vec<(Text, RevisionNote)> {
    items.iter().flat_map(|item| one(item, notes)).collect()
}

fn one(item: &Node, notes: &mut Notes) -> Vec<(Text, RevisionNote)> {
    let Some(mut fields) = Fields::of(item, "a revision", notes) else { return Vec::new() };
    let of = fields.texts("of");
    if of.is_empty() {
        fields.missing("of");
    }
    let reason = fields.required_text("reason");
    let names = RevisionKind::ALL.map(|(name, _)| name);
    let kind = fields.choice("type", &names).map(|(at, _)| RevisionKind::ALL[at].1);
    if fields.node("type").is_none() {
        fields.missing("type");
    }
    fields.finish();
    let (Some(reason), Some(kind)) = (reason, kind) else { return Vec::new() };
    of.into_iter()
        .map(|text| {
            let note = RevisionNote { of: text.text.clone(), kind, reason: reason.text.clone() };
            (text, note)
        })
        .collect()
}

/// Those of `found` that name a measure of `aims`; the others are errors.
pub fn known(found: Vec<(Text, RevisionNote)>, aims: &[Aim], notes: &mut Notes) -> Vec<RevisionNote> {
    let names: Vec<String> =
        aims.iter().flat_map(|aim| aim.measures.iter().map(move |m| format!("{}.{}", aim.slug, m.id))).collect();
    let mut known = Vec::new();
    for (text, note) in found {
        match names.contains(&note.of) {
            true => known.push(note),
            false => {
                let help = match nearest(&note.of, names.iter().map(String::as_str)) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "write the aim's file name, a stop and the measure: `burglary.burglaries`".to_owned(),
                };
                let message = format!("there is no measure `{}`", note.of);
                notes.push(Diagnostic::error("unknown-measure", message).at(text.span, "").help(help));
            }
        }
    }
    known
}
