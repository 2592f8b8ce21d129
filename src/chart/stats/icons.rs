//! What NHS England's icons say, in words: whether the latest point is out of the ordinary (variation), and
//! whether a target can be relied on (assurance). In: judged points, the target, the direction that is
//! better. Out: both as values, and as sentences.
//!
//! Source: NHS England, *Making Data Count*; a target is held against the limits at the latest point, thus
//! of the last phase (NHSRplotthedots issue 172).

use super::lines::{Lines, Plotted};
use super::rules::{Meaning, Rules, Side, Signal, Verdict};
use crate::data::Polarity;

/// What the latest point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variation {
    /// Nothing out of the ordinary.
    CommonCause,
    /// A rule was set off.
    Special(Signal, Meaning),
}

/// Whether a target will be met if nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// It lies beyond the limits on the worse side: it will be met.
    Pass,
    /// It lies beyond the limits on the better side: it will not be met.
    Fail,
    /// It lies inside the limits, or on one.
    HitOrMiss,
}

/// The state of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icons {
    /// The place of the latest point that has a value.
    pub latest: usize,
    /// `None` if that point has no limits to be seen against.
    pub variation: Option<Variation>,
    /// `None` without limits, without a target or if neither direction is better.
    pub assurance: Option<Assurance>,
}

/// The state of a series; `None` if it has no value.
pub fn icons(points: &[Plotted], verdicts: &[Verdict], target: Option<f64>, better: Polarity) -> Option<Icons> {
    let latest = points.iter().rposition(|point| point.value.is_some())?;
    let lines = points[latest].lines;
    let shown = verdicts.get(latest).and_then(|verdict| verdict.shown(better));
    let variation = shown.map_or(Variation::CommonCause, |(signal, meaning)| Variation::Special(signal, meaning));
    Some(Icons {
        latest,
        variation: lines.map(|_| variation),
        assurance: lines.zip(target).and_then(|(lines, target)| assurance(&lines, target, better)),
    })
}

/// Whether a target will be met within these limits.
pub fn assurance(lines: &Lines, target: f64, better: Polarity) -> Option<Assurance> {
    let above = match better {
        Polarity::Neither => return None,
        Polarity::Higher => Assurance::Fail,
        Polarity::Lower => Assurance::Pass,
    };
    let below = if above == Assurance::Fail { Assurance::Pass } else { Assurance::Fail };
    Some(if target > lines.upper {
        above
    } else if target < lines.lower {
        below
    } else {
        Assurance::HitOrMiss
    })
}

impl Icons {
    /// Both in sentences. `latest` names the point ("Latest month"), `target` is written as readers see it.
    pub fn words(&self, rules: &Rules, better: Polarity, latest: &str, target: &str) -> String {
        let variation = match self.variation {
            None => "too few points for limits".to_owned(),
            Some(Variation::CommonCause) => "common cause".to_owned(),
            Some(Variation::Special(signal, meaning)) => special(signal, meaning, rules),
        };
        let assurance = self.assurance.map(|assurance| format!(" {}", assurance.words(better, target)));
        format!("{latest}: {variation}.{}", assurance.unwrap_or_default())
    }
}

fn special(signal: Signal, meaning: Meaning, rules: &Rules) -> String {
    let meaning = match meaning {
        Meaning::Improvement => "improvement",
        Meaning::Concern => "concern",
        Meaning::Neither => "special cause",
    };
    let side = match signal.side {
        Side::Low => "low",
        Side::High => "high",
    };
    format!("{meaning}, {side} ({})", signal.words(rules))
}

impl Assurance {
    /// In a sentence.
    pub fn words(self, better: Polarity, target: &str) -> String {
        let beyond = if (self == Self::Fail) == (better == Polarity::Higher) { "above" } else { "below" };
        match self {
            Self::HitOrMiss => format!("Target {target} lies inside the limits: may hit or miss."),
            Self::Pass => format!("Target {target} lies {beyond} the limits: will be met unless something changes."),
            Self::Fail => format!("Target {target} lies {beyond} the limits: will be missed unless something changes."),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::chart::stats::rules::judge;
    use crate::chart::stats::xmr::{Screening, xmr};
    use Polarity::{Higher, Lower, Neither};

    /// NHSRplotthedots, `tests/testthat/test-ptd_calculate_assurance_type.R`: limits 1 to 3, 5 to 7, 1 to 5, target 4.
    #[test]
    fn assurance_is_that_of_nhsrplotthedots() {
        let check = |better, expect: [Option<Assurance>; 3]| {
            let found = [(1.0, 3.0), (5.0, 7.0), (1.0, 5.0)].map(|(lower, upper)| {
                let (lower_two, upper_two) = (lower, upper);
                assurance(&Lines { mean: lower, lower, lower_two, upper_two, upper }, 4.0, better)
            });
            assert_eq!(found, expect);
        };
        check(Higher, [Some(Assurance::Fail), Some(Assurance::Pass), Some(Assurance::HitOrMiss)]);
        check(Lower, [Some(Assurance::Pass), Some(Assurance::Fail), Some(Assurance::HitOrMiss)]);
        check(Neither, [None, None, None]);
    }

    /// Twenty quiet months around 650, and the last as given.
    #[track_caller]
    fn check(last: f64, target: Option<f64>, better: Polarity, expect: &str) {
        let mut values: Vec<Option<f64>> = (0..20).map(|at| Some(650.0 + [0.0, 9.0, -9.0][at % 3])).collect();
        values.extend([Some(last), None]);
        let chart = xmr(&values, &[], Screening::Nelson).unwrap();
        let rules = Rules::default();
        let icons = icons(&chart.points, &judge(&chart.points, &rules), target, better).unwrap();
        let target = target.map(|target| target.to_string()).unwrap_or_default();
        assert_eq!(icons.words(&rules, better, "Latest month", &target), expect);
    }

    #[test]
    fn the_state_is_told_in_sentences() {
        check(651.0, None, Lower, "Latest month: common cause.");
        check(
            651.0,
            Some(650.0),
            Lower,
            "Latest month: common cause. Target 650 lies inside the limits: may hit or miss.",
        );
        check(
            800.0,
            Some(500.0),
            Lower,
            "Latest month: concern, high (above the upper limit). Target 500 lies below the limits: will be missed unless something changes.",
        );
        check(
            800.0,
            Some(500.0),
            Higher,
            "Latest month: improvement, high (above the upper limit). Target 500 lies below the limits: will be met unless something changes.",
        );
        check(500.0, Some(900.0), Neither, "Latest month: special cause, low (below the lower limit).");
        check(
            651.0,
            Some(900.0),
            Lower,
            "Latest month: common cause. Target 900 lies above the limits: will be met unless something changes.",
        );
    }

    #[test]
    fn without_values_there_is_no_state_and_without_limits_no_judgement() {
        assert_eq!(icons(&[], &[], Some(1.0), Lower), None);
        let point = Plotted { value: Some(1.0), lines: None, phase: 0 };
        let icons = icons(&[point], &[Verdict::default()], Some(1.0), Lower).unwrap();
        assert_eq!(
            icons.words(&Rules::default(), Lower, "Latest month", "1"),
            "Latest month: too few points for limits."
        );
    }
}
