//! Running text: what a reader sees of a paragraph, heading, cell or title, in one piece, with the place of
//! every byte of it. In: a [`Page`]. Out: [`Run`]s. Whatever markup runs through a sentence, a rule about its
//! words can look to the left and right.

use std::ops::Range;

use super::page::Page;
use crate::prose::Inline;
use crate::prose::walk::{Part, walk, walk_inlines};
use crate::source::Span;
use crate::source::tree::Text;

/// What a part of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ordinary text.
    Plain,
    /// Code, or the words for a picture.
    Code,
    /// The text of a link.
    Link,
    /// Bound to the data.
    Bound,
}

/// A text without a break in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    start: usize,
    length: usize,
    span: Span,
    kind: Kind,
}

impl Run {
    /// Where a part of the text stands in its file; all of its piece where that cannot be told exactly.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let (first, last) = (self.piece(range.start)?, self.piece(range.end.max(range.start + 1) - 1)?);
        Some(Span {
            end: last.place(range.end - last.start, true),
            start: first.place(range.start - first.start, false),
            ..first.span
        })
    }

    /// What the byte at `at` is part of.
    pub fn kind(&self, at: usize) -> Kind {
        self.piece(at).map_or(Kind::Plain, |piece| piece.kind)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| (piece.start..piece.start + piece.length).contains(&at))
    }
}

impl Piece {
    fn place(&self, offset: usize, is_end: bool) -> u32 {
        match self.length == self.span.range().len() {
            true => self.span.start + offset as u32,
            false if is_end => self.span.end,
            false => self.span.start,
        }
    }
}

/// The runs of `page`: its texts, then its titles and headings.
pub fn runs(page: &Page<'_>) -> Vec<Run> {
    let mut runs = Runs::default();
    for blocks in page.texts() {
        walk(blocks, &mut |part| runs.part(part));
        runs.end();
    }
    for line in page.lines() {
        walk_inlines(line, &mut |part| runs.part(part));
        runs.end();
    }
    runs.done
}

#[derive(Default)]
struct Runs {
    done: Vec<Run>,
    open: Run,
    link: Option<Span>,
}

impl Runs {
    fn part(&mut self, part: Part<'_>) {
        match part {
            Part::Block(_) | Part::Cell(_) => self.end(),
            Part::Inline(Inline::Text(text)) => self.push(text, self.kind_of(text)),
            Part::Inline(Inline::Code(text)) => self.push(text, Kind::Code),
            Part::Inline(Inline::Bound(bound)) => self.push(&bound.text, Kind::Bound),
            Part::Inline(Inline::Link { span, .. }) => self.link = Some(*span),
            Part::Inline(Inline::Break) => self.open.text.push(' '),
            Part::Inline(_) => {}
        }
    }

    fn kind_of(&self, text: &Text) -> Kind {
        let inside =
            |link: Span| link.file == text.span.file && link.start <= text.span.start && text.span.end <= link.end;
        if self.link.is_some_and(inside) { Kind::Link } else { Kind::Plain }
    }

    fn push(&mut self, text: &Text, kind: Kind) {
        let piece = Piece { start: self.open.text.len(), length: text.text.len(), span: text.span, kind };
        self.open.text.push_str(&text.text);
        self.open.pieces.push(piece);
    }

    fn end(&mut self) {
        let run = std::mem::take(&mut self.open);
        if !run.text.trim().is_empty() {
            self.done.push(run);
        }
    }
}
