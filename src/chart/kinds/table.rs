//! `table`: any measures as a table, for what no picture serves. Periods go down and series across; with `at`
//! areas go down and measures across, each at one period. Units may differ: then each column names its own.

use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Form, Kind, Model};
use crate::chart::scene::{Scene, Width};
use crate::chart::strand::Point;
use crate::chart::table::{Cell, Column, DataTable, Records, exact};
use crate::chart::text::clean;
use crate::chart::time::{mark_letters, range_words, subtitle, value_cell};
use crate::chart::words::{Shown, capital, in_period, mark_meaning, named_or_counted, span_of};
use crate::data::{Decimal, Marks, Measure, Period, Sample, Series, Unit};

/// The kind.
#[derive(Debug)]
pub struct Table;

/// The most columns that can be read across a page.
const MOST: usize = 12;

impl Kind for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn purpose(&self) -> &'static str {
        "any measures as a table: periods down, or, with `at`, areas down"
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["annotate", "reference", "focus"])?;
        if ask.spec.of.is_empty() {
            ask.measures()?;
        }
        let measures: Vec<Option<&Measure>> = ask.spec.of.iter().map(|name| ask.measure(name)).collect();
        let measures: Vec<&Measure> = measures.into_iter().collect::<Option<_>>()?;
        let grid = match ask.spec.at {
            Some(_) => areas_down(ask, &measures)?,
            None => periods_down(ask, &measures)?,
        };
        if grid.columns.len() > MOST {
            let message = format!("a table of {} columns cannot be read; {MOST} is the most", grid.columns.len());
            ask.refuse("too-many-series", ask.place(), message, "name some under `series`, or one period with `at`");
            return None;
        }
        let headings: Vec<&str> = grid.columns.iter().map(|column| column.heading.as_str()).collect();
        ask.differ(&headings)?;
        if grid.values().next().is_none() {
            ask.refuse_empty(measures[0]);
            return None;
        }
        Some(chart(ask, &measures, &grid))
    }
}

/// What there is instead of a drawing.
#[derive(Debug, PartialEq)]
struct NoDrawing;

impl Draw for NoDrawing {
    fn scene(&self, width: Width) -> Scene {
        Scene { width, height: 0.0, items: Vec::new() }
    }

    fn form(&self) -> Form<'_> {
        Form::Table
    }
}

/// What stands where.
struct Grid<'m> {
    corner: &'static str,
    rows: Vec<String>,
    columns: Vec<Values<'m>>,
    /// Which rows, in a phrase.
    extent: String,
}

/// A column: a point a row.
struct Values<'m> {
    measure: &'m Measure,
    heading: String,
    shown: Shown,
    cells: Vec<Option<(String, Point)>>,
}

impl Grid<'_> {
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.columns.iter().flat_map(|column| column.cells.iter().flatten().map(|(_, point)| point))
    }

    fn values(&self) -> impl Iterator<Item = Decimal> {
        self.points().filter_map(|point| point.value)
    }
}

fn periods_down<'m>(ask: &mut Ask<'_, 'm>, measures: &[&'m Measure]) -> Option<Grid<'m>> {
    let kind = measures[0].kind;
    if let Some((name, measure)) = ask.spec.of.iter().zip(measures).find(|(_, measure)| measure.kind != kind) {
        let (one, other) = (measure.kind.with_article(), kind.with_article());
        let message = format!("`{}` is counted by {one} and `{}` by {other}", measure.id, measures[0].id);
        ask.refuse(
            "mixed-periods",
            name.span,
            message,
            "show them in two tables, or at one period each with `at: latest`",
        );
        return None;
    }
    let wanted = ask.range(kind)?;
    let mut chosen: Vec<(&Measure, &Series)> = Vec::new();
    for measure in measures {
        chosen.extend(ask.series(measure)?.into_iter().map(|series| (*measure, series)));
    }
    let mut periods: Vec<Period> =
        chosen.iter().flat_map(|(_, series)| series.observations.iter().map(|o| o.period)).filter(wanted).collect();
    periods.sort_unstable();
    periods.dedup();
    let single = measures.iter().all(|measure| measure.series.len() == 1 || ask.spec.series.len() == 1);
    let column = |(measure, series): &(&'m Measure, &Series)| {
        let name = match (measures.len(), single) {
            (1, _) => series.name.clone(),
            (_, true) => measure.label.clone(),
            _ => format!("{}, {}", measure.label, series.name),
        };
        let cells = periods.iter().map(|period| Some((clean(&series.name), Point::of(series.at(period)?)))).collect();
        values(measure, measures, &name, cells)
    };
    let extent = match (periods.first(), periods.last()) {
        (Some(first), Some(last)) => span_of(first, last),
        _ => String::new(),
    };
    let rows = periods.iter().map(|period| capital(&period.label())).collect();
    Some(Grid { corner: "Period", rows, columns: chosen.iter().map(column).collect(), extent })
}

fn areas_down<'m>(ask: &mut Ask<'_, 'm>, measures: &[&'m Measure]) -> Option<Grid<'m>> {
    ask.refuse_unused(&["from", "to"])?;
    let mut names: Vec<String> = Vec::new();
    let mut chosen = Vec::new();
    for measure in measures {
        let series = ask.series(measure)?;
        let period = ask.at(measure, &series)?;
        for name in series.iter().map(|series| clean(&series.name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        chosen.push((*measure, series, period));
    }
    let same = chosen.iter().all(|(.., period)| *period == chosen[0].2);
    let column = |(measure, series, period): &(&'m Measure, Vec<&Series>, Period)| {
        let cell = |name: &String| {
            let series = series.iter().find(|series| clean(&series.name) == *name)?;
            Some((name.clone(), Point::of(series.at(period)?)))
        };
        let when = if same { String::new() } else { format!(", {period}") };
        values(measure, measures, &format!("{}{when}", measure.label), names.iter().map(cell).collect())
    };
    let columns: Vec<Values<'m>> = chosen.iter().map(column).collect();
    let extent = if same { chosen[0].2.label() } else { String::new() };
    Some(Grid { corner: "Area", rows: names, columns, extent })
}

/// A column, headed with its unit where columns differ in it.
fn values<'m>(measure: &'m Measure, all: &[&Measure], name: &str, cells: Vec<Option<(String, Point)>>) -> Values<'m> {
    let shown = Shown::of(measure, cells.iter().flatten().filter_map(|(_, point)| point.value));
    let units_differ = all.iter().any(|other| other.unit != measure.unit);
    let heading = match &shown.unit {
        Unit::Named(unit) if units_differ && !name.to_lowercase().contains(&unit.to_lowercase()) => {
            format!("{name} ({unit})")
        }
        _ => name.to_owned(),
    };
    Values { measure, heading: clean(&heading), shown, cells }
}

fn chart(ask: &Ask<'_, '_>, measures: &[&Measure], grid: &Grid<'_>) -> Chart {
    let headings: Vec<&str> = grid.columns.iter().map(|column| column.heading.as_str()).collect();
    let one = measures.len() == 1;
    let labels: Vec<&str> = measures.iter().map(|measure| measure.label.as_str()).collect();
    let what = clean(&named_or_counted(&labels, "measures"));
    let rows: Vec<&str> = grid.rows.iter().map(String::as_str).collect();
    let who = match (grid.corner, one) {
        ("Area", _) => named_or_counted(&rows, "areas"),
        (_, true) => named_or_counted(&headings, "areas"),
        _ => String::new(),
    };
    let units_agree = measures.iter().all(|measure| measure.unit == measures[0].unit);
    let unit = Shown { unit: Unit::Named(String::new()), decimals: 0 };
    let unit = if units_agree { &grid.columns[0].shown } else { &unit };
    let subtitle = ask.spec.subtitle.as_ref().map(|text| clean(&text.text));
    let subtitle = subtitle.unwrap_or_else(|| self::subtitle(&what, &who, &grid.extent, unit));
    Chart {
        kind: "table",
        picture_name: format!("Table of {what}."),
        summary: ask.spec.summary.as_ref().map_or_else(|| summary(grid), |text| clean(&text.text)),
        table: table(grid, &subtitle),
        records: records(grid),
        notes: notes(ask, grid),
        subtitle,
        model: Model::new(NoDrawing),
    }
}

/// From where to where every column goes, or between which areas it lies.
fn summary(grid: &Grid<'_>) -> String {
    let said: Vec<String> = grid.columns.iter().take(4).filter_map(|column| column_words(grid, column)).collect();
    let noun = if grid.corner == "Area" { "area" } else { "period" };
    let plural = if grid.rows.len() == 1 { "" } else { "s" };
    let more = if grid.columns.len() > 4 { format!(" {} columns in all.", grid.columns.len()) } else { String::new() };
    format!("{} {noun}{plural}. {}.{more}", grid.rows.len(), said.join("; "))
}

fn column_words(grid: &Grid<'_>, column: &Values<'_>) -> Option<String> {
    let known =
        column.cells.iter().flatten().filter_map(|(row, point)| Some((point.value?, row.as_str(), point.period)));
    let known: Vec<(Decimal, &str, Period)> = known.collect();
    let (heading, shown) = (&column.heading, &column.shown);
    if grid.corner == "Period" {
        let ((from, _, first), (to, _, last)) = (known.first()?, known.last()?);
        return Some(match first == last {
            true => format!("{heading}: {} {}", shown.in_words(*to), in_period(last)),
            false => format!(
                "{heading}: {} {}, {} {}, {}",
                shown.in_words(*from),
                in_period(first),
                shown.value(*to),
                in_period(last),
                shown.change(*from, *to)
            ),
        });
    }
    let (low, high) = (known.iter().min_by_key(|(value, ..)| *value)?, known.iter().max_by_key(|(value, ..)| *value)?);
    let place = |(value, row, _): &(Decimal, &str, Period)| format!("{} ({row})", shown.value(*value));
    Some(match known.len() {
        1 => format!("{heading}: {}", place(low)),
        _ => format!("{heading}: from {} to {}", place(low), place(high)),
    })
}

fn table(grid: &Grid<'_>, caption: &str) -> DataTable {
    let mut columns = vec![Column::of_names(grid.corner)];
    for column in &grid.columns {
        columns.push(Column::of_numbers(&column.heading));
        if has_ranges(column) {
            columns.push(Column::of_numbers(format!("{}, likely range", column.heading)));
        }
    }
    let row = |(at, name): (usize, &String)| {
        let mut cells = vec![Cell::header(name)];
        for column in &grid.columns {
            let point = column.cells[at].as_ref().map(|(_, point)| point);
            let marks = point.map(|point| point.marks).unwrap_or_default();
            cells.push(value_cell(point.and_then(|point| point.value), marks, &column.shown));
            if has_ranges(column) {
                let range = point.and_then(|point| point.interval);
                cells.push(Cell::plain(range.map(|range| range_words(range, &column.shown)).unwrap_or_default()));
            }
        }
        cells
    };
    DataTable { caption: caption.to_owned(), columns, rows: grid.rows.iter().enumerate().map(row).collect() }
}

fn has_ranges(column: &Values<'_>) -> bool {
    column.cells.iter().flatten().any(|(_, point)| point.interval.is_some())
}

fn records(grid: &Grid<'_>) -> Records {
    let heading = vec!["period", "measure", "series", "value", "marks", "low", "high"];
    let record = |column: &Values<'_>, name: &str, point: &Point| {
        let (low, high) = point.interval.unzip();
        let (id, name) = (column.measure.id.clone(), name.to_owned());
        vec![point.period.id(), id, name, exact(point.value), mark_letters(point.marks), exact(low), exact(high)]
    };
    let columns = grid.columns.iter();
    let rows = columns.flat_map(|c| c.cells.iter().flatten().map(move |(name, point)| record(c, name, point)));
    Records { heading, rows: rows.collect() }
}

fn notes(ask: &Ask<'_, '_>, grid: &Grid<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if grid.columns.iter().any(|column| column.measure.sample == Sample::NotPublished) {
        notes.push("The number of people asked is not published, so no likely range can be given.".to_owned());
    }
    notes.extend(grid.points().fold(Marks::default(), |marks, point| marks.and(point.marks)).iter().map(mark_meaning));
    notes.extend(ask.spec.notes.iter().map(|note| clean(&note.text)));
    notes
}
