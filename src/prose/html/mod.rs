//! Writes prose as HTML. In: the blocks of a page and, behind [`Place`], what only the site can know. Out:
//! HTML with nothing active in it: all text escaped, no style attribute, ids unique on the page, headings
//! moved down as far as asked, tables in regions that scroll, footnotes at the end with links both ways.

mod blocks;
mod inlines;
mod notes;

use std::collections::BTreeMap;

use self::notes::Footnote;
use super::escape::Html;
use super::outline::outline;
use super::walk::{Part, walk};
use super::{Block, BlockKind, Bound, Inline, Target};
use crate::source::Span;
use crate::source::tree::Text;

/// What prose asks of the site it stands in.
pub trait Place {
    /// The address of a link to a file, a fragment or a chart; `None` leaves only the link's text.
    fn link(&mut self, target: &Target, address: &Text) -> Option<String>;
    /// A picture's file; `None` leaves only the words that stand for it.
    fn picture(&mut self, address: &Text) -> Option<Picture>;
    /// The finished HTML of a chart's figure.
    fn chart(&mut self, id: &Text) -> String;
    /// The finished HTML of a bound number.
    fn bound(&mut self, bound: &Bound) -> String;
}

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address, relative to the page.
    pub address: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// The page prose is written on. One page may hold the prose of several files, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What ids start with; different for each file on a page of several. May be empty.
    pub prefix: String,
    /// By how many levels headings are moved down.
    pub down: u8,
    /// Words that are not the author's.
    pub labels: Labels,
    /// How many tables the page has so far.
    pub tables: usize,
}

/// Words the page says itself, in its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Before the number of a table.
    pub table: String,
    /// Before the number of a footnote.
    pub note: String,
    /// Before the number of a footnote, on the link back to where it is referred to.
    pub back: String,
}

/// Prose as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The parts in the order they were asked for.
    pub parts: Vec<String>,
    /// The footnotes of all parts; empty if there are none.
    pub notes: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self { table: "Table".into(), note: "Note".into(), back: "Back to reference".into() }
    }
}

impl Sheet {
    /// A page whose ids start with `prefix` (a slug or nothing), headings moved `down` levels.
    pub fn new(prefix: &str, down: u8) -> Self {
        Self { prefix: prefix.into(), down, labels: Labels::default(), tables: 0 }
    }

    /// An id of the page for `id`, which is unique in its file.
    pub fn id(&self, id: &str) -> String {
        match self.prefix.as_str() {
            "" => id.to_owned(),
            prefix => format!("{prefix}--{id}"),
        }
    }
}

/// Writes `parts`, which all belong to the page `whole`: its headings' ids and footnotes are shared by them.
pub fn write_parts(whole: &[Block], parts: &[&[Block]], sheet: &mut Sheet, place: &mut dyn Place) -> Written {
    let mut writer = Writer::new(whole, sheet, place);
    let parts = parts.iter().map(|part| writer.part(part)).collect();
    Written { parts, notes: writer.notes() }
}

/// Writes a whole page, its footnotes at the end.
pub fn write_blocks(blocks: &[Block], sheet: &mut Sheet, place: &mut dyn Place) -> String {
    let written = write_parts(blocks, &[blocks], sheet, place);
    written.parts.concat() + &written.notes
}

/// Writes text that stands in an element of the site, such as a title.
pub fn write_inlines(inlines: &[Inline], place: &mut dyn Place) -> String {
    let mut sheet = Sheet::new("", 0);
    let mut writer = Writer::new(&[], &mut sheet, place);
    writer.inlines(inlines);
    writer.html.take()
}

struct Writer<'a> {
    sheet: &'a mut Sheet,
    place: &'a mut dyn Place,
    ids: BTreeMap<Span, String>,
    footnotes: BTreeMap<&'a str, Footnote<'a>>,
    /// The labels of the footnotes referred to, in order.
    used: Vec<&'a str>,
    /// The text of the last heading, to name tables by.
    heading: String,
    html: Html,
}

impl<'a> Writer<'a> {
    fn new(whole: &'a [Block], sheet: &'a mut Sheet, place: &'a mut dyn Place) -> Self {
        let mut footnotes = BTreeMap::new();
        walk(whole, &mut |part| {
            if let Part::Block(Block { kind: BlockKind::Footnote { label, blocks }, .. }) = part {
                footnotes.entry(label.as_str()).or_insert(Footnote { blocks, ..Footnote::default() });
            }
        });
        let ids = outline(whole).into_iter().map(|heading| (heading.span, heading.id)).collect();
        Self { sheet, place, ids, footnotes, used: Vec::new(), heading: String::new(), html: Html::default() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::prose::testing::{Plain, file};
    use crate::prose::{read_document, read_inline};

    /// Checks the HTML of a page, written on `sheet`.
    fn check_on(sheet: &mut Sheet, source: &str, html: &str) {
        let (document, _) = read_document(file(), source.as_bytes());
        assert_eq!(write_blocks(&document.blocks, sheet, &mut Plain).trim_end(), html, "{source:?}");
    }

    fn check(source: &str, html: &str) {
        check_on(&mut Sheet::new("", 0), source, html);
    }

    #[test]
    fn blocks_and_markup_become_elements() {
        check(
            "## A *b*\n\nc **d** ~~e~~ `<f>`\\\ng",
            "<h2 id=\"a-b\">A <em>b</em></h2>\n<p>c <strong>d</strong> <del>e</del> <code>&lt;f&gt;</code><br>g</p>",
        );
        check("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>");
        check("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>");
        check(
            "> a\n\n***\n\n```r\n<x>\n```",
            "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<pre tabindex=\"0\"><code class=\"language-r\">&lt;x&gt;\n</code></pre>",
        );
        check("![](chart:a)\n\n<!-- aimline: b -->\n", "<figure>a</figure>");
        check("پولیس", "<p dir=\"auto\">پولیس</p>");
    }

    #[test]
    fn links_and_what_the_site_knows() {
        check(
            "[a](https://x.org/?a&b) <c@d.org>",
            "<p><a href=\"https://x.org/?a&amp;b\" rel=\"noopener noreferrer\">a</a> <a href=\"mailto:c@d.org\">c@d.org</a></p>",
        );
        check("[a](b.md) [c](gone.md) [](=x y)", "<p><a href=\"b.md\">a</a> c <data>x y</data></p>");
        check(
            "![\"q\"](p.png) ![r](gone.png)",
            "<p><img src=\"p.png\" alt=\"&quot;q&quot;\" width=\"2\" height=\"1\" loading=\"lazy\"> r</p>",
        );
        let title = Text { text: "Up [2%](=a b) & *so*".into(), span: Span::new(file(), 0, 20) };
        assert_eq!(write_inlines(&read_inline(&title, "").0, &mut Plain), "Up <data>a b</data> &amp; <em>so</em>");
    }

    #[test]
    fn a_table_scrolls_and_has_a_name() {
        check(
            "## H\n\n| a | |\n|:-:|-:|\n| <3 | 2 |",
            "<h2 id=\"h\">H</h2>\n<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1: H\"><table>\n<thead><tr><th scope=\"col\" class=\"centre\">a</th><td class=\"end\"></td></tr>\n</thead>\n<tbody><tr><td class=\"centre\">&lt;3</td><td class=\"end\">2</td></tr>\n</tbody></table></div>",
        );
    }

    #[test]
    fn footnotes_are_numbered_as_they_are_read_and_linked_both_ways() {
        let note = |id: &str, number: u8| {
            format!(
                "<sup><a id=\"{id}\" href=\"#x--note_{number}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
            )
        };
        let back = |id: &str, name: &str| {
            format!("<a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"Back to reference {name}\">↩\u{FE0E}</a>")
        };
        let html = format!(
            "<p>a{}b{}c{}</p>\n<div class=\"footnotes\"><ol>\n<li id=\"x--note_1\"><p>two</p>\n{}{}</li>\n<li id=\"x--note_2\"><p>one</p>\n{}</li>\n</ol></div>",
            note("x--ref_1_1", 1),
            note("x--ref_2_1", 2),
            note("x--ref_1_2", 1),
            back("x--ref_1_1", "1-1"),
            back("x--ref_1_2", "1-2"),
            back("x--ref_2_1", "2"),
        );
        check_on(&mut Sheet::new("x", 0), "a[^2]b[^1]c[^2]\n\n[^1]: one\n\n[^2]: two", &html);
    }

    #[test]
    fn one_page_can_hold_several_files_and_parts() {
        let mut sheet = Sheet::new("burglary", 2);
        check_on(&mut sheet, "## A\n## A", "<h4 id=\"burglary--a\">A</h4>\n<h4 id=\"burglary--a-2\">A</h4>");
        sheet.prefix = "fear".into();
        check_on(&mut sheet, "###### A", "<h6 id=\"fear--a\">A</h6>");
        let (document, _) = read_document(file(), b"## A\n\nx\n\n## B\n\n### A");
        let written =
            write_parts(&document.blocks, &[&document.blocks[3..], &document.blocks[1..2]], &mut sheet, &mut Plain);
        assert_eq!(written.parts, ["<h5 id=\"fear--a-2\">A</h5>\n", "<p>x</p>\n"]);
        assert_eq!(written.notes, "");
    }
}
