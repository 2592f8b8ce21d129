//! `compare`: a few values that belong side by side but not on one line: the year to date and the baseline,
//! one's own area and the national one. One row a value, dots on one scale. Rows may cover unlike periods,
//! which each row then names.

use super::dots::DotModel;
use crate::chart::areas::Row;
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Key, Kind, Model};
use crate::chart::scene::Width;
use crate::chart::strand::Point;
use crate::chart::table::{Cell, Column, DataTable, Records, exact};
use crate::chart::text::clean;
use crate::chart::time::{mark_letters, mark_notes, range_words, subtitle, value_cell};
use crate::chart::words::{Shown, capital};
use crate::data::{Marks, Measure, Period, Sample};
use crate::diag::fields::Fields;
use crate::source::tree::{Node, Text, Value};

/// The kind.
#[derive(Debug)]
pub struct Compare;

/// The most rows.
const MOST: usize = 12;

impl Kind for Compare {
    fn name(&self) -> &'static str {
        "compare"
    }

    fn purpose(&self) -> &'static str {
        "a few values side by side that must not be a line: baseline, now, another area, the nation"
    }

    fn keys(&self) -> &'static [Key] {
        &[
            Key {
                name: "rows",
                meaning: "what is compared, a row each: `baseline`, `latest`, the name of a series, or a map of `of` (a measure), `series`, `at` and `label`; usually every series of every measure",
            },
            Key { name: "zero", meaning: "`false` lets the axis start where the data do, and says so under the chart" },
        ]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["from", "to", "annotate", "reference"])?;
        let written = written(ask)?;
        let found: Vec<Option<Found<'_>>> = written.iter().map(|row| find(ask, row)).collect();
        let found: Vec<Found<'_>> = found.into_iter().collect::<Option<_>>()?;
        if found.iter().any(|row| row.measure.unit != found[0].measure.unit) {
            let span = ask.spec.id.span;
            ask.refuse(
                "mixed-units",
                span,
                "the rows are in different units",
                "show them in two charts: one axis has one unit",
            );
            return None;
        }
        let names = names(&found);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        ask.differ(&names)?;
        let focus = ask.focus(&names);
        let rows: Vec<Row> = names
            .iter()
            .zip(&found)
            .enumerate()
            .map(|(at, (name, row))| Row {
                name: (*name).to_owned(),
                point: row.point.clone(),
                counts: None,
                in_focus: focus == Some(at),
            })
            .collect();
        let shown = Shown::of(found[0].measure, rows.iter().filter_map(|row| row.point.value));
        let zero = ask.own_keys(|fields| fields.flag("zero")).flatten().unwrap_or(true);
        let model = DotModel { rows, reference: None, has_focus: focus.is_some(), shown, zero };
        Some(chart(ask, &found, model))
    }
}

/// A row as written.
#[derive(Debug)]
struct Written {
    of: Option<Text>,
    series: Option<Text>,
    at: Option<Text>,
    label: Option<String>,
}

/// A row that exists.
struct Found<'m> {
    measure: &'m Measure,
    series: String,
    point: Point,
    label: Option<String>,
}

fn written(ask: &mut Ask<'_, '_>) -> Option<Vec<Written>> {
    let span = ask.own_keys(|fields| fields.key_span("rows")).flatten();
    let rows: Vec<Option<Written>> = match span {
        Some(_) => {
            let nodes: Vec<Node> = ask.own_keys(|fields| fields.items("rows").to_vec())?;
            nodes.iter().map(|node| written_row(ask, node)).collect()
        }
        None => every_row(ask)?.into_iter().map(Some).collect(),
    };
    if rows.len() < 2 || rows.len() > MOST {
        let message = format!("a comparison has 2 to {MOST} rows, not {}", rows.len());
        let help = "say which under `rows`, for example `rows: [baseline, latest]`";
        ask.refuse("unreadable-rows", span.unwrap_or(ask.spec.id.span), message, help);
        return None;
    }
    rows.into_iter().collect()
}

/// Without `rows`: every series of every measure.
fn every_row(ask: &mut Ask<'_, '_>) -> Option<Vec<Written>> {
    if ask.spec.of.is_empty() {
        ask.measures()?;
    }
    let mut rows = Vec::new();
    for name in &ask.spec.of {
        let measure = ask.measure(name)?;
        for series in ask.series(measure)? {
            let series = Some(Text { text: series.name.clone(), span: name.span });
            rows.push(Written { of: Some(name.clone()), series, at: None, label: None });
        }
    }
    Some(rows)
}

fn written_row(ask: &mut Ask<'_, '_>, node: &Node) -> Option<Written> {
    if let (Value::Text(_), Some(text)) = (&node.value, node.as_text()) {
        let is_period = matches!(text.text.as_str(), "baseline" | "latest");
        let (at, series) = if is_period { (Some(text), None) } else { (None, Some(text)) };
        return Some(Written { of: None, series, at, label: None });
    }
    let mut fields = Fields::of(node, "a row", &mut ask.diagnostics)?;
    let row = Written {
        of: fields.text("of"),
        series: fields.text("series"),
        at: fields.text("at"),
        label: fields.text("label").map(|label| clean(&label.text)),
    };
    fields.finish();
    Some(row)
}

fn find<'m>(ask: &mut Ask<'_, 'm>, row: &Written) -> Option<Found<'m>> {
    let named = row.of.clone().or_else(|| ask.spec.of.first().cloned());
    let Some(named) = named else {
        let message = "a row does not say which measure it shows";
        ask.refuse("missing-key", ask.spec.id.span, message, "add `of:` to the chart or to the row");
        return None;
    };
    let measure = ask.measure(&named)?;
    let series = match &row.series {
        Some(name) => ask.series_named(measure, name)?,
        None => measure.own()?,
    };
    let at = row.at.as_ref().or(ask.spec.at.as_ref()).filter(|at| at.text != "latest");
    let (observation, span) = match at {
        Some(at) if at.text == "baseline" => {
            let Some(baseline) = measure.baseline else {
                let message = format!("`{}` has no baseline", measure.id);
                ask.refuse("unknown-period", at.span, message, "add `baseline: …` to the measure, or name a period");
                return None;
            };
            (series.at(&baseline), at.span)
        }
        Some(at) => {
            let period = ask.period(at, measure.kind)?;
            (series.at(&period), at.span)
        }
        None => (series.latest().or(series.observations.last()), named.span),
    };
    let Some(observation) = observation else {
        let message = format!("`{}` has no value of `{}` there", measure.id, series.name);
        ask.refuse("unknown-period", span, message, "name a period that the data file has");
        return None;
    };
    Some(Found { measure, series: clean(&series.name), point: Point::of(observation), label: row.label.clone() })
}

/// What tells the rows apart: measure, series and period, each only if rows differ in it. A period that the
/// measure's own label says is not said again.
fn names(found: &[Found<'_>]) -> Vec<String> {
    let first = &found[0];
    let measures = found.iter().any(|row| row.measure.label != first.measure.label);
    let series = found.iter().any(|row| row.series != first.series);
    let periods = found.iter().any(|row| row.point.period != first.point.period);
    let name = |row: &Found<'_>| {
        let parts = [
            measures.then(|| clean(&row.measure.label)),
            (series || (!measures && !periods)).then(|| row.series.clone()),
            periods.then(|| row.point.period.label()),
        ];
        let said = measures && row.measure.label.contains(&row.point.period.label());
        let parts: Vec<String> = parts.into_iter().take(if said { 2 } else { 3 }).flatten().collect();
        row.label.clone().unwrap_or_else(|| capital(&parts.join(", ")))
    };
    found.iter().map(name).collect()
}

fn chart(ask: &Ask<'_, '_>, found: &[Found<'_>], model: DotModel) -> Chart {
    let shown = &model.shown;
    let first = found[0].measure;
    let same_measure = found.iter().all(|row| row.measure.label == first.label);
    let what = if same_measure { clean(&first.label) } else { String::new() };
    let same_series = found.iter().all(|row| row.series == found[0].series);
    let who = if same_series { found[0].series.clone() } else { String::new() };
    let periods: Vec<Period> = found.iter().map(|row| row.point.period).collect();
    let when = if periods.iter().all(|period| *period == periods[0]) { periods[0].label() } else { String::new() };
    let subtitle =
        ask.spec.subtitle.as_ref().map_or_else(|| subtitle(&what, &who, &when, shown), |text| clean(&text.text));
    let said: Vec<String> = model
        .rows
        .iter()
        .map(|row| {
            format!("{}: {}", row.name, row.point.value.map_or_else(|| "no value".to_owned(), |v| shown.in_words(v)))
        })
        .collect();
    let summary = format!("{}.", said.join("; "));
    let mut notes = Vec::new();
    if !model.ticks(Width::Wide).has_zero() {
        notes.push("The value axis does not start at zero.".to_owned());
    }
    if periods.iter().any(|period| period.comparable(&periods[0]).is_err()) {
        notes.push("The rows cover periods of different kinds or lengths.".to_owned());
    }
    if found.iter().any(|row| row.measure.sample == Sample::NotPublished) {
        notes.push("The number of people asked is not published, so no likely range can be given.".to_owned());
    }
    notes.extend(mark_notes(model.rows.iter().fold(Marks::default(), |marks, row| marks.and(row.point.marks))));
    notes.extend(ask.spec.notes.iter().map(|note| clean(&note.text)));
    Chart {
        kind: "compare",
        picture_name: format!("Dot chart of {} values side by side. Summary and data table follow.", found.len()),
        summary: ask.spec.summary.as_ref().map_or(summary, |text| clean(&text.text)),
        table: table(&model, &subtitle),
        records: records(found, &model),
        notes,
        subtitle,
        model: Model::new(model),
    }
}

fn table(model: &DotModel, caption: &str) -> DataTable {
    let with_range = model.rows.iter().any(|row| row.point.interval.is_some());
    let mut columns = vec![Column::of_names("Compared"), Column::of_names("Period"), Column::of_numbers("Value")];
    if with_range {
        columns.push(Column::of_numbers("Likely range (95% confidence interval)"));
    }
    let row = |row: &Row| {
        let mut cells = vec![
            Cell::header(&row.name),
            Cell::plain(capital(&row.point.period.label())),
            value_cell(row.point.value, row.point.marks, &model.shown),
        ];
        if with_range {
            let range = row.point.interval.map(|range| range_words(range, &model.shown));
            cells.push(Cell::plain(range.unwrap_or_default()));
        }
        cells
    };
    DataTable { caption: caption.to_owned(), columns, rows: model.rows.iter().map(row).collect() }
}

fn records(found: &[Found<'_>], model: &DotModel) -> Records {
    let record = |(row, found): (&Row, &Found<'_>)| {
        let (low, high) = row.point.interval.unzip();
        vec![
            row.name.clone(),
            found.measure.id.clone(),
            found.series.clone(),
            row.point.period.id(),
            exact(row.point.value),
            mark_letters(row.point.marks),
            exact(low),
            exact(high),
        ]
    };
    Records {
        heading: vec!["row", "measure", "series", "period", "value", "marks", "low", "high"],
        rows: model.rows.iter().zip(found).map(record).collect(),
    }
}
