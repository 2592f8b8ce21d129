//! The functions of the language, one table entry each. A function takes either values or a series with
//! periods: `change(burglaries, 2016-03, 2019-06)` is `change(burglaries@2016-03, burglaries@2019-06)`.

use std::ops::Range;

use super::evaluate::Evaluation;
use super::quantity::{Dimension, Quantity};
use super::scope::Found;
use super::syntax::Node;
use crate::data::{Decimal, Period, Unit};
use crate::diag::Diagnostic;

/// What works a function out: from its arguments and the place of the call.
type Run = fn(&Evaluation<'_>, &[Node], &Range<usize>) -> Result<Quantity, Diagnostic>;

/// A function: what it is called, how it is written, what it means.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it gives, in one sentence.
    pub meaning: &'static str,
    /// A link that holds on the sample report's page on burglary.
    pub example: &'static str,
    run: Run,
}

/// Every function, in the order of the guide.
pub const FUNCTIONS: [Function; 12] = [
    Function {
        name: "change",
        usage: "change(measure, from, to) or change(old, new)",
        meaning: "how much the second value is above the first, in percent of the first; negative for a fall",
        example: "[28%](=change(burglaries, 2016-03, 2019-06))",
        run: change,
    },
    Function {
        name: "difference",
        usage: "difference(measure, from, to) or difference(old, new)",
        meaning: "the second value less the first, in their unit; percentage points for percentages",
        example: "[6,248](=difference(burglaries, 2016-03, 2019-06))",
        run: difference,
    },
    Function {
        name: "points",
        usage: "points(measure, from, to) or points(old, new)",
        meaning: "the second percentage less the first, in percentage points",
        example: "[3 percentage points](=-points(confidence.confidence, 2016-03, 2018-12))",
        run: points,
    },
    Function {
        name: "ratio",
        usage: "ratio(a, b) or ratio(measure, from, to)",
        meaning: "how many times the second is contained in the first: a / b; with periods, the later over the earlier value",
        example: "[1.3](=ratio(burglaries, 2016-03, 2019-06))",
        run: ratio,
    },
    Function {
        name: "share",
        usage: "share(part, whole) or share(measure[area], period)",
        meaning: "the part in percent of the whole; with a period, an area's part of the sum of all areas",
        example: "[116%](=share(active-citizens.spent@2018/19, active-citizens.budget@2018/19))",
        run: share,
    },
    Function {
        name: "sum",
        usage: "sum(measure, from, to), sum(measure, period) or sum(a, b, …)",
        meaning: "the sum over the periods from first to last, over all areas at one period, or of the values given",
        example: "[14,435](=sum(half-year@previous, half-year@latest))",
        run: sum,
    },
    Function {
        name: "mean",
        usage: "mean(measure, from, to), mean(measure, period) or mean(a, b, …)",
        meaning: "the sum as above, divided by how many values there are",
        example: "[7,218](=mean(half-year@previous, half-year@latest))",
        run: mean,
    },
    Function {
        name: "min",
        usage: "min(measure, from, to), min(measure, period) or min(a, b, …)",
        meaning: "the lowest of the values",
        example: "[10.1](=min(rate[Sandwell]@2019-06, rate[Solihull]@2019-06))",
        run: min,
    },
    Function {
        name: "max",
        usage: "max(measure, from, to), max(measure, period) or max(a, b, …)",
        meaning: "the highest of the values",
        example: "[11.1](=max(rate, 2019-06))",
        run: max,
    },
    Function {
        name: "rank",
        usage: "rank(measure[area], period)",
        meaning: "the place of an area among all areas of the measure with a value, the highest being 1; equals share a place",
        example: "[the highest](=rank(rate[Sandwell], 2019-06) = 1)",
        run: rank,
    },
    Function {
        name: "per",
        usage: "per(events, population, each)",
        meaning: "events for every `each` of the population",
        example: "[9.8](=per(burglaries@2019-06, 2923000, 1000))",
        run: per,
    },
    Function {
        name: "trend",
        usage: "trend(measure, period)",
        meaning: "how many times in a row the series has risen up to the period (negative: fallen); 0 if it stood still",
        example: "[twice in a row](=trend(robbery.robberies, 2019-06) = 2)",
        run: trend,
    },
];

/// Calls the function `name`.
pub(super) fn call(
    evaluation: &Evaluation<'_>,
    name: &str,
    name_place: &Range<usize>,
    arguments: &[Node],
    place: &Range<usize>,
) -> Result<Quantity, Diagnostic> {
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
        let known: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
        return Err(evaluation.scope.unknown("function", name, name_place, &known, "the language"));
    };
    (function.run)(evaluation, arguments, place)
}

fn misused(evaluation: &Evaluation<'_>, name: &str, place: &Range<usize>) -> Diagnostic {
    let usage = FUNCTIONS.iter().find(|function| function.name == name).map_or("", |function| function.usage);
    evaluation
        .scope
        .fault("binding-syntax", format!("`{name}` is not used like this"), place)
        .help(format!("write {usage}"))
}

/// The two values of `name(series, from, to)` or `name(a, b)`, and the periods if they are given.
type Pair = (Quantity, Quantity, Option<(Period, Period)>);

fn pair(evaluation: &Evaluation<'_>, name: &str, arguments: &[Node], place: &Range<usize>) -> Result<Pair, Diagnostic> {
    let (old, new) = match arguments {
        [series, from, to] => {
            let Some(found) = evaluation.series(series)? else { return Err(misused(evaluation, name, place)) };
            (value_at(evaluation, found, from)?, value_at(evaluation, found, to)?)
        }
        [old, new] => (evaluation.quantity(old)?, evaluation.quantity(new)?),
        _ => return Err(misused(evaluation, name, place)),
    };
    evaluation.together(&old, &new, place)?;
    let span = match (old.inputs.as_slice(), new.inputs.as_slice()) {
        ([from], [to]) => Some((from.period, to.period)),
        _ => None,
    };
    Ok((old, new, span))
}

fn value_at(evaluation: &Evaluation<'_>, found: Found<'_>, period: &Node) -> Result<Quantity, Diagnostic> {
    let at = evaluation.period(period, found)?;
    evaluation.scope.value(found, at, &period.place)
}

fn is_percent(quantity: &Quantity) -> bool {
    quantity.dimension == Dimension::Level(Unit::Percent)
}

fn change(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let (old, new, span) = pair(evaluation, "change", arguments, place)?;
    if is_percent(&old) {
        let message = "the change of a percentage in percent is easily misread".to_owned();
        return Err(evaluation
            .scope
            .fault("points-as-percent", message, place)
            .help("use `points` for percentage points"));
    }
    if old.value.is_zero() {
        return Err(evaluation.scope.fault("missing-value", "there is no percent change from zero".to_owned(), place));
    }
    let value = new
        .value
        .checked_sub(old.value)
        .and_then(|it| it.checked_mul(Decimal::ONE_HUNDRED))
        .and_then(|it| it.checked_div(old.value));
    let made = evaluation.finished(value, Dimension::Change, &old, &new, place)?;
    Ok(Quantity { span, decimals: None, ..made })
}

fn difference(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let (old, new, span) = pair(evaluation, "difference", arguments, place)?;
    let dimension = if is_percent(&old) { Dimension::Points } else { new.dimension.clone() };
    let made = evaluation.finished(new.value.checked_sub(old.value), dimension, &old, &new, place)?;
    Ok(Quantity { span, ..made })
}

fn points(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let made = difference(evaluation, arguments, place)?;
    if made.dimension != Dimension::Points {
        let message = format!("percentage points are the difference of two percentages; this is in {}", made.dimension);
        return Err(evaluation.scope.fault("unlike-units", message, place).help("use `difference`"));
    }
    Ok(made)
}

fn ratio(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let (first, second, span) = pair(evaluation, "ratio", arguments, place)?;
    let (above, below) = if arguments.len() == 3 { (second, first) } else { (first, second) };
    let made = evaluation.divided(above, &below, place)?;
    Ok(Quantity { span, decimals: None, ..made })
}

fn share(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let (part, whole) = match arguments {
        [part, whole] => match evaluation.series(part)? {
            Some(found) => {
                let at = evaluation.period(whole, found)?;
                (
                    evaluation.scope.value(found, at, &whole.place)?,
                    added(evaluation, &areas(evaluation, found, at, &whole.place)?, place)?,
                )
            }
            None => (evaluation.quantity(part)?, evaluation.quantity(whole)?),
        },
        _ => return Err(misused(evaluation, "share", place)),
    };
    evaluation.together(&part, &whole, place)?;
    if whole.value.is_zero() {
        return Err(evaluation.scope.fault("missing-value", "this is a share of zero".to_owned(), place));
    }
    let value = part.value.checked_mul(Decimal::ONE_HUNDRED).and_then(|it| it.checked_div(whole.value));
    let made = evaluation.finished(value, Dimension::Level(Unit::Percent), &part, &whole, place)?;
    Ok(Quantity { decimals: None, ..made })
}

/// The values that `sum`, `mean`, `min` and `max` are of.
fn values(
    evaluation: &Evaluation<'_>,
    name: &str,
    arguments: &[Node],
    place: &Range<usize>,
) -> Result<Vec<Quantity>, Diagnostic> {
    let Some(first) = arguments.first() else { return Err(misused(evaluation, name, place)) };
    let values = match (evaluation.series(first)?, arguments) {
        (Some(found), [_, period]) => {
            let at = evaluation.period(period, found)?;
            areas(evaluation, found, at, &period.place)?
        }
        (Some(found), [_, from, to]) => {
            let (first, last) = (evaluation.period(from, found)?, evaluation.period(to, found)?);
            value_at(evaluation, found, from)?;
            value_at(evaluation, found, to)?;
            let within = found.series.observations.iter().filter(|it| it.period >= first && it.period <= last);
            within.map(|it| evaluation.scope.value(found, it.period, place)).collect::<Result<Vec<_>, _>>()?
        }
        (Some(_), _) => return Err(misused(evaluation, name, place)),
        (None, _) => arguments.iter().map(|node| evaluation.quantity(node)).collect::<Result<Vec<_>, _>>()?,
    };
    if values.is_empty() {
        return Err(evaluation.scope.fault("missing-value", "there are no values here".to_owned(), place));
    }
    Ok(values)
}

/// The values of all areas of a measure at a period. A gap in one of them leaves the others uncertain: an error.
fn areas(
    evaluation: &Evaluation<'_>,
    found: Found<'_>,
    at: Period,
    place: &Range<usize>,
) -> Result<Vec<Quantity>, Diagnostic> {
    let with_period = found.measure.series.iter().filter(|series| series.at(&at).is_some());
    with_period.map(|series| evaluation.scope.value(Found { series, ..found }, at, place)).collect()
}

fn added(evaluation: &Evaluation<'_>, values: &[Quantity], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let Some((first, rest)) = values.split_first() else { return Ok(Quantity::number(Decimal::ZERO)) };
    rest.iter().try_fold(first.clone(), |sum, next| {
        evaluation.together(&sum, next, place)?;
        evaluation.finished(sum.value.checked_add(next.value), sum.dimension.clone(), &sum, next, place)
    })
}

fn sum(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    added(evaluation, &values(evaluation, "sum", arguments, place)?, place)
}

fn mean(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let values = values(evaluation, "mean", arguments, place)?;
    let total = added(evaluation, &values, place)?;
    evaluation.divided(total, &Quantity::number(Decimal::from(values.len())), place)
}

fn min(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    extreme(evaluation, "min", arguments, place, |candidate, best| candidate < best)
}

fn max(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    extreme(evaluation, "max", arguments, place, |candidate, best| candidate > best)
}

fn extreme(
    evaluation: &Evaluation<'_>,
    name: &str,
    arguments: &[Node],
    place: &Range<usize>,
    beats: fn(Decimal, Decimal) -> bool,
) -> Result<Quantity, Diagnostic> {
    let values = values(evaluation, name, arguments, place)?;
    let mut best = values[0].clone();
    for next in &values[1..] {
        evaluation.together(&best, next, place)?;
        if beats(next.value, best.value) {
            best = next.clone();
        }
    }
    Ok(best)
}

fn rank(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let [series, period] = arguments else { return Err(misused(evaluation, "rank", place)) };
    let Some(found) = evaluation.series(series)? else { return Err(misused(evaluation, "rank", place)) };
    let at = evaluation.period(period, found)?;
    let own = evaluation.scope.value(found, at, &period.place)?;
    let others = areas(evaluation, found, at, &period.place)?;
    let above = others.iter().filter(|other| other.value > own.value).count();
    let place = Quantity::number(Decimal::from(above + 1)).leaning_on(&own.inputs);
    Ok(others.iter().fold(place, |place, other| place.leaning_on(&other.inputs)))
}

fn per(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let [events, population, each] = arguments else { return Err(misused(evaluation, "per", place)) };
    let (events, population, each) =
        (evaluation.quantity(events)?, evaluation.quantity(population)?, evaluation.quantity(each)?);
    if population.value.is_zero() {
        return Err(evaluation.scope.fault("missing-value", "the population is zero".to_owned(), place));
    }
    let among = match &population.dimension {
        Dimension::Level(Unit::Named(unit)) => unit.clone(),
        _ => "of the population".to_owned(),
    };
    let value = events.value.checked_mul(each.value).and_then(|it| it.checked_div(population.value));
    let unit = Unit::Named(format!(
        "per {} {among}",
        crate::data::number::format(each.value, None, &Unit::Named(String::new()))
    ));
    let made = evaluation.finished(value, Dimension::Level(unit), &events, &population, place)?;
    Ok(Quantity { decimals: Some(1), ..made })
}

fn trend(evaluation: &Evaluation<'_>, arguments: &[Node], place: &Range<usize>) -> Result<Quantity, Diagnostic> {
    let [series, period] = arguments else { return Err(misused(evaluation, "trend", place)) };
    let Some(found) = evaluation.series(series)? else { return Err(misused(evaluation, "trend", place)) };
    let at = evaluation.period(period, found)?;
    evaluation.scope.value(found, at, &period.place)?;
    let mut run = 0_i64;
    let mut used = Quantity::number(Decimal::ZERO);
    let until: Vec<_> = found.series.observations.iter().filter(|it| it.period <= at).collect();
    for two in until.windows(2).rev() {
        let (Some(old), Some(new)) = (two[0].value, two[1].value) else { break };
        let step = i64::from(new > old) - i64::from(new < old);
        let broken = two[1].marks.has(crate::data::Mark::Break);
        if step == 0 || broken || (run != 0 && step != run.signum()) {
            break;
        }
        run += step;
        for observation in two {
            used = used.leaning_on(&evaluation.scope.value(found, observation.period, place)?.inputs);
        }
    }
    Ok(Quantity { value: Decimal::from(run), ..used })
}
