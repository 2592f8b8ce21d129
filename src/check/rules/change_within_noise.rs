//! A claimed change or difference that is no larger than chance makes them.

use crate::chart::stats::intervals::{Confidence, proportion};
use crate::check::page::pages;
use crate::check::rule::{Explanation, Rule, When};
use crate::data::number::{format, to_f64};
use crate::data::{Observation, Unit};
use crate::diag::Diagnostic;
use crate::prose::Bound;
use crate::report::binding::quantity::{Dimension, Input, Outcome, Quantity};
use crate::report::{Binding, Edition, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "change-within-noise",
        summary: "a claimed difference may be chance",
        why: "The two values come with intervals (columns `low` and `high`, or the number of people asked in `n`), and \
              their difference is too small to be told from none with 95% confidence. Say that it may be chance, or \
              leave the claim out. Differences are judged by Newcombe's method from the two intervals.",
        example: "confidence [fell](=confidence@2019-03 < confidence@2018-03) from 52% to 50%, with 1,000 people asked each time",
    },
    when: When::Always,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let edition = report.latest();
    let pages = pages(edition);
    let bindings = pages.iter().flat_map(|page| page.bindings(report));
    bindings.filter_map(|(bound, binding)| noise(edition, bound, binding)).collect()
}

fn noise(edition: &Edition, bound: &Bound, binding: &Binding) -> Option<Diagnostic> {
    let (one, other) = claimed(binding)?;
    let (first, second) = (interval(edition, one)?, interval(edition, other)?);
    if !may_be_chance(first, second) {
        return None;
    }
    let shown = |input: &Input, (low, _, high): (f64, f64, f64)| {
        format!("{} (between {low:.1} and {high:.1})", format(input.value, None, &input.unit))
    };
    let message = format!("`{}` may be chance", bound.text.text);
    let label = format!("{} and {}", shown(one, first), shown(other, second));
    let diagnostic = Diagnostic::warning("change-within-noise", message).at(bound.text.span, label);
    Some(
        diagnostic
            .also(one.span, "")
            .also(other.span, "")
            .help("say that the difference may be chance, or leave it out"),
    )
}

/// The two values that the text claims to differ, if it is about two of one measure.
fn claimed(binding: &Binding) -> Option<(&Input, &Input)> {
    let (one, other) = match &binding.outcome {
        Outcome::Truth { sides, .. } => match sides.as_slice() {
            [(Quantity { inputs: left, .. }, "<" | ">" | "!=", Quantity { inputs: right, .. })] => {
                let ([one], [other]) = (left.as_slice(), right.as_slice()) else { return None };
                (one, other)
            }
            _ => return None,
        },
        Outcome::Quantity(quantity) => {
            quantity.span.filter(|_| quantity.dimension != Dimension::Number)?;
            let [one, other] = quantity.inputs.as_slice() else { return None };
            (one, other)
        }
    };
    let negated = binding.expression.split_whitespace().any(|word| word == "not");
    ((&one.aim, &one.measure) == (&other.aim, &other.measure) && !negated).then_some((one, other))
}

/// The lower end, the value and the upper end: as published, or by Wilson's method.
fn interval(edition: &Edition, input: &Input) -> Option<(f64, f64, f64)> {
    let series = edition.aim(&input.aim)?.measure(&input.measure)?.series(&input.area)?;
    let Observation { value, interval, n, .. } = series.at(&input.period)?;
    let value = to_f64((*value)?);
    if let Some((low, high)) = interval {
        return Some((to_f64(*low), value, to_f64(*high)));
    }
    let asked = n.filter(|_| input.unit == Unit::Percent).map(to_f64)?;
    let wilson = proportion(value / 100.0 * asked, asked, Confidence::P95)?;
    Some((wilson.low * 100.0, value, wilson.high * 100.0))
}

/// Whether the interval of the difference holds zero (Newcombe 1998, method 10).
fn may_be_chance(one: (f64, f64, f64), other: (f64, f64, f64)) -> bool {
    let (below, above) = if one.1 <= other.1 { (one, other) } else { (other, one) };
    let reach = ((above.1 - above.0).powi(2) + (below.2 - below.1).powi(2)).sqrt();
    above.1 - below.1 <= reach
}
