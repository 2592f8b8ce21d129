//! The periods of the chosen rows, all of one kind. The measure says the kind, or every cell alone must.

use crate::data::faults::Faults;
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
    let given = kind.map(|(kind, _)| kind);
    let mut read: Vec<(usize, Period)> = Vec::with_capacity(rows.len());
    let mut odd = false;
    for &row in rows {
        let cell = table.cell(row, column);
        match Period::parse(&cell.text(), given) {
            Ok(period) => match read.first() {
                Some((first_row, first)) if first.kind() != period.kind() => {
                    if !odd {
                        faults.push(mixed(&table.cell(*first_row, column), first, &cell, &period));
                    }
                    odd = true;
                }
                _ => read.push((row, period)),
            },
            Err(fault) => {
                let fault = fault.diagnostic(&crate::data::csv::shown(&cell.text()), cell.span);
                faults.push(match kind {
                    Some((_, said)) => fault.also(said, "the kind of period"),
                    None => fault,
                });
            }
        }
    }
    let kind = read.first().map(|(_, period)| period.kind())?;
    Some(Periods { kind, rows: read })
}

fn mixed(
    first_cell: &crate::data::table::Cell<'_>,
    first: &Period,
    cell: &crate::data::table::Cell<'_>,
    period: &Period,
) -> Diagnostic {
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
