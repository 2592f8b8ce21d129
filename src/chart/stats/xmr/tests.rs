//! XmR charts against published worked examples.

#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// The lower limit, mean and upper limit of a series, to so many decimals, whatever its length.
#[track_caller]
fn check(values: &[f64], screening: Screening, decimals: i32, expect: [f64; 3]) {
    let basis: Vec<usize> = (0..values.len()).collect();
    let lines = estimate(&some(values), &basis, screening).unwrap().lines;
    for (found, expect) in [lines.lower, lines.mean, lines.upper].iter().zip(expect) {
        assert!((found - expect).abs() <= 0.5 * 10f64.powi(-decimals) + 1e-9, "{lines:?} is not {expect}");
    }
}

#[test]
fn the_worked_example_agrees() {
    check(&[12.0, 15.0, 11.0, 14.0, 13.0], Screening::Off, 3, [5.685, 13.0, 20.315]);
}

/// NHSRplotthedots, vignette "Deviations from Excel defaults": 18 points.
#[test]
fn the_example_of_screening_agrees() {
    let values: Vec<f64> =
        (0..18).map(|at| [1.0, 2.0, 1.0, 2.0, 10.0].get(at).copied().unwrap_or([2.0, 1.0][at % 2])).collect();
    check(&values, Screening::Nelson, 2, [-0.72, 1.94, 4.60]);
    check(&values, Screening::Off, 2, [-3.06, 1.94, 6.95]);
}

/// NHSRplotthedots, `tests/testthat/_snaps/ptd_spc_standard.md`: `set.seed(123); rnorm(20)`, mean 0.142, limits -3.01 and 3.29.
#[test]
fn the_snapshot_of_nhsrplotthedots_agrees() {
    let values = [
        -0.560_475_65,
        -0.230_177_49,
        1.558_708_31,
        0.070_508_39,
        0.129_287_74,
        1.715_064_99,
        0.460_916_21,
        -1.265_061_23,
        -0.686_852_85,
        -0.445_661_97,
        1.224_081_80,
        0.359_813_83,
        0.400_771_45,
        0.110_682_72,
        -0.555_841_13,
        1.786_913_14,
        0.497_850_48,
        -1.966_617_16,
        0.701_355_90,
        -0.472_791_41,
    ];
    check(&values, Screening::Nelson, 2, [-3.01, 0.14, 3.29]);
}

/// NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates, limits with 3/1.128.
#[test]
fn the_flow_rates_of_nist_agree() {
    let values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
    check(&values, Screening::Off, 2, [45.82, 50.81, 55.80]);
    let estimate = estimate(&some(&values), &(0..10).collect::<Vec<_>>(), Screening::Off).unwrap();
    assert!((estimate.range - 1.8778).abs() < 0.000_05, "{estimate:?}");
}

/// spc-plotly 0.1.3, the example of its README: monthly counts from January 2021 on.
#[test]
fn the_monthly_counts_of_spc_plotly_agree() {
    let values = [
        2478, 2350, 2485, 2296, 2359, 2567, 3089, 2668, 1788, 2854, 2365, 1883, 1959, 1927, 2640, 2626, 2144, 2409,
        4412, 3287, 3049, 3364, 3078, 2972, 3415, 2753, 3102, 2191, 3693, 4385, 4699, 3031, 2659, 3885, 2628, 2621,
        3071, 2002,
    ];
    let chart = xmr(&values.map(|value| Some(f64::from(value))), &[], Screening::Off).unwrap();
    let estimate = chart.phases[0].1.unwrap();
    for (found, expect) in [
        (estimate.range, 571.891_891_891_891_9),
        (estimate.lines.mean, 2_820.631_578_947_368_3),
        (estimate.lines.upper, 4_341.864_011_379_801),
    ] {
        assert!((found - expect).abs() < 1e-9, "{found} is not {expect}");
    }
}

fn wavy(points: usize) -> Vec<Option<f64>> {
    (0..points).map(|at| Some(20.0 + [0.0, 3.0, -2.0, 1.0, -1.0][at % 5])).collect()
}

#[test]
fn twelve_points_make_no_limits_and_thirteen_do() {
    assert_eq!(xmr(&wavy(12), &[], Screening::Off), Err(TooShort { basis: 12 }));
    assert!(xmr(&wavy(13), &[], Screening::Off).is_ok());
    assert_eq!(xmr(&[], &[], Screening::Off), Err(TooShort { basis: 0 }));
}

#[test]
fn a_fixed_baseline_does_not_hear_what_comes_after() {
    let mut values = wavy(24);
    values.extend([Some(90.0); 6]);
    let fixed = [Segment { from: 0, baseline: Some(24) }];
    let chart = xmr(&values, &fixed, Screening::Off).unwrap();
    assert_eq!(chart.points[0].lines, xmr(&wavy(24), &[], Screening::Off).unwrap().points[0].lines);
    assert_eq!(chart.points[29].lines, chart.points[0].lines);
}

#[test]
fn a_rebase_parts_lines_and_ranges() {
    let mut values = wavy(20);
    values.extend(wavy(15).iter().map(|value| value.map(|value| value - 15.0)));
    let chart = xmr(&values, &[Segment { from: 20, baseline: None }], Screening::Off).unwrap();
    let alone = xmr(&wavy(20), &[], Screening::Off).unwrap();
    assert_eq!(chart.points[..20], alone.points[..]);
    assert_eq!((chart.points[34].phase, chart.ranges[20]), (1, None));
    assert_eq!(
        chart.points[34].lines.unwrap().mean + 15.0,
        xmr(&wavy(15), &[], Screening::Off).unwrap().points[0].lines.unwrap().mean
    );
}

#[test]
fn a_short_phase_has_points_and_no_lines() {
    let chart = xmr(&wavy(20), &[Segment { from: 15, baseline: None }], Screening::Off).unwrap();
    assert!(chart.points[14].lines.is_some() && chart.points[15].lines.is_none());
    assert_eq!(chart.phases[1].0.basis, 5);
}

#[test]
fn no_range_is_taken_across_a_gap() {
    let mut values = wavy(20);
    values[7] = None;
    let chart = xmr(&values, &[], Screening::Off).unwrap();
    assert_eq!((chart.ranges[6].is_some(), chart.ranges[7], chart.ranges[8]), (true, None, None));
    assert_eq!(chart.points.len(), 20);
}

#[test]
fn equal_values_have_limits_on_their_mean() {
    for screening in [Screening::Off, Screening::Nelson] {
        let chart = xmr(&[Some(0.1); 20], &[], screening).unwrap();
        assert_eq!(chart.points[0].lines.unwrap().all(), [0.1; 5]);
    }
}

proptest! {
    #[test]
    fn any_numbers_make_finite_lines_in_order(
        values in prop::collection::vec(prop::option::weighted(0.9, any::<f64>()), 0..60),
        from in 0..60_usize, baseline in prop::option::of(0..40_usize),
    ) {
        for screening in [Screening::Off, Screening::Nelson] {
            let Ok(chart) = xmr(&values, &[Segment { from, baseline }], screening) else { continue };
            prop_assert_eq!((chart.points.len(), chart.ranges.len()), (values.len(), values.len()));
            for lines in chart.points.iter().filter_map(|point| point.lines) {
                prop_assert!(lines.all().is_sorted() && lines.all().iter().all(|line| line.is_finite()), "{lines:?}");
            }
        }
    }

    /// Whole numbers, so that moving and doubling them loses nothing.
    #[test]
    fn lines_move_and_grow_with_the_values(values in prop::collection::vec(-500_i32..500, 13..40), by in -900_i32..900) {
        let lines = |change: &dyn Fn(f64) -> f64| {
            let values: Vec<Option<f64>> = values.iter().map(|&value| Some(change(f64::from(value)))).collect();
            xmr(&values, &[], Screening::Nelson).unwrap().points[0].lines.unwrap().all()
        };
        let plain = lines(&|value| value);
        for (moved, line) in lines(&|value| value + f64::from(by)).iter().zip(plain) {
            prop_assert!((moved - line - f64::from(by)).abs() < 1e-9);
        }
        for (grown, line) in lines(&|value| value * 8.0).iter().zip(plain) {
            prop_assert_eq!(*grown, line * 8.0);
        }
    }
}
