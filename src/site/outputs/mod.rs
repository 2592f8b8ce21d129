//! Everything the site has, one file an output.

mod changes;
mod data;
pub mod data_files;
mod editions;
mod feed;
mod history;
pub mod numbers;
mod pages;
mod pictures;
mod statics;

use super::output::Output;

/// Every output, in the order in which the site is put together.
pub const ALL: [Output; 10] = [
    pages::OUTPUT,
    data::OUTPUT,
    data_files::OUTPUT,
    numbers::OUTPUT,
    pictures::OUTPUT,
    history::OUTPUT,
    changes::OUTPUT,
    editions::OUTPUT,
    feed::OUTPUT,
    statics::OUTPUT,
];
