//! Measures that are worked out, not written: sums, rolling sums, rates, shares and indices, declared in
//! front matter. In: all measures of one aim as declared, and their tables. Out: all measures in the same
//! order, whatever order they depend on each other in, and what is wrong. A worked-out value is exact where
//! it can be (sums) and has 28 digits where it cannot (quotients); it carries the marks of everything it
//! was made of and `[d]`; where one of its parts is a gap it is a gap.

mod divide;
mod order;
mod rolling;
mod sum;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::faults::Faults;
use super::read::{self, Inherited, Values, finish};
use super::spec::{Base, MeasureSpec};
use super::{Decimal, Mark, Marks, Measure, Sample, Table, Unit};
use crate::diag::Diagnostic;
use crate::source::tree::Text;

/// The most values that all measures of one aim may have together.
pub const MAX_VALUES: usize = 1_000_000;

/// Reads the measures of one aim. `table` gives the data file a measure names; `None` is a file that is
/// not there or cannot be read, about which its reader has spoken.
pub fn read_measures<'a>(
    specs: &[MeasureSpec],
    table: impl Fn(&Text) -> Option<&'a Table>,
) -> (Vec<Measure>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (order, faults) = order::order(specs);
    diagnostics.extend(faults);
    let places: BTreeMap<&str, usize> =
        specs.iter().enumerate().map(|(at, spec)| (spec.id.text.as_str(), at)).collect();
    let mut done: Vec<Option<Measure>> = specs.iter().map(|_| None).collect();
    let mut room = MAX_VALUES;
    for at in order {
        let mut faults = Faults::default();
        let known = |name: &Text| places.get(name.text.as_str()).and_then(|at| done[*at].as_ref());
        let measure = read_one(&specs[at], known, &table, &mut faults);
        diagnostics.extend(faults.finish());
        let size = measure.iter().flat_map(|measure| &measure.series).map(|series| series.observations.len()).sum();
        let Some(rest) = room.checked_sub(size) else {
            diagnostics.push(too_many_values(&specs[at].id));
            break;
        };
        room = rest;
        done[at] = measure;
    }
    (done.into_iter().flatten().collect(), diagnostics)
}

/// Reads one measure; the ones it depends on are `known`. One of those that could not be read has been
/// spoken about, so nothing is said again.
fn read_one<'m, 't>(
    spec: &MeasureSpec,
    known: impl Fn(&Text) -> Option<&'m Measure>,
    table: impl Fn(&Text) -> Option<&'t Table>,
    faults: &mut Faults,
) -> Option<Measure> {
    let mut values = match &spec.base {
        Base::File(columns) => read::read_values(spec, columns, table(&columns.data)?, faults)?,
        Base::Measure(name) => taken_from(known(name)?),
        Base::Sum(names) => {
            let measures: Option<Vec<&Measure>> = names.iter().map(&known).collect();
            sum::sum(spec, names, &measures?, faults)?
        }
    };
    if let Some((count, span)) = spec.steps.rolling {
        values = rolling::rolling(&values, count, span, faults)?;
    }
    if let Some(per) = &spec.steps.per {
        values = divide::per(&values, per, known(&per.of)?, faults)?;
    }
    if let Some(share) = &spec.steps.share {
        values = divide::share(&values, share, known(share)?, faults)?;
    }
    if let Some(index) = &spec.steps.index {
        values = divide::index(&values, index, faults)?;
    }
    finish(spec, values, faults)
}

fn too_many_values(id: &Text) -> Diagnostic {
    Diagnostic::error("too-many-values", format!("the measures of one aim may have {MAX_VALUES} values in all"))
        .at(id.span, "beyond the limit from here")
        .help("choose the rows the report uses with `where:`")
}

fn taken_from(measure: &Measure) -> Values {
    Values {
        kind: measure.kind,
        unit: Some(measure.unit.clone()).filter(|unit| !unit.words().is_empty()),
        decimals: measure.decimals,
        series: measure.series.clone(),
        sample: measure.sample,
        files: measure.files.clone(),
        inherited: Inherited {
            area: Some(measure.area.clone()),
            comparator: measure.comparator.clone(),
            better: Some(measure.better),
            sources: measure.sources.clone(),
        },
    }
}

/// Values made of `from`, without what no longer holds: decimals as written, a sample size.
fn worked_out(from: &Values) -> Values {
    Values { decimals: None, series: Vec::new(), sample: Sample::Unstated, ..from.clone() }
}

/// The marks of what is made of parts with `marks`.
fn derived(marks: Marks) -> Marks {
    marks.with(Mark::Derived)
}

/// The marks of a gap that is there because a part is missing.
fn missing() -> Marks {
    derived(Marks::default().with(Mark::NotAvailable))
}

/// Whether values of `unit` may be added up. Percentages may not.
fn adds_up(unit: Option<&Unit>) -> bool {
    unit != Some(&Unit::Percent)
}

/// The sum, unless a part is missing; `Err` if it is too large.
fn total(parts: impl Iterator<Item = Option<Decimal>>) -> Result<Option<Decimal>, TooLarge> {
    let mut sum = Decimal::ZERO;
    for part in parts {
        let Some(part) = part else { return Ok(None) };
        sum = sum.checked_add(part).ok_or(TooLarge)?;
    }
    Ok(Some(sum))
}

/// A result has more digits than can be kept.
struct TooLarge;

impl TooLarge {
    fn diagnostic(&self, id: &Text) -> Diagnostic {
        Diagnostic::error("too-large", format!("a value worked out for `{}` is too large", id.text))
            .at(id.span, "")
            .help("check the values it is made of")
    }
}
