//! `aimline build`: reads and checks the report, makes the site and delivers it. If the report has errors, or
//! anything fails on the way, the site that is there stays as it is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;

use super::options::{Common, Format};
use super::progress::{Progress, Wanted};
use super::watchdog::Watchdog;
use super::{Ending, messages, report};
use crate::diag::quote::quote;
use crate::diag::{Diagnostic, Severity};
use crate::pipeline;
use crate::publish::{Delivered, Destination, Durability, Event, Staging};
use crate::report::Report;
use crate::site::Site;

/// Make the website. If the report has errors, they are listed and the old website stays as it is.
#[derive(Debug, Args)]
pub struct Build {
    /// Where the website goes: a folder that is new, empty, or made by aimline. Without it, `public` in the report's folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// How many seconds the build may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    time_limit: u64,
    /// Wait until the website is safe from a power cut.
    #[arg(long)]
    durable: bool,
}

impl Build {
    /// Runs the command.
    ///
    /// # Errors
    /// The report cannot be read, or the site cannot be written.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let start = Instant::now();
        let watchdog = Watchdog::start(Duration::from_secs(self.time_limit));
        let (sources, mut reading) = report::read(common)?;
        let found = std::mem::take(&mut reading.diagnostics);
        let Some(report) = reading.report.as_ref().filter(|_| !has_errors(&found)) else {
            messages::show(common, &sources, &found)?;
            return Ok(Ending::Faulty);
        };
        let (site, faults) = pipeline::site(report, &sources, &common.request());
        let Some(site) = site.filter(|_| !has_errors(&faults)) else {
            messages::show(common, &sources, &[found, faults].concat())?;
            return Ok(Ending::Faulty);
        };
        let out = self.out.clone().unwrap_or_else(|| common.root.join("public"));
        let (delivered, more) = self.deliver(common, &site, &out, &watchdog)?;
        messages::show(common, &sources, &[found, faults, more].concat())?;
        let Some(delivered) = delivered else { return Ok(Ending::Faulty) };
        self.tell(common, report, &site, &delivered, &out, start.elapsed())?;
        Ok(Ending::Fine)
    }

    /// Makes every file and delivers all, or nothing if one of them has faults.
    fn deliver(
        &self,
        common: &Common,
        site: &Site<'_>,
        out: &Path,
        watchdog: &Watchdog,
    ) -> anyhow::Result<(Option<Delivered>, Vec<Diagnostic>)> {
        let durability = if self.durable { Durability::Durable } else { Durability::Rebuildable };
        let destination = Destination { out, root: &common.root, durability };
        let staging = Staging::begin(&destination, &|event| tell_event(common, &event))?;
        let wanted = if common.quiet || common.format != Format::Text { Wanted::No } else { Wanted::Yes };
        let progress = Progress::of(site.paths().len(), wanted);
        watchdog.page_done();
        let faults = site.render(|path, bytes| {
            staging.put(path, bytes)?;
            watchdog.page_done();
            progress.step();
            anyhow::Ok(())
        })?;
        watchdog.pages_done();
        if has_errors(&faults) {
            return Ok((None, faults));
        }
        Ok((Some(staging.commit()?), faults))
    }

    fn tell(
        &self,
        common: &Common,
        report: &Report,
        site: &Site<'_>,
        delivered: &Delivered,
        out: &Path,
        took: Duration,
    ) -> anyhow::Result<()> {
        let files = report::counted(delivered.written + delivered.unchanged, "file");
        let shown = quote(&out.display().to_string()).into_owned();
        messages::result(
            common,
            &format!(
                "Built {}: {}, {files} ({} unchanged) in {:.2} s → {}/",
                report.latest().id,
                report::counts(report),
                delivered.unchanged,
                took.as_secs_f64(),
                shown.trim_start_matches("./").trim_end_matches('/'),
            ),
        )?;
        for note in site.notes() {
            messages::result(common, &format!("Note: {note}"))?;
        }
        if let Some(left) = &delivered.left {
            let left = quote(&left.display().to_string()).into_owned();
            messages::result(common, &format!("Note: files that aimline did not make were moved to {left}"))?;
        }
        messages::result(
            common,
            &format!(
                "Open {} in a browser",
                quote(&out.join("index.html").display().to_string()).trim_start_matches("./")
            ),
        )
        .context("saying how it went")
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

fn tell_event(common: &Common, event: &Event) {
    let text = match event {
        Event::Resolved(path) => format!("The output folder is a link; the website goes to {}", path.display()),
        Event::Waiting { holder: Some(process), .. } => {
            format!("Waiting for another aimline (process {process}) to finish")
        }
        Event::Waiting { holder: None, .. } => "Waiting for another aimline to finish".to_owned(),
    };
    let _ = messages::result(common, &quote(&text));
}
