//! The rules that tell special causes from common ones. In: the points of a control chart with their
//! lines, and a rule set. Out: for each point which rules it set off and on which side, and what that means
//! given the direction that is better.
//!
//! Sources: NHS England, *Making Data Count*, with the change of November 2023 by which every point beyond
//! two sigma counts (NHSRplotthedots issues 153 and 194); ties in a trend as argued in its pull request 24;
//! what the sets differ in from its issues 195 and 202.
//!
//! What stays true: a rule works inside one stretch, which ends at a gap, at a rebase and where there are
//! no lines; a point on a line is beyond neither side of it; judging moved or scaled values changes nothing.

use super::lines::{Lines, Plotted};
use crate::data::Polarity;

/// A rule, in the order in which labels name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A point beyond a limit; on it is not beyond.
    Astronomical,
    /// So many points each above, or each below, the last; two equal ones in a row break it.
    Trend,
    /// Two or more of three points in a row beyond two sigma, all three on one side of the mean; the
    /// point that is not beyond two sigma is not marked.
    TwoOfThree,
    /// So many points in a row on one side of the mean; a point on the mean breaks it.
    Shift,
}

impl Rule {
    /// As a table names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Astronomical => "astronomical",
            Self::Trend => "trend",
            Self::TwoOfThree => "two of three",
            Self::Shift => "shift",
        }
    }
}

/// The side of the mean, or the direction of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Below, or falling.
    Low,
    /// Above, or rising.
    High,
}

/// A rule that a point set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signal {
    /// Which.
    pub rule: Rule,
    /// On which side.
    pub side: Side,
}

/// What a signal says of the measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Towards what is better.
    Improvement,
    /// Away from it.
    Concern,
    /// Neither direction is better.
    Neither,
}

/// Which points beyond two sigma the two-of-three rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoOfThree {
    /// Every one.
    Beyond,
    /// Those not beyond three sigma too, as before November 2023.
    Between,
}

/// A named set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RuleSet {
    /// Making Data Count: shift 7, trend 7, every point beyond two sigma.
    #[default]
    Mdc,
    /// NHS England's Excel tool set to six points: shift 6, trend 6.
    NhsExcel,
    /// NHSRplotthedots: as Making Data Count before November 2023.
    Nhsr,
    /// NHS Wales (abspc): shift 8, trend 6.
    Wales,
}

impl RuleSet {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mdc, Self::NhsExcel, Self::Nhsr, Self::Wales];

    /// As authors write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mdc => "mdc",
            Self::NhsExcel => "nhs-excel",
            Self::Nhsr => "nhsr",
            Self::Wales => "wales",
        }
    }

    /// The set of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }
}

/// A rule set with its lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The set it came from.
    pub set: RuleSet,
    /// How many points in a row make a shift.
    pub shift: usize,
    /// How many points make a trend.
    pub trend: usize,
    /// What counts for two of three.
    pub two_of_three: TwoOfThree,
}

impl Default for Rules {
    fn default() -> Self {
        RuleSet::default().into()
    }
}

impl From<RuleSet> for Rules {
    fn from(set: RuleSet) -> Self {
        let (shift, trend, two_of_three) = match set {
            RuleSet::Mdc => (7, 7, TwoOfThree::Beyond),
            RuleSet::NhsExcel => (6, 6, TwoOfThree::Beyond),
            RuleSet::Nhsr => (7, 7, TwoOfThree::Between),
            RuleSet::Wales => (8, 6, TwoOfThree::Beyond),
        };
        Self { set, shift, trend, two_of_three }
    }
}

impl Rules {
    /// The rules in words, for the note under a chart.
    pub fn words(&self) -> String {
        let Self { shift, trend, .. } = self;
        let two = match self.two_of_three {
            TwoOfThree::Beyond => "two of three in a row beyond two sigma on one side",
            TwoOfThree::Between => "two of three in a row between two and three sigma on one side",
        };
        format!(
            "rule set {}: a point beyond a limit; {trend} in a row rising or falling; {two}; {shift} in a row on one side of the mean",
            self.set.name()
        )
    }
}

/// What the rules say of one point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// All signals, in the order of [`Rule`].
    pub signals: Vec<Signal>,
}

impl Verdict {
    /// Whether no rule was set off.
    pub fn is_common_cause(&self) -> bool {
        self.signals.is_empty()
    }

    /// The signal a chart shows, and what it means: the first of those that mean an improvement, if any
    /// does (as NHS England's single-chart tool, issue 194), else the first.
    pub fn shown(&self, better: Polarity) -> Option<(Signal, Meaning)> {
        let mut all = self.signals.iter().map(|&signal| (signal, signal.meaning(better)));
        let first = all.clone().next();
        all.find(|(_, meaning)| *meaning == Meaning::Improvement).or(first)
    }
}

impl Signal {
    /// What it means if `better` is the direction wanted.
    pub fn meaning(self, better: Polarity) -> Meaning {
        match (better, self.side) {
            (Polarity::Neither, _) => Meaning::Neither,
            (Polarity::Higher, Side::High) | (Polarity::Lower, Side::Low) => Meaning::Improvement,
            (Polarity::Higher, Side::Low) | (Polarity::Lower, Side::High) => Meaning::Concern,
        }
    }

    /// What set it off, in words.
    pub fn words(self, rules: &Rules) -> String {
        let [side, limit, way] = match self.side {
            Side::Low => ["below", "lower", "falling"],
            Side::High => ["above", "upper", "rising"],
        };
        match self.rule {
            Rule::Astronomical => format!("{side} the {limit} limit"),
            Rule::Trend => format!("one of {} or more in a row {way}", rules.trend),
            Rule::TwoOfThree => format!("one of two in three beyond two sigma, {side} the mean"),
            Rule::Shift => format!("one of {} or more in a row {side} the mean", rules.shift),
        }
    }
}

/// Judges every point.
pub fn judge(points: &[Plotted], rules: &Rules) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::default(); points.len()];
    let mut at = 0;
    for stretch in points.chunk_by(|one, next| one.phase == next.phase && seen(one).is_some() == seen(next).is_some()) {
        let points: Vec<(f64, Lines)> = stretch.iter().filter_map(seen).collect();
        for (place, signal) in signals(&points, rules) {
            verdicts[at + place].signals.push(signal);
        }
        at += stretch.len();
    }
    for verdict in &mut verdicts {
        verdict.signals.sort_unstable();
        verdict.signals.dedup();
    }
    verdicts
}

fn seen(point: &Plotted) -> Option<(f64, Lines)> {
    Some((point.value?, point.lines?))
}

/// The signals of a stretch without gaps, each with its place.
fn signals(points: &[(f64, Lines)], rules: &Rules) -> Vec<(usize, Signal)> {
    let slack = slack(points);
    let sides = |low: fn(&Lines) -> f64, high: fn(&Lines) -> f64| -> Vec<Option<Side>> {
        points.iter().map(|(value, lines)| side(*value, low(lines), high(lines), slack)).collect()
    };
    let beyond = sides(|lines| lines.lower, |lines| lines.upper);
    let mean = sides(|lines| lines.mean, |lines| lines.mean);
    let mut two = sides(|lines| lines.lower_two, |lines| lines.upper_two);
    if rules.two_of_three == TwoOfThree::Between {
        two.iter_mut().zip(&beyond).filter(|(_, beyond)| beyond.is_some()).for_each(|(two, _)| *two = None);
    }
    let steps: Vec<Option<Side>> = points.windows(2).map(|pair| side(pair[1].0, pair[0].0, pair[0].0, 0.0)).collect();
    let signal = |rule| move |(at, side)| (at, Signal { rule, side });
    let astronomical = beyond.iter().enumerate().filter_map(|(at, side)| side.map(|side| (at, side)));
    let mut found: Vec<(usize, Signal)> = astronomical.map(signal(Rule::Astronomical)).collect();
    found.extend(runs(&mean, rules.shift, 0).into_iter().map(signal(Rule::Shift)));
    found.extend(runs(&steps, rules.trend, 1).into_iter().map(signal(Rule::Trend)));
    found.extend(two_of_three(&two, &mean).into_iter().map(signal(Rule::TwoOfThree)));
    found
}

/// How far apart two numbers may be and still be one, given how binary fractions round.
fn slack(points: &[(f64, Lines)]) -> f64 {
    let largest = points.iter().map(|(value, lines)| value.abs().max(lines.mean.abs())).fold(0.0, f64::max);
    32.0 * f64::EPSILON * largest
}

fn side(value: f64, low: f64, high: f64, slack: f64) -> Option<Side> {
    if value - high > slack {
        Some(Side::High)
    } else if low - value > slack {
        Some(Side::Low)
    } else {
        None
    }
}

/// The points of runs of one side at least `length` long. A run of steps holds one `more` point than steps.
fn runs(sides: &[Option<Side>], length: usize, more: usize) -> Vec<(usize, Side)> {
    let mut found = Vec::new();
    let mut from = 0;
    for run in sides.chunk_by(|one, next| one == next) {
        if let Some(side) = run[0].filter(|_| run.len() + more >= length) {
            found.extend((from..from + run.len() + more).map(|at| (at, side)));
        }
        from += run.len();
    }
    found
}

fn two_of_three(two: &[Option<Side>], mean: &[Option<Side>]) -> Vec<(usize, Side)> {
    let mut found = Vec::new();
    for (from, three) in mean.windows(3).enumerate() {
        let Some(side) = three[0].filter(|_| three.iter().all(|side| *side == three[0])) else { continue };
        let beyond = (from..from + 3).filter(|&at| two[at] == Some(side));
        if beyond.clone().count() >= 2 {
            found.extend(beyond.map(|at| (at, side)));
        }
    }
    found
}

#[cfg(test)]
mod tests;
