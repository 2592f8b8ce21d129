//! The pictures that stand beside the pages, byte for byte.

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;

/// The pictures.
pub const OUTPUT: Output = Output { name: "pictures", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let (report, sources) = (frame.report, frame.sources);
    let of = |edition: &'a crate::report::Edition| {
        let copy = |(path, id): (&'a String, &crate::source::FileId)| {
            OutputFile::copy(Place::Picture(&edition.id, path), &sources.file(*id).bytes)
        };
        edition.pictures.iter().map(copy).collect::<Vec<_>>()
    };
    report.editions.iter().flat_map(of).collect()
}
