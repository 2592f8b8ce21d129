//! A next release that is already past.

use crate::check::rule::{Explanation, Rule, When};
use crate::data::date::in_words;
use crate::diag::Diagnostic;
use crate::report::{Aim, NextRelease, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "stale-release",
        summary: "the next release of an aim's figures is already past",
        why: "Readers are told when the next figures come. A date before the edition's own date (or before `--date`) is \
              left over from an earlier edition: look up the publisher's next date, or say why it is not known.",
        example: "next_release: 2020-01-23\n# or\nnext_release: {unknown: the publisher gives no date}",
    },
    when: When::Always,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    report.latest().aims.iter().filter_map(|aim| stale(report, aim)).collect()
}

fn stale(report: &Report, aim: &Aim) -> Option<Diagnostic> {
    let NextRelease::Expected(period, span) = &aim.status.next_release else { return None };
    let (today, edition) = (report.today, report.latest().date);
    let than = if today == edition { "the edition's date".to_owned() } else { "today".to_owned() };
    (period.end() < today).then(|| {
        Diagnostic::warning(
            "stale-release",
            format!("the next release, {}, is before {than}, {}", period.label(), in_words(today)),
        )
        .at(*span, "")
        .help("give the publisher's next date, or write `{unknown: \"why\"}`")
    })
}
