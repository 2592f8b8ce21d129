//! What the tests of this folder share: a file to point into, a tree as one line of text, findings by the
//! characters they point at.

#![allow(clippy::unwrap_used)]

use super::escape;
use super::html::{Picture, Place};
use super::{Align, Block, BlockKind, Bound, Inline, Target};
use crate::diag::Diagnostic;
use crate::source::tree::Text;
use crate::source::{FileId, SafePath, SourceFile, Sources};

/// The id of some file.
pub(super) fn file() -> FileId {
    let path = SafePath::parse("content/burglary.md").unwrap();
    Sources::new(vec![SourceFile { path, bytes: Vec::new() }]).iter().next().unwrap().0
}

/// Checks for each finding its rule and the characters it points at.
pub(super) fn check_findings(source: &str, diagnostics: &[Diagnostic], expect: &[(&str, &str)]) {
    let place = |d: &Diagnostic| source.get(d.primary.as_ref().unwrap().span.range()).unwrap().to_owned();
    let found: Vec<_> = diagnostics.iter().map(|d| (d.rule.to_owned(), place(d))).collect();
    let expect: Vec<_> = expect.iter().map(|(rule, place)| ((*rule).to_owned(), (*place).to_owned())).collect();
    assert_eq!(found, expect, "{source:?}");
    for d in diagnostics {
        assert!(d.help.is_some() && !d.message.ends_with('.'), "{d:?}");
    }
}

/// A tree in one line, to compare with.
pub(super) fn outline(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { level, text } => format!("h{level}({})", inlines(text)),
        BlockKind::Paragraph(text) => format!("p({})", inlines(text)),
        BlockKind::List { start, items, tight } => {
            let kind = start.map_or("ul".to_owned(), |start| format!("ol{start}"));
            let items: Vec<String> = items.iter().map(|item| outline(item)).collect();
            format!("{kind}{}[{}]", if *tight { "" } else { ":loose" }, items.join("; "))
        }
        BlockKind::Quote(inner) => format!("quote({})", outline(inner)),
        BlockKind::Code { language, text } => format!("code({language}:{text})"),
        BlockKind::Table { columns, head, rows } => {
            let marks = columns.iter().map(|align| match align {
                Align::Start => "<",
                Align::Centre => "^",
                Align::End => ">",
            });
            let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join("|");
            let lines: Vec<String> = [head].into_iter().chain(rows).map(cells).collect();
            format!("table({} {})", marks.collect::<String>(), lines.join(" / "))
        }
        BlockKind::Rule => "hr".into(),
        BlockKind::Chart(id) => format!("chart({})", id.text),
        BlockKind::Footnote { label, blocks } => format!("note({label}:{})", outline(blocks)),
        BlockKind::Directive(text) => format!("directive({})", text.text),
    }
}

fn inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.text.clone(),
        Inline::Emphasis(inner) => format!("em({})", inlines(inner)),
        Inline::Strong(inner) => format!("b({})", inlines(inner)),
        Inline::Struck(inner) => format!("s({})", inlines(inner)),
        Inline::Code(text) => format!("code({})", text.text),
        Inline::Break => "/".into(),
        Inline::Link { address, text, .. } => format!("link({}:{})", address.text, inlines(text)),
        Inline::Image { address, alternative, .. } => format!("img({}:{alternative})", address.text),
        Inline::Bound(bound) => format!("bound({}:{})", bound.expression.text, bound.text.text),
        Inline::FootnoteReference(label) => format!("ref({})", label.text),
    }
}

/// A site that knows every file but `gone`.
pub(super) struct Plain;

impl Place for Plain {
    fn link(&mut self, _: &Target, address: &Text) -> Option<String> {
        (!address.text.starts_with("gone")).then(|| address.text.clone())
    }

    fn picture(&mut self, address: &Text) -> Option<Picture> {
        let picture = Picture { address: address.text.clone(), width: 2, height: 1 };
        (!address.text.starts_with("gone")).then_some(picture)
    }

    fn chart(&mut self, id: &Text) -> String {
        format!("<figure>{}</figure>", escape::text(&id.text))
    }

    fn bound(&mut self, bound: &Bound) -> String {
        format!("<data>{}</data>", escape::text(&bound.expression.text))
    }
}
