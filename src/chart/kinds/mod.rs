//! Every kind of chart there is, in the order of the reference.

mod line;

use super::kind::Kind;

/// All kinds.
pub static ALL: [&dyn Kind; 1] = [&line::Line];

/// The kind called `name`.
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    ALL.into_iter().find(|kind| kind.name() == name)
}
