//! The sum of several measures, area by area and period by period. All must be of one kind of period and
//! one unit; a period or an area that one of them lacks is a gap or a fault, never counted as zero.

use std::collections::BTreeSet;

use super::{TooLarge, adds_up, derived, missing, taken_from, total, worked_out};
use crate::data::faults::Faults;
use crate::data::read::Values;
use crate::data::spec::MeasureSpec;
use crate::data::{Decimal, Marks, Measure, Observation, Period, Series};
use crate::diag::Diagnostic;
use crate::source::tree::Text;

/// `sum: [a, b]`; `names` are the names as written, `measures` what they name.
pub(super) fn sum(spec: &MeasureSpec, names: &[Text], measures: &[&Measure], faults: &mut Faults) -> Option<Values> {
    let first = measures.first()?;
    if !alike(names, measures, faults) {
        return None;
    }
    let mut summed = worked_out(&taken_from(first));
    for measure in measures {
        summed.files.extend(measure.files.iter().cloned());
    }
    let mut seen = BTreeSet::new();
    summed.files.retain(|file| seen.insert(file.clone()));
    summed.decimals = measures.iter().map(|measure| measure.decimals).max().flatten();
    for (name, parts) in rows_of_series(names, measures, faults)? {
        match of_series(&parts, names, faults) {
            Ok(observations) => summed.series.push(Series { name, observations }),
            Err(TooLarge) => {
                faults.push(TooLarge.diagnostic(&spec.id));
                return None;
            }
        }
    }
    Some(summed)
}

/// Whether all may be added up: one kind of period, one unit, no percentages.
fn alike(names: &[Text], measures: &[&Measure], faults: &mut Faults) -> bool {
    let Some(((first_name, first), others)) =
        names.iter().zip(measures).next().map(|first| (first, names.iter().zip(measures).skip(1)))
    else {
        return false;
    };
    if !adds_up(Some(&first.unit)) {
        let fault = Diagnostic::error("wrong-unit", "percentages cannot be added up").at(first_name.span, "");
        faults.push(fault.help("add the counts, then make a share of them"));
        return false;
    }
    for (name, measure) in others {
        let (rule, message) = if measure.kind != first.kind {
            let kinds = [measure.kind, first.kind].map(|kind| kind.name());
            (
                "mixed-periods",
                format!("`{}` is by `{}`, but `{}` by `{}`", name.text, kinds[0], first_name.text, kinds[1]),
            )
        } else if measure.unit != first.unit {
            let units = [&measure.unit, &first.unit].map(|unit| unit.words());
            ("wrong-unit", format!("`{}` is in `{}`, but `{}` in `{}`", name.text, units[0], first_name.text, units[1]))
        } else {
            continue;
        };
        let fault = Diagnostic::error(rule, message).at(name.span, "").also(first_name.span, "");
        faults.push(fault.help("add up only measures of one unit and one kind of period"));
        return false;
    }
    true
}

/// Each series' name with its part of every measure. Measures of one series each need not agree on its name.
fn rows_of_series<'m>(
    names: &[Text],
    measures: &[&'m Measure],
    faults: &mut Faults,
) -> Option<Vec<(String, Vec<&'m Series>)>> {
    if measures.iter().all(|measure| measure.series.len() == 1) {
        let parts: Vec<&Series> = measures.iter().filter_map(|measure| measure.series.first()).collect();
        return Some(vec![(parts.first()?.name.clone(), parts)]);
    }
    let mut areas: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for series in measures.iter().flat_map(|measure| &measure.series) {
        if seen.insert(series.name.as_str()) {
            areas.push(&series.name);
        }
    }
    let mut rows = Vec::new();
    for area in areas {
        let parts: Vec<Option<&Series>> = measures.iter().map(|measure| measure.series(area)).collect();
        if let Some(at) = parts.iter().position(Option::is_none) {
            let message = format!("`{}` has no series `{area}`, which others of the sum have", names[at].text);
            let fault = Diagnostic::error("unknown-series", message).at(names[at].span, "");
            faults.push(fault.help("add up measures that have the same areas"));
            continue;
        }
        rows.push((area.to_owned(), parts.into_iter().flatten().collect()));
    }
    (!rows.is_empty()).then_some(rows)
}

fn of_series(parts: &[&Series], names: &[Text], faults: &mut Faults) -> Result<Vec<Observation>, TooLarge> {
    let periods: BTreeSet<Period> =
        parts.iter().flat_map(|series| &series.observations).map(|observation| observation.period).collect();
    let mut observations = Vec::with_capacity(periods.len());
    let mut absent: Option<(usize, Period)> = None;
    for period in periods {
        let found: Vec<Option<&Observation>> = parts.iter().map(|series| series.at(&period)).collect();
        if let (None, Some(at)) = (absent, found.iter().position(Option::is_none)) {
            absent = Some((at, period));
        }
        observations.extend(one_sum(period, &found)?);
    }
    if let Some((at, period)) = absent {
        let message = format!("`{}` has no value for {period}, so the sum has a gap there", names[at].text);
        let fault = Diagnostic::warning("missing-period", message).at(names[at].span, "");
        faults.push(fault.help("add the period to its data, or a row with the mark `[x]`"));
    }
    Ok(observations)
}

/// The sum at one period, at the place of the first part that is there.
fn one_sum(period: Period, found: &[Option<&Observation>]) -> Result<Option<Observation>, TooLarge> {
    let Some(span) = found.iter().flatten().next().map(|observation| observation.span) else { return Ok(None) };
    let marks = found.iter().flatten().fold(Marks::default(), |marks, part| marks.and(part.marks));
    let values: Vec<Option<Decimal>> = found.iter().map(|part| part.and_then(|part| part.value)).collect();
    let marks = if found.contains(&None) { missing().and(marks) } else { derived(marks) };
    Ok(Some(Observation::new(period, total(values.into_iter())?, marks, span)))
}
