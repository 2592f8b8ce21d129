//! Which periods of an axis are labelled, and on how many lines. In: the data's own periods with their
//! positions and label words. Out: the labels of the finest step that do not touch, counted back from the
//! last period; the first and the last are always among them, and a neighbour that touches one of them goes.

use super::super::scale::Scale;
use super::super::text::{self, Weight};

/// A period on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Its place in time, in days.
    pub day: f64,
    /// Its place in steps of its kind: months, days or waves.
    pub count: i64,
    /// Its label on one line.
    pub label: String,
    /// The same on two, the year below.
    pub stacked: (String, Option<String>),
}

/// A label of the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct TickLabel {
    /// Where its period is.
    pub at: f64,
    /// Where its middle goes: there, or as near as the drawing's edge allows.
    pub x: f64,
    /// One line or two.
    pub lines: Vec<String>,
    /// Half the width of the widest.
    half: f64,
}

/// Steps for periods counted in months.
pub const MONTHS: [i64; 12] = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200];
/// Steps for periods counted in days.
pub const DAYS: [i64; 10] = [1, 2, 7, 14, 28, 56, 91, 182, 364, 1820];

/// Units that stay free between two labels.
const GAP: f64 = 8.0;

/// The labels of `slots`, in time order, on `scale`, inside `bounds`.
pub fn labels(slots: &[Slot], steps: &[i64], scale: &Scale, bounds: (f64, f64), size: f64) -> Vec<TickLabel> {
    let one_line = |slot: &Slot| vec![slot.label.clone()];
    let finest = fitting(slots, 1, scale, bounds, size, one_line);
    let stepped = || steps.iter().find_map(|step| fitting(slots, *step, scale, bounds, size, two_lines));
    finest.or_else(stepped).unwrap_or_else(|| ends(slots, scale, bounds, size))
}

/// The labels at every `step`, if none touches another.
fn fitting(
    slots: &[Slot],
    step: i64,
    scale: &Scale,
    bounds: (f64, f64),
    size: f64,
    form: fn(&Slot) -> Vec<String>,
) -> Option<Vec<TickLabel>> {
    let (first, last) = (slots.first()?, slots.last()?);
    let mut chosen: Vec<TickLabel> = slots
        .iter()
        .filter(|slot| (last.count - slot.count) % step == 0 || slot.count == first.count)
        .map(|slot| place(slot, scale, bounds, size, form))
        .collect();
    drop_repeated_years(&mut chosen, size);
    let touch = |a: &TickLabel, b: &TickLabel| a.x + a.half + GAP > b.x - b.half;
    let first_kept_by_rule = (last.count - first.count) % step == 0;
    if chosen.len() > 2 && !first_kept_by_rule && touch(&chosen[0], &chosen[1]) {
        let year = chosen[1].lines.get(1).cloned();
        chosen.remove(1);
        if let (Some(year), Some(next)) = (year, chosen.get_mut(1))
            && next.lines.len() == 1
        {
            next.lines.push(year);
            next.half = half(&next.lines, size);
        }
    }
    chosen.windows(2).all(|pair| !touch(&pair[0], &pair[1])).then_some(chosen)
}

/// Only the first and the last, or only the last.
fn ends(slots: &[Slot], scale: &Scale, bounds: (f64, f64), size: f64) -> Vec<TickLabel> {
    let far = i64::MAX;
    let two = fitting(slots, far, scale, bounds, size, two_lines);
    two.unwrap_or_else(|| slots.last().map(|slot| place(slot, scale, bounds, size, two_lines)).into_iter().collect())
}

fn place(slot: &Slot, scale: &Scale, (low, high): (f64, f64), size: f64, form: fn(&Slot) -> Vec<String>) -> TickLabel {
    let lines = form(slot);
    let half = half(&lines, size);
    let at = scale.at(slot.day);
    TickLabel { at, x: at.min(high - half).max(low + half), lines, half }
}

fn two_lines(slot: &Slot) -> Vec<String> {
    let (upper, lower) = slot.stacked.clone();
    std::iter::once(upper).chain(lower).collect()
}

fn half(lines: &[String], size: f64) -> f64 {
    text::widest(lines.iter().map(String::as_str), size, Weight::Regular) / 2.0
}

/// A year under a month stands once, under the first month of that year that is labelled.
fn drop_repeated_years(labels: &mut [TickLabel], size: f64) {
    let years: Vec<Option<String>> = labels.iter().map(|label| label.lines.get(1).cloned()).collect();
    for (at, label) in labels.iter_mut().enumerate().skip(1) {
        if years[at].is_some() && years[at] == years[at - 1] {
            label.lines.truncate(1);
            label.half = half(&label.lines, size);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    fn months(first: i64, last: i64, every: usize) -> Vec<Slot> {
        let slot = |count: i64| Slot {
            day: count as f64 * 30.4,
            count,
            label: format!("{} {}", NAMES[count.rem_euclid(12) as usize], count.div_euclid(12)),
            stacked: (NAMES[count.rem_euclid(12) as usize].to_owned(), Some(count.div_euclid(12).to_string())),
        };
        (first..=last).step_by(every).map(slot).collect()
    }

    fn check(slots: &[Slot], width: f64, expect: &str) {
        let scale = Scale::new((slots[0].day, slots.last().unwrap().day), (20.0, width - 20.0));
        let labels = labels(slots, &MONTHS, &scale, (0.0, width), 14.0);
        let shown: Vec<String> = labels.iter().map(|label| label.lines.join("/")).collect();
        assert_eq!(shown.join(" "), expect);
    }

    #[test]
    fn labels_thin_in_the_steps_of_the_calendar_from_the_last_back() {
        let from = 2018 * 12;
        check(&months(from, from + 2, 1), 400.0, "Jan 2018 Feb 2018 Mar 2018");
        check(&months(from + 9, from + 14, 1), 320.0, "Oct/2018 Nov Dec Jan/2019 Feb Mar");
        check(&months(from, from + 23, 1), 320.0, "Jan/2018 Jun Dec Jun/2019 Dec");
        check(&months(from + 2, from + 41, 3), 320.0, "Mar/2018 Dec Jun/2019 Dec Jun/2020 Dec Jun/2021");
        check(&months(from, from + 600, 1), 320.0, "Jan/2018 Jan/2028 Jan/2038 Jan/2048 Jan/2058 Jan/2068");
    }
}
