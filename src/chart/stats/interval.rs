//! 95 % intervals for proportions and counts. In: events, and of how many. Out: the bounds of the likely
//! range. Source: Association of Public Health Observatories, Technical Briefing 3 "Commonly used public
//! health statistics and their confidence intervals" (2008): Wilson's method for proportions, Byar's for
//! counts of 10 and more, exact Poisson bounds below.

/// Two-sided 95 %.
pub const Z95: f64 = 1.959_964;
/// Two-sided 99.8 %.
#[allow(dead_code, reason = "for funnels")]
pub const Z998: f64 = 3.090_232;

/// Wilson's interval of the proportion `events / of`.
pub fn wilson(events: f64, of: f64, z: f64) -> (f64, f64) {
    let (square, share) = (z * z, events / of);
    let middle = 2.0 * events + square;
    let reach = z * (square + 4.0 * events * (1.0 - share)).max(0.0).sqrt();
    let below = 2.0 * (of + square);
    (((middle - reach) / below).max(0.0), ((middle + reach) / below).min(1.0))
}

/// The interval of a count: exact below 10, Byar's from 10.
pub fn count(events: f64, z: f64) -> (f64, f64) {
    if events < 10.0 { exact(events, z) } else { byar(events, z) }
}

/// Byar's approximation.
pub fn byar(events: f64, z: f64) -> (f64, f64) {
    let cube = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
    (if events > 0.0 { cube(events, -z).max(0.0) } else { 0.0 }, cube(events + 1.0, z))
}

/// Exact bounds: the rates that make so few, or so many, events as unlikely as the tail of `z`.
pub fn exact(events: f64, z: f64) -> (f64, f64) {
    let tail = normal_tail(z);
    let lower = if events < 1.0 { 0.0 } else { solve(|rate| 1.0 - at_most(events - 1.0, rate) - tail, events) };
    (lower, solve(|rate| tail - at_most(events, rate), events + 1.0))
}

/// The probability of at most `events` where `rate` are expected.
fn at_most(events: f64, rate: f64) -> f64 {
    let mut term = (-rate).exp();
    let mut sum = term;
    for k in 1..=(events as u32) {
        term *= rate / f64::from(k);
        sum += term;
    }
    sum
}

/// The root of a rising function near `guess`, by halving.
fn solve(rising: impl Fn(f64) -> f64, guess: f64) -> f64 {
    let (mut low, mut high) = (0.0, guess * 4.0 + 20.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if rising(middle) < 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The share of a normal distribution beyond `z`: Simpson's rule, to more digits than are shown.
fn normal_tail(z: f64) -> f64 {
    const STEPS: u32 = 2000;
    let (from, to) = (z, z + 10.0);
    let step = (to - from) / f64::from(STEPS);
    let density = |at: f64| (-at * at / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let weight = |at: u32| {
        if at == 0 || at == STEPS {
            1.0
        } else if at % 2 == 1 {
            4.0
        } else {
            2.0
        }
    };
    (0..=STEPS).map(|at| weight(at) * density(from + f64::from(at) * step)).sum::<f64>() * step / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check((low, high): (f64, f64), decimals: i32, expect: (f64, f64)) {
        let close = |a: f64, b: f64| (a - b).abs() <= 0.5 * 10f64.powi(-decimals) + 1e-12;
        assert!(close(low, expect.0) && close(high, expect.1), "{low} {high}");
    }

    #[test]
    fn intervals_are_those_of_the_published_examples() {
        check(wilson(65.0, 100.0, Z95), 4, (0.5525, 0.7364));
        check(wilson(1.0, 100.0, Z95), 4, (0.0018, 0.0545));
        check(byar(65.0, Z95), 2, (50.16, 82.85));
        check(byar(1045.0, Z95), 2, (982.59, 1110.33));
        check(exact(5.0, Z95), 3, (1.623, 11.668));
        // Garwood's bounds for no event and for one.
        check(exact(0.0, Z95), 3, (0.0, 3.689));
        check(exact(1.0, Z95), 3, (0.025, 5.572));
        check(count(57.0, Z95), 0, (43.0, 74.0));
        check(count(1094.0, Z95), 0, (1030.0, 1161.0));
        check(count(1232.0, Z95), 0, (1164.0, 1303.0));
    }

    #[test]
    fn bounds_stay_where_they_can_be() {
        assert_eq!(wilson(0.0, 50.0, Z95).0, 0.0);
        assert_eq!(wilson(50.0, 50.0, Z95).1, 1.0);
        assert_eq!(count(0.0, Z95).0, 0.0);
    }
}
