//! What charts of areas at one period share: rows with their values, the words and the table. In: the chart
//! as asked. Out: rows in the order they are shown, a reference taken out of them, and everything that is
//! said beside the drawing.

use super::ask::Ask;
use super::figure::Chart;
use super::kind::Model;
use super::strand::{self, Point};
use super::table::{Cell, Column, DataTable, Records, exact};
use super::text::clean;
use super::time::{mark_letters, mark_notes, range_words, subtitle, value_cell};
use super::words::{self, Shown, in_period, named_or_counted};
use crate::data::number;
use crate::data::{Decimal, Marks, Measure, Period, Polarity, Sample, Unit};
use crate::source::tree::Text;

/// An area (or other breakdown) with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name as labels hold it.
    pub name: String,
    /// Its value at the chart's period.
    pub point: Point,
    /// What the value was worked out from: events and population, or answers and all who were asked.
    pub counts: Option<(Decimal, Decimal)>,
    /// Whether it stands out.
    pub in_focus: bool,
}

/// What a chart of areas shows.
pub struct Areas<'m> {
    /// The measures, at least one, of one unit and kind.
    pub measures: Vec<&'m Measure>,
    /// The period.
    pub period: Period,
    /// The rows, highest first unless the order of the data was asked for; withheld ones last.
    pub rows: Vec<Row>,
    /// What they are measured against.
    pub reference: Option<Row>,
    /// Whether one of them stands out.
    pub has_focus: bool,
    /// How values are shown.
    pub shown: Shown,
    /// What rows are, in the plural.
    pub noun: &'static str,
    /// The names of the two counts that values were worked out from.
    pub counted: Option<[String; 2]>,
}

/// In which order rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The highest first.
    Value,
    /// As in the data.
    Data,
}

/// Keys that need an axis of periods.
pub const OVER_TIME: [&str; 3] = ["from", "to", "annotate"];

/// The rows of the chart: the series of its measures at one period.
pub fn areas<'m>(ask: &mut Ask<'_, 'm>, order: Order) -> Option<Areas<'m>> {
    ask.refuse_unused(&OVER_TIME)?;
    let measures = ask.measures()?;
    let mut named = Vec::new();
    for measure in &measures {
        for series in ask.series(measure)? {
            let name = match (measures.len(), measure.series.len()) {
                (1, _) => measure.name_of(series).to_owned(),
                (_, 1) => measure.label.clone(),
                _ => format!("{}, {}", measure.label, series.name),
            };
            named.push((clean(&name), series));
        }
    }
    let series: Vec<_> = named.iter().map(|(_, series)| *series).collect();
    let period = ask.at(measures[0], &series)?;
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    ask.differ(&names)?;
    let focus = ask.focus(&names);
    let reference = ask.reference(&names)?;
    let mut rows: Vec<Row> = named
        .iter()
        .enumerate()
        .filter_map(|(at, (name, series))| {
            let point = Point::of(series.at(&period)?);
            Some(Row { name: name.clone(), point, counts: None, in_focus: focus == Some(at) })
        })
        .collect();
    let reference = reference.and_then(|name| rows.iter().position(|row| row.name == name)).map(|at| rows.remove(at));
    if order == Order::Value {
        rows.sort_by_key(|row| std::cmp::Reverse(row.point.value));
    }
    let values = rows.iter().chain(&reference).filter_map(|row| row.point.value);
    let shown = Shown::of(measures[0], values);
    let noun = if measures.len() > 1 { "measures" } else { "areas" };
    Some(Areas { measures, period, rows, reference, has_focus: focus.is_some(), shown, noun, counted: None })
}

/// The chart round `model`.
pub fn chart(
    ask: &Ask<'_, '_>,
    areas: &Areas<'_>,
    kind: &'static str,
    picture: &str,
    notes: Vec<String>,
    model: Model,
) -> Chart {
    let names: Vec<&str> = areas.rows.iter().map(|row| row.name.as_str()).collect();
    let what = if areas.measures.len() == 1 { clean(&areas.measures[0].label) } else { String::new() };
    let who = named_or_counted(&names, areas.noun);
    let subtitle = ask
        .spec
        .subtitle
        .as_ref()
        .map_or_else(|| subtitle(&what, &who, &areas.period.label(), &areas.shown), |text| clean(&text.text));
    Chart {
        kind,
        picture_name: format!("{picture} of {who}, {}. Summary and data table follow.", areas.period),
        summary: ask.spec.summary.as_ref().map_or_else(|| summary(areas), |text| clean(&text.text)),
        table: table(areas, &subtitle),
        records: records(areas),
        notes: all_notes(ask, areas, notes),
        subtitle,
        model,
    }
}

/// The highest three, the lowest, and how many stand above the reference.
fn summary(areas: &Areas<'_>) -> String {
    let shown = &areas.shown;
    let mut valued: Vec<(&str, Decimal)> =
        areas.rows.iter().filter_map(|row| row.point.value.map(|value| (row.name.as_str(), value))).collect();
    valued.sort_by_key(|(_, value)| std::cmp::Reverse(*value));
    let said = |(name, value): &(&str, Decimal)| format!("{name} {}", shown.value(*value));
    let mut sentences = match valued.as_slice() {
        [] => vec![format!("No values are published {}.", in_period(&areas.period))],
        [(name, value)] => vec![format!("{name}: {} {}.", shown.in_words(*value), in_period(&areas.period))],
        [first, rest @ ..] => {
            let (name, value) = first;
            let shown_rest = &rest[..rest.len().min(if rest.len() <= 4 { 4 } else { 2 })];
            let list: Vec<String> = shown_rest.iter().map(said).collect();
            let mut sentences = vec![format!("Highest: {name} {}, then {}.", shown.in_words(*value), list.join(", "))];
            if shown_rest.len() < rest.len() {
                sentences.extend(rest.last().map(|last| format!("Lowest: {}.", said(last))));
            }
            sentences
        }
    };
    let withheld = areas.rows.len() - valued.len();
    if withheld > 0 {
        sentences.push(format!("No value for {withheld} of {}.", areas.rows.len()));
    }
    sentences.extend(against_reference(areas, &valued));
    sentences.join(" ")
}

fn against_reference(areas: &Areas<'_>, valued: &[(&str, Decimal)]) -> Option<String> {
    let reference = areas.reference.as_ref()?;
    let value = reference.point.value?;
    let above = valued.iter().filter(|(_, other)| *other > value).count();
    let number = match above {
        0 => "none is".to_owned(),
        1 => "1 is".to_owned(),
        all if all == valued.len() => format!("all {all} are"),
        some => format!("{some} of {} are", valued.len()),
    };
    Some(format!("{}: {}; {number} above it.", reference.name, areas.shown.value(value)))
}

/// Rows and the reference, last.
fn shown_rows<'a>(areas: &'a Areas<'_>) -> impl Iterator<Item = &'a Row> {
    areas.rows.iter().chain(&areas.reference)
}

fn table(areas: &Areas<'_>, caption: &str) -> DataTable {
    let with_range = shown_rows(areas).any(|row| row.point.interval.is_some());
    let heading = match areas.measures.as_slice() {
        [one] if areas.counted.is_none() => clean(&one.label),
        _ => areas.shown.axis_title().unwrap_or_else(|| "Value".to_owned()),
    };
    let mut columns = vec![Column::of_names(if areas.measures.len() > 1 { "Measure" } else { "Area" })];
    columns.push(Column::of_numbers(heading));
    if with_range {
        columns.push(Column::of_numbers("Likely range (95% confidence interval)"));
    }
    columns.extend(areas.counted.iter().flatten().map(Column::of_numbers));
    let row = |row: &Row| {
        let mut cells = vec![Cell::header(&row.name), value_cell(row.point.value, row.point.marks, &areas.shown)];
        if with_range {
            let range = row.point.interval.map(|range| range_words(range, &areas.shown));
            cells.push(Cell::plain(range.unwrap_or_default()));
        }
        let counts = row.counts.map(|(above, below)| [above, below]);
        let count = |count: Decimal| Cell::plain(number::format(count, None, &Unit::Named(String::new())));
        match counts {
            Some(counts) => cells.extend(counts.map(count)),
            None => cells.extend(areas.counted.iter().flatten().map(|_| Cell::default())),
        }
        cells
    };
    DataTable { caption: caption.to_owned(), columns, rows: shown_rows(areas).map(row).collect() }
}

fn records(areas: &Areas<'_>) -> Records {
    let with_range = shown_rows(areas).any(|row| row.point.interval.is_some());
    let mut heading = vec!["period", "series", "value", "marks"];
    if with_range {
        heading.extend(["low", "high"]);
    }
    if areas.counted.is_some() {
        heading.extend(["events", "of"]);
    }
    let record = |row: &Row| {
        let point = &row.point;
        let mut record = vec![point.period.id(), row.name.clone(), exact(point.value), mark_letters(point.marks)];
        if with_range {
            record.push(exact(point.interval.map(|(low, _)| low)));
            record.push(exact(point.interval.map(|(_, high)| high)));
        }
        if areas.counted.is_some() {
            record.push(exact(row.counts.map(|(above, _)| above)));
            record.push(exact(row.counts.map(|(_, below)| below)));
        }
        record
    };
    Records { heading, rows: shown_rows(areas).map(record).collect() }
}

fn all_notes(ask: &Ask<'_, '_>, areas: &Areas<'_>, mut notes: Vec<String>) -> Vec<String> {
    let measure = areas.measures[0];
    if measure.sample == Sample::NotPublished {
        notes.push("The number of people asked is not published, so no likely range can be given.".to_owned());
    }
    let marks = shown_rows(areas).fold(Marks::default(), |marks, row| marks.and(row.point.marks));
    notes.extend(mark_notes(marks));
    notes.extend(ask.spec.notes.iter().map(|note| clean(&note.text)));
    notes
}

/// A value with its marks behind it, as it stands beside a bar: `28,648 [p]`, or `[c]` alone.
pub fn value_label(point: &Point, shown: &Shown) -> String {
    let marks = point.marks.to_string();
    let value = point.value.map(|value| shown.mark(value)).unwrap_or_default();
    let label = format!("{value} {marks}").trim().to_owned();
    if label.is_empty() { words::capital("no value") } else { label }
}

/// An area at two periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Its name as labels hold it.
    pub name: String,
    /// What it was.
    pub from: Point,
    /// What it became.
    pub to: Point,
    /// Whether it stands out.
    pub in_focus: bool,
}

/// What a chart of two periods shows.
pub struct Pairs<'m> {
    /// The measures, at least one, of one unit and kind.
    pub measures: Vec<&'m Measure>,
    /// The first period.
    pub from: Period,
    /// The second period.
    pub to: Period,
    /// The areas in the order of the data.
    pub rows: Vec<Pair>,
    /// How values are shown.
    pub shown: Shown,
    /// What rows are, in the plural.
    pub noun: &'static str,
    /// Which way is better.
    pub better: Polarity,
}

/// The areas of the chart at two periods: `from` (or the baseline, or the first) and `to` (or the last).
pub fn pairs<'m>(ask: &mut Ask<'_, 'm>) -> Option<Pairs<'m>> {
    let over_time = ask.over_time()?;
    let measure = over_time.measures[0];
    let valued: Vec<Period> = strand::periods(&over_time.strands)
        .into_iter()
        .filter(|period| over_time.strands.iter().any(|strand| strand.at(period).is_some_and(|p| p.value.is_some())))
        .collect();
    let asked = |text: &Option<Text>| text.as_ref().and_then(|text| Period::parse(&text.text, Some(measure.kind)).ok());
    let baseline = measure.baseline.filter(|baseline| valued.contains(baseline));
    let from = asked(&ask.spec.from).or(baseline).or(valued.first().copied())?;
    let to = asked(&ask.spec.to).or(valued.last().copied())?;
    for (period, text) in [(from, &ask.spec.from), (to, &ask.spec.to)] {
        if !valued.contains(&period) {
            let span = text.as_ref().map_or(ask.spec.id.span, |text| text.span);
            let message = format!("`{}` has no value for {period}", measure.id);
            ask.refuse("unknown-period", span, message, "name a period that the data file has");
            return None;
        }
    }
    if let Err(why) = from.comparable(&to) {
        let span = ask.spec.of.first().map_or(ask.spec.id.span, |name| name.span);
        let message = format!("the two periods cannot be compared: {why}");
        ask.refuse("unlike-periods", span, message, "name two periods of one length with `from` and `to`");
        return None;
    }
    if from >= to {
        let span = ask.spec.of.first().map_or(ask.spec.id.span, |name| name.span);
        let message = format!("`{}` has one period here, and a change needs two", measure.id);
        ask.refuse("too-few-points", span, message, "widen `from` and `to`, or use `type: bars`");
        return None;
    }
    let names: Vec<&str> = over_time.strands.iter().map(|strand| strand.name.as_str()).collect();
    let focus = ask.focus(&names);
    let missing = |period: Period| Point { period, value: None, marks: Marks::default(), interval: None };
    let rows: Vec<Pair> = over_time
        .strands
        .iter()
        .enumerate()
        .map(|(at, strand)| Pair {
            name: strand.name.clone(),
            from: strand.at(&from).cloned().unwrap_or_else(|| missing(from)),
            to: strand.at(&to).cloned().unwrap_or_else(|| missing(to)),
            in_focus: focus == Some(at),
        })
        .collect();
    let shown = Shown::of(measure, rows.iter().flat_map(|pair| [pair.from.value, pair.to.value]).flatten());
    Some(Pairs { better: measure.better, measures: over_time.measures, from, to, rows, shown, noun: over_time.noun })
}
