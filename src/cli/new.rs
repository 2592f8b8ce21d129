//! `aimline new edition`: makes the working files those of the next edition. Each file is replaced whole; if
//! the command is stopped half-way, running it again completes it.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::options::Common;
use super::{Ending, messages, report};
use crate::data::date::in_words;
use crate::publish::edition::replace;
use crate::report::{guard, next, read};
use crate::source::Sources;
use crate::source::dir::{Limits, read_folder};

/// Begin something new.
#[derive(Debug, Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make the working files those of the next edition: a new id and date, every status to be filled.
    Edition {
        /// The id of the next edition, such as 2020-02: it becomes part of the address.
        id: String,
    },
}

impl New {
    /// Runs the command.
    ///
    /// # Errors
    /// The report cannot be read, the present edition is not frozen, or the disk fails.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let What::Edition { id } = &self.what;
        let (sources, _) = read_folder(&common.root, &Limits::default()).context("reading the report")?;
        let id = read::edition_id(id).map_err(|(message, help)| anyhow::anyhow!("{message}; {help}"))?;
        let Some(day) = common.date.or_else(|| next::date_of(&id)) else {
            bail!("`{id}` does not say when the edition is; add `--date` and the day of the meeting");
        };
        check_ids(&sources, &id)?;
        let files = next::files(&sources, &id, day);
        for (path, text) in &files {
            replace(&common.root, path, text.as_bytes())?;
        }
        let said = format!(
            "Began {id}, {}: {} changed. Fill in the status of each aim; `aimline check` lists those that have none",
            in_words(day),
            report::counted(files.len(), "file")
        );
        messages::result(common, &said)?;
        Ok(Ending::Fine)
    }
}

/// Refuses an id that is taken, and to write over an edition that is nowhere else.
fn check_ids(sources: &Sources, id: &str) -> anyhow::Result<()> {
    let is_frozen = |id: &str| sources.below(&guard::folder(id)).next().is_some();
    if is_frozen(id) {
        bail!("there is an edition `{id}` already");
    }
    match read::working_id(sources) {
        Some(now) if now != id && !is_frozen(&now) => {
            bail!("the edition `{now}` is not frozen; run `aimline freeze` first, or it would be lost")
        }
        _ => Ok(()),
    }
}
