//! Numbers as people write them and as readers see them. In: the text of a cell. Out: an exact decimal
//! that keeps the decimals written, and the sign of its unit if there was one. What is not certainly one
//! number is refused with the reason. Out again: text for readers (thousands commas, a true minus sign,
//! halves rounded away from zero) and plain text for files. Nothing here is binary floating point but
//! [`to_f64`], which charts may call at their very end.

use std::fmt;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::Unit;

/// The most significant digits a number may have, and the most decimals.
pub const MAX_DIGITS: u32 = 15;

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its value; the scale is the number of decimals written.
    pub value: Decimal,
    /// The sign that stood with it.
    pub symbol: Option<Symbol>,
}

/// A sign of a unit that may stand with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// `%` behind it.
    Percent,
    /// `£` before it.
    Pounds,
}

/// Why a text is not a number, in words that fit after "`…`".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// Nothing there.
    Empty,
    /// Something else.
    NotANumber,
    /// A comma that is not before groups of three digits.
    Comma,
    /// A space between digits.
    Space,
    /// `(1,234)`, as accountants write what is negative.
    Parentheses,
    /// `1e6`
    Exponent,
    /// `NaN`, `inf`
    NotFinite,
    /// Digits that are not 0 to 9, such as full-width ones.
    ForeignDigits,
    /// More digits than [`MAX_DIGITS`]; how many.
    TooLong(u32),
}

impl Number {
    /// Reads a number: an optional sign, thousands commas (all or none), a decimal point, `%` or `£`.
    ///
    /// # Errors
    /// The text is anything else.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NumberFault::Empty);
        }
        let (rest, percent) = match text.strip_suffix('%') {
            Some(rest) => (rest.trim_end(), true),
            None => (text, false),
        };
        let (rest, negative, pounds) = signs(rest);
        if percent && pounds {
            return Err(NumberFault::NotANumber);
        }
        let value =
            digits(rest).map_err(|fault| if fault == NumberFault::NotANumber { why_not(text) } else { fault })?;
        let symbol = match (percent, pounds) {
            (true, _) => Some(Symbol::Percent),
            (_, true) => Some(Symbol::Pounds),
            _ => None,
        };
        Ok(Self { value: if negative { without_negative_zero(-value) } else { value }, symbol })
    }
}

/// Takes the sign and `£` off, in either order: what is left, whether negative, whether pounds.
fn signs(text: &str) -> (&str, bool, bool) {
    let (mut rest, mut negative, mut signed, mut pounds) = (text, false, false, false);
    while let Some(c) = rest.chars().next() {
        match c {
            '-' | '\u{2212}' if !signed => (negative, signed) = (true, true),
            '+' if !signed => signed = true,
            '£' if !pounds => pounds = true,
            _ => break,
        }
        rest = &rest[c.len_utf8()..];
    }
    (rest, negative, pounds)
}

/// The value of digits with thousands commas and a point.
fn digits(text: &str) -> Result<Decimal, NumberFault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if text.ends_with('.') || (whole.is_empty() && fraction.is_empty()) {
        return Err(NumberFault::NotANumber);
    }
    if !whole.bytes().all(|b| b.is_ascii_digit() || b == b',') || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    if whole.contains(',') && !is_grouped(whole) {
        return Err(NumberFault::Comma);
    }
    let (mut mantissa, mut significant) = (0_i64, 0_u32);
    for digit in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        significant += u32::from(significant > 0 || digit != b'0');
        if significant <= MAX_DIGITS {
            mantissa = mantissa * 10 + i64::from(digit - b'0');
        }
    }
    let longest = significant.max(fraction.len().min(9_999) as u32);
    if longest > MAX_DIGITS {
        return Err(NumberFault::TooLong(longest));
    }
    Ok(Decimal::new(mantissa, fraction.len() as u32))
}

/// Whether commas stand before every three digits and nowhere else.
fn is_grouped(whole: &str) -> bool {
    whole.split(',').enumerate().all(|(at, group)| match at {
        0 => (1..=3).contains(&group.len()),
        _ => group.len() == 3,
    })
}

/// The nearest reason why a text is not a number.
fn why_not(text: &str) -> NumberFault {
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '\u{2212}' | '£' | '%');
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    let word = text.trim_start_matches(['+', '-', '\u{2212}']).to_ascii_lowercase();
    if matches!(word.as_str(), "nan" | "inf" | "infinity") {
        return NumberFault::NotFinite;
    }
    if text.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        return NumberFault::ForeignDigits;
    }
    if !has_digit {
        return NumberFault::NotANumber;
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return if inner.chars().all(is_plain) { NumberFault::Parentheses } else { NumberFault::NotANumber };
    }
    if text.chars().all(|c| is_plain(c) || c.is_whitespace()) && text.contains(char::is_whitespace) {
        return NumberFault::Space;
    }
    let is_value = |text: &str| text.bytes().any(|b| b.is_ascii_digit()) && text.chars().all(is_plain);
    if text.split_once(['e', 'E']).is_some_and(|(value, power)| is_value(value) && is_value(power)) {
        return NumberFault::Exponent;
    }
    if text.contains(',') && text.chars().all(is_plain) {
        return NumberFault::Comma;
    }
    NumberFault::NotANumber
}

fn without_negative_zero(value: Decimal) -> Decimal {
    if value.is_zero() { value.abs() } else { value }
}

/// `value` with so many decimals, halves away from zero. Never a negative zero.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    without_negative_zero(value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
}

/// A value for readers: `28,648`, `−10.3%`, `£720,000`. `decimals: None` keeps those it has. A unit in
/// words is not part of it.
pub fn format(value: Decimal, decimals: Option<u32>, unit: &Unit) -> String {
    let decimals = decimals.unwrap_or(value.scale()).min(MAX_DIGITS);
    let rounded = round(value, decimals);
    let minus = if rounded.is_sign_negative() { "\u{2212}" } else { "" };
    let digits = with_commas(&format!("{:.*}", decimals as usize, rounded.abs()));
    match unit {
        Unit::Percent => format!("{minus}{digits}%"),
        Unit::Pounds => format!("{minus}£{digits}"),
        Unit::Named(_) => format!("{minus}{digits}"),
    }
}

/// A change for readers, with its sign: `+12%`, `−3`, and `0` without one.
pub fn format_change(change: Decimal, decimals: Option<u32>, unit: &Unit) -> String {
    let text = format(change, decimals, unit);
    let positive = round(change, decimals.unwrap_or(change.scale()).min(MAX_DIGITS)) > Decimal::ZERO;
    if positive { format!("+{text}") } else { text }
}

/// A change in percentage points for readers: `+2.7 points`, `−1 point`.
pub fn format_points(change: Decimal, decimals: Option<u32>) -> String {
    let text = format_change(change, decimals, &Unit::Named(String::new()));
    let one = matches!(text.as_str(), "+1" | "\u{2212}1");
    format!("{text} point{}", if one { "" } else { "s" })
}

/// A value for files: digits, a point, a hyphen for what is negative.
pub fn plain(value: Decimal) -> String {
    without_negative_zero(value).to_string()
}

/// The nearest binary number: for the positions of a drawing, never for a text.
pub fn to_f64(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

fn with_commas(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut out = String::with_capacity(digits.len() + whole / 3);
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

impl NumberFault {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Empty => "write a number, or a mark such as `[x]` for a value that is not available",
            Self::NotANumber => "write digits, with a decimal point if needed: `28648`, `9.8`",
            Self::Comma => "write a decimal point, `1.23`, and thousands commas before every three digits, `1,234`",
            Self::Space => "write thousands with commas or without: `28,648` or `28648`",
            Self::Parentheses => "write a minus sign before what is negative: `-1,234`",
            Self::Exponent => "write the number out in full",
            Self::NotFinite => {
                "a value that cannot be worked out is not a number; put a mark such as `[x]` or `[z]` in its place"
            }
            Self::ForeignDigits => "write the digits 0 to 9",
            Self::TooLong(_) => {
                "round it to what was measured; so many digits are usually the noise of a computer program"
            }
        }
    }
}

impl fmt::Display for NumberFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty where a number must be"),
            Self::NotANumber => f.write_str("is not a number"),
            Self::Comma => f.write_str("has a comma that is not before three digits"),
            Self::Space => f.write_str("has a space in a number"),
            Self::Parentheses => f.write_str("has brackets round a number"),
            Self::Exponent => f.write_str("is a number with an exponent"),
            Self::NotFinite => f.write_str("is not a finite number"),
            Self::ForeignDigits => f.write_str("has digits that are not 0 to 9"),
            Self::TooLong(digits) => write!(f, "has {digits} digits; {MAX_DIGITS} are the most a value may have"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// `expect` is the plain value (with the symbol behind it), or the fault's words.
    fn check(text: &str, expect: &str) {
        let got = match Number::parse(text) {
            Ok(number) => format!(
                "{}{}",
                plain(number.value),
                match number.symbol {
                    Some(Symbol::Percent) => " %",
                    Some(Symbol::Pounds) => " £",
                    None => "",
                }
            ),
            Err(fault) => fault.to_string(),
        };
        assert_eq!(got, expect, "`{text}`");
    }

    #[test]
    fn numbers_keep_the_decimals_written() {
        for (text, value) in [
            ("28648", "28648"),
            ("28,648", "28648"),
            ("1,234,567.80", "1234567.80"),
            (" 66776 ", "66776"),
            (" -1 ", "-1"),
            (" -00 ", "0"),
            ("-0.00", "0.00"),
            ("+5", "5"),
            ("\u{2212}0.16", "-0.16"),
            (".5", "0.5"),
            ("007", "7"),
            ("30.1%", "30.1 %"),
            ("90 %", "90 %"),
            ("-£720,000", "-720000 £"),
            ("£-5.40", "-5.40 £"),
            ("999999999999999", "999999999999999"),
            ("0.000000000000001", "0.000000000000001"),
        ] {
            check(text, value);
        }
    }

    #[test]
    fn what_is_not_certainly_a_number_is_refused() {
        for (text, why) in [
            ("1,23", "has a comma that is not before three digits"),
            ("1.234,56", "has a comma that is not before three digits"),
            ("12,34,567", "has a comma that is not before three digits"),
            (",5", "has a comma that is not before three digits"),
            ("1 234", "has a space in a number"),
            ("- 5", "has a space in a number"),
            ("(1,234)", "has brackets round a number"),
            ("1e6", "is a number with an exponent"),
            ("1e999", "is a number with an exponent"),
            ("NaN", "is not a finite number"),
            ("-inf", "is not a finite number"),
            ("１２", "has digits that are not 0 to 9"),
            ("١٢", "has digits that are not 0 to 9"),
            ("5516.6500000000015", "has 17 digits; 15 are the most a value may have"),
            ("0.0000000000000001", "has 16 digits; 15 are the most a value may have"),
            ("1_000", "is not a number"),
            ("0x10", "is not a number"),
            ("E23000013", "is not a number"),
            ("1.2.3", "is not a number"),
            ("5.", "is not a number"),
            (".", "is not a number"),
            ("-", "is not a number"),
            ("--5", "is not a number"),
            ("5-", "is not a number"),
            ("£5%", "is not a number"),
            ("720k", "is not a number"),
            ("..", "is not a number"),
            ("n/a", "is not a number"),
            ("=1+2", "is not a number"),
            (" ", "is empty where a number must be"),
        ] {
            check(text, why);
        }
    }

    #[test]
    fn readers_see_commas_true_minus_and_signs() {
        let see = |text: &str, decimals, unit: &str| {
            format(Number::parse(text).unwrap().value, decimals, &Unit::parse(unit).unwrap())
        };
        assert_eq!(see("28648", None, "offences"), "28,648");
        assert_eq!(see("999", None, "offences"), "999");
        assert_eq!(see("-1234567.80", None, "days"), "\u{2212}1,234,567.80");
        assert_eq!(see("0.25", Some(1), "days"), "0.3");
        assert_eq!(see("2.675", Some(2), "days"), "2.68");
        assert_eq!(see("-2.5", Some(0), "days"), "\u{2212}3");
        assert_eq!(see("-0.04", Some(1), "%"), "0.0%");
        assert_eq!(see("999.95", Some(1), "%"), "1,000.0%");
        assert_eq!(see("28", Some(1), "%"), "28.0%");
        assert_eq!(see("-720000", None, "£"), "\u{2212}£720,000");
    }

    #[test]
    fn changes_carry_their_sign() {
        let number = |text| Number::parse(text).unwrap().value;
        assert_eq!(format_change(number("11.6"), Some(0), &Unit::Percent), "+12%");
        assert_eq!(format_change(number("-3"), None, &Unit::Pounds), "\u{2212}£3");
        assert_eq!(format_change(number("0.04"), Some(1), &Unit::Percent), "0.0%");
        assert_eq!(format_points(number("2.72"), Some(1)), "+2.7 points");
        assert_eq!(format_points(number("-1"), None), "\u{2212}1 point");
    }

    proptest! {
        #[test]
        fn what_is_formatted_reads_back(mantissa in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..=15) {
            let value = Decimal::new(mantissa, scale);
            for unit in [Unit::Percent, Unit::Pounds, Unit::Named("days".into())] {
                prop_assert_eq!(Number::parse(&format(value, None, &unit)).map(|number| number.value), Ok(value));
            }
            let read = Number::parse(&plain(value)).unwrap().value;
            prop_assert_eq!((read, read.scale()), (value, scale));
        }

        #[test]
        fn rounding_is_within_half_a_step(mantissa in -999_999_999_999_i64..=999_999_999_999, scale in 0_u32..=12, decimals in 0_u32..=4) {
            let value = Decimal::new(mantissa, scale);
            let apart = (round(value, decimals) - value).abs() * Decimal::from(2);
            prop_assert!(apart <= Decimal::new(1, decimals));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = Number::parse(&text);
        }

        #[test]
        fn any_text_like_a_number_is_read_or_refused(text in "[0-9.,%£ +−eE-]{0,40}") {
            if let Ok(number) = Number::parse(&text) {
                prop_assert!(number.value.abs() < Decimal::from(1_000_000_000_000_000_i64));
            }
        }
    }
}
