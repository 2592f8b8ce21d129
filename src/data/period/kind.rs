//! The kinds of period and their names, as front matter writes them and as messages say them.

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
    /// A wave of a survey, placed at the day it closed.
    Wave,
}

impl PeriodKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Day,
        Self::Month,
        Self::Quarter,
        Self::CalendarYear,
        Self::FinancialYear,
        Self::AcademicYear,
        Self::YearEnding,
        Self::YearToDate,
        Self::Months,
        Self::Years,
        Self::Wave,
    ];

    /// The name front matter uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::CalendarYear => "calendar-year",
            Self::FinancialYear => "financial-year",
            Self::AcademicYear => "academic-year",
            Self::YearEnding => "year-ending",
            Self::YearToDate => "year-to-date",
            Self::Months => "months",
            Self::Years => "years",
            Self::Wave => "wave",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind in a sentence: "a calendar month", "a year ending".
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Day => "a day",
            Self::Month => "a month",
            Self::Quarter => "a quarter",
            Self::CalendarYear => "a calendar year",
            Self::FinancialYear => "a financial year",
            Self::AcademicYear => "an academic year",
            Self::YearEnding => "a year ending",
            Self::YearToDate => "a year to date",
            Self::Months => "a range of months",
            Self::Years => "a range of years",
            Self::Wave => "a survey wave",
        }
    }

    /// How it is written in files.
    pub fn example(self) -> &'static str {
        match self {
            Self::Day => "2019-06-30",
            Self::Month => "2019-06",
            Self::Quarter => "2019-Q2",
            Self::CalendarYear => "2019",
            Self::FinancialYear => "2019/20",
            Self::AcademicYear => "academic-year 2019/20",
            Self::YearEnding => "year-ending 2019-06",
            Self::YearToDate => "2019/20 YTD to 2019-06",
            Self::Months => "2018-10/2019-09",
            Self::Years => "2016 to 2018",
            Self::Wave => "wave 12 2019-06-30",
        }
    }

    /// Whether its periods are single days.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::Day | Self::Wave)
    }
}
