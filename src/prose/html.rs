//! Writes prose as HTML. In: the blocks of a page and, behind [`Place`], what only the site can know. Out:
//! HTML with nothing active in it: all text escaped, no style attribute, ids unique on the page, headings
//! moved down as far as asked, tables in regions that scroll, footnotes at the end with links both ways.

use std::collections::BTreeMap;

use super::escape::Html;
use super::outline::outline;
use super::walk::{Part, walk};
use super::{Align, Block, BlockKind, Bound, Inline, Target, plain};
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

/// A footnote of the page that is written.
#[derive(Default)]
struct Footnote<'a> {
    blocks: &'a [Block],
    /// Its number, once it was referred to.
    number: Option<usize>,
    /// How often it was referred to.
    references: usize,
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

    fn part(&mut self, blocks: &[Block]) -> String {
        self.blocks(blocks);
        self.html.take()
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text, block.span),
            BlockKind::Paragraph(text) => self.wrapped("p", &[], text),
            BlockKind::List { start, items, tight } => self.list(*start, items, *tight),
            BlockKind::Quote(inner) => {
                self.html.open("blockquote", &[]);
                self.html.line();
                self.blocks(inner);
                self.html.close("blockquote");
            }
            BlockKind::Code { language, text } => self.code(language, text),
            BlockKind::Table { columns, head, rows } => self.table(columns, head, rows),
            BlockKind::Rule => self.html.open("hr", &[]),
            BlockKind::Chart(id) => {
                let figure = self.place.chart(id);
                self.html.finished(&figure);
            }
            BlockKind::Footnote { .. } | BlockKind::Directive(_) => return,
        }
        self.html.line();
    }

    fn heading(&mut self, level: u8, text: &[Inline], span: Span) {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let name = NAMES[usize::from((level + self.sheet.down).clamp(1, 6)) - 1];
        self.heading = plain::text(text).trim().to_owned();
        match self.ids.get(&span).map(|id| self.sheet.id(id)) {
            Some(id) => self.wrapped(name, &[("id", &id)], text),
            None => self.wrapped(name, &[], text),
        }
    }

    /// An element that holds text; one with text from right to left says so.
    fn wrapped(&mut self, name: &'static str, attributes: &[(&'static str, &str)], text: &[Inline]) {
        let mut attributes = attributes.to_vec();
        if plain::text(text).chars().any(is_right_to_left) {
            attributes.push(("dir", "auto"));
        }
        self.html.open(name, &attributes);
        self.inlines(text);
        self.html.close(name);
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], tight: bool) {
        let name = if start.is_some() { "ol" } else { "ul" };
        match start.filter(|start| *start != 1) {
            Some(start) => self.html.open(name, &[("start", &start.to_string())]),
            None => self.html.open(name, &[]),
        }
        self.html.line();
        for item in items {
            match item.split_first() {
                Some((Block { kind: BlockKind::Paragraph(text), .. }, [])) if tight => self.wrapped("li", &[], text),
                _ => {
                    self.html.open("li", &[]);
                    item.iter().for_each(|block| self.item_block(block, tight));
                    self.html.close("li");
                }
            }
            self.html.line();
        }
        self.html.close(name);
    }

    fn item_block(&mut self, block: &Block, tight: bool) {
        match &block.kind {
            BlockKind::Paragraph(text) if tight => {
                self.inlines(text);
                self.html.line();
            }
            _ => self.block(block),
        }
    }

    fn code(&mut self, language: &str, text: &str) {
        self.html.open("pre", &[("tabindex", "0")]);
        let known =
            !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+'));
        match known {
            true => self.html.open("code", &[("class", &format!("language-{language}"))]),
            false => self.html.open("code", &[]),
        }
        self.html.text(text);
        self.html.close("code");
        self.html.close("pre");
    }

    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.sheet.tables += 1;
        let number = format!("{} {}", self.sheet.labels.table, self.sheet.tables);
        let name = if self.heading.is_empty() { number } else { format!("{number}: {}", self.heading) };
        self.html.open("div", &[("class", "table"), ("role", "region"), ("tabindex", "0"), ("aria-label", &name)]);
        self.html.open("table", &[]);
        self.html.line();
        self.html.open("thead", &[]);
        self.row(columns, head, "th");
        self.html.close("thead");
        self.html.line();
        self.html.open("tbody", &[]);
        rows.iter().for_each(|row| self.row(columns, row, "td"));
        self.html.close("tbody");
        self.html.close("table");
        self.html.close("div");
    }

    fn row(&mut self, columns: &[Align], cells: &[Vec<Inline>], name: &'static str) {
        self.html.open("tr", &[]);
        for (align, cell) in columns.iter().zip(cells) {
            // A header without words would be announced as one, so it is not a header.
            let name = if cell.is_empty() { "td" } else { name };
            let mut attributes: Vec<(&'static str, &str)> = Vec::new();
            attributes.extend((name == "th").then_some(("scope", "col")));
            match align {
                Align::Start => {}
                Align::Centre => attributes.push(("class", "centre")),
                Align::End => attributes.push(("class", "end")),
            }
            self.wrapped(name, &attributes, cell);
        }
        self.html.close("tr");
        self.html.line();
    }

    fn inlines(&mut self, inlines: &[Inline]) {
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

    fn reference(&mut self, label: &str) {
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
    fn notes(&mut self) -> String {
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

    // Ids of notes hold a `_`, which those of headings never do.
    fn note_id(&self, number: usize) -> String {
        self.sheet.id(&format!("note_{number}"))
    }

    fn reference_id(&self, number: usize, reference: usize) -> String {
        self.sheet.id(&format!("ref_{number}_{reference}"))
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}')
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
