//! A withheld value that anybody can work out: a total is published, and all of its parts but one.
//! The message never tells the value.

use crate::check::rule::{Explanation, Rule, When};
use crate::data::{Decimal, Mark, Measure, Observation, Period, Series, Unit};
use crate::diag::Diagnostic;
use crate::report::{Aim, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "withheld-value-leak",
        summary: "a value withheld as confidential can be worked out from others",
        why: "A cell marked `[c]` protects somebody. If the report gives the total and every other part, the value is there \
              for whoever subtracts. Withhold a second part too, or the total, as the publisher does. Parts are \
              compared with totals in one measure, in other measures of the aim with the same unit, and over time \
              (months and the year they make); shares that add up to 100% count too.",
        example: "period,area,value\n2019,North,12\n2019,South,[c]\n2019,All areas,15",
    },
    when: When::Always,
    check,
};

/// Names by which a series is a total, whatever its values.
const TOTALS: [&str; 5] = ["total", "all", "overall", "sum", "whole"];

/// A total and its parts at one time.
struct Equation<'a> {
    parts: Vec<&'a Observation>,
    total: Option<&'a Observation>,
}

/// Equations of one shape at several times, and whether the shape is believed without a proof.
struct Family<'a> {
    believed: bool,
    equations: Vec<Equation<'a>>,
}

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for family in report.latest().aims.iter().flat_map(families) {
        if !family.believed && !family.equations.iter().any(Equation::holds) {
            continue;
        }
        for (cell, others) in family.equations.iter().filter_map(Equation::leak) {
            if found.iter().all(|known| known.primary.as_ref().is_none_or(|label| label.span != cell.span)) {
                found.push(say(cell, others));
            }
        }
    }
    found
}

fn say(cell: &Observation, other: &Observation) -> Diagnostic {
    Diagnostic::warning("withheld-value-leak", "this value is withheld, and can be worked out from others")
        .at(cell.span, "")
        .also(other.span, "with this value")
        .help("withhold a second value, so that subtracting gives nothing")
}

impl<'a> Equation<'a> {
    fn holds(&self) -> bool {
        let values: Option<Vec<Decimal>> = self.parts.iter().map(|part| part.value).collect();
        let Some(sum) =
            values.and_then(|values| values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value)))
        else {
            return false;
        };
        match self.total {
            Some(total) => total.value == Some(sum),
            None => (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::ONE,
        }
    }

    /// The one cell of it that is withheld, and another of it, if everything else is there.
    fn leak(&self) -> Option<(&'a Observation, &'a Observation)> {
        let all = || self.total.into_iter().chain(self.parts.iter().copied());
        let mut gaps = all().filter(|one| one.value.is_none());
        let cell = gaps.next().filter(|one| one.marks.has(Mark::Confidential))?;
        let other = all().find(|one| one.value.is_some())?;
        gaps.next().is_none().then_some((cell, other))
    }
}

fn families(aim: &Aim) -> Vec<Family<'_>> {
    let mut families = Vec::new();
    for measure in &aim.measures {
        families.extend(measure.series.iter().map(|total| in_measure(measure, total)));
        if measure.unit == Unit::Percent {
            families.push(shares(measure));
        }
        for other in aim.measures.iter().filter(|other| other.id != measure.id && other.unit == measure.unit) {
            families.extend(other.own().map(|total| across(measure, total)));
            families.extend(over_time(measure, other));
        }
    }
    families
}

/// A series of a measure as the total of the others.
fn in_measure<'a>(measure: &'a Measure, total: &'a Series) -> Family<'a> {
    let words = total.name.to_lowercase();
    let named = words.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|word| TOTALS.contains(&word));
    let parts: Vec<&Series> = measure.series.iter().filter(|series| series.name != total.name).collect();
    let believed = named && measure.unit != Unit::Percent;
    Family { believed, equations: equations(&parts, total) }
}

/// The own series of one measure as the total of all series of another.
fn across<'a>(measure: &'a Measure, total: &'a Series) -> Family<'a> {
    Family { believed: false, equations: equations(&measure.series.iter().collect::<Vec<_>>(), total) }
}

fn equations<'a>(parts: &[&'a Series], total: &'a Series) -> Vec<Equation<'a>> {
    let at = |one: &'a Observation| {
        let parts: Vec<&Observation> = parts.iter().filter_map(|part| part.at(&one.period)).collect();
        (parts.len() > 1).then_some(Equation { parts, total: Some(one) })
    };
    total.observations.iter().filter_map(at).collect()
}

/// Shares that make a whole.
fn shares(measure: &Measure) -> Family<'_> {
    let Some(first) = measure.series.first() else { return Family { believed: false, equations: Vec::new() } };
    let at = |one: &Observation| {
        let parts: Vec<&Observation> = measure.series.iter().filter_map(|part| part.at(&one.period)).collect();
        (parts.len() > 2 && parts.len() == measure.series.len()).then_some(Equation { parts, total: None })
    };
    Family { believed: false, equations: first.observations.iter().filter_map(at).collect() }
}

/// Short periods of a measure and the long ones of another that they make, series by series.
fn over_time<'a>(short: &'a Measure, long: &'a Measure) -> Vec<Family<'a>> {
    let pairs = short.series.iter().filter_map(|series| Some((series, long.series(&series.name)?)));
    let family = |(parts, totals): (&'a Series, &'a Series)| {
        let equations = totals.observations.iter().filter_map(|total| {
            let parts = tiles(parts, &total.period)?;
            Some(Equation { parts, total: Some(total) })
        });
        Family { believed: false, equations: equations.collect() }
    };
    pairs.map(family).collect()
}

/// The observations whose periods make up `whole` without a gap.
fn tiles<'a>(series: &'a Series, whole: &Period) -> Option<Vec<&'a Observation>> {
    let inside = |one: &&Observation| one.period.start() >= whole.start() && one.period.end() <= whole.end();
    let parts: Vec<&Observation> = series.observations.iter().filter(inside).collect();
    let (first, last) = (parts.first()?, parts.last()?);
    let covers = first.period.start() == whole.start() && last.period.end() == whole.end();
    let joined = parts.windows(2).all(|two| two[0].period.end_day() + 1 == two[1].period.start_day());
    (parts.len() > 1 && covers && joined).then_some(parts)
}
