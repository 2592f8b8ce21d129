//! A data file that no measure reads.

use std::collections::BTreeSet;

use crate::check::rule::{Explanation, Rule, When};
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "unused-data",
        summary: "no measure uses a data file",
        why: "A file in `data/` is offered to readers for download. One that no measure uses is often the old name of a \
              file that was replaced, and may hold figures that should not be public. Use it in a measure, or remove it.",
        example: "measures:\n  burglaries: {data: burglary.csv, unit: offences, period: year-ending}",
    },
    when: When::Whole,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let edition = report.latest();
    let measures = edition.aims.iter().flat_map(|aim| &aim.measures);
    let used: BTreeSet<&str> = measures.flat_map(|measure| &measure.files).map(String::as_str).collect();
    let paths = edition.data_files.keys().map(|name| format!("data/{name}"));
    let say = |path: String| {
        Diagnostic::warning("unused-data", format!("no measure uses the data file `{path}`"))
            .at_path(path)
            .help("use it in a measure with `data:`, or remove it")
    };
    paths.filter(|path| !used.contains(path.as_str())).map(say).collect()
}
