//! Percentages of a survey, and nobody says how many were asked.

use crate::check::rule::{Explanation, Rule, When};
use crate::data::{Measure, Sample, Unit};
use crate::diag::Diagnostic;
use crate::report::{Aim, Edition, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "survey-without-n",
        summary: "a measure comes from a survey and does not say how many people were asked",
        why: "Without that number nobody can tell a change from chance. Name the column or the number with `n:`; if the \
              publisher does not say, write `n: not published`, and readers are told so. A measure in `%` is taken to \
              come from a survey if its label or one of its sources has the word survey, poll or questionnaire.",
        example: "confidence: {data: confidence.csv, unit: \"%\", period: year-ending, n: asked}\n\
                  confidence: {data: confidence.csv, unit: \"%\", period: year-ending, n: not published}",
    },
    when: When::Always,
    check,
};

const WORDS: [&str; 3] = ["survey", "poll", "questionnaire"];

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let edition = report.latest();
    let measures = edition.aims.iter().flat_map(|aim| aim.measures.iter().map(move |measure| (aim, measure)));
    let unsaid = measures.filter(|(aim, measure)| {
        measure.unit == Unit::Percent
            && measure.sample == Sample::Unstated
            && !has_intervals(measure)
            && is_survey(edition, aim, measure)
    });
    let say = |(_, measure): (&Aim, &Measure)| {
        let message = format!("`{}` comes from a survey and does not say how many were asked", measure.id);
        Diagnostic::warning("survey-without-n", message)
            .at(measure.span, "")
            .help("add `n:` with a column or a number, or `n: not published`")
    };
    unsaid.map(say).collect()
}

fn has_intervals(measure: &Measure) -> bool {
    measure.series.iter().flat_map(|series| &series.observations).any(|one| one.interval.is_some())
}

fn is_survey(edition: &Edition, aim: &Aim, measure: &Measure) -> bool {
    let sources = if measure.sources.is_empty() { &aim.sources } else { &measure.sources };
    let titles =
        sources.iter().filter_map(|id| edition.settings.publications.get(id)).map(|source| source.title.as_str());
    titles.chain([measure.label.as_str()]).any(says_survey)
}

fn says_survey(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.into_iter().any(|word| WORDS.iter().any(|known| word == *known || word.strip_suffix('s') == Some(known)))
}
