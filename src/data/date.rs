//! Civil dates, without clock or zone: the only file that knows the calendar crate. In: the ten
//! characters of a written date. Out: a [`Date`], its parts, its place on the line of days. A date that
//! does not exist is refused, never moved to a neighbour.

use std::fmt;

pub use jiff::civil::Date;

/// The months' names, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a text is not a date, in words that fit after "`…`".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFault {
    /// Not ten characters of the shape `2019-06-30`.
    Shape,
    /// The right shape, but there is no such day.
    NoSuchDay {
        /// The year as written.
        year: i16,
        /// The month as written.
        month: i8,
        /// The day as written.
        day: i8,
    },
}

/// Reads a date written as `2019-06-30`: ten characters, nothing around them.
///
/// # Errors
/// The shape is another, or the day does not exist.
pub fn parse(text: &str) -> Result<Date, DateFault> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_i16, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i16::from(b - b'0')))
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err(DateFault::Shape);
    }
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else {
        return Err(DateFault::Shape);
    };
    let (month, day) = (month as i8, day as i8);
    date(year, month, day).ok_or(DateFault::NoSuchDay { year, month, day })
}

/// The date with these parts, if there is one.
pub fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The first day of a month.
pub fn first_of_month(year: i16, month: i8) -> Option<Date> {
    date(year, month, 1)
}

/// The last day of a month.
pub fn last_of_month(year: i16, month: i8) -> Option<Date> {
    first_of_month(year, month).map(Date::last_of_month)
}

/// The month `months` later (earlier if negative), as year and month.
pub fn add_months(year: i16, month: i8, months: i32) -> (i16, i8) {
    let count = i32::from(year) * 12 + i32::from(month) - 1 + months;
    (count.div_euclid(12) as i16, (count.rem_euclid(12) + 1) as i8)
}

/// The same day a year earlier; 29 February becomes the 28th.
pub fn year_before(day: Date) -> Option<Date> {
    let year = day.year() - 1;
    date(year, day.month(), day.day()).or_else(|| last_of_month(year, day.month()))
}

/// The day before.
pub fn day_before(day: Date) -> Option<Date> {
    day.yesterday().ok()
}

/// Days since 1 January 1970, negative before it: the line on which charts place periods.
pub fn day_number(day: Date) -> i64 {
    // Counted from 1 March, so that the leap day is the last of its year.
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    let year = if month <= 2 { year - 1 } else { year };
    let months_since_march = (month + 9) % 12;
    let day_of_year = (153 * months_since_march + 2) / 5 + i64::from(day.day()) - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// A month's name in full: "June". Months are counted from 1.
pub fn month_name(month: i8) -> &'static str {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

/// A month's name in three letters: "Jun".
pub fn short_month_name(month: i8) -> &'static str {
    &month_name(month)[..3]
}

/// The month with this name, in full, in three letters or as "Sept", whatever its case.
pub fn month_named(name: &str) -> Option<i8> {
    let is = |full: &&str| {
        name.eq_ignore_ascii_case(full)
            || name.eq_ignore_ascii_case(&full[..3])
            || (name.eq_ignore_ascii_case("sept") && *full == "September")
    };
    MONTHS.iter().position(is).map(|at| at as i8 + 1)
}

/// A date as readers see it: "30 June 2019".
pub fn in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

impl DateFault {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Shape => "write dates as year, month, day: `2019-06-30`",
            Self::NoSuchDay { .. } => "give a day that is in the calendar, as year, month, day: `2019-06-30`",
        }
    }
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("is not a date"),
            Self::NoSuchDay { month, .. } if !(1..=12).contains(month) => {
                write!(f, "is not a date: there is no month {month}")
            }
            Self::NoSuchDay { year, month, day } => {
                write!(f, "is not a date: there is no {day} {} in {year}", month_name(*month))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(text: &str, expect: &str) {
        let got = parse(text).map_or_else(|fault| fault.to_string(), in_words);
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn only_ten_plain_characters_are_a_date() {
        check("2019-06-30", "30 June 2019");
        check("2020-02-29", "29 February 2020");
        check("2019-02-29", "is not a date: there is no 29 February in 2019");
        check("2019-13-01", "is not a date: there is no month 13");
        check("2019-00-01", "is not a date: there is no month 0");
        check("2019-04-00", "is not a date: there is no 0 April in 2019");
        for shape in ["20190630", "2019-6-30", " 2019-06-30", "2019-06-30T00:00", "２０１９-06-30", "", "2019/06/30"]
        {
            check(shape, "is not a date");
        }
    }

    #[test]
    fn days_are_numbered_without_gaps() {
        assert_eq!(day_number(date(1970, 1, 1).unwrap()), 0);
        let mut day = date(1800, 1, 1).unwrap();
        let mut number = day_number(day);
        while day.year() < 2201 {
            day = day.tomorrow().unwrap();
            number += 1;
            assert_eq!(day_number(day), number, "{day}");
        }
    }

    #[test]
    fn months_add_up_across_years() {
        assert_eq!(add_months(2019, 11, 3), (2020, 2));
        assert_eq!(add_months(2019, 1, -1), (2018, 12));
        assert_eq!(add_months(2019, 6, -12), (2018, 6));
        assert_eq!(month_named("SEPT"), Some(9));
        assert_eq!(month_named("may"), Some(5));
        assert_eq!(month_named("m"), None);
    }
}
