//! A chart as its author wrote it: one entry under `charts:`. In: its id and its node. Out: what is written,
//! still as text where only the measures can tell what it means, and a diagnostic for every key that is
//! unknown, missing or of the wrong type. Nothing is looked up here; `plan` does that.

use super::kind::Kind;
use super::kinds;
use crate::diag::fields::{Fields, listed};
use crate::diag::{Diagnostic, nearest};
use crate::source::tree::{Node, Text};

/// A chart as written.
#[derive(Debug, Clone)]
pub struct ChartSpec {
    /// Its name under `charts:`.
    pub id: Text,
    /// What it is to be.
    pub kind: &'static dyn Kind,
    /// The measures it shows, by name.
    pub of: Vec<Text>,
    /// The series it shows; empty for all.
    pub series: Vec<Text>,
    /// The second title, if it is not the generated one.
    pub subtitle: Option<Text>,
    /// The one period it shows.
    pub at: Option<Text>,
    /// The first period it shows.
    pub from: Option<Text>,
    /// The last period it shows.
    pub to: Option<Text>,
    /// The series that stands out.
    pub focus: Option<Text>,
    /// The series the others are measured against.
    pub reference: Option<Text>,
    /// Sentences for under the chart.
    pub notes: Vec<Text>,
    /// What happened when: a period and a sentence each.
    pub annotate: Vec<(Text, Text)>,
    /// The sentence that stands for the picture, if it is not the generated one.
    pub summary: Option<Text>,
    /// All of it, for the keys of its kind.
    pub(super) node: Node,
}

impl ChartSpec {
    /// Reads the chart `id`. A chart whose type is missing or unknown is `None`. (Its title is not a matter of the picture: the report
    /// reads it.)
    pub fn read(id: &Text, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut fields = Fields::of(node, "a chart", diagnostics)?;
        fields.node("title");
        let kind = fields.required_text("type");
        let kind = kind.and_then(|name| match kinds::named(&name.text) {
            Some(kind) => Some(kind),
            None => {
                fields.report(unknown_kind(&name));
                None
            }
        });
        let spec = Self {
            id: id.clone(),
            kind: kind?,
            of: fields.texts("of"),
            series: fields.texts("series"),
            subtitle: fields.text("subtitle"),
            at: fields.text("at"),
            from: fields.text("from"),
            to: fields.text("to"),
            focus: fields.text("focus"),
            reference: fields.text("reference"),
            notes: fields.texts("notes"),
            annotate: annotations(&mut fields),
            summary: fields.text("summary"),
            node: node.clone(),
        };
        for key in kinds::ALL.iter().flat_map(|kind| kind.keys()) {
            let known = spec.kind.keys().iter().any(|own| own.name == key.name);
            if fields.node(key.name).is_some() && !known {
                let place = fields.key_span(key.name).unwrap_or(node.span);
                fields.report(not_of_this_kind(spec.kind, key.name).at(place, "not a key of this type"));
            }
        }
        fields.finish();
        Some(spec)
    }
}

fn annotations(fields: &mut Fields<'_>) -> Vec<(Text, Text)> {
    let entries = fields.entries("annotate");
    let mut read = Vec::new();
    for (period, node) in entries {
        match node.as_text() {
            Some(sentence) => read.push((period.clone(), sentence)),
            None => fields.report(
                Diagnostic::error("wrong-type", format!("an annotation should be a text, not {}", node.describe()))
                    .at(node.span, "expected a text")
                    .help(format!("write a sentence: `{}: \"…\"`", period.text)),
            ),
        }
    }
    read
}

fn unknown_kind(name: &Text) -> Diagnostic {
    let known = || kinds::ALL.iter().map(|kind| kind.name());
    let help = match nearest(&name.text, known()) {
        Some(kind) => format!("did you mean `{kind}`?"),
        None => format!("the types are {}", listed(known())),
    };
    Diagnostic::error("unknown-chart-type", format!("there is no chart type `{}`", name.text))
        .at(name.span, "")
        .help(help)
}

/// A key that another kind has: says whose it is, and why where that is a principle.
fn not_of_this_kind(kind: &dyn Kind, key: &str) -> Diagnostic {
    let owners: Vec<&str> = kinds::ALL
        .iter()
        .filter(|kind| kind.keys().iter().any(|own| own.name == key))
        .map(|kind| kind.name())
        .collect();
    let message = format!("`{key}` does not belong to a chart of type `{}`", kind.name());
    let help = match key {
        "zero" => "remove it: where length shows the value, the axis starts at zero".to_owned(),
        _ => format!("remove it, or choose a type that has it: {}", listed(owners)),
    };
    Diagnostic::error("unknown-key", message).help(help)
}
