//! Attribute charts (c, u, p and Laney's) against published cases.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::chart::stats::rules::{Rule, Rules, judge};
use crate::chart::stats::xmr::{Screening, estimate};
use proptest::prelude::*;

fn counts(events: &[f64], of: &[f64], without: &[usize]) -> Vec<Option<Counted>> {
    let one = |(at, &events): (usize, &f64)| Counted { events, of: of[at % of.len()] };
    let all = events.iter().enumerate();
    all.map(|(at, events)| (!without.contains(&(at + 1))).then(|| one((at, events)))).collect()
}

/// The lower limit, mean and upper limit at the first point, to so many decimals.
#[track_caller]
fn check(chart: Chart, counts: &[Option<Counted>], decimals: i32, expect: [f64; 3]) {
    let lines = attribute(counts, chart, &[]).unwrap().points[0].lines.unwrap();
    for (found, expect) in [lines.lower, lines.mean, lines.upper].iter().zip(expect) {
        assert!((found - expect).abs() <= 0.5 * 10f64.powi(-decimals) + 1e-9, "{lines:?} is not {expect}");
    }
}

/// Montgomery, example 7.3: nonconformities in 26 samples of 100 printed circuit boards
/// (the book's upper limit 33.22 is made from the rounded mean 19.85).
const BOARDS: [f64; 26] = [
    21.0, 24.0, 16.0, 12.0, 15.0, 5.0, 28.0, 20.0, 31.0, 25.0, 20.0, 24.0, 16.0, 19.0, 10.0, 17.0, 13.0, 22.0, 18.0,
    39.0, 30.0, 24.0, 16.0, 19.0, 17.0, 15.0,
];

#[test]
fn the_c_chart_of_printed_circuit_boards_agrees() {
    check(Chart::C, &counts(&BOARDS, &[100.0], &[]), 2, [6.48, 19.85, 33.21]);
    // Samples 6 and 20 had known causes and were left out.
    check(Chart::C, &counts(&BOARDS, &[100.0], &[6, 20]), 3, [6.363, 19.667, 32.971]);
}

/// Montgomery, example 7.1: cans of orange juice, 30 samples of 50; 15 and 23 had known causes.
#[test]
fn the_p_chart_of_orange_juice_agrees() {
    let cans = [
        12.0, 15.0, 8.0, 10.0, 4.0, 7.0, 16.0, 9.0, 14.0, 10.0, 5.0, 6.0, 17.0, 12.0, 22.0, 8.0, 10.0, 5.0, 13.0, 11.0,
        20.0, 18.0, 24.0, 15.0, 9.0, 12.0, 7.0, 13.0, 9.0, 6.0,
    ];
    check(Chart::P(Spread::Chance), &counts(&cans, &[50.0], &[]), 4, [0.0524, 0.2313, 0.4102]);
    check(Chart::P(Spread::Chance), &counts(&cans, &[50.0], &[15, 23]), 4, [0.0407, 0.215, 0.3893]);
}

/// Montgomery, earlier editions: 20 samples of 5 computers.
#[test]
fn the_u_chart_of_computers_agrees() {
    let computers =
        [10.0, 12.0, 8.0, 14.0, 10.0, 16.0, 11.0, 7.0, 10.0, 15.0, 9.0, 5.0, 7.0, 11.0, 12.0, 6.0, 8.0, 10.0, 7.0, 5.0];
    check(Chart::U(Spread::Chance), &counts(&computers, &[5.0], &[]), 2, [0.07, 1.93, 3.79]);
}

/// Montgomery, table 7.4: purchase orders, samples of 80 to 120; only sample 11 is beyond its limits.
#[test]
fn limits_that_vary_find_the_one_week_of_purchase_orders() {
    let orders = [
        12.0, 8.0, 6.0, 9.0, 10.0, 12.0, 11.0, 16.0, 10.0, 6.0, 20.0, 15.0, 9.0, 8.0, 6.0, 8.0, 10.0, 7.0, 5.0, 8.0,
        5.0, 8.0, 10.0, 6.0, 9.0,
    ];
    let sizes = [
        100.0, 80.0, 80.0, 100.0, 110.0, 110.0, 100.0, 100.0, 90.0, 90.0, 110.0, 120.0, 120.0, 120.0, 110.0, 80.0,
        80.0, 80.0, 90.0, 100.0, 100.0, 100.0, 100.0, 90.0, 90.0,
    ];
    let chart = attribute(&counts(&orders, &sizes, &[]), Chart::P(Spread::Chance), &[]).unwrap();
    assert!((chart.phases[0].1.unwrap().mean - 234.0 / 2450.0).abs() < 1e-12);
    let beyond = judge(&chart.points, &Rules::default())
        .into_iter()
        .enumerate()
        .filter(|(_, verdict)| verdict.signals.iter().any(|signal| signal.rule == Rule::Astronomical));
    assert_eq!(beyond.map(|(at, _)| at + 1).collect::<Vec<_>>(), [11]);
}

/// Laney 2002: where all samples are of one size, p' is the chart of single values.
#[test]
fn laneys_chart_of_equal_samples_is_that_of_single_values() {
    let events: Vec<f64> = (0..20).map(|at| 400.0 + f64::from(at * 37 % 90)).collect();
    let chart = attribute(&counts(&events, &[5000.0], &[]), Chart::P(Spread::Laney), &[]).unwrap();
    let values: Vec<Option<f64>> = events.iter().map(|events| Some(events / 5000.0)).collect();
    let single = estimate(&values, &(0..20).collect::<Vec<_>>(), Screening::Off).unwrap();
    let lines = chart.points[0].lines.unwrap();
    assert!((lines.mean - single.lines.mean).abs() < 1e-12);
    assert!((lines.upper - lines.mean - 3.0 * single.range / 1.128).abs() < 1e-12);
    assert!(chart.phases[0].1.unwrap().sigma_z.unwrap() > 1.0);
}

#[test]
fn large_samples_call_for_laney() {
    assert_eq!(Spread::for_sizes(&counts(&[1.0, 2.0], &[1000.0], &[])), Spread::Chance);
    assert_eq!(Spread::for_sizes(&counts(&[1.0, 2.0], &[900.0, 1300.0], &[])), Spread::Laney);
    assert_eq!(Spread::for_sizes(&[]), Spread::Chance);
}

#[test]
fn nothing_happening_and_everything_happening_have_flat_lines() {
    for (events, mean) in [(0.0, 0.0), (50.0, 1.0)] {
        for spread in [Spread::Chance, Spread::Laney] {
            let chart = attribute(&counts(&[events; 15], &[50.0], &[]), Chart::P(spread), &[]).unwrap();
            assert_eq!(chart.points[0].lines.unwrap().all(), [mean; 5]);
        }
    }
}

#[test]
fn counts_that_cannot_be_are_gaps_and_short_series_have_no_lines() {
    let mut series = counts(&[5.0; 14], &[50.0], &[]);
    series[3] = Some(Counted { events: 60.0, of: 50.0 });
    let chart = attribute(&series, Chart::P(Spread::Chance), &[]).unwrap();
    assert_eq!((chart.points[3].value, chart.points[3].lines), (None, None));
    assert_eq!(attribute(&series[..13], Chart::P(Spread::Chance), &[]), Err(TooShort { basis: 12 }));
}

proptest! {
    #[test]
    fn any_counts_make_finite_lines_in_order(
        series in prop::collection::vec(prop::option::weighted(0.9, (any::<f64>(), any::<f64>())), 0..40),
        plain in prop::collection::vec((0_u32..50, 50_u32..5000), 13..40),
    ) {
        let wild: Vec<_> = series.iter().map(|one| one.map(|(events, of)| Counted { events, of })).collect();
        let tame: Vec<_> = plain.iter().map(|&(events, of)| Some(Counted { events: events.into(), of: of.into() })).collect();
        for spread in [Spread::Chance, Spread::Laney] {
            for chart in [Chart::C, Chart::U(spread), Chart::P(spread)] {
                prop_assert!(attribute(&tame, chart, &[]).unwrap().points.iter().all(|point| point.lines.is_some()));
                let Ok(worked) = attribute(&wild, chart, &[]) else { continue };
                for lines in worked.points.iter().filter_map(|point| point.lines) {
                    prop_assert!(lines.all().is_sorted() && lines.all().iter().all(|line| line.is_finite()), "{lines:?}");
                }
            }
        }
    }
}
