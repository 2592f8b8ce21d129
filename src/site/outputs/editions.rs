//! The list of all editions, and the page for addresses that do not exist.

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::editions;

/// The two pages.
pub const OUTPUT: Output = Output { name: "editions", files };

fn files<'a>(_: &Frame<'a>) -> Vec<OutputFile<'a>> {
    vec![
        OutputFile::page(Place::Editions, "editions.html", editions::editions),
        OutputFile::page(Place::NotFound, "404.html", editions::not_found),
    ]
}
