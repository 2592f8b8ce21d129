//! What each edition changed from the one before, as a page and as a file of values.

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::changes;

/// The page and the file.
pub const OUTPUT: Output = Output { name: "changes", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let pairs = frame.report.editions.windows(2);
    pairs
        .flat_map(|pair| {
            let (edition, before) = (&pair[0], &pair[1]);
            let page = Place::Changes(&edition.id);
            [
                OutputFile::page(page, "changes.html", move |frame| changes::page(frame, before, edition)),
                OutputFile::text(Place::RevisionsData(&edition.id), move |frame| changes::csv(frame, before, edition)),
            ]
        })
        .collect()
}
