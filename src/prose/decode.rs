//! From the bytes of a text file to text. In: any bytes. Out: text of exactly the same length, so that
//! every offset is an offset in the file, and a list of what cannot stand in a text: bytes that are not
//! UTF-8, control characters, hidden characters. What cannot be read is replaced by `?`, controls by spaces.

use std::borrow::Cow;

use crate::diag::Diagnostic;
use crate::source::characters::{hidden_characters as hidden_in, hidden_name, is_no_text, is_noncharacter};
use crate::source::tree::Text;
use crate::source::{FileId, Span};

/// How many faults of one kind are listed for one file.
const LISTED: usize = 20;

/// The text of a file and what is wrong with its characters.
pub fn decode(file: FileId, bytes: &[u8]) -> (Cow<'_, str>, Vec<Diagnostic>) {
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes {
        return (" ".repeat(bytes.len()).into(), vec![utf16(Span::new(file, 0, 2))]);
    }
    let mut diagnostics = Vec::new();
    let mut text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            diagnostics.push(not_utf8(file, bytes, error.valid_up_to()));
            Cow::Owned(replaced(bytes))
        }
    };
    diagnostics.extend(hidden_characters(file, &text));
    let controls: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_no_text(*c)).collect();
    if !controls.is_empty() {
        diagnostics.extend(controls.iter().take(LISTED).map(|(at, c)| control(file, *at, *c)));
        text = Cow::Owned(without_controls(&text));
    }
    (text, diagnostics)
}

/// What there is to say about the hidden characters of `text`, which starts at the first byte of `file`.
fn hidden_characters(file: FileId, text: &str) -> impl Iterator<Item = Diagnostic> {
    let found = hidden_in(text).into_iter().take(LISTED);
    found.map(move |(at, c)| hidden_character(Span::new(file, at, at + c.len_utf8()), c))
}

/// What there is to say about a hidden character at `span`.
pub(super) fn hidden_character(span: Span, c: char) -> Diagnostic {
    let name = hidden_name(c).unwrap_or("a character that cannot be seen");
    Diagnostic::error("hidden-characters", format!("`U+{:04X}`, {name}, stands in the text", c as u32))
        .at(span, "it cannot be seen and changes how the text reads")
        .help("delete it; retyping the words around it is often the easiest way")
}

/// The first character that may not stand in `text`, which YAML gave for the characters `written` of the file;
/// those that stand there as they are were found when the file was read.
pub fn escaped_character(text: &Text, written: &str) -> Option<Diagnostic> {
    if text.text == written || !written.contains('\\') {
        return None;
    }
    let escaped = |c: &char| !written.contains(*c);
    let mut hidden = hidden_in(&text.text).into_iter().map(|(_, c)| c).filter(escaped);
    // A return that stands in the file ends a line there; one that an escape brings in is a control like others.
    let mut controls = text.text.chars().filter(|c| *c == '\r' || is_no_text(*c)).filter(escaped);
    let hidden = hidden.next().map(|c| hidden_character(text.span, c));
    hidden.or_else(|| controls.next().map(|c| control_character(text.span, c)))
}

/// What there is to say about a character that is no text.
pub(super) fn control_character(span: Span, c: char) -> Diagnostic {
    let what = if is_noncharacter(c) { "is no character" } else { "is a control character, not text" };
    Diagnostic::error("control-character", format!("`U+{:04X}` {what}", c as u32))
        .at(span, "it cannot be seen")
        .help("delete it; it often comes with text pasted from another program")
}

fn control(file: FileId, at: usize, c: char) -> Diagnostic {
    control_character(Span::new(file, at, at + c.len_utf8()), c)
}

fn utf16(place: Span) -> Diagnostic {
    Diagnostic::error("not-utf8", "the file is saved as UTF-16, not as UTF-8")
        .at(place, "the mark of UTF-16")
        .help("save it again with the encoding UTF-8")
}

fn not_utf8(file: FileId, bytes: &[u8], at: usize) -> Diagnostic {
    let byte = bytes[at];
    let label = match windows_letter(byte) {
        Some(letter) => format!("in an old Windows encoding this would be `{letter}`"),
        None => String::new(),
    };
    Diagnostic::error("not-utf8", format!("the file is not UTF-8: it holds the byte `0x{byte:02X}`"))
        .at(Span::new(file, at, at + 1), label)
        .help("save it again with the encoding UTF-8")
}

fn windows_letter(byte: u8) -> Option<char> {
    Some(match byte {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0xA1..=0xFF => char::from(byte),
        _ => return None,
    })
}

/// The text with a `?` for every byte that is not part of a character.
fn replaced(bytes: &[u8]) -> String {
    bytes.utf8_chunks().fold(String::with_capacity(bytes.len()), |mut text, chunk| {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
        text
    })
}

fn without_controls(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut clean, c| {
        match is_no_text(c) {
            true => clean.extend(std::iter::repeat_n(' ', c.len_utf8())),
            false => clean.push(c),
        }
        clean
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::prose::testing::file;

    /// Checks the text, and for each diagnostic its rule and first byte.
    fn check(bytes: &[u8], text: &str, expect: &[(&str, u32)]) {
        let (found, diagnostics) = decode(file(), bytes);
        assert_eq!(found, text);
        assert_eq!(found.len(), bytes.len());
        let places: Vec<_> = diagnostics.iter().map(|d| (d.rule, d.primary.as_ref().unwrap().span.start)).collect();
        assert_eq!(places, expect);
    }

    #[test]
    fn text_stays_as_it_is() {
        check("a £ ü\r\n\tб".as_bytes(), "a £ ü\r\n\tб", &[]);
        check(b"", "", &[]);
    }

    #[test]
    fn what_is_not_utf8_is_said_once_and_replaced() {
        check(b"cost \xA35 \xA36", "cost ?5 ?6", &[("not-utf8", 5)]);
        check(b"ab\xE2\x82", "ab??", &[("not-utf8", 2)]);
        check(b"\xFF\xFEa\0", "    ", &[("not-utf8", 0)]);
        let (_, diagnostics) = decode(file(), b"\xA35");
        assert_eq!(diagnostics[0].primary.as_ref().unwrap().text, "in an old Windows encoding this would be `£`");
    }

    #[test]
    fn what_an_escape_brings_in_is_seen() {
        let rule = |text: &str, written| {
            let text = Text { text: text.to_owned(), span: Span::new(file(), 0, 1) };
            escaped_character(&text, written).map(|diagnostic| diagnostic.rule)
        };
        assert_eq!(rule("a\u{202E}b", r#""a\u202Eb""#), Some("hidden-characters"));
        assert_eq!(rule("a\0b", r#""a\0b""#), Some("control-character"));
        assert_eq!(rule("a\u{FFFF}b", r#""a\uFFFFb""#), Some("control-character"));
        assert_eq!(rule("a\rb", r#""a\rb""#), Some("control-character"));
        assert_eq!(rule("a\u{202E}\u{e9}b", "\"a\u{202E}\\xe9b\""), None, "it was found when the file was read");
        assert_eq!(rule("a\nb\tc", r#""a\nb\tc""#), None);
    }

    #[test]
    fn controls_and_hidden_characters_are_errors_at_their_place() {
        check("a\0b\u{85}c".as_bytes(), "a b  c", &[("control-character", 1), ("control-character", 3)]);
        check("a\u{FFFF}b".as_bytes(), "a   b", &[("control-character", 1)]);
        check("é\u{202E}b".as_bytes(), "é\u{202E}b", &[("hidden-characters", 2)]);
    }
}
