//! Rule sets for control charts against published cases.

use super::*;
use proptest::prelude::*;

const LINES: Lines = Lines { mean: 0.0, lower: -3.0, lower_two: -2.0, upper_two: 2.0, upper: 3.0 };

/// Values around a mean of 0 with a sigma of 1; `-` is a gap and `|` starts a phase.
fn points(written: &str) -> Vec<Plotted> {
    let mut phase = 0;
    let mut points = Vec::new();
    for word in written.split_whitespace() {
        if word == "|" {
            phase += 1;
        } else {
            points.push(Plotted { value: word.parse().ok(), lines: Some(LINES), phase });
        }
    }
    points
}

/// The points a rule marks: `+` high, `=` low, `.` neither.
fn marked(verdicts: &[Verdict], rule: Rule) -> String {
    let mark = |verdict: &Verdict| match verdict.signals.iter().find(|signal| signal.rule == rule) {
        Some(Signal { side: Side::High, .. }) => '+',
        Some(_) => '=',
        None => '.',
    };
    verdicts.iter().map(mark).collect()
}

#[track_caller]
fn check(set: RuleSet, rule: Rule, written: &str, expect: &str) {
    assert_eq!(marked(&judge(&points(written), &set.into()), rule), expect, "{written}");
}

#[test]
fn astronomical_is_beyond_a_limit_and_not_on_it() {
    check(RuleSet::Mdc, Rule::Astronomical, "3 3.01 -3 -3.01 0", ".+.=.");
}

/// The vectors of NHSRplotthedots, `tests/testthat/test-ptd_calculate_point_type.R`, all points of a run marked.
#[test]
fn shifts_are_those_of_nhsrplotthedots() {
    check(RuleSet::Mdc, Rule::Shift, "1 1 1 1 1 1", "......");
    check(RuleSet::Mdc, Rule::Shift, "1 1 1 1 1 1 -1", ".......");
    check(RuleSet::Mdc, Rule::Shift, "1 1 1 1 1 1 1 1 -1", "++++++++.");
    check(RuleSet::Mdc, Rule::Shift, "1 -1 -1 -1 -1 -1 -1 -1 -1 1", ".========.");
    check(RuleSet::NhsExcel, Rule::Shift, "1 1 1 1 1 1", "++++++");
    check(RuleSet::Wales, Rule::Shift, "1 1 1 1 1 1 1", ".......");
    check(RuleSet::Wales, Rule::Shift, "1 1 1 1 1 1 1 1", "++++++++");
}

#[test]
fn a_shift_is_broken_by_the_mean_by_a_gap_and_by_a_rebase() {
    check(RuleSet::Mdc, Rule::Shift, "1 1 1 0 1 1 1 1", "........");
    check(RuleSet::Mdc, Rule::Shift, "1 1 1 - 1 1 1 1", "........");
    check(RuleSet::Mdc, Rule::Shift, "1 1 1 1 | 1 1 1", ".......");
    check(RuleSet::Mdc, Rule::Shift, "- 1 1 1 1 1 1 1 -", ".+++++++.");
}

/// The vectors of NHSRplotthedots for trends (values shrunk to lie inside the limits).
#[test]
fn trends_are_those_of_nhsrplotthedots() {
    check(RuleSet::Mdc, Rule::Trend, ".1 .2 .3 .4 .5 .6", "......");
    check(RuleSet::Mdc, Rule::Trend, ".1 .2 .3 .3 .4 .5 .6", ".......");
    check(RuleSet::Mdc, Rule::Trend, ".1 .2 .3 .4 .5 .6 .7", "+++++++");
    check(RuleSet::Mdc, Rule::Trend, ".2 .1 .2 .3 .4 .5 .6 .7 .3", ".+++++++.");
    check(RuleSet::Mdc, Rule::Trend, ".2 .7 .6 .5 .4 .3 .2 .1 .3", ".=======.");
    check(RuleSet::Wales, Rule::Trend, ".1 .2 .3 .4 .5 .6", "++++++");
    check(RuleSet::Mdc, Rule::Trend, ".1 .2 .3 .4 | .5 .6 .7", ".......");
    check(RuleSet::Mdc, Rule::Trend, ".1 .2 .3 - .4 .5 .6 .7", "........");
}

/// A series that turns has its turning point in both trends, once a side.
#[test]
fn a_turning_point_belongs_to_both_trends() {
    let verdicts = judge(&points(".1 .2 .3 .4 .5 .6 .7 .6 .5 .4 .3 .2 .1"), &Rules::default());
    let sides: Vec<Side> = verdicts[6].signals.iter().filter(|s| s.rule == Rule::Trend).map(|s| s.side).collect();
    assert_eq!(sides, [Side::Low, Side::High]);
}

/// The vectors of NHSRplotthedots, `ptd_part_of_two_in_three` (1: beyond two sigma).
#[test]
fn two_of_three_is_that_of_nhsrplotthedots() {
    check(RuleSet::Nhsr, Rule::TwoOfThree, "2.5 1 2.5", "+.+");
    check(RuleSet::Nhsr, Rule::TwoOfThree, "1 2.5 2.5", ".++");
    check(RuleSet::Nhsr, Rule::TwoOfThree, "2.5 2.5 1", "++.");
    check(RuleSet::Nhsr, Rule::TwoOfThree, "1 1 2.5 1 2.5 1 1", "..+.+..");
    check(RuleSet::Nhsr, Rule::TwoOfThree, "2.5 1 1 2.5", "....");
    check(RuleSet::Nhsr, Rule::TwoOfThree, "2.5 1 1 2.5 2.5", "...++");
}

/// NHSRplotthedots issues 143 (one side only) and 194 (every point beyond two sigma, from November 2023).
#[test]
fn two_of_three_counts_one_side_and_since_2023_every_point() {
    check(RuleSet::Mdc, Rule::TwoOfThree, "2.5 -2.5 1", "...");
    check(RuleSet::Mdc, Rule::TwoOfThree, "2.5 2.5 -1", "...");
    check(RuleSet::Mdc, Rule::TwoOfThree, "2.5 0 2.5", "...");
    check(RuleSet::Mdc, Rule::TwoOfThree, "1 2.5 3.5", ".++");
    check(RuleSet::Nhsr, Rule::TwoOfThree, "1 2.5 3.5", "...");
    check(RuleSet::Mdc, Rule::TwoOfThree, "-2.5 -1 -2.5", "=.=");
    check(RuleSet::Mdc, Rule::TwoOfThree, "2.5 2.5", "..");
    check(RuleSet::Mdc, Rule::TwoOfThree, "2 2 1", "...");
}

#[test]
fn improvement_is_shown_before_concern_and_rules_in_their_order() {
    // Seven falling points that begin above the upper limit.
    let verdicts = judge(&points("3.6 1.5 1.4 1.3 1.2 1.1 1"), &Rules::default());
    let rules: Vec<&str> = verdicts[0].signals.iter().map(|signal| signal.rule.name()).collect();
    assert_eq!(rules, ["astronomical", "trend", "shift"]);
    let shown = |better| verdicts[0].shown(better).map(|(signal, meaning)| (signal.rule, meaning));
    assert_eq!(shown(Polarity::Higher), Some((Rule::Astronomical, Meaning::Improvement)));
    assert_eq!(shown(Polarity::Lower), Some((Rule::Trend, Meaning::Improvement)));
    assert_eq!(shown(Polarity::Neither), Some((Rule::Astronomical, Meaning::Neither)));
    assert_eq!(verdicts[0].signals[1].words(&Rules::default()), "one of 7 or more in a row falling");
}

#[test]
fn sets_are_found_by_their_names() {
    for set in RuleSet::ALL {
        assert_eq!(RuleSet::named(set.name()), Some(set));
    }
    assert_eq!(RuleSet::named("NHS"), None);
    assert!(Rules::from(RuleSet::Wales).words().contains("8 in a row on one side"));
}

proptest! {
    /// Of real charts, values and lines moved and scaled alike: no signal comes or goes.
    #[test]
    fn judging_does_not_depend_on_units(
        values in prop::collection::vec(0_i32..40, 13..60), by in -1000_i32..1000,
    ) {
        use crate::chart::stats::xmr::{Screening, xmr};
        let judged = |change: &dyn Fn(f64) -> f64| {
            let values: Vec<Option<f64>> = values.iter().map(|&value| Some(change(f64::from(value)))).collect();
            xmr(&values, &[], Screening::Off).map(|chart| judge(&chart.points, &Rules::default()))
        };
        let plain = judged(&|value| value);
        prop_assert_eq!(&judged(&|value| value + f64::from(by)), &plain);
        prop_assert_eq!(&judged(&|value| value / 10.0), &plain);
        prop_assert_eq!(&judged(&|value| value * 1e12), &plain);
    }

    #[test]
    fn equal_values_set_nothing_off(value in any::<f64>(), points in 13..40_usize) {
        use crate::chart::stats::xmr::{Screening, xmr};
        if let Ok(chart) = xmr(&vec![Some(value); points], &[], Screening::Off) {
            prop_assert!(judge(&chart.points, &Rules::default()).iter().all(Verdict::is_common_cause));
        }
    }
}
