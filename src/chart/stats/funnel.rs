//! The funnel plot: areas of different size against their common average. In: for each area its events and
//! what they are counted in. Out: the average, each area's ratio and where it lies, the dispersion, and
//! the funnel's curves; or that there are [`TooFew`] areas for one.
//!
//! Sources: Public Health England, *Fingertips: public health data: technical guidance* (limits for
//! proportions and, from the exact Poisson bounds of event counts, for rates), as computed by
//! PHEindicatormethods; [`super::dispersion`] for limits widened by what areas differ beyond chance.
//!
//! What stays true: the average is all events over all counted in, not the mean of ratios; a class is that
//! of the area's own interval (Wilson, Byar, exact): it lies outside when that excludes the average.

use super::counted::{Counted, Ratio, together};
use super::dispersion::{Dispersion, dispersion};
use super::intervals::{Confidence, Interval, count, proportion};

/// Fewer areas than this make no funnel (our rule).
pub const FEWEST_AREAS: usize = 15;

/// Too few areas for a funnel: they are for ordered dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFew {
    /// How many have counts that can be.
    pub areas: usize,
}

/// Where an area lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Below the 99.8% limit.
    FarBelow,
    /// Below the 95% limit.
    Below,
    /// Inside both.
    Inside,
    /// Above the 95% limit.
    Above,
    /// Above the 99.8% limit.
    FarAbove,
}

impl Class {
    /// As a table names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::FarBelow => "below the 99.8% limit",
            Self::Below => "below the 95% limit",
            Self::Inside => "inside the limits",
            Self::Above => "above the 95% limit",
            Self::FarAbove => "above the 99.8% limit",
        }
    }

    /// By what excludes the average at each confidence, the average lying below or above.
    fn of(below: impl Fn(Confidence) -> bool, above: impl Fn(Confidence) -> bool) -> Self {
        if below(Confidence::P998) {
            Self::FarBelow
        } else if above(Confidence::P998) {
            Self::FarAbove
        } else if below(Confidence::P95) {
            Self::Below
        } else if above(Confidence::P95) {
            Self::Above
        } else {
            Self::Inside
        }
    }
}

/// Which limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// What chance alone allows.
    Chance,
    /// That, widened by what areas differ beyond chance.
    Widened,
}

/// A worked-out funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// What the areas' ratios are.
    pub kind: Ratio,
    /// All events over all counted in.
    pub average: f64,
    /// One for each area; `None` where the counts cannot be.
    pub places: Vec<Option<Place>>,
    /// How much the areas differ; `None` if chance leaves no room.
    pub dispersion: Option<Dispersion>,
}

/// One area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its ratio.
    pub ratio: f64,
    /// Its 95% and 99.8% intervals.
    pub intervals: [Interval; 2],
    /// Where it lies by chance alone.
    pub class: Class,
    /// Where it lies within widened limits.
    pub widened: Class,
}

/// Works out the funnel of some areas.
pub fn funnel(areas: &[Option<Counted>], kind: Ratio) -> Result<Funnel, TooFew> {
    let areas: Vec<Option<Counted>> = areas.iter().map(|area| area.filter(|area| area.ratio(kind).is_some())).collect();
    let known: Vec<Counted> = areas.iter().copied().flatten().collect();
    let too_few = TooFew { areas: known.len() };
    let average = together(&known, kind).filter(|_| known.len() >= FEWEST_AREAS).ok_or(too_few)?;
    let ratios = known.iter().filter_map(|area| Some((area.ratio(kind)?, kind.sigma(average, area.of))));
    let dispersion = dispersion(&ratios.collect::<Vec<_>>(), average);
    let tau_squared = dispersion.map_or(0.0, |dispersion| dispersion.tau_squared);
    let places = areas.iter().map(|area| place((*area)?, kind, average, tau_squared)).collect();
    Ok(Funnel { kind, average, places, dispersion })
}

fn place(area: Counted, kind: Ratio, average: f64, tau_squared: f64) -> Option<Place> {
    let ratio = area.ratio(kind)?;
    let [near, far] = [interval(area, kind, Confidence::P95)?, interval(area, kind, Confidence::P998)?];
    let at = |confidence| if confidence == Confidence::P95 { near } else { far };
    let class = Class::of(|confidence| at(confidence).high < average, |confidence| at(confidence).low > average);
    let reach = |confidence: Confidence| confidence.z() * kind.sigma(average, area.of).hypot(tau_squared.sqrt());
    let widened =
        Class::of(|confidence| ratio < average - reach(confidence), |confidence| ratio > average + reach(confidence));
    // Without anything to widen by there is one answer, and it is the interval's.
    let widened = if tau_squared == 0.0 { class } else { widened };
    Some(Place { ratio, intervals: [near, far], class, widened })
}

fn interval(area: Counted, kind: Ratio, confidence: Confidence) -> Option<Interval> {
    match kind {
        Ratio::Proportion => proportion(area.events, area.of, confidence),
        Ratio::Rate => count(area.events, confidence)?.times(area.of.recip()),
    }
}

impl Funnel {
    /// The limits to draw: widened if the areas differ beyond chance.
    pub fn limits(&self) -> Limits {
        let beyond = self.dispersion.is_some_and(|dispersion| dispersion.is_beyond_chance());
        if beyond { Limits::Widened } else { Limits::Chance }
    }

    /// Where an area lies within the limits to draw.
    pub fn class(&self, area: usize) -> Option<Class> {
        let place = (*self.places.get(area)?)?;
        Some(if self.limits() == Limits::Widened { place.widened } else { place.class })
    }

    /// How far below and above the average a ratio of so many can lie within widened limits, or, for
    /// proportions, within those of chance; clipped to what can be.
    pub fn reach(&self, of: f64, limits: Limits, confidence: Confidence) -> Option<(f64, f64)> {
        let widening = self.dispersion.filter(|_| limits == Limits::Widened).map_or(0.0, |found| found.tau_squared);
        let reach = confidence.z() * self.kind.sigma(self.average, of).hypot(widening.sqrt());
        let top = if self.kind == Ratio::Proportion { 1.0 } else { f64::MAX };
        let known = of > 0.0 && reach.is_finite();
        known.then(|| ((self.average - reach).max(0.0), (self.average + reach).min(top)))
    }
}

#[cfg(test)]
mod tests;
