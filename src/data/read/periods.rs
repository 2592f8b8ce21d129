//! The periods of the chosen rows, all of one kind. The measure says the kind, or every cell alone must.

use crate::data::csv::shown;
use crate::data::faults::Faults;
use crate::data::period::PeriodFault;
use crate::data::table::Cell;
use crate::data::{Period, PeriodKind, Table};
use crate::diag::Diagnostic;
use crate::source::Span;

/// The rows that have a period, in the order of the file.
pub(super) struct Periods {
    /// The kind of all.
    pub(super) kind: PeriodKind,
    /// Row and period.
    pub(super) rows: Vec<(usize, Period)>,
}

/// Reads the periods in `column` of `rows`; `None` if none can be read.
pub(super) fn read(
    kind: Option<(PeriodKind, Span)>,
    column: usize,
    rows: &[usize],
    table: &Table,
    faults: &mut Faults,
) -> Option<Periods> {
    let (given, said) = (kind.map(|(kind, _)| kind), kind.map(|(_, span)| span));
    let mut read: Vec<(usize, Period)> = Vec::with_capacity(rows.len());
    let (mut refused, mut odd) = (Vec::new(), None);
    for &row in rows {
        let cell = table.cell(row, column);
        match (Period::parse(&cell.text(), given), read.first()) {
            (Ok(period), Some((first_row, first))) if first.kind() != period.kind() => {
                odd.get_or_insert_with(|| mixed(&table.cell(*first_row, column), first, &cell, &period));
            }
            (Ok(period), _) => read.push((row, period)),
            (Err(fault), _) => refused.push((cell, fault)),
        }
    }
    let Some(kind) = read.first().map(|(_, period)| period.kind()) else {
        // Every cell says the same: the column is not the one, or its kind is not known.
        let (cell, fault) = refused.first()?;
        faults.push(none_is_a_period(cell, fault, kind, column, table));
        return None;
    };
    for (cell, fault) in refused {
        faults.push(one(&cell, &fault, said));
    }
    odd.into_iter().for_each(|fault| faults.push(fault));
    Some(Periods { kind, rows: read })
}

/// One cell that is no period, with the place that says what it should be.
fn one(cell: &Cell<'_>, fault: &PeriodFault, said: Option<Span>) -> Diagnostic {
    let fault = fault.diagnostic(&shown(&cell.text()), cell.span);
    match said {
        Some(said) => fault.also(said, "the kind of period"),
        None => fault,
    }
}

/// All cells are refused: what is wrong with the first, and which column was looked at.
fn none_is_a_period(
    cell: &Cell<'_>,
    fault: &PeriodFault,
    kind: Option<(PeriodKind, Span)>,
    column: usize,
    table: &Table,
) -> Diagnostic {
    let heading = &table.columns()[column];
    let diagnostic = one(cell, fault, kind.map(|(_, span)| span)).also(heading.span, "the column of periods");
    match fault {
        PeriodFault::NotAPeriod(_) | PeriodFault::Empty => {
            let mut diagnostic = diagnostic;
            diagnostic.message = format!("column `{}` does not hold periods", shown(&heading.name));
            let help = fault.help();
            diagnostic.help(format!("name the column of periods `period` and {help}"))
        }
        _ => diagnostic,
    }
}

fn mixed(first_cell: &Cell<'_>, first: &Period, cell: &Cell<'_>, period: &Period) -> Diagnostic {
    let message = format!(
        "`{}` is {}, but `{}` is {}",
        cell.text(),
        period.kind().with_article(),
        first_cell.text(),
        first.kind().with_article()
    );
    Diagnostic::error("mixed-periods", message)
        .at(cell.span, period.kind().name())
        .also(first_cell.span, first.kind().name())
        .help("put each kind of period into a file or column of its own, or choose rows with `where:`")
}
