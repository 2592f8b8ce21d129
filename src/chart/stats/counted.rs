//! Events and of how many: what proportions and rates are made from.
//!
//! What stays true: a ratio is only taken of counts that can be.

/// A count and what it is counted in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How many events, or how many said yes.
    pub events: f64,
    /// In how many people or days, or how many were asked.
    pub of: f64,
}

/// What the events of [`Counted`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ratio {
    /// Some of those counted: binomial.
    Proportion,
    /// Happenings in a population or a time: Poisson.
    Rate,
}

impl Counted {
    /// The proportion or rate; `None` for counts that cannot be: negative, of no one, or more than all.
    pub fn ratio(self, kind: Ratio) -> Option<f64> {
        let possible = self.events >= 0.0 && self.of > 0.0 && (kind == Ratio::Rate || self.events <= self.of);
        Some(self.events / self.of).filter(|ratio| possible && ratio.is_finite() && self.of.is_finite())
    }
}

/// The ratio of all together, which is not the mean of their ratios. `None` for none or absurd ones.
pub(super) fn together(all: &[Counted], kind: Ratio) -> Option<f64> {
    let sum = |of: fn(&Counted) -> f64| all.iter().map(of).sum::<f64>();
    Counted { events: sum(|one| one.events), of: sum(|one| one.of) }.ratio(kind)
}

impl Ratio {
    /// How far a ratio made from `of` strays from `average` by chance: `√(p(1-p)/n)`, `√(u/n)`.
    pub(super) fn sigma(self, average: f64, of: f64) -> f64 {
        match self {
            Self::Proportion => (average * (1.0 - average) / of).sqrt(),
            Self::Rate => (average / of).sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_of_counts_that_can_be() {
        let ratio = |events, of, kind| Counted { events, of }.ratio(kind);
        assert_eq!(ratio(3.0, 4.0, Ratio::Proportion), Some(0.75));
        assert_eq!(ratio(5.0, 4.0, Ratio::Rate), Some(1.25));
        for (events, of) in [(5.0, 4.0), (-1.0, 4.0), (0.0, 0.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            assert_eq!(ratio(events, of, Ratio::Proportion), None);
        }
        assert_eq!(ratio(f64::MAX, 1e-9, Ratio::Rate), None);
    }

    #[test]
    fn an_average_is_sum_over_sum() {
        let all = [Counted { events: 1.0, of: 10.0 }, Counted { events: 90.0, of: 100.0 }];
        assert_eq!(together(&all, Ratio::Proportion), Some(91.0 / 110.0));
        assert_eq!(together(&[], Ratio::Rate), None);
    }
}
