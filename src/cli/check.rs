//! `aimline check`: lists everything that is wrong with the report and how many of its numbers are bound to the
//! data. Nothing is written, unless `--fix` is given: then numbers that disagree with the data are put right.

use clap::Args;

use super::options::Common;
use super::rewrite::rewrite;
use super::{Ending, messages, report};
use crate::check::fix::{self, Fixed};
use crate::check::numbers::tally;
use crate::check::page::pages;
use crate::diag::json::PageNumbers;
use crate::diag::text::summary;
use crate::pipeline::{self, Reading, Request};
use crate::report::Report;
use crate::source::Sources;

/// List everything that is wrong with the report, with file and line. Nothing is written, unless you ask for it.
#[derive(Debug, Args)]
pub struct Check {
    /// Put right the numbers in the text that disagree with the data. Claims and everything else are left to you.
    #[arg(long)]
    fix: bool,
    /// With `--fix`: only show what would change.
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// List the numbers that are bound to nothing, with what they could be bound to.
    #[arg(long)]
    unbound: bool,
}

/// So many pages are listed; a report with more of them is read by programs.
const LISTED: usize = 50;

impl Check {
    /// Runs the command.
    ///
    /// # Errors
    /// The report cannot be read or written, or nothing can be said.
    pub fn run(&self, common: &Common) -> anyhow::Result<Ending> {
        let (mut sources, mut reading) = self.read(common)?;
        let fixed = if self.fix { fix::fixed(&sources, &reading.diagnostics) } else { Vec::new() };
        if !fixed.is_empty() && self.dry_run {
            self.tell_fixed(common, &fixed)?;
            sources = fix::applied(&sources, &fixed);
            reading = pipeline::read(&sources, Vec::new(), &self.request(common));
        } else if !fixed.is_empty() {
            self.tell_fixed(common, &fixed)?;
            rewrite(&common.root, &sources, &fixed)?;
            (sources, reading) = self.read(common)?;
        }
        let ending = tell(common, &sources, &reading)?;
        // A dry run speaks of what would be, and ends as what is.
        Ok(if self.dry_run && !fixed.is_empty() { Ending::Faulty } else { ending })
    }

    fn read(&self, common: &Common) -> anyhow::Result<(Sources, Reading)> {
        report::read_for(common, &self.request(common))
    }

    fn request(&self, common: &Common) -> Request {
        let asked = if self.unbound { vec!["unbound-number".to_owned()] } else { Vec::new() };
        Request { asked, ..common.request() }
    }

    fn tell_fixed(&self, common: &Common, fixed: &[Fixed]) -> anyhow::Result<()> {
        for one in fixed {
            messages::result(common, one.diff.trim_end())?;
        }
        let count = report::counted(fixed.iter().map(|one| one.count).sum(), "number");
        let files = report::counted(fixed.len(), "file");
        messages::result(
            common,
            &match self.dry_run {
                true => format!("Would put {count} right in {files}; nothing was written. With that:"),
                false => format!("Puts {count} right in {files}"),
            },
        )
    }
}

fn tell(common: &Common, sources: &Sources, reading: &Reading) -> anyhow::Result<Ending> {
    let pages = reading.report.as_ref().map(|report| bound(sources, report)).unwrap_or_default();
    messages::show_all(common, sources, &reading.diagnostics, Some(&pages))?;
    tell_bound(common, &pages)?;
    let Some(report) = reading.publishable() else { return Ok(Ending::Faulty) };
    let found = match reading.diagnostics.len() {
        0 => "nothing wrong".to_owned(),
        _ => summary(&reading.diagnostics),
    };
    messages::result(common, &format!("Checked {}: {}, {found}", report.latest().id, report::counts(report)))?;
    Ok(Ending::Fine)
}

/// How many numbers of each page are bound to the data.
fn bound(sources: &Sources, report: &Report) -> Vec<PageNumbers> {
    let of_page = |page: &crate::check::page::Page<'_>| {
        let tally = tally(page);
        PageNumbers {
            file: sources.file(page.file()).path.as_str().to_owned(),
            aim: page.aim.map(|aim| aim.slug.to_string()),
            bound: tally.bound,
            numbers: tally.all,
        }
    };
    pages(report.latest()).iter().map(of_page).collect()
}

fn tell_bound(common: &Common, pages: &[PageNumbers]) -> anyhow::Result<()> {
    let with_numbers: Vec<&PageNumbers> = pages.iter().filter(|page| page.numbers > 0).collect();
    let line = |name: &str, bound: usize, numbers: usize| {
        let are = if numbers == 1 { "number is" } else { "numbers are" };
        messages::result(common, &format!("{name}: {bound} of {numbers} {are} bound to the data"))
    };
    for page in with_numbers.iter().take(LISTED) {
        line(&page.file, page.bound, page.numbers)?;
    }
    if with_numbers.len() > 1 {
        let (bound, numbers) =
            with_numbers.iter().fold((0, 0), |(bound, all), page| (bound + page.bound, all + page.numbers));
        line(&format!("All {} pages with numbers", with_numbers.len()), bound, numbers)?;
    }
    Ok(())
}
