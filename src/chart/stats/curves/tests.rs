//! Normal, chi-squared and Poisson curves against published values.

#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn funnel(kind: Ratio, average: f64) -> Funnel {
    Funnel { kind, average, places: Vec::new(), dispersion: None }
}

/// PHEindicatormethods, `tests/testthat/testdata_funnel_rate_outputs.csv`: rates per 100,000 over three years
/// about 116.1720835; sizes are of one year. For each count: the size and rate on the lower and the
/// upper 95% limit, then on the 99.8% limits.
#[test]
fn limits_of_rates_are_those_of_pheindicatormethods() {
    let average = 116.172_083_5 / 100_000.0;
    let table: [(f64, [(f64, f64); 4]); 5] = [
        (
            1.0,
            [
                (1_598.675_694, 20.850_591_19),
                (7.264_481_402, 4_588.535_848),
                (2_649.348_525, 12.581_709_43),
                (0.287_087_625, 116_108.569),
            ],
        ),
        (
            5.0,
            [
                (3_348.002_593, 49.780_925_21),
                (465.828_012_9, 357.785_839_5),
                (4_721.370_883, 35.300_481_74),
                (212.148_48, 785.613_296_3),
            ],
        ),
        (
            10.0,
            [
                (5_276.757_672, 63.170_104_46),
                (1_375.943_768, 242.257_962_3),
                (6_924.776_769, 48.136_329_08),
                (849.463_954_7, 392.404_329_2),
            ],
        ),
        (
            100.0 + 10.0,
            [
                (38_041.187_71, 96.386_755_72),
                (25_940.428_94, 141.349_500_3),
                (42_013.765_15, 87.272_984_31),
                (23_073.382_52, 158.913_27),
            ],
        ),
        (
            1360.0,
            [
                (411_529.925_9, 110.158_048),
                (369_759.562_2, 122.602_193_4),
                (424_043.242_4, 106.907_335_9),
                (358_342.327_5, 126.508_452_5),
            ],
        ),
    ];
    for (events, expect) in table {
        let on = |side, confidence| on_limit(average, events, side, confidence).unwrap();
        let found = [Confidence::P95, Confidence::P998]
            .map(|confidence| [Side::Low, Side::High].map(|side| on(side, confidence)));
        for (found, expect) in found.as_flattened().iter().zip(expect) {
            // That package seeks the bounds by trial, to a few parts in ten million of an event or so.
            let within = 4e-7 + 1e-7 / (expect.0 * 3.0 * average);
            assert!((found.0 / 3.0 / expect.0 - 1.0).abs() < within, "{events}: {found:?} is not {expect:?}");
            assert!((found.1 * 100_000.0 / expect.1 - 1.0).abs() < within, "{events}: {found:?} is not {expect:?}");
        }
    }
}

#[test]
fn curves_go_from_end_to_end() {
    for (kind, average) in [(Ratio::Proportion, 0.3), (Ratio::Rate, 0.01)] {
        for limits in [Limits::Chance, Limits::Widened] {
            let curves = curves(&funnel(kind, average), limits, Confidence::P998, 3000.0, 400_000.0);
            for curve in [&curves.low, &curves.high] {
                assert!((curve[0].0 - 3000.0).abs() < 1e-6 && (curve[curve.len() - 1].0 - 400_000.0).abs() < 1e-6);
                assert!((15..80).contains(&curve.len()), "{}", curve.len());
            }
        }
    }
}

#[test]
fn the_upper_limit_of_rates_begins_where_one_event_lies_on_it() {
    let curves = curves(&funnel(Ratio::Rate, 0.01), Limits::Chance, Confidence::P95, 0.5, 1000.0);
    assert_eq!(curves.low[0], (0.5, 0.0));
    assert!((curves.high[0].0 - 2.531_780_8).abs() < 1e-6 && (curves.high[0].1 - 1.0 / curves.high[0].0).abs() < 1e-12);
}

#[test]
fn no_range_has_no_curve() {
    for (from, to) in [(0.0, 5.0), (5.0, 5.0), (5.0, 1.0), (1.0, f64::INFINITY), (f64::NAN, 1.0), (1e-300, 1e300)] {
        assert!(curves(&funnel(Ratio::Rate, 0.01), Limits::Chance, Confidence::P95, from, to).low.is_empty());
    }
    assert!(curves(&funnel(Ratio::Rate, 0.0), Limits::Chance, Confidence::P95, 1.0, 2.0).low.is_empty());
}

proptest! {
    #[test]
    fn curves_rise_in_size_and_close_on_the_average(
        average in 1e-6..1.0_f64, from in 1.0..1e6_f64, times in 1.001..1e4_f64,
    ) {
        for kind in [Ratio::Proportion, Ratio::Rate] {
            let [near, far] = [Confidence::P95, Confidence::P998].map(|confidence| {
                curves(&funnel(kind, average), Limits::Chance, confidence, from, from * times)
            });
            for curves in [&near, &far] {
                for curve in [&curves.low, &curves.high] {
                    prop_assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0), "{curve:?}");
                    prop_assert!(curve.iter().all(|(_, ratio)| ratio.is_finite() && *ratio >= 0.0));
                }
                let slack = average * 1e-9;
                prop_assert!(curves.low.iter().all(|(_, ratio)| *ratio <= average + slack));
                prop_assert!(curves.high.iter().all(|(_, ratio)| *ratio >= average - slack));
            }
            let end = |curve: &[(f64, f64)]| curve.last().map_or(0.0, |point| point.1);
            prop_assert!(end(&far.low) <= end(&near.low) + average * 1e-9);
        }
    }
}
