//! The words of prose without markup. In: blocks or inlines. Out: plain text for feeds, descriptions and
//! comparisons, the outline of a page, and its words with their places.

use super::Inline;

/// The text of `inlines` without markup; a line break is a space, a footnote mark nothing.
pub fn text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push(inlines, &mut out);
    out
}

fn push(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(&text.text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => push(inner, out),
            Inline::Link { text, .. } => push(text, out),
            Inline::Image { alternative, .. } => out.push_str(alternative),
            Inline::Bound(bound) => out.push_str(&bound.text.text),
            Inline::Break => out.push(' '),
            Inline::FootnoteReference(_) => {}
        }
    }
}
