//! Where the limits of a control chart are worked out anew. In: how many points there are and the author's
//! segments (a rebase starts one). Out: phases, which together hold every point once, in order.
//!
//! A rebase is a judgement with a reason, made by a person (NHS England, *Making Data Count*): nothing here
//! ever starts a phase by itself.

use std::ops::Range;

/// Fewer points than this make no limits (our rule, as in NHS England's single-chart tool).
pub const FEWEST_POINTS: usize = 13;

/// What a chart's author asked for: limits of their own from one point on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Segment {
    /// The first point it holds.
    pub from: usize,
    /// How many of its observations the lines are made from; all of them if none is given.
    pub baseline: Option<usize>,
}

/// A stretch of points with lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its points.
    pub points: Range<usize>,
    /// How many of them are observations and not gaps.
    pub observed: usize,
    /// From how many of those the lines were made.
    pub basis: usize,
}

impl Phase {
    /// Whether its lines would be made from too few points to be drawn.
    pub fn is_short(&self) -> bool {
        self.basis < FEWEST_POINTS
    }
}

/// A series too short for limits in any phase: it is for a run chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooShort {
    /// The most observations any phase's lines could be made from.
    pub basis: usize,
}

/// The phases of a series, and for each the points its lines are made from. Segments beyond the series are
/// left out; points before the first segment are a phase; of two segments from one point the later counts.
pub(super) fn phases(observed: &[bool], segments: &[Segment]) -> Result<Vec<(Phase, Vec<usize>)>, TooShort> {
    let mut starts: std::collections::BTreeMap<usize, Option<usize>> = [(0, None)].into();
    starts.extend(segments.iter().filter(|segment| segment.from < observed.len()).map(|s| (s.from, s.baseline)));
    let ends = starts.keys().copied().skip(1).chain([observed.len()]);
    let phases: Vec<_> =
        starts.iter().zip(ends).map(|((&from, &baseline), to)| phase(observed, from..to, baseline)).collect();
    let basis = phases.iter().map(|(phase, _)| phase.basis).max().unwrap_or(0);
    if basis < FEWEST_POINTS { Err(TooShort { basis }) } else { Ok(phases) }
}

fn phase(observed: &[bool], points: Range<usize>, baseline: Option<usize>) -> (Phase, Vec<usize>) {
    let mut basis: Vec<usize> = points.clone().filter(|&at| observed[at]).collect();
    let count = basis.len();
    basis.truncate(baseline.unwrap_or(count));
    (Phase { points, observed: count, basis: basis.len() }, basis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gaps: &[usize], points: usize, segments: &[(usize, Option<usize>)], expect: Result<&str, usize>) {
        let observed: Vec<bool> = (0..points).map(|at| !gaps.contains(&at)).collect();
        let segments: Vec<Segment> = segments.iter().map(|&(from, baseline)| Segment { from, baseline }).collect();
        let found = phases(&observed, &segments).map_err(|short| short.basis).map(|phases| {
            let one =
                |(phase, _): &(Phase, Vec<usize>)| format!("{:?} {}/{}", phase.points, phase.basis, phase.observed);
            phases.iter().map(one).collect::<Vec<_>>().join(", ")
        });
        assert_eq!(found, expect.map(str::to_owned));
    }

    #[test]
    fn phases_hold_every_point_once() {
        check(&[], 20, &[], Ok("0..20 20/20"));
        check(&[3, 4], 20, &[], Ok("0..20 18/18"));
        check(&[], 30, &[(0, Some(24))], Ok("0..30 24/30"));
        check(&[0], 30, &[(0, Some(14))], Ok("0..30 14/29"));
        check(&[], 30, &[(14, None)], Ok("0..14 14/14, 14..30 16/16"));
        check(&[], 30, &[(25, None), (14, None), (14, Some(5))], Ok("0..14 14/14, 14..25 5/11, 25..30 5/5"));
        check(&[], 20, &[(99, None)], Ok("0..20 20/20"));
    }

    #[test]
    fn a_short_series_says_how_short() {
        check(&[], 0, &[], Err(0));
        check(&[], 12, &[], Err(12));
        check(&[1], 13, &[], Err(12));
        check(&[], 24, &[(12, None)], Err(12));
        check(&[], 40, &[(0, Some(8))], Err(8));
    }
}
