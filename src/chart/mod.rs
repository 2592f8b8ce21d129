//! Pictures. In: a chart as its author wrote it, and the measures of the report. Out: a [`Chart`], a plain
//! value that can be drawn twice (wide and narrow) and says the same in a name, a sentence, a table and a
//! file, for those who do not see it.
//!
//! ```text
//! ChartSpec → (ask: measures, series, periods) → a kind's model → scale, ticks, labels → Scene → SVG
//! ```
//!
//! A kind of chart is one file in `kinds/` and one line in its list; `kind.rs` says what it has to do.
//! Until a scale places it, every value is the exact decimal of the data; every text is made from those.

mod areas;
mod ask;
mod control;
mod ends;
mod figure;
mod flags;
mod frame;
pub mod kind;
pub mod kinds;
mod labels;
#[cfg(test)]
mod laws;
mod place;
mod rates;
mod rows;
mod scale;
pub mod scene;
mod spark;
pub mod spec;
pub mod stats;
mod strand;
mod svg;
pub mod table;
mod text;
mod ticks;
mod time;
mod words;

pub use figure::{Chart, Tile};
pub use kind::Form;
pub use scene::Width;
pub use spark::sparkline;
pub use spec::ChartSpec;
pub use table::{Cell, Column, DataTable};

use crate::data::Measure;
use crate::diag::Diagnostic;

/// Checks a chart against the measures it names and plans it. `find` finds a measure by its name; `known`
/// are the names a message may suggest. `None` if it cannot be drawn; then a diagnostic says why.
pub fn plan<'m>(
    spec: &ChartSpec,
    find: &dyn Fn(&str) -> Option<&'m Measure>,
    known: &[&str],
) -> (Option<Chart>, Vec<Diagnostic>) {
    let mut ask = ask::Ask::new(spec, find, known);
    let chart = spec.kind.plan(&mut ask);
    (chart, ask.diagnostics)
}
