//! The page that lists all files of an edition.

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::data;

/// The page.
pub const OUTPUT: Output = Output { name: "data", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let page = |edition: &'a crate::report::Edition| {
        OutputFile::page(Place::Data(&edition.id), "data.html", move |frame| data::data(frame, edition))
    };
    frame.report.editions.iter().map(page).collect()
}
