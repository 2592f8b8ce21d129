//! Parts of a whole that add up to it at one time and not at another.

use std::collections::BTreeMap;

use crate::check::rule::{Explanation, Rule, When};
use crate::data::number::format;
use crate::data::{Decimal, Measure, Observation, Period, Unit};
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "shares-do-not-sum",
        summary: "shares that add up to 100% elsewhere do not at one period",
        why: "The series of this measure are the parts of one whole: at other periods they add up to 100%, give or take \
              one for rounding. Where they do not, a part is wrong or missing. (A chart of the type `share` refuses \
              such a period.)",
        example: "period,Telephone,Online,In person\n2018,60,30,10\n2019,58,31,16",
    },
    when: When::Always,
    check,
};

/// So many parts at least; two percentages may add up to 100 by chance.
const PARTS: usize = 3;

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let measures = report.latest().aims.iter().flat_map(|aim| &aim.measures);
    measures
        .filter(|measure| measure.unit == Unit::Percent && measure.series.len() >= PARTS)
        .flat_map(odd_periods)
        .collect()
}

fn odd_periods(measure: &Measure) -> Vec<Diagnostic> {
    let sums = sums(measure);
    let is_whole = |sum: Decimal| (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::ONE;
    let (whole, odd): (Vec<_>, Vec<_>) = sums.into_iter().partition(|(_, (sum, _))| is_whole(*sum));
    if whole.len() < odd.len() || whole.is_empty() {
        return Vec::new();
    }
    odd.into_iter().map(|(period, (sum, first))| say(measure, &period, sum, first)).collect()
}

/// The sum of all series at each period at which all have a value, and the first of them.
fn sums(measure: &Measure) -> BTreeMap<Period, (Decimal, &Observation)> {
    let Some((first, rest)) = measure.series.split_first() else { return BTreeMap::new() };
    let sum = |one: &Observation| {
        rest.iter().try_fold(one.value?, |sum, series| sum.checked_add(series.at(&one.period)?.value?))
    };
    first.observations.iter().filter_map(|one| Some((one.period, (sum(one)?, one)))).collect()
}

fn say(measure: &Measure, period: &Period, sum: Decimal, first: &Observation) -> Diagnostic {
    let sum = format(sum, None, &Unit::Percent);
    Diagnostic::warning(
        "shares-do-not-sum",
        format!("the shares of `{}` for {} add up to {sum}", measure.id, period.label()),
    )
    .at(first.span, "the first of them")
    .also(measure.span, "at other periods they add up to 100%")
    .help("correct the part that is wrong, or add the one that is missing")
}
