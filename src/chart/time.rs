//! What charts over time share beside the drawing: flags, notes, summary, table and file.

use super::ask::{Ask, OverTime};
use super::figure::Chart;
use super::flags::Flag;
use super::kind::Model;
use super::strand::{self, Strand};
use super::table::{Cell, Column, DataTable, Records, exact};
use super::text::clean;
use super::words::{self, Shown, in_period, mark_note, named_or_counted, span_of};
use crate::data::{Decimal, Mark, Marks, Period, PeriodKind, Sample, Unit};

/// The most annotations a chart can carry.
const MOST_ANNOTATIONS: usize = 3;

/// How the values are shown.
pub fn shown(over_time: &OverTime<'_>) -> Shown {
    if let Some(shown) = &over_time.shown {
        return shown.clone();
    }
    let values = over_time.strands.iter().flat_map(|strand| strand.valued().map(|(_, value)| value));
    Shown::of(over_time.measures[0], values)
}

/// The breaks in the data and the annotations asked for, in order of time.
pub fn flags(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>) -> Option<Vec<Flag>> {
    let periods = strand::periods(&over_time.strands);
    let mut flags = breaks(&over_time.strands, &periods);
    let kind = over_time.measures[0].kind;
    if let Some((fourth, _)) = ask.spec.annotate.get(MOST_ANNOTATIONS) {
        let message = format!("a chart can carry {MOST_ANNOTATIONS} annotations, and this is one more");
        ask.refuse("too-many-annotations", fourth.span, message, "move it to the text");
        return None;
    }
    for (number, (when, sentence)) in ask.spec.annotate.iter().enumerate() {
        let period = ask.period(when, kind)?;
        if !periods.contains(&period) {
            let message = format!("the chart shows no {period}");
            ask.refuse("unknown-period", when.span, message, "name a period that the chart shows");
            return None;
        }
        flags.push(Flag {
            day: period.middle_day() as f64,
            class: "note",
            words: clean(&sentence.text),
            short: (number + 1).to_string(),
        });
    }
    flags.sort_by(|a, b| a.day.total_cmp(&b.day));
    Some(flags)
}

fn breaks(strands: &[Strand], periods: &[Period]) -> Vec<Flag> {
    let is_break =
        |period: &Period| strands.iter().any(|strand| strand.at(period).is_some_and(|p| p.marks.has(Mark::Break)));
    periods
        .windows(2)
        .filter(|pair| is_break(&pair[1]))
        .map(|pair| Flag {
            day: (pair[0].middle_day() + pair[1].middle_day()) as f64 / 2.0,
            class: "break",
            words: "break".to_owned(),
            short: "break".to_owned(),
        })
        .collect()
}

/// The chart round `model`, with everything that words can say of it.
pub fn chart(
    ask: &Ask<'_, '_>,
    over_time: &OverTime<'_>,
    kind: &'static str,
    picture: &str,
    notes: Vec<String>,
    model: Model,
) -> Chart {
    let strands = &over_time.strands;
    let shown = shown(over_time);
    let periods = strand::periods(strands);
    let range = match (periods.first(), periods.last()) {
        (Some(first), Some(last)) => span_of(first, last),
        _ => String::new(),
    };
    let subtitle = ask.spec.subtitle.as_ref().map(|text| clean(&text.text)).unwrap_or_else(|| {
        let names: Vec<&str> = strands.iter().map(|strand| strand.name.as_str()).collect();
        let what = if over_time.measures.len() == 1 { over_time.measures[0].label.as_str() } else { "" };
        subtitle(&clean(what), &named_or_counted(&names, over_time.noun), &range, &shown)
    });
    let count = match strands.len() {
        1 => strands[0].name.clone(),
        more => format!("{more} {}", over_time.noun),
    };
    Chart {
        kind,
        picture_name: format!("{picture} of {count}, {range}. Summary and data table follow."),
        summary: ask.spec.summary.as_ref().map_or_else(|| summary(over_time, &shown), |text| clean(&text.text)),
        table: table(strands, &periods, &shown, &subtitle),
        records: records(strands),
        notes: all_notes(ask, over_time, &periods, notes),
        subtitle,
        model,
    }
}

/// Measure, area, period and unit in one line; parts that others hold already are left out.
pub fn subtitle(what: &str, who: &str, when: &str, shown: &Shown) -> String {
    let unit = match &shown.unit {
        Unit::Named(unit) if !unit.is_empty() && !what.to_lowercase().contains(&unit.to_lowercase()) => unit.as_str(),
        _ => "",
    };
    let what = match (what.is_empty(), unit.is_empty()) {
        (false, false) => format!("{what} ({unit})"),
        (true, false) => words::capital(unit),
        _ => what.to_owned(),
    };
    let who = if what.contains(who) { "" } else { who };
    [what.as_str(), who, when].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The first, last, highest and lowest value of the first series, and the first and last of the others.
fn summary(over_time: &OverTime<'_>, shown: &Shown) -> String {
    let sentence = |(at, strand): (usize, &Strand)| {
        let valued: Vec<(Period, Decimal)> = strand.valued().map(|(point, value)| (point.period, value)).collect();
        let (Some((first, from)), Some((last, to))) = (valued.first(), valued.last()) else {
            return format!("{}: no values.", strand.name);
        };
        if first == last {
            return format!("{}: {} {}.", strand.name, shown.in_words(*to), in_period(last));
        }
        let broken = strand.break_between(*first, *last);
        let change = match broken {
            Some(period) => format!("not comparable: a break in the series {}", in_period(&period)),
            None => shown.change(*from, *to),
        };
        if at > 0 {
            return format!("{}: {} to {}, {change}.", strand.name, shown.value(*from), shown.value(*to));
        }
        let (start, end) = (shown.in_words(*from), shown.value(*to));
        let peaks = if broken.is_none() { peaks(&valued, shown) } else { String::new() };
        format!("{}: {start} {}, {end} {}, {change}.{peaks}", strand.name, in_period(first), in_period(last))
    };
    over_time.strands.iter().enumerate().map(sentence).collect::<Vec<_>>().join(" ")
}

/// The highest and the lowest value, where they are neither the first nor the last.
fn peaks(valued: &[(Period, Decimal)], shown: &Shown) -> String {
    let inner = valued.get(1..valued.len().saturating_sub(1)).unwrap_or_default();
    let ends = [valued.first(), valued.last()].map(|end| end.map(|(_, value)| *value).unwrap_or_default());
    let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let highest = inner.iter().rev().max_by_key(|(_, value)| *value).filter(|(_, value)| *value > high);
    let lowest = inner.iter().min_by_key(|(_, value)| *value).filter(|(_, value)| *value < low);
    let words = |name: &str, peak: Option<&(Period, Decimal)>| {
        peak.map(|(period, value)| format!(" {name} {} {}.", shown.value(*value), in_period(period)))
            .unwrap_or_default()
    };
    words("Highest", highest) + &words("Lowest", lowest)
}

fn table(strands: &[Strand], periods: &[Period], shown: &Shown, caption: &str) -> DataTable {
    let mut columns = vec![Column::of_names("Period")];
    for strand in strands {
        columns.push(Column::of_numbers(&strand.name));
        if has_intervals(strand) {
            columns.push(Column::of_numbers(format!("{}, likely range", strand.name)));
        }
    }
    let row = |period: &Period| {
        let mut row = vec![Cell::header(words::capital(&period.label()))];
        for strand in strands {
            let point = strand.at(period);
            row.push(value_cell(point.and_then(|p| p.value), point.map(|p| p.marks).unwrap_or_default(), shown));
            if has_intervals(strand) {
                let range = point.and_then(|point| point.interval);
                row.push(Cell::plain(range.map(|range| range_words(range, shown)).unwrap_or_default()));
            }
        }
        row
    };
    DataTable { caption: caption.to_owned(), columns, rows: periods.iter().map(row).collect() }
}

fn has_intervals(strand: &Strand) -> bool {
    strand.points.iter().any(|point| point.interval.is_some())
}

/// A value with its marks; where it is withheld the marks stand alone.
pub fn value_cell(value: Option<Decimal>, marks: Marks, shown: &Shown) -> Cell {
    Cell::value(value.map(|value| shown.value(value)).unwrap_or_default(), marks)
}

/// "10.8 to 11.4".
pub fn range_words((low, high): (Decimal, Decimal), shown: &Shown) -> String {
    format!("{} to {}", shown.value(low), shown.value(high))
}

fn records(strands: &[Strand]) -> Records {
    let intervals = strands.iter().any(has_intervals);
    let mut heading = vec!["period", "series", "value", "marks"];
    if intervals {
        heading.extend(["low", "high"]);
    }
    let rows = strands.iter().flat_map(|strand| {
        strand.points.iter().map(move |point| {
            let mut row = vec![point.period.id(), strand.name.clone(), exact(point.value), mark_letters(point.marks)];
            if intervals {
                row.push(exact(point.interval.map(|(low, _)| low)));
                row.push(exact(point.interval.map(|(_, high)| high)));
            }
            row
        })
    });
    Records { heading, rows: rows.collect() }
}

/// Marks as a data file holds them: `p r`.
pub fn mark_letters(marks: Marks) -> String {
    marks.iter().map(Mark::letters).collect::<Vec<_>>().join(" ")
}

fn all_notes(ask: &Ask<'_, '_>, over_time: &OverTime<'_>, periods: &[Period], mut notes: Vec<String>) -> Vec<String> {
    let measure = over_time.measures[0];
    for strand in &over_time.strands {
        if strand.valued().next().is_none() {
            notes.push(format!("There are no values for {}.", strand.name));
        }
    }
    notes.extend(break_note(&over_time.strands));
    notes.extend(overlap_note(measure.kind, periods));
    notes.extend(target_note(over_time));
    if measure.sample == Sample::NotPublished {
        notes.push("The number of people asked is not published, so no likely range can be given.".to_owned());
    }
    for (number, (when, sentence)) in ask.spec.annotate.iter().enumerate() {
        let period = Period::parse(&when.text, Some(measure.kind)).map_or_else(|_| when.text.clone(), |p| p.label());
        notes.push(format!("{}. {}: {}", number + 1, words::capital(&period), clean(&sentence.text)));
    }
    let marks = over_time.strands.iter().fold(Marks::default(), |marks, strand| marks.and(strand.marks()));
    notes.extend(mark_notes(marks));
    notes.extend(ask.spec.notes.iter().map(|note| clean(&note.text)));
    notes
}

/// A note for every mark that occurs.
pub fn mark_notes(marks: Marks) -> impl Iterator<Item = String> {
    marks.iter().filter(|mark| *mark != Mark::Break).map(mark_note).collect::<Vec<_>>().into_iter()
}

fn break_note(strands: &[Strand]) -> Option<String> {
    let mut periods: Vec<Period> = strands
        .iter()
        .flat_map(|strand| strand.points.iter().filter(|point| point.marks.has(Mark::Break)).map(|point| point.period))
        .collect();
    periods.sort_unstable();
    periods.dedup();
    let dates: Vec<String> = periods.iter().map(Period::label).collect();
    let letters = Mark::Break;
    (!dates.is_empty()).then(|| {
        format!("{letters} break in series from {}: values before it are not comparable.", dates.join(" and from "))
    })
}

/// Years ending in neighbouring months share most of what they count.
fn overlap_note(kind: PeriodKind, periods: &[Period]) -> Option<String> {
    let months = |period: &Period| i32::from(period.end().year()) * 12 + i32::from(period.end().month());
    let step = periods.windows(2).map(|pair| months(&pair[1]) - months(&pair[0])).min()?;
    let share = match (kind, step) {
        (PeriodKind::YearEnding, 1) => "eleven twelfths",
        (PeriodKind::YearEnding, 3) => "three quarters",
        (PeriodKind::YearEnding, 6) => "half",
        (PeriodKind::YearEnding, 2..=11) => "part",
        _ => return None,
    };
    Some(format!("Each point counts twelve months: neighbouring points share {share} of their data."))
}

fn target_note(over_time: &OverTime<'_>) -> Option<String> {
    let target = over_time.measures[0].target.filter(|_| over_time.shown.is_none())?;
    Some(format!("Target: {}.", shown(over_time).in_words(target)))
}
