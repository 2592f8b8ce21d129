//! Periods: when a value was counted. A period is a kind and the first and last day it covers, both
//! included. `kind.rs` names the kinds, `parse.rs` reads what people write (`shape.rs` its form,
//! `fault.rs` what is wrong with it), `label.rs` writes what readers see. Every period that exists is one
//! of its kind exactly: a month is whole, a financial year starts on 1 April, and so on.

mod fault;
mod kind;
mod label;
mod parse;
mod shape;
#[cfg(test)]
mod tests;

pub use fault::PeriodFault;
pub use kind::PeriodKind;

use super::date::{self, Date};

/// The first year a period may touch.
pub const FIRST_YEAR: i16 = 1800;
/// The last year a period may touch.
pub const LAST_YEAR: i16 = 2200;

/// A kind with the first and the last day it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The last day, first in order: periods are ordered by when they end.
    end: Date,
    /// The first day.
    start: Date,
    /// The kind.
    kind: PeriodKind,
    /// A wave's number; 0 for a wave without one and for every other kind.
    wave: u16,
}

/// Where the year of a year to date begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearStart {
    /// The calendar year.
    January,
    /// The financial year.
    April,
}

/// Making periods. All of these give `None` for a month or quarter that does not exist, a span that ends
/// before it starts, and years outside [`FIRST_YEAR`] to [`LAST_YEAR`].
impl Period {
    /// One day.
    pub fn day(day: Date) -> Option<Self> {
        Self::between(PeriodKind::Day, day, day)
    }

    /// A calendar month; months are counted from 1.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::whole_months(PeriodKind::Month, year, month, 1)
    }

    /// A quarter of a calendar year; quarters are counted from 1.
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        let month = (1..=4).contains(&quarter).then_some(quarter * 3 - 2)?;
        Self::whole_months(PeriodKind::Quarter, year, month, 3)
    }

    /// January to December.
    pub fn calendar_year(year: i16) -> Option<Self> {
        Self::whole_months(PeriodKind::CalendarYear, year, 1, 12)
    }

    /// The financial year that starts on 1 April of `year`.
    pub fn financial_year(year: i16) -> Option<Self> {
        Self::whole_months(PeriodKind::FinancialYear, year, 4, 12)
    }

    /// The academic year that starts on 1 September of `year`.
    pub fn academic_year(year: i16) -> Option<Self> {
        Self::whole_months(PeriodKind::AcademicYear, year, 9, 12)
    }

    /// The twelve months to the end of a month.
    pub fn year_ending(year: i16, month: i8) -> Option<Self> {
        let (first_year, first_month) = date::add_months(in_range(year)?, month, -11);
        date::first_of_month(year, month)?;
        Self::whole_months(PeriodKind::YearEnding, first_year, first_month, 12)
    }

    /// From the start of a year to the end of a month in it.
    pub fn year_to_date(from: YearStart, year: i16, month: i8) -> Option<Self> {
        date::first_of_month(in_range(year)?, month)?;
        let first_month = match from {
            YearStart::January => 1,
            YearStart::April => 4,
        };
        let first_year = if month < first_month { year - 1 } else { year };
        let length = i32::from(year - first_year) * 12 + i32::from(month - first_month) + 1;
        Self::whole_months(PeriodKind::YearToDate, first_year, first_month, length)
    }

    /// Two or more whole months, each given as year and month, both included.
    pub fn months_between(first: (i16, i8), last: (i16, i8)) -> Option<Self> {
        let count = |(year, month): (i16, i8)| i32::from(year) * 12 + i32::from(month);
        date::first_of_month(in_range(last.0)?, last.1)?;
        let length = count(last) - count((in_range(first.0)?, first.1)) + 1;
        (length > 1).then(|| Self::whole_months(PeriodKind::Months, first.0, first.1, length))?
    }

    /// Two or more whole calendar years, both included.
    pub fn years_between(first: i16, last: i16) -> Option<Self> {
        let length = i32::from(in_range(last)?) - i32::from(in_range(first)?) + 1;
        (length > 1).then(|| Self::whole_months(PeriodKind::Years, first, 1, length * 12))?
    }

    /// A wave of a survey by the day it closed; 0 for a wave without a number.
    pub fn wave(number: u16, closed: Date) -> Option<Self> {
        Self::between(PeriodKind::Wave, closed, closed).map(|period| Self { wave: number, ..period })
    }

    /// The period of `kind` that covers exactly these days, if there is one. (Of two ways to be a year to
    /// date the financial one wins.)
    pub fn exactly(kind: PeriodKind, start: Date, end: Date) -> Option<Self> {
        let (year, month) = (end.year(), end.month());
        let made = match kind {
            PeriodKind::Day => Self::day(end),
            PeriodKind::Month => Self::month(year, month),
            PeriodKind::Quarter => Self::quarter(year, (month + 2) / 3),
            PeriodKind::CalendarYear => Self::calendar_year(year),
            PeriodKind::FinancialYear => Self::financial_year(year - 1),
            PeriodKind::AcademicYear => Self::academic_year(year - 1),
            PeriodKind::YearEnding => Self::year_ending(year, month),
            PeriodKind::YearToDate if start.month() == 1 => Self::year_to_date(YearStart::January, year, month),
            PeriodKind::YearToDate => Self::year_to_date(YearStart::April, year, month),
            PeriodKind::Months => Self::months_between((start.year(), start.month()), (year, month)),
            PeriodKind::Years => Self::years_between(start.year(), year),
            PeriodKind::Wave => Self::wave(0, end),
        };
        made.filter(|period| period.start == start && period.end == end)
    }

    fn whole_months(kind: PeriodKind, year: i16, month: i8, length: i32) -> Option<Self> {
        let start = date::first_of_month(in_range(year)?, month)?;
        let (last_year, last_month) = date::add_months(year, month, length - 1);
        Self::between(kind, start, date::last_of_month(last_year, last_month)?)
    }

    fn between(kind: PeriodKind, start: Date, end: Date) -> Option<Self> {
        in_range(start.year())?;
        in_range(end.year())?;
        (start <= end).then_some(Self { end, start, kind, wave: 0 })
    }
}

fn in_range(year: i16) -> Option<i16> {
    (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(year)
}

impl Period {
    /// The kind.
    pub fn kind(&self) -> PeriodKind {
        self.kind
    }

    /// The first day.
    pub fn start(&self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(&self) -> Date {
        self.end
    }

    /// The number of a wave that has one.
    pub fn wave_number(&self) -> Option<u16> {
        (self.wave > 0).then_some(self.wave)
    }

    /// How many whole months it covers; 0 for a day and a wave.
    pub fn months(&self) -> u32 {
        if self.is_moment() {
            return 0;
        }
        let years = i32::from(self.end.year()) - i32::from(self.start.year());
        let months = i32::from(self.end.month()) - i32::from(self.start.month());
        (years * 12 + months + 1).unsigned_abs()
    }

    /// Whether it is one day, so that its value is a state (a stock) and not something counted over time.
    pub fn is_moment(&self) -> bool {
        self.kind.is_moment()
    }

    /// Its first day on the line of [`date::day_number`].
    pub fn start_day(&self) -> i64 {
        date::day_number(self.start)
    }

    /// Its last day on the line of [`date::day_number`].
    pub fn end_day(&self) -> i64 {
        date::day_number(self.end)
    }

    /// Where its point stands on a chart: the day in its middle, which for a moment is the day itself.
    pub fn middle_day(&self) -> i64 {
        (self.start_day() + self.end_day()).div_euclid(2)
    }

    /// The period before it of the same kind and length: the month, quarter or year before; for a year to
    /// date the same months a year earlier. A wave has none: waves close when they close.
    pub fn previous(&self) -> Option<Self> {
        match self.kind {
            PeriodKind::Wave => None,
            PeriodKind::Day => Self::day(date::day_before(self.end)?),
            PeriodKind::YearToDate => self.earlier(12),
            _ => self.earlier(self.months()),
        }
    }

    /// The same period a year earlier; `None` for a wave.
    pub fn year_before(&self) -> Option<Self> {
        match self.kind {
            PeriodKind::Wave => None,
            PeriodKind::Day => Self::day(date::year_before(self.end)?),
            _ => self.earlier(12),
        }
    }

    /// The period of this kind and length that ends `months` earlier.
    pub(in crate::data) fn earlier(&self, months: u32) -> Option<Self> {
        let (year, month) = date::add_months(self.start.year(), self.start.month(), -(months as i32));
        Self::whole_months(self.kind, year, month, self.months() as i32)
    }

    /// Whether they share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether values of the two may be compared: they are of one kind and one length.
    ///
    /// # Errors
    /// Why not, in words that fit after "cannot be compared: ".
    pub fn comparable(&self, other: &Self) -> Result<(), String> {
        if self.kind != other.kind {
            return Err(format!(
                "{} is {} and {} is {}",
                self.label(),
                self.kind.with_article(),
                other.label(),
                other.kind.with_article()
            ));
        }
        if self.months() != other.months() {
            return Err(format!(
                "{} covers {} and {} covers {}",
                self.label(),
                count_of_months(self.months()),
                other.label(),
                count_of_months(other.months())
            ));
        }
        if self.kind == PeriodKind::YearToDate && self.start.month() != other.start.month() {
            return Err(format!("{} and {} do not start in the same month", self.label(), other.label()));
        }
        Ok(())
    }
}

fn count_of_months(months: u32) -> String {
    format!("{months} month{}", if months == 1 { "" } else { "s" })
}
