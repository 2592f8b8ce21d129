//! Confidence intervals of proportions and of counts. In: events, and for a proportion of how many. Out: an
//! [`Interval`], which names the method it was made with. Sources: Association of Public Health
//! Observatories, *Technical Briefing 3: Commonly used public health statistics and their confidence
//! intervals* (2008), and Public Health England's Fingertips guidance, which follow
//!
//! - E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927);
//! - N. E. Breslow and N. E. Day, *Statistical Methods in Cancer Research* II (1987), p. 69, for Byar;
//! - F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936), for the exact one.
//!
//! What stays true: an interval holds its estimate, is never wider for less confidence, and a
//! proportion's stays within 0 and 1. Two intervals that overlap do not show that there is no difference.

use super::gamma;

/// How sure an interval is to hold the true value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// 95%: about two standard errors.
    P95,
    /// 99.8%: about three, as on funnel plots and control charts.
    P998,
}

impl Confidence {
    /// The standard normal quantile of the upper bound.
    pub fn z(self) -> f64 {
        match self {
            Self::P95 => 1.959_963_984_540_054,
            Self::P998 => 3.090_232_306_167_813,
        }
    }

    /// The share beyond either bound.
    pub fn tail(self) -> f64 {
        match self {
            Self::P95 => 0.025,
            Self::P998 => 0.001,
        }
    }

    /// As readers know it: `95%`.
    pub fn name(self) -> &'static str {
        match self {
            Self::P95 => "95%",
            Self::P998 => "99.8%",
        }
    }
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Of a proportion.
    Wilson,
    /// Of a count of [`EXACT_BELOW`] or more.
    Byar,
    /// Of a smaller count: the bounds of the Poisson distribution itself.
    Exact,
}

impl Method {
    /// As a note under a chart names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson's method",
            Self::Byar => "Byar's method",
            Self::Exact => "exact Poisson bounds",
        }
    }
}

/// From this many events Byar's method is used, below it the exact one (Technical Briefing 3).
pub const EXACT_BELOW: f64 = 10.0;

/// A range, and how it was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// How it was made.
    pub method: Method,
}

impl Interval {
    /// The interval of a multiple: of a rate, from that of its count. `None` if that is no finite number.
    pub fn times(self, factor: f64) -> Option<Self> {
        Self { low: self.low * factor, high: self.high * factor, ..self }.finite()
    }

    /// Whether `value` is in it; a value on a bound is.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    fn finite(self) -> Option<Self> {
        (self.low.is_finite() && self.high.is_finite()).then_some(self)
    }
}

/// The interval of the proportion `yes / asked` of a simple random sample, by Wilson's method. `None` if no
/// one was asked or more said yes than were.
///
/// `(2x + z² ± z √(z² + 4x(1 - x/n))) / 2(n + z²)`, written here as the estimate drawn towards one half
/// by the weight `w = z² / (n + z²)`, which no number is too large for.
pub fn proportion(yes: f64, asked: f64, confidence: Confidence) -> Option<Interval> {
    if !possible(yes, asked) || yes > asked {
        return None;
    }
    let (share, square) = (yes / asked, confidence.z().powi(2));
    let (weight, rest) = (square / (asked + square), asked / (asked + square));
    let middle = share * rest + weight / 2.0;
    let reach = weight.sqrt() * (share * (1.0 - share) * rest + weight / 4.0).sqrt();
    let low = if yes == 0.0 { 0.0 } else { (middle - reach).clamp(0.0, share) };
    let high = if yes == asked { 1.0 } else { (middle + reach).clamp(share, 1.0) };
    Interval { low, high, method: Method::Wilson }.finite()
}

/// The interval of a proportion of a survey whose design makes answers vary `effect` times as much as those
/// of a simple random sample (Kish's design effect, the square of the design factor): Wilson's method
/// with the effective sample `asked / effect`. `None` also if `effect` is not above zero.
pub fn survey(yes: f64, asked: f64, effect: f64, confidence: Confidence) -> Option<Interval> {
    let known = effect.is_finite() && effect > 0.0;
    known.then(|| proportion(yes / effect, asked / effect, confidence)).flatten()
}

/// The design effect of a design factor as survey guides print it (*deft*).
pub fn design_effect(factor: f64) -> f64 {
    factor * factor
}

/// The interval of a count: exact below [`EXACT_BELOW`], by Byar's method from there. `None` if it is
/// negative.
pub fn count(events: f64, confidence: Confidence) -> Option<Interval> {
    if !possible(events, 1.0) {
        None
    } else if events < EXACT_BELOW {
        Some(exact(events, confidence))
    } else {
        Some(byar(events, confidence))
    }
}

/// The interval of the rate of `events` for `each` of a `population`: that of the count, divided.
pub fn rate(events: f64, population: f64, each: f64, confidence: Confidence) -> Option<Interval> {
    if !possible(events, population) || !each.is_finite() || each < 0.0 {
        return None;
    }
    count(events, confidence)?.times(each / population)
}

fn possible(events: f64, of: f64) -> bool {
    events.is_finite() && of.is_finite() && events >= 0.0 && of > 0.0
}

/// Byar's approximation: `x (1 - 1/9x - z/3√x)³`, and the same upwards with `x + 1` for `x`.
pub(super) fn byar(events: f64, confidence: Confidence) -> Interval {
    let cube = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).max(0.0).powi(3);
    let low = if events > 0.0 { cube(events, -confidence.z()) } else { 0.0 };
    Interval { low, high: cube(events + 1.0, confidence.z()).min(f64::MAX), method: Method::Byar }
}

/// Garwood's exact bounds, `chi²(a/2, 2x)/2` and `chi²(1 - a/2, 2x + 2)/2`; Byar's for counts so large that
/// the two agree to six digits.
pub(super) fn exact(events: f64, confidence: Confidence) -> Interval {
    let near = byar(events, confidence);
    if events + 1.0 > gamma::LARGEST {
        return near;
    }
    let tail = confidence.tail();
    let low = if events > 0.0 { gamma::quantile(events, tail, near.low) } else { 0.0 };
    Interval { low, high: gamma::quantile(events + 1.0, 1.0 - tail, near.high), method: Method::Exact }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Confidence::{P95, P998};
    use super::*;
    use proptest::prelude::*;

    /// To the precision the source prints.
    #[track_caller]
    fn check(found: Interval, decimals: i32, expect: (f64, f64)) {
        let close = |a: f64, b: f64| (a - b).abs() <= 0.5 * 10f64.powi(-decimals) + 1e-12 * b.abs();
        assert!(close(found.low, expect.0) && close(found.high, expect.1), "{found:?} is not {expect:?}");
    }

    /// Technical Briefing 3 (65 of 100, 65 events, 1,045 events) and Wilson's (1 of 100).
    #[test]
    fn the_examples_of_technical_briefing_3_agree() {
        check(proportion(65.0, 100.0, P95).unwrap(), 4, (0.5525, 0.7364));
        check(proportion(1.0, 100.0, P95).unwrap(), 4, (0.0018, 0.0545));
        check(count(65.0, P95).unwrap(), 2, (50.16, 82.85));
        check(count(1045.0, P95).unwrap(), 2, (982.59, 1110.33));
        check(count(5.0, P95).unwrap(), 3, (1.623, 11.668));
    }

    #[test]
    fn the_counts_of_a_board_paper_agree() {
        check(count(57.0, P95).unwrap(), 0, (43.0, 74.0));
        check(count(1094.0, P95).unwrap(), 0, (1030.0, 1161.0));
        check(count(1232.0, P95).unwrap(), 0, (1164.0, 1303.0));
    }

    #[test]
    fn the_bounds_of_none_and_one_are_those_of_the_exponential_distribution() {
        check(exact(0.0, P95), 12, (0.0, 40f64.ln()));
        check(exact(0.0, P998), 12, (0.0, 1000f64.ln()));
        assert!((exact(1.0, P95).low + 0.975f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn the_method_follows_the_data() {
        let method = |events| count(events, P95).unwrap().method;
        assert_eq!([method(0.0), method(9.0), method(10.0)], [Method::Exact, Method::Exact, Method::Byar]);
        assert_eq!(proportion(3.0, 8.0, P95).unwrap().method.name(), "Wilson's method");
    }

    #[test]
    fn a_design_effect_widens() {
        let simple = proportion(300.0, 1000.0, P95).unwrap();
        assert_eq!(survey(300.0, 1000.0, 1.0, P95), Some(simple));
        assert_eq!(survey(300.0, 1000.0, 4.0, P95), proportion(75.0, 250.0, P95));
        assert_eq!(design_effect(1.2), 1.44);
        assert_eq!(survey(300.0, 1000.0, 0.0, P95), None);
    }

    #[test]
    fn what_cannot_be_has_no_interval() {
        for (yes, asked) in [(1.0, 0.0), (-1.0, 5.0), (6.0, 5.0), (f64::NAN, 5.0), (1.0, f64::INFINITY)] {
            assert_eq!(proportion(yes, asked, P95), None);
        }
        assert_eq!(count(-1.0, P95), None);
        assert_eq!(rate(5.0, 0.0, 1000.0, P95), None);
        assert_eq!(rate(5.0, 1e-300, 1e300, P95), None);
    }

    #[test]
    fn byar_and_exact_bounds_agree_for_large_counts() {
        let (one, other) = (byar(9_990.0, P998), exact(9_990.0, P998));
        assert!((one.low / other.low - 1.0).abs() < 1e-6 && (one.high / other.high - 1.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn intervals_are_finite_hold_their_estimate_and_widen_with_confidence(
            events in prop_oneof![0.0..30.0_f64, (0_u32..2000).prop_map(f64::from), 0.0..f64::MAX],
            of in prop_oneof![1e-3..1e6_f64, 1.0..f64::MAX],
        ) {
            let events = events.floor();
            let (near, far) = (count(events, P95).unwrap(), count(events, P998).unwrap());
            prop_assert!(near.holds(events) && far.low <= near.low && near.high <= far.high, "{near:?} {far:?}");
            prop_assert!(far.high.is_finite() && far.low >= 0.0);
            let yes = events.min(of);
            let (near, far) = (proportion(yes, of, P95).unwrap(), proportion(yes, of, P998).unwrap());
            prop_assert!(near.holds(yes / of) && far.low <= near.low && near.high <= far.high, "{near:?} {far:?}");
            prop_assert!(0.0 <= far.low && far.high <= 1.0);
        }

        #[test]
        fn more_events_have_higher_bounds(events in 0_u32..3000) {
            let [low, high] = [events, events + 1].map(|events| count(f64::from(events), P95).unwrap());
            prop_assert!(low.low < high.low && low.high < high.high);
        }
    }
}
