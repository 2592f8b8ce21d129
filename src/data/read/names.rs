//! The end of reading a measure: its own words (unit, area, comparator, baseline) checked against the
//! values they speak of.

use super::Values;
use crate::data::faults::Faults;
use crate::data::spec::{Base, MeasureSpec};
use crate::data::{Measure, Period, PeriodKind, Series, Unit};
use crate::diag::fields::listed;
use crate::diag::{Diagnostic, nearest};
use crate::source::tree::Text;

/// Makes the measure of its values.
pub(in crate::data) fn finish(spec: &MeasureSpec, values: Values, faults: &mut Faults) -> Option<Measure> {
    let area = named_series(spec.area.as_ref(), &values.series, faults);
    let comparator = named_series(spec.comparator.as_ref(), &values.series, faults);
    let inherited = &values.inherited;
    let known = |name: &Option<String>| values.series.iter().find(|series| Some(&series.name) == name.as_ref());
    let own = area.or_else(|| known(&inherited.area)).or_else(|| values.series.first())?;
    let comparator = comparator.or_else(|| known(&inherited.comparator).filter(|series| series.name != own.name));
    check_kind(spec, values.kind, faults);
    Some(Measure {
        id: spec.id.text.clone(),
        label: spec.label.as_ref().map_or_else(|| label_of(&spec.id.text), |label| label.text.clone()),
        unit: unit(spec, values.unit.as_ref(), faults),
        kind: values.kind,
        better: spec.better.or(inherited.better).unwrap_or_default(),
        baseline: spec.baseline.as_ref().and_then(|text| period_of(text, own, faults)),
        target: spec.target,
        decimals: spec.decimals.or(values.decimals),
        area: own.name.clone(),
        comparator: comparator.map(|series| series.name.clone()),
        sample: values.sample,
        sources: match spec.sources.as_slice() {
            [] => inherited.sources.clone(),
            own => own.iter().map(|source| source.text.clone()).collect(),
        },
        series: values.series,
        span: spec.id.span,
        files: values.files,
    })
}

/// "burglary-rate" as "Burglary rate".
fn label_of(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What front matter says and what the cells show must agree.
fn unit(spec: &MeasureSpec, shown: Option<&Unit>, faults: &mut Faults) -> Unit {
    match (&spec.unit, shown) {
        (Some(said), Some(shown)) if said != shown && is_a_sign(said, shown) => {
            let message =
                format!("measure `{}` is in `{}`, but its values are in {}", spec.id.text, said.words(), shown.words());
            let fault = Diagnostic::error("mixed-units", message).at(spec.id.span, "");
            faults.push(fault.help(format!("write `unit: \"{}\"`, or take the sign out of the file", shown.words())));
            said.clone()
        }
        (Some(said), _) => said.clone(),
        (None, Some(shown)) => shown.clone(),
        (None, None) => Unit::Named(String::new()),
    }
}

/// Whether one of the two is `%` or `£`: words may be put otherwise, a sign is a fact.
fn is_a_sign(said: &Unit, shown: &Unit) -> bool {
    [said, shown].into_iter().any(|unit| !matches!(unit, Unit::Named(_)))
}

/// `period:` says what a file's periods are; where values come from elsewhere it must agree with them.
fn check_kind(spec: &MeasureSpec, kind: PeriodKind, faults: &mut Faults) {
    let Some((said, span)) = spec.kind.filter(|(said, _)| *said != kind && !matches!(spec.base, Base::File(_))) else {
        return;
    };
    let message = format!("the periods of `{}` are of kind `{}`, not `{}`", spec.id.text, kind.name(), said.name());
    let fault = Diagnostic::error("mixed-periods", message).at(span, "");
    faults.push(fault.help("leave `period:` out: it is known from the measures the values come from"));
}

fn named_series<'a>(name: Option<&Text>, series: &'a [Series], faults: &mut Faults) -> Option<&'a Series> {
    let name = name?;
    let found = series.iter().find(|series| series.name == name.text);
    if found.is_none() {
        faults.push(unknown_series(name, series));
    }
    found
}

/// A name no series has.
pub(in crate::data) fn unknown_series(name: &Text, series: &[Series]) -> Diagnostic {
    let names = || series.iter().map(|series| series.name.as_str());
    let help = match nearest(&name.text, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the series are {}", listed(names().take(20))),
    };
    Diagnostic::error("unknown-series", format!("there is no series `{}`", name.text))
        .at(name.span, "not in the data")
        .help(help)
}

/// The period `text` names, which `series` must have a value for.
pub(in crate::data) fn period_of(text: &Text, series: &Series, faults: &mut Faults) -> Option<Period> {
    let (first, last) = series.observations.first().zip(series.observations.last())?;
    let period = match Period::parse(&text.text, Some(first.period.kind())) {
        Ok(period) => period,
        Err(fault) => {
            faults.push(fault.diagnostic(&text.text, text.span).also(first.span, "a value of the series"));
            return None;
        }
    };
    if series.at(&period).is_some_and(|observation| observation.value.is_some()) {
        return Some(period);
    }
    let message = match series.at(&period) {
        Some(_) => format!("`{}` has no value for {}", series.name, period.label()),
        None => format!("the data of `{}` do not hold {}", series.name, period.label()),
    };
    faults.push(Diagnostic::error("unknown-period", message).at(text.span, "").help(format!(
        "the periods run from {} to {}",
        first.period.label(),
        last.period.label()
    )));
    None
}
