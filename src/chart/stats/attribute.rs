//! Control charts of counts: c (counts), u (rates) and p (proportions), with Laney's correction for u and p.
//! In: counts in order, each with what it was counted in, and the author's segments. Out: points with
//! lines that vary with the number counted in, or that the series is [`TooShort`].
//!
//! Sources: D. C. Montgomery, *Introduction to Statistical Quality Control*, 6th edition (2009), 7.2 and 7.3;
//! D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002).
//!
//! What stays true: lines never leave the values that can be (0 and up; a proportion up to 1); counts that
//! cannot be are gaps. Police counts vary more than Poisson's: without Laney's correction, or an XmR chart
//! in place of a c chart, most points would look special.

use super::counted::{Counted, Ratio, together};
use super::lines::{Bounds, Lines, Plotted, mean};
use super::phases::{Phase, Segment, TooShort, phases};

/// Beyond this mean number counted in, chance alone is too small a yardstick (our rule): Laney's is used.
pub const LARGE: f64 = 1000.0;

/// `d2` for two: the mean range of two values of a normal distribution, in its sigma.
const D2: f64 = 1.128;

/// Which chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// Counts in places or times of one size; `of` is not looked at.
    C,
    /// Rates.
    U(Spread),
    /// Proportions.
    P(Spread),
}

/// The yardstick of a u or p chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// What chance alone would do.
    Chance,
    /// That, times how much more the points vary among themselves (Laney's u' and p').
    Laney,
}

impl Spread {
    /// Laney's where the numbers counted in are more than [`LARGE`] in the mean.
    pub fn for_sizes(counts: &[Option<Counted>]) -> Self {
        let sizes: Vec<f64> = counts.iter().flatten().map(|counted| counted.of).collect();
        if mean(&sizes).is_some_and(|mean| mean > LARGE) { Self::Laney } else { Self::Chance }
    }
}

/// A worked-out chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// One for each count, with the lines there; values are ratios (counts for a c chart).
    pub points: Vec<Plotted>,
    /// The phases and what was worked out for each.
    pub phases: Vec<(Phase, Option<Centre>)>,
}

/// What was worked out for one phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Centre {
    /// All events over all counted in.
    pub mean: f64,
    /// By how much Laney's correction widens (or narrows) the limits.
    pub sigma_z: Option<f64>,
}

/// Works out the chart of a series of counts.
pub fn attribute(counts: &[Option<Counted>], chart: Chart, segments: &[Segment]) -> Result<Attribute, TooShort> {
    let (kind, spread) = match chart {
        Chart::C => (Ratio::Rate, Spread::Chance),
        Chart::U(spread) => (Ratio::Rate, spread),
        Chart::P(spread) => (Ratio::Proportion, spread),
    };
    let alike = |counted: &Counted| if chart == Chart::C { Counted { of: 1.0, ..*counted } } else { *counted };
    let counts: Vec<Option<Counted>> =
        counts.iter().map(|counted| counted.as_ref().map(alike).filter(|one| one.ratio(kind).is_some())).collect();
    let observed: Vec<bool> = counts.iter().map(Option::is_some).collect();
    let mut worked = Attribute { points: Vec::new(), phases: Vec::new() };
    for (at, (phase, basis)) in phases(&observed, segments)?.into_iter().enumerate() {
        let centre = if phase.is_short() { None } else { centre(&counts, &basis, kind, spread) };
        worked.points.extend(counts[phase.points.clone()].iter().map(|counted| Plotted {
            value: counted.and_then(|counted| counted.ratio(kind)),
            lines: counted.zip(centre).and_then(|(counted, centre)| lines(counted, centre, kind)),
            phase: at,
        }));
        worked.phases.push((phase, centre));
    }
    Ok(worked)
}

fn centre(counts: &[Option<Counted>], basis: &[usize], kind: Ratio, spread: Spread) -> Option<Centre> {
    let of: Vec<Counted> = basis.iter().filter_map(|&at| counts[at]).collect();
    let mean = together(&of, kind)?;
    let sigma_z = match spread {
        Spread::Chance => None,
        Spread::Laney => Some(sigma_z(counts, basis, kind, mean)?),
    };
    Some(Centre { mean, sigma_z })
}

/// Laney's factor: the mean moving range of the standardised values, over 1.128. Where chance leaves no room
/// (a mean of 0, or of 1) there is nothing to correct.
fn sigma_z(counts: &[Option<Counted>], basis: &[usize], kind: Ratio, average: f64) -> Option<f64> {
    if kind.sigma(average, 1.0) == 0.0 {
        return Some(1.0);
    }
    let z = |at: usize| counts[at].and_then(|one| Some((one.ratio(kind)? - average) / kind.sigma(average, one.of)));
    let next = basis.windows(2).filter(|pair| pair[0] + 1 == pair[1]);
    let ranges: Vec<f64> = next.filter_map(|pair| Some((z(pair[1])? - z(pair[0])?).abs())).collect();
    Some(mean(&ranges)? / D2).filter(|factor| factor.is_finite())
}

fn lines(counted: Counted, centre: Centre, kind: Ratio) -> Option<Lines> {
    let sigma = kind.sigma(centre.mean, counted.of) * centre.sigma_z.unwrap_or(1.0);
    let bounds = if kind == Ratio::Proportion { Bounds::SHARE } else { Bounds::FROM_ZERO };
    Some(Lines::around(centre.mean, 2.0 * sigma, 3.0 * sigma)?.drawn(bounds))
}

#[cfg(test)]
mod tests;
