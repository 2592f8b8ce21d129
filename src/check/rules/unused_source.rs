//! A source in the settings that nothing comes from.

use std::collections::BTreeSet;

use crate::check::rule::{Explanation, Rule, When};
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "unused-source",
        summary: "no aim names a source of the settings",
        why: "Each source under `sources:` in `aimline.yaml` is there to be named by the aims and measures whose figures \
              come from it. One that nobody names was forgotten on an aim, or is no longer needed.",
        example: "sources: [home-office, ons-population]",
    },
    when: When::Whole,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let edition = report.latest();
    let of_measures = edition.aims.iter().flat_map(|aim| &aim.measures).flat_map(|measure| &measure.sources);
    let named: BTreeSet<&String> = edition.aims.iter().flat_map(|aim| &aim.sources).chain(of_measures).collect();
    let unused = edition.settings.publications.iter().filter(|(id, _)| !named.contains(id));
    let say = |(id, publication): (&String, &crate::report::Publication)| {
        Diagnostic::warning("unused-source", format!("no aim names the source `{id}`"))
            .at(publication.span, "")
            .help(format!("add `{id}` to the `sources:` of an aim, or remove it"))
    };
    unused.map(say).collect()
}
