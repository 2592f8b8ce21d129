//! What can be wrong with a report. In: the finished model. Out: diagnostics of every rule (`rules/`), and the
//! one place where the report's own `checks:` and the authors' `allow` comments decide what becomes of all
//! diagnostics. `reading/` explains the messages that arise while reading.

mod candidate;
pub mod choice;
pub mod comments;
pub mod fix;
pub mod numbers;
pub mod page;
pub mod reading;
pub mod rule;
pub mod rules;
mod run;

use crate::diag::{Diagnostic, Severity};
use crate::report::Report;
use crate::source::Sources;

pub use choice::{Choice, decide, unknown_rules};
pub use rule::{Explanation, Rule, When};

/// What the rules find wrong with `report`; `read` is what reading it found.
pub fn all(report: &Report, sources: &Sources, read: &[Diagnostic], choice: &Choice) -> Vec<Diagnostic> {
    let whole = read.iter().all(|diagnostic| diagnostic.severity == Severity::Warning);
    let asked = rules::ALL.iter().filter(|rule| match rule.when {
        When::Always => true,
        When::Whole => whole,
        When::Asked => choice.asks_for(rule.explanation.name),
    });
    let found: Vec<Diagnostic> = asked.flat_map(|rule| (rule.check)(report, sources)).collect();
    let idle = if whole { idle(choice, read, &found) } else { Vec::new() };
    found.into_iter().chain(idle).collect()
}

/// What is wrong with comments that allow a rule which was asked and found nothing there.
fn idle(choice: &Choice, read: &[Diagnostic], found: &[Diagnostic]) -> Vec<Diagnostic> {
    let silent = |name: &str| rules::ALL.iter().any(|rule| rule.explanation.name == name && rule.when == When::Asked);
    let was_asked = |rule: &str| !silent(rule) || choice.asks_for(rule);
    let asked: Vec<_> = choice.comments.iter().filter(|allowed| was_asked(&allowed.rule)).cloned().collect();
    comments::unused(&asked, &[read, found].concat())
}

/// The explanation of the rule called `name`.
pub fn explain(name: &str) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.name == name)
}

/// Every explanation, those of reading first.
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    reading::all().chain(rules::ALL.iter().map(|rule| &rule.explanation))
}
