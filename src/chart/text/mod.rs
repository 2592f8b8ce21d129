//! How wide a text is, and where its lines end. In: text, size, weight. Out: widths with the reserve for
//! fonts that run wider than the one measured, and lines that hold every character of the text. Labels are
//! wrapped and given room; they are never cut or turned.

mod advance;

/// How heavy a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// As most text.
    #[default]
    Regular,
    /// As values and what is in focus.
    Bold,
}

/// Distance of baselines, in text sizes.
pub const LEADING: f64 = 1.25;
/// From a baseline up to the top of capitals and digits, in text sizes.
pub const ASCENT: f64 = 0.74;
/// From a baseline up to the top of the font's box, accents on capitals included, in text sizes: the least
/// room over the first line of a drawing.
pub const RISE: f64 = 0.905;
/// From a baseline down to the bottom of tails, in text sizes.
pub const DESCENT: f64 = 0.22;

const RESERVE: f64 = 1.08;
const EM: f64 = 2048.0;

/// The width to keep free for `text` at `size`: measured, and 8 % more for fonts that run wider.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let units: u32 = text.chars().map(|c| u32::from(advance(c, weight))).sum();
    f64::from(units) / EM * size * RESERVE
}

/// The widest of `lines`.
pub fn widest<'a>(lines: impl IntoIterator<Item = &'a str>, size: f64, weight: Weight) -> f64 {
    lines.into_iter().map(|line| width(line, size, weight)).fold(0.0, f64::max)
}

/// `text` in lines of at most `room`: broken at spaces, and inside a word only if the word alone is wider.
pub fn wrap(text: &str, room: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, weight) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_word(word, room, size, weight, &mut lines);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Pushes all full lines of a word that is too wide; the rest comes back.
fn break_word(word: &str, room: f64, size: f64, weight: Weight, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for c in word.chars() {
        let with = width(&line, size, weight) + width(c.encode_utf8(&mut [0; 4]), size, weight);
        if with > room && !line.is_empty() && advance(c, weight) > 0 {
            lines.push(std::mem::take(&mut line));
        }
        line.push(c);
    }
    line
}

/// `text` as labels may hold it: one line, without control characters and without characters that turn
/// the direction of what follows them.
pub fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !turns_direction(*c) && !matches!(*c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn advance(c: char, weight: Weight) -> u16 {
    let code = u32::from(c);
    let known = advance::RANGES.iter().find_map(|range| {
        let widths = if weight == Weight::Bold { range.bold } else { range.regular };
        code.checked_sub(range.first).and_then(|at| widths.get(at as usize)).copied()
    });
    match known {
        Some(0) | None => fallback(code),
        Some(width) => width,
    }
}

/// Widths for what the table does not hold: nothing for characters that stand on others, a full square for
/// East Asian ones, a little more for pictures, and a wide letter's for all other scripts.
fn fallback(code: u32) -> u16 {
    match code {
        0..=0x1f | 0x7f..=0x9f => 0,
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf..=0x5c7 | 0x610..=0x61a => 0,
        0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6e4 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff => 0,
        0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f => 0,
        0xfe20..=0xfe2f | 0xfeff | 0xe0000..=0xe0fff => 0,
        0x1100..=0x11ff | 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xff60 => 2048,
        0x20000..=0x3ffff => 2048,
        0x2600..=0x27bf | 0x1f000..=0x1faff => 2660,
        _ => 1600,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn widths_are_those_of_the_font_and_a_reserve() {
        let digit = 1139.0 / 2048.0 * 10.0 * 1.08;
        assert!((width("28648", 10.0, Weight::Regular) - 5.0 * digit).abs() < 1e-9);
        assert!(width("W", 10.0, Weight::Bold) >= width("W", 10.0, Weight::Regular));
        assert_eq!(width("e\u{301}", 10.0, Weight::Regular), width("e", 10.0, Weight::Regular));
    }

    #[test]
    fn wrapping_keeps_every_character_and_fits() {
        for text in ["Most similar forces", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "", "a  b"] {
            for room in [20.0, 60.0, 200.0] {
                let lines = wrap(text, room, 14.0, Weight::Regular);
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(letters(&lines.concat()), letters(text));
                assert!(widest(lines.iter().map(String::as_str), 14.0, Weight::Regular) <= room);
            }
        }
    }

    #[test]
    fn labels_hold_nothing_that_breaks_a_line_or_turns_it() {
        assert_eq!(clean(" a\u{202e}\tb\u{0}\n c\u{7} "), "a b c");
    }
}
