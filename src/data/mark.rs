//! Marks: the shorthand that stands behind a value or in its place, such as `[p]` for provisional.
//! The letters are those harmonised by the Government Statistical Service; `[d]` is ours.

use std::fmt;

/// One mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// `[p]`: will be revised when more is known.
    Provisional,
    /// `[r]`: differs from what was published before.
    Revised,
    /// `[e]`: estimated.
    Estimated,
    /// `[f]`: forecast.
    Forecast,
    /// `[d]`: worked out from other published figures, not itself published.
    Derived,
    /// `[b]`: not comparable with what stands before it.
    Break,
    /// `[x]`: not available.
    NotAvailable,
    /// `[z]`: not applicable.
    NotApplicable,
    /// `[c]`: withheld to protect confidentiality.
    Confidential,
    /// `[u]`: of low reliability.
    LowReliability,
    /// `[low]`: not zero, but rounds to it.
    Low,
    /// `[w]`: nobody in the survey gave this answer.
    NoneInSurvey,
}

impl Mark {
    /// Every mark, in the order legends show them.
    pub const ALL: [Self; 12] = [
        Self::Provisional,
        Self::Revised,
        Self::Estimated,
        Self::Forecast,
        Self::Derived,
        Self::Break,
        Self::NotAvailable,
        Self::NotApplicable,
        Self::Confidential,
        Self::LowReliability,
        Self::Low,
        Self::NoneInSurvey,
    ];

    /// The letters between the brackets.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Provisional => "p",
            Self::Revised => "r",
            Self::Estimated => "e",
            Self::Forecast => "f",
            Self::Derived => "d",
            Self::Break => "b",
            Self::NotAvailable => "x",
            Self::NotApplicable => "z",
            Self::Confidential => "c",
            Self::LowReliability => "u",
            Self::Low => "low",
            Self::NoneInSurvey => "w",
        }
    }

    /// What it means, as a legend says it.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Revised => "revised",
            Self::Estimated => "estimated",
            Self::Forecast => "forecast",
            Self::Derived => "derived from other published figures",
            Self::Break => "break in series: not comparable with earlier values",
            Self::NotAvailable => "not available",
            Self::NotApplicable => "not applicable",
            Self::Confidential => "withheld for confidentiality",
            Self::LowReliability => "low reliability",
            Self::Low => "rounds to zero but is not zero",
            Self::NoneInSurvey => "none recorded in survey",
        }
    }

    /// The mark with these letters (`k` is read as `low`), whatever their case.
    pub fn from_letters(letters: &str) -> Option<Self> {
        let letters = if letters.eq_ignore_ascii_case("k") { "low" } else { letters };
        Self::ALL.into_iter().find(|mark| letters.eq_ignore_ascii_case(mark.letters()))
    }

    /// Whether it stands in place of a value: the observation is a gap.
    pub fn withholds(self) -> bool {
        matches!(self, Self::NotAvailable | Self::NotApplicable | Self::Confidential | Self::NoneInSurvey)
    }

    /// Whether the value is not yet, or not quite, what was counted: drawn hollow and dashed.
    pub fn is_unsettled(self) -> bool {
        matches!(self, Self::Provisional | Self::Estimated | Self::Forecast | Self::Derived)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.letters())
    }
}

/// The marks of one observation: a set, small and `Copy`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marks(u16);

impl Marks {
    /// This set and one more.
    #[must_use]
    pub fn with(self, mark: Mark) -> Self {
        Self(self.0 | 1 << mark as u16)
    }

    /// Both sets together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `mark` is in it.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & 1 << mark as u16 != 0
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The marks in it, in legend order.
    pub fn iter(self) -> impl Iterator<Item = Mark> {
        Mark::ALL.into_iter().filter(move |mark| self.has(*mark))
    }

    /// Whether any of them stands in place of a value.
    pub fn withhold(self) -> bool {
        self.iter().any(Mark::withholds)
    }

    /// Whether any of them makes the value unsettled (see [`Mark::is_unsettled`]).
    pub fn unsettled(self) -> bool {
        self.iter().any(Mark::is_unsettled)
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<T: IntoIterator<Item = Mark>>(marks: T) -> Self {
        marks.into_iter().fold(Self::default(), Self::with)
    }
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, mark) in self.iter().enumerate() {
            write!(f, "{}{mark}", if at == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}
