//! The theme's stylesheets, pictures and fonts, byte for byte.

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;

/// The static files.
pub const OUTPUT: Output = Output { name: "statics", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let files = frame.theme.statics(frame.sources).into_iter();
    files.map(|(name, bytes)| OutputFile::copy(Place::Static(name), bytes)).collect()
}
