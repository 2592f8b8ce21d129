//! What a loose number could be bound to. In: a number in a text and the report. Out: the expression that
//! gives it and seems most likely, tried out before it is suggested: the aim's own measures before those of
//! other aims, values before changes, areas and periods that the sentence names before others.

use std::cmp::Reverse;

use super::numbers::Loose;
use super::page::Page;
use crate::data::number::round;
use crate::data::{Decimal, Measure, Period, Series, Unit};
use crate::prose::Bound;
use crate::report::binding::bindings::work_out;
use crate::report::binding::scope::Scope;
use crate::report::binding::written::{Form, Reading, Tail, Written, read};
use crate::report::{Aim, Report};
use crate::source::tree::Text;

/// The most values that are looked at for one number.
const MOST: usize = 50_000;

/// How likely an expression is; the least comes first: the aim's own before others', values before changes,
/// what the sentence names most, the aim's headline.
type Rank = (bool, bool, Reverse<usize>, bool);

/// What is looked for.
struct Wanted<'a> {
    written: &'a Written,
    /// The sentence, in small letters.
    context: String,
    /// Whether the page is an aim's own, so that other aims are far away.
    has_own: bool,
}

/// The best expression for `loose` on `page`.
pub fn candidate(report: &Report, page: &Page<'_>, loose: &Loose) -> Option<String> {
    let Reading::Number(written) = read(&loose.text) else { return None };
    let wanted = Wanted { written: &written, context: loose.context.to_lowercase(), has_own: page.aim.is_some() };
    let others = page.edition.aims.iter().filter(|aim| page.aim.is_none_or(|own| own.slug != aim.slug));
    let aims = page.aim.into_iter().map(|aim| (aim, false)).chain(others.map(|aim| (aim, true)));
    let mut found: Vec<(Rank, String)> = Vec::new();
    let mut room = MOST;
    for (aim, foreign) in aims {
        let size =
            aim.measures.iter().flat_map(|measure| &measure.series).map(|series| series.observations.len()).sum();
        let Some(left) = room.checked_sub(size) else { break };
        room = left;
        found.extend(of_aim(aim, foreign, &wanted));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, expression)| expression).find(|it| holds(report, page, loose, it))
}

fn of_aim(aim: &Aim, foreign: bool, wanted: &Wanted<'_>) -> Vec<(Rank, String)> {
    let mut found = Vec::new();
    for (at, measure) in aim.measures.iter().enumerate() {
        let name = if foreign { format!("{}.{}", aim.slug, measure.id) } else { measure.id.clone() };
        let no_headline = aim.headline != Some(at);
        for (named, expression) in values(measure, &name, wanted) {
            // A short number is found somewhere in any large report: it has to be named.
            if !(foreign && wanted.has_own) || named > 0 || wanted.written.value.abs() >= Decimal::ONE_THOUSAND {
                found.push(((foreign, false, Reverse(named), no_headline), expression));
            }
        }
        if !(foreign && wanted.has_own) {
            found.extend(changes(measure, &name).map(|it| ((foreign, true, Reverse(0), no_headline), it)));
        }
    }
    found
}

/// The values of `measure` that are written like that, latest first, each with how much of it the sentence names.
fn values<'a>(
    measure: &'a Measure,
    name: &'a str,
    wanted: &'a Wanted<'a>,
) -> impl Iterator<Item = (usize, String)> + 'a {
    let of_series = move |series: &'a Series| {
        let area = if series.name == measure.area { String::new() } else { format!("[{}]", series.name) };
        let observations = series
            .observations
            .iter()
            .rev()
            .filter(move |one| one.value.is_some_and(|value| fits(wanted.written, value, &measure.unit)));
        observations.map(move |one| {
            let names = |words: &str| usize::from(!words.is_empty() && wanted.context.contains(&words.to_lowercase()));
            let named = names(&series.name) + 2 * names(&one.period.label());
            (named, format!("{name}{area}@{}", written_short(&one.period)))
        })
    };
    measure.series.iter().flat_map(of_series)
}

/// Changes that reports often tell.
fn changes<'a>(measure: &'a Measure, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let starts = [measure.baseline.map(|_| "baseline"), Some("previous")].into_iter().flatten();
    let function = if measure.unit == Unit::Percent { "points" } else { "change" };
    starts.flat_map(move |from| {
        [function, "difference"]
            .into_iter()
            .flat_map(move |function| ["", "-"].map(|sign| format!("{sign}{function}({name}, {from}, latest)")))
    })
}

/// Whether `value` rounds to what is written, in its unit.
fn fits(written: &Written, value: Decimal, unit: &Unit) -> bool {
    let Form::Digits(digits) = &written.form else { return false };
    let alike = match digits.tail {
        Tail::Percent(_) => *unit == Unit::Percent,
        Tail::Points(_) => false,
        _ => *unit != Unit::Percent && (!digits.pounds || *unit == Unit::Pounds),
    };
    let multiple =
        if let Tail::Multiple(power, _) = digits.tail { Decimal::from(10_u64.pow(power)) } else { Decimal::ONE };
    alike && round(value / multiple, digits.decimals) == written.value / multiple
}

/// A period as expressions of a measure write it: its kind is known, and a blank needs quotes.
fn written_short(period: &Period) -> String {
    let id = period.id();
    let short = id.rsplit(' ').next().filter(|short| Period::parse(short, Some(period.kind())).as_ref() == Ok(period));
    match short {
        Some(short) => short.to_owned(),
        None if id.contains(' ') => format!("\"{id}\""),
        None => id,
    }
}

fn holds(report: &Report, page: &Page<'_>, loose: &Loose, expression: &str) -> bool {
    let text = |text: &str| Text { text: text.to_owned(), span: loose.span };
    let bound = Bound { expression: text(expression), text: text(&loose.text), span: loose.span };
    let aim: Option<&Aim> = page.aim;
    let scope = Scope { edition: page.edition, editions: &report.editions, aim, expression: &bound.expression };
    work_out(&bound, scope).is_ok()
}
