//! Periods: when a value was counted. A period is a kind and the first and last day it covers, both
//! included. `parse.rs` reads what people write, `label.rs` writes what readers see.

use super::date::Date;

/// The kinds of period. Kinds never mix in one series, and unlike kinds are never compared silently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// January to December.
    CalendarYear,
    /// April to March.
    FinancialYear,
    /// September to August.
    AcademicYear,
    /// Twelve months to the end of any month.
    YearEnding,
    /// From the first of April (or January, as written) to the end of a month.
    YearToDate,
    /// Several whole months, first and last included.
    Months,
    /// Several whole calendar years.
    Years,
    /// A numbered wave of a survey, placed at the day it closed.
    Wave,
}

/// A kind with the first and the last day it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The last day, first in order: periods are ordered by when they end.
    end: Date,
    /// The first day.
    start: Date,
    /// The kind.
    kind: PeriodKind,
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
}
