//! Rows into series: which rows belong to a measure, and what their cells say.

use std::collections::BTreeMap;

use super::cell::{CellFault, Reading, read_cell, read_marks, withheld};
use super::layout::{Layout, SampleSize, ValueColumns};
use super::periods::Periods;
use crate::data::csv::shown;
use crate::data::faults::Faults;
use crate::data::number::NumberFault;
use crate::data::spec::{Columns, MeasureSpec};
use crate::data::table::Cell;
use crate::data::{Decimal, Marks, Observation, Period, Series, Symbol, Table, Unit};
use crate::diag::fields::listed;
use crate::diag::{Diagnostic, nearest};
use crate::source::Span;

/// The rows that hold the texts of `where`; `None` if there are none.
pub(super) fn chosen(columns: &Columns, layout: &Layout, table: &Table, faults: &mut Faults) -> Option<Vec<usize>> {
    let mut rows: Vec<usize> = (0..table.rows()).collect();
    let before = faults.count();
    for ((name, wanted), column) in columns.filters.iter().zip(&layout.filters) {
        let folded = wanted.text.trim().to_lowercase();
        let holds = |row: &usize| table.cell(*row, *column).text().to_lowercase() == folded;
        if !(0..table.rows()).any(|row| holds(&row)) {
            faults.push(not_in_column(&name.text, &wanted.text, wanted.span, *column, table));
        }
        rows.retain(holds);
    }
    if rows.is_empty()
        && faults.count() == before
        && let Some((_, wanted)) = columns.filters.last()
    {
        let fault = Diagnostic::error("no-rows", "no row holds all the texts of `where`").at(wanted.span, "");
        faults.push(fault.help("each text is in the file, but never in one row with the others"));
    }
    (!rows.is_empty()).then_some(rows)
}

fn not_in_column(name: &str, wanted: &str, span: Span, column: usize, table: &Table) -> Diagnostic {
    let mut texts: Vec<String> = (0..table.rows()).map(|row| shown(&table.cell(row, column).text())).collect();
    texts.sort();
    texts.dedup();
    let texts = || texts.iter().map(String::as_str);
    let help = match nearest(wanted, texts()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the column holds {}", listed(texts().filter(|text| !text.is_empty()).take(10))),
    };
    Diagnostic::error("unknown-value", format!("no row has `{wanted}` in column `{name}`"))
        .at(span, "not in the file")
        .also(table.columns()[column].span, "the column")
        .help(help)
}

/// A value cell with what stands in its row.
struct Value {
    reading: Reading,
    observation: Observation,
}

/// The series of a measure in the order of the file, and the unit their cells show.
pub(super) fn series(
    spec: &MeasureSpec,
    layout: &Layout,
    periods: &Periods,
    table: &Table,
    faults: &mut Faults,
) -> (Vec<Series>, Option<Unit>) {
    let mut gathered = Gathered::default();
    match &layout.values {
        ValueColumns::Wide(columns) => {
            for &column in columns {
                let series = gathered.series(&table.columns()[column].name);
                gathered.list[series].observations.reserve_exact(periods.rows.len());
                for (row, period) in &periods.rows {
                    gathered.add(series, value(layout, *row, column, *period, table, faults));
                }
            }
        }
        ValueColumns::Long { value: column, by } => {
            for (row, period) in &periods.rows {
                let series = match by {
                    Some(by) => named_series(&mut gathered, &table.cell(*row, *by), *by, table, faults),
                    None => {
                        let name = &table.columns()[*column].name;
                        Some(gathered.series(spec.area.as_ref().map_or(name, |area| &area.text)))
                    }
                };
                if let Some(series) = series {
                    gathered.add(series, value(layout, *row, *column, *period, table, faults));
                }
            }
        }
    }
    let unit = one_unit(&gathered.symbols, faults);
    let split = matches!(layout.values, ValueColumns::Long { by: Some(_), .. });
    (gathered.in_order(split, table, faults), unit)
}

fn named_series(
    gathered: &mut Gathered,
    cell: &Cell<'_>,
    by: usize,
    table: &Table,
    faults: &mut Faults,
) -> Option<usize> {
    if cell.is_blank() {
        let message = format!("the row has no `{}`", table.columns()[by].name);
        let fault = Diagnostic::error("unnamed-series", message).at(cell.span, "");
        faults.push(fault.help("say which series the row belongs to, or choose rows with `where:`"));
        return None;
    }
    Some(gathered.series(&cell.text()))
}

/// Series as they are met, each with its place in the list.
#[derive(Default)]
struct Gathered {
    list: Vec<Series>,
    places: BTreeMap<String, usize>,
    /// The cell each sign (or its absence) was first seen in.
    symbols: Vec<(Option<Symbol>, Span)>,
}

impl Gathered {
    fn series(&mut self, name: &str) -> usize {
        if let Some(at) = self.places.get(name) {
            return *at;
        }
        self.list.push(Series { name: name.to_owned(), observations: Vec::new() });
        self.places.insert(name.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    fn add(&mut self, series: usize, value: Option<Value>) {
        let Some(Value { reading, observation }) = value else { return };
        if reading.value.is_some() && !self.symbols.iter().any(|(symbol, _)| *symbol == reading.symbol) {
            self.symbols.push((reading.symbol, observation.span));
        }
        self.list[series].observations.push(observation);
    }

    /// The series with their observations in period order. A period that stands twice is a fault.
    fn in_order(mut self, split: bool, table: &Table, faults: &mut Faults) -> Vec<Series> {
        let mut shown = 0;
        for series in &mut self.list {
            series.observations.sort_by_key(|observation| observation.period);
            for pair in series.observations.windows(2).filter(|pair| pair[0].period == pair[1].period) {
                if shown < 5 {
                    faults.push(twice(&series.name, pair, split, table));
                }
                shown += 1;
            }
            series.observations.dedup_by_key(|observation| observation.period);
        }
        let folded: Vec<String> = self.list.iter().map(|series| series.name.to_lowercase()).collect();
        for (at, name) in folded.iter().enumerate() {
            if let Some(first) = folded[..at].iter().position(|other| other == name) {
                faults.push(alike(&self.list[first], &self.list[at]));
            }
        }
        self.list.retain(|series| !series.observations.is_empty());
        self.list
    }
}

fn twice(name: &str, pair: &[Observation], split: bool, table: &Table) -> Diagnostic {
    let (first, again) = (pair[0].span, pair[1].span);
    let message = format!("`{}` stands twice for `{}`", pair[0].period.id(), shown(name));
    let help = if split || table.columns().len() == 2 {
        "keep one of the two rows, or choose rows with `where:`".to_owned()
    } else {
        let columns = listed(table.columns().iter().map(|column| column.name.as_str()).take(20));
        format!("choose rows with `where:`, or split them into series with `by:`; the columns are {columns}")
    };
    Diagnostic::error("duplicate-period", message).at(again, "again").also(first, "first here").help(help)
}

fn alike(first: &Series, again: &Series) -> Diagnostic {
    let message = format!("`{}` and `{}` differ only in capitals", shown(&again.name), shown(&first.name));
    let mut fault = Diagnostic::error("unclear-series", message);
    if let Some((first, again)) = first.observations.first().zip(again.observations.first()) {
        fault = fault.at(again.span, "").also(first.span, "");
    }
    fault.help("write the name of a series the same in every row")
}

/// All cells show one sign, or none.
fn one_unit(symbols: &[(Option<Symbol>, Span)], faults: &mut Faults) -> Option<Unit> {
    let words = |symbol: Option<Symbol>| match symbol {
        Some(Symbol::Percent) => "with `%`",
        Some(Symbol::Pounds) => "with `£`",
        None => "without a sign",
    };
    match symbols {
        [(first, first_span), (other, span), ..] => {
            let message = format!("this value is written {}, others {}", words(*other), words(*first));
            faults.push(
                Diagnostic::error("mixed-units", message)
                    .at(*span, words(*other).replace('`', ""))
                    .also(*first_span, words(*first).replace('`', ""))
                    .help("write all values of a measure the same way"),
            );
            None
        }
        [(Some(Symbol::Percent), _)] => Some(Unit::Percent),
        [(Some(Symbol::Pounds), _)] => Some(Unit::Pounds),
        _ => None,
    }
}

/// What stands in the row for one value.
fn value(
    layout: &Layout,
    row: usize,
    column: usize,
    period: Period,
    table: &Table,
    faults: &mut Faults,
) -> Option<Value> {
    let cell = table.cell(row, column);
    let reading = match read_cell(&cell.text()) {
        Ok(reading) => reading,
        Err(fault) => {
            faults.push(no_value(&fault, &cell, layout));
            return None;
        }
    };
    let noted = layout.notes.map_or(Marks::default(), |notes| marks(&table.cell(row, notes), faults));
    if let (Some(mark), Some(_)) = (noted.iter().find(|mark| mark.withholds()), reading.value) {
        let notes = layout.notes.map_or(cell.span, |notes| table.cell(row, notes).span);
        faults.push(withheld(mark, &cell.text()).at(cell.span, "").also(notes, "the mark"));
        return None;
    }
    // A blank cell counts as `[x]` only if nothing else says why it is blank.
    let own = if cell.is_blank() && (noted.withhold() || noted.has(crate::data::Mark::Low)) {
        Marks::default()
    } else {
        reading.marks
    };
    let mut observation = Observation::new(period, reading.value, own.and(noted), cell.span);
    observation.interval = interval(layout, row, &observation, table, faults);
    observation.n = sample(layout, row, table, faults);
    Some(Value { reading, observation })
}

/// A cell that is no value. In a wide table a whole column may not be meant as values.
fn no_value(fault: &CellFault, cell: &Cell<'_>, layout: &Layout) -> Diagnostic {
    let diagnostic = fault.diagnostic(&cell.text(), cell.span);
    let wide = matches!(&layout.values, ValueColumns::Wide(columns) if columns.len() > 1);
    match (fault, diagnostic.help.clone()) {
        (CellFault::Number(NumberFault::NotANumber), Some(help)) if wide => {
            diagnostic.help(format!("{help}; if the column holds no values, name the one that does with `value:`"))
        }
        _ => diagnostic,
    }
}

fn marks(cell: &Cell<'_>, faults: &mut Faults) -> Marks {
    read_marks(&cell.text()).unwrap_or_else(|fault| {
        faults.push(fault.diagnostic(&cell.text(), cell.span));
        Marks::default()
    })
}

/// The interval round a value: both ends or none, the value inside, and none where the value is withheld.
fn interval(
    layout: &Layout,
    row: usize,
    around: &Observation,
    table: &Table,
    faults: &mut Faults,
) -> Option<(Decimal, Decimal)> {
    let (low, high) = layout.interval?;
    let (low_cell, high_cell) = (table.cell(row, low), table.cell(row, high));
    let (low, high) = (plain_number(&low_cell, faults)?, plain_number(&high_cell, faults)?);
    let Some(value) = around.value else {
        if let Some(mark) = around.marks.iter().find(|mark| mark.withholds()) {
            faults.push(withheld(mark, &low_cell.text()).at(low_cell.span, "").also(around.span, "the value"));
        }
        return None;
    };
    if low > value || value > high {
        let message = format!("`{}` to `{}` does not hold the value between them", low_cell.text(), high_cell.text());
        let fault = Diagnostic::error("wrong-interval", message).at(low_cell.span, "").also(around.span, "the value");
        faults.push(fault.help("correct the interval or the value; `low` is the smaller end"));
        return None;
    }
    Some((low, high))
}

fn sample(layout: &Layout, row: usize, table: &Table, faults: &mut Faults) -> Option<Decimal> {
    match layout.n {
        SampleSize::Column(column) => plain_number(&table.cell(row, column), faults),
        SampleSize::Same(n) => Some(n),
        SampleSize::Unstated | SampleSize::NotPublished => None,
    }
}

/// A number without marks' meaning: an interval's end, a sample size. Gaps give nothing.
fn plain_number(cell: &Cell<'_>, faults: &mut Faults) -> Option<Decimal> {
    match read_cell(&cell.text()) {
        Ok(reading) => reading.value,
        Err(fault) => {
            faults.push(fault.diagnostic(&cell.text(), cell.span));
            None
        }
    }
}
