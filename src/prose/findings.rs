//! What was found wrong while one text is read: a list that leaves out what was said before and ends
//! somewhere, so that hostile text cannot fill the memory with complaints about it.

use crate::diag::Diagnostic;

/// How many diagnostics are kept for one text.
pub(super) const MAX_FINDINGS: usize = 200;

/// A list of diagnostics that is being made.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// Adds `diagnostic`, unless it is the same as the last one or there are too many.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < MAX_FINDINGS && self.list.last() != Some(&diagnostic) {
            self.list.push(diagnostic);
        }
    }

    /// Adds `diagnostic` unless one of the same rule is there: for what needs saying once a file.
    pub(super) fn push_once(&mut self, diagnostic: Diagnostic) {
        if self.list.iter().all(|earlier| earlier.rule != diagnostic.rule) {
            self.push(diagnostic);
        }
    }

    /// The diagnostics in order of place.
    pub(super) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        crate::diag::sort(&mut list);
        list
    }
}
