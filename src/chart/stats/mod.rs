//! The statistics of charts. In: plain numbers, `None` for a gap, made by the caller from exact decimals.
//! Out: plain structs that hold all that a figure draws and its data file lists. Nothing here knows a
//! chart, a page or a unit. Every formula names its source, and its published worked examples are tests.
//!
//! What stays true: whatever finite numbers come in, no number that comes out is `NaN` or infinite, and
//! nothing panics. What cannot be worked out is `None`, never a guess.

pub mod attribute;
pub mod counted;
pub mod curves;
pub mod dispersion;
pub mod funnel;
mod gamma;
pub mod icons;
pub mod intervals;
pub mod lines;
pub mod phases;
pub mod rules;
pub mod run;
pub mod season;
pub mod xmr;

pub use counted::{Counted, Ratio};
pub use icons::{Assurance, Icons, Variation};
pub use intervals::{Confidence, Interval, Method};
pub use lines::{Bounds, Lines, Plotted};
pub use phases::{Phase, Segment, TooShort};
pub use rules::{Meaning, Rule, RuleSet, Rules, Side, Signal, Verdict};
pub use xmr::{Screening, Xmr};
