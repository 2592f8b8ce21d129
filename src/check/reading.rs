//! What the messages mean that arise while a report is read. A test holds that every rule named in the code
//! is here or in `rules/`.

use super::rule::Explanation;

/// Every rule of reading, in the order of their names.
pub const ALL: &[Explanation] = &[];
