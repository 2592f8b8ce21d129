//! An aim of the plan that the edition does not report, without a word about it.

use crate::check::rule::{Explanation, Rule, When};
use crate::diag::Diagnostic;
use crate::report::{PlanEntry, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "plan-coverage",
        summary: "an aim of the plan is not reported, and nobody says why",
        why: "The plan lists what the body has promised to report. An aim without a page is shown to readers as \
              \"not reported in this edition\". If there is a reason, give it with its date; if there is none, write the page.",
        example: "plan:\n  - burglary\n  - slug: fear-of-crime\n    aim: Reductions in the fear of crime\n    not_reported:\n      \
                  date: 2019-11-19\n      reason: The survey was not run in 2019.",
    },
    when: When::Always,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let entries = report.latest().plan.iter();
    let silent = entries.filter_map(|entry| match entry {
        PlanEntry::NotReported { slug, because: None, span, .. } => Some((slug, *span)),
        _ => None,
    });
    let say = |(slug, span)| {
        Diagnostic::warning("plan-coverage", format!("the aim `{slug}` is not reported, and the plan does not say why"))
            .at(span, "")
            .help(format!("write `content/{slug}.md`, or add `not_reported: {{date: …, reason: …}}`"))
    };
    silent.map(say).collect()
}
