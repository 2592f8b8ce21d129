//! The one function that makes untrusted text (a file's words, a file's name, a library's message) safe to
//! show in a terminal or a log. What comes out is one line that looks like what it is: it moves no cursor,
//! changes no colour, reverses no text and is no command to a build service.

use std::borrow::Cow;

/// `text` with everything escaped that a terminal or a build service would act on.
pub fn quote(text: &str) -> Cow<'_, str> {
    let command = text.trim_start().starts_with("::");
    let hash = text.match_indices("##").any(|(at, _)| is_command_hash(text, at + 1));
    if !command && !hash && !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let first_colon = command && c == ':' && text[..at].trim_start().is_empty();
        if first_colon || is_command_hash(text, at) {
            safe.push('\\');
        }
        match escape(c) {
            Some(escaped) => safe.push_str(&escaped),
            None => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// What to show in place of `c`, if it must not be shown as it is.
pub fn escape(c: char) -> Option<String> {
    acts(c).then(|| match c {
        '\t' | '\n' | '\r' => c.escape_default().to_string(),
        _ => c.escape_unicode().to_string(),
    })
}

/// Whether a build service reads a command (`##[…`, `##vso[…`) from the second `#`, at byte `at` of `text`.
pub fn is_command_hash(text: &str, at: usize) -> bool {
    text[..at].ends_with('#')
        && text[at..]
            .strip_prefix('#')
            .is_some_and(|rest| rest.trim_start_matches(char::is_alphanumeric).starts_with('['))
}

/// A name that may not be text at all, such as a file's, as text: bytes that are not UTF-8 show as `\xNN`.
pub fn quote_bytes(name: &[u8]) -> String {
    name.utf8_chunks().fold(String::new(), |mut shown, chunk| {
        shown.push_str(&quote(chunk.valid()));
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02x}")));
        shown
    })
}

/// Controls, direction marks, invisible tags and line separators: what changes how other text is shown.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(quote(text), expect);
    }

    #[test]
    fn leaves_words_of_any_language_alone() {
        for text in ["", "28,648 [p]", "## A heading [link](x)", "a::b", "جرائم", "ਚੋਰੀ", "👩‍👩‍👧", "क्‍ष"]
        {
            assert!(matches!(quote(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn defuses_terminal_escapes() {
        check("\u{1b}]0;title\u{7}\u{9b}31m", "\\u{1b}]0;title\\u{7}\\u{9b}31m");
        check("one\r\ntwo\tthree\u{2028}", "one\\r\\ntwo\\tthree\\u{2028}");
    }

    #[test]
    fn shows_direction_marks_and_invisible_tags() {
        check("a\u{202e}b\u{2066}c\u{200f}", "a\\u{202e}b\\u{2066}c\\u{200f}");
        check("a\u{e0041}", "a\\u{e0041}");
    }

    #[test]
    fn breaks_commands_to_build_services() {
        check("::error::x", "\\::error::x");
        check("  ::stop-commands::x", "  \\::stop-commands::x");
        check("x\n::warning::y", "x\\n::warning::y");
        check("a ##[error]x", "a #\\#[error]x");
        check("##vso[task.setvariable]x", "#\\#vso[task.setvariable]x");
    }

    #[test]
    fn shows_bytes_that_are_not_text() {
        assert_eq!(quote_bytes(b"caf\xe9\n.md"), "caf\\xe9\\n.md");
    }
}
