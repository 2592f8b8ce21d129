//! A measure and what it is made of, as plain comparable values. `read.rs` makes measures from tables.

use super::period::{Period, PeriodKind};
use super::{Decimal, Marks};
use crate::source::Span;

/// What a value counts or is measured in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `%`: shown with the sign behind it.
    Percent,
    /// `£` or `GBP`: shown with the sign before it.
    Pounds,
    /// Anything else, in words: "offences", "per 1,000 people", "days".
    Named(String),
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Polarity {
    /// A lower value is better.
    Lower,
    /// A higher value is better.
    Higher,
    /// Neither: the report passes no judgement.
    #[default]
    Neither,
}

/// A value of one series at one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// When.
    pub period: Period,
    /// The value as published (its scale is the number of decimals written); `None` is a gap, never zero.
    pub value: Option<Decimal>,
    /// What its publisher says about it.
    pub marks: Marks,
    /// The cell it came from.
    pub span: Span,
}

/// Observations of one area (or other breakdown) in period order, at most one a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The area's name as readers see it.
    pub name: String,
    /// In period order.
    pub observations: Vec<Observation>,
}

/// A named set of series with one unit, one kind of period and one direction that is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its name in front matter and in bound numbers.
    pub id: String,
    /// Its name as readers see it: "Burglaries recorded".
    pub label: String,
    /// What its values are measured in.
    pub unit: Unit,
    /// The kind all its periods have.
    pub kind: PeriodKind,
    /// Which way is better.
    pub better: Polarity,
    /// The period it is compared with, if the report names one.
    pub baseline: Option<Period>,
    /// The value it has to reach, if the report names one.
    pub target: Option<Decimal>,
    /// How many decimals are shown; `None`: as many as the source gave.
    pub decimals: Option<u32>,
    /// The name of the series that is the reporting body's own.
    pub area: String,
    /// The name of the series it is compared with, if any.
    pub comparator: Option<String>,
    /// In the order of the file.
    pub series: Vec<Series>,
    /// Where the front matter defines it (the span of its name).
    pub span: Span,
    /// The files its values come from, by path, without repetition.
    pub files: Vec<String>,
}

impl Series {
    /// The observation at `period`.
    pub fn at(&self, period: &Period) -> Option<&Observation> {
        self.observations
            .binary_search_by(|observation| observation.period.cmp(period))
            .ok()
            .map(|at| &self.observations[at])
    }

    /// The last observation that has a value.
    pub fn latest(&self) -> Option<&Observation> {
        self.observations.iter().rev().find(|observation| observation.value.is_some())
    }
}

impl Measure {
    /// The series called `name`.
    pub fn series(&self, name: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.name == name)
    }

    /// The reporting body's own series.
    pub fn own(&self) -> Option<&Series> {
        self.series(&self.area).or_else(|| self.series.first())
    }

    /// The series it is compared with.
    pub fn compared(&self) -> Option<&Series> {
        self.comparator.as_deref().and_then(|name| self.series(name))
    }
}
