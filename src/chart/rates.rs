//! Rates and percentages worked out for a chart from counts, with their likely ranges. In: a measure of
//! events and one of populations, or a measure of answers and one of all who were asked. Out: rows like
//! those of published values. Values and ranges are rounded to four decimals, finer
//! than they are ever shown.

use super::areas::{Areas, OVER_TIME, Order, Row};
use super::ask::Ask;
use super::stats::Confidence::P95;
use super::stats::intervals;
use super::strand::Point;
use super::text::clean;
use super::words::Shown;
use crate::data::number::to_f64;
use crate::data::{Decimal, Measure, Period, Series, Unit};
use crate::source::tree::Text;

/// What is to be worked out.
pub struct Rates<'m> {
    /// The measure of events or answers.
    pub above: &'m Measure,
    /// The measure of what they are counted in.
    pub below: &'m Measure,
    /// What ratios are multiplied by: 100 for percentages.
    pub each: Decimal,
    /// How.
    pub kind: Method,
}

/// What the counts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Events in a population: exact or Byar.
    Count,
    /// Answers of those asked: Wilson.
    Proportion,
}

impl<'m> Rates<'m> {
    /// What `events` and `population`, or `yes` and `n`, ask for; `Some(None)` if the chart has neither.
    #[expect(clippy::option_option, reason = "outer: whether to go on; inner: whether rates are asked for")]
    pub fn asked(ask: &mut Ask<'_, 'm>) -> Option<Option<Self>> {
        let read = ask.own_keys(|fields| {
            let pairs = [(fields.text("events"), fields.text("population")), (fields.text("yes"), fields.text("n"))];
            let each = fields.parsed("per", "a whole number of people", |text| {
                text.replace(',', "").parse::<u32>().ok().filter(|each| *each > 0)
            });
            (pairs, each.map(|(each, _)| each))
        });
        let ([counts, answers], each) = read?;
        if let Some(of) = ask.spec.of.first().filter(|_| counts.0.is_some() || answers.0.is_some()) {
            let help = "remove `of`: the values are worked out from the other measures";
            ask.refuse("mixed-keys", of.span, "`of` cannot stand beside `events` or `yes`", help);
            return None;
        }
        match (counts, answers) {
            ((None, None), (None, None)) => Some(None),
            ((Some(events), Some(population)), _) => {
                let each = Decimal::from(each.unwrap_or(1000));
                Self::of(ask, &events, &population, each, Method::Count).map(Some)
            }
            (_, (Some(yes), Some(n))) => Self::of(ask, &yes, &n, Decimal::ONE_HUNDRED, Method::Proportion).map(Some),
            ((Some(lone), None) | (None, Some(lone)), _) => missing(ask, &lone, "`events` and `population`"),
            (_, (Some(lone), None) | (None, Some(lone))) => missing(ask, &lone, "`yes` and `n`"),
        }
    }

    fn of(ask: &mut Ask<'_, 'm>, above: &Text, below: &Text, each: Decimal, kind: Method) -> Option<Self> {
        let (measure, base) = (ask.measure(above), ask.measure(below));
        Some(Self { above: measure?, below: base?, each, kind })
    }

    /// A value with its range; `None` where one of the two counts is missing or they cannot be.
    pub fn value(&self, above: Decimal, below: Decimal) -> Option<(Decimal, (Decimal, Decimal))> {
        let impossible = above < Decimal::ZERO || below <= Decimal::ZERO;
        if impossible || (self.kind == Method::Proportion && above > below) {
            return None;
        }
        let value = above.checked_mul(self.each)?.checked_div(below)?.round_dp(4);
        let (events, of, each) = (to_f64(above), to_f64(below), to_f64(self.each));
        let likely = match self.kind {
            Method::Proportion => intervals::proportion(events, of, P95),
            Method::Count => intervals::rate(events, of, 1.0, P95),
        }?;
        let exact = |bound: f64| Decimal::try_from(bound * each).ok().map(|bound| bound.round_dp(4));
        Some((value, (exact(likely.low)?, exact(likely.high)?)))
    }

    /// How the values are shown.
    pub fn shown(&self, values: impl Iterator<Item = Decimal>) -> Shown {
        let largest = values.fold(Decimal::ZERO, Decimal::max);
        let decimals = self.above.decimals.filter(|decimals| *decimals > 0);
        match self.kind {
            Method::Proportion => Shown { unit: Unit::Percent, decimals: decimals.unwrap_or(0) },
            Method::Count => {
                let each = crate::data::number::format(self.each, Some(0), &Unit::Named(String::new()));
                let usual = u32::from(largest < Decimal::ONE_HUNDRED);
                Shown { unit: Unit::Named(format!("per {each} people")), decimals: decimals.unwrap_or(usual) }
            }
        }
    }

    fn note(&self, rows: &[Row], counts: &[Decimal]) -> String {
        let method = match self.kind {
            Method::Proportion => "Wilson's method",
            Method::Count if counts.iter().all(|events| *events < Decimal::TEN) => "exact Poisson bounds",
            Method::Count if counts.iter().all(|events| *events >= Decimal::TEN) => "Byar's method",
            Method::Count => "Byar's method; exact Poisson bounds where there were fewer than 10 events",
        };
        let sample = match self.kind {
            Method::Proportion => " They hold for a simple random sample.",
            Method::Count => "",
        };
        let one = if rows.len() == 1 {
            "The line through the dot is the likely range"
        } else {
            "Lines through the dots are likely ranges"
        };
        format!(
            "{one} (95% confidence interval: {method}).{sample} Ranges that overlap do not show that there is no difference."
        )
    }
}

fn missing<T>(ask: &mut Ask<'_, '_>, lone: &Text, pair: &str) -> Option<T> {
    let message = format!("`{}` stands alone: {pair} are given together", lone.text);
    ask.refuse("missing-key", lone.span, message, "add the other one");
    None
}

/// The rows of worked-out values, and a note that says how they were worked out.
pub fn areas<'m>(ask: &mut Ask<'_, 'm>, rates: &Rates<'m>, order: Order) -> Option<(Areas<'m>, Vec<String>)> {
    ask.refuse_unused(&OVER_TIME)?;
    let series = ask.series(rates.above)?;
    let period = ask.at(rates.above, &series)?;
    let names: Vec<String> = series.iter().map(|series| clean(&series.name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    ask.differ(&names)?;
    let focus = ask.focus(&names);
    let reference = ask.reference(&names)?;
    let (mut rows, mut counts) = (Vec::new(), Vec::new());
    for (at, (name, series)) in names.iter().zip(&series).enumerate() {
        let Some(above) = series.at(&period) else { continue };
        let below = base(ask, rates, series, &period)?;
        let worked = above.value.zip(below).and_then(|(above, below)| rates.value(above, below));
        counts.extend(above.value.filter(|_| worked.is_some()));
        let point = Point {
            value: worked.map(|(value, _)| value),
            interval: worked.map(|(_, range)| range),
            ..Point::of(above)
        };
        let counts = above.value.zip(below);
        rows.push(Row { name: (*name).to_owned(), point, counts, in_focus: focus == Some(at) });
    }
    let note = rates.note(&rows, &counts);
    let shown = rates.shown(rows.iter().filter_map(|row| row.point.value));
    let reference = reference.and_then(|name| rows.iter().position(|row| row.name == name)).map(|at| rows.remove(at));
    if order == Order::Value {
        rows.sort_by_key(|row| std::cmp::Reverse(row.point.value));
    }
    let measures = vec![rates.above];
    let counted = Some([clean(&rates.above.label), clean(&rates.below.label)]);
    let areas = Areas { measures, period, rows, reference, has_focus: focus.is_some(), shown, noun: "areas", counted };
    Some((areas, vec![note]))
}

/// What the events of a series are divided by: the base of the same area at the same period, or, for
/// populations counted once a year, the last one known by then.
pub fn base(ask: &mut Ask<'_, '_>, rates: &Rates<'_>, series: &Series, period: &Period) -> Option<Option<Decimal>> {
    let Some(found) = rates.below.series(&series.name) else {
        let span = ask.spec.id.span;
        let message = format!("`{}` has no series `{}`, which `{}` has", rates.below.id, series.name, rates.above.id);
        ask.refuse("unknown-series", span, message, "give both measures the same areas");
        return None;
    };
    let same = found.at(period).and_then(|observation| observation.value);
    let known = || {
        let before = found.observations.iter().rev().filter(|o| o.period.end() <= period.end());
        before.filter_map(|observation| observation.value).next()
    };
    let others_kind = rates.below.kind != rates.above.kind;
    Some(same.or_else(|| others_kind.then(known).flatten()))
}
