//! Numbers as people write them in prose. In: the text of a bound number, such as `28,648`, `−10.3%`,
//! `£1.2 million`, `nearly 40,000`, `a third` or `twelve`. Out: its value, how exactly it is written, and
//! enough of its form to write another value the same way.

use std::ops::Range;

use crate::data::Decimal;

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// No number in digits, words or fractions.
    Words,
    /// One number.
    Number(Written),
    /// Several, where one is wanted; the place of the second.
    Several(Range<usize>),
    /// Digits that make no number, such as `1,23`; their place.
    Broken(Range<usize>),
}

/// A number as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its value with `scale` and sign taken in.
    pub value: Decimal,
    /// How it is written.
    pub form: Form,
    /// Where it stands in the text, with sign, currency and unit.
    pub place: Range<usize>,
    /// Which way an inexact word before it leans ("nearly", "over").
    pub leaning: Leaning,
}

/// How a number is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// In digits.
    Digits(Digits),
    /// As a word: `twelve`.
    Word,
    /// As a fraction in words: `a third`; its parts.
    Fraction(u32, u32),
}

/// The parts of a number in digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// The sign as written: empty, `-`, `−` or `+`.
    pub sign: &'static str,
    /// Whether `£` stands before it.
    pub pounds: bool,
    /// Whether thousands are parted by commas (undecided below 1,000).
    pub commas: bool,
    /// Decimals written.
    pub decimals: u32,
    /// What follows the digits and belongs to them: `%`, ` per cent`, ` points`, ` million`.
    pub tail: Tail,
}

/// A unit or multiple written behind the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// Nothing.
    None,
    /// A percent sign or word, as written.
    Percent(&'static str),
    /// Percentage points, as written.
    Points(&'static str),
    /// A multiple: the power of ten it stands for, and how it is written.
    Multiple(u32, &'static str),
}

/// Which way an inexact word leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    /// "about", or no word at all.
    Either,
    /// "nearly", "almost", "under": the value is below or equal.
    Below,
    /// "over", "more than", "at least": the value is above or equal.
    Above,
}

const TAILS: [(&str, Tail); 12] = [
    ("%", Tail::Percent("%")),
    (" %", Tail::Percent(" %")),
    (" per cent", Tail::Percent(" per cent")),
    (" percentage points", Tail::Points(" percentage points")),
    (" percentage point", Tail::Points(" percentage point")),
    (" percent", Tail::Percent(" percent")),
    (" points", Tail::Points(" points")),
    (" point", Tail::Points(" point")),
    (" million", Tail::Multiple(6, " million")),
    (" billion", Tail::Multiple(9, " billion")),
    (" thousand", Tail::Multiple(3, " thousand")),
    ("m", Tail::Multiple(6, "m")),
];

const BELOW: [&str; 8] = ["nearly", "almost", "under", "below", "less than", "fewer than", "close to", "up to"];
const ABOVE: [&str; 7] = ["over", "more than", "above", "at least", "in excess of", "exceeding", "upwards of"];

const WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const PARTS: [(&str, u32); 12] = [
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("eighth", 8),
    ("tenth", 10),
    ("tenths", 10),
];

/// Reads the one number in `text`.
pub fn read(text: &str) -> Reading {
    let Some(first) = text.find(|c: char| c.is_ascii_digit()) else {
        return read_words(text);
    };
    let (written, end) = match digits(text, first) {
        Ok(found) => found,
        Err(place) => return Reading::Broken(place),
    };
    match text[end..].find(|c: char| c.is_ascii_digit()) {
        Some(more) => Reading::Several(end + more..text.len()),
        None => Reading::Number(written),
    }
}

fn digits(text: &str, first: usize) -> Result<(Written, usize), Range<usize>> {
    let run =
        text[first..].find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).map_or(text.len(), |n| first + n);
    let number = text[first..run].trim_end_matches([',', '.']);
    let end = first + number.len();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let grouped = whole.contains(',');
    let well_grouped = whole
        .split(',')
        .enumerate()
        .all(|(at, group)| if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 });
    let plain = number.replace(',', "");
    let wrong = (grouped && !well_grouped) || fraction.contains(['.', ',']) || plain.len() > 16;
    let Some(value) = (!wrong).then(|| plain.parse::<Decimal>().ok()).flatten() else { return Err(first..end) };
    let (start, sign, pounds) = before(text, first);
    let (tail, end) = tail(text, end);
    let power = if let Tail::Multiple(power, _) = tail { power } else { 0 };
    let value = value.checked_mul(Decimal::from(10_u64.pow(power))).ok_or(first..end)?;
    let value = if matches!(sign, "-" | "−") { -value } else { value };
    let decimals = fraction.len() as u32;
    let commas = grouped || whole.len() < 4;
    let form = Form::Digits(Digits { sign, pounds, commas, decimals, tail });
    Ok((Written { value, form, place: start..end, leaning: leaning(&text[..start]) }, end))
}

/// What belongs to the number and stands before its digits: where it begins, its sign, whether there is a `£`.
fn before(text: &str, first: usize) -> (usize, &'static str, bool) {
    let (mut start, mut sign, mut pounds) = (first, "", false);
    loop {
        let head = &text[..start];
        if !pounds && head.ends_with('£') {
            pounds = true;
            start -= '£'.len_utf8();
        } else if let Some(found) =
            ["−", "-", "+"].into_iter().find(|found| sign.is_empty() && stands_alone(head, found))
        {
            sign = found;
            start -= found.len();
        } else {
            return (start, sign, pounds);
        }
    }
}

/// Whether `head` ends with `sign` and that is no hyphen inside a word.
fn stands_alone(head: &str, sign: &str) -> bool {
    head.strip_suffix(sign).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
}

fn tail(text: &str, end: usize) -> (Tail, usize) {
    let rest = text[end..].replace('\u{a0}', " ");
    for (written, tail) in TAILS {
        let Some(after) = rest.strip_prefix(written) else { continue };
        if written.ends_with('%') || !after.starts_with(char::is_alphanumeric) {
            // A no-break space is a byte longer than the space it was read as.
            let spaces = text[end..].chars().take(1).filter(|c| *c == '\u{a0}').count();
            return (tail, end + written.len() + spaces);
        }
    }
    (Tail::None, end)
}

fn leaning(head: &str) -> Leaning {
    let head = head.trim_end().to_lowercase();
    match () {
        () if ABOVE.iter().any(|word| head.ends_with(word)) => Leaning::Above,
        () if BELOW.iter().any(|word| head.ends_with(word)) => Leaning::Below,
        () => Leaning::Either,
    }
}

fn read_words(text: &str) -> Reading {
    let lower = text.to_lowercase();
    let words = words(&lower);
    let found = (0..words.len()).find_map(|at| number_at(&words, at));
    let Some((value, form, first)) = found else { return Reading::Words };
    let leaning = leaning(&lower[..words[first].0]);
    Reading::Number(Written { value, form, place: 0..text.len(), leaning })
}

/// The words of a text with the byte each begins at.
fn words(text: &str) -> Vec<(usize, &str)> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect()
}

/// The number that begins with the word at `at`, its form, and that place.
fn number_at(words: &[(usize, &str)], at: usize) -> Option<(Decimal, Form, usize)> {
    let word = words[at].1;
    let next = words.get(at + 1).and_then(|(_, word)| part_of(word));
    let count = if matches!(word, "a" | "an") { Some(1) } else { whole_word(word) };
    let fraction =
        |count: u32, parts: u32| (Decimal::from(count) / Decimal::from(parts), Form::Fraction(count, parts), at);
    match (count, next) {
        (Some(count), Some(parts)) => Some(fraction(count, parts)),
        _ if word == "half" => Some(fraction(1, 2)),
        _ => whole_word(word).map(|value| (Decimal::from(value), Form::Word, at)),
    }
}

fn part_of(word: &str) -> Option<u32> {
    PARTS.iter().find(|(name, _)| *name == word).map(|(_, parts)| *parts)
}

fn whole_word(word: &str) -> Option<u32> {
    if let Some(at) = WORDS.iter().position(|name| *name == word) {
        return Some(at as u32);
    }
    let (tens, ones) = word.split_once('-').unwrap_or((word, ""));
    let tens = TENS.iter().skip(2).position(|name| *name == tens)? as u32 + 2;
    match ones {
        "" => Some(tens * 10),
        _ => WORDS[1..10].iter().position(|name| *name == ones).map(|ones| tens * 10 + ones as u32 + 1),
    }
}

/// The word for a whole number up to ninety-nine.
pub fn in_words(value: u32) -> Option<String> {
    match (value / 10, value % 10) {
        _ if value <= 20 => Some(WORDS[value as usize].to_owned()),
        (tens @ 2..=9, 0) => Some(TENS[tens as usize].to_owned()),
        (tens @ 2..=9, ones) => Some(format!("{}-{}", TENS[tens as usize], WORDS[ones as usize])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(text: &str, value: &str, written: &str) {
        match read(text) {
            Reading::Number(number) => {
                assert_eq!(number.value.normalize().to_string(), value, "{text}");
                assert_eq!(&text[number.place], written, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn numbers_in_digits() {
        check("28,648", "28648", "28,648");
        check("1016", "1016", "1016");
        check("28%", "28", "28%");
        check("49.4 per cent of victims", "49.4", "49.4 per cent");
        check("£720,000", "720000", "£720,000");
        check("(-10.3%)", "-10.3", "-10.3%");
        check("−£3.20", "-3.2", "−£3.20");
        check("£1.2 million", "1200000", "£1.2 million");
        check("2.7 percentage points", "2.7", "2.7 percentage points");
        check("2.7\u{a0}points", "2.7", "2.7\u{a0}points");
        check("under-25s", "25", "25");
        check("5.44.", "5.44", "5.44");
        check("3,985 users", "3985", "3,985");
    }

    #[test]
    fn numbers_in_words() {
        check("twelve", "12", "twelve");
        check("Twenty-one aims", "21", "Twenty-one aims");
        check("half", "0.5", "half");
        check("three quarters", "0.75", "three quarters");
        check("a fifth of them", "0.2", "a fifth of them");
    }

    #[test]
    fn words_that_are_no_number() {
        for text in ["more", "the highest", "for the third year", "unchanged", ""] {
            assert_eq!(read(text), Reading::Words, "{text}");
        }
    }

    #[test]
    fn digits_that_make_no_number() {
        assert_eq!(read("1,23"), Reading::Broken(0..4));
        assert_eq!(read("1.2.3"), Reading::Broken(0..5));
        assert_eq!(read("from 12 to 14"), Reading::Several(11..13));
    }

    #[test]
    fn inexact_words_lean() {
        let leaning = |text: &str| match read(text) {
            Reading::Number(number) => number.leaning,
            other => panic!("{other:?}"),
        };
        assert_eq!(leaning("nearly 40,000"), Leaning::Below);
        assert_eq!(leaning("more than 708,000"), Leaning::Above);
        assert_eq!(leaning("about £40"), Leaning::Either);
        assert_eq!(leaning("almost a third"), Leaning::Below);
    }
}
