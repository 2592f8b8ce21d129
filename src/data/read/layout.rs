//! Which column of a table is what: the period, the values, the series' names, the marks, the interval and
//! the sample size. What front matter names is looked up; what it does not name is found by its heading,
//! or by what stands in its cells, and never in more than one way.

use super::cell::{CellFault, read_cell, read_marks};
use crate::data::faults::Faults;
use crate::data::number::NumberFault;
use crate::data::spec::{Columns, MeasureSpec};
use crate::data::{Decimal, Number, Sample, Table};
use crate::diag::{Diagnostic, fields::listed};
use crate::source::tree::Text;

/// Headings that mean the column of periods.
const PERIOD_NAMES: [&str; 12] = [
    "period",
    "time period",
    "date",
    "day",
    "month",
    "quarter",
    "year",
    "year ending",
    "financial year",
    "academic year",
    "calendar year",
    "wave",
];

/// Columns by what they hold, as places in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The period.
    pub(super) period: usize,
    /// The values: one column, or each a series.
    pub(super) values: ValueColumns,
    /// The marks of a row.
    pub(super) notes: Option<usize>,
    /// Columns that must hold a text for a row to count, in the order of `where`.
    pub(super) filters: Vec<usize>,
    /// Both ends of the interval.
    pub(super) interval: Option<(usize, usize)>,
    /// How many were asked.
    pub(super) n: SampleSize,
}

/// Where values stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ValueColumns {
    /// Each of these columns is a series.
    Wide(Vec<usize>),
    /// One column; another says which series the row belongs to.
    Long { value: usize, by: Option<usize> },
}

/// Where the sample size stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SampleSize {
    Unstated,
    NotPublished,
    Column(usize),
    Same(Decimal),
}

impl Layout {
    /// How many values a row has.
    pub(super) fn series(&self) -> usize {
        match &self.values {
            ValueColumns::Wide(columns) => columns.len(),
            ValueColumns::Long { .. } => 1,
        }
    }

    /// What the measure knows of its sample.
    pub(super) fn sample(&self) -> Sample {
        match self.n {
            SampleSize::Unstated => Sample::Unstated,
            SampleSize::NotPublished => Sample::NotPublished,
            SampleSize::Column(_) | SampleSize::Same(_) => Sample::Given,
        }
    }
}

/// Finds the columns of a measure; `None` if one is not there or cannot be told.
pub(super) fn find(spec: &MeasureSpec, columns: &Columns, table: &Table, faults: &mut Faults) -> Option<Layout> {
    let mut look_up = |name: &Text| match table.named_column(name) {
        Ok(at) => Some(at),
        Err(fault) => {
            faults.push(*fault);
            None
        }
    };
    let mut named = |name: &Option<Text>| name.as_ref().map(&mut look_up).map_or(Ok(None), |at| at.map(Some).ok_or(()));
    let (value, by, notes) = (named(&columns.value), named(&columns.by), named(&columns.notes));
    let interval = columns.interval.as_ref().map(|(low, high)| (look_up(low), look_up(high)));
    let filters: Option<Vec<usize>> = columns.filters.iter().map(|(column, _)| look_up(column)).collect();
    let n = sample_size(columns.n.as_ref(), table, faults);
    let interval = match interval {
        None => None,
        Some((low, high)) => Some((low?, high?)),
    };
    let (value, by, notes, filters, n) = (value.ok()?, by.ok()?, notes.ok()?, filters?, n?);
    let mut taken: Vec<usize> = filters.clone();
    taken.extend([value, by, notes].into_iter().flatten());
    taken.extend(interval.into_iter().flat_map(|(low, high)| [low, high]));
    taken.extend(if let SampleSize::Column(at) = n { Some(at) } else { None });
    let period = period_column(&taken, table, spec, faults)?;
    taken.push(period);
    let notes = notes.or_else(|| notes_column(&taken, table));
    taken.extend(notes);
    let by = by.or_else(|| table.column("area").filter(|at| !taken.contains(at)));
    taken.extend(by);
    let values = value_columns(value, by, &taken, spec, table, faults)?;
    if let (ValueColumns::Wide(series), Some((low, _))) = (&values, &columns.interval)
        && series.len() > 1
    {
        let fault =
            Diagnostic::error("unclear-interval", format!("`{}` could belong to any of several series", low.text));
        faults.push(fault.at(low.span, "").help("name the column of the values with `value:`"));
        return None;
    }
    Some(Layout { period, values, notes, filters, interval, n })
}

/// The first column with a heading that means periods, or else the first that has no other use.
fn period_column(taken: &[usize], table: &Table, spec: &MeasureSpec, faults: &mut Faults) -> Option<usize> {
    let free = || (0..table.columns().len()).filter(|at| !taken.contains(at));
    let heading = |at: &usize| table.columns()[*at].name.to_lowercase().replace(['_', '-'], " ");
    let found = free().find(|at| PERIOD_NAMES.contains(&heading(at).as_str())).or_else(|| free().next());
    if found.is_none() {
        let message = format!("the file of measure `{}` has no column of periods", spec.id.text);
        let fault = Diagnostic::error("unknown-column", message).at(spec.id.span, "");
        faults.push(fault.help("add a column `period`"));
    }
    found
}

/// A column called `marks`, or one called `notes` if marks are all it holds.
fn notes_column(taken: &[usize], table: &Table) -> Option<usize> {
    let free = |name: &str| table.column(name).filter(|at| !taken.contains(at));
    let only_marks = |at: &usize| (0..table.rows()).all(|row| read_marks(&table.cell(row, *at).text()).is_ok());
    free("marks").or_else(|| free("notes").filter(only_marks)).or_else(|| free("note").filter(only_marks))
}

fn value_columns(
    value: Option<usize>,
    by: Option<usize>,
    taken: &[usize],
    spec: &MeasureSpec,
    table: &Table,
    faults: &mut Faults,
) -> Option<ValueColumns> {
    let free = || (0..table.columns().len()).filter(|at| !taken.contains(at));
    if let Some(value) = value.or_else(|| table.column("value").filter(|at| !taken.contains(at))) {
        return Some(ValueColumns::Long { value, by });
    }
    let candidates: Vec<usize> = match by {
        Some(_) => free().filter(|at| holds_numbers(*at, table)).collect(),
        None => free().filter(|at| !holds_words(*at, table)).collect(),
    };
    match (candidates.as_slice(), by) {
        ([], _) => {
            let message = format!("the file of measure `{}` has no column of numbers", spec.id.text);
            let fault = Diagnostic::error("unknown-column", message).at(spec.id.span, "");
            faults.push(
                fault.help(format!(
                    "name one with `value:`; the columns are {}",
                    names(0..table.columns().len(), table)
                )),
            );
            None
        }
        ([only], Some(_)) => Some(ValueColumns::Long { value: *only, by }),
        (_, None) => Some(ValueColumns::Wide(candidates)),
        (several, Some(_)) => {
            let message = format!("measure `{}` does not say which column holds its values", spec.id.text);
            let fault = Diagnostic::error("unclear-column", message).at(spec.id.span, "");
            faults.push(fault.help(format!("add `value:` with {}", names(several.iter().copied(), table))));
            None
        }
    }
}

fn names(columns: impl Iterator<Item = usize>, table: &Table) -> String {
    listed(columns.take(20).map(|at| table.columns()[at].name.as_str()))
}

/// Whether every cell is a value or a gap, and one at least is a number.
fn holds_numbers(column: usize, table: &Table) -> bool {
    let mut numbers = 0;
    for row in 0..table.rows() {
        match read_cell(&table.cell(row, column).text()) {
            Ok(reading) => numbers += usize::from(reading.value.is_some()),
            Err(_) => return false,
        }
    }
    numbers > 0
}

/// Whether it is a column of remarks: no number in it, and words that stand for no missing value either.
fn holds_words(column: usize, table: &Table) -> bool {
    let mut words = false;
    for row in 0..table.rows() {
        match read_cell(&table.cell(row, column).text()) {
            Ok(reading) if reading.value.is_some() => return false,
            Ok(_) | Err(CellFault::Missing(_)) => {}
            Err(CellFault::Number(NumberFault::NotANumber)) => words = true,
            Err(_) => return false,
        }
    }
    words
}

/// A column's name, a number, or `not published`.
fn sample_size(n: Option<&Text>, table: &Table, faults: &mut Faults) -> Option<SampleSize> {
    let Some(n) = n else { return Some(SampleSize::Unstated) };
    if n.text.trim().eq_ignore_ascii_case("not published") {
        return Some(SampleSize::NotPublished);
    }
    if let Some(at) = table.column(&n.text) {
        return Some(SampleSize::Column(at));
    }
    match Number::parse(&n.text) {
        Ok(number) if number.value > Decimal::ZERO && number.symbol.is_none() => Some(SampleSize::Same(number.value)),
        _ => {
            let fault = match table.named_column(n) {
                Err(fault) => *fault,
                Ok(_) => return None,
            };
            faults.push(fault.help("`n` is a column, a number of people asked, or `not published`"));
            None
        }
    }
}
