//! The run chart: a median, and whether runs on one side of it are too long or crossings of it too few to
//! be chance. In: the values of a series in order. Out: the median, the side of each point, the longest
//! run and the crossings, each with its limit.
//!
//! Source: the two rules of J. Anhøj and A. V. Olesen, "Run charts revisited", PLOS ONE 9 (2014), with the
//! limits tabulated in the vignette of qicharts2: a longest run of more than `log2(n) + 3` rounded (M. F.
//! Schilling, 2012), or fewer crossings than the 5% point of the binomial distribution of `n - 1` and one
//! half (Z. Chen, 2010), where `n` counts the useful observations: those not on the median.
//!
//! What stays true: points on the median and gaps neither lengthen a run nor end it, as in that table.

use super::gamma::ln_gamma;
use super::rules::Side;
use std::ops::Range;

/// The published table begins here; the rules say little of fewer useful observations.
pub const TABLE_FROM: usize = 10;

/// A worked-out run chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The median of the values.
    pub median: f64,
    /// The side of each point; `None` for gaps and points on the median.
    pub sides: Vec<Option<Side>>,
    /// How many points are on a side.
    pub useful: usize,
    /// How long the longest run is, in useful observations.
    pub longest: usize,
    /// From which point to which (not included) the first of the longest runs goes.
    pub longest_at: Range<usize>,
    /// How often the series crosses the median.
    pub crossings: usize,
    /// What chance would allow; `None` without useful observations.
    pub critical: Option<Critical>,
}

/// What chance allows for so many useful observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Critical {
    /// A longer run is not chance.
    pub longest: usize,
    /// Fewer crossings are not chance.
    pub crossings: usize,
}

/// What a run chart finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The longest run is too long.
    LongRun,
    /// There are too few crossings.
    FewCrossings,
}

impl Critical {
    /// The limits for so many useful observations; `None` for none.
    pub fn of(useful: usize) -> Option<Self> {
        let longest = (useful as f64).log2().round() + 3.0;
        (useful > 0).then(|| Self { longest: longest as usize, crossings: fewest_heads(useful - 1) })
    }
}

/// The smallest number of heads in so many throws that this many or fewer is not rarer than 5%.
fn fewest_heads(throws: usize) -> usize {
    let n = throws as f64;
    let mut below = 0.0;
    for heads in 0..=throws {
        let k = heads as f64;
        let chance = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) - n * std::f64::consts::LN_2;
        below += chance.exp();
        if below >= 0.05 {
            return heads;
        }
    }
    throws
}

/// Works out the chart of a series; `None` if it has no value.
pub fn run(values: &[Option<f64>]) -> Option<Run> {
    let values: Vec<Option<f64>> = values.iter().map(|value| value.filter(|value| value.is_finite())).collect();
    let median = median(values.iter().flatten().copied().collect())?;
    // The middle of two decimals may lie a rounding beside a third that equals it.
    let slack = 4.0 * f64::EPSILON * median.abs();
    let side = |value: f64| match value - median {
        above if above > slack => Some(Side::High),
        below if below < -slack => Some(Side::Low),
        _ => None,
    };
    let sides: Vec<Option<Side>> = values.iter().map(|value| value.and_then(side)).collect();
    let Counts { useful, longest, longest_at, crossings } = count(&sides);
    Some(Run { median, sides, useful, longest, longest_at, crossings, critical: Critical::of(useful) })
}

struct Counts {
    useful: usize,
    longest: usize,
    longest_at: Range<usize>,
    crossings: usize,
}

fn count(sides: &[Option<Side>]) -> Counts {
    let useful: Vec<(usize, Side)> = sides.iter().enumerate().filter_map(|(at, side)| Some((at, (*side)?))).collect();
    let runs: Vec<&[(usize, Side)]> = useful.chunk_by(|one, next| one.1 == next.1).collect();
    // Of several runs of that length the first: the last of all counted from the end.
    let longest = runs.iter().rev().max_by_key(|run| run.len()).copied().unwrap_or_default();
    let longest_at = longest.first().zip(longest.last()).map_or(0..0, |(first, last)| first.0..last.0 + 1);
    let crossings = runs.len().saturating_sub(1);
    Counts { useful: useful.len(), longest: longest.len(), longest_at, crossings }
}

pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (upper, lower) = (values.len() / 2, values.len().checked_sub(1)? / 2);
    Some(f64::midpoint(values[lower], values[upper]))
}

impl Run {
    /// What is not chance.
    pub fn findings(&self) -> Vec<Finding> {
        let Some(critical) = self.critical else { return Vec::new() };
        let long = (self.longest > critical.longest).then_some(Finding::LongRun);
        let few = (self.crossings < critical.crossings).then_some(Finding::FewCrossings);
        long.into_iter().chain(few).collect()
    }

    /// Both tests in a sentence.
    pub fn words(&self) -> String {
        let Some(critical) = self.critical else {
            return "All values lie on the median.".to_owned();
        };
        format!(
            "Longest run {} (chance allows up to {}), crossings of the median {} (chance makes {} or more), of {} useful observations.",
            self.longest, critical.longest, self.crossings, critical.crossings, self.useful
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// qicharts2, vignette, appendix 2, "Critical values for longest run and number of crossings":
    /// longest run and crossings for 10, 11, ... useful observations.
    #[test]
    fn limits_are_those_of_the_published_table() {
        let crossings = [
            2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14, 14, 14,
            15, 15, 16, 16, 17, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 25, 26, 26,
            27, 27, 28, 28, 29, 29, 29, 30, 30, 31, 31, 32, 32, 33, 33, 34, 34, 34, 35, 35, 36, 36, 37, 37, 38, 38, 39,
            39, 39, 40, 40, 41, 41,
        ];
        for (useful, crossings) in (10..=100).zip(crossings) {
            let longest = 6 + [12, 23, 46, 91].iter().filter(|from| useful >= **from).count();
            assert_eq!(Critical::of(useful), Some(Critical { longest, crossings }), "{useful}");
        }
    }

    #[track_caller]
    fn check(values: &[f64], expect: (f64, usize, usize, usize), findings: &[Finding]) {
        let run = run(&values.iter().copied().map(Some).collect::<Vec<_>>()).unwrap();
        assert_eq!((run.median, run.useful, run.longest, run.crossings), expect);
        assert_eq!(run.findings(), findings);
    }

    /// T. Wentzel-Larsen and J. Anhøj, Science Trends (2019): 13 points about a line, crossings after points
    /// 3, 6, 7, 9 and 10, a longest run of three; up to seven and down to three would be chance.
    #[test]
    fn the_published_sequence_agrees() {
        let sides = [1, 1, 1, 2, 2, 2, 1, 2, 2, 1, 2, 2, 2].map(|side| if side == 1 { Side::Low } else { Side::High });
        let counted = count(&sides.map(Some));
        assert_eq!((counted.useful, counted.crossings, counted.longest), (13, 5, 3));
        assert_eq!(Critical::of(13), Some(Critical { longest: 7, crossings: 3 }));
    }

    #[test]
    fn runs_and_crossings_are_counted_over_points_on_the_median() {
        check(&[1.0, 2.0, 3.0, 1.0, 5.0, 3.0, 4.0, 3.0, 3.0], (3.0, 5, 3, 1), &[]);
    }

    #[test]
    fn a_step_is_a_long_run_with_few_crossings() {
        let step: Vec<f64> = (0..20).map(|at| if at < 10 { 1.0 } else { 2.0 }).collect();
        check(&step, (1.5, 20, 10, 1), &[Finding::LongRun, Finding::FewCrossings]);
        let run = run(&step.iter().copied().map(Some).collect::<Vec<_>>()).unwrap();
        assert_eq!(run.longest_at, 0..10);
        assert!(run.words().starts_with("Longest run 10 (chance allows up to 7)"));
    }

    #[test]
    fn equal_values_have_no_runs() {
        check(&[0.3; 9], (0.3, 0, 0, 0), &[]);
        assert_eq!(run(&[None, None]), None);
    }

    proptest! {
        #[test]
        fn any_numbers_are_counted(values in prop::collection::vec(prop::option::of(any::<f64>()), 0..200)) {
            if let Some(run) = run(&values) {
                prop_assert!(run.median.is_finite() && run.sides.len() == values.len());
                prop_assert!(run.crossings < run.useful.max(1) && run.longest <= run.useful);
            }
        }

        #[test]
        fn runs_do_not_depend_on_units(values in prop::collection::vec(0_i32..30, 1..60), by in -900_i32..900) {
            let sides = |change: &dyn Fn(f64) -> f64| {
                run(&values.iter().map(|&value| Some(change(f64::from(value)))).collect::<Vec<_>>()).unwrap().sides
            };
            let plain = sides(&|value| value);
            prop_assert_eq!(&sides(&|value| value + f64::from(by)), &plain);
            prop_assert_eq!(&sides(&|value| value / 10.0), &plain);
        }
    }
}
