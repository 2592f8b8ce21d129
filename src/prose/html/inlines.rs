//! Writes text and markup. In: inlines. Out: elements inside a line. A link or picture the site does not
//! know leaves its words.

use super::Writer;
use crate::prose::{Inline, Target};
use crate::source::tree::Text;

impl Writer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.html.text(&text.text),
            Inline::Emphasis(inner) => self.marked("em", inner),
            Inline::Strong(inner) => self.marked("strong", inner),
            Inline::Struck(inner) => self.marked("del", inner),
            Inline::Code(text) => {
                self.html.open("code", &[]);
                self.html.text(&text.text);
                self.html.close("code");
            }
            Inline::Break => self.html.open("br", &[]),
            Inline::Link { target, address, text, .. } => self.link(target, address, text),
            Inline::Image { address, alternative, .. } => self.picture(address, alternative),
            Inline::Bound(bound) => {
                let number = self.place.bound(bound);
                self.html.finished(&number);
            }
            Inline::FootnoteReference(label) => self.reference(&label.text),
        }
    }

    fn marked(&mut self, name: &'static str, inner: &[Inline]) {
        self.html.open(name, &[]);
        self.inlines(inner);
        self.html.close(name);
    }

    fn link(&mut self, target: &Target, address: &Text, text: &[Inline]) {
        let href = match target {
            Target::Outside(url) => Some(url.clone()),
            _ => self.place.link(target, address),
        };
        let Some(href) = href else { return self.inlines(text) };
        match target {
            Target::Outside(url) if url.starts_with("http") => {
                self.html.open("a", &[("href", &href), ("rel", "noopener noreferrer")]);
            }
            _ => self.html.open("a", &[("href", &href)]),
        }
        self.inlines(text);
        self.html.close("a");
    }

    fn picture(&mut self, address: &Text, alternative: &str) {
        let Some(picture) = self.place.picture(address) else { return self.html.text(alternative) };
        let (width, height) = (picture.width.to_string(), picture.height.to_string());
        let size = [("width", width.as_str()), ("height", height.as_str()), ("loading", "lazy")];
        let what = [("src", picture.address.as_str()), ("alt", alternative)];
        self.html.open("img", &[&what[..], &size[..]].concat());
    }
}
