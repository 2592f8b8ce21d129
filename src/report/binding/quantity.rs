//! What an expression is worth: a quantity with its dimension and the observations it leans on, or a truth.
//! Dimensions keep apart what must not be mixed: offences do not add to days, and a percent is not a
//! percentage point.

use std::fmt;

use crate::data::measure::says_the_measure;
use crate::data::{Decimal, Marks, Period, Unit};
use crate::source::Span;

/// What a quantity is measured in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// A bare number: a literal, a ratio, a rank, a count. A literal takes the dimension of what it meets.
    Number,
    /// A level in a measure's unit; `%` for rates and shares.
    Level(Unit),
    /// A relative change, in percent of where it started.
    Change,
    /// A difference of two percentages, in percentage points.
    Points,
}

/// An observation an expression leans on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The aim whose measure it belongs to.
    pub aim: String,
    /// The measure's id.
    pub measure: String,
    /// The measure's name for readers.
    pub label: String,
    /// The series.
    pub area: String,
    /// When.
    pub period: Period,
    /// Its value as published.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Its marks.
    pub marks: Marks,
    /// The cell.
    pub span: Span,
}

impl Input {
    /// Measure, area and period for readers; no area where the series' name says the measure again.
    pub fn told(&self) -> String {
        let period = self.period.label();
        if says_the_measure(&self.area, &self.measure, &self.label, &self.unit) {
            return format!("{}, {period}", self.label);
        }
        format!("{}, {}, {period}", self.label, self.area)
    }
}

/// A value with what it is measured in and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The exact value; divisions are carried to 28 digits.
    pub value: Decimal,
    /// What it is measured in.
    pub dimension: Dimension,
    /// How many decimals its measure shows, if it is a level of one.
    pub decimals: Option<u32>,
    /// From which to which period it is a change, if it is one.
    pub span: Option<(Period, Period)>,
    /// What it was worked out from, without repetition.
    pub inputs: Vec<Input>,
}

/// What an expression is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A number.
    Quantity(Quantity),
    /// A statement: whether it holds, and the two sides if it compares.
    Truth {
        /// Whether it holds.
        holds: bool,
        /// The comparisons that decided it, as `left sign right`.
        sides: Vec<(Quantity, &'static str, Quantity)>,
    },
}

impl Quantity {
    /// A bare number.
    pub fn number(value: Decimal) -> Self {
        Self { value, dimension: Dimension::Number, decimals: None, span: None, inputs: Vec::new() }
    }

    /// Takes in what `other` was worked out from.
    #[must_use]
    pub fn leaning_on(mut self, others: &[Input]) -> Self {
        for input in others {
            if !self.inputs.contains(input) {
                self.inputs.push(input.clone());
            }
        }
        self
    }
}

impl Outcome {
    /// Everything it was worked out from.
    pub fn inputs(&self) -> Vec<Input> {
        match self {
            Self::Quantity(quantity) => quantity.inputs.clone(),
            Self::Truth { sides, .. } => {
                let all = Quantity::number(Decimal::ZERO);
                sides
                    .iter()
                    .fold(all, |all, (left, _, right)| all.leaning_on(&left.inputs).leaning_on(&right.inputs))
                    .inputs
            }
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => f.write_str("a plain number"),
            Self::Level(Unit::Percent) => f.write_str("a percentage"),
            Self::Level(Unit::Pounds) => f.write_str("pounds"),
            Self::Level(Unit::Named(unit)) => f.write_str(unit),
            Self::Change => f.write_str("a change in percent"),
            Self::Points => f.write_str("percentage points"),
        }
    }
}
