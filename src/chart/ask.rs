//! What a kind is given to plan from, and how it says what is wrong. In: the chart as written and a way to
//! find measures by name. Out: measures, series and periods that exist, or a diagnostic at the author's
//! characters with the nearest known name.

use super::spec::ChartSpec;
use super::strand::Strand;
use super::text::clean;
use super::words::Shown;
use crate::data::{Measure, Period, PeriodKind, Series};
use crate::diag::fields::{Fields, listed};
use crate::diag::{Diagnostic, nearest};
use crate::source::Span;
use crate::source::tree::Text;

/// A chart that is being planned.
pub struct Ask<'q, 'm> {
    /// The chart as written.
    pub spec: &'q ChartSpec,
    find: &'q dyn Fn(&str) -> Option<&'m Measure>,
    known: &'q [&'q str],
    /// What was found wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a chart over time shows.
pub struct OverTime<'m> {
    /// The measures, at least one, of one unit and one kind of period.
    pub measures: Vec<&'m Measure>,
    /// Their series, at least one, each named unlike the others.
    pub strands: Vec<Strand>,
    /// What strands are, in the plural: "areas" or "measures".
    pub noun: &'static str,
    /// How values are shown, if not as the measures say.
    pub shown: Option<Shown>,
}

impl<'q, 'm> Ask<'q, 'm> {
    /// Asks for `spec` with the measures that `find` finds, whose names are `known`.
    pub fn new(spec: &'q ChartSpec, find: &'q dyn Fn(&str) -> Option<&'m Measure>, known: &'q [&'q str]) -> Self {
        Self { spec, find, known, diagnostics: Vec::new() }
    }

    /// Says that the chart cannot be drawn like this.
    pub fn refuse(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(rule, message).at(span, "").help(help));
    }

    /// Reads the keys of the chart's own kind. (Unknown keys were reported when the chart was read.)
    pub fn own_keys<T>(&mut self, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        let spec = self.spec;
        Fields::of(&spec.node, "a chart", &mut self.diagnostics).map(|mut fields| read(&mut fields))
    }

    /// Where messages about the chart's values point: at its measure, or at its name.
    pub fn place(&self) -> Span {
        self.spec.of.first().map_or(self.spec.id.span, |name| name.span)
    }

    /// Refuses keys that say nothing to this kind of chart.
    pub fn refuse_unused(&mut self, keys: &[&str]) -> Option<()> {
        let kind = self.spec.kind.name();
        let spans = self.own_keys(|fields| keys.iter().map(|key| fields.key_span(key)).collect::<Vec<_>>())?;
        let found: Vec<_> = keys.iter().zip(spans).filter_map(|(key, span)| span.map(|span| (key, span))).collect();
        for (key, span) in &found {
            let message = format!("`{key}` says nothing to a chart of type `{kind}`");
            self.refuse("unused-key", *span, message, "remove it");
        }
        found.is_empty().then_some(())
    }

    /// The measure called `name`.
    pub fn measure(&mut self, name: &Text) -> Option<&'m Measure> {
        let found = (self.find)(&name.text);
        if found.is_none() {
            let help = self.suggest(&name.text, self.known, "measures");
            self.refuse("unknown-measure", name.span, format!("there is no measure `{}`", name.text), help);
        }
        found
    }

    /// The measures of the chart: all known, of one unit and one kind of period.
    pub fn measures(&mut self) -> Option<Vec<&'m Measure>> {
        if self.spec.of.is_empty() {
            let message = format!("the chart `{}` does not say which measure it shows", self.spec.id.text);
            self.refuse("missing-key", self.spec.id.span, message, "add a line `of: …` with the name of a measure");
            return None;
        }
        let named: Vec<(&Text, Option<&Measure>)> =
            self.spec.of.iter().map(|name| (name, self.measure(name))).collect();
        let named: Vec<(&Text, &Measure)> =
            named.into_iter().map(|(name, measure)| measure.map(|measure| (name, measure))).collect::<Option<_>>()?;
        let alike = named.iter().all(|(name, measure)| self.is_like(named[0].1, name, measure));
        alike.then(|| named.into_iter().map(|(_, measure)| measure).collect())
    }

    fn is_like(&mut self, first: &Measure, name: &Text, measure: &Measure) -> bool {
        if measure.kind != first.kind {
            let message = format!(
                "`{}` is counted by {} and `{}` by {}",
                measure.id,
                plain_kind(measure.kind),
                first.id,
                plain_kind(first.kind)
            );
            self.refuse(
                "mixed-periods",
                name.span,
                message,
                "show them in two charts: unlike periods cannot share an axis",
            );
            return false;
        }
        if measure.unit != first.unit {
            let (unit, other) = (measure.unit.words(), first.unit.words());
            let message = format!("`{}` is in `{unit}` and `{}` in `{other}`", measure.id, first.id);
            self.refuse("mixed-units", name.span, message, "show them in two charts: one axis has one unit");
            return false;
        }
        true
    }

    /// The series of `measure` that the chart shows: those named under `series`, or all.
    pub fn series(&mut self, measure: &'m Measure) -> Option<Vec<&'m Series>> {
        if self.spec.series.is_empty() {
            return Some(measure.series.iter().collect());
        }
        let named: Vec<_> = self.spec.series.iter().map(|name| self.series_named(measure, name)).collect();
        named.into_iter().collect()
    }

    /// The series of `measure` called `name`.
    pub fn series_named(&mut self, measure: &'m Measure, name: &Text) -> Option<&'m Series> {
        let found = measure.series(&name.text);
        if found.is_none() {
            let names: Vec<&str> = measure.series.iter().map(|series| series.name.as_str()).collect();
            let help = self.suggest(&name.text, &names, "series");
            let message = format!("`{}` has no series `{}`", measure.id, name.text);
            self.refuse("unknown-series", name.span, message, help);
        }
        found
    }

    /// The place in `names` of what stands out.
    pub fn focus(&mut self, names: &[&str]) -> Option<usize> {
        let focus = self.spec.focus.as_ref()?;
        let found = names.iter().position(|name| *name == clean(&focus.text));
        if found.is_none() {
            let help = self.suggest(&focus.text, names, "series");
            self.refuse("unknown-series", focus.span, format!("the chart shows no `{}`", focus.text), help);
        }
        found
    }

    /// The name in `names` that the others are measured against, if one is asked for.
    #[expect(clippy::option_option, reason = "outer: whether to go on; inner: whether there is a reference")]
    pub fn reference<'n>(&mut self, names: &[&'n str]) -> Option<Option<&'n str>> {
        let Some(reference) = self.spec.reference.as_ref() else { return Some(None) };
        let found = names.iter().find(|name| **name == clean(&reference.text));
        if found.is_none() {
            let help = self.suggest(&reference.text, names, "series");
            self.refuse("unknown-series", reference.span, format!("the chart has no `{}`", reference.text), help);
        }
        found.map(|name| Some(*name))
    }

    /// A written period of `kind`.
    pub fn period(&mut self, text: &Text, kind: PeriodKind) -> Option<Period> {
        match Period::parse(&text.text, Some(kind)) {
            Ok(period) => Some(period),
            Err(fault) => {
                self.diagnostics.push(fault.diagnostic(&text.text, text.span));
                None
            }
        }
    }

    /// The one period a chart of areas shows: `at`, or the last for which any of `series` has a value.
    pub fn at(&mut self, measure: &Measure, series: &[&Series]) -> Option<Period> {
        let valued = |period: &Period| series.iter().any(|s| s.at(period).is_some_and(|o| o.value.is_some()));
        let mut periods: Vec<Period> =
            series.iter().flat_map(|series| series.observations.iter().map(|o| o.period)).collect();
        periods.sort_unstable();
        periods.dedup();
        let at = match &self.spec.at {
            Some(text) if text.text != "latest" => text.clone(),
            _ => {
                let latest = periods.iter().rev().find(|period| valued(period)).copied();
                if latest.is_none() {
                    self.refuse_empty(measure);
                }
                return latest;
            }
        };
        let period = self.period(&at, measure.kind)?;
        if !valued(&period) {
            let help = match (periods.first(), periods.last()) {
                (Some(first), Some(last)) => format!("it has values from {first} to {last}"),
                _ => "it has no values at all".to_owned(),
            };
            self.refuse("unknown-period", at.span, format!("`{}` has no value for {period}", measure.id), help);
            return None;
        }
        Some(period)
    }

    /// Says that there is nothing to draw.
    pub fn refuse_empty(&mut self, measure: &Measure) {
        let span = self.spec.of.iter().find(|name| name.text == measure.id).map_or(self.spec.id.span, |name| name.span);
        let message = format!("`{}` has no values that could be drawn", measure.id);
        self.refuse(
            "nothing-to-draw",
            span,
            message,
            "remove the chart until there are values, or correct the data file",
        );
    }

    /// What lies between `from` and `to`, if they are given.
    pub fn range(&mut self, kind: PeriodKind) -> Option<impl Fn(&Period) -> bool + Copy + use<>> {
        let (from, to) = (&self.spec.from, &self.spec.to);
        let from = from.as_ref().map(|text| self.period(text, kind).ok_or(())).transpose();
        let to = to.as_ref().map(|text| self.period(text, kind).ok_or(())).transpose();
        let (from, to) = (from.ok()?, to.ok()?);
        Some(move |period: &Period| from.is_none_or(|from| *period >= from) && to.is_none_or(|to| *period <= to))
    }

    /// The strands of a chart over time, between `from` and `to`, named apart.
    pub fn over_time(&mut self) -> Option<OverTime<'m>> {
        self.refuse_unused(&["at", "reference"])?;
        let measures = self.measures()?;
        let kind = measures[0].kind;
        let wanted = self.range(kind)?;
        let mut strands = Vec::new();
        let single = measures.iter().all(|measure| measure.series.len() == 1 || self.spec.series.len() == 1);
        for measure in &measures {
            for series in self.series(measure)? {
                let name = match (measures.len(), single) {
                    (1, _) => measure.name_of(series).to_owned(),
                    (_, true) => measure.label.clone(),
                    _ => format!("{}, {}", measure.label, series.name),
                };
                strands.push(Strand::of(&name, series, wanted));
            }
        }
        if strands.iter().all(|strand| strand.valued().next().is_none()) {
            self.refuse_empty(measures[0]);
            return None;
        }
        let noun = if measures.len() > 1 { "measures" } else { "areas" };
        let names: Vec<&str> = strands.iter().map(|strand| strand.name.as_str()).collect();
        self.differ(&names)?;
        Some(OverTime { measures, strands, noun, shown: None })
    }

    /// Refuses two series that readers could not tell apart.
    pub fn differ(&mut self, names: &[&str]) -> Option<()> {
        let mut names = names.to_vec();
        names.sort_unstable();
        let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) else { return Some(()) };
        let span = self.place();
        let message = format!("two series of the chart are called `{}`", pair[0]);
        self.refuse("same-name", span, message, "give one of them another name: readers could not tell them apart");
        None
    }

    fn suggest(&self, wrong: &str, known: &[&str], what: &str) -> String {
        match nearest(wrong, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None if known.is_empty() => format!("there are no {what} here"),
            None if known.len() > 12 => {
                format!("one of {} and {} more", listed(known[..8].iter().copied()), known.len() - 8)
            }
            None => format!("the {what} are {}", listed(known.iter().copied())),
        }
    }
}

fn plain_kind(kind: PeriodKind) -> &'static str {
    kind.with_article()
}
