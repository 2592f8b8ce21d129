//! All aims of the plan at a glance: the answer to "are we getting better?" in a sentence, and a row an aim.

use serde::Serialize;

use crate::chart::sparkline;
use crate::data::Measure;
use crate::data::date::in_words;
use crate::report::edition::NotReported;
use crate::report::scorecard::{Against, Change, Direction, Shown, Standing, Verdict, standing};
use crate::report::{Aim, Edition, PlanEntry};
use crate::site::Frame;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::words::Words;

/// The scorecard of an edition.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Scorecard {
    /// "Of 12 aims reported, 3 are better, …".
    pub summary: String,
    /// The same in numbers, without those that are zero.
    pub tally: Vec<Count>,
    /// A row an aim, in the order of the plan.
    pub rows: Vec<Row>,
}

/// How many aims have one verdict.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// "worse".
    pub word: &'static str,
    /// The class that gives it its colour and shape.
    pub class: &'static str,
}

/// One aim of the plan.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Row {
    /// What the plan calls it.
    pub aim: String,
    /// Its page; `None` if it has none.
    pub href: Option<String>,
    /// The measure that is shown: "Burglaries recorded".
    pub measure: Option<String>,
    /// The verdict.
    pub verdict: VerdictView,
    /// The latest value.
    pub latest: Option<Latest>,
    /// The change in words: "+28% since year ending March 2016".
    pub change: Option<String>,
    /// The comparator in words.
    pub comparison: Option<String>,
    /// The target in words.
    pub target: Option<String>,
    /// A tiny drawing of the measure's series; empty if it has too few values.
    pub trend: Html,
    /// Why the aim is not reported, if it is not.
    pub not_reported: Option<NotReportedView>,
}

/// The latest value of a measure.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Latest {
    /// "28,648".
    pub value: String,
    /// "offences".
    pub unit: String,
    /// "year ending June 2019".
    pub period: String,
    /// `[p]`.
    pub marks: String,
}

/// A verdict in word and shape.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct VerdictView {
    /// "Worse".
    pub word: &'static str,
    /// `better`, `worse`, `same`, `none`.
    pub class: &'static str,
    /// `up`, `down`, `level` or `none`.
    pub arrow: &'static str,
}

/// Why an aim of the plan is not reported.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct NotReportedView {
    /// "19 November 2019".
    pub date: String,
    /// The reason.
    pub reason: Html,
}

/// The scorecard of `edition` on the page at `place`.
pub fn scorecard(frame: &Frame<'_>, edition: &Edition, place: Place<'_>) -> Scorecard {
    let rows: Vec<Row> = edition
        .plan
        .iter()
        .filter_map(|entry| match entry {
            PlanEntry::Reported(at) => edition.aims.get(*at).map(|aim| reported(frame, edition, aim, place)),
            PlanEntry::NotReported { aim, because, .. } => {
                Some(not_reported(frame, edition, aim, because.as_ref(), place))
            }
        })
        .collect();
    let tally = tally(&rows);
    Scorecard { summary: summary(&tally), tally, rows }
}

/// How `aim` stands, for the page at `place`.
pub fn reported(frame: &Frame<'_>, edition: &Edition, aim: &Aim, place: Place<'_>) -> Row {
    let measure = aim.headline();
    let standing = measure.map(standing);
    let in_standing = |read: fn(&Standing) -> Option<String>| standing.as_ref().and_then(read);
    let page = match place {
        Place::Print(_) => format!("#_{}", aim.slug),
        _ => frame.routes.link(place, Place::Aim(&edition.id, aim.slug.as_str())),
    };
    Row {
        aim: aim.title.clone(),
        href: Some(page),
        measure: measure.map(|measure| measure.label.clone()),
        verdict: verdict(standing.as_ref().and_then(|standing| standing.change.as_ref())),
        latest: standing.as_ref().and_then(|standing| standing.latest.as_ref()).map(latest),
        change: in_standing(|standing| standing.change.as_ref().map(change)),
        comparison: in_standing(|standing| standing.comparison.as_ref().map(|comparison| capital(&comparison.words))),
        target: in_standing(|standing| standing.target.as_ref().map(|target| capital(&target.words))),
        trend: Html(measure.and_then(Measure::own).map(sparkline).unwrap_or_default()),
        not_reported: None,
    }
}

fn not_reported(
    frame: &Frame<'_>,
    edition: &Edition,
    aim: &str,
    because: Option<&NotReported>,
    place: Place<'_>,
) -> Row {
    Row {
        aim: aim.to_owned(),
        href: None,
        measure: None,
        verdict: VerdictView { word: "Not reported", class: "missing", arrow: "none" },
        latest: None,
        change: None,
        comparison: None,
        target: None,
        trend: Html::default(),
        not_reported: because.map(|because| NotReportedView {
            date: in_words(because.date),
            reason: Words::new(frame, edition, place).inlines(&because.reason),
        }),
    }
}

fn verdict(change: Option<&Change>) -> VerdictView {
    let (word, class) = match change.map(|change| change.verdict) {
        Some(Verdict::Better) => ("Better", "better"),
        Some(Verdict::Worse) => ("Worse", "worse"),
        Some(Verdict::Unchanged) => ("Unchanged", "same"),
        Some(Verdict::NoJudgement) => ("No judgement", "none"),
        Some(Verdict::NotComparable) => ("Change not known", "none"),
        None => ("No figure", "none"),
    };
    let arrow = match change.and_then(|change| change.direction) {
        Some(Direction::Higher) => "up",
        Some(Direction::Lower) => "down",
        Some(Direction::Same) => "level",
        None => "none",
    };
    VerdictView { word, class, arrow }
}

fn latest(shown: &Shown) -> Latest {
    Latest {
        value: shown.text.clone(),
        unit: shown.unit.clone(),
        period: shown.period.label(),
        marks: shown.marks.to_string(),
    }
}

fn change(change: &Change) -> String {
    match (&change.amount, &change.from) {
        (Some(amount), Some(from)) if change.direction != Some(Direction::Same) => match change.against {
            Against::Baseline => format!("{amount} since the baseline, {}", from.period.label()),
            Against::Previous => format!("{amount} since {}", from.period.label()),
        },
        _ => capital(&change.words),
    }
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn tally(rows: &[Row]) -> Vec<Count> {
    let words = [
        ("Better", "better"),
        ("Worse", "worse"),
        ("Unchanged", "same"),
        ("No judgement", "none"),
        ("Change not known", "none"),
        ("No figure", "none"),
        ("Not reported", "missing"),
    ];
    let counts = words.map(|(word, class)| Count {
        count: rows.iter().filter(|row| row.verdict.word == word).count(),
        word,
        class,
    });
    counts.into_iter().filter(|count| count.count > 0).collect()
}

/// "Of 12 aims reported, 3 are better, 6 are worse and 1 is unchanged; 2 aims of the plan are not reported".
fn summary(tally: &[Count]) -> String {
    let (missing, reported): (Vec<&Count>, Vec<&Count>) = tally.iter().partition(|count| count.class == "missing");
    let total: usize = reported.iter().map(|count| count.count).sum();
    let parts: Vec<String> = reported.iter().map(|count| part(count)).collect();
    let of = match total {
        0 => "No aim is reported".to_owned(),
        1 => format!("The one aim reported {}", joined(&parts).trim_start_matches("1 ")),
        _ => format!("Of {total} aims reported, {}", joined(&parts)),
    };
    match missing.first().map_or(0, |count| count.count) {
        0 => format!("{of}."),
        1 => format!("{of}; 1 aim of the plan is not reported."),
        more => format!("{of}; {more} aims of the plan are not reported."),
    }
}

fn part(count: &Count) -> String {
    let many = count.count != 1;
    let is = if many { "are" } else { "is" };
    let predicate = match count.word {
        "Better" => format!("{is} getting better"),
        "Worse" => format!("{is} getting worse"),
        "Unchanged" => format!("{is} unchanged"),
        "No judgement" => format!("{is} shown without a judgement"),
        "Change not known" => "cannot be compared with an earlier figure".to_owned(),
        _ if many => "have no figure".to_owned(),
        _ => "has no figure".to_owned(),
    };
    format!("{} {predicate}", count.count)
}

fn joined(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: &[(&'static str, usize)], expect: &str) {
        let class = |word| if word == "Not reported" { "missing" } else { "" };
        let tally: Vec<Count> =
            counts.iter().map(|(word, count)| Count { count: *count, word, class: class(*word) }).collect();
        assert_eq!(summary(&tally), expect);
    }

    #[test]
    fn the_summary_counts_what_it_counts() {
        check(
            &[("Better", 3), ("Worse", 1), ("Change not known", 2), ("Not reported", 2)],
            "Of 6 aims reported, 3 are getting better, 1 is getting worse and 2 cannot be compared with an earlier \
             figure; 2 aims of the plan are not reported.",
        );
        check(&[("Worse", 1)], "The one aim reported is getting worse.");
        check(&[("Not reported", 1)], "No aim is reported; 1 aim of the plan is not reported.");
    }
}
