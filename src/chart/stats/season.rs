//! Whether a monthly series has a season. In: its values and the calendar month of the first. Out: the month
//! that was the highest, or the lowest, of each of the last three years. Control charts and run charts
//! take a season for special causes, so a chart of such a series carries a warning.
//!
//! Our rule: a year is twelve months up to the latest, a tie or a gap decides nothing. In a series without
//! a season it finds one by chance about once in seventy.
//!
//! What stays true: the answer does not depend on the unit.

/// How many years have to agree.
pub const YEARS: usize = 3;

/// The end of the range at which a month lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The highest of its year.
    Highest,
    /// The lowest of its year.
    Lowest,
}

/// A month that stands out every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// The calendar month, 1 to 12.
    pub month: u8,
    /// At which end.
    pub extreme: Extreme,
}

/// The season of a series without missing months whose first value is of calendar month `first` (1 to 12).
pub fn season(first: u8, values: &[Option<f64>]) -> Option<Season> {
    let from = values.len().checked_sub(12 * YEARS)?;
    let years: Vec<&[Option<f64>]> = values[from..].chunks(12).collect();
    let same = |extreme: Extreme| {
        let months: Vec<Option<usize>> = years.iter().map(|year| stands_out(year, extreme)).collect();
        months[0].filter(|_| months.iter().all(|month| *month == months[0]))
    };
    let found = [Extreme::Highest, Extreme::Lowest].into_iter().find_map(|extreme| Some((same(extreme)?, extreme)));
    found.map(|(place, extreme)| {
        let month = (usize::from(first).saturating_sub(1) + from + place) % 12 + 1;
        Season { month: u8::try_from(month).expect("a remainder of twelve"), extreme }
    })
}

/// The place of the one highest or lowest value of a whole year.
fn stands_out(year: &[Option<f64>], extreme: Extreme) -> Option<usize> {
    let sign = if extreme == Extreme::Highest { 1.0 } else { -1.0 };
    let values: Vec<f64> = year.iter().map(|value| value.map(|value| sign * value)).collect::<Option<_>>()?;
    let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut at = values.iter().enumerate().filter(|(_, value)| **value == top).map(|(at, _)| at);
    at.next().filter(|_| at.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A series from one month on; each month of `high` and `low` stands out.
    #[track_caller]
    fn check(first: u8, months: usize, high: &[u8], low: &[u8], expect: Option<(u8, Extreme)>) {
        let values: Vec<Option<f64>> = (0..months)
            .map(|at| {
                let month = u8::try_from((usize::from(first) - 1 + at) % 12 + 1).expect("a month");
                let quiet = 100.0 + (at * 7 % 11) as f64 / 10.0 + (at / 12) as f64;
                Some(
                    quiet
                        + if high.contains(&month) {
                            50.0
                        } else if low.contains(&month) {
                            -50.0
                        } else {
                            0.0
                        },
                )
            })
            .collect();
        assert_eq!(season(first, &values).map(|season| (season.month, season.extreme)), expect);
    }

    #[test]
    fn a_month_that_stands_out_three_years_is_a_season() {
        check(4, 36, &[11], &[], Some((11, Extreme::Highest)));
        check(4, 41, &[11], &[], Some((11, Extreme::Highest)));
        check(1, 36, &[], &[2], Some((2, Extreme::Lowest)));
        check(4, 35, &[11], &[], None);
        check(1, 36, &[], &[], None);
        check(1, 0, &[], &[], None);
    }

    #[test]
    fn a_tie_or_a_gap_decides_nothing() {
        let tied: Vec<Option<f64>> = (0..36).map(|at| Some(f64::from(u8::from(at % 12 < 2)))).collect();
        assert_eq!(season(1, &tied), None);
        let mut gap: Vec<Option<f64>> = (0..36).map(|at| Some(f64::from(at % 12))).collect();
        assert_eq!(season(1, &gap), Some(Season { month: 12, extreme: Extreme::Highest }));
        gap[20] = None;
        assert_eq!(season(1, &gap), None);
        assert_eq!(season(1, &[Some(5.0); 48]), None);
    }
}
