//! `bars`: how much, compared between areas at one period. Ordered, from zero always, the value at each
//! bar's end in place of an axis; a reference is a named line through all of them.

use crate::chart::areas::{self, Areas, Order, Row, value_label};
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::rows::{Rows, rows};
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Width};
use crate::chart::text::{self, Weight};
use crate::chart::words::Shown;
use crate::data::number::to_f64;

/// The kind.
#[derive(Debug)]
pub struct Bars;

/// The most rows that can be read as one picture.
pub const MOST: usize = 20;

impl Kind for Bars {
    fn name(&self) -> &'static str {
        "bars"
    }

    fn purpose(&self) -> &'static str {
        "how much, compared between areas at one period"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key { name: "order", meaning: "`value` (the highest first, as usual) or `data` (as in the file)" }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        let order = order(ask);
        let areas = areas::areas(ask, order)?;
        refuse_too_many(ask, &areas)?;
        let model = BarModel {
            rows: areas.rows.clone(),
            reference: areas.reference.clone(),
            reference_class: "ref",
            has_focus: areas.has_focus,
            shown: areas.shown.clone(),
        };
        Some(areas::chart(ask, &areas, "bars", "Bar chart", Vec::new(), Model::new(model)))
    }
}

/// The order that was asked for.
pub fn order(ask: &mut Ask<'_, '_>) -> Order {
    match ask.own_keys(|fields| fields.choice("order", &["value", "data"])).flatten() {
        Some((1, _)) => Order::Data,
        _ => Order::Value,
    }
}

/// Refuses more rows than can be read.
pub fn refuse_too_many(ask: &mut Ask<'_, '_>, areas: &Areas<'_>) -> Option<()> {
    let count = areas.rows.len();
    if count > MOST {
        let span = ask.spec.of.first().map_or(ask.spec.id.span, |name| name.span);
        let message = format!("a chart of {count} rows cannot be read; {MOST} is the most");
        ask.refuse("too-many-series", span, message, "name the areas to show under `series`");
        return None;
    }
    Some(())
}

/// What is drawn.
#[derive(Debug, PartialEq)]
pub struct BarModel {
    /// In the order they are shown.
    pub rows: Vec<Row>,
    /// What they are measured against.
    pub reference: Option<Row>,
    /// The class of its line.
    pub reference_class: &'static str,
    /// Whether one of them stands out.
    pub has_focus: bool,
    /// How values are shown.
    pub shown: Shown,
}

impl Draw for BarModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let names: Vec<(&str, Role)> = self
            .rows
            .iter()
            .map(|row| (row.name.as_str(), if row.in_focus { Role::Strong } else { Role::Label }))
            .collect();
        let reference = self.reference.as_ref().filter(|row| row.point.value.is_some());
        let label = reference.map(|row| {
            text::wrap(
                &format!("{} {}", row.name, value_label(&row.point, &self.shown)),
                width.units(),
                size,
                Weight::Regular,
            )
        });
        let top = label.as_ref().map_or(2.0, |lines| lines.len() as f64 * size * text::LEADING + 6.0);
        let rows = rows(width, &names, top);
        let scale = self.scale(&rows, size);
        let mut items = Vec::new();
        for (class, group) in self.groups(&rows, &scale) {
            items.push(Item::Group(class, group));
        }
        let zero = scale.at(0.0);
        items.push(Item::Path("zero", rows.upright(zero, 2.0)));
        if let (Some(row), Some(lines)) = (reference, label) {
            let x = row.point.value.map_or(zero, |value| scale.of(value));
            items.extend(scene::over_marks(self.reference_class, rows.upright(x, 4.0)));
            let half = text::widest(lines.iter().map(String::as_str), size, Weight::Regular) / 2.0;
            let middle = x.min(width.units() - half).max(half);
            items.extend(scene::lines(Role::Tick, Anchor::Middle, (middle, size * text::RISE), size, &lines));
        }
        items.extend(rows.items.iter().cloned());
        items.extend(self.values(&rows, &scale, size));
        Scene { width, height: rows.bottom + 4.0, items }
    }
}

impl BarModel {
    /// Onto what the values at the bars' ends leave free, on both sides of zero.
    fn scale(&self, rows: &Rows, size: f64) -> Scale {
        let points = || self.rows.iter().chain(&self.reference).map(|row| &row.point);
        let (low, high) = bounds(points().filter_map(|point| point.value).map(to_f64)).unwrap_or((0.0, 0.0));
        let (low, high) = (low.min(0.0), high.max(0.0));
        let room = |negative: bool| {
            let labels = self
                .rows
                .iter()
                .filter(|row| row.point.value.is_some_and(|value| value.is_sign_negative()) == negative)
                .map(|row| text::width(&value_label(&row.point, &self.shown), size, Weight::Bold) + 7.0);
            labels.fold(0.0, f64::max)
        };
        let (from, to) = (rows.left + room(true), (rows.right - room(false)).max(rows.left + room(true) + 20.0));
        if low == 0.0 && high == 0.0 {
            return Scale::new((0.0, 1.0), (from, to));
        }
        Scale::new((low, high), (from, to))
    }

    /// The bars by the class of their colour.
    fn groups(&self, rows: &Rows, scale: &Scale) -> Vec<(&'static str, Vec<Item>)> {
        let bars = |wanted: &dyn Fn(&Row) -> bool| -> Vec<Item> {
            let chosen = self.rows.iter().zip(&rows.middles).filter(|(row, _)| wanted(row));
            chosen.filter_map(|(row, middle)| bar(row, *middle, rows.thickness, scale)).collect()
        };
        let mut groups = match self.has_focus {
            true => vec![("rest", bars(&|row| !row.in_focus)), ("focus", bars(&|row| row.in_focus))],
            false => vec![("s1", bars(&|_| true))],
        };
        groups.retain(|(_, items)| !items.is_empty());
        groups
    }

    /// The values at the bars' ends, or beyond the reference where its line would run through them.
    fn values(&self, rows: &Rows, scale: &Scale, size: f64) -> Vec<Item> {
        let line = self.reference.as_ref().and_then(|row| row.point.value).map(|value| scale.of(value));
        let value = |(row, middle): (&Row, &f64)| {
            let y = scene::centred(*middle, size);
            let words = value_label(&row.point, &self.shown);
            let long = text::width(&words, size, Weight::Bold);
            let role = if row.point.value.is_some() { Role::Value } else { Role::Muted };
            let end = row.point.value.map_or(scale.at(0.0), |value| scale.of(value));
            if end < scale.at(0.0) {
                let beyond = line.filter(|line| (end - 10.0 - long..end - 2.0).contains(line));
                return scene::text(role, Anchor::End, beyond.unwrap_or(end) - 6.0, y, words);
            }
            let beyond = line.filter(|line| (end + 2.0..end + 10.0 + long).contains(line));
            scene::text(role, Anchor::Start, beyond.unwrap_or(end) + 6.0, y, words)
        };
        self.rows.iter().zip(&rows.middles).map(value).collect()
    }
}

fn bar(row: &Row, middle: f64, thickness: f64, scale: &Scale) -> Option<Item> {
    let (zero, end) = (scale.at(0.0), scale.of(row.point.value?));
    Some(Item::Bar {
        class: if row.point.marks.unsettled() { "bar unsettled" } else { "bar" },
        x: zero.min(end),
        y: middle - thickness / 2.0,
        width: (end - zero).abs(),
        height: thickness,
    })
}
