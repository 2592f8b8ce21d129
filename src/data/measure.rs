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
    /// The interval its publisher gives round the value, lower end first.
    pub interval: Option<(Decimal, Decimal)>,
    /// How many were asked, for a value that comes from a sample.
    pub n: Option<Decimal>,
}

/// What is known of the sample behind a measure's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Sample {
    /// Nothing is said: the values are counts, or nobody looked.
    #[default]
    Unstated,
    /// Observations carry `n`.
    Given,
    /// The publisher does not say how many were asked, so that no interval can be given.
    NotPublished,
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
    /// What is known of the sample behind its values.
    pub sample: Sample,
    /// Ids of the publications it comes from, as written; empty: the aim's.
    pub sources: Vec<String>,
    /// In the order of the file.
    pub series: Vec<Series>,
    /// Where the front matter defines it (the span of its name).
    pub span: Span,
    /// The files its values come from, by path, without repetition.
    pub files: Vec<String>,
}

impl Unit {
    /// Reads a unit: `%` and "per cent", `£` and "pounds", or words. Nothing gives `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "" => None,
            "%" | "percent" | "per cent" => Some(Self::Percent),
            "£" | "gbp" | "pounds" => Some(Self::Pounds),
            _ => Some(Self::Named(text.to_owned())),
        }
    }

    /// The unit in words, for titles and table heads: "%", "£", "offences".
    pub fn words(&self) -> &str {
        match self {
            Self::Percent => "%",
            Self::Pounds => "£",
            Self::Named(words) => words,
        }
    }
}

impl Observation {
    /// An observation without interval and sample size.
    pub fn new(period: Period, value: Option<Decimal>, marks: Marks, span: Span) -> Self {
        Self { period, value, marks, span, interval: None, n: None }
    }
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

/// Whether a series' name is no area but the measure again, as in a file with the columns `period,burglaries`.
pub fn says_the_measure(series: &str, id: &str, label: &str, unit: &Unit) -> bool {
    let name = series.to_lowercase();
    [id, label, unit.words(), "value"].iter().any(|word| word.to_lowercase() == name)
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

    /// What readers are told the only series is called: the label, where a column's heading just says the measure
    /// again; the name of `series` else.
    pub fn name_of<'a>(&'a self, series: &'a Series) -> &'a str {
        let only = self.series.len() == 1;
        if only && says_the_measure(&series.name, &self.id, &self.label, &self.unit) {
            &self.label
        } else {
            &series.name
        }
    }

    /// The series it is compared with.
    pub fn compared(&self) -> Option<&Series> {
        self.comparator.as_deref().and_then(|name| self.series(name))
    }
}
