//! A number or claim that is tied to the data, on a page: its text, its exact value for machines, and a note
//! that shows on focus and hover what it was worked out from. Without styles the note stays hidden.

use super::markup::Markup;
use super::theme::Html;
use crate::data::number::plain;
use crate::prose::Bound;
use crate::report::binding::judge::{in_full, measured};
use crate::report::binding::quantity::{Input, Outcome};
use crate::report::{Binding, Edition, Report};

/// How many observations a note lists before it only counts the others.
const LISTED: usize = 4;

/// `bound` where there can be no markup.
pub fn text(report: &Report, bound: &Bound) -> String {
    report.bindings.at(bound.span).map_or_else(|| bound.text.text.clone(), |binding| binding.shown.clone())
}

/// `binding` on a page of `edition`, with `id` as its address there.
pub fn html(edition: &Edition, binding: &Binding, id: &str) -> Html {
    let note = format!("{id}-note");
    let attributes = [("class", "bound"), ("id", id), ("tabindex", "0"), ("aria-describedby", &note)];
    let mut html = Markup::new();
    match &binding.outcome {
        Outcome::Quantity(quantity) => {
            let value = plain(quantity.value.normalize());
            html.open("data", &[&attributes[..], &[("value", &value)]].concat());
        }
        Outcome::Truth { .. } => {
            html.open("span", &attributes);
        }
    }
    html.text(&binding.shown).open("span", &[("class", "bound-note"), ("id", &note), ("hidden", "")]);
    html.text(&told(edition, binding)).close().close();
    html.finish()
}

/// What a number or claim was worked out from, in words.
fn told(edition: &Edition, binding: &Binding) -> String {
    let inputs = binding.outcome.inputs();
    let mut parts: Vec<String> = inputs.iter().take(LISTED).map(observation).collect();
    match inputs.len().saturating_sub(LISTED) {
        0 => {}
        1 => parts.push("and one more value".to_owned()),
        more => parts.push(format!("and {more} more values")),
    }
    if let (Outcome::Quantity(quantity), true) = (&binding.outcome, inputs.len() > 1) {
        parts.push(format!("Worked out: {}", in_full(quantity)));
    }
    let publishers = publishers(edition, &inputs);
    if !publishers.is_empty() {
        parts.push(format!("Source: {}", publishers.join(", ")));
    }
    parts.join(". ")
}

fn observation(input: &Input) -> String {
    let marks = if input.marks.is_empty() { String::new() } else { format!(" {}", input.marks) };
    format!("{}: {}{marks}", input.told(), measured(input.value, &input.unit))
}

/// Who published the values, each once.
fn publishers<'e>(edition: &'e Edition, inputs: &[Input]) -> Vec<&'e str> {
    let mut publishers = Vec::new();
    for input in inputs {
        let Some(aim) = edition.aim(&input.aim) else { continue };
        let own = aim.measure(&input.measure).map(|measure| &measure.sources).filter(|sources| !sources.is_empty());
        let named = own.unwrap_or(&aim.sources).iter().filter_map(|id| edition.settings.publications.get(id));
        for publication in named {
            if !publishers.contains(&publication.publisher.as_str()) {
                publishers.push(&publication.publisher);
            }
        }
    }
    publishers
}
