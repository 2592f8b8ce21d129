//! Writes footnotes. In: references as they come in the text. Out: numbers in the order of the text, and at
//! the end the notes, with links both ways. Their ids hold a `_`, which those of headings never do.

use super::Writer;
use crate::prose::Block;

/// A footnote of the page that is written.
#[derive(Default)]
pub(super) struct Footnote<'a> {
    pub blocks: &'a [Block],
    /// Its number, once it was referred to.
    pub number: Option<usize>,
    /// How often it was referred to.
    pub references: usize,
}

impl Writer<'_> {
    pub(super) fn reference(&mut self, label: &str) {
        let Some(name) = self.footnotes.get_key_value(label).map(|(name, _)| *name) else {
            return self.html.text(&format!("[^{label}]"));
        };
        let footnote = self.footnotes.entry(name).or_default();
        let number = *footnote.number.get_or_insert_with(|| {
            self.used.push(name);
            self.used.len()
        });
        footnote.references += 1;
        let references = footnote.references;
        let (id, href) = (self.reference_id(number, references), format!("#{}", self.note_id(number)));
        let name = format!("{} {number}", self.sheet.labels.note);
        self.html.open("sup", &[]);
        self.html.open("a", &[("id", &id), ("href", &href), ("role", "doc-noteref"), ("aria-label", &name)]);
        self.html.text(&number.to_string());
        self.html.close("a");
        self.html.close("sup");
    }

    /// The footnotes that were referred to, those they refer to included.
    pub(super) fn notes(&mut self) -> String {
        if self.used.is_empty() {
            return String::new();
        }
        self.html.open("div", &[("class", "footnotes")]);
        self.html.open("ol", &[]);
        self.html.line();
        let mut number = 0;
        while let Some(label) = self.used.get(number).copied() {
            number += 1;
            let id = self.note_id(number);
            self.html.open("li", &[("id", &id)]);
            let blocks = self.footnotes.get(label).map_or(&[][..], |footnote| footnote.blocks);
            self.blocks(blocks);
            self.back_links(number, label);
            self.html.close("li");
            self.html.line();
        }
        self.html.close("ol");
        self.html.close("div");
        self.html.line();
        self.html.take()
    }

    /// The links from a footnote to where it is referred to, in notes that are written already.
    fn back_links(&mut self, number: usize, label: &str) {
        let count = self.footnotes.get(label).map_or(0, |footnote| footnote.references);
        (1..=count).for_each(|reference| self.back_link(number, reference, count));
    }

    fn back_link(&mut self, number: usize, reference: usize, count: usize) {
        let which = if count == 1 { number.to_string() } else { format!("{number}-{reference}") };
        let name = format!("{} {which}", self.sheet.labels.back);
        let href = format!("#{}", self.reference_id(number, reference));
        self.html.open("a", &[("href", &href), ("role", "doc-backlink"), ("aria-label", &name)]);
        self.html.text("↩\u{FE0E}");
        self.html.close("a");
    }

    fn note_id(&self, number: usize) -> String {
        self.sheet.id(&format!("note_{number}"))
    }

    fn reference_id(&self, number: usize, reference: usize) -> String {
        self.sheet.id(&format!("ref_{number}_{reference}"))
    }
}
