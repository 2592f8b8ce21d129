//! The figures of an aim changed since the last edition, and what is said about them did not.

use std::collections::BTreeMap;

use crate::check::rule::{Explanation, Rule, When};
use crate::data::{Decimal, Period};
use crate::diag::Diagnostic;
use crate::prose::{Block, BlockKind, plain};
use crate::report::binding::written::{Reading, read};
use crate::report::{Aim, Edition, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "stale-commentary",
        summary: "an aim has new figures and the words of the last edition",
        why: "The values of the aim's measures differ from those of the edition before, and apart from its numbers the \
              commentary or the response is the same, word for word. Read it again: it may explain figures that are \
              no longer there.",
        example: "",
    },
    when: When::Always,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let [edition, before, ..] = report.editions.as_slice() else { return Vec::new() };
    edition.aims.iter().flat_map(|aim| of_aim(before, aim)).collect()
}

fn of_aim(before: &Edition, aim: &Aim) -> Vec<Diagnostic> {
    let Some(old) = before.aim(aim.slug.as_str()).filter(|old| values(old) != values(aim)) else { return Vec::new() };
    let voices = [("commentary", &aim.commentary, &old.commentary), ("response", &aim.response, &old.response)];
    let stale = voices.into_iter().filter(|(_, new, old)| words(new) == words(old));
    let say = |(voice, new, _): (&str, &Vec<Block>, _)| {
        let first = new.iter().find(|block| !matches!(block.kind, BlockKind::Directive(_)))?;
        let message =
            format!("the figures of `{}` have changed since edition {}, and the {voice} has not", aim.slug, before.id);
        Some(
            Diagnostic::warning("stale-commentary", message)
                .at(first.span, "")
                .help("read it again with the new figures"),
        )
    };
    stale.filter_map(say).collect()
}

/// All values of an aim, by measure, series and period.
fn values(aim: &Aim) -> BTreeMap<(&str, &str, Period), Option<Decimal>> {
    let series =
        aim.measures.iter().flat_map(|measure| measure.series.iter().map(|series| (measure.id.as_str(), series)));
    let values = series.flat_map(|(id, series)| {
        series.observations.iter().map(move |one| ((id, series.name.as_str(), one.period), one.value))
    });
    values.collect()
}

/// The words, without the numbers that are tied to the data: those change by themselves.
fn words(blocks: &[Block]) -> String {
    let words = plain::blocks_text(blocks, &mut |bound| match read(&bound.text.text) {
        Reading::Number(_) => String::new(),
        _ => bound.text.text.clone(),
    });
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
