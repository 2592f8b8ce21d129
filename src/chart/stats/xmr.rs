//! The XmR chart: single values and their moving ranges. In: the values of a series in order, the
//! author's segments, whether to screen. Out: a mean, limits and ranges for each phase, or that the series
//! is [`TooShort`] for limits.
//!
//! Sources: W. A. Shewhart's limits for single values as NHS England's *Making Data Count* gives them
//! (mean ± 2.66 times the mean moving range; D. J. Wheeler, *Understanding Variation*, 1993), and for
//! screening L. S. Nelson, "Control charts for individual measurements", Journal of Quality Technology 14
//! (1982). Software that divides by 1.128 draws limits a thousandth narrower (3/1.128 = 2.6596).
//!
//! What stays true: a gap has no range and none is taken across it; the points of one phase never touch
//! the lines of another; a negative limit is kept as it is.

use super::lines::{Lines, Plotted, mean};
use super::phases::{Phase, Segment, TooShort, phases};

/// How far the limits lie from the mean, in mean moving ranges.
pub const LIMIT: f64 = 2.66;
/// How far the two-sigma lines lie from the mean, in mean moving ranges.
pub const TWO_SIGMA: f64 = 1.773;
/// The upper limit of the moving ranges, in mean moving ranges.
pub const RANGE_LIMIT: f64 = 3.267;

/// Whether ranges at or beyond their limit are left out, once, before the limits are worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screening {
    /// All ranges count, as in NHS England's Excel tool.
    #[default]
    Off,
    /// Extreme ranges do not count (Nelson 1982), as NHSRplotthedots does unless told otherwise.
    Nelson,
}

/// A worked-out chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    /// One for each value, with the lines there.
    pub points: Vec<Plotted>,
    /// For each value how far it is from the one before it, if both are known and of one phase.
    pub ranges: Vec<Option<f64>>,
    /// The phases and what was worked out for each.
    pub phases: Vec<(Phase, Option<Estimate>)>,
}

/// What was worked out for one phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The lines of the values.
    pub lines: Lines,
    /// The mean moving range they were made from.
    pub range: f64,
    /// The upper limit of the moving ranges.
    pub range_limit: f64,
    /// How many ranges screening left out.
    pub screened: usize,
}

/// Works out the chart of a series.
pub fn xmr(values: &[Option<f64>], segments: &[Segment], screening: Screening) -> Result<Xmr, TooShort> {
    let values: Vec<Option<f64>> = values.iter().map(|value| value.filter(|value| value.is_finite())).collect();
    let observed: Vec<bool> = values.iter().map(Option::is_some).collect();
    let mut chart = Xmr { points: Vec::new(), ranges: Vec::new(), phases: Vec::new() };
    for (at, (phase, basis)) in phases(&observed, segments)?.into_iter().enumerate() {
        let estimate = if phase.is_short() { None } else { estimate(&values, &basis, screening) };
        let lines = estimate.map(|estimate| estimate.lines);
        chart.ranges.extend(phase.points.clone().map(|point| range(&values, point, phase.points.start)));
        chart.points.extend(values[phase.points.clone()].iter().map(|&value| Plotted { value, lines, phase: at }));
        chart.phases.push((phase, estimate));
    }
    Ok(chart)
}

/// How far a point is from the one before it, if that is of the same phase.
fn range(values: &[Option<f64>], at: usize, phase_start: usize) -> Option<f64> {
    let before = at.checked_sub(1).filter(|&before| before >= phase_start)?;
    Some((values[at]? - values[before]?).abs()).filter(|range| range.is_finite())
}

/// The lines of the points of `basis`, which are given by their place. Ranges are taken between points
/// that follow each other in `values`.
pub(super) fn estimate(values: &[Option<f64>], basis: &[usize], screening: Screening) -> Option<Estimate> {
    let start = *basis.first()?;
    let of: Vec<f64> = basis.iter().filter_map(|&at| values[at]).collect();
    let ranges: Vec<f64> = basis.iter().filter_map(|&at| range(values, at, start)).collect();
    let (range, screened) = mean_range(&ranges, screening)?;
    let lines = Lines::around(mean(&of)?, TWO_SIGMA * range, LIMIT * range)?;
    let range_limit = Some(RANGE_LIMIT * range).filter(|limit| limit.is_finite())?;
    Some(Estimate { lines, range, range_limit, screened })
}

/// The mean range, and how many were left out. Ranges of nothing but zero are none of them extreme.
pub(super) fn mean_range(ranges: &[f64], screening: Screening) -> Option<(f64, usize)> {
    let first = mean(ranges)?;
    if screening == Screening::Off || first == 0.0 {
        return Some((first, 0));
    }
    let kept: Vec<f64> = ranges.iter().copied().filter(|range| *range < RANGE_LIMIT * first).collect();
    Some((mean(&kept)?, ranges.len() - kept.len()))
}

#[cfg(test)]
mod tests;
