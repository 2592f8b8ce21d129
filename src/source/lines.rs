//! Where a byte stands: a table of one file's lines that turns a byte offset into a line and a column,
//! both counted from 1 and columns in characters, as editors show them.
//!
//! LF, CRLF and a lone CR each end a line. Any offset gets an answer: one past the end counts as the end,
//! one inside a character counts as its start, and bytes that are not UTF-8 count as one character each.

use std::ops::Range;

/// A line and a column, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
}

/// The lines of one file.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
    /// Every so many bytes, how many characters stand before: so that a column is found fast in a long line.
    counted: Vec<Counted>,
}

/// How many characters stand before a byte that starts one.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    offset: usize,
    characters: usize,
}

/// How many bytes at least lie between two places where characters are counted.
const STEP: usize = 256;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<'a> Lines<'a> {
    /// The lines of `bytes`. There is always at least one.
    pub fn new(bytes: &'a [u8]) -> Self {
        let ends = bytes.iter().enumerate().filter(|&(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { bytes, starts, counted: counted(bytes) }
    }

    /// How many lines there are. A final line end starts one more, which is empty.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of line `line` (from 1) without its end; of the last line if there are fewer.
    pub fn range(&self, line: usize) -> Range<usize> {
        let at = line.clamp(1, self.starts.len()) - 1;
        let start = self.starts[at];
        let next = self.starts.get(at + 1).copied().unwrap_or(self.bytes.len());
        let line = &self.bytes[start..next];
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        start..start + line.strip_suffix(b"\r").unwrap_or(line).len()
    }

    /// Where byte `offset` stands. A line end belongs to the line it ends.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= offset.min(self.bytes.len()));
        let range = self.range(line);
        let start =
            if self.bytes[range.clone()].starts_with(BYTE_ORDER_MARK) && range.start == 0 { 3 } else { range.start };
        let end = self.snap(offset).clamp(start, range.end.max(start));
        Place { line, column: self.characters_before(end) - self.characters_before(start) + 1 }
    }

    /// How many characters stand before byte `at`, which starts one.
    fn characters_before(&self, at: usize) -> usize {
        let last = self.counted.partition_point(|counted| counted.offset <= at) - 1;
        let Counted { offset, characters: before } = self.counted[last];
        before + characters(&self.bytes[offset..at])
    }

    /// `offset` moved back to the start of the character it stands in, and to the end of the file at most.
    pub fn snap(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        let back = (0..=3.min(offset)).find(|back| !self.continues(offset - back)).unwrap_or(0);
        let start = offset - back;
        let whole = self.bytes[start..].utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        if whole.is_some_and(|c| start + c.len_utf8() > offset) { start } else { offset }
    }

    fn continues(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80)
    }
}

/// How many characters `bytes` show as, each byte that is not UTF-8 counting as one.
fn characters(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

/// The places in `bytes` where characters were counted, the first byte among them.
fn counted(bytes: &[u8]) -> Vec<Counted> {
    let mut places = vec![Counted::default()];
    let mut last = Counted::default();
    let mut pass = |length: usize, characters: usize| {
        last = Counted { offset: last.offset + length, characters: last.characters + characters };
        places.push(last);
    };
    for chunk in bytes.utf8_chunks() {
        let mut rest = chunk.valid();
        while rest.len() > STEP {
            let end = (STEP..).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            pass(piece.len(), piece.chars().count());
            rest = after;
        }
        pass(rest.len(), rest.chars().count());
        pass(chunk.invalid().len(), chunk.invalid().len());
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], offset: usize, line: usize, column: usize) {
        assert_eq!(Lines::new(bytes).place(offset), Place { line, column }, "byte {offset} of {bytes:?}");
    }

    #[test]
    fn columns_of_long_lines_are_counted_from_their_start() {
        let line = "é\u{1F525}x".repeat(400);
        let text = format!("{line}\r\n{line}\n");
        check(text.as_bytes(), 7 * 300, 1, 901);
        check(text.as_bytes(), line.len() + 2 + 7 * 399, 2, 1198);
        let mut bytes = text.into_bytes();
        bytes[6] = 0xff;
        check(&bytes, 7 * 300, 1, 901);
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        check(b"", 0, 1, 1);
        check(b"ab\ncd", 0, 1, 1);
        check(b"ab\ncd", 4, 2, 2);
        check(b"ab\ncd", 99, 2, 3);
        check("né€x".as_bytes(), 6, 1, 4);
    }

    #[test]
    fn ends_lines_at_lf_crlf_and_cr() {
        check(b"a\r\nb\rc\nd", 3, 2, 1);
        check(b"a\r\nb\rc\nd", 5, 3, 1);
        check(b"a\r\nb\rc\nd", 7, 4, 1);
        check(b"a\r\nb", 2, 1, 2);
        assert_eq!(Lines::new(b"a\r\nbc\r").range(2), 3..5);
        assert_eq!(Lines::new(b"a\n").count(), 2);
    }

    #[test]
    fn takes_an_offset_inside_a_character_for_its_start() {
        check("a€b".as_bytes(), 2, 1, 2);
        check("a€b".as_bytes(), 3, 1, 2);
        check(b"a\xff\xffb", 3, 1, 4);
        assert_eq!(Lines::new("a€b".as_bytes()).snap(3), 1);
    }

    #[test]
    fn leaves_a_byte_order_mark_out_of_the_columns() {
        check(b"\xef\xbb\xbfab", 4, 1, 2);
        check(b"\xef\xbb\xbfab", 0, 1, 1);
    }

    proptest! {
        #[test]
        fn any_offset_of_any_bytes_has_a_place(bytes: Vec<u8>, offset in 0usize..200) {
            let lines = Lines::new(&bytes);
            let place = lines.place(offset);
            prop_assert!(place.line <= lines.count() && place.column >= 1);
            prop_assert!(lines.snap(offset) <= bytes.len());
        }

        #[test]
        fn places_never_go_back(text: String) {
            let lines = Lines::new(text.as_bytes());
            let places: Vec<Place> = (0..=text.len()).map(|at| lines.place(at)).collect();
            prop_assert!(places.is_sorted());
        }
    }
}
