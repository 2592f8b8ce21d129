//! The faults of one data file or measure, counted beyond a limit: a file of 200,000 bad rows gives a list that can be
//! read and a memory that does not grow.

use crate::diag::Diagnostic;

/// How many are kept; one more says how many there were.
const KEPT: usize = 100;

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Faults {
    /// Adds one.
    pub(super) fn push(&mut self, fault: Diagnostic) {
        if self.list.len() < KEPT {
            self.list.push(fault);
        } else {
            self.more += 1;
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether more would only be counted.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= KEPT
    }

    /// How many there were.
    pub(super) fn count(&self) -> usize {
        self.list.len() + self.more
    }

    /// All of them, the last one saying how many were left out.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.more > 0 {
            let last = self.list.last().and_then(|fault| fault.primary.clone());
            let mut rest = Diagnostic::error("more-faults", format!("and {} more faults in this file", self.more));
            rest.primary = last;
            self.list.push(rest.help("mend the ones above first; they often have one cause"));
        }
        self.list
    }
}
