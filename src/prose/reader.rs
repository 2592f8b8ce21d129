//! The state of reading one text: its events, how far they are read, and what was found wrong. `blocks.rs`
//! and `inlines.rs` say how each kind of event becomes part of the tree. Nesting and the number of parts
//! are limited here, so that no input makes a tree too deep to walk or too large to hold.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::Event;

use super::events::{Parsed, Ranged};
use super::findings::Findings;
use super::mask::Mask;
use super::origin::Origin;
use crate::diag::Diagnostic;
use crate::source::Span;

/// How deep blocks and markup may be nested.
pub const MAX_DEPTH: usize = 32;
/// How many blocks, pieces of text and cells one text may have together.
pub const MAX_PARTS: usize = 200_000;

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The body of a page.
    Body,
    /// One line of text from front matter: a title, a notice.
    Line,
}

/// A text that is being read.
#[derive(Debug)]
pub(super) struct Reader<'s> {
    /// What is being read.
    pub kind: Kind,
    /// The text as written, bound numbers included.
    pub source: &'s str,
    /// What was found wrong.
    pub findings: Findings,
    /// Where definitions of links stand, by the first byte of the link.
    pub definitions: BTreeMap<usize, Range<usize>>,
    /// The addresses of bound numbers, by the byte after the link.
    pub masks: BTreeMap<usize, Mask>,
    /// Footnotes that are defined, and where.
    pub footnotes: BTreeMap<String, Span>,
    /// Footnotes that are referred to.
    pub references: BTreeSet<String>,
    /// Names of HTML elements that were complained about.
    pub elements: BTreeSet<String>,
    /// The level of the last heading.
    pub level: u8,
    origin: Origin,
    events: Vec<Ranged<'s>>,
    at: usize,
    depth: usize,
    parts: usize,
}

impl<'s> Reader<'s> {
    /// Starts to read `source`, of which the parser says `parsed`.
    pub(super) fn new(kind: Kind, source: &'s str, origin: Origin, parsed: Parsed<'s>, masks: Vec<Mask>) -> Self {
        Self {
            kind,
            source,
            findings: Findings::default(),
            definitions: parsed.definitions,
            masks: masks.into_iter().map(|mask| (mask.address.end + 1, mask)).collect(),
            footnotes: BTreeMap::new(),
            references: BTreeSet::new(),
            elements: BTreeSet::new(),
            level: 1,
            origin,
            events: parsed.events,
            at: 0,
            depth: 0,
            parts: 0,
        }
    }

    /// Where `range` of the source stands in the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(range)
    }

    /// Where `range` stands without the blanks and line ends at its end.
    pub(super) fn trimmed_span(&self, range: Range<usize>) -> Span {
        let length = self.source[range.clone()].trim_end().len();
        self.span(range.start..range.start + length)
    }

    /// How deep the next part is nested; 0 is the page itself.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The number of the next event.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The events from the next one on.
    pub(super) fn ahead(&self) -> &[Ranged<'s>] {
        self.events.get(self.at..).unwrap_or_default()
    }

    /// The next event.
    pub(super) fn peek(&self) -> Option<&Event<'s>> {
        self.ahead().first().map(|(event, _)| event)
    }

    /// Goes on to the next event and gives the one before it.
    pub(super) fn take(&mut self) -> Option<Ranged<'s>> {
        let (event, range) = self.events.get_mut(self.at)?;
        let taken = (std::mem::replace(event, Event::Rule), range.clone());
        self.at += 1;
        self.parts += 1;
        if self.parts > MAX_PARTS {
            self.stop(taken.1.clone());
        }
        Some(taken)
    }

    /// The byte after the last event that was read.
    pub(super) fn last_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.events.get(last)).map_or(0, |(_, range)| range.end)
    }

    /// Reads what is inside the element just started with `read`, unless it is nested too deep. The element
    /// ends after that.
    pub(super) fn inside<T: Default>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let content = match self.depth >= MAX_DEPTH {
            true => self.refuse_depth(),
            false => read(self),
        };
        self.depth -= 1;
        content
    }

    /// Reads over everything up to the end of the element that is open, and over its end.
    pub(super) fn end(&mut self) {
        self.skip();
        self.at += 1;
    }

    /// Reads over everything up to the end of the element that is open.
    pub(super) fn skip(&mut self) {
        let mut open = 0_usize;
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => return,
                Event::End(_) => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn refuse_depth<T: Default>(&mut self) -> T {
        let start = self.ahead().first().map_or(self.last_end(), |(_, range)| range.start);
        let message = format!("this is nested {MAX_DEPTH} levels deep or more");
        let place = self.span(start..start);
        self.findings.push_once(
            Diagnostic::error("nested-too-deep", message)
                .at(place, "what starts here is left out")
                .help("use fewer levels of lists, quotations and markup"),
        );
        T::default()
    }

    fn stop(&mut self, range: Range<usize>) {
        let message = format!("this text has more than {MAX_PARTS} parts (blocks, cells, pieces of text)");
        let place = self.span(range.start..range.start);
        self.findings.push_once(
            Diagnostic::error("too-much-text", message)
                .at(place, "what follows is left out")
                .help("move part of it to another page"),
        );
        self.at = self.events.len();
    }
}
