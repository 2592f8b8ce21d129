//! One value, shown in two ways that differ: 10 here and 9.8 there.

use std::collections::BTreeMap;

use crate::check::page::pages;
use crate::check::rule::{Explanation, Rule, When};
use crate::data::Decimal;
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::report::binding::quantity::Outcome;
use crate::report::binding::syntax::is_about;
use crate::report::binding::written::{Form, Reading, Tail, read};
use crate::source::{Sources, Span};

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "two-precisions",
        summary: "one value is shown with different numbers of decimals",
        why: "Both are right, and a reader who finds 10 in one place and 9.8 in another takes one of them for a mistake, \
              or for another value. Write it the same way everywhere in an edition. Words of about (`=~`) and \
              multiples such as \"£1.2 million\" are left alone.",
        example: "[10](=rate@2019-06) burglaries per 1,000 people … lower than others ([9.8](=rate@2019-06))",
    },
    when: When::Always,
    check,
};

/// A place where a value is shown.
struct Shown<'a> {
    text: &'a str,
    value: Decimal,
    decimals: u32,
    span: Span,
    /// What it is, for people.
    what: String,
}

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let mut values: BTreeMap<(String, Vec<Span>), Vec<Shown<'_>>> = BTreeMap::new();
    for page in pages(report.latest()) {
        for (bound, binding) in page.bindings(report) {
            let Outcome::Quantity(quantity) = &binding.outcome else { continue };
            let Reading::Number(written) = read(&bound.text.text) else { continue };
            let Form::Digits(digits) = written.form else { continue };
            let Some(first) = quantity.inputs.first() else { continue };
            if matches!(digits.tail, Tail::Multiple(..)) || is_about(&binding.expression) {
                continue;
            }
            let key = format!("{} {}", quantity.value.abs().normalize(), quantity.dimension);
            let cells = quantity.inputs.iter().map(|input| input.span).collect();
            let shown = Shown {
                text: &bound.text.text,
                value: written.value.abs(),
                decimals: digits.decimals,
                span: bound.text.span,
                what: format!("{}, {}, {}", first.label, first.area, first.period.label()),
            };
            values.entry((key, cells)).or_default().push(shown);
        }
    }
    values.values().flat_map(|places| coarser(places)).collect()
}

/// What to say of the places that show less than the finest.
fn coarser(places: &[Shown<'_>]) -> Vec<Diagnostic> {
    let Some(finest) = places.iter().max_by_key(|shown| shown.decimals) else { return Vec::new() };
    let differing = places.iter().filter(|shown| shown.value != finest.value);
    let say = |shown: &Shown<'_>| {
        let message = format!("one value is shown as `{}` and as `{}`", shown.text, finest.text);
        Diagnostic::warning("two-precisions", message)
            .at(shown.span, shown.what.clone())
            .also(finest.span, "the other place")
            .help("write it with as many decimals in both places")
    };
    differing.map(say).collect()
}
