//! Measures from tables. In: what front matter says of a measure, and the table it names. Out: the measure,
//! or what is wrong with either, at the cell or the key. Wide tables (each further column is a series) and
//! long ones (a column says which series a row belongs to) are both read; observations come out in period
//! order, one kind of period in all, a period once a series, and a gap is never a number.

pub mod cell;
mod layout;
mod names;
mod periods;
mod rows;
#[cfg(test)]
mod tests;

use super::faults::Faults;
use super::spec::{Base, Columns, MeasureSpec};
use super::{Measure, PeriodKind, Polarity, Sample, Series, Table, Unit};
use crate::diag::Diagnostic;

pub(super) use names::{finish, period_of, unknown_series};

/// The most values a measure may have.
pub const MAX_VALUES: usize = 200_000;

/// The values of a measure, before front matter's words about them are checked against them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Values {
    /// The kind of all periods.
    pub(super) kind: PeriodKind,
    /// The unit, if the values say it themselves.
    pub(super) unit: Option<Unit>,
    /// How many decimals are shown, if not those that are written.
    pub(super) decimals: Option<u32>,
    /// In the order of the file; never empty.
    pub(super) series: Vec<Series>,
    /// What is known of the sample.
    pub(super) sample: Sample,
    /// The files they come from, each once.
    pub(super) files: Vec<String>,
    /// What another measure said, where this one says nothing itself.
    pub(super) inherited: Inherited,
}

/// Words of the measure that values were taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Inherited {
    /// The own series' name.
    pub(super) area: Option<String>,
    /// The comparator's name.
    pub(super) comparator: Option<String>,
    /// Which way is better.
    pub(super) better: Option<Polarity>,
    /// Ids of publications.
    pub(super) sources: Vec<String>,
}

/// Reads a measure whose values stand in `table` as they are. (One that works something out from them, or
/// takes them from another measure, is read by [`super::derive::read_measures`].)
pub fn read_measure(spec: &MeasureSpec, table: &Table) -> (Option<Measure>, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    let measure = match &spec.base {
        Base::File(columns) => read_values(spec, columns, table, &mut faults),
        _ => None,
    }
    .and_then(|values| finish(spec, values, &mut faults));
    (measure, faults.finish())
}

/// Reads the values a measure names in its table.
pub(super) fn read_values(spec: &MeasureSpec, columns: &Columns, table: &Table, faults: &mut Faults) -> Option<Values> {
    let layout = layout::find(spec, columns, table, faults)?;
    let rows = rows::chosen(columns, &layout, table, faults)?;
    let periods = periods::read(spec.kind, layout.period, &rows, table, faults)?;
    let values = periods.rows.len() * layout.series();
    if values > MAX_VALUES {
        let message = format!("measure `{}` would have {values} values; {MAX_VALUES} are the most", spec.id.text);
        let fault = Diagnostic::error("too-many-values", message).at(spec.id.span, "");
        faults.push(fault.help("choose the rows and the column the report uses with `where:` and `value:`"));
        return None;
    }
    let (series, unit) = rows::series(spec, &layout, &periods, table, faults);
    if series.is_empty() {
        return None;
    }
    Some(Values {
        kind: periods.kind,
        unit,
        decimals: None,
        series,
        sample: layout.sample(),
        files: vec![path_of(&columns.data.text)],
        inherited: Inherited::default(),
    })
}

/// A data file's path in the report; front matter may write `data/` or leave it out.
fn path_of(name: &str) -> String {
    if name.starts_with("data/") { name.to_owned() } else { format!("data/{name}") }
}
