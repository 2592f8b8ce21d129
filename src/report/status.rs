//! How current an aim's figures are and when the next come, and the one wording for it.

use crate::data::Period;
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
