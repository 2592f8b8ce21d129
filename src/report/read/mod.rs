//! From sources to the model. In: the files of a report. Out: the [`Report`] they make and everything that is
//! wrong with them: no stage stops at its first mistake, and a part that cannot be made is left out.

mod address;
mod aim;
mod edition;
mod figures;
mod links;
mod measures;
mod names;
mod pages;
mod plan;
mod sections;
mod settings;
mod status;
mod words;

use super::Report;
use super::binding::bind;
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

/// Reads the report that `sources` hold. `today` is what counts as today; nothing: the edition's date.
pub fn report(sources: &Sources, today: Option<Date>) -> (Option<Report>, Vec<Diagnostic>) {
    let mut notes = Vec::new();
    let folder = Folder { sources, prefix: "" };
    let written = settings::read(folder, &mut notes);
    let pages = pages::read(folder, &mut notes);
    let edition = edition::read(folder, written, pages, &mut notes);
    let report = edition.map(|edition| {
        let today = today.unwrap_or(edition.date);
        let editions = vec![edition];
        let (bindings, disagreements) = bind(&editions);
        notes.extend(disagreements);
        Report { today, editions, bindings }
    });
    diag::sort(&mut notes);
    (report, notes)
}
