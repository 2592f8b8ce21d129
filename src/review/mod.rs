//! What differs between two editions, as values that can be compared, shown and counted. In: two editions of a
//! report. Out: [`Changes`]: numbers, definitions, sentences, figures. Nothing here writes pages.

pub mod changes;
pub mod revisions;
mod sentences;
pub mod words;

pub use changes::{Changes, ObservationChange, changes};
