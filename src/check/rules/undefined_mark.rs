//! A mark in the text that no legend explains.

use std::ops::Range;

use crate::check::page::pages;
use crate::check::rule::{Explanation, Rule, When};
use crate::check::run::{Kind, Run, runs};
use crate::data::Mark;
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "undefined-mark",
        summary: "a mark behind a number means nothing to readers",
        why: "The marks of this report, such as `[p]` for provisional, are explained on its page of data. Letters in square \
              brackets behind a number that are none of them look like a mark and say nothing. (In data files an \
              unknown mark is an error.)",
        example: "28,648 [q] burglaries\n28,648 [p] burglaries",
    },
    when: When::Always,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let runs = pages(report.latest()).iter().flat_map(runs).collect::<Vec<_>>();
    let known = Mark::ALL.map(|mark| mark.to_string()).join(" ");
    let say = |run: &Run, range: Range<usize>| {
        let text = &run.text[range.clone()];
        let diagnostic =
            Diagnostic::warning("undefined-mark", format!("`{text}` is none of the marks that readers find explained"));
        Some(diagnostic.at(run.span(&range)?, "").help(format!("the marks are {known}")))
    };
    runs.iter().flat_map(|run| undefined(run).into_iter().filter_map(move |range| say(run, range))).collect()
}

/// The places in `run` of one to three letters in brackets behind a number, or alone, that are no mark.
fn undefined(run: &Run) -> Vec<Range<usize>> {
    let text = &run.text;
    let mut found = Vec::new();
    for (start, _) in text.match_indices('[') {
        let Some(length) = text[start..].find(']') else { break };
        let letters = &text[start + 1..start + length];
        let range = start..start + length + 1;
        let before = text[..start].trim_end();
        let behind_number = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | ']'));
        let alone = text.trim().len() == range.len();
        let shaped = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_lowercase());
        if shaped && (behind_number || alone) && run.kind(start) == Kind::Plain && Mark::from_letters(letters).is_none()
        {
            found.push(range);
        }
    }
    found
}
