//! The curves of a funnel. In: a worked-out funnel and the range of sizes to draw. Out: the lower and the
//! upper limit as points of size and ratio, in order of size, from end to end of that range as far as
//! there is a limit.
//!
//! Source: Fingertips technical guidance. The limits of rates are made from event counts: `O` events have the
//! bounds `L` and `U`; `O/U` times the average is the lower limit where `U` events are expected, `O/L` the
//! upper one where `L` are.
//!
//! What stays true: sizes rise strictly, ratios are finite and not negative.

use super::counted::Ratio;
use super::funnel::{Funnel, Limits};
use super::intervals::{Confidence, exact};
use super::rules::Side;

/// How many points a curve worked out size by size has.
const STEPS: u32 = 40;

/// By how much the event counts of a curve grow from point to point.
const GROWTH: f64 = 1.2;

/// The limits of one confidence: points of (size, ratio).
#[derive(Debug, Clone, PartialEq)]
pub struct Curves {
    /// The lower limit.
    pub low: Vec<(f64, f64)>,
    /// The upper limit.
    pub high: Vec<(f64, f64)>,
}

/// The curves of a funnel between two sizes; empty if these are no range.
pub fn curves(funnel: &Funnel, limits: Limits, confidence: Confidence, from: f64, to: f64) -> Curves {
    let range = from > 0.0 && from < to && to.is_finite() && (to / from).is_finite();
    if !range || funnel.average <= 0.0 {
        return Curves { low: Vec::new(), high: Vec::new() };
    }
    if funnel.kind == Ratio::Rate && limits == Limits::Chance {
        let [low, high] = [Side::Low, Side::High].map(|side| by_events(funnel.average, side, confidence, from, to));
        return Curves { low, high };
    }
    let sizes = (0..=STEPS).map(|step| from * (to / from).powf(f64::from(step) / f64::from(STEPS)));
    let reach = sizes.filter_map(|size| Some((size, funnel.reach(size, limits, confidence)?)));
    let (low, high) = reach.map(|(size, (low, high))| ((size, low), (size, high))).unzip();
    Curves { low, high }
}

/// Where a count of events would lie just on a limit of rates: the size and the rate there. `None` for the
/// upper limit of no events, which there is not.
pub fn on_limit(average: f64, events: f64, side: Side, confidence: Confidence) -> Option<(f64, f64)> {
    let bounds = exact(events, confidence);
    let size = if side == Side::Low { bounds.high } else { bounds.low } / average;
    Some((size, events / size)).filter(|(size, rate)| *size > 0.0 && size.is_finite() && rate.is_finite())
}

fn by_events(average: f64, side: Side, confidence: Confidence, from: f64, to: f64) -> Vec<(f64, f64)> {
    let expected = average * from;
    // Far enough below what is expected at the first size to begin left of it.
    let mut events = (expected - 10.0 * expected.sqrt() - 10.0).floor().max(0.0);
    let mut points = Vec::new();
    if side == Side::Low && events == 0.0 {
        // Where no event at all would not be few, the lower limit lies at zero.
        points.push((0.0, 0.0));
    }
    while points.last().is_none_or(|&(size, _): &(f64, f64)| size < to) && points.len() < 10_000 {
        points.extend(on_limit(average, events, side, confidence));
        events = (events + 1.0).max((events * GROWTH).floor());
        if !events.is_finite() {
            break;
        }
    }
    between(&points, from, to)
}

/// The part of a line between two sizes, cut where it enters and leaves.
fn between(points: &[(f64, f64)], from: f64, to: f64) -> Vec<(f64, f64)> {
    let cut = |at: f64| {
        let pair = points.windows(2).find(|pair| pair[0].0 < at && at < pair[1].0)?;
        let [(left, low), (right, high)] = [pair[0], pair[1]];
        Some((at, low + (high - low) * (at - left) / (right - left)))
    };
    let inside = points.iter().copied().filter(|(size, _)| (from..=to).contains(size));
    cut(from).into_iter().chain(inside).chain(cut(to)).collect()
}

#[cfg(test)]
mod tests;
