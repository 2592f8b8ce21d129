//! Numbers in the text that are tied to nothing. Asked only by name: not every number is in the data.

use crate::check::candidate::candidate;
use crate::check::numbers::{Loose, loose};
use crate::check::page::{Page, pages};
use crate::check::rule::{Explanation, Rule, When};
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "unbound-number",
        summary: "a number in the text is not tied to the data",
        why: "A number that is tied to nothing can disagree with the data, and nobody notices. Where the data have the \
              number, the message suggests what to bind it to. Years, dates, ages, names and the like do not count. The \
              numbers are listed with `aimline check --unbound`, or by `deny: [unbound-number]` under `checks:`.",
        example: "The force recorded [28,648](=burglaries@2019-06) burglaries.",
    },
    when: When::Asked,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let pages = pages(report.latest());
    pages.iter().flat_map(|page| loose(page).into_iter().map(|number| say(report, page, &number))).collect()
}

fn say(report: &Report, page: &Page<'_>, number: &Loose) -> Diagnostic {
    let text = &number.text;
    let help = match candidate(report, page, number) {
        Some(expression) => format!("if it is that, write `[{text}](={expression})`"),
        None => format!("write `[{text}](=measure@period)` if a measure has it"),
    };
    Diagnostic::warning("unbound-number", format!("`{text}` is not tied to the data")).at(number.span, "").help(help)
}
