//! Numbers. In: bytes of CSV files and what front matter says about them. Out: measures, made of series,
//! made of observations, each an exact decimal (or a gap) at a period, with the marks its publisher gave it
//! and the span of the cell it came from. Nothing here is binary floating point and nothing is guessed.

pub mod csv;
pub mod date;
pub mod derive;
mod faults;
#[cfg(test)]
mod fixture;
pub mod mark;
pub mod measure;
pub mod number;
pub mod period;
pub mod read;
pub mod spec;
pub mod table;

pub use csv::read_table;
pub use date::Date;
pub use derive::read_measures;
pub use mark::{Mark, Marks};
pub use measure::{Measure, Observation, Polarity, Sample, Series, Unit};
pub use number::{Number, Symbol};
pub use period::{Period, PeriodKind};
pub use read::read_measure;
pub use rust_decimal::Decimal;
pub use spec::MeasureSpec;
pub use table::Table;
