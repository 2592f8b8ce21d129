//! Every kind of chart there is, in the order of the reference.

mod attribute;
mod bars;
mod change;
mod columns;
mod compare;
mod dots;
mod funnel;
mod line;
mod multiples;
mod run;
mod share;
mod slope;
mod table;
mod target;
mod tile;
mod xmr;

use super::kind::Kind;

/// All kinds.
pub static ALL: &[&dyn Kind] = &[
    &line::Line,
    &columns::Columns,
    &bars::Bars,
    &dots::Dots,
    &compare::Compare,
    &change::Change,
    &share::Share,
    &target::Target,
    &slope::Slope,
    &multiples::Multiples,
    &xmr::Xmr,
    &run::Run,
    &attribute::P,
    &attribute::U,
    &attribute::C,
    &funnel::Funnel,
    &tile::TileKind,
    &table::Table,
];

/// The kind called `name`.
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    ALL.iter().copied().find(|kind| kind.name() == name)
}
