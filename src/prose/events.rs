//! The Markdown parser, wrapped. In: a source text. Out: its events with byte ranges, bound numbers included,
//! with text that lies together in one event. The only place that calls pulldown-cmark's parser: if it
//! panics, which is a bug of its, the result is `None` and the build goes on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::mask::{self, Mask, Unclosed};

/// An event and the bytes it came from.
pub(super) type Ranged<'s> = (Event<'s>, Range<usize>);

/// What the parser says about a text.
#[derive(Debug, Default)]
pub(super) struct Parsed<'s> {
    /// The events in order.
    pub events: Vec<Ranged<'s>>,
    /// For a link that leads to a definition elsewhere, by its first byte: where the definition stands.
    pub definitions: BTreeMap<usize, Range<usize>>,
}

impl Parsed<'_> {
    /// Takes away the text that the first `length` bytes became.
    pub(super) fn drop_prefix(&mut self, length: usize) {
        let first = self.events.iter_mut().find(|(event, range)| range.start == 0 && matches!(event, Event::Text(_)));
        if let Some((Event::Text(text), range)) = first {
            *text = CowStr::from(text.get(length..).unwrap_or_default().to_owned());
            range.start = length;
        }
        self.events.retain(|(event, _)| !matches!(event, Event::Text(text) if text.is_empty()));
    }
}

/// The addresses of bound numbers in a text, sorted by what became of them.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    /// Those that belong to a link.
    pub masks: Vec<Mask>,
    /// Those that belong to none: the text before them is not a link.
    pub loose: Vec<Mask>,
    /// Those that do not end.
    pub unclosed: Vec<Unclosed>,
}

/// How often addresses that turn out to be none are uncovered before all are.
const ROUNDS: usize = 4;

/// Finds the addresses of bound numbers, looking away from code and HTML.
///
/// An address is covered only if the parser then takes it for the address of a link, so whatever is not
/// one (code, escaped brackets) keeps its text. `None` if the parser failed.
pub(super) fn bindings(source: &str) -> Option<Bindings> {
    if !source.contains("](") || !source.contains('=') {
        return Some(Bindings::default());
    }
    let (mut masks, unclosed) = mask::find(source, &literal_ranges(&parse(source)?.events));
    let mut loose = Vec::new();
    for _ in 0..ROUNDS {
        let covered = mask::cover(source, &masks);
        let ends = destination_ends(&parse(&covered)?.events);
        let (kept, dropped) = masks.into_iter().partition(|mask| ends.binary_search(&mask.address.end).is_ok());
        masks = kept;
        if dropped.is_empty() {
            return Some(Bindings { masks, loose, unclosed });
        }
        loose.extend::<Vec<Mask>>(dropped);
    }
    loose.append(&mut masks);
    Some(Bindings { masks, loose, unclosed })
}

/// Parses `text`. `None` if the parser failed.
pub(super) fn parse(text: &str) -> Option<Parsed<'_>> {
    catch_unwind(AssertUnwindSafe(|| collect(text))).ok()
}

fn collect(text: &str) -> Parsed<'_> {
    let (mut parsed, mut run) = (Parsed::default(), Run::default());
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut iter = Parser::new_ext(text, options).into_offset_iter();
    while let Some((event, range)) = iter.next() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event
            && let Some(definition) = iter.reference_definitions().get(id)
        {
            parsed.definitions.insert(range.start, definition.span.clone());
        }
        push(text, &mut parsed, &mut run, event, range);
    }
    run.end(&mut parsed.events);
    parsed
}

/// Text that may go on with the next event.
#[derive(Debug, Default)]
struct Run {
    text: String,
    range: Range<usize>,
    /// Whether it is what the source says, byte for byte.
    verbatim: bool,
}

impl Run {
    /// Adds `more` if both are what the source says and lie together; if not, gives it back.
    fn join(&mut self, more: Run) -> Option<Run> {
        let joins = self.verbatim && more.verbatim && self.range.end == more.range.start;
        if !joins {
            return Some(more);
        }
        self.text.push_str(&more.text);
        self.range.end = more.range.end;
        None
    }

    /// Ends the run and adds it to `events`.
    fn end(&mut self, events: &mut Vec<Ranged<'_>>) {
        let Run { text, range, .. } = std::mem::take(self);
        if !text.is_empty() {
            events.push((Event::Text(text.into()), range));
        }
    }
}

/// Adds an event; a soft line break is a space, and text that goes on where the last one ended joins it.
fn push<'s>(source: &str, parsed: &mut Parsed<'s>, run: &mut Run, event: Event<'s>, range: Range<usize>) {
    let more = match event {
        Event::SoftBreak => Run { text: " ".into(), verbatim: range.len() == 1, range },
        Event::Text(text) => Run { verbatim: source[range.clone()] == *text, text: text.into_string(), range },
        other => {
            run.end(&mut parsed.events);
            parsed.events.push((other, range));
            return;
        }
    };
    if let Some(more) = run.join(more) {
        run.end(&mut parsed.events);
        *run = more;
    }
}

/// Where code and HTML stand, in order.
fn literal_ranges(events: &[Ranged<'_>]) -> Vec<Range<usize>> {
    let literal = |event: &Event<'_>| {
        matches!(event, Event::Code(_) | Event::InlineHtml(_) | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock))
    };
    events.iter().filter(|(event, _)| literal(event)).map(|(_, range)| range.clone()).collect()
}

/// Where the addresses of links and pictures end, in order, if they are written in the link itself.
fn destination_ends(events: &[Ranged<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = events.iter().filter_map(|(event, range)| covered_link(event, range)).collect();
    ends.sort_unstable();
    ends
}

fn covered_link(event: &Event<'_>, range: &Range<usize>) -> Option<usize> {
    match event {
        Event::Start(
            Tag::Link { link_type: LinkType::Inline, dest_url, .. }
            | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
        ) if dest_url.bytes().all(|byte| byte == b'x') => range.end.checked_sub(1),
        _ => None,
    }
}

/// Whether `event` belongs to the inside of a paragraph.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline_end(tag.to_end()),
        Event::End(_) | Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Checks the addresses that belong to links and those that do not.
    fn check(source: &str, bound: &[&str], loose: &[&str]) {
        let bindings = bindings(source).unwrap();
        let texts = |masks: &[Mask]| masks.iter().map(|m| source[m.address.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&bindings.masks), bound, "{source:?}");
        assert_eq!(texts(&bindings.loose), loose, "{source:?}");
    }

    #[test]
    fn an_address_counts_if_it_belongs_to_a_link() {
        check("[x](=a > b) *[y](=f(a, b))*", &["=a > b", "=f(a, b)"], &[]);
        check(
            "# [](=a b)\n\n- [x](=rate[A B])\n\n| h |\n|--|\n| [x](=a \\| b) |",
            &["=a b", "=rate[A B]", "=a \\| b"],
            &[],
        );
        check("x](=a b) \\[x](=c d) [a [b](=e f) c](=g h)", &["=e f"], &["=a b", "=c d", "=g h"]);
        check("![x](=a b)", &["=a b"], &[]);
    }

    #[test]
    fn code_is_not_looked_into() {
        check("`[x](=a b)` [y](=c d)\n\n    [x](=a b)\n\n```\n[x](=a b)\n```\n", &["=c d"], &[]);
        check("write `[x](=` and then `)` [y](=c d)", &["=c d"], &[]);
        check("<div>\n[x](=a b)\n</div>", &[], &[]);
    }
}
