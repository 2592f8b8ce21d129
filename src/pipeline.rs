//! The whole program on one page.
//!
//! ```text
//! Sources ──report::read──▶ Report ──check──▶ diagnostics ──site::build──▶ Site ──publish──▶ folder
//! ```
//!
//! Everything here is a function of the report's files and a date. There is one way from a report to a site:
//! `serve` and `review` take it too.

use crate::check::{self, Choice};
use crate::data::Date;
use crate::diag::{self, Diagnostic, Severity};
use crate::report::{self, Report};
use crate::review::revisions;
use crate::site::{self, Site};
use crate::source::Sources;

/// What is asked of the pipeline besides the report's files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// What counts as today; nothing: the edition's date.
    pub today: Option<Date>,
    /// Rules whose warnings count as errors.
    pub denied: Vec<String>,
    /// Rules to ask that are not asked otherwise.
    pub asked: Vec<String>,
}

/// A report as read and checked.
#[derive(Debug)]
pub struct Reading {
    /// The report, if there is enough of it; it may only be published if there is no error.
    pub report: Option<Report>,
    /// All that is wrong with it, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks the report that `sources` hold. `found` is what was wrong with the files themselves.
pub fn read(sources: &Sources, found: Vec<Diagnostic>, request: &Request) -> Reading {
    let (report, mut diagnostics) = report::read::report(sources, request.today);
    diagnostics.extend(found);
    let (choice, wrong) = choice(report.as_ref(), request);
    if let Some(report) = &report {
        let broken = check::all(report, sources, &diagnostics, &choice);
        diagnostics.extend(broken);
        diagnostics.extend(revisions::check(report));
    }
    let mut diagnostics = check::decide(diagnostics, &choice);
    diagnostics.extend(wrong);
    diag::sort(&mut diagnostics);
    Reading { report, diagnostics }
}

/// Makes the site of a report that was read without errors, and says what is wrong with its theme.
pub fn site<'a>(report: &'a Report, sources: &'a Sources, request: &Request) -> (Option<Site<'a>>, Vec<Diagnostic>) {
    let (site, diagnostics) = site::build(report, sources);
    let (choice, _) = choice(Some(report), request);
    (site, check::decide(diagnostics, &choice))
}

/// What the report and the command line say about rules, and what is wrong with it.
fn choice(report: Option<&Report>, request: &Request) -> (Choice, Vec<Diagnostic>) {
    let (denied, asked) = (request.denied.clone(), request.asked.clone());
    let mut choice = Choice { denied, asked, ..Choice::default() };
    let Some(report) = report else { return (choice, Vec::new()) };
    let (comments, mut wrong) = check::comments::read(report);
    let settings = &report.latest().settings;
    (choice.allow, choice.deny, choice.comments) = (settings.allow.clone(), settings.deny.clone(), comments);
    wrong.extend(check::unknown_rules(&choice));
    (choice, wrong)
}

impl Reading {
    /// The report, if it may be published.
    pub fn publishable(&self) -> Option<&Report> {
        let failed = self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        self.report.as_ref().filter(|_| !failed)
    }
}
