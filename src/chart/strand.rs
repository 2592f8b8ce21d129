//! What is drawn over time: named strands of points, cut from measures to what a chart shows. A strand
//! knows nothing of files, so two of them compare equal when readers see the same.

use super::text::clean;
use super::ticks::period::{DAYS, MONTHS, Slot};
use crate::data::{Decimal, Mark, Marks, Observation, Period, PeriodKind, Series};

/// A named series of points in period order.
#[derive(Debug, Clone, PartialEq)]
pub struct Strand {
    /// Its name as labels hold it.
    pub name: String,
    /// Its points; those without a value are gaps.
    pub points: Vec<Point>,
}

/// A value at a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// When.
    pub period: Period,
    /// The value, unless it is withheld.
    pub value: Option<Decimal>,
    /// Its marks.
    pub marks: Marks,
    /// The interval round it.
    pub interval: Option<(Decimal, Decimal)>,
}

impl Strand {
    /// The observations of `series` that `wanted` accepts.
    pub fn of(name: &str, series: &Series, wanted: impl Fn(&Period) -> bool) -> Self {
        let points = series.observations.iter().filter(|observation| wanted(&observation.period)).map(Point::of);
        Self { name: clean(name), points: points.collect() }
    }

    /// The points that have a value, with it.
    pub fn valued(&self) -> impl DoubleEndedIterator<Item = (&Point, Decimal)> {
        self.points.iter().filter_map(|point| point.value.map(|value| (point, value)))
    }

    /// The point at `period`.
    pub fn at(&self, period: &Period) -> Option<&Point> {
        self.points.binary_search_by(|point| point.period.cmp(period)).ok().map(|at| &self.points[at])
    }

    /// The last break after `first` up to `last`: what lies on both its sides is not comparable.
    pub fn break_between(&self, first: Period, last: Period) -> Option<Period> {
        let within = |point: &&Point| point.period > first && point.period <= last && point.marks.has(Mark::Break);
        self.points.iter().rev().find(within).map(|point| point.period)
    }

    /// The marks that occur in it.
    pub fn marks(&self) -> Marks {
        self.points.iter().fold(Marks::default(), |marks, point| marks.and(point.marks))
    }
}

impl Point {
    /// A point without its place in a file.
    pub fn of(observation: &Observation) -> Self {
        Self {
            period: observation.period,
            value: observation.value,
            marks: observation.marks,
            interval: observation.interval,
        }
    }
}

/// All periods of `strands`, in order, once each.
pub fn periods(strands: &[Strand]) -> Vec<Period> {
    let mut periods: Vec<Period> =
        strands.iter().flat_map(|strand| strand.points.iter().map(|point| point.period)).collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// The places of `periods` on an axis, and the steps its labels may thin in.
pub fn slots(periods: &[Period]) -> (Vec<Slot>, &'static [i64]) {
    let kind = periods.first().map(Period::kind);
    let slots = periods.iter().enumerate().map(|(at, period)| Slot {
        day: period.middle_day() as f64,
        count: match period.kind() {
            PeriodKind::Day => period.end_day(),
            PeriodKind::Wave => at as i64,
            _ => i64::from(period.end().year()) * 12 + i64::from(period.end().month()),
        },
        label: period.short(),
        stacked: period.short_lines(),
    });
    let steps: &[i64] = if kind == Some(PeriodKind::Day) { &DAYS } else { &MONTHS };
    (slots.collect(), steps)
}
