//! Rolling sums: twelve months to the end of each month. Only whole windows, each ending with a period of
//! the series; a gap in a window makes the sum a gap.

use super::{TooLarge, adds_up, derived, missing, total, worked_out};
use crate::data::faults::Faults;
use crate::data::read::Values;
use crate::data::{Marks, Observation, Period, PeriodKind, Series};
use crate::diag::Diagnostic;
use crate::source::Span;

/// Sums of `count` periods in a row. `span` is where the count stands.
pub(super) fn rolling(values: &Values, count: u32, span: Span, faults: &mut Faults) -> Option<Values> {
    if !follow_one_another(values.kind) {
        let message =
            format!("`rolling` needs periods that follow one another, not {} each", values.kind.with_article());
        let fault = Diagnostic::error("wrong-kind", message).at(span, "");
        faults.push(fault.help("start from months, quarters or years; `period:` is the kind that stands in the file"));
        return None;
    }
    if !adds_up(values.unit.as_ref()) {
        let fault = Diagnostic::error("wrong-unit", "percentages cannot be added up").at(span, "");
        faults.push(fault.help("roll the counts, then divide them: `rolling` with `per` or `share`"));
        return None;
    }
    let mut rolled = worked_out(values);
    for series in &values.series {
        let windows: Result<Vec<Observation>, TooLarge> =
            (0..series.observations.len()).filter_map(|at| window(series, at, count).transpose()).collect();
        let Ok(observations) = windows else {
            faults.push(
                Diagnostic::error("too-large", "a rolling sum is too large").at(span, "").help("check the values"),
            );
            return None;
        };
        if !observations.is_empty() {
            rolled.series.push(Series { name: series.name.clone(), observations });
        }
    }
    let Some(first) = rolled.series.first().and_then(|series| series.observations.first()) else {
        let longest = values.series.iter().map(|series| series.observations.len()).max().unwrap_or(0);
        let message = format!("`rolling` needs {count} periods in a row, but the longest series has {longest}");
        faults.push(
            Diagnostic::error("too-few-periods", message).at(span, "").help("roll fewer, or add earlier periods"),
        );
        return None;
    };
    rolled.kind = first.period.kind();
    Some(rolled)
}

fn follow_one_another(kind: PeriodKind) -> bool {
    use PeriodKind as K;
    matches!(kind, K::Month | K::Quarter | K::CalendarYear | K::FinancialYear | K::AcademicYear)
}

/// The sum of the window that ends with the observation `at`: `Ok(None)` if it starts before the series
/// does.
fn window(series: &Series, at: usize, count: u32) -> Result<Option<Observation>, TooLarge> {
    let observations = &series.observations;
    let last = &observations[at];
    let (Some(first), Some(period)) = whole(&last.period, count) else { return Ok(None) };
    if first < observations[0].period {
        return Ok(None);
    }
    let parts = (at + 1).checked_sub(count as usize).map(|start| &observations[start..=at]);
    let Some(parts) = parts.filter(|parts| parts[0].period == first) else {
        // A period in the middle has no row.
        return Ok(Some(Observation::new(period, None, missing(), last.span)));
    };
    let marks = parts.iter().fold(Marks::default(), |marks, part| marks.and(part.marks));
    let value = total(parts.iter().map(|part| part.value))?;
    Ok(Some(Observation::new(period, value, derived(marks), last.span)))
}

/// The first period of a window and the whole of it.
fn whole(last: &Period, count: u32) -> (Option<Period>, Option<Period>) {
    let first = last.earlier(last.months() * (count - 1));
    let kind = match (last.kind(), last.months() * count) {
        (_, 12) => PeriodKind::YearEnding,
        (PeriodKind::CalendarYear, _) => PeriodKind::Years,
        _ => PeriodKind::Months,
    };
    let whole = first.as_ref().and_then(|first| Period::exactly(kind, first.start(), last.end()));
    (first, whole)
}
