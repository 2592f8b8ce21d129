//! `dots`: areas compared by position, with the likely range of each where it is known or can be worked
//! out: the interval the publisher gives, Wilson's for `yes` of `n`, Byar's or the exact one for `events` in
//! a `population`. Which one was used is said under the chart.

use super::bars::{order, refuse_too_many};
use crate::chart::areas::{self, Areas, Order, Row, value_label};
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::rates::{self, Rates};
use crate::chart::rows::{Rows, rows};
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Shape, Step, Width};
use crate::chart::text::{self, LEADING, Weight};
use crate::chart::ticks::value::{self, Ticks};
use crate::chart::words::Shown;
use crate::data::number::to_f64;

/// The kind.
#[derive(Debug)]
pub struct Dots;

impl Kind for Dots {
    fn name(&self) -> &'static str {
        "dots"
    }

    fn purpose(&self) -> &'static str {
        "areas compared at one period, with the likely range of each"
    }

    fn keys(&self) -> &'static [Key] {
        &[
            Key { name: "order", meaning: "`value` (the highest first, as usual) or `data` (as in the file)" },
            Key {
                name: "events",
                meaning: "a measure that counts events; with `population` it gives rates and their likely ranges",
            },
            Key { name: "population", meaning: "the measure that counts those among whom the events happened" },
            Key { name: "per", meaning: "how many of the population a rate is for: 1,000 unless given" },
            Key {
                name: "yes",
                meaning: "a measure that counts one answer; with `n` it gives percentages and their likely ranges",
            },
            Key { name: "n", meaning: "the measure that counts all who were asked" },
            Key { name: "zero", meaning: "`false` lets the axis start where the data do, and says so under the chart" },
        ]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        let order = order(ask);
        let zero = ask.own_keys(|fields| fields.flag("zero")).flatten().unwrap_or(true);
        let (areas, mut notes) = asked(ask, order)?;
        refuse_too_many(ask, &areas)?;
        let model = DotModel {
            rows: areas.rows.clone(),
            reference: areas.reference.clone(),
            has_focus: areas.has_focus,
            shown: areas.shown.clone(),
            zero,
        };
        if !model.ticks(Width::Wide).has_zero() {
            notes.push("The value axis does not start at zero.".to_owned());
        }
        Some(areas::chart(ask, &areas, "dots", "Dot chart", notes, Model::new(model)))
    }
}

/// Values as published, or rates and percentages worked out with their ranges.
fn asked<'m>(ask: &mut Ask<'_, 'm>, order: Order) -> Option<(Areas<'m>, Vec<String>)> {
    match Rates::asked(ask)? {
        Some(rates) => rates::areas(ask, &rates, order),
        None => {
            let areas = areas::areas(ask, order)?;
            let has_ranges = areas.rows.iter().any(|row| row.point.interval.is_some());
            let note = "Lines through the dots are likely ranges (95% confidence intervals), as published.";
            Some((areas, has_ranges.then(|| note.to_owned()).into_iter().collect()))
        }
    }
}

/// What is drawn.
#[derive(Debug, PartialEq)]
pub struct DotModel {
    /// In the order they are shown.
    pub rows: Vec<Row>,
    /// What they are measured against.
    pub reference: Option<Row>,
    /// Whether one of them stands out.
    pub has_focus: bool,
    /// How values are shown.
    pub shown: Shown,
    /// Whether the axis starts at zero.
    pub zero: bool,
}

impl DotModel {
    /// The value axis.
    pub fn ticks(&self, width: Width) -> Ticks {
        let points = || self.rows.iter().chain(&self.reference).map(|row| &row.point);
        let ranges = points().filter_map(|point| point.interval).flat_map(|(low, high)| [low, high]);
        let (low, high) =
            bounds(points().filter_map(|point| point.value).chain(ranges).map(to_f64)).unwrap_or((0.0, 0.0));
        match self.zero {
            true => value::from_zero(low, high, width.pick(6, 4), self.shown.decimals),
            false => value::free(low, high, width.pick(5, 4), self.shown.decimals),
        }
    }
}

impl Draw for DotModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let names: Vec<(&str, Role)> = self
            .rows
            .iter()
            .map(|row| (row.name.as_str(), if row.in_focus { Role::Strong } else { Role::Label }))
            .collect();
        let reference = self.reference.as_ref().filter(|row| row.point.value.is_some());
        let label = reference.map(|row| {
            let words = format!("{} {}", row.name, value_label(&row.point, &self.shown));
            text::wrap(&words, width.units(), size, Weight::Regular)
        });
        let top = label.as_ref().map_or(2.0, |lines| lines.len() as f64 * size * LEADING + 6.0);
        let rows = rows(width, &names, top);
        let values: Vec<String> = self.rows.iter().map(|row| value_label(&row.point, &self.shown)).collect();
        let right = text::widest(values.iter().map(String::as_str), size, Weight::Bold) + 14.0;
        let ticks = self.ticks(width);
        let words: Vec<String> = ticks.values.iter().map(|tick| self.shown.tick(*tick, ticks.decimals)).collect();
        let half = |words: Option<&String>| words.map_or(0.0, |words| text::width(words, size, Weight::Regular) / 2.0);
        let (from, to) = (rows.left.max(half(words.first())) + 4.0, rows.right - right.max(half(words.last())));
        let scale = Scale::new(ticks.extent(), (from, to.max(from + 20.0)));
        let mut items: Vec<Item> = axis(&rows, &ticks, &scale);
        if let (Some(row), Some(lines)) = (reference, label) {
            let x = row.point.value.map_or(0.0, |value| scale.of(value));
            items.extend(scene::over_marks("ref", rows.upright(x, 4.0)));
            let half = text::widest(lines.iter().map(String::as_str), size, Weight::Regular) / 2.0;
            let middle = x.min(width.units() - half).max(half);
            items.extend(scene::lines(Role::Tick, Anchor::Middle, (middle, size * text::RISE), size, &lines));
        }
        items.extend(self.dots(&rows, &scale));
        items.extend(rows.items.iter().cloned());
        for ((row, middle), words) in self.rows.iter().zip(&rows.middles).zip(values) {
            let role = if row.point.value.is_some() { Role::Value } else { Role::Muted };
            items.push(scene::text(role, Anchor::End, width.units(), scene::centred(*middle, size), words));
        }
        items.extend(tick_words(&ticks, &words, &scale, rows.bottom + 6.0 + size * 0.9, size));
        let title = self.shown.axis_title().map(|title| text::wrap(&title, width.units(), size, Weight::Regular));
        let below = rows.bottom + 8.0 + size * LEADING;
        let title_rows = title.as_ref().map_or(0, Vec::len) as f64;
        if let Some(lines) = title {
            items.extend(scene::lines(Role::Tick, Anchor::Start, (0.0, below + size * 0.9), size, &lines));
        }
        Scene { width, height: below + title_rows * size * LEADING + 4.0, items }
    }
}

impl DotModel {
    /// Ranges and dots, by the class of their colour; those in focus over the others.
    fn dots(&self, rows: &Rows, scale: &Scale) -> Vec<Item> {
        let group = |wanted: &dyn Fn(&Row) -> bool| {
            let chosen: Vec<(&Row, &f64)> =
                self.rows.iter().zip(&rows.middles).filter(|(row, _)| wanted(row)).collect();
            let ranges = chosen.iter().filter_map(|(row, y)| row.point.interval.map(|range| (range, **y)));
            let steps: Vec<Step> = ranges
                .flat_map(|((low, high), y)| [Step::Move(scale.of(low), y), Step::Draw(scale.of(high), y)])
                .collect();
            let dot = |(row, y): &(&Row, &f64)| {
                let shape = if row.point.marks.unsettled() { Shape::Ring } else { Shape::Disc };
                row.point.value.map(|value| Item::Marker(shape, scale.of(value), **y))
            };
            let mut items: Vec<Item> = (!steps.is_empty()).then_some(Item::Path("ci", steps)).into_iter().collect();
            items.extend(chosen.iter().filter_map(dot));
            items
        };
        let mut groups = match self.has_focus {
            true => vec![("rest", group(&|row| !row.in_focus)), ("focus", group(&|row| row.in_focus))],
            false => vec![("s1", group(&|_| true))],
        };
        groups.retain(|(_, items)| !items.is_empty());
        groups.into_iter().map(|(class, items)| Item::Group(class, items)).collect()
    }
}

/// Upright lines at the ticks.
fn axis(rows: &Rows, ticks: &Ticks, scale: &Scale) -> Vec<Item> {
    let upright = |zero: bool| {
        ticks
            .values
            .iter()
            .filter(move |tick| tick.is_zero() == zero)
            .map(move |tick| Item::Path(if zero { "zero" } else { "grid" }, rows.upright(scale.of(*tick), 0.0)))
    };
    upright(false).chain(upright(true)).collect()
}

/// The words under the ticks: all, or as many as do not touch.
fn tick_words(ticks: &Ticks, words: &[String], scale: &Scale, y: f64, size: f64) -> Vec<Item> {
    let places: Vec<(f64, &String)> = ticks.values.iter().map(|tick| scale.of(*tick)).zip(words).collect();
    let half = |words: &str| text::width(words, size, Weight::Regular) / 2.0;
    let apart = |every: usize| {
        let chosen: Vec<&(f64, &String)> = places.iter().step_by(every).collect();
        chosen.windows(2).all(|pair| pair[0].0 + half(pair[0].1) + 8.0 <= pair[1].0 - half(pair[1].1))
    };
    let every = (1..places.len()).find(|every| apart(*every)).unwrap_or(places.len().max(1));
    places.iter().step_by(every).map(|(x, words)| scene::text(Role::Tick, Anchor::Middle, *x, y, *words)).collect()
}
