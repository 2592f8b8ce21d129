//! The numbers in running text that could be tied to the data and are not. In: a `Run`. Out: the digits and
//! their places. Years, dates, times, ages, ordinals, numbers in names, in code and in links, numbers of
//! items, and the "1,000" of "per 1,000" are no figures of a report and are left out.

use std::ops::Range;

use super::page::Page;
use super::run::{Kind, Run, runs};
use crate::report::binding::written::{Reading, read};
use crate::source::Span;

/// A number tied to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// As written, with sign, currency and unit: what would stand between the square brackets.
    pub text: String,
    /// Where.
    pub span: Span,
    /// The sentence or cell it stands in.
    pub context: String,
}

/// How many numbers of a page are tied to the data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those tied to the data.
    pub bound: usize,
    /// All.
    pub all: usize,
}

/// Counts the numbers of `page`; claims are not numbers.
pub fn tally(page: &Page<'_>) -> Tally {
    let is_number = |text: &str| text.trim().is_empty() || matches!(read(text), Reading::Number(_));
    let bound = page.bounds().iter().filter(|bound| is_number(&bound.text.text)).count();
    let loose: usize = runs(page).iter().map(|run| found(run).count()).sum();
    Tally { bound, all: bound + loose }
}

/// The numbers of `page` that are tied to nothing.
pub fn loose(page: &Page<'_>) -> Vec<Loose> {
    let runs = runs(page);
    let of_run = |run: &Run| {
        let loose = found(run).filter_map(|digits| {
            let whole = whole(&run.text, &digits);
            let span = run.span(&whole)?;
            Some(Loose { text: run.text[whole].to_owned(), span, context: run.text.clone() })
        });
        loose.collect::<Vec<_>>()
    };
    runs.iter().flat_map(of_run).collect()
}

/// The digits in `run` that make a figure.
fn found(run: &Run) -> impl Iterator<Item = Range<usize>> {
    digits(&run.text).filter(|range| run.kind(range.start) == Kind::Plain && is_figure(&run.text, range))
}

/// The places of digits with the commas and points between them.
fn digits(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let belongs = |at: usize| {
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            digit(at) || (matches!(bytes.get(at), Some(b',' | b'.')) && digit(at + 1))
        };
        at = start;
        while belongs(at) {
            at += 1;
        }
        Some(start..at)
    })
}

/// `digits` with the sign, currency and unit that belong to them.
fn whole(text: &str, digits: &Range<usize>) -> Range<usize> {
    // Only what stands close by is read, so that another number in the sentence does not matter.
    let from = text[..digits.start].char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    let rest = &text[digits.end..];
    let to = digits.end + rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    match read(&text[from..to]) {
        Reading::Number(number) => from + number.place.start..from + number.place.end,
        _ => digits.clone(),
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Words after which a number only names something.
const NAMING: [&str; 40] = [
    "agenda",
    "annex",
    "appendix",
    "article",
    "band",
    "calls",
    "call",
    "category",
    "chapter",
    "dial",
    "edition",
    "figure",
    "footnote",
    "grade",
    "item",
    "junction",
    "level",
    "line",
    "no",
    "note",
    "number",
    "page",
    "pages",
    "paragraph",
    "part",
    "phase",
    "phone",
    "question",
    "recommendation",
    "ring",
    "room",
    "route",
    "schedule",
    "section",
    "stage",
    "step",
    "table",
    "tier",
    "version",
    "wave",
];
/// Words after which a number says for how many, as in "per 1,000".
const FOR_EACH: [&str; 2] = ["per", "every"];

fn is_figure(text: &str, range: &Range<usize>) -> bool {
    let (before, number, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    if is_in_name(before, after) || is_year(before, number, after) {
        return false;
    }
    let left: Vec<String> = before.split_whitespace().rev().take(4).map(plain).collect();
    let right: Vec<String> = after.split_whitespace().take(4).map(plain).collect();
    let word = |words: &[String], at: usize| words.get(at).cloned().unwrap_or_default();
    let is_month = |word: &str| MONTHS.contains(&word);
    let is_day = number.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_date = is_day && (is_month(&word(&left, 0)) || is_month(&word(&right, 0)));
    let is_time = matches!(word(&right, 0).as_str(), "am" | "pm" | "o'clock");
    let names = NAMING.contains(&word(&left, 0).as_str()) || FOR_EACH.contains(&word(&left, 0).as_str());
    let is_call =
        ["call", "calls", "dial", "ring", "phone"].iter().any(|call| left.iter().take(2).any(|word| word == call));
    let is_called = number.len() == 3 && is_call;
    !(is_date || is_time || names || is_called || is_age(&left, &right))
}

/// Whether the digits are part of a word (`A38`, `mid-2018`, `10b`, `2nd`), of a date or a time.
fn is_in_name(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let (last, one_more) = (back.next(), back.next());
    let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let left = match last {
        Some('-' | '–' | '/' | ':' | '.' | '’' | '\'' | '@' | '#') => joined(one_more) || last == Some('#'),
        other => joined(other) || other == Some('_'),
    };
    let mut ahead = after.chars();
    let (first, second) = (ahead.next(), ahead.next());
    let right = match first {
        Some('-' | '/' | ':' | '’' | '\'') => joined(second),
        Some('k' | 'm') => joined(second),
        Some('b') => second != Some('n'),
        other => joined(other) || other == Some('_'),
    };
    left || right
}

fn is_year(before: &str, number: &str, after: &str) -> bool {
    let in_range = number.len() == 4 && number.parse::<u16>().is_ok_and(|year| (1900..=2099).contains(&year));
    in_range && !before.ends_with('£') && !after.trim_start().starts_with('%')
}

fn is_age(left: &[String], right: &[String]) -> bool {
    let is =
        |words: &[String], at: usize, known: &[&str]| words.get(at).is_some_and(|word| known.contains(&word.as_str()));
    let aged = ["aged", "age", "ages"];
    let people = ["people", "those", "children", "men", "women", "anyone", "everyone", "aged", "age"];
    let range = |words: &[String]| is(words, 0, &["to", "and", "or"]);
    let old = |at: usize| {
        is(right, at, &["year-old", "year-olds", "years-old"])
            || (is(right, at, &["year", "years"])
                && is(right, at + 1, &["old", "olds", "of"])
                && !is(right, at + 2, &["the"]))
    };
    is(left, 0, &aged)
        || (range(left) && is(left, 2, &aged))
        || (is(left, 0, &["under", "over"]) && is(left, 1, &people))
        || old(0)
        || (range(right) && old(2))
}

/// A word in small letters without the punctuation round it.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which numbers of `text` are figures.
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> =
            digits(text).filter(|range| is_figure(text, range)).map(|range| &text[whole(text, &range)]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn figures_are_found_with_sign_and_unit() {
        check("There were 28,648 burglaries, 28% more.", &["28,648", "28%"]);
        check("It fell by −10.3% to £720,000.", &["−10.3%", "£720,000"]);
        check("(-10.3%), 2.7 points, £1.2 million", &["-10.3%", "2.7 points", "£1.2 million"]);
        check("85k people and 3bn pounds", &["85", "3"]);
        check("9 cases in 10", &["9", "10"]);
    }

    #[test]
    fn years_dates_and_times_are_none() {
        check("In 2018/19 and 2019-20, since mid-2018, on 19 November 2019 and November 20", &[]);
        check("from 10:30 or 9 am", &[]);
        check("the 1990s, 2nd, 3rd and 21st", &[]);
    }

    #[test]
    fn ages_names_and_rates_for_each_are_none() {
        check("aged 10 to 17, people under 25, 16 to 24 year olds, an 18-year-old, under-25s", &[]);
        check("item 10b, wave 3, page 12, the A38, Operation X9, answer 936A/20", &[]);
        check("per 1,000 people, for every 100,000 aged 10 to 17", &[]);
        check("call 101", &[]);
    }
}
