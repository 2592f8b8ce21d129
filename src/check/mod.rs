//! What can be wrong with a report. In: the finished model. Out: diagnostics of every rule (`rules/`), and the
//! one place where the report's own `checks:` and the authors' `allow` comments decide what becomes of all
//! diagnostics. `reading/` explains the messages that arise while reading.

pub mod choice;
pub mod comments;
pub mod reading;
pub mod rule;
pub mod rules;

use crate::diag::{Diagnostic, Severity};
use crate::report::Report;
use crate::source::Sources;

pub use choice::{Choice, decide, unknown_rules};
pub use rule::{Explanation, Rule, When};

/// What the rules find wrong with `report`; `read` is what reading it found.
pub fn all(report: &Report, sources: &Sources, read: &[Diagnostic]) -> Vec<Diagnostic> {
    let whole = read.iter().all(|diagnostic| diagnostic.severity == Severity::Warning);
    let asked = rules::ALL.iter().filter(|rule| rule.when == When::Always || whole);
    asked.flat_map(|rule| (rule.check)(report, sources)).collect()
}

/// The explanation of the rule called `name`.
pub fn explain(name: &str) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.name == name)
}

/// Every explanation, those of reading first.
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    reading::all().chain(rules::ALL.iter().map(|rule| &rule.explanation))
}
