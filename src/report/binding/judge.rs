//! Says whether a text agrees with the data. In: the text as written and the [`Outcome`] of its
//! expression. Out: the text the page shows, or a diagnostic that says what the data say. A number agrees
//! if the exact value, rounded as the text is written (half away from zero), equals it; a claim agrees if
//! it is true.

use std::cmp::Ordering;

use super::quantity::{Dimension, Input, Outcome, Quantity};
use super::written::{Digits, Form, Leaning, Reading, Tail, Written, in_words, read};
use crate::data::number::{format, round};
use crate::data::{Decimal, Unit};
use crate::diag::Diagnostic;
use crate::prose::Bound;
use crate::source::Span;

/// How far from the value a number may be that only says about how much, as a part of the number.
const ABOUT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// So many cells can be taken in at a glance.
const CELLS: usize = 4;
/// How far a fraction in words may be from the share it stands for.
const FRACTION: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// The text that the page shows for `bound`.
///
/// # Errors
/// The text and the data do not agree, or the text is not of the kind the expression asks for.
pub fn judge(bound: &Bound, outcome: &Outcome, about: bool) -> Result<String, Diagnostic> {
    match outcome {
        Outcome::Quantity(quantity) => judge_number(bound, quantity, about),
        Outcome::Truth { holds, sides } => judge_claim(bound, *holds, sides),
    }
}

fn mismatch(text: &str) -> Diagnostic {
    Diagnostic::error("claim-mismatch", format!("`{text}` is not what the data say"))
}

fn place(bound: &Bound) -> Span {
    if bound.text.text.is_empty() { bound.span } else { bound.text.span }
}

fn judge_claim(bound: &Bound, holds: bool, sides: &[(Quantity, &'static str, Quantity)]) -> Result<String, Diagnostic> {
    let text = &bound.text.text;
    if text.trim().is_empty() {
        let message = "a claim needs words: this link has no text".to_owned();
        return Err(Diagnostic::error("binding-syntax", message)
            .at(bound.span, "")
            .help("write what the comparison claims, such as `[more](…)`"));
    }
    if text.contains(|c: char| c.is_ascii_digit()) {
        let message = format!("`{text}` holds a number, but its expression is a claim");
        return Err(Diagnostic::error("binding-syntax", message)
            .at(place(bound), "")
            .help("bind the number by itself, and the words that make the claim by themselves"));
    }
    if holds {
        return Ok(text.clone());
    }
    let told: Vec<String> = sides
        .iter()
        .map(|(left, sign, right)| format!("{} {} {}", show(left), told(left, sign, right), show(right)))
        .collect();
    let diagnostic = mismatch(text).at(place(bound), format!("the data say: {}", told.join("; ")));
    let inputs = sides.iter().flat_map(|(left, _, right)| left.inputs.iter().chain(&right.inputs));
    Err(with_cells(diagnostic, inputs).help("change the words, the expression or the data"))
}

/// Shows the cells that a value was worked out from, as far as they can be taken in at a glance.
fn with_cells<'a>(diagnostic: Diagnostic, inputs: impl Iterator<Item = &'a Input>) -> Diagnostic {
    let mut shown: Vec<Span> = Vec::new();
    inputs.fold(diagnostic, |diagnostic, input| {
        if shown.len() == CELLS || shown.contains(&input.span) {
            return diagnostic;
        }
        shown.push(input.span);
        diagnostic.also(input.span, format!("{}, {}, {}", input.label, input.area, input.period.label()))
    })
}

/// How two values stand to each other, in words.
fn told(left: &Quantity, sign: &str, right: &Quantity) -> &'static str {
    match left.value.cmp(&right.value) {
        Ordering::Less => "is below",
        Ordering::Greater => "is above",
        Ordering::Equal if sign == "!=" => "is the same as",
        Ordering::Equal => "equals",
    }
}

/// A quantity in full, for messages and notes.
pub fn show(quantity: &Quantity) -> String {
    match &quantity.dimension {
        Dimension::Level(Unit::Named(unit)) => format!("{} {unit}", filled(quantity)),
        _ => filled(quantity),
    }
}

/// A quantity that was worked out, as exactly as a reader can use: to four decimals at most.
pub fn in_full(quantity: &Quantity) -> String {
    let value = round(quantity.value, 4).normalize();
    match &quantity.dimension {
        Dimension::Level(unit) => measured(value, unit),
        Dimension::Change => measured(value, &Unit::Percent),
        Dimension::Points => measured(value, &Unit::Named("percentage points".to_owned())),
        Dimension::Number => format(value, None, &Unit::Named(String::new())),
    }
}

/// A value as published, with its unit.
pub fn measured(value: Decimal, unit: &Unit) -> String {
    match unit {
        Unit::Named(words) => format!("{} {words}", format(value, None, unit)),
        _ => format(value, None, unit),
    }
}

/// A quantity in its measure's own format: what an empty link is filled with.
pub fn filled(quantity: &Quantity) -> String {
    let plain = Unit::Named(String::new());
    let small = quantity.value.abs() < Decimal::ONE;
    match &quantity.dimension {
        Dimension::Level(unit) => format(quantity.value, Some(quantity.decimals.unwrap_or(u32::from(small))), unit),
        Dimension::Change => format(quantity.value, Some(u32::from(small)), &Unit::Percent),
        Dimension::Points => format!("{} points", format(quantity.value, Some(quantity.decimals.unwrap_or(1)), &plain)),
        Dimension::Number if quantity.value.fract().is_zero() => format(quantity.value, Some(0), &plain),
        Dimension::Number => format(quantity.value, Some(1), &plain),
    }
}

fn judge_number(bound: &Bound, quantity: &Quantity, about: bool) -> Result<String, Diagnostic> {
    let text = &bound.text.text;
    let syntax =
        |message: String, help: &str| Err(Diagnostic::error("binding-syntax", message).at(place(bound), "").help(help));
    if text.trim().is_empty() {
        return Ok(filled(quantity));
    }
    let written = match read(text) {
        Reading::Number(written) => written,
        Reading::Words => {
            return syntax(
                format!("`{text}` holds no number, but its expression is one"),
                "write the number, or make it a claim with a comparison such as `>`",
            );
        }
        Reading::Several(_) => {
            return syntax(format!("`{text}` holds more than one number"), "bind each number by itself");
        }
        Reading::Broken(_) => {
            return syntax(
                format!("`{text}` is not a number as this report writes them"),
                "write thousands as `1,234` and decimals as `5.4`",
            );
        }
    };
    unit_agrees(bound, &written, quantity)?;
    if agrees(&written, quantity, about) {
        return Ok(text.clone());
    }
    Err(disagreement(bound, &written, quantity))
}

fn unit_agrees(bound: &Bound, written: &Written, quantity: &Quantity) -> Result<(), Diagnostic> {
    let Form::Digits(digits) = &written.form else { return Ok(()) };
    let dimension = &quantity.dimension;
    let is_percentage = matches!(dimension, Dimension::Change | Dimension::Level(Unit::Percent));
    let text = &bound.text.text;
    match digits.tail {
        Tail::Percent(_) if *dimension == Dimension::Points => {
            let message = format!("`{text}` is written as a percent but is a difference of percentages");
            let help = format!(
                "write `{}`",
                rendered(written, quantity.value).trim_end_matches('%').to_owned() + " percentage points"
            );
            Err(Diagnostic::error("points-as-percent", message)
                .at(place(bound), "these are percentage points")
                .help(help))
        }
        Tail::Percent(_) if !is_percentage => Err(unlike(bound, text, "a percentage", dimension)),
        Tail::Points(_) if *dimension != Dimension::Points => Err(unlike(bound, text, "percentage points", dimension)),
        _ if digits.pounds && *dimension != Dimension::Level(Unit::Pounds) => {
            Err(unlike(bound, text, "pounds", dimension))
        }
        _ => Ok(()),
    }
}

fn unlike(bound: &Bound, text: &str, written: &str, dimension: &Dimension) -> Diagnostic {
    Diagnostic::error("unlike-units", format!("`{text}` is written as {written}, but its expression gives {dimension}"))
        .at(place(bound), "")
        .help("use another function, or write the unit that the data have")
}

fn agrees(written: &Written, quantity: &Quantity, about: bool) -> bool {
    let value = quantity.value;
    let exactly = match &written.form {
        Form::Digits(digits) => round(value / multiple(digits), digits.decimals) == written.value / multiple(digits),
        Form::Word => round(value, 0) == written.value,
        Form::Fraction(..) => (as_ratio(quantity) - written.value).abs() <= FRACTION,
    };
    exactly || (about && nearly(written, quantity))
}

/// Whether a number that says about how much is near enough, on the side its words lean to.
fn nearly(written: &Written, quantity: &Quantity) -> bool {
    let value = if let Form::Fraction(..) = written.form { as_ratio(quantity) } else { quantity.value };
    let apart = value - written.value;
    let side = match written.leaning {
        Leaning::Either => true,
        Leaning::Below => apart <= Decimal::ZERO,
        Leaning::Above => apart >= Decimal::ZERO,
    };
    side && apart.abs() <= written.value.abs() * ABOUT
}

fn as_ratio(quantity: &Quantity) -> Decimal {
    match quantity.dimension {
        Dimension::Change | Dimension::Level(Unit::Percent) => quantity.value / Decimal::ONE_HUNDRED,
        _ => quantity.value,
    }
}

fn multiple(digits: &Digits) -> Decimal {
    match digits.tail {
        Tail::Multiple(power, _) => Decimal::from(10_u64.pow(power)),
        _ => Decimal::ONE,
    }
}

fn disagreement(bound: &Bound, written: &Written, quantity: &Quantity) -> Diagnostic {
    let text = &bound.text.text;
    let corrected = corrected(text, written, quantity);
    let diagnostic = mismatch(text).at(place(bound), format!("the data say `{corrected}`"));
    let diagnostic = with_cells(diagnostic, quantity.inputs.iter());
    let sign_only =
        written.value == -quantity.value || rendered(written, -quantity.value) == text[written.place.clone()];
    if sign_only && written.value > Decimal::ZERO {
        return diagnostic.help("the value is negative; for a fall written without its sign put a minus before the expression: `=-change(…)`");
    }
    let in_place = bound.text.span.range().len() == text.len();
    let fixable = in_place && is_right(bound, &corrected, quantity);
    let diagnostic = diagnostic.help(format!("change the text to `{corrected}`, or correct the data"));
    if fixable { diagnostic.fix(bound.text.span, corrected) } else { diagnostic }
}

/// Whether `text` in the place of the text of `bound` would agree with the data.
fn is_right(bound: &Bound, text: &str, quantity: &Quantity) -> bool {
    let Reading::Number(written) = read(text) else { return false };
    unit_agrees(bound, &written, quantity).is_ok() && agrees(&written, quantity, false)
}

/// `text` with its number replaced by the value, written the same way.
pub fn corrected(text: &str, written: &Written, quantity: &Quantity) -> String {
    let value = match &written.form {
        // A fraction in words has no nearest fraction that is sure to be meant: the figure is given.
        Form::Fraction(..) => filled(quantity),
        _ => rendered(written, quantity.value),
    };
    format!("{}{value}{}", &text[..written.place.start], &text[written.place.end..])
}

/// `value` in the form of `written`: as many decimals, with or without commas, sign, unit and multiple.
fn rendered(written: &Written, value: Decimal) -> String {
    let plain = Unit::Named(String::new());
    let digits = match &written.form {
        Form::Digits(digits) => digits,
        _ => {
            let whole = round(value, 0);
            let word = u32::try_from(whole).ok().and_then(in_words);
            return word.unwrap_or_else(|| format(whole, Some(0), &plain));
        }
    };
    let rounded = round(value / multiple(digits), digits.decimals);
    let size = format(rounded.abs(), Some(digits.decimals), &plain);
    let size = if digits.commas { size } else { size.replace(',', "") };
    let sign = match (rounded.is_sign_negative() && !rounded.is_zero(), digits.sign) {
        (true, "-") => "-",
        (true, _) => "−",
        (false, "+") => "+",
        (false, _) => "",
    };
    let pounds = if digits.pounds { "£" } else { "" };
    let tail = match digits.tail {
        Tail::None => "",
        Tail::Percent(tail) | Tail::Points(tail) | Tail::Multiple(_, tail) => tail,
    };
    format!("{sign}{pounds}{size}{tail}")
}
