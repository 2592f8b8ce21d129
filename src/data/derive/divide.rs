//! One value divided by another: a rate (`per`), a share, an index. The other value is the one of the same
//! area and of exactly the same days; for a rate also a count on one day inside the period (a mid-year
//! population), or one period named with `at`. What is not found is a gap and a message, never a guess.

use super::{TooLarge, derived, missing, worked_out};
use crate::data::faults::Faults;
use crate::data::read::{Values, period_of, unknown_series};
use crate::data::spec::Per;
use crate::data::{Decimal, Mark, Marks, Measure, Observation, Period, Series, Unit, number};
use crate::diag::Diagnostic;
use crate::source::tree::Text;

/// `per: {of: population, each: 1000}`
pub(super) fn per(values: &Values, per: &Per, of: &Measure, faults: &mut Faults) -> Option<Values> {
    if [values.unit.as_ref(), Some(&of.unit)].contains(&Some(&Unit::Percent)) {
        let fault = Diagnostic::error("wrong-unit", "a rate cannot be made of percentages").at(per.of.span, "");
        faults.push(fault.help("divide a count by a count"));
        return None;
    }
    let mut rates = worked_out(values);
    let both_single = values.series.len() == 1 && of.series.len() == 1;
    for series in &values.series {
        let other = if both_single { of.series.first() } else { of.series(&series.name) };
        let Some(other) = other else {
            faults.push(no_area(&per.of, &series.name, of));
            continue;
        };
        let fixed = match &per.at {
            Some(at) => Some(other.at(&period_of(at, other, faults)?)?),
            None => None,
        };
        let find = |period: &Period| fixed.or_else(|| same_days(other, period)).or_else(|| day_inside(other, period));
        rates.series.push(quotients(series, find, per.each, &per.of, faults)?);
    }
    rates.unit = match values.unit {
        Some(Unit::Pounds) => Some(Unit::Pounds),
        _ => Some(Unit::Named(rate_words(per.each, of))),
    };
    rates.decimals = Some(1);
    with_files_of(rates, of)
}

/// `share: total`
pub(super) fn share(values: &Values, name: &Text, of: &Measure, faults: &mut Faults) -> Option<Values> {
    let known = values.unit.as_ref().filter(|_| !of.unit.words().is_empty());
    if let Some(unit) = known.filter(|unit| **unit != of.unit) {
        let message = format!("a share of {} cannot be made of {}", of.unit.words(), unit.words());
        faults.push(Diagnostic::error("wrong-unit", message).at(name.span, "").help("divide values of one unit"));
        return None;
    }
    let mut shares = worked_out(values);
    for series in &values.series {
        let whole = of.series(&series.name).or(if of.series.len() == 1 { of.series.first() } else { None });
        match whole {
            Some(whole) => {
                let find = |period: &Period| same_days(whole, period);
                shares.series.push(quotients(series, find, Decimal::ONE_HUNDRED, name, faults)?);
            }
            None => faults.push(no_area(name, &series.name, of)),
        }
    }
    shares.unit = Some(Unit::Percent);
    shares.decimals = Some(1);
    with_files_of(shares, of)
}

/// `index: 2016-03`
pub(super) fn index(values: &Values, period: &Text, faults: &mut Faults) -> Option<Values> {
    let mut indices = worked_out(values);
    let mut base_label = None;
    for series in &values.series {
        let base = series.at(&period_of(period, series, faults)?)?;
        if base.value.is_none_or(|value| value.is_zero()) {
            let message =
                format!("the value of `{}` at {} is zero, so nothing can be measured by it", series.name, base.period);
            let fault = Diagnostic::error("division-by-zero", message).at(period.span, "").also(base.span, "zero");
            faults.push(fault.help("choose another period"));
            return None;
        }
        base_label = Some(base.period.label());
        indices.series.push(quotients(series, |_| Some(base), Decimal::ONE_HUNDRED, period, faults)?);
    }
    indices.unit = Some(Unit::Named(format!("index, {} = 100", base_label?)));
    indices.decimals = Some(1);
    Some(indices)
}

/// Each value of `series` times `factor`, divided by what `find` gives for its period.
fn quotients<'o>(
    series: &Series,
    find: impl Fn(&Period) -> Option<&'o Observation>,
    factor: Decimal,
    name: &Text,
    faults: &mut Faults,
) -> Option<Series> {
    let (mut observations, mut absent) = (Vec::with_capacity(series.observations.len()), Vec::new());
    for part in &series.observations {
        let whole = find(&part.period);
        if whole.is_none() {
            absent.push(part);
        }
        match quotient(part, whole, factor) {
            Ok(observation) => observations.push(observation),
            Err(TooLarge) => {
                faults.push(TooLarge.diagnostic(name));
                return None;
            }
        }
        if let Some(zero) = whole.filter(|whole| whole.value.is_some_and(|value| value.is_zero())) {
            let message = format!("`{}` is zero for {}, so nothing can be divided by it", name.text, part.period);
            let fault = Diagnostic::warning("division-by-zero", message).at(name.span, "").also(zero.span, "zero");
            faults.push(fault.help("the value is shown as not applicable, `[z]`"));
        }
    }
    if let Some(first) = absent.first() {
        faults.push(no_period(name, series, first, &absent));
    }
    Some(Series { name: series.name.clone(), observations })
}

fn quotient(part: &Observation, whole: Option<&Observation>, factor: Decimal) -> Result<Observation, TooLarge> {
    let Some(whole) = whole else {
        return Ok(Observation::new(part.period, None, missing().and(part.marks), part.span));
    };
    let marks = derived(part.marks.and(whole.marks));
    let divide = |value: Decimal, by: Decimal| {
        value.checked_mul(factor).and_then(|value| value.checked_div(by)).map(|value| value.normalize()).ok_or(TooLarge)
    };
    let (value, marks) = match (part.value, whole.value) {
        (Some(_), Some(by)) if by.is_zero() => (None, marks.and(Marks::default().with(Mark::NotApplicable))),
        (Some(value), Some(by)) => (Some(divide(value, by)?), marks),
        _ => (None, marks),
    };
    let mut observation = Observation::new(part.period, value, marks, part.span);
    if let (Some((low, high)), Some(by), true) = (part.interval, whole.value, value.is_some()) {
        observation.interval = Some((divide(low, by)?, divide(high, by)?));
    }
    Ok(observation)
}

/// The observation of exactly these days, whatever its kind is called.
fn same_days<'s>(series: &'s Series, period: &Period) -> Option<&'s Observation> {
    let until = series.observations.partition_point(|observation| observation.period.end() <= period.end());
    series.observations[..until]
        .iter()
        .rev()
        .take_while(|observation| observation.period.end() == period.end())
        .find(|observation| observation.period.start() == period.start())
}

/// The last observation of a single day inside the period.
fn day_inside<'s>(series: &'s Series, period: &Period) -> Option<&'s Observation> {
    let until = series.observations.partition_point(|observation| observation.period.end() <= period.end());
    let last = series.observations[..until].last()?;
    (last.period.is_moment() && last.period.start() >= period.start()).then_some(last)
}

fn no_area(name: &Text, area: &str, of: &Measure) -> Diagnostic {
    let mut fault = unknown_series(&Text { text: area.to_owned(), span: name.span }, &of.series);
    fault.message = format!("`{}` has no series `{area}` to divide by", name.text);
    fault
}

fn no_period(name: &Text, series: &Series, first: &Observation, absent: &[&Observation]) -> Diagnostic {
    let more = match absent.len() {
        1 => String::new(),
        count => format!(" and {} more periods", count - 1),
    };
    let message = format!("`{}` has no value to divide `{}` by for {}{more}", name.text, series.name, first.period);
    Diagnostic::warning("missing-period", message)
        .at(name.span, "")
        .also(first.span, "the value")
        .help("add the period to its data, or name the one to use for all: `per: {of: …, at: 2018}`")
}

fn rate_words(each: Decimal, of: &Measure) -> String {
    let what = match of.unit.words() {
        "" => of.label.to_lowercase(),
        words => words.to_owned(),
    };
    if each == Decimal::ONE {
        return format!("per {what}");
    }
    format!("per {} {what}", number::format(each, None, &Unit::Named(String::new())))
}

/// The files of both; nothing at all if no series is left.
fn with_files_of(mut values: Values, of: &Measure) -> Option<Values> {
    for file in &of.files {
        if !values.files.contains(file) {
            values.files.push(file.clone());
        }
    }
    (!values.series.is_empty()).then_some(values)
}
