//! Funnels against published cases.

#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn areas(counts: &[(f64, f64)]) -> Vec<Option<Counted>> {
    counts.iter().map(|&(events, of)| Some(Counted { events, of })).collect()
}

/// PHEindicatormethods, `tests/testthat/testdata_funnel_prop_inputs.csv`, with the average of its 303 areas.
#[test]
fn classes_are_those_of_pheindicatormethods() {
    let check = |events: f64, of: f64, expect: Class| {
        let place = place(Counted { events, of }, Ratio::Proportion, 0.806_424_48, 0.0).unwrap();
        assert_eq!(place.class, expect, "{events} of {of}");
    };
    check(35_078.488, 41_980.0, Class::FarAbove); // New Forest
    check(24_803.625_6, 31_824.0, Class::FarBelow); // Norwich
    check(50_050.744_3, 61_921.0, Class::Inside); // South Gloucestershire
    check(26_789.238, 33_012.0, Class::Above); // West Norfolk
    check(36_850.049_2, 45_449.0, Class::Above); // North Tees
    check(30_277.531_2, 37_828.0, Class::Below); // North Devon
    check(21_139.293_6, 25_992.0, Class::Above); // East Devon
    check(24_107.110_7, 28_519.0, Class::FarAbove); // Airedale
    check(13_240.917_2, 16_477.0, Class::Inside); // Rowley Regis and Tipton
    check(20_781.484, 25_672.0, Class::Inside); // Taunton Deane
}

/// PHEindicatormethods, `tests/testthat/testdata_funnel_prop_outputs.csv`: limits in per cent to six decimals.
#[test]
fn limits_of_proportions_are_those_of_pheindicatormethods() {
    let funnel = Funnel { kind: Ratio::Proportion, average: 0.806_424_48, places: Vec::new(), dispersion: None };
    for (of, expect) in [
        (1.0, [3.204_264, 100.0, 0.0, 100.0]),
        (2.0, [25.885_383, 100.0, 0.0, 100.0]),
        (18.0, [62.390_093, 98.894_803, 51.864_359, 100.0]),
        (50.0, [69.691_035, 91.593_861, 63.375_595, 97.909_301]),
        (598.0, [77.475_765, 83.809_131, 75.649_608, 85.635_287]),
        (10_000.0 - 2.0, [79.867_989, 81.416_907, 79.421_375, 81.863_521]),
        (110_000.0, [80.408_963, 80.875_933, 80.274_317, 81.010_578]),
    ] {
        let near = funnel.reach(of, Limits::Chance, Confidence::P95).unwrap();
        let far = funnel.reach(of, Limits::Chance, Confidence::P998).unwrap();
        for (found, expect) in [near.0, near.1, far.0, far.1].iter().zip(expect) {
            assert!((found * 100.0 - expect).abs() < 2e-6, "{of}: {found} is not {expect}");
        }
    }
}

#[test]
fn fourteen_areas_make_no_funnel() {
    assert_eq!(funnel(&areas(&[(5.0, 100.0); 14]), Ratio::Rate), Err(TooFew { areas: 14 }));
    assert_eq!(funnel(&[], Ratio::Rate), Err(TooFew { areas: 0 }));
    let mut some = areas(&[(5.0, 100.0); 15]);
    assert!(funnel(&some, Ratio::Rate).is_ok());
    some[3] = Some(Counted { events: 5.0, of: 0.0 });
    assert_eq!(funnel(&some, Ratio::Rate), Err(TooFew { areas: 14 }));
}

#[test]
fn the_average_is_all_events_over_all_counted_in() {
    let mut counts = vec![(10.0, 1000.0); 19];
    counts.push((600.0, 20_000.0));
    let funnel = funnel(&areas(&counts), Ratio::Rate).unwrap();
    assert_eq!(funnel.average, 790.0 / 39_000.0);
    assert_eq!(funnel.places[19].map(|place| place.class), Some(Class::FarAbove));
    assert_eq!(funnel.class(20), None);
}

/// Large areas that differ by a tenth: all far outside by chance, and inside what areas differ.
#[test]
fn areas_that_differ_beyond_chance_widen_the_funnel() {
    let counts: Vec<(f64, f64)> = (0..20).map(|at| (90_000.0 + 1000.0 * f64::from(at), 1e6)).collect();
    let funnel = funnel(&areas(&counts), Ratio::Rate).unwrap();
    assert_eq!((funnel.limits(), funnel.places[0].unwrap().class), (Limits::Widened, Class::FarBelow));
    assert_eq!((0..20).filter(|&at| funnel.class(at) == Some(Class::Inside)).count(), 20);
    let [near, wide] =
        [Limits::Chance, Limits::Widened].map(|limits| funnel.reach(1e6, limits, Confidence::P95).unwrap());
    assert!(wide.0 < near.0 && near.1 < wide.1);
}

#[test]
fn nothing_happening_anywhere_is_inside() {
    let funnel = funnel(&areas(&[(0.0, 100.0); 20]), Ratio::Proportion).unwrap();
    assert_eq!((funnel.average, funnel.dispersion, funnel.class(0)), (0.0, None, Some(Class::Inside)));
}

proptest! {
    #[test]
    fn any_areas_have_finite_numbers(
        areas in prop::collection::vec(prop::option::weighted(0.9, (any::<f64>(), any::<f64>())), 0..40),
        tame in prop::collection::vec((0_u32..400, 400_u32..1_000_000), 15..40),
    ) {
        let wild: Vec<_> = areas.iter().map(|one| one.map(|(events, of)| Counted { events, of })).collect();
        let tame: Vec<_> = tame.iter().map(|&(events, of)| Some(Counted { events: events.into(), of: of.into() })).collect();
        for kind in [Ratio::Proportion, Ratio::Rate] {
            prop_assert!(funnel(&tame, kind).unwrap().places.iter().all(Option::is_some));
            let Ok(funnel) = funnel(&wild, kind) else { continue };
            prop_assert!(funnel.average.is_finite());
            for place in funnel.places.iter().flatten() {
                prop_assert!(place.ratio.is_finite() && place.intervals.iter().all(|interval| interval.high.is_finite()));
            }
        }
    }

    /// A class does not depend on the unit of the population, and far outside is outside.
    #[test]
    fn classes_do_not_depend_on_units(tame in prop::collection::vec((0_u32..400, 400_u32..1_000_000), 15..40)) {
        let classes = |unit: f64| {
            let areas: Vec<_> = tame.iter().map(|&(events, of)| Some(Counted { events: events.into(), of: f64::from(of) * unit })).collect();
            let funnel = funnel(&areas, Ratio::Rate).unwrap();
            (0..areas.len()).map(|at| funnel.class(at)).collect::<Vec<_>>()
        };
        prop_assert_eq!(classes(1.0), classes(1024.0));
    }
}
