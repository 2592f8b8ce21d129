//! Which characters may stand in a text. Not those that are no text at all: controls and what Unicode says
//! is no character. Nor those a reader cannot see and that make text say something else than it shows:
//! bidirectional overrides and isolates, tag characters, joiners between Latin letters. In: a text. Out: where
//! they stand. What real writing needs is left alone: joiners in Indic, Arabic and emoji sequences, direction
//! marks, the flags of England, Scotland and Wales.

const FLAG: char = '\u{1F3F4}';
const FLAG_ENDS: [&str; 3] = [
    "\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];
/// Below this are the Latin letters, where a joiner joins nothing.
const LATIN_END: char = '\u{300}';

/// Whether `c` is no text: a control character (tabs and line ends aside), or no character at all, which
/// neither a page nor XML may hold.
pub fn is_no_text(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || is_noncharacter(c)
}

/// Whether Unicode says that this is never a character.
pub fn is_noncharacter(c: char) -> bool {
    matches!(u32::from(c), 0xFDD0..=0xFDEF) || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Every hidden character of `text` with its place, in order.
pub fn hidden_characters(text: &str) -> Vec<(usize, char)> {
    if text.is_ascii() {
        return Vec::new();
    }
    let (mut found, mut before, mut flag_until) = (Vec::new(), ' ', 0);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if c == FLAG {
            let end = FLAG_ENDS.iter().find(|end| rest.starts_with(**end));
            flag_until = end.map_or(flag_until, |end| at + c.len_utf8() + end.len());
        }
        let hides = match c {
            '\u{200C}' | '\u{200D}' => before < LATIN_END && rest.chars().next().is_none_or(|next| next < LATIN_END),
            '\u{E0000}'..='\u{E007F}' => at >= flag_until,
            _ => hidden_name(c).is_some(),
        };
        if hides {
            found.push((at, c));
        }
        before = c;
    }
    found
}

/// What a hidden character is called; `None` for all others.
pub fn hidden_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{200C}' => "a zero-width non-joiner",
        '\u{200D}' => "a zero-width joiner",
        '\u{202A}' => "a left-to-right embedding",
        '\u{202B}' => "a right-to-left embedding",
        '\u{202C}' => "the end of a direction change",
        '\u{202D}' => "a left-to-right override",
        '\u{202E}' => "a right-to-left override",
        '\u{2066}' => "a left-to-right isolate",
        '\u{2067}' => "a right-to-left isolate",
        '\u{2068}' => "a first-strong isolate",
        '\u{2069}' => "the end of an isolate",
        '\u{206A}'..='\u{206F}' => "a withdrawn formatting character",
        '\u{FFF9}'..='\u{FFFB}' => "an annotation mark",
        '\u{E0000}'..='\u{E007F}' => "an invisible tag character",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(usize, char)]) {
        assert_eq!(hidden_characters(text), expect, "{text:?}");
    }

    #[test]
    fn what_turns_or_hides_text_is_found() {
        check("a\u{202E}b", &[(1, '\u{202E}')]);
        check("\u{2066}x\u{2069}", &[(0, '\u{2066}'), (4, '\u{2069}')]);
        check("pass\u{200D}word", &[(4, '\u{200D}')]);
        check("é\u{E0041}", &[(2, '\u{E0041}')]);
        check("\u{1F3F4}\u{E0067}\u{E007F}", &[(4, '\u{E0067}'), (8, '\u{E007F}')]);
    }

    #[test]
    fn controls_and_noncharacters_are_no_text() {
        let found = "a\0\t\r\n\u{1b}\u{7f}\u{85}\u{FDD0}\u{FFFE}\u{FFFD}\u{2FFFF}é".chars().filter(|c| is_no_text(*c));
        assert_eq!(found.collect::<String>(), "\0\u{1b}\u{7f}\u{85}\u{FDD0}\u{FFFE}\u{2FFFF}");
    }

    #[test]
    fn what_real_writing_needs_is_left_alone() {
        for text in [
            "پولیس اور جرائم کا کمشنر\u{200F} 28%",
            "می\u{200C}خواهم \u{200D}ه",
            "ਪੁਲਿਸ ਅਤੇ ਅਪਰਾਧ",
            "क्\u{200D}ष और र्\u{200D}य",
            "الشرطة والجريمة",
            "tie\u{302}\u{301}ng Vie\u{323}\u{302}t",
            "👩\u{200D}👩\u{200D}👧 🧑🏽\u{200D}🚒 🏳\u{FE0F}\u{200D}🌈 1\u{FE0F}\u{20E3}",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}!",
            "£5\u{A0}000 – “quoted” soft\u{AD}hyphen",
        ] {
            check(text, &[]);
        }
    }
}
