//! Visits everything in a tree of prose, in the order of the text. In: blocks or inlines. Out: a call for
//! each block and inline, parents first. Trees are at most [`super::MAX_DEPTH`] deep, so this recurses.

use super::{Block, BlockKind, Bound, Inline, Target};
use crate::source::tree::Text;

/// What is visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// A block.
    Block(&'a Block),
    /// A cell of a table, before what is in it.
    Cell(&'a [Inline]),
    /// A text or something in a text.
    Inline(&'a Inline),
}

/// Visits every block and inline of `blocks`.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(Part<'a>)) {
    for block in blocks {
        visit(Part::Block(block));
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => walk_inlines(text, visit),
            BlockKind::List { items, .. } => items.iter().for_each(|item| walk(item, visit)),
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => walk(inner, visit),
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    visit(Part::Cell(cell));
                    walk_inlines(cell, visit);
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Chart(_) | BlockKind::Directive(_) => {}
        }
    }
}

/// Visits every inline of `inlines`.
pub fn walk_inlines<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(Part<'a>)) {
    for inline in inlines {
        visit(Part::Inline(inline));
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => walk_inlines(inner, visit),
            Inline::Link { text, .. } => walk_inlines(text, visit),
            _ => {}
        }
    }
}

/// Every bound number of `blocks`.
pub fn bounds(blocks: &[Block]) -> Vec<&Bound> {
    let mut found = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Inline(Inline::Bound(bound)) = part {
            found.push(bound);
        }
    });
    found
}

/// Every bound number of `inlines`.
pub fn bounds_of(inlines: &[Inline]) -> Vec<&Bound> {
    let mut found = Vec::new();
    walk_inlines(inlines, &mut |part| {
        if let Part::Inline(Inline::Bound(bound)) = part {
            found.push(bound);
        }
    });
    found
}

/// Where every link of `blocks` leads, and its address as written.
pub fn links(blocks: &[Block]) -> Vec<(&Target, &Text)> {
    let mut found = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Inline(Inline::Link { target, address, .. }) = part {
            found.push((target, address));
        }
    });
    found
}

/// The address of every picture of `blocks`.
pub fn pictures(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Inline(Inline::Image { address, .. }) = part {
            found.push(address);
        }
    });
    found
}

/// The id of every chart placed in `blocks`.
pub fn charts(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Block(Block { kind: BlockKind::Chart(id), .. }) = part {
            found.push(id);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::read_document;
    use crate::prose::testing::file;

    #[test]
    fn everything_is_visited_in_order() {
        let source = "a [1](=b)\n\n- **[2](=c)** [x](y.md)\n\n> | h |\n> |--|\n> | [3](=d) ![p](q.png) |\n\n![](chart:e)\n\nt[^1]\n\n[^1]: [4](=f)\n";
        let (document, diagnostics) = read_document(file(), source.as_bytes());
        assert_eq!(diagnostics, []);
        let texts: Vec<&str> = bounds(&document.blocks).iter().map(|bound| bound.text.text.as_str()).collect();
        assert_eq!(texts, ["1", "2", "3", "4"]);
        assert_eq!(links(&document.blocks).iter().map(|(_, address)| &address.text).collect::<Vec<_>>(), ["y.md"]);
        assert_eq!(pictures(&document.blocks).iter().map(|address| &address.text).collect::<Vec<_>>(), ["q.png"]);
        assert_eq!(charts(&document.blocks).iter().map(|id| &id.text).collect::<Vec<_>>(), ["e"]);
    }
}
