//! The small trend beside a number on the scorecard: the line of a series and its last point, without
//! words. It decorates a row that says the same in text, so it is hidden from screen readers.

use super::scale::{Scale, bounds};
use super::scene::{Item, Shape, Step};
use super::svg;
use crate::data::number::to_f64;
use crate::data::{Mark, Series};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
/// The last point's radius stays inside.
const MARGIN: f64 = 6.0;
/// The most points shown: the latest ones.
const MOST: usize = 24;

/// The trend of `series`; empty if fewer than two of its latest values are known.
pub fn sparkline(series: &Series) -> String {
    let latest = &series.observations[series.observations.len().saturating_sub(MOST)..];
    let valued = || latest.iter().filter_map(|o| o.value.map(|value| (o.period.middle_day() as f64, to_f64(value))));
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
    for observation in latest {
        joined &= !observation.marks.has(Mark::Break);
        if let Some(value) = observation.value {
            let (x, y) = (x.at(observation.period.middle_day() as f64), y.of(value));
            path.push(if joined { Step::Draw(x, y) } else { Step::Move(x, y) });
        }
        joined = observation.value.is_some();
    }
    let last = valued().next_back().map(|(day, value)| Item::Marker(Shape::Disc, x.at(day), y.at(value)));
    let items: Vec<Item> = std::iter::once(Item::Path("line", path)).chain(last).collect();
    svg::write_hidden("spark", WIDTH, HEIGHT, &items)
}
