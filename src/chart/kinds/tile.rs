//! `tile`: one number in large type, what became of it since another period, and a small line of the values
//! before it. The change is worked out, and both periods always stand beside it; the line is decoration for
//! those who see it, since the table says the same.

use crate::chart::ask::{Ask, OverTime};
use crate::chart::figure::{Chart, Tile};
use crate::chart::kind::{Draw, Form, Kind, Model};
use crate::chart::scene::{Scene, Width};
use crate::chart::spark::{self, trend};
use crate::chart::strand::{Point, Strand};
use crate::chart::table::{Cell, Column, exact};
use crate::chart::text::clean;
use crate::chart::time;
use crate::chart::words::{Shown, capital, in_period, mark_meaning, mark_note};
use crate::data::{Decimal, Measure, Period, Polarity, Series, Unit};

/// The kind.
#[derive(Debug)]
pub struct TileKind;

/// Fewer values than this make no line.
const FEWEST: usize = 8;

impl Kind for TileKind {
    fn name(&self) -> &'static str {
        "tile"
    }

    fn purpose(&self) -> &'static str {
        "one number in large type, its change since another period, and a small line"
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["annotate", "reference", "focus", "to"])?;
        let measures = ask.measures()?;
        let (measure, series) = one_series(ask, &measures)?;
        let at = ask.at(measure, &[series])?;
        let now = Point::of(series.at(&at)?);
        let before = before(ask, measure, series, &now)?;
        let points = shown_points(series, &at, before.as_ref());
        let over_time = OverTime {
            measures: vec![measure],
            strands: vec![Strand { name: clean(&series.name), points }],
            noun: "areas",
            shown: None,
        };
        Some(chart(ask, &over_time, &now, before.as_ref()))
    }
}

/// What there is instead of a drawing.
#[derive(Debug, PartialEq)]
struct Face(Tile);

impl Draw for Face {
    fn scene(&self, width: Width) -> Scene {
        Scene { width, height: 0.0, items: Vec::new() }
    }

    fn form(&self) -> Form<'_> {
        Form::Tile(&self.0)
    }
}

fn one_series<'m>(ask: &mut Ask<'_, 'm>, measures: &[&'m Measure]) -> Option<(&'m Measure, &'m Series)> {
    let measure = measures[0];
    let series = if ask.spec.series.is_empty() { vec![measure.own()?] } else { ask.series(measure)? };
    if measures.len() > 1 || series.len() > 1 {
        let message = format!("a tile shows one number, and {} are named", measures.len().max(series.len()));
        ask.refuse("too-many-series", ask.place(), message, "make a tile of each");
        return None;
    }
    Some((measure, series[0]))
}

/// What the number is compared with: `from`, the baseline, the same time a year before, or the value before.
#[expect(clippy::option_option, reason = "outer: whether to go on; inner: whether there is anything")]
fn before(ask: &mut Ask<'_, '_>, measure: &Measure, series: &Series, now: &Point) -> Option<Option<Point>> {
    let valued = |period: &Period| series.at(period).filter(|o| o.value.is_some()).map(Point::of);
    if let Some(text) = &ask.spec.from {
        let period = ask.period(text, measure.kind)?;
        let why = match (valued(&period), period.comparable(&now.period)) {
            (Some(point), Ok(())) if period < now.period => return Some(Some(point)),
            (_, Err(why)) => why.to_string(),
            (None, _) => "it has no value".to_owned(),
            _ => format!("it is not before {}", now.period),
        };
        let message = format!("the tile cannot compare with {period}: {why}");
        ask.refuse("unknown-period", text.span, message, "name an earlier period of the same length that has a value");
        return None;
    }
    let earlier = |period: &Period| *period < now.period && period.comparable(&now.period).is_ok();
    let days_apart = |period: &Period| now.period.middle_day() - period.middle_day();
    let known: Vec<Point> =
        series.observations.iter().filter(|o| o.value.is_some() && earlier(&o.period)).map(Point::of).collect();
    let baseline = measure.baseline.filter(earlier).and_then(|period| valued(&period));
    let year_before = || known.iter().find(|point| (363..=368).contains(&days_apart(&point.period))).cloned();
    Some(baseline.or_else(year_before).or_else(|| known.last().cloned()))
}

/// The latest points up to the number, and what it is compared with.
fn shown_points(series: &Series, at: &Period, before: Option<&Point>) -> Vec<Point> {
    let upto: Vec<Point> = series.observations.iter().filter(|o| o.period <= *at).map(Point::of).collect();
    let start = upto.len().saturating_sub(spark::MOST);
    let earlier = before.filter(|point| upto[start..].iter().all(|shown| shown.period != point.period));
    earlier.cloned().into_iter().chain(upto[start..].iter().cloned()).collect()
}

fn chart(ask: &Ask<'_, '_>, over_time: &OverTime<'_>, now: &Point, before: Option<&Point>) -> Chart {
    let strand = &over_time.strands[0];
    let shown = time::shown(over_time);
    let value = now.value.unwrap_or_default();
    let compared = before.and_then(|point| Some((point.period, point.value?)));
    let line = if strand.valued().count() < FEWEST { String::new() } else { trend(&strand.points) };
    let notes = match line.is_empty() {
        true => Vec::new(),
        false => vec!["The small line shows the shape of the values in the table, not their size.".to_owned()],
    };
    let unit = match &shown.unit {
        Unit::Named(words) => words.clone(),
        Unit::Percent | Unit::Pounds => String::new(),
    };
    let face = Tile {
        // What has eleven digits and more does not fit a phone in large type; the table has all of them.
        value: shown.mark(value),
        unit,
        marks: now.marks,
        when: in_period(&now.period),
        change: compared
            .map(|compared| change(over_time.measures[0].better, &shown, value, compared))
            .unwrap_or_default(),
        trend: line,
    };
    let mut chart = time::chart(ask, over_time, "tile", "Tile", notes, Model::new(Face(face)));
    chart.summary = ask.spec.summary.as_ref().map_or_else(|| summary(strand, &shown), |text| clean(&text.text));
    for mark in strand.marks().iter() {
        chart.notes.iter_mut().filter(|note| **note == mark_note(mark)).for_each(|note| *note = mark_meaning(mark));
    }
    add_change(&mut chart, over_time, now, compared, &shown);
    chart
}

/// "Up 28.0% from 22,381 in the year ending March 2016: worse".
fn change(better: Polarity, shown: &Shown, value: Decimal, (period, from): (Period, Decimal)) -> String {
    let change = shown.change(from, value);
    let judged = match (better, change == "unchanged", value > from) {
        (Polarity::Neither, ..) | (_, true, _) => "",
        (Polarity::Lower, _, false) | (Polarity::Higher, _, true) => ": better",
        _ => ": worse",
    };
    format!("{} from {} {}{judged}", capital(&change), shown.value(from), in_period(&period))
}

/// What the line shows: where it was highest and lowest.
fn summary(strand: &Strand, shown: &Shown) -> String {
    let known: Vec<(Decimal, Period)> = strand.valued().map(|(point, value)| (value, point.period)).collect();
    let extreme = |found: Option<&(Decimal, Period)>| {
        found.map(|(value, period)| format!("{} {}", shown.value(*value), in_period(period))).unwrap_or_default()
    };
    if known.len() < 3 {
        return format!("{}: {}.", strand.name, extreme(known.last()));
    }
    let (low, high) =
        (known.iter().min_by_key(|(value, _)| *value), known.iter().rev().max_by_key(|(value, _)| *value));
    let (low, high) = (extreme(low), extreme(high));
    format!("{}: of the last {} values the highest is {high}, the lowest {low}.", strand.name, known.len())
}

/// The change, in the table and in the file, beside the value that changed.
fn add_change(
    chart: &mut Chart,
    over_time: &OverTime<'_>,
    now: &Point,
    compared: Option<(Period, Decimal)>,
    shown: &Shown,
) {
    let Some((period, from)) = compared else { return };
    let value = now.value.unwrap_or_default();
    let points = &over_time.strands[0].points;
    let is_now = |at: usize| points.get(at).is_some_and(|point| point.period == now.period);
    chart.table.columns.push(Column::of_names(format!("Change from {period}")));
    for (at, row) in chart.table.rows.iter_mut().enumerate() {
        row.push(if is_now(at) { Cell::plain(shown.change(from, value)) } else { Cell::default() });
    }
    chart.records.heading.extend(["compared_with", "compared_value", "difference"]);
    for (at, row) in chart.records.rows.iter_mut().enumerate() {
        row.extend(match is_now(at) {
            true => [period.id(), exact(Some(from)), exact(value.checked_sub(from))],
            false => Default::default(),
        });
    }
}
