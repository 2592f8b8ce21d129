//! Addresses of bound numbers, which CommonMark would refuse because they hold spaces and brackets:
//! `[28%](=change(burglaries, 2016-03, 2019-06))`. In: a source text. Out: where such addresses stand, and
//! the text with each replaced by letters of the same length, so that a Markdown parser sees a plain link
//! and every offset stays. An address ends at the `)` that balances its `(`; brackets inside `"…"` do not
//! count; `|`, `<`, `*` and `_` mean nothing. It may go over the end of a line, but not of its paragraph.

use std::ops::Range;

/// The longest address of a bound number, in bytes.
pub(super) const MAX_ADDRESS: usize = 1_000;
/// After so many addresses that do not end, no more are looked for.
const MAX_FAULTS: usize = 100;

/// One address of a bound number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mask {
    /// Where the `]` before it stands.
    pub bracket: usize,
    /// The address from its `=` up to the closing `)`, which is not part of it.
    pub address: Range<usize>,
}

/// An address that does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// Where its `(` stands.
    pub open: usize,
    /// Why it does not end.
    pub why: &'static str,
}

const PARAGRAPH: &str = "no `)` closes it before the paragraph ends";
const BRACKETS: &str = "its brackets do not match";
const QUOTE: &str = "a `\"` in it is not closed on its line";
const LENGTH: &str = "no `)` closes it within 1,000 characters";

/// Every address of a bound number outside of `skip` (ranges in order), and those that do not end.
pub(super) fn find(source: &str, skip: &[Range<usize>]) -> (Vec<Mask>, Vec<Unclosed>) {
    let (mut masks, mut faults, mut at, mut skip) = (Vec::new(), Vec::new(), 0, skip.iter().peekable());
    while let Some(found) = source[at..].find("](").filter(|_| faults.len() < MAX_FAULTS) {
        let bracket = at + found;
        at = bracket + 2;
        while skip.next_if(|range| range.end <= bracket).is_some() {}
        let skipped = skip.peek().is_some_and(|range| range.start <= bracket);
        let Some(start) = address_start(source, at).filter(|_| !skipped && !is_escaped(source, bracket)) else {
            continue;
        };
        match address_end(source.as_bytes(), start) {
            Ok(end) => {
                masks.push(Mask { bracket, address: start..end });
                at = end;
            }
            Err(why) => faults.push(Unclosed { open: bracket + 1, why }),
        }
    }
    (masks, faults)
}

/// `source` with each address replaced by letters.
pub(super) fn cover(source: &str, masks: &[Mask]) -> String {
    let (mut covered, mut at) = (String::with_capacity(source.len()), 0);
    for mask in masks {
        covered.push_str(&source[at..mask.address.start]);
        covered.extend(std::iter::repeat_n('x', mask.address.len()));
        at = mask.address.end;
    }
    covered + &source[at..]
}

/// Whether an odd number of backslashes stands before `at`.
pub(super) fn is_escaped(source: &str, at: usize) -> bool {
    source.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where the `=` stands if the address that starts at `at` is that of a bound number.
fn address_start(source: &str, at: usize) -> Option<usize> {
    let blanks = source.as_bytes()[at..].iter().take(16).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    source[at + blanks..].starts_with('=').then_some(at + blanks)
}

fn address_end(bytes: &[u8], start: usize) -> Result<usize, &'static str> {
    let (mut open, mut at) = (Vec::new(), start);
    while at < start + MAX_ADDRESS {
        match bytes.get(at).ok_or(PARAGRAPH)? {
            b')' if open.is_empty() => return Ok(at),
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            closing @ (b')' | b']') if open.pop() != Some(*closing) => return Err(BRACKETS),
            b'"' => at += 1 + quoted(&bytes[at + 1..]).ok_or(QUOTE)?,
            b'\n' | b'\r' if !continues(&bytes[at..]) => return Err(PARAGRAPH),
            _ => {}
        }
        at += 1;
    }
    Err(LENGTH)
}

/// How many bytes stand before the next `"` on this line.
fn quoted(rest: &[u8]) -> Option<usize> {
    let at = rest.iter().take(MAX_ADDRESS).position(|byte| matches!(byte, b'"' | b'\n' | b'\r'))?;
    (rest[at] == b'"').then_some(at)
}

/// Whether the line after the line ending at the start of `rest` goes on with the paragraph: it is not
/// empty and does not look like the start of another block.
fn continues(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"\r\n").unwrap_or(&rest[1..]);
    let line = rest[..rest.iter().take(MAX_ADDRESS).position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len())]
        .trim_ascii_start();
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match line {
        []
        | [b'#' | b'>' | b'|' | b'`' | b'~' | b'<', ..]
        | [b'-' | b'+' | b'*' | b'=', b' ' | b'\t' | b'-' | b'=' | b'*', ..] => false,
        [b'-' | b'+' | b'*' | b'='] => false,
        _ => !(digits > 0 && matches!(line[digits..], [b'.' | b')', b' ' | b'\t', ..] | [b'.' | b')'])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the addresses found and the places of those that do not end.
    fn check(source: &str, addresses: &[&str], unclosed: &[usize]) {
        let (masks, faults) = find(source, &[]);
        let found: Vec<&str> = masks.iter().map(|mask| &source[mask.address.clone()]).collect();
        assert_eq!(found, addresses, "{source:?}");
        assert_eq!(faults.iter().map(|fault| fault.open).collect::<Vec<_>>(), unclosed, "{source:?}");
        assert_eq!(cover(source, &masks).len(), source.len());
    }

    #[test]
    fn an_address_ends_at_its_balanced_bracket() {
        check("[28%](=change(a, 2016-03, 2019-06)) more", &["=change(a, 2016-03, 2019-06)"], &[]);
        check("[](=rate[Sandwell]@2019-06 > 3) [b]( =b)", &["=rate[Sandwell]@2019-06 > 3", "=b"], &[]);
        check("[x](=rate[\"a) (\"] < c|d*e_f)", &["=rate[\"a) (\"] < c|d*e_f"], &[]);
        check("[ü](=rate[Dún Laoghaire])", &["=rate[Dún Laoghaire]"], &[]);
        check("[x](=King's)", &["=King's"], &[]);
        check("[x](=)", &["="], &[]);
        check("[x](=a +\nb) [y](=a\r\n  @2019)", &["=a +\nb", "=a\r\n  @2019"], &[]);
    }

    #[test]
    fn an_address_that_does_not_end_is_a_fault_at_its_bracket() {
        check("[x](=a", &[], &[3]);
        check("[x](=a\n\nb)", &[], &[3]);
        check("[x](=f(a)\n\n[y](=b)", &["=b"], &[3]);
        check("[x](=a]b)", &[], &[3]);
        check("[x](=(a]b))", &[], &[3]);
        check("[x](=\"a)\n\")", &[], &[3]);
        for start in ["# b)", "> b)", "- b)", "* b)", "1. b)", "| b)", "```)", "---)", " ~~~ )", "==", "<b)"] {
            check(&format!("[x](=a\n{start}"), &[], &[3]);
        }
        check(&format!("[x](={})", "a".repeat(MAX_ADDRESS)), &[], &[3]);
        assert_eq!(find(&"[x](=(".repeat(5_000), &[]).1.len(), MAX_FAULTS);
    }

    #[test]
    fn other_links_and_escaped_brackets_are_left_alone() {
        check("[x](a) [x\\](=a) [x] (=a) (=a)", &[], &[]);
        check("[x\\\\](=a)", &["=a"], &[]);
        assert!(find("`[x](=a)`", &[0..9, 20..30]).0.is_empty());
    }
}
