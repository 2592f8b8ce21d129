//! Which values may be held against each other. Two values go together if their periods are of one kind
//! and length and no break in the series lies between them; two changes go together if they run from and to
//! the same periods. What does not is a message, unless the author allows it with a reason.

use std::ops::Range;

use super::quantity::{Input, Quantity};
use super::scope::Scope;
use crate::data::{Mark, Observation};
use crate::diag::Diagnostic;

/// What the author of an expression allows, with the reason.
#[derive(Debug, Clone, Copy, Default)]
pub struct Allowed<'a> {
    /// Why it may compare across a break in series.
    pub break_reason: Option<&'a str>,
    /// Why it may compare unlike periods.
    pub periods_reason: Option<&'a str>,
}

/// Checks that `left` and `right` may be compared.
///
/// # Errors
/// `unlike-periods` or `across-break`.
pub fn comparable(
    scope: &Scope<'_>,
    allowed: Allowed<'_>,
    left: &Quantity,
    right: &Quantity,
    place: &Range<usize>,
) -> Result<(), Diagnostic> {
    if allowed.periods_reason.is_none() {
        like_periods(scope, left, right, place)?;
    }
    if allowed.break_reason.is_none() {
        unbroken(scope, left, right, place)?;
    }
    Ok(())
}

fn like_periods(scope: &Scope<'_>, left: &Quantity, right: &Quantity, place: &Range<usize>) -> Result<(), Diagnostic> {
    let help = "compare like with like, or add `across-periods \"why this is fair\"` at the end";
    if let (Some((from, to)), Some((other_from, other_to))) = (left.span, right.span) {
        if (from, to) == (other_from, other_to) {
            return Ok(());
        }
        let message = format!(
            "a change from {} to {} is compared with one from {} to {}",
            from.label(),
            to.label(),
            other_from.label(),
            other_to.label()
        );
        return Err(scope.fault("unlike-periods", message, place).help(help));
    }
    if left.span.is_some() || right.span.is_some() {
        return Ok(());
    }
    for one in &left.inputs {
        for other in &right.inputs {
            if let Err(why) = one.period.comparable(&other.period) {
                let message = format!("{} is compared with {}: {why}", one.period.label(), other.period.label());
                return Err(scope.fault("unlike-periods", message, place).help(help));
            }
        }
    }
    Ok(())
}

fn unbroken(scope: &Scope<'_>, left: &Quantity, right: &Quantity, place: &Range<usize>) -> Result<(), Diagnostic> {
    for one in &left.inputs {
        for other in &right.inputs {
            if let Some(broken) = break_between(scope, one, other) {
                let (early, late) = if one.period < other.period { (one, other) } else { (other, one) };
                let message = format!(
                    "there is a break in {} between {} and {}: they are not comparable",
                    one.label,
                    early.period.label(),
                    late.period.label()
                );
                return Err(scope
                    .fault("across-break", message, place)
                    .also(broken.span, "the break [b] is here")
                    .help("compare periods on one side of the break, or add `across-break \"why this is fair\"` at the end"));
            }
        }
    }
    Ok(())
}

/// The first observation after the earlier and up to the later of two inputs of one series that carries a break.
fn break_between<'a>(scope: &Scope<'a>, one: &Input, other: &Input) -> Option<&'a Observation> {
    if (&one.aim, &one.measure, &one.area) != (&other.aim, &other.measure, &other.area) {
        return None;
    }
    let (early, late) = (one.period.min(other.period), one.period.max(other.period));
    let series = scope.edition.aim(&one.aim)?.measure(&one.measure)?.series(&one.area)?;
    series.observations.iter().find(|it| it.period > early && it.period <= late && it.marks.has(Mark::Break))
}
