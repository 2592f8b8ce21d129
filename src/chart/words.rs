//! The words round a picture: values with their unit, periods in a sentence, changes, and the notes about
//! marks. All are made from exact decimals, so that text and picture cannot disagree.

use super::text::clean;
use crate::data::number::{self, round};
use crate::data::{Decimal, Mark, Measure, Period, PeriodKind, Unit};

/// How the values of a measure are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Their unit.
    pub unit: Unit,
    /// Their decimals.
    pub decimals: u32,
}

impl Shown {
    /// As the measure says; if it does not say, with the most decimals any of `values` has.
    pub fn of(measure: &Measure, values: impl Iterator<Item = Decimal>) -> Self {
        let unit = match &measure.unit {
            Unit::Named(words) => Unit::Named(clean(words)),
            unit => unit.clone(),
        };
        let decimals = measure.decimals.unwrap_or_else(|| sensible(values)).min(number::MAX_DIGITS);
        Self { unit, decimals }
    }

    /// A value as it stands at a mark or in a table: `28,648`, `30.1%`, `£720,000`.
    pub fn value(&self, value: Decimal) -> String {
        number::format(value, Some(self.decimals), &self.unit)
    }

    /// A value in a sentence: `28,648 offences`.
    pub fn in_words(&self, value: Decimal) -> String {
        match &self.unit {
            Unit::Named(words) => format!("{} {words}", self.value(value)),
            Unit::Percent | Unit::Pounds => self.value(value),
        }
    }

    /// A value at a mark of the drawing: as elsewhere, but what has eleven digits and more is in billions or
    /// trillions, for which a phone has room.
    pub fn mark(&self, value: Decimal) -> String {
        drawn(value, self.decimals, &self.unit)
    }

    /// A value at a tick of an axis.
    pub fn tick(&self, value: Decimal, decimals: u32) -> String {
        drawn(value, decimals, &self.unit)
    }

    /// The words over a value axis: the unit, unless its sign stands at every tick.
    pub fn axis_title(&self) -> Option<String> {
        match &self.unit {
            Unit::Named(words) if !words.is_empty() => Some(capital(words)),
            _ => None,
        }
    }

    /// What became of one value: "up 28%", "down 2.7 points", "unchanged". A change between percentages is
    /// in points; one from zero or across it has no percentage and is given in numbers.
    pub fn change(&self, from: Decimal, to: Decimal) -> String {
        let difference = to - from;
        if round(difference, self.decimals).is_zero() {
            return "unchanged".to_owned();
        }
        let way = if difference > Decimal::ZERO { "up" } else { "down" };
        if self.unit == Unit::Percent {
            let points = number::format(difference.abs(), Some(self.decimals), &Unit::Named(String::new()));
            return format!("{way} {points} point{}", if points == "1" { "" } else { "s" });
        }
        match percent_change(from, to) {
            Some(percent) => {
                let decimals = percent_decimals(&[(from, percent)]);
                format!("{way} {}", number::format(percent.abs(), Some(decimals), &Unit::Percent))
            }
            None => format!("{way} {}", self.value(difference.abs())),
        }
    }
}

fn drawn(value: Decimal, decimals: u32, unit: &Unit) -> String {
    let (billion, trillion) = (Decimal::from(10_u64.pow(9)), Decimal::from(10_u64.pow(12)));
    let (by, name) = match value.abs() {
        size if size < billion * Decimal::TEN => return number::format(value, Some(decimals), unit),
        size if size < trillion => (billion, "bn"),
        _ => (trillion, "tn"),
    };
    let scaled = round(value / by, 1).normalize();
    let sign = if *unit == Unit::Percent { "%" } else { "" };
    let unit = if *unit == Unit::Percent { Unit::Named(String::new()) } else { unit.clone() };
    format!("{} {name}{sign}", number::format(scaled, None, &unit))
}

/// The change from one value to another in percent. `None` if there is no base to take it of.
pub fn percent_change(from: Decimal, to: Decimal) -> Option<Decimal> {
    if from <= Decimal::ZERO || to < Decimal::ZERO {
        return None;
    }
    (to - from).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)
}

/// With how many decimals changes in percent are shown: none, or one where every base is 1,000 or more or
/// every change is under 1 %.
pub fn percent_decimals(changes: &[(Decimal, Decimal)]) -> u32 {
    let large = changes.iter().all(|(base, _)| *base >= Decimal::ONE_THOUSAND);
    let small = changes.iter().all(|(_, percent)| percent.abs() < Decimal::ONE);
    u32::from(large || small)
}

/// A change as it stands at a mark, with its sign.
pub fn signed(change: Decimal, decimals: u32, unit: &Unit) -> String {
    let sign = if round(change, decimals) > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", drawn(change, decimals, unit))
}

/// The decimals of values nobody rounded: as many as they have, but no more than rates need if they were
/// worked out.
fn sensible(values: impl Iterator<Item = Decimal>) -> u32 {
    let (most, largest) =
        values.fold((0, Decimal::ZERO), |(most, largest), value| (most.max(value.scale()), largest.max(value.abs())));
    match most {
        0..=4 => most,
        _ if largest < Decimal::ONE_HUNDRED => 1,
        _ => 0,
    }
}

/// A period after a value: "in the year ending June 2019", "on 30 June 2019".
pub fn in_period(period: &Period) -> String {
    match period.kind() {
        PeriodKind::Day => format!("on {period}"),
        PeriodKind::YearEnding | PeriodKind::AcademicYear => format!("in the {period}"),
        PeriodKind::Wave if period.wave_number().is_none() => format!("on {period}"),
        _ => format!("in {period}"),
    }
}

/// A first and a last period: "years ending March 2016 to June 2019", "2015/16 to 2018/19".
pub fn span_of(first: &Period, last: &Period) -> String {
    if first == last {
        return first.label();
    }
    if matches!(first.kind(), PeriodKind::Quarter | PeriodKind::Months) {
        let months = |period: &Period| (period.end().year(), period.end().month());
        let start = (first.start().year(), first.start().month());
        if let Some(whole) = Period::months_between(start, months(last)) {
            let step = if first.kind() == PeriodKind::Quarter { ", by quarter" } else { "" };
            return format!("{whole}{step}");
        }
    }
    match (first.kind(), first.label().strip_prefix("year ending "), last.label().strip_prefix("year ending ")) {
        (PeriodKind::YearEnding, Some(first), Some(last)) => format!("years ending {first} to {last}"),
        _ => format!("{first} to {last}"),
    }
}

/// "A", "A, B and C" if that is short, "8 areas" if it is not.
pub fn named_or_counted(names: &[&str], noun: &str) -> String {
    let listed = match names {
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
        [] => String::new(),
    };
    match names.len() {
        1..=2 => listed,
        3..=4 if listed.len() <= 80 => listed,
        more => format!("{more} {noun}"),
    }
}

/// What a mark means and how it is drawn.
pub fn mark_note(mark: Mark) -> String {
    let drawn = match mark {
        Mark::Provisional | Mark::Estimated | Mark::Forecast | Mark::Derived => ", drawn hollow or dashed",
        Mark::NotAvailable | Mark::NotApplicable | Mark::Confidential | Mark::NoneInSurvey => ", left as a gap",
        Mark::Revised | Mark::Break | Mark::LowReliability | Mark::Low => "",
    };
    format!("{mark} {}{drawn}", mark.meaning())
}

/// What a mark means, where nothing is drawn.
pub fn mark_meaning(mark: Mark) -> String {
    format!("{mark} {}", mark.meaning())
}

/// The first letter large.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(unit: &str, decimals: u32, from: &str, to: &str, expect: &str) {
        let shown = Shown { unit: Unit::parse(unit).unwrap(), decimals };
        assert_eq!(shown.change(from.parse().unwrap(), to.parse().unwrap()), expect);
    }

    #[test]
    fn changes_are_in_percent_points_or_numbers() {
        check("offences", 0, "22381", "28648", "up 28.0%");
        check("entrants", 0, "1232", "1094", "down 11.2%");
        check("per 1,000 people", 0, "66", "90", "up 36%");
        check("%", 1, "28.7", "30.1", "up 1.4 points");
        check("%", 0, "30", "29", "down 1 point");
        check("deaths", 0, "0", "3", "up 3");
        check("deaths", 0, "3", "3", "unchanged");
        check("£", 0, "-5", "7", "up £12");
    }
}
