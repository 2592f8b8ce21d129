//! The small trend beside a number on the scorecard: the line of a series and its last point, without
//! words. It decorates a row that says the same in text, so it is hidden from screen readers.

use super::scale::{Scale, bounds};
use super::scene::{Item, Shape, Step};
use super::strand::Point;
use super::svg;
use crate::data::number::to_f64;
use crate::data::{Mark, Series};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
/// The last point's radius stays inside.
const MARGIN: f64 = 6.0;
/// The most points shown: the latest ones.
pub const MOST: usize = 24;

/// The trend of `series`; empty if fewer than two of its latest values are known.
pub fn sparkline(series: &Series) -> String {
    let latest = &series.observations[series.observations.len().saturating_sub(MOST)..];
    trend(&latest.iter().map(Point::of).collect::<Vec<_>>())
}

/// The trend of `points`; empty if fewer than two have a value.
pub fn trend(points: &[Point]) -> String {
    let valued = || points.iter().filter_map(|p| p.value.map(|value| (p.period.middle_day() as f64, to_f64(value))));
    let (Some(days), Some(values)) = (bounds(valued().map(|(day, _)| day)), bounds(valued().map(|(_, value)| value)))
    else {
        return String::new();
    };
    if valued().count() < 2 {
        return String::new();
    }
    let x = Scale::new(days, (MARGIN, WIDTH - MARGIN));
    let y = Scale::new(values, (HEIGHT - MARGIN, MARGIN));
    let mut path: Vec<Step> = Vec::new();
    let mut joined = false;
    for point in points {
        joined &= !point.marks.has(Mark::Break);
        if let Some(value) = point.value {
            let (x, y) = (x.at(point.period.middle_day() as f64), y.of(value));
            path.push(if joined { Step::Draw(x, y) } else { Step::Move(x, y) });
        }
        joined = point.value.is_some();
    }
    // A value between two gaps has no line to be seen by.
    let lone = path.windows(2).filter_map(|steps| match steps {
        [Step::Move(x, y), Step::Move(..)] => Some(Item::Marker(Shape::Disc, *x, *y)),
        _ => None,
    });
    let lone: Vec<Item> = lone.collect();
    let last = valued().next_back().map(|(day, value)| Item::Marker(Shape::Disc, x.at(day), y.at(value)));
    let items: Vec<Item> = std::iter::once(Item::Path("line", path)).chain(lone).chain(last).collect();
    svg::write_hidden("spark", WIDTH, HEIGHT, &items)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::{Decimal, Marks, Observation, Period};
    use crate::source::Span;

    /// `values` are years and their values, nothing for a gap; counted are the line's ups and downs and the discs.
    fn check(values: &[(&str, Option<i64>)], strokes: usize, discs: usize) {
        let sources = crate::source::text::sources("--- data/a.csv\n1");
        let span = Span { file: sources.iter().next().unwrap().0, start: 0, end: 0 };
        let observation = |(year, value): &(&str, Option<i64>)| {
            Observation::new(Period::parse(year, None).unwrap(), value.map(Decimal::from), Marks::default(), span)
        };
        let series = Series { name: "A".into(), observations: values.iter().map(observation).collect() };
        let drawn = sparkline(&series);
        let line = drawn.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert_eq!((line.matches('l').count(), drawn.matches("a5 5 0 1 0 10 0").count()), (strokes, discs), "{drawn}");
    }

    #[test]
    fn every_value_can_be_seen_and_no_gap_is_bridged() {
        check(&[("2016", Some(1)), ("2017", Some(2)), ("2018", Some(3))], 2, 1);
        check(&[("2016", Some(1)), ("2017", None), ("2018", Some(3))], 0, 2);
        check(&[("2015", Some(1)), ("2016", Some(2)), ("2017", None), ("2018", Some(3))], 1, 1);
        check(&[("2016", None), ("2017", Some(2))], 0, 0);
    }
}
