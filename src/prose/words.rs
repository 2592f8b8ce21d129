//! The words of prose, one by one, with their places: what differences of texts, counts and rules about
//! wording work on. In: blocks or inlines. Out: words as a reader sees them, parted by blanks, whatever
//! markup runs through them: `**28**%` is one word. Code blocks are not words.

use super::walk::{Part, walk, walk_inlines};
use super::{Block, Inline};
use crate::source::Span;
use crate::source::tree::Text;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word with the punctuation that touches it.
    pub text: String,
    /// From its first to its last character, markup between them included.
    pub span: Span,
    /// What it is part of.
    pub kind: WordKind,
}

/// What a word is part of; of a word in several parts, the last of these that it is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// Running text.
    Plain,
    /// Code in running text.
    Code,
    /// Text bound to the data.
    Bound,
}

/// The words of `blocks`.
pub fn words(blocks: &[Block]) -> Vec<Word> {
    let mut words = Words::default();
    walk(blocks, &mut |part| words.part(part));
    words.finish()
}

/// The words of `inlines`.
pub fn words_of(inlines: &[Inline]) -> Vec<Word> {
    let mut words = Words::default();
    walk_inlines(inlines, &mut |part| words.part(part));
    words.finish()
}

#[derive(Debug, Default)]
struct Words {
    done: Vec<Word>,
    open: Option<Word>,
}

impl Words {
    fn part(&mut self, part: Part<'_>) {
        match part {
            Part::Block(_) | Part::Cell(_) | Part::Inline(Inline::Break) => self.end(),
            Part::Inline(Inline::Text(text)) => self.text(text, WordKind::Plain),
            Part::Inline(Inline::Code(text)) => self.text(text, WordKind::Code),
            Part::Inline(Inline::Bound(bound)) => self.text(&bound.text, WordKind::Bound),
            Part::Inline(Inline::Image { alternative, span, .. }) => {
                self.text(&Text { text: alternative.clone(), span: *span }, WordKind::Plain);
            }
            Part::Inline(_) => {}
        }
    }

    fn text(&mut self, text: &Text, kind: WordKind) {
        let exact = text.text.len() == text.span.range().len();
        let mut at = 0;
        for piece in text.text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let place = match exact {
                true => {
                    Span { start: text.span.start + at, end: text.span.start + at + word.len() as u32, ..text.span }
                }
                false => text.span,
            };
            if !word.is_empty() {
                self.join(word, place, kind);
            }
            if word.len() < piece.len() {
                self.end();
            }
            at += piece.len() as u32;
        }
    }

    fn join(&mut self, text: &str, span: Span, kind: WordKind) {
        match &mut self.open {
            Some(word) => {
                word.text.push_str(text);
                word.span.end = word.span.end.max(span.end);
                word.kind = word.kind.max(kind);
            }
            None => self.open = Some(Word { text: text.into(), span, kind }),
        }
    }

    fn end(&mut self) {
        self.done.extend(self.open.take());
    }

    fn finish(mut self) -> Vec<Word> {
        self.end();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::read_document;
    use crate::prose::testing::file;

    /// Checks the words and the characters each stands for.
    fn check(source: &str, expect: &[(&str, &str)]) {
        let (document, _) = read_document(file(), source.as_bytes());
        let words = words(&document.blocks);
        let found: Vec<_> = words.iter().map(|word| (word.text.as_str(), &source[word.span.range()])).collect();
        assert_eq!(found, expect, "{source:?}");
    }

    #[test]
    fn words_are_as_a_reader_sees_them() {
        check("One *two*,\nthree", &[("One", "One"), ("two,", "two*,"), ("three", "three")]);
        check("**28**% AT&amp;T", &[("28%", "28**%"), ("AT&T", "AT&amp;T")]);
        check("a [1,2](=b)! c", &[("a", "a"), ("1,2!", "1,2](=b)!"), ("c", "c")]);
        check("## A\nb\\\nc", &[("A", "A"), ("b", "b"), ("c", "c")]);
        check("|a|b|\n|-|-|\n|ü|d|", &[("a", "a"), ("b", "b"), ("ü", "ü"), ("d", "d")]);
    }

    #[test]
    fn a_word_knows_what_it_is_part_of() {
        let (document, _) = read_document(file(), b"a `b` [1](=c)%");
        let kinds: Vec<WordKind> = words(&document.blocks).iter().map(|word| word.kind).collect();
        assert_eq!(kinds, [WordKind::Plain, WordKind::Code, WordKind::Bound]);
    }
}
