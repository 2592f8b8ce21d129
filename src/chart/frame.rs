//! The frame of a chart over time: value axis, period axis and the plot between them. In: ticks with their
//! words, the periods' places, and the room that has to stay free round the plot. Out: the two scales and
//! the frame's own marks. Margins come from measured labels, never from constants.

use super::scale::Scale;
use super::scene::{self, Anchor, Extent, Item, Role, Step, Width};
use super::text::{self, Weight};
use super::ticks::period::{self, Slot};
use super::ticks::value::Ticks;
use super::words::Shown;
use crate::data::number::to_f64;

/// What a frame is made from.
pub struct Outline<'a> {
    /// The drawing.
    pub width: Width,
    /// The value axis.
    pub ticks: &'a Ticks,
    /// How values are written.
    pub shown: &'a Shown,
    /// The period axis.
    pub slots: &'a [Slot],
    /// How its labels may thin.
    pub steps: &'a [i64],
    /// Room over the axis title, for a key.
    pub above: f64,
    /// Room between the axis title and the plot, for flags.
    pub band: f64,
    /// Room right of the plot.
    pub right: f64,
    /// The height of the plot.
    pub height: f64,
}

/// A placed frame.
pub struct Frame {
    /// Where the plot is.
    pub plot: Extent,
    /// From days to positions.
    pub x: Scale,
    /// From values to positions.
    pub y: Scale,
    /// Grid, axes and their labels.
    pub items: Vec<Item>,
    /// The height of the whole drawing.
    pub height: f64,
}

/// Room between the plot's sides and its first and last point.
const INSET: f64 = 8.0;
/// Room between an axis' labels and the plot.
const GAP: f64 = 8.0;

/// Places the frame.
pub fn frame(outline: &Outline<'_>) -> Frame {
    let size = outline.width.text_size();
    let words = value_words(outline.shown, outline.ticks);
    let title =
        outline.shown.axis_title().map(|title| text::wrap(&title, outline.width.units(), size, Weight::Regular));
    let title_height =
        title.as_ref().map_or(0.0, |lines| (lines.len() as f64 - 1.0) * size * text::LEADING + size * 1.6);
    let left = text::widest(words.iter().map(String::as_str), size, Weight::Regular) + GAP;
    let top = outline.above + title_height + outline.band + size * 0.5;
    let plot = Extent {
        left,
        top,
        right: (outline.width.units() - outline.right).max(left + 40.0),
        bottom: top + outline.height,
    };
    let days = (outline.slots.first(), outline.slots.last());
    let days = (days.0.map_or(0.0, |slot| slot.day), days.1.map_or(0.0, |slot| slot.day));
    let x = Scale::new(days, (plot.left + INSET, plot.right - INSET));
    let y = Scale::new(outline.ticks.extent(), (plot.bottom, plot.top));
    let mut items = title
        .map(|lines| scene::lines(Role::Tick, Anchor::Start, (0.0, outline.above + size * text::RISE), size, &lines))
        .unwrap_or_default();
    items.extend(value_axis(outline, &plot, &y, &words));
    let labels = period::labels(outline.slots, outline.steps, &x, (0.0, outline.width.units()), size);
    let rows = labels.iter().map(|label| label.lines.len()).max().unwrap_or(0) as f64;
    items.extend(period_axis(outline, &plot, &x, &labels));
    let height = plot.bottom + 10.0 + rows * size * text::LEADING;
    Frame { plot, x, y, items, height }
}

/// The words at the ticks of a value axis.
pub fn value_words(shown: &Shown, ticks: &Ticks) -> Vec<String> {
    ticks.values.iter().map(|tick| shown.tick(*tick, ticks.decimals)).collect()
}

fn value_axis(outline: &Outline<'_>, plot: &Extent, y: &Scale, words: &[String]) -> Vec<Item> {
    let size = outline.width.text_size();
    let at = outline.ticks.values.iter().map(|tick| (tick.is_zero(), y.at(to_f64(*tick))));
    let (zero, others): (Vec<_>, Vec<_>) = at.clone().partition(|(is_zero, _)| *is_zero);
    let rule = |class, y| scene::stroke(class, (plot.left, y), (plot.right, y));
    let grid = others.into_iter().map(|(_, y)| rule("grid", y));
    let zero = zero.into_iter().map(|(_, y)| rule("zero", y));
    let labels = words
        .iter()
        .zip(at)
        .map(|(words, (_, y))| scene::text(Role::Tick, Anchor::End, plot.left - GAP, scene::centred(y, size), words));
    grid.chain(zero).chain(labels).collect()
}

fn period_axis(outline: &Outline<'_>, plot: &Extent, x: &Scale, labels: &[period::TickLabel]) -> Vec<Item> {
    let size = outline.width.text_size();
    let places: Vec<f64> = outline.slots.iter().map(|slot| x.at(slot.day)).collect();
    let is_labelled = |x: f64| labels.iter().any(|label| label.at == x);
    let roomy = places.windows(2).all(|pair| pair[1] - pair[0] >= 4.0);
    let ticks: Vec<Step> = places
        .iter()
        .filter(|x| roomy || is_labelled(**x))
        .flat_map(|x| {
            let length = if is_labelled(*x) { 7.0 } else { 4.0 };
            [Step::Move(*x, plot.bottom), Step::Draw(*x, plot.bottom + length)]
        })
        .collect();
    let baseline = plot.bottom + 10.0 + size * 0.8;
    let words = labels
        .iter()
        .flat_map(|label| scene::lines(Role::Tick, Anchor::Middle, (label.x, baseline), size, &label.lines));
    std::iter::once(Item::Path("minor", ticks)).chain(words).collect()
}
