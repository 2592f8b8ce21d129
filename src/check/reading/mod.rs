//! What the messages mean that arise while a report is read and a site is made, by what they are about. A test
//! holds that every rule named in the code is here or in `rules/`.

mod bound;
mod charts;
mod data;
mod editions;
mod files;
mod keys;
mod measures;
mod site;
mod words;

use super::rule::Explanation;

/// Every list.
const LISTS: [&[Explanation]; 9] =
    [bound::ALL, charts::ALL, data::ALL, editions::ALL, files::ALL, keys::ALL, measures::ALL, site::ALL, words::ALL];

/// Every rule of reading.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    LISTS.into_iter().flatten()
}

/// One explanation.
const fn reading(name: &'static str, summary: &'static str, why: &'static str, example: &'static str) -> Explanation {
    Explanation { name, summary, why, example }
}
