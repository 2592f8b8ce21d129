//! The bytes of a data file as text. In: bytes. Out: the text and where its first character stands (behind
//! a byte-order mark), or the one reason why there is none: too large, a spreadsheet's own format, another
//! encoding. Invisible and controlling characters are each reported; what they would do is not guessed.

use crate::data::faults::Faults;
use crate::diag::Diagnostic;
use crate::source::characters::{hidden_characters, hidden_name, is_no_text, is_noncharacter};
use crate::source::{FileId, Span};

/// The largest data file, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const SAVE_AS: &str = "in a spreadsheet choose “Save as”, then “CSV UTF-8”";

/// The text of `bytes` and the byte it starts at.
pub(super) fn decode<'a>(file: FileId, bytes: &'a [u8], faults: &mut Faults) -> Option<(&'a str, usize)> {
    let whole = Span::new(file, 0, 0);
    if bytes.len() > MAX_BYTES {
        let message = format!("the file has {} MiB; 16 MiB are the most a data file may have", bytes.len() >> 20);
        faults.push(
            Diagnostic::error("file-too-large", message).at(whole, "").help("keep only the rows the report uses"),
        );
        return None;
    }
    if let Some(format) = foreign_format(bytes) {
        let message = format!("the file is {format}, not CSV in UTF-8");
        faults.push(Diagnostic::error("wrong-encoding", message).at(whole, "").help(SAVE_AS));
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            forbidden_characters(file, text, faults);
            Some((text, if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }))
        }
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            faults.push(
                Diagnostic::error("wrong-encoding", format!("byte {byte:02X} here is not UTF-8 text"))
                    .at(Span::new(file, at, at + 1), "the first such byte")
                    .help(SAVE_AS),
            );
            None
        }
    }
}

fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 6] = [
        (b"\xff\xfe", "text in UTF-16"),
        (b"\xfe\xff", "text in UTF-16"),
        (b"PK\x03\x04", "a workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF-", "a PDF"),
        (b"\x1f\x8b", "compressed"),
    ];
    FORMATS.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| name)
}

fn forbidden_characters(file: FileId, text: &str, faults: &mut Faults) {
    let is_control = |b: u8| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7f;
    if text.is_ascii() && !text.bytes().any(is_control) {
        return;
    }
    let hidden = hidden_characters(text);
    for (at, c) in text.char_indices() {
        if faults.is_full() {
            return;
        }
        let what = match c {
            '\0' => "a NUL character",
            c if is_noncharacter(c) => "a code that is no character",
            c if is_no_text(c) => "a control character",
            c => match hidden.binary_search_by_key(&at, |(at, _)| *at) {
                Ok(_) => hidden_name(c).unwrap_or("a character that cannot be seen"),
                Err(_) => continue,
            },
        };
        let message = format!("{what} (U+{:04X}) stands in the file", u32::from(c));
        faults.push(
            Diagnostic::error("forbidden-character", message)
                .at(Span::new(file, at, at + c.len_utf8()), "")
                .help("delete it; it cannot be seen, but it changes what is shown"),
        );
    }
}
