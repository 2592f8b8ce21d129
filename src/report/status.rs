//! How current an aim's figures are and when the next come, and the one wording for it. In: what the authors
//! declare. Out: whole sentences, so that no two aims say the same thing in two ways.

use crate::data::{Period, PeriodKind, date};
use crate::source::Span;

/// Whether there are new figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// New figures since the last edition.
    Updated,
    /// No new figures since the last edition.
    NoUpdate,
    /// The publisher is late.
    Delayed,
    /// The publisher cancelled a release.
    Cancelled,
    /// The publisher stopped the series.
    Discontinued,
}

/// When the next figures come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextRelease {
    /// On a day, in a month or in a quarter.
    Expected(Period, Span),
    /// Nobody knows, and why.
    Unknown(String),
    /// The authors do not say.
    Unstated,
}

/// The status of an aim's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationStatus {
    /// Whether there are new figures.
    pub status: Status,
    /// More about it, in the authors' words.
    pub reason: Option<String>,
    /// When the next come.
    pub next_release: NextRelease,
}

impl Status {
    /// Every status with its name in front matter.
    pub const ALL: [(&'static str, Self); 5] = [
        ("updated", Self::Updated),
        ("no-update", Self::NoUpdate),
        ("delayed", Self::Delayed),
        ("cancelled", Self::Cancelled),
        ("discontinued", Self::Discontinued),
    ];
}

impl PublicationStatus {
    /// No new figures, and nothing said about the next.
    pub fn without_news() -> Self {
        Self { status: Status::NoUpdate, reason: None, next_release: NextRelease::Unstated }
    }

    /// The status as a sentence or two: "Updated in this edition. Next figures expected on 23 January 2020."
    pub fn words(&self) -> String {
        let status = match self.status {
            Status::Updated => "Updated in this edition",
            Status::NoUpdate => "No new figures since the last edition",
            Status::Delayed => "The publisher delayed a release",
            Status::Cancelled => "The publisher cancelled a release",
            Status::Discontinued => "The publisher discontinued this series",
        };
        let status = match &self.reason {
            Some(reason) => sentence(&format!("{status}: {reason}")),
            None => sentence(status),
        };
        match self.next_release.words() {
            Some(next) => format!("{status} {next}"),
            None => status,
        }
    }
}

impl NextRelease {
    /// When the next figures come, as a sentence; `None` if nothing is said about it.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Expected(period, _) => Some(format!("Next figures expected {}.", when(period))),
            Self::Unknown(why) => Some(sentence(&format!("The date of the next figures is not known: {why}"))),
            Self::Unstated => None,
        }
    }
}

fn when(period: &Period) -> String {
    match period.kind() {
        PeriodKind::Day => format!("on {}", date::in_words(period.end())),
        _ => format!("in {}", period.label()),
    }
}

/// `text` with one final stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(status: Status, reason: &str, next: &str, expect: &str) {
        let sources = crate::source::text::sources("--- a\n");
        let span = Span::new(sources.iter().next().unwrap().0, 0, 0);
        let next_release = match (Period::parse(next, None), next) {
            (Ok(period), _) => NextRelease::Expected(period, span),
            (_, "") => NextRelease::Unstated,
            (_, why) => NextRelease::Unknown(why.into()),
        };
        let reason = (!reason.is_empty()).then(|| reason.to_owned());
        assert_eq!(PublicationStatus { status, reason, next_release }.words(), expect);
    }

    #[test]
    fn a_status_is_always_said_the_same_way() {
        check(Status::Updated, "", "2020-01-23", "Updated in this edition. Next figures expected on 23 January 2020.");
        check(Status::NoUpdate, "", "", "No new figures since the last edition.");
        check(
            Status::Cancelled,
            "the October to December 2017 statistics come with the next quarter's",
            "2020-01",
            "The publisher cancelled a release: the October to December 2017 statistics come with the next quarter's. \
             Next figures expected in January 2020.",
        );
        check(
            Status::Delayed,
            "data quality.",
            "2020-Q1",
            "The publisher delayed a release: data quality. Next figures expected in January to March 2020.",
        );
        check(Status::Discontinued, "", "", "The publisher discontinued this series.");
        check(
            Status::NoUpdate,
            "",
            "the publisher gives no date",
            "No new figures since the last edition. The date of the next figures is not known: the publisher gives no date.",
        );
    }
}
