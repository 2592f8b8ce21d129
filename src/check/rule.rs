//! What a rule is: something that can be wrong with a report that could be read, and the words that explain
//! it. A rule sees the finished model and returns what it found; it changes nothing and knows no other rule.

use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// A rule on the finished model.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What `aimline explain` says of it.
    pub explanation: Explanation,
    /// When it is asked.
    pub when: When,
    /// Finds every place that breaks it.
    pub check: fn(&Report, &Sources) -> Vec<Diagnostic>,
}

/// When a rule is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Only if all of the report could be read: what it misses may stand in a part that could not.
    Whole,
    /// Only if it is asked for by name: it lists much that need not be wrong.
    Asked,
}

/// What a message means, for someone who is not a programmer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The rule's name; reads well after "allow".
    pub name: &'static str,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why it matters and what to do, in whole sentences.
    pub why: &'static str,
    /// What breaks it and what does not; may be empty.
    pub example: &'static str,
}
