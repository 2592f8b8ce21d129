//! What a control chart draws at one point: the value, and the five lines it is seen against. Made by the
//! charts of this folder, judged by [`super::rules`].
//!
//! What stays true: the lines are finite and in order, and they are kept as worked out; only
//! [`Lines::drawn`] holds them to what a value can be.

/// The mean and the limits at one point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lines {
    /// The mean.
    pub mean: f64,
    /// The lower limit, three sigma below the mean.
    pub lower: f64,
    /// Two sigma below the mean.
    pub lower_two: f64,
    /// Two sigma above the mean.
    pub upper_two: f64,
    /// The upper limit, three sigma above the mean.
    pub upper: f64,
}

impl Lines {
    /// Lines so far above and below a mean; `None` if one is no finite number.
    pub(super) fn around(mean: f64, two: f64, three: f64) -> Option<Self> {
        let lines =
            Self { mean, lower: mean - three, lower_two: mean - two, upper_two: mean + two, upper: mean + three };
        lines.all().iter().all(|line| line.is_finite()).then_some(lines)
    }

    /// The lines as they are drawn: where a value cannot lie, no line does.
    pub fn drawn(self, bounds: Bounds) -> Self {
        let hold = |line: f64| {
            let line = bounds.low.map_or(line, |low| line.max(low));
            bounds.high.map_or(line, |high| line.min(high))
        };
        let [lower, lower_two, mean, upper_two, upper] = self.all().map(hold);
        Self { mean, lower, lower_two, upper_two, upper }
    }

    /// The five, from the lowest up.
    pub fn all(self) -> [f64; 5] {
        [self.lower, self.lower_two, self.mean, self.upper_two, self.upper]
    }
}

/// Where the values of a measure can lie.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// No value is below it.
    pub low: Option<f64>,
    /// No value is above it.
    pub high: Option<f64>,
}

impl Bounds {
    /// Of counts and rates.
    pub const FROM_ZERO: Self = Self { low: Some(0.0), high: None };
    /// Of a proportion as a number from 0 to 1.
    pub const SHARE: Self = Self { low: Some(0.0), high: Some(1.0) };
    /// Of a proportion in per cent.
    pub const PERCENT: Self = Self { low: Some(0.0), high: Some(100.0) };
}

/// One point of a control chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plotted {
    /// The value; `None` for a gap.
    pub value: Option<f64>,
    /// The lines there; `None` where the phase has too few points for limits.
    pub lines: Option<Lines>,
    /// Which phase it belongs to, counted from 0.
    pub phase: usize,
}

/// The mean of some numbers, equal to them when all are equal. `None` for no numbers or absurd ones.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    let first = *values.first()?;
    // Differences from the first, so that equal numbers lie on their mean and not a rounding beside it.
    let above: f64 = values.iter().map(|value| value - first).sum();
    Some(first + above / values.len() as f64).filter(|mean| mean.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_limit_is_kept_and_drawn_at_zero() {
        let lines = Lines::around(4.0, 4.0, 6.0).expect("finite");
        assert_eq!((lines.lower, lines.drawn(Bounds::FROM_ZERO).lower), (-2.0, 0.0));
        assert_eq!(lines.drawn(Bounds::FROM_ZERO).upper, 10.0);
        assert_eq!(lines.drawn(Bounds::default()), lines);
        assert_eq!(lines.drawn(Bounds::SHARE).upper, 1.0);
    }

    #[test]
    fn equal_numbers_lie_on_their_mean() {
        assert_eq!(mean(&[0.1; 13]), Some(0.1));
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[f64::MAX, -f64::MAX]), None);
        assert_eq!(Lines::around(f64::MAX, f64::MAX, f64::MAX), None);
    }
}
