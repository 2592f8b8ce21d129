//! Writes blocks. In: blocks. Out: elements, each on its own line; what cannot be seen (comments to the
//! tool) and what stands elsewhere (footnotes) writes nothing.

use super::Writer;
use crate::prose::{Align, Block, BlockKind, Inline, plain};
use crate::source::Span;

impl Writer<'_> {
    pub(super) fn part(&mut self, blocks: &[Block]) -> String {
        self.blocks(blocks);
        self.html.take()
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
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
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}')
}
