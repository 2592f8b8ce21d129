//! From the parser's events to blocks. In: a [`Reader`] at the start of some blocks. Out: the blocks, and in
//! the reader's findings what is wrong with them: levels of headings, ragged tables, footnotes nobody
//! refers to. Text that the parser would leave out of the page is never left out in silence.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag};

use super::events::is_inline;
use super::reader::{Kind, Reader};
use super::{Align, Block, BlockKind, Inline, plain};
use crate::diag::Diagnostic;

/// How many columns a table may have.
const MAX_COLUMNS: usize = 60;

impl Reader<'_> {
    /// Reads blocks up to the end of the element that is open.
    pub(super) fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        loop {
            match self.peek() {
                None | Some(Event::End(_)) => return blocks,
                Some(event) if is_inline(event) => blocks.extend(self.bare_paragraph()),
                Some(_) => self.block(&mut blocks),
            }
        }
    }

    /// Says what is wrong with the footnotes of the whole text, once it is read.
    pub(super) fn check_footnotes(&mut self) {
        let unused = self.footnotes.iter().filter(|(label, _)| !self.references.contains(*label));
        let unused: Vec<_> = unused.map(|(label, span)| (label.clone(), *span)).collect();
        for (label, span) in unused {
            let message = format!("nothing refers to the footnote `{label}`, so it would not be shown");
            let help = format!("write `[^{label}]` where it belongs, or delete it");
            self.findings.push(Diagnostic::error("footnote-unused", message).at(span, "").help(help));
        }
    }

    fn block(&mut self, blocks: &mut Vec<Block>) {
        let Some((event, range)) = self.take() else { return };
        let Event::Start(tag) = event else {
            if event == Event::Rule {
                blocks.push(Block { kind: BlockKind::Rule, span: self.trimmed_span(range) });
            }
            return;
        };
        if tag == Tag::Paragraph {
            self.paragraph(range, blocks);
            return self.end();
        }
        let kind = self.block_kind(tag, range.clone());
        self.end();
        blocks.extend(kind.map(|kind| Block { kind, span: self.trimmed_span(range) }));
    }

    fn block_kind(&mut self, tag: Tag<'_>, range: Range<usize>) -> Option<BlockKind> {
        Some(match tag {
            Tag::Heading { level, .. } => self.heading(level as u8, range),
            Tag::BlockQuote(_) => BlockKind::Quote(self.inside(Self::blocks)),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::HtmlBlock => return self.html_block(range),
            Tag::List(start) => self.list(start),
            Tag::FootnoteDefinition(label) => self.footnote(&label, range),
            Tag::Table(columns) => return self.table(&columns, range),
            _ => return None,
        })
    }

    fn heading(&mut self, level: u8, range: Range<usize>) -> BlockKind {
        let text = self.inside(Self::inlines);
        let place = self.trimmed_span(range);
        if plain::text(&text).trim().is_empty() && !text.iter().any(|part| matches!(part, Inline::Bound(_))) {
            let help = "write the heading after the `#`, or delete the line";
            self.findings.push(Diagnostic::error("empty-heading", "this heading has no text").at(place, "").help(help));
        }
        if level == 1 {
            let message = "this heading has level 1, which is the page's own title";
            let help = "start headings in the text with `##`";
            self.findings.push(Diagnostic::error("heading-level", message).at(place, "").help(help));
        } else if level > self.level + 1 {
            let (marks, right) = ("#".repeat(level.into()), "#".repeat((self.level + 1).into()));
            let message = format!("this heading jumps from level {} to level {level}", self.level);
            let help = format!("write `{right}` instead of `{marks}`");
            self.findings.push(Diagnostic::error("heading-level", message).at(place, "").help(help));
        }
        self.level = level;
        BlockKind::Heading { level, text }
    }

    /// A paragraph, or the charts it consists of.
    fn paragraph(&mut self, range: Range<usize>, blocks: &mut Vec<Block>) {
        if self.depth() == 0 && self.kind == Kind::Body && self.holds_only_charts() {
            while self.peek().is_some_and(is_inline) {
                if let Some((Event::Start(Tag::Image { link_type, dest_url, .. }), range)) = self.take() {
                    let chart = self.placed_chart(link_type, &dest_url, range.clone());
                    self.end();
                    blocks.extend(chart.map(|id| Block { kind: BlockKind::Chart(id), span: self.span(range) }));
                }
            }
        } else {
            let text = self.inlines();
            blocks.push(Block { kind: BlockKind::Paragraph(text), span: self.trimmed_span(range) });
        }
    }

    /// The text of a tight list's item, which the parser gives without a paragraph around it.
    fn bare_paragraph(&mut self) -> Option<Block> {
        let start = self.ahead().first()?.1.start;
        let text = self.inlines();
        let end = self.last_end().max(start);
        (!text.is_empty()).then(|| Block { kind: BlockKind::Paragraph(text), span: self.trimmed_span(start..end) })
    }

    /// Whether the paragraph ahead is one or several pictures of `chart:` with nothing but blanks between.
    fn holds_only_charts(&self) -> bool {
        let (mut depth, mut charts) = (0_usize, 0);
        for (event, _) in self.ahead() {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) if depth > 0 || dest_url.starts_with("chart:") => {
                    charts += 1;
                    depth += 1;
                }
                Event::End(_) if depth == 0 => return charts > 0,
                Event::Start(_) if depth > 0 => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(text) if text.trim().is_empty() => {}
                _ if depth > 0 => {}
                _ => return false,
            }
        }
        false
    }

    fn list(&mut self, start: Option<u64>) -> BlockKind {
        let (mut items, mut tight) = (Vec::new(), true);
        while let Some(Event::Start(Tag::Item)) = self.peek() {
            self.take();
            tight &= self.peek() != Some(&Event::Start(Tag::Paragraph));
            items.push(self.inside(Self::blocks));
            self.end();
        }
        BlockKind::List { start, items, tight }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) -> BlockKind {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let mut code = String::new();
        while let Some(Event::Text(_)) = self.peek() {
            if let Some((Event::Text(text), _)) = self.take() {
                code.push_str(&text);
            }
        }
        BlockKind::Code { language, text: code }
    }

    fn footnote(&mut self, label: &str, range: Range<usize>) -> BlockKind {
        let mark = self.span(range.start..range.start + self.source[range].find(':').unwrap_or_default());
        if let Some(first) = self.footnotes.insert(label.to_owned(), mark) {
            self.footnotes.insert(label.to_owned(), first);
            let message = format!("the footnote `{label}` is there twice");
            let diagnostic = Diagnostic::error("footnote-twice", message).at(mark, "").also(first, "the first is here");
            self.findings.push(diagnostic.help("give each footnote its own name"));
        }
        BlockKind::Footnote { label: label.to_owned(), blocks: self.inside(Self::blocks) }
    }

    fn table(&mut self, columns: &[Alignment], range: Range<usize>) -> Option<BlockKind> {
        if columns.len() > MAX_COLUMNS {
            let message = format!("this table has {} columns; {MAX_COLUMNS} is the limit", columns.len());
            let place = self.span(range.start..range.start);
            let help = "put long tables into a CSV file in `data/`";
            self.findings.push(Diagnostic::error("table-too-wide", message).at(place, "").help(help));
            return None;
        }
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some(Event::Start(tag @ (Tag::TableHead | Tag::TableRow))) = self.peek() {
            let is_head = *tag == Tag::TableHead;
            let row = self.take().map_or(0..0, |(_, range)| range);
            let cells = self.cells(row);
            match is_head {
                true => head = cells,
                false => rows.push(cells),
            }
            self.end();
        }
        let columns: Vec<Align> = columns.iter().map(align).collect();
        rows.iter_mut().chain([&mut head]).for_each(|row| row.resize(columns.len(), Vec::new()));
        Some(BlockKind::Table { columns, head, rows })
    }

    /// The cells of one row. The parser leaves out what a row has beyond the header's columns; we say so.
    fn cells(&mut self, row: Range<usize>) -> Vec<Vec<Inline>> {
        let (mut cells, mut end) = (Vec::new(), row.start);
        while let Some(Event::Start(Tag::TableCell)) = self.peek() {
            end = self.take().map_or(end, |(_, range)| range.end);
            cells.push(self.inside(Self::inlines));
            self.end();
        }
        let rest = self.source.get(end..row.end).unwrap_or_default();
        let extra = rest.trim().trim_start_matches('|').trim();
        if !extra.trim_end_matches('|').trim().is_empty() {
            let start = row.end - rest.trim_start_matches(['|', ' ', '\t']).len();
            let message = "this row has more cells than the table's header";
            let help = "add a column to the header, or put `\\` before a `|` that is part of the text";
            let place = self.trimmed_span(start..row.end);
            self.findings.push(Diagnostic::error("ragged-table", message).at(place, "left over").help(help));
        }
        cells
    }
}

fn align(alignment: &Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::End,
    }
}
