//! From the parser's events to inlines: text, markup, links, bound numbers, pictures. In: a [`Reader`] at
//! the start of some text. Out: the inlines, and in the reader's findings what is wrong with them. A link or
//! picture whose address is refused leaves only its words.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use super::address::{self, Refusal};
use super::events::is_inline;
use super::reader::{Kind, Reader};
use super::{Bound, Inline, Target, decode, destination, mask, plain};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::source::characters::{hidden_characters, is_no_text};
use crate::source::tree::Text;

/// The longest name of a footnote that is recognised.
const MAX_LABEL: usize = 100;

/// A link or picture as the parser gives it.
struct Reference<'s> {
    kind: LinkType,
    destination: CowStr<'s>,
    title: CowStr<'s>,
    range: Range<usize>,
}

impl<'s> Reader<'s> {
    /// Reads text up to the end of the element that is open, or to the next block.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while self.peek().is_some_and(is_inline) {
            if let Some((event, range)) = self.take() {
                self.inline(event, range, &mut inlines);
            }
        }
        inlines
    }

    /// The id of a chart whose picture, alone in its paragraph, was just started.
    pub(super) fn placed_chart(&mut self, kind: LinkType, destination: &str, range: Range<usize>) -> Option<Text> {
        let start = self.position();
        self.skip();
        let place = self.destination_place(kind, range, start);
        match address::picture(destination) {
            Ok(Target::Chart(id)) => {
                let span = self.span(place.end - id.len().min(place.len())..place.end);
                Some(Text { text: id, span })
            }
            Ok(_) => None,
            Err(refusal) => {
                self.refuse(destination, self.span(place), refusal);
                None
            }
        }
    }

    fn inline(&mut self, event: Event<'s>, range: Range<usize>, out: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => out.push(Inline::Text(self.text(text, range))),
            Event::Code(code) => out.push(Inline::Code(self.code(code, range))),
            Event::HardBreak => out.push(Inline::Break),
            Event::InlineHtml(_) => self.inline_html(range),
            Event::FootnoteReference(label) => {
                self.references.insert(label.to_string());
                let span = self.span(range);
                out.push(Inline::FootnoteReference(Text { text: label.into_string(), span }));
            }
            Event::Start(tag) => self.element(tag, range, out),
            _ => {}
        }
    }

    fn element(&mut self, tag: Tag<'s>, range: Range<usize>, out: &mut Vec<Inline>) {
        match tag {
            Tag::Emphasis => out.push(Inline::Emphasis(self.markup())),
            Tag::Strong => out.push(Inline::Strong(self.markup())),
            Tag::Strikethrough if self.source[range.clone()].starts_with("~~") => {
                out.push(Inline::Struck(self.markup()));
            }
            // One tilde strikes nothing here: people write ranges and "about" with it.
            Tag::Strikethrough => {
                out.push(self.tilde(range.start));
                out.extend(self.markup());
                out.push(self.tilde(range.end - 1));
            }
            Tag::Link { link_type: kind, dest_url: destination, title, .. } => {
                self.link(Reference { kind, destination, title, range }, out);
            }
            Tag::Image { link_type: kind, dest_url: destination, title, .. } => {
                out.extend(self.image(Reference { kind, destination, title, range }));
            }
            _ => self.end(),
        }
    }

    fn markup(&mut self) -> Vec<Inline> {
        let text = self.inside(Self::inlines);
        self.end();
        text
    }

    fn tilde(&self, at: usize) -> Inline {
        Inline::Text(Text { text: "~".into(), span: self.span(at..at + 1) })
    }

    fn text(&mut self, text: CowStr<'s>, range: Range<usize>) -> Text {
        let span = self.span(range.clone());
        if self.source[range.clone()] != *text {
            self.check_decoded(&text, span);
        }
        if text.contains("[^") {
            self.check_footnote_marks(&text, range);
        }
        Text { text: text.chars().map(|c| if is_no_text(c) { ' ' } else { c }).collect(), span }
    }

    /// Characters that an entity such as `&#x202E;` brings in.
    fn check_decoded(&mut self, text: &str, span: Span) {
        for (_, c) in hidden_characters(text) {
            self.findings.push(decode::hidden_character(span, c));
        }
        if let Some(c) = text.chars().find(|c| is_no_text(*c)) {
            self.findings.push(decode::control_character(span, c));
        }
    }

    /// `[^1]` that stayed text: there is no such footnote.
    fn check_footnote_marks(&mut self, text: &str, range: Range<usize>) {
        if text.len() != range.len() {
            return;
        }
        for (at, _) in text.match_indices("[^") {
            let near = text.as_bytes()[at..].iter().take(MAX_LABEL);
            let length = near.clone().position(|byte| *byte == b']').filter(|end| !near.take(*end).any(|b| *b == b' '));
            let place = range.start + at;
            let Some(length) = length.filter(|length| *length > 2 && !mask::is_escaped(self.source, place)) else {
                continue;
            };
            let label = &text[at + 2..at + length];
            let (message, help) = match self.kind {
                Kind::Body => (
                    format!("there is no footnote `{label}`"),
                    format!("add a line `[^{label}]: …` with its text, or write `\\[` to show the bracket"),
                ),
                Kind::Line => ("a footnote cannot stand here".into(), "put it into the text of the page".into()),
            };
            let span = self.span(place..place + length + 1);
            self.findings.push(Diagnostic::error("unknown-footnote", message).at(span, "").help(help));
        }
    }

    /// Code and the place of what it says, or of the whole element if that is written otherwise.
    fn code(&self, code: CowStr<'s>, range: Range<usize>) -> Text {
        let written = &self.source[range.clone()];
        let ticks = written.len() - written.trim_start_matches('`').len();
        let says = |inner: &Range<usize>| {
            let inner = self.source.get(inner.clone()).unwrap_or_default();
            inner.len() == code.len() && inner.replace('\n', " ") == *code
        };
        let inner = [ticks, ticks + 1].map(|edge| range.start + edge..range.end.saturating_sub(edge));
        let place = inner.into_iter().find(says).unwrap_or(range);
        Text { span: self.span(place), text: code.into_string() }
    }

    fn link(&mut self, link: Reference<'s>, out: &mut Vec<Inline>) {
        let start = self.position();
        let text = self.inside(Self::inlines);
        let place = self.destination_place(link.kind, link.range.clone(), start);
        self.end();
        self.check_title(&link);
        if let Some(bound) = self.bound(&link, &text, place.clone()) {
            return out.push(Inline::Bound(bound));
        }
        let written = match link.kind {
            LinkType::Email => format!("mailto:{}", link.destination),
            _ => link.destination.into_string(),
        };
        let (address, span) = (Text { text: written, span: self.span(place) }, self.span(link.range));
        match address::target(&address.text) {
            Ok(target) => {
                self.check_words(&text, span);
                out.push(Inline::Link { target, address, text, span });
            }
            Err(refusal) => {
                self.refuse(&address.text, address.span, refusal);
                out.extend(text);
            }
        }
    }

    /// The bound number a link is, if its address starts with `=`.
    fn bound(&mut self, link: &Reference<'s>, text: &[Inline], place: Range<usize>) -> Option<Bound> {
        let masked = self.masks.get(&link.range.end).filter(|_| link.kind == LinkType::Inline).cloned();
        if masked.is_none() && (link.kind != LinkType::Inline || !link.destination.starts_with('=')) {
            return None;
        }
        let bracket = match &masked {
            Some(mask) => mask.bracket,
            None => self.source[..place.start].rfind("](").unwrap_or(place.start),
        };
        let address = masked.map_or(place, |mask| mask.address);
        let words = self.trimmed(link.range.start + 1..bracket);
        let expression = self.trimmed(address.start + 1..address.end);
        Some(Bound {
            expression: Text { text: self.source[expression.clone()].to_owned(), span: self.span(expression) },
            text: Text { text: plain::text(text).trim().to_owned(), span: self.span(words) },
            span: self.span(link.range.clone()),
        })
    }

    fn image(&mut self, image: Reference<'s>) -> Option<Inline> {
        let start = self.position();
        let content = self.inside(Self::inlines);
        let place = self.destination_place(image.kind, image.range.clone(), start);
        self.end();
        self.check_title(&image);
        let covered = self.masks.get(&image.range.end).map(|mask| mask.address.clone());
        let written = match &covered {
            Some(place) => self.source[place.clone()].to_owned(),
            None => image.destination.to_string(),
        };
        let place = covered.unwrap_or(place);
        let (address, span) = (Text { text: written, span: self.span(place) }, self.span(image.range));
        let alternative = plain::text(&content).trim().to_owned();
        match address::picture(&address.text) {
            Ok(_) if self.kind == Kind::Line => {
                let message = "a picture cannot stand here";
                let help = "put it into the text of the page";
                self.findings.push(Diagnostic::error("misplaced-picture", message).at(span, "").help(help));
            }
            Ok(Target::Chart(_)) => {
                let message = "a chart stands alone, not inside a sentence, list, quotation or table";
                let help = format!("put `![]({})` on its own line with an empty line before and after", address.text);
                self.findings.push(Diagnostic::error("chart-in-sentence", message).at(span, "").help(help));
            }
            Ok(_) if alternative.is_empty() => {
                let message = "this picture has no words for those who do not see it";
                let help = "say between the square brackets what it shows";
                self.findings.push(Diagnostic::error("image-without-alternative", message).at(span, "").help(help));
            }
            Ok(_) => return Some(Inline::Image { address, alternative, span }),
            Err(refusal) => self.refuse(&address.text, address.span, refusal),
        }
        None
    }

    fn destination_place(&self, kind: LinkType, range: Range<usize>, first: usize) -> Range<usize> {
        let text_end = if self.position() == first { range.start + 1 } else { self.last_end() };
        destination::place(self.source, kind, range.clone(), text_end, self.definitions.get(&range.start).cloned())
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.source.get(range.clone()).unwrap_or_default();
        let start = range.start + text.len() - text.trim_start().len();
        start..start + text.trim().len()
    }

    fn check_words(&mut self, text: &[Inline], span: Span) {
        let says_something = !plain::text(text).trim().is_empty();
        if !says_something && !text.iter().any(|part| matches!(part, Inline::Image { .. } | Inline::Bound(_))) {
            let help = "write between the square brackets where the link leads";
            self.findings.push(Diagnostic::error("link-without-text", "this link has no text").at(span, "").help(help));
        }
    }

    fn check_title(&mut self, link: &Reference<'s>) {
        if !link.title.is_empty() {
            let span = self.span(link.range.clone());
            let message = "the title in quotes after the address is not shown to anyone";
            let help = "say it in the text, and leave only the address between the brackets";
            self.findings.push(Diagnostic::warning("link-title", message).at(span, "").help(help));
        }
    }

    fn refuse(&mut self, address: &str, span: Span, refusal: Refusal) {
        let short: String = address.chars().take(80).collect();
        let message = match short.starts_with('=') {
            true => format!("the address `{short}` binds to the data, which only an inline link can do"),
            false if short.is_empty() => "the address is empty".to_owned(),
            false => format!("the address `{short}` {}", refusal.message),
        };
        let help = match short.starts_with('=') {
            true => "write `[text](=expression)`",
            false => refusal.help,
        };
        self.findings.push(Diagnostic::error("address-not-allowed", message).at(span, "").help(help));
    }
}
