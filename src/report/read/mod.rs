//! From sources to the model. In: the files of a report. Out: the [`Report`] they make and everything that is
//! wrong with them: no stage stops at its first mistake, and a part that cannot be made is left out.

mod address;
mod aim;
mod edition;
mod figures;
mod frozen;
mod links;
mod measures;
mod names;
mod pages;
mod plan;
mod revisions;
mod sections;
mod settings;
mod status;
mod words;

use rayon::prelude::*;

pub use self::names::{Refusal, parse_edition_id as edition_id};
use super::binding::bind;
use super::{Edition, Report, guard};
use crate::data::Date;
use crate::diag::{self, Diagnostic};
use crate::source::Sources;

/// What was found wrong so far.
type Notes = Vec<Diagnostic>;

/// A folder of the sources that is laid out as a report: their top, or that of a frozen edition.
#[derive(Debug, Clone, Copy)]
struct Folder<'a> {
    sources: &'a Sources,
    /// Empty, or the folder's path with a final `/`.
    prefix: &'a str,
}

impl Folder<'_> {
    fn path(&self, inside: &str) -> String {
        format!("{}{inside}", self.prefix)
    }
}

/// Reads the report that `sources` hold: the edition in preparation and the frozen ones, which are guarded.
/// `today` is what counts as today; nothing: the date of the edition in preparation.
pub fn report(sources: &Sources, today: Option<Date>) -> (Option<Report>, Vec<Diagnostic>) {
    let mut notes = Vec::new();
    let working = working(sources, &mut notes);
    let today = today.or(working.as_ref().map(|edition| edition.date));
    let frozen = frozen::read(sources, &mut notes);
    let editions = frozen::joined(working, frozen, sources, &mut notes);
    let report = today.filter(|_| !editions.is_empty()).map(|today| {
        let (bindings, disagreements) = bind(&editions);
        notes.extend(disagreements);
        let changed = editions.par_iter().flat_map_iter(|edition| guard::check_facts(edition, &bindings, &notes));
        let changed: Vec<Diagnostic> = changed.collect();
        notes.extend(changed);
        Report { today, editions, bindings }
    });
    diag::sort(&mut notes);
    (report, notes)
}

/// The edition that the working files are.
fn working(sources: &Sources, notes: &mut Notes) -> Option<Edition> {
    let folder = Folder { sources, prefix: "" };
    let written = settings::read(folder, notes);
    let pages = pages::read(folder, notes);
    edition::read(folder, written, pages, notes)
}

/// The id of the edition that the working files are, if they say it.
pub fn working_id(sources: &Sources) -> Option<String> {
    let mut notes = Vec::new();
    let pages = pages::read(Folder { sources, prefix: "" }, &mut notes);
    edition::id(&pages)
}
