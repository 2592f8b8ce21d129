//! `aimline gallery`: a site that shows every kind of chart in the built-in theme, with data as they should be
//! and with data as they should not be. The report behind it (`gallery.txt`) is part of the program; all its
//! data are invented, and every page says so. It takes the same way as any other report.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::options::Common;
use super::{Ending, messages, report};
use crate::diag::quote::quote;
use crate::pipeline;
use crate::publish::{Destination, Durability, Staging};
use crate::source::Sources;

/// The report, file after file.
const REPORT: &str = include_str!("gallery.txt");

/// Show every kind of chart, with ordinary and hostile data, all of it invented.
#[derive(Debug, Args)]
pub struct Gallery {
    /// Where the gallery goes: a folder that is new, empty, or made by aimline. Without it, `gallery` in the report's folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl Gallery {
    /// Runs the command.
    ///
    /// # Errors
    /// The gallery cannot be written.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let sources = crate::source::text::sources(REPORT);
        let reading = pipeline::read(&sources, Vec::new(), &common.request());
        messages::show(common, &sources, &reading.diagnostics)?;
        let Some(report) = reading.publishable() else { bail!("the gallery's own report has errors") };
        let out = self.out.clone().unwrap_or_else(|| common.root.join("gallery"));
        self.deliver(common, report, &sources, &out)?;
        let page = quote(&out.join("gallery/gallery/index.html").display().to_string()).into_owned();
        let counts = report::counts(report);
        messages::result(
            common,
            &format!("Made the gallery: {counts}. Open {} in a browser", page.trim_start_matches("./")),
        )?;
        Ok(Ending::Fine)
    }

    fn deliver(
        &self,
        common: &Common,
        report: &crate::report::Report,
        sources: &Sources,
        out: &std::path::Path,
    ) -> anyhow::Result<()> {
        let (site, faults) = pipeline::site(report, sources, &common.request());
        messages::show(common, sources, &faults)?;
        let site = site.context("making the gallery")?;
        let destination = Destination { out, root: &common.root, durability: Durability::Rebuildable };
        let staging = Staging::begin(&destination, &|_| {})?;
        let faults = site.render(|path, bytes| staging.put(path, bytes))?;
        messages::show(common, sources, &faults)?;
        if !faults.is_empty() {
            bail!("a page of the gallery has faults");
        }
        staging.commit().map(drop)
    }
}
