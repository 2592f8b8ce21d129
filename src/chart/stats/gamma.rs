//! The gamma distribution: its logarithmic function, its cumulative share and its quantiles, which are those
//! of chi-square (`chi²(p, 2a) / 2` is the quantile `p` of the gamma distribution of shape `a`).
//!
//! Our own sixty lines and not a crate: the crates that have this bring linear algebra or random numbers
//! along, and two builds must agree to the last digit for as long as a report is kept.
//!
//! What stays true: quantiles are within 1e-9 of the true ones, or 1e-12 of their size where that is more,
//! for shapes up to [`LARGEST`].

/// Beyond this shape the sums get long, and approximations are as good.
pub(super) const LARGEST: f64 = 1e4;

/// More than the longest sum needs at [`LARGEST`].
const TERMS: u32 = 5_000;

/// Lanczos' coefficients for g = 7 (P. Godfrey, "A note on the computation of the convergent Lanczos complex
/// gamma approximation", 2001): 15 digits for every positive argument.
const LANCZOS: [f64; 8] = [
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

/// The logarithm of the gamma function of a positive number.
pub(super) fn ln_gamma(x: f64) -> f64 {
    if x < 0.5 {
        return ln_gamma(x + 1.0) - x.ln();
    }
    let start = 0.999_999_999_999_809_9;
    let sum = LANCZOS.iter().zip(0u32..).fold(start, |sum, (weight, at)| sum + weight / (x + f64::from(at)));
    let t = x + 6.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x - 0.5) * t.ln() - t + sum.ln()
}

/// The share of the gamma distribution of `shape` that lies below `x`: the regularised incomplete gamma
/// function P (Abramowitz and Stegun 6.5.29 below `shape + 1`, the continued fraction 6.5.31 above).
fn share_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < shape + 1.0 {
        (front(shape, x) * series(shape, x)).min(1.0)
    } else {
        (1.0 - front(shape, x) * fraction(shape, x)).max(0.0)
    }
}

/// `x^shape e^-x / gamma(shape)`, which is also `x` times the density.
fn front(shape: f64, x: f64) -> f64 {
    (shape * x.ln() - x - ln_gamma(shape)).exp()
}

fn series(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / shape, 1.0 / shape);
    for at in 1..TERMS {
        term *= x / (shape + f64::from(at));
        sum += term;
        if term < sum * f64::EPSILON / 4.0 {
            break;
        }
    }
    sum
}

/// Lentz's way of working out a continued fraction from the front.
fn fraction(shape: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - shape;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut product = d;
    for at in 1..TERMS {
        let at = f64::from(at);
        let a = -at * (at - shape);
        b += 2.0;
        d = 1.0 / apart_from_zero(a * d + b);
        c = apart_from_zero(b + a / c);
        product *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    product
}

fn apart_from_zero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

/// The number below which the share `below` of the gamma distribution of `shape` lies; `0 < below < 1` and
/// `0 < shape <= LARGEST`. Newton's method from a guess, held inside a bracket that only narrows.
pub(super) fn quantile(shape: f64, below: f64, guess: f64) -> f64 {
    let (mut low, mut high) = (f64::MIN_POSITIVE, shape + 40.0 * (shape.sqrt() + 1.0));
    let mut x = if guess > low && guess < high { guess } else { shape };
    for _ in 0..200 {
        let miss = share_below(shape, x) - below;
        if miss < 0.0 {
            low = x
        } else {
            high = x
        }
        let newton = x - miss * x / front(shape, x);
        let next = if newton >= low && newton <= high { newton } else { f64::midpoint(low, high) };
        let moved = (next - x).abs();
        x = next;
        // The error of a step is as the square of the one before.
        if moved <= x * 1e-10 || high - low <= x * 1e-15 {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: f64, expect: f64, within: f64) {
        assert!((found - expect).abs() <= within, "{found} is not {expect}");
    }

    #[test]
    fn gamma_is_the_factorial() {
        let mut factorial = 0.0;
        for n in 1..170_u32 {
            factorial += f64::from(n).ln();
            check(ln_gamma(f64::from(n) + 1.0), factorial, 1e-13 * (factorial + 10.0));
        }
        check(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-14);
        check(ln_gamma(0.1), 2.252_712_651_734_206, 1e-14);
    }

    /// The probability of at most `events` of a Poisson distribution, summed term by term.
    fn at_most(events: u32, mean: f64) -> f64 {
        let mut term = (-mean).exp();
        let mut sum = term;
        for k in 1..=events {
            term *= mean / f64::from(k);
            sum += term;
        }
        sum
    }

    #[test]
    fn shares_are_those_of_poisson() {
        for events in [0, 1, 2, 5, 9, 30, 100] {
            for mean in [0.01, 0.5, 1.0, 3.0, 9.5, 10.5, 29.0, 80.0, 130.0] {
                check(share_below(f64::from(events) + 1.0, mean), 1.0 - at_most(events, mean), 1e-13);
            }
        }
    }

    /// Twice the quantile is that of chi-square with twice the shape: the tables of Abramowitz and Stegun
    /// (26.8), as reprinted in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
    #[test]
    fn quantiles_are_those_of_the_tables() {
        let table = [
            (2.0, 0.975, 7.378),
            (10.0, 0.025, 3.247),
            (10.0, 0.975, 20.483),
            (20.0, 0.95, 31.410),
            (50.0, 0.99, 76.154),
            (100.0, 0.999, 149.449),
            (1.0, 0.95, 3.841),
            (100.0, 0.025, 74.222),
        ];
        for (freedom, below, expect) in table {
            check(2.0 * quantile(freedom / 2.0, below, freedom), expect, 0.000_5);
        }
    }

    #[test]
    fn quantiles_hold_to_the_ninth_digit() {
        for below in [0.001_f64, 0.025, 0.5, 0.975, 0.999] {
            check(quantile(1.0, below, 1.0), -(-below).ln_1p(), 1e-12);
            for shape in [0.3, 2.0, 9.0, 10.0, 57.0, 1094.0, 9_876.0] {
                let x = quantile(shape, below, shape);
                let slope = front(shape, x) / x;
                check((share_below(shape, x) - below) / slope, 0.0, 1e-9_f64.max(1e-12 * x));
            }
        }
    }

    #[test]
    fn quantiles_of_tiny_and_large_shapes_are_found() {
        for shape in [1e-3, 1e-1, 0.5, 1.0, LARGEST] {
            for below in [0.001, 0.025, 0.975, 0.999] {
                let x = quantile(shape, below, shape);
                assert!(x.is_finite() && x >= 0.0, "{shape} {below}: {x}");
            }
        }
        check(quantile(LARGEST, 0.975, 1.0), LARGEST + 1.959_964 * 100.0, 2.0);
    }
}
