//! `aimline freeze`: fixes the edition in preparation for good. Its files and its lock go to `editions/<id>/`,
//! whole or not at all.

use anyhow::{Context, bail};
use clap::Args;

use super::options::Common;
use super::{Ending, messages, report};
use crate::publish::edition::Editions;
use crate::report::guard;
use crate::report::lock::FILE;
use crate::source::dir::{Limits, read_folder};
use crate::source::{SafePath, Sources};

/// Fix this edition for good: its files are copied to `editions/` and guarded from then on.
#[derive(Debug, Args)]
pub struct Freeze {}

impl Freeze {
    /// Runs the command.
    ///
    /// # Errors
    /// The report cannot be read, the edition is frozen already, or the disk fails.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let (sources, reading) = report::read(common)?;
        messages::show(common, &sources, &reading.diagnostics)?;
        let Some(report) = reading.publishable() else { return Ok(Ending::Faulty) };
        let edition = report.latest();
        if edition.lock.is_some() {
            bail!("the edition `{0}` is frozen already; begin the next one with `aimline new edition`", edition.id);
        }
        let editions = Editions::open(&common.root)?;
        let lock = guard::lock(report, edition, &sources).write();
        let id = SafePath::parse(&edition.id).expect("the id of an edition that was read is safe");
        let mut files = Vec::new();
        for (path, bytes) in guard::files(&sources, "") {
            files.push((SafePath::parse(path).expect("a source's path is safe"), bytes));
        }
        files.push((SafePath::parse(FILE).expect("the lock's name is safe"), lock.as_bytes()));
        let path = editions.add(&id, &files, &|| unchanged(common, &sources))?;
        let said = format!("Froze {}: {}, in {}/", edition.id, report::counts(report), messages::path(&path));
        messages::result(common, &said)?;
        messages::result(
            common,
            "Put the folder under version control. Begin the next edition with `aimline new edition`",
        )?;
        Ok(Ending::Fine)
    }
}

/// Fails if the report's files are no longer `sources`: somebody is writing them.
fn unchanged(common: &Common, sources: &Sources) -> anyhow::Result<()> {
    let (now, _) = read_folder(&common.root, &Limits::default()).context("reading the report once more")?;
    if now != *sources {
        bail!("the report's files changed while the edition was frozen; try again when nothing writes to them");
    }
    Ok(())
}
