//! Ticks of a value axis, as exact decimals. An axis from zero takes the finest of the steps 1, 2, 2.5 and
//! 5 times a power of ten that needs no more than the allowed intervals. A free axis takes the best labelling
//! of Talbot, Lin and Hanrahan, "An extension of Wilkinson's algorithm for positioning tick labels on axes"
//! (IEEE TVCG 16, 2010), among those that enclose the data. Ticks are counted, never added up.

use crate::data::Decimal;
use crate::data::number::to_f64;

/// The ticks of an axis, lowest first; the axis reaches from the first to the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// Where the ticks are.
    pub values: Vec<Decimal>,
    /// With how many decimals all of them are labelled.
    pub decimals: u32,
}

impl Ticks {
    /// The axis' extent.
    pub fn extent(&self) -> (f64, f64) {
        let end = |value: Option<&Decimal>| value.copied().map_or(0.0, to_f64);
        (end(self.values.first()), end(self.values.last()))
    }

    /// Whether the axis shows zero.
    pub fn has_zero(&self) -> bool {
        self.values.iter().any(Decimal::is_zero)
    }

    fn counted(step: Decimal, first: i64, last: i64) -> Self {
        let values = (first..=last).map(|at| (step * Decimal::from(at)).normalize()).collect();
        Self { values, decimals: step.normalize().scale() }
    }
}

/// The ticks of an axis that shows zero and everything from `low` to `high`, in at most `intervals`
/// intervals, none finer than one unit of the last of `decimals`.
pub fn from_zero(low: f64, high: f64, intervals: i64, decimals: u32) -> Ticks {
    let (low, high) = (low.min(0.0), high.max(0.0));
    let finest = -(i32::try_from(decimals).unwrap_or(0).min(12));
    let start = ((high - low).max(1e-12) / intervals as f64).log10().floor() as i32;
    let exponents = (start - 1).max(finest)..;
    let steps =
        exponents.flat_map(|exponent| [(10, exponent - 1), (20, exponent - 1), (25, exponent - 1), (50, exponent - 1)]);
    for (mantissa, exponent) in steps {
        let step = power(mantissa, exponent);
        if step.normalize().scale() > decimals {
            continue;
        }
        let size = to_f64(step);
        let (first, last) = ((low / size).floor() as i64, (high / size).ceil() as i64);
        if last - first <= intervals {
            return Ticks::counted(step, first, last.max(first + 1));
        }
    }
    unreachable!("steps grow without end")
}

/// The ticks of an axis that encloses `low` to `high` wherever it lies, with about `wanted` labels, none
/// finer than one unit of the last of `decimals`.
pub fn free(low: f64, high: f64, wanted: usize, decimals: u32) -> Ticks {
    let finest = power(1, -(i32::try_from(decimals).unwrap_or(0).min(12)));
    let least = to_f64(finest);
    let (low, high) = if high - low < least { (low - least, high + least) } else { (low, high) };
    let coarse_enough = |labelling: &Labelling| labelling.step.scale() <= decimals;
    let best = labellings(low, high, wanted).filter(coarse_enough).max_by(|a, b| a.score.total_cmp(&b.score));
    let step = best.map_or(finest, |best| best.step);
    let size = to_f64(step);
    Ticks::counted(step, (low / size + 1e-9).floor() as i64, (high / size - 1e-9).ceil() as i64)
}

/// One way to label a free axis, before it grows to whole steps.
struct Labelling {
    step: Decimal,
    score: f64,
}

/// The paper's nice steps in tenths, best first, without its 4 and 3: readers count in 1, 5, 2 and 2.5.
const NICE: [i64; 4] = [10, 50, 20, 25];
/// The paper's weights of simplicity, coverage and density; its fourth is for fonts, which do not vary here.
const WEIGHTS: [f64; 3] = [0.25, 0.2, 0.5];

fn labellings(low: f64, high: f64, wanted: usize) -> impl Iterator<Item = Labelling> {
    let options = NICE
        .iter()
        .enumerate()
        .flat_map(move |(rank, nice)| (2..=wanted as i64 * 2).map(move |labels| (rank, *nice, labels)));
    options.flat_map(move |(rank, nice, labels)| {
        let unit = nice as f64 / 10.0;
        let start = ((high - low) / (labels + 1) as f64 / unit).log10().ceil() as i32;
        (start..start + 2).flat_map(move |exponent| {
            let size = unit * 10f64.powi(exponent);
            let step = power(nice, exponent - 1).normalize();
            let (from, to) = ((high / size).floor() as i64 - (labels - 1), (low / size).ceil() as i64);
            (from..=to.min(from + 40)).map(move |first| {
                let ends = (first as f64 * size, (first + labels - 1) as f64 * size);
                Labelling { step, score: score(rank, labels, wanted, (low, high), ends) }
            })
        })
    })
}

fn score(rank: usize, labels: i64, wanted: usize, (low, high): (f64, f64), (from, to): (f64, f64)) -> f64 {
    let has_zero = f64::from(u8::from(from <= 0.0 && to >= 0.0));
    let simplicity = 1.0 - rank as f64 / (NICE.len() - 1) as f64 + has_zero;
    let tenth = 0.1 * (high - low);
    let coverage = 1.0 - 0.5 * (((high - to) / tenth).powi(2) + ((low - from) / tenth).powi(2));
    let (have, want) = ((labels - 1) as f64 / (to - from), (wanted - 1) as f64 / (to.max(high) - from.min(low)));
    let density = 2.0 - (have / want).max(want / have);
    [simplicity, coverage, density].iter().zip(WEIGHTS).map(|(score, weight)| score * weight).sum()
}

/// `mantissa * 10^exponent`, exactly.
fn power(mantissa: i64, exponent: i32) -> Decimal {
    if exponent < 0 {
        return Decimal::new(mantissa, exponent.unsigned_abs().min(28));
    }
    (0..exponent.min(24)).fold(Decimal::from(mantissa), |value, _| value * Decimal::TEN)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn shown(ticks: &Ticks) -> String {
        ticks.values.iter().map(|tick| format!("{tick:.*}", ticks.decimals as usize)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn axes_from_zero_take_the_finest_round_step_that_fits() {
        let check = |low, high, intervals, decimals, expect| {
            assert_eq!(shown(&from_zero(low, high, intervals, decimals)), expect);
        };
        check(0.0, 28648.0, 6, 0, "0 5000 10000 15000 20000 25000 30000");
        check(0.0, 28648.0, 4, 0, "0 10000 20000 30000");
        check(0.0, 11.1, 6, 1, "0 2 4 6 8 10 12");
        check(0.0, 1.2, 6, 1, "0.0 0.2 0.4 0.6 0.8 1.0 1.2");
        check(0.0, 2.0, 6, 0, "0 1 2");
        check(0.0, 0.0, 6, 0, "0 1");
        check(-46.0, 121.0, 6, 0, "-50 0 50 100 150");
        check(0.0, 1e15, 6, 0, "0 200000000000000 400000000000000 600000000000000 800000000000000 1000000000000000");
        check(0.0, 0.004, 6, 3, "0.000 0.001 0.002 0.003 0.004");
    }

    #[test]
    fn free_axes_enclose_the_data_in_round_steps() {
        let check = |low, high, wanted, expect| assert_eq!(shown(&free(low, high, wanted, 1)), expect);
        check(28.1, 30.9, 5, "28 29 30 31");
        check(62.0, 91.0, 5, "60 70 80 90 100");
        check(981.0, 1402.0, 5, "900 1000 1100 1200 1300 1400 1500");
        check(5.0, 5.0, 5, "4.9 5.0 5.1");
    }

    proptest! {
        #[test]
        fn ticks_enclose_the_data_in_few_even_steps(low in -1e12..1e12f64, extent in 0.0..1e12f64, zero: bool) {
            let high = low + extent;
            let ticks = if zero { from_zero(low, high, 6, 2) } else { free(low, high, 5, 2) };
            let (from, to) = ticks.extent();
            let slack = 1e-6 * (to - from);
            prop_assert!(from <= low + slack && to >= high - slack, "{from} {to}");
            prop_assert!(ticks.values.len() >= 2 && ticks.values.len() <= 12);
            let steps: Vec<Decimal> = ticks.values.windows(2).map(|pair| pair[1] - pair[0]).collect();
            prop_assert!(steps.iter().all(|step| *step == steps[0] && *step > Decimal::ZERO));
        }
    }
}
