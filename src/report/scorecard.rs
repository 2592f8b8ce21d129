//! Are we getting better? In: a measure. Out: its [`Standing`]: the latest value, the change on the baseline,
//! the comparator at the same period, the target, and a verdict on each in words and as a value. Every figure
//! is an exact decimal of the published ones. Nothing is compared across a break in the series, across
//! periods of unlike length, or with a value that is not there: then the standing says why not.

use crate::data::number::{format, round};
use crate::data::{Decimal, Mark, Marks, Measure, Observation, Period, Polarity, Series, Unit};

/// How a measure stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The latest value; `None`: the measure has no value at all.
    pub latest: Option<Shown>,
    /// How it changed; `None` if there is no latest value.
    pub change: Option<Change>,
    /// How it compares with others; `None` if the measure names nobody or has no value.
    pub comparison: Option<Comparison>,
    /// How it stands to its target; `None` if it has none or no value.
    pub target: Option<Aimed>,
}

/// A value as readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The figure: `28,648`, `62%`.
    pub text: String,
    /// The unit in words, empty for `%` and `£`, which stand in the figure.
    pub unit: String,
    /// When.
    pub period: Period,
    /// What its publisher says about it.
    pub marks: Marks,
}

/// What a difference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It went the way the aim wants, or stands on the right side.
    Better,
    /// It did not.
    Worse,
    /// There is no difference.
    Unchanged,
    /// The two must not be compared, or one of them is not there.
    NotComparable,
    /// The measure says of neither direction that it is better.
    NoJudgement,
}

/// Which way a figure lies from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Above it.
    Higher,
    /// Below it.
    Lower,
    /// On it.
    Same,
}

/// What the latest value is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// The period that the measure names as its baseline.
    Baseline,
    /// The last value before it that shares no day with it: the measure names no baseline.
    Previous,
}

/// The change from an earlier value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is compared with.
    pub against: Against,
    /// The earlier value, if there is one.
    pub from: Option<Shown>,
    /// By how much, with its sign: `+28%`, `−4 points`; `None` if they must not be compared.
    pub amount: Option<String>,
    /// Which way; `None` if they must not be compared.
    pub direction: Option<Direction>,
    /// What it means.
    pub verdict: Verdict,
    /// All of it in words: "28% higher than year ending March 2016: worse".
    pub words: String,
}

/// The same period elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// With whom.
    pub name: String,
    /// Their value at the same period, if there is one.
    pub value: Option<Shown>,
    /// Which way ours lies from theirs.
    pub direction: Option<Direction>,
    /// What it means.
    pub verdict: Verdict,
    /// All of it in words: "lower than Most similar forces (107): better".
    pub words: String,
}

/// The target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aimed {
    /// The figure: `£500,000`.
    pub text: String,
    /// Whether it is reached; `None` if the measure says of neither direction that it is better.
    pub reached: Option<bool>,
    /// All of it in words: "target 200: not reached".
    pub words: String,
}

impl Verdict {
    /// The verdict in one word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Unchanged => "unchanged",
            Self::NotComparable => "not comparable",
            Self::NoJudgement => "no judgement",
        }
    }

    fn of(direction: Direction, better: Polarity) -> Self {
        match (direction, better) {
            (Direction::Same, _) => Self::Unchanged,
            (_, Polarity::Neither) => Self::NoJudgement,
            (Direction::Higher, Polarity::Higher) | (Direction::Lower, Polarity::Lower) => Self::Better,
            _ => Self::Worse,
        }
    }

    /// `words`, with the verdict behind a colon if it is one.
    fn after(self, words: String) -> String {
        match self {
            Self::Better | Self::Worse => format!("{words}: {}", self.words()),
            _ => words,
        }
    }
}

impl Shown {
    fn of(measure: &Measure, observation: &Observation) -> Option<Self> {
        Some(Self {
            text: format(observation.value?, measure.decimals, &measure.unit),
            unit: match &measure.unit {
                Unit::Named(words) => words.clone(),
                Unit::Percent | Unit::Pounds => String::new(),
            },
            period: observation.period,
            marks: observation.marks,
        })
    }

    /// The figure with its unit: `28,648 offences`, `62%`.
    pub fn with_unit(&self) -> String {
        if self.unit.is_empty() { self.text.clone() } else { format!("{} {}", self.text, self.unit) }
    }
}

/// How `measure` stands.
pub fn standing(measure: &Measure) -> Standing {
    let own = measure.own();
    let Some((series, latest)) = own.and_then(|series| Some((series, series.latest()?))) else {
        return Standing { latest: None, change: None, comparison: None, target: None };
    };
    let value = latest.value.unwrap_or_default();
    Standing {
        latest: Shown::of(measure, latest),
        change: Some(change(measure, series, latest, value)),
        comparison: measure.comparator.as_deref().map(|name| comparison(measure, name, latest.period, value)),
        target: measure.target.map(|target| aimed(measure, target, value)),
    }
}

fn direction(value: Decimal, other: Decimal) -> Direction {
    match value.cmp(&other) {
        std::cmp::Ordering::Greater => Direction::Higher,
        std::cmp::Ordering::Less => Direction::Lower,
        std::cmp::Ordering::Equal => Direction::Same,
    }
}

fn change(measure: &Measure, series: &Series, latest: &Observation, value: Decimal) -> Change {
    let (against, from) = match measure.baseline {
        Some(baseline) => (Against::Baseline, series.at(&baseline)),
        None => (Against::Previous, previous(series, latest)),
    };
    let base = from.and_then(|from| from.value);
    match incomparable(measure, series, latest, from) {
        None => compared(measure, against, from, (value, base.unwrap_or_default())),
        Some(words) => Change {
            against,
            from: from.and_then(|from| Shown::of(measure, from)),
            amount: None,
            direction: None,
            verdict: Verdict::NotComparable,
            words,
        },
    }
}

/// The last observation with a value before `latest` whose period shares no day with it.
fn previous<'a>(series: &'a Series, latest: &Observation) -> Option<&'a Observation> {
    let earlier = |one: &&Observation| one.period < latest.period && !one.period.overlaps(&latest.period);
    series.observations.iter().rev().filter(earlier).find(|one| one.value.is_some())
}

/// Why `latest` must not be compared with `from`.
fn incomparable(
    measure: &Measure,
    series: &Series,
    latest: &Observation,
    from: Option<&Observation>,
) -> Option<String> {
    let Some(from) = from else {
        return Some(match measure.baseline {
            Some(baseline) => format!("no figure for {}, the baseline", baseline.label()),
            None => "no earlier figure".into(),
        });
    };
    let when = from.period.label();
    if from.value.is_none() {
        return Some(format!("no figure for {when}, the baseline"));
    }
    if from.period == latest.period {
        return Some(format!("the latest figure is that of {when}, the baseline"));
    }
    if from.period > latest.period {
        return Some(format!("the baseline, {when}, is later than the latest figure"));
    }
    if let Err(why) = latest.period.comparable(&from.period) {
        return Some(format!("not comparable with {when}: {why}"));
    }
    let breaks =
        |one: &&Observation| one.period > from.period && one.period <= latest.period && one.marks.has(Mark::Break);
    let broken = series.observations.iter().find(breaks)?;
    Some(format!("not comparable with {when}: the series has a break at {}", broken.period.label()))
}

fn compared(
    measure: &Measure,
    against: Against,
    from: Option<&Observation>,
    (value, base): (Decimal, Decimal),
) -> Change {
    let direction = direction(value, base);
    let verdict = Verdict::of(direction, measure.better);
    let amount = amount(measure, value, base);
    let shown = from.and_then(|from| Shown::of(measure, from));
    let when = shown.as_ref().map(|shown| shown.period.label()).unwrap_or_default();
    let than = match against {
        Against::Baseline => when,
        Against::Previous => format!("{when}, the figure before"),
    };
    let words = match direction {
        Direction::Same => format!("the same as {than}"),
        Direction::Higher => format!("{amount} higher than {than}"),
        Direction::Lower => format!("{amount} lower than {than}"),
    };
    let sign = match direction {
        _ if !amount.starts_with(|c: char| c.is_ascii_digit() || c == '£') => "",
        Direction::Higher => "+",
        Direction::Lower => "\u{2212}",
        Direction::Same => "",
    };
    Change {
        against,
        from: shown,
        amount: Some(format!("{sign}{amount}")),
        direction: Some(direction),
        verdict,
        words: verdict.after(words),
    }
}

/// By how much `value` differs from `base`, without sign: percentage points for a percentage, per cent for
/// counts and rates, and the plain difference where per cent means nothing (from zero or below).
fn amount(measure: &Measure, value: Decimal, base: Decimal) -> String {
    let difference = (value - base).abs();
    let decimals = measure.decimals.unwrap_or(difference.scale());
    if measure.unit == Unit::Percent {
        let text = format(difference, Some(decimals), &Unit::Named(String::new()));
        return format!("{text} point{}", if text == "1" { "" } else { "s" });
    }
    let percent =
        (base > Decimal::ZERO).then(|| difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)).flatten();
    match percent {
        Some(percent) => per_cent(percent),
        None => format(difference, Some(decimals), &measure.unit),
    }
}

/// Whole per cent from 1 on, one decimal below.
fn per_cent(percent: Decimal) -> String {
    let tenth = Decimal::new(1, 1);
    match () {
        () if percent >= Decimal::ONE || percent.is_zero() => format(percent, Some(0), &Unit::Percent),
        () if round(percent, 1) < tenth => "less than 0.1%".into(),
        () => format(percent, Some(1), &Unit::Percent),
    }
}

fn comparison(measure: &Measure, name: &str, period: Period, value: Decimal) -> Comparison {
    let theirs = measure.series(name).and_then(|series| series.at(&period));
    let shown = theirs.and_then(|theirs| Shown::of(measure, theirs));
    let Some((theirs, shown)) = theirs.and_then(|theirs| theirs.value).zip(shown) else {
        let words = format!("no figure for {name} in {}", period.label());
        return Comparison { name: name.into(), value: None, direction: None, verdict: Verdict::NotComparable, words };
    };
    let direction = direction(value, theirs);
    let verdict = Verdict::of(direction, measure.better);
    let words = match direction {
        Direction::Higher => format!("higher than {name} ({})", shown.text),
        Direction::Lower => format!("lower than {name} ({})", shown.text),
        Direction::Same => format!("the same as {name} ({})", shown.text),
    };
    let words = verdict.after(words);
    Comparison { name: name.into(), value: Some(shown), direction: Some(direction), verdict, words }
}

fn aimed(measure: &Measure, target: Decimal, value: Decimal) -> Aimed {
    let text = format(target, measure.decimals, &measure.unit);
    let reached = match measure.better {
        Polarity::Lower => Some(value <= target),
        Polarity::Higher => Some(value >= target),
        Polarity::Neither => None,
    };
    let words = match reached {
        Some(true) => format!("target {text}: reached"),
        Some(false) => format!("target {text}: not reached"),
        None => format!("target {text}"),
    };
    Aimed { text, reached, words }
}

#[cfg(test)]
mod tests;
