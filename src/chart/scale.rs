//! From values to positions. A scale maps a domain of values onto a stretch of the drawing; it is monotone,
//! finite for every domain, and the only place where an exact decimal becomes binary.

use crate::data::Decimal;
use crate::data::number::to_f64;

/// A straight-line scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// From `domain` onto `range`. A domain without extent puts everything in the middle.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// Where `value` goes.
    pub fn at(&self, value: f64) -> f64 {
        let ((low, high), (from, to)) = (self.domain, self.range);
        // Halves, so that the extent of a domain near the largest numbers stays finite.
        let extent = high / 2.0 - low / 2.0;
        if extent <= 0.0 {
            return f64::midpoint(from, to);
        }
        let share = (value / 2.0 - low / 2.0) / extent;
        from + share * (to - from)
    }

    /// Where an exact value goes.
    pub fn of(&self, value: Decimal) -> f64 {
        self.at(to_f64(value))
    }
}

/// The lowest and highest of `values`; `None` if there are none.
pub fn bounds(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().fold(None, |bounds, value| match bounds {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn scales_are_monotone_and_finite(a: i64, b: i64, scale in 0..10u32, low: i64, extent in 0..i64::MAX) {
            let high = low.saturating_add(extent) as f64;
            let scale_to = Scale::new((low as f64, high), (340.0, 10.0));
            let (a, b) = (Decimal::new(a.min(b), scale), Decimal::new(a.max(b), scale));
            prop_assert!(scale_to.of(a).is_finite());
            prop_assert!(scale_to.of(a) >= scale_to.of(b));
        }
    }
}
