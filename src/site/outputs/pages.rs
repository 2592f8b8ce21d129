//! The pages people read: the latest edition at the root, and of every edition its overview, each aim, and
//! all of it on one page.

use crate::report::Edition;
use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::{aim, overview, print};

/// The pages.
pub const OUTPUT: Output = Output { name: "pages", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let report = frame.report;
    let latest = overview_page(report.latest(), Place::Home);
    std::iter::once(latest).chain(report.editions.iter().flat_map(of_edition)).collect()
}

fn of_edition(edition: &Edition) -> Vec<OutputFile<'_>> {
    let print = Place::Print(&edition.id);
    let mut files = vec![
        overview_page(edition, Place::Overview(&edition.id)),
        OutputFile::page(print, "print.html", move |frame| print::print(frame, edition)),
    ];
    files.extend(edition.aims.iter().map(|aim| {
        let place = Place::Aim(&edition.id, aim.slug.as_str());
        OutputFile::page(place, "aim.html", move |frame| aim::aim(frame, edition, aim))
    }));
    files
}

fn overview_page<'a>(edition: &'a Edition, place: Place<'a>) -> OutputFile<'a> {
    OutputFile::page(place, "overview.html", move |frame| overview::overview(frame, edition, place))
}
