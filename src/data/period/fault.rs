//! What is wrong with a written period: the message, the help and the diagnostic made of both.

use std::fmt;

use super::{FIRST_YEAR, LAST_YEAR, Period, PeriodKind};
use crate::diag::Diagnostic;
use crate::source::Span;

/// Why a text is not a period, in words that fit after "`…`".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodFault {
    /// Nothing there.
    Empty,
    /// None of the shapes that are read; the kind wanted, if there was one.
    NotAPeriod(Option<PeriodKind>),
    /// It can be read in two ways and nothing says which.
    Ambiguous(Period, Period),
    /// A year of two digits, or a date in an order that cannot be known.
    UnknownOrder,
    /// The right shape, but no such month, day, quarter or pair of years.
    Impossible(String),
    /// A year before [`FIRST_YEAR`] or after [`LAST_YEAR`].
    OutOfRange,
    /// It ends before it starts, or starts and ends in the same month or year.
    Reversed,
    /// A year to date that does not say to which month.
    NoEnd,
    /// A year that does not say in which month it ends.
    NoMonth,
    /// A day that is not the last of its month, where a year ends.
    NotMonthEnd,
    /// A period of another kind than the measure's.
    WrongKind(Period, PeriodKind),
}

impl PeriodFault {
    /// The diagnostic for `text` at `span`.
    pub fn diagnostic(&self, text: &str, span: Span) -> Diagnostic {
        let rule = match self {
            Self::Ambiguous(..) => "ambiguous-period",
            Self::WrongKind(..) => "mixed-periods",
            _ => "bad-period",
        };
        let message = match self {
            Self::Empty => "there is no period here".to_owned(),
            fault => format!("`{text}` {fault}"),
        };
        Diagnostic::error(rule, message).at(span, "").help(self.help())
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Empty | Self::NotAPeriod(None) => {
                let kinds = [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::FinancialYear, PeriodKind::YearEnding];
                let shapes = kinds.map(|kind| format!("{} as `{}`", kind.with_article(), kind.example()));
                format!("write {}", shapes.join(", "))
            }
            Self::NotAPeriod(Some(kind)) => format!("write {} as `{}`", kind.with_article(), kind.example()),
            Self::Ambiguous(one, other) if one.kind() == other.kind() => {
                format!("write `{}` or `{}`", one.id(), other.id())
            }
            Self::Ambiguous(one, other) => format!(
                "say which on the measure: `period: {}` or `period: {}`; or write `{}`",
                one.kind().name(),
                other.kind().name(),
                other.id()
            ),
            Self::UnknownOrder => {
                "write the year first and in full: `2019-06` for a month, `2019-06-30` for a day".into()
            }
            Self::Impossible(_) => "correct it; months are written `2019-06`, financial years `2019/20`".into(),
            Self::OutOfRange => format!("give a year from {FIRST_YEAR} to {LAST_YEAR}"),
            Self::Reversed => "write the earlier one first: `2018-10/2019-09`, `2016 to 2018`".into(),
            Self::NoEnd => format!("say to which month: `{}`", PeriodKind::YearToDate.example()),
            Self::NoMonth => format!("say the month in which the year ends: `{}`", PeriodKind::YearEnding.example()),
            Self::NotMonthEnd => "give the month in which the year ends: `year-ending 2019-06`".into(),
            Self::WrongKind(_, kind) => {
                format!("write {} as `{}`, or change the measure's `period:`", kind.with_article(), kind.example())
            }
        }
    }
}

impl fmt::Display for PeriodFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty where a period must be"),
            Self::NotAPeriod(None) => f.write_str("is not a period"),
            Self::NotAPeriod(Some(kind)) => write!(f, "is not {}", kind.with_article()),
            Self::Ambiguous(one, other) => write!(f, "could be {} or {}", reading(one), reading(other)),
            Self::UnknownOrder => f.write_str("does not say which part is the day, the month and the year"),
            Self::Impossible(why) => write!(f, "does not exist: {why}"),
            Self::OutOfRange => write!(f, "is outside the years {FIRST_YEAR} to {LAST_YEAR}"),
            Self::Reversed => f.write_str("does not end after it starts"),
            Self::NoEnd => f.write_str("is a year to date without its last month"),
            Self::NoMonth => f.write_str("does not say in which month the year ends"),
            Self::NotMonthEnd => f.write_str("is not the last day of a month, so no year ends on it"),
            Self::WrongKind(got, wanted) => {
                write!(f, "is {}, not {}", got.kind().with_article(), wanted.with_article())
            }
        }
    }
}

/// The label, with the kind where the label alone does not tell it.
fn reading(period: &Period) -> String {
    match period.kind() {
        PeriodKind::FinancialYear => format!("the financial year {}", period.label()),
        _ => period.label(),
    }
}
