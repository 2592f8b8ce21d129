//! `aimline check`: lists everything that is wrong with the report and writes nothing.

use clap::Args;

use super::options::Common;
use super::{Ending, messages, report};
use crate::diag::text::summary;

/// List everything that is wrong with the report, with file and line. Nothing is written.
#[derive(Debug, Args)]
pub struct Check {}

impl Check {
    /// Runs the command.
    ///
    /// # Errors
    /// The report cannot be read or nothing can be said.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let (sources, reading) = report::read(common)?;
        messages::show(common, &sources, &reading.diagnostics)?;
        let Some(report) = reading.publishable() else { return Ok(Ending::Faulty) };
        let found = match reading.diagnostics.len() {
            0 => "nothing wrong".to_owned(),
            _ => summary(&reading.diagnostics),
        };
        messages::result(common, &format!("Checked {}: {}, {found}", report.latest().id, report::counts(report)))?;
        Ok(Ending::Fine)
    }
}
