//! How a period is written: [`Period::id`] for files and references (it reads back as the same period),
//! [`Period::label`] for sentences, [`Period::short`] for the ticks of charts.

use std::fmt;

use super::{Period, PeriodKind};
use crate::data::date::{in_words, month_name, short_month_name};

impl Period {
    /// The written form that reads back as this period for those who know its kind: `2019-06`, `2017/18`.
    /// Without the kind only a month such as `2010-11` does not: it is refused as ambiguous, as if typed.
    pub fn id(&self) -> String {
        let (first, last) = (self.start, self.end);
        let month = |day: crate::data::Date| format!("{}-{:02}", day.year(), day.month());
        match self.kind {
            PeriodKind::Day => last.to_string(),
            PeriodKind::Month => month(last),
            PeriodKind::Quarter => format!("{}-Q{}", last.year(), last.month() / 3),
            PeriodKind::CalendarYear => last.year().to_string(),
            PeriodKind::FinancialYear => self.two_years(),
            PeriodKind::AcademicYear => format!("academic-year {}", self.two_years()),
            PeriodKind::YearEnding => format!("year-ending {}", month(last)),
            PeriodKind::YearToDate if first.month() == 1 => format!("{} YTD to {}", first.year(), month(last)),
            PeriodKind::YearToDate => format!("{} YTD to {}", self.two_years(), month(last)),
            PeriodKind::Months => format!("{}/{}", month(first), month(last)),
            PeriodKind::Years => format!("{} to {}", first.year(), last.year()),
            PeriodKind::Wave if self.wave == 0 => format!("wave {last}"),
            PeriodKind::Wave => format!("wave {} {last}", self.wave),
        }
    }

    /// The period in a sentence: "year ending June 2019", "April to June 2019", "2017/18".
    pub fn label(&self) -> String {
        let last = self.end;
        let month = || format!("{} {}", month_name(last.month()), last.year());
        match self.kind {
            PeriodKind::Day => in_words(last),
            PeriodKind::Month => month(),
            PeriodKind::Quarter | PeriodKind::Months => self.months_in_words(month_name),
            PeriodKind::CalendarYear => last.year().to_string(),
            PeriodKind::FinancialYear => self.two_years(),
            PeriodKind::AcademicYear => format!("academic year {}", self.two_years()),
            PeriodKind::YearEnding => format!("year ending {}", month()),
            PeriodKind::YearToDate => format!("{} (year to date)", self.months_in_words(month_name)),
            PeriodKind::Years => format!("{} to {}", self.start.year(), last.year()),
            PeriodKind::Wave if self.wave == 0 => in_words(last),
            PeriodKind::Wave => format!("wave {} ({})", self.wave, in_words(last)),
        }
    }

    /// The period at a tick: "YE Mar 2016", "2017/18", "Apr to Jun 2019", "Sep 2019".
    pub fn short(&self) -> String {
        match self.short_lines() {
            (upper, Some(lower)) => format!("{upper} {lower}"),
            (upper, None) => upper,
        }
    }

    /// The same in up to two lines, the year below: ("Sep", "2019").
    pub fn short_lines(&self) -> (String, Option<String>) {
        let last = self.end;
        let year = Some(last.year().to_string());
        match self.kind {
            PeriodKind::Day => (format!("{} {}", last.day(), short_month_name(last.month())), year),
            PeriodKind::Month => (short_month_name(last.month()).to_owned(), year),
            PeriodKind::YearEnding => (format!("YE {}", short_month_name(last.month())), year),
            PeriodKind::Quarter | PeriodKind::Months | PeriodKind::YearToDate => self.short_range(),
            PeriodKind::CalendarYear => (last.year().to_string(), None),
            PeriodKind::FinancialYear | PeriodKind::AcademicYear => (self.two_years(), None),
            PeriodKind::Years => (format!("{} to {}", self.start.year(), last.year()), None),
            PeriodKind::Wave if self.wave == 0 => (format!("{} {}", last.day(), short_month_name(last.month())), year),
            PeriodKind::Wave => {
                (format!("Wave {}", self.wave), Some(format!("{} {}", short_month_name(last.month()), last.year())))
            }
        }
    }

    fn short_range(&self) -> (String, Option<String>) {
        let (first, last) = (self.start, self.end);
        let (from, to) = (short_month_name(first.month()), short_month_name(last.month()));
        if first.year() != last.year() {
            (format!("{from} {} to", first.year()), Some(format!("{to} {}", last.year())))
        } else if first.month() == last.month() {
            (to.to_owned(), Some(last.year().to_string()))
        } else {
            (format!("{from} to {to}"), Some(last.year().to_string()))
        }
    }

    /// "April to June 2019", "October 2018 to September 2019", "April 2019" if it is one month.
    fn months_in_words(&self, name: fn(i8) -> &'static str) -> String {
        let (first, last) = (self.start, self.end);
        let (from, to) = (name(first.month()), name(last.month()));
        if first.year() != last.year() {
            format!("{from} {} to {to} {}", first.year(), last.year())
        } else if first.month() == last.month() {
            format!("{to} {}", last.year())
        } else {
            format!("{from} to {to} {}", last.year())
        }
    }

    /// "2017/18", by the year in which it starts.
    fn two_years(&self) -> String {
        let year = self.start.year();
        format!("{year}/{:02}", (year + 1) % 100)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}
