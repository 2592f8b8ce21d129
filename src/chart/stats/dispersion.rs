//! How much more areas differ than chance would make them. In: ratios, each with its sigma by chance, and
//! their average. Out: the factor phi and the variance tau² between areas, which widens a funnel.
//!
//! Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in
//! Medicine 24 (2005), and "Handling over-dispersion of performance indicators", Quality and Safety in
//! Health Care 14 (2005): z-scores are winsorised so that true outliers do not widen the limits that should
//! find them; tau² is the moment estimate of an additive random effect.
//!
//! What stays true: tau² is never negative, and zero where chance is enough to explain the differences.

/// The share of z-scores brought in at either end.
pub const WINSORISED: f64 = 0.1;

/// The spread of areas about their average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// How many areas it was worked out from.
    pub areas: usize,
    /// The mean square of the winsorised z-scores: about 1 if there is only chance.
    pub phi: f64,
    /// The variance between areas beyond chance, in squared units of the ratio.
    pub tau_squared: f64,
    /// What z-scores were brought in to.
    pub winsorised_to: (f64, f64),
}

impl Dispersion {
    /// Whether phi is more than two of its standard errors, `√(2/I)`, above what chance makes it.
    pub fn is_beyond_chance(&self) -> bool {
        self.phi > 1.0 + 2.0 * (2.0 / self.areas as f64).sqrt()
    }
}

/// The dispersion of ratios, given as `(ratio, sigma)`, about their average. `None` if chance leaves no
/// room (no events, or nothing but events) or the numbers are absurd.
pub(super) fn dispersion(ratios: &[(f64, f64)], average: f64) -> Option<Dispersion> {
    let mut scores: Vec<f64> = ratios.iter().map(|(ratio, sigma)| (ratio - average) / sigma).collect();
    if scores.is_empty() || !scores.iter().all(|score| score.is_finite()) {
        return None;
    }
    scores.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&scores, WINSORISED), quantile(&scores, 1.0 - WINSORISED));
    let count = scores.len() as f64;
    let squares: f64 = scores.iter().map(|score| score.clamp(low, high).powi(2)).sum();
    let weights: Vec<f64> = ratios.iter().map(|(_, sigma)| sigma.powi(-2)).collect();
    let sum: f64 = weights.iter().sum();
    let room = sum - weights.iter().map(|weight| weight / sum * weight).sum::<f64>();
    let tau_squared = if squares > count - 1.0 { (squares - (count - 1.0)) / room } else { 0.0 };
    let all = [squares, tau_squared, low, high];
    let found = Dispersion { areas: scores.len(), phi: squares / count, tau_squared, winsorised_to: (low, high) };
    all.iter().all(|number| number.is_finite()).then_some(found)
}

/// The quantile of sorted numbers by linear interpolation (type 7 of R. J. Hyndman and Y. Fan, 1996).
fn quantile(sorted: &[f64], below: f64) -> f64 {
    let place = below * (sorted.len() - 1) as f64;
    let (at, part) = (place.floor() as usize, place.fract());
    let next = sorted[(at + 1).min(sorted.len() - 1)];
    sorted[at] + part * (next - sorted[at])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_lie_between_numbers() {
        let numbers = [1.0, 2.0, 3.0, 4.0, 10.0];
        assert_eq!([0.0, 0.1, 0.5, 1.0].map(|below| quantile(&numbers, below)), [1.0, 1.4, 3.0, 10.0]);
        assert_eq!(quantile(&[7.0], 0.9), 7.0);
    }

    /// By hand: z-scores -4 to 6 in steps of 1 are brought in to -3 and 5, their squares sum to 121; with equal
    /// weights of 1/4 the room is 10/4.
    #[test]
    fn phi_and_tau_are_those_worked_out_by_hand() {
        let ratios: Vec<(f64, f64)> = (-4..=6).map(|z| (50.0 + 2.0 * f64::from(z), 2.0)).collect();
        let found = dispersion(&ratios, 50.0).unwrap();
        assert_eq!(found.winsorised_to, (-3.0, 5.0));
        let squares = 9.0 + 9.0 + 4.0 + 1.0 + 0.0 + 1.0 + 4.0 + 9.0 + 16.0 + 25.0 + 25.0;
        assert!((found.phi - squares / 11.0).abs() < 1e-12);
        assert!((found.tau_squared - (squares - 10.0) / 2.5).abs() < 1e-12);
        assert!(found.is_beyond_chance());
    }

    #[test]
    fn areas_closer_than_chance_have_no_variance_between_them() {
        let ratios: Vec<(f64, f64)> = (0..20).map(|at| (f64::from(at % 2), 10.0)).collect();
        let found = dispersion(&ratios, 0.5).unwrap();
        assert!(found.tau_squared == 0.0 && !found.is_beyond_chance());
        assert_eq!(dispersion(&[(0.0, 0.0); 20], 0.0), None);
        assert_eq!(dispersion(&[], 0.0), None);
    }

    proptest! {
        /// One area far out hardly widens the limits: that is what winsorising is for.
        #[test]
        fn one_outlier_does_not_hide_itself(far in 10.0..1e6_f64) {
            let mut ratios: Vec<(f64, f64)> = (0..30).map(|at| (f64::from(at % 3) - 1.0, 1.0)).collect();
            ratios.push((far, 1.0));
            prop_assert!(!dispersion(&ratios, 0.0).unwrap().is_beyond_chance());
        }
    }
}
