//! Where the address of a link stands. In: a link's range and where its text ends; the parser gives the
//! address itself but not its place. Out: the bytes of the address as written, or those of the whole link
//! if it cannot be found.

use std::ops::Range;

use pulldown_cmark::LinkType;

/// The bytes of the address of the link or picture at `range`, whose text ends at `text_end` or soon after,
/// and whose definition, if it has one, stands at `definition`.
pub(super) fn place(
    source: &str,
    kind: LinkType,
    range: Range<usize>,
    text_end: usize,
    definition: Option<Range<usize>>,
) -> Range<usize> {
    let found = match (kind, definition) {
        (LinkType::Autolink | LinkType::Email, _) => Some(range.start + 1..range.end - 1),
        (LinkType::Inline, _) => after(source, text_end..range.end, "]("),
        (_, Some(definition)) => after(source, definition, "]:"),
        _ => None,
    };
    found.unwrap_or(range)
}

/// The address that follows `mark` in `range`.
fn after(source: &str, range: Range<usize>, mark: &str) -> Option<Range<usize>> {
    let rest = source.get(range.clone())?;
    let at = rest.find(mark)? + mark.len();
    let start = at + rest[at..].len() - rest[at..].trim_start().len();
    let length = match rest[start..].strip_prefix('<') {
        Some(inner) => return Some(range.start + start + 1..range.start + start + 1 + length(inner, |_, c| c == '>')),
        None => length(&rest[start..], |depth, c| c.is_whitespace() || (c == ')' && depth == 0)),
    };
    Some(range.start + start..range.start + start + length)
}

/// How far `text` goes until `ends` says so of a character that is not escaped; it is told how many round
/// brackets are open.
fn length(text: &str, ends: impl Fn(usize, char) -> bool) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        if !escaped && ends(depth, c) {
            return at;
        }
        match c {
            '(' if !escaped => depth += 1,
            ')' if !escaped => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}
