//! What commands share: reading and checking the report of `--root`, and counting what is in it.

use anyhow::Context;

use super::options::Common;
use crate::pipeline::{self, Reading, Request};
use crate::report::Report;
use crate::source::Sources;
use crate::source::dir::{Limits, read_folder};

/// Reads and checks the report in the folder that was asked for.
///
/// # Errors
/// The folder is no report's, or the disk does not give it.
pub fn read(common: &Common) -> anyhow::Result<(Sources, Reading)> {
    read_for(common, &common.request())
}

/// The same with another request than the options make.
///
/// # Errors
/// As [`read`].
pub fn read_for(common: &Common, request: &Request) -> anyhow::Result<(Sources, Reading)> {
    let (sources, found) = read_folder(&common.root, &Limits::default()).context("reading the report")?;
    let reading = pipeline::read(&sources, found, request);
    Ok((sources, reading))
}

/// "12 aims, 24 figures"
pub fn counts(report: &Report) -> String {
    let edition = report.latest();
    let figures = edition.aims.iter().map(|aim| aim.figures.len()).sum();
    format!("{}, {}", counted(edition.aims.len(), "aim"), counted(figures, "figure"))
}

/// "1 aim", "2 aims"
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
