//! The text of prose without markup. In: blocks or inlines. Out: plain text for feeds, descriptions and
//! comparisons: paragraphs parted by an empty line, items of lists after `- `, cells of tables by tabs.

use super::{Block, BlockKind, Bound, Inline};

/// The text of `inlines`; a line break is a space, a footnote mark nothing.
pub fn text(inlines: &[Inline]) -> String {
    text_with(inlines, &mut |bound| bound.text.text.clone())
}

/// The text of `inlines`, with bound numbers as `fill` says: those without a text of their own need it.
pub fn text_with(inlines: &[Inline], fill: &mut dyn FnMut(&Bound) -> String) -> String {
    let mut out = String::new();
    push(inlines, fill, &mut out);
    out
}

/// The text of `blocks`, with bound numbers as `fill` says. Code, charts and comments to the tool are left out.
pub fn blocks_text(blocks: &[Block], fill: &mut dyn FnMut(&Bound) -> String) -> String {
    let texts = blocks.iter().map(|block| block_text(block, fill)).filter(|text| !text.trim().is_empty());
    texts.collect::<Vec<_>>().join("\n\n")
}

fn block_text(block: &Block, fill: &mut dyn FnMut(&Bound) -> String) -> String {
    match &block.kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => text_with(text, fill),
        BlockKind::List { items, .. } => {
            let items = items.iter().map(|item| format!("- {}", blocks_text(item, fill)));
            items.collect::<Vec<_>>().join("\n")
        }
        BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => blocks_text(inner, fill),
        BlockKind::Table { head, rows, .. } => {
            let mut line = |row: &Vec<Vec<Inline>>| {
                let cells = row.iter().map(|cell| text_with(cell, fill));
                cells.collect::<Vec<_>>().join("\t")
            };
            [head].into_iter().chain(rows).map(&mut line).collect::<Vec<_>>().join("\n")
        }
        BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Chart(_) | BlockKind::Directive(_) => String::new(),
    }
}

fn push(inlines: &[Inline], fill: &mut dyn FnMut(&Bound) -> String, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(&text.text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => push(inner, fill, out),
            Inline::Link { text, .. } => push(text, fill, out),
            Inline::Image { alternative, .. } => out.push_str(alternative),
            Inline::Bound(bound) => out.push_str(&fill(bound)),
            Inline::Break => out.push(' '),
            Inline::FootnoteReference(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::read_document;
    use crate::prose::testing::file;

    #[test]
    fn markup_is_gone_and_the_words_stay() {
        let source = "## A *b*\n\nOne  \ntwo [](=x) [3](=y) &amp; ~~4~~.[^n]\n\n- p\n- `q`\n\n```\ncode\n```\n\n| h | i |\n|--|--|\n| 1 | 2 |\n\n[^n]: Note";
        let (document, _) = read_document(file(), source.as_bytes());
        let text =
            blocks_text(&document.blocks, &mut |bound| format!("<{}{}>", bound.text.text, bound.expression.text));
        assert_eq!(text, "A b\n\nOne two <x> <3y> & 4.\n\n- p\n- q\n\nh\ti\n1\t2\n\nNote");
    }
}
