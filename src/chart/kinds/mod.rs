//! Every kind of chart there is, in the order of the reference.

mod bars;
mod columns;
mod dots;
mod line;

use super::kind::Kind;

/// All kinds.
pub static ALL: [&dyn Kind; 4] = [&line::Line, &columns::Columns, &bars::Bars, &dots::Dots];

/// The kind called `name`.
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    ALL.into_iter().find(|kind| kind.name() == name)
}
