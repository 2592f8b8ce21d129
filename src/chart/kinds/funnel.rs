//! `funnel`: many areas of different size against their common average: which lie further from it than areas
//! of their size do by chance? Curves at 95 % and 99.8 %; where areas differ more than chance explains, the
//! curves are widened, and the note says by how much. Only areas outside the outer curves are named.

use crate::chart::areas::{self, Areas, Order, Row};
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::place::Taken;
use crate::chart::rates::{self, Method, Rates};
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Extent, Item, Role, Scene, Shape, Step, Width};
use crate::chart::stats::curves::{Curves, curves};
use crate::chart::stats::funnel::{Class, FEWEST_AREAS, Funnel as Worked, Limits, funnel};
use crate::chart::stats::{Confidence, Counted, Ratio};
use crate::chart::table::{Cell, Column};
use crate::chart::text::{self, LEADING, Weight, clean};
use crate::chart::ticks::value::{self, Ticks};
use crate::chart::words::{Shown, capital};
use crate::data::number::to_f64;
use crate::data::{Decimal, Polarity, Unit};

/// The kind.
#[derive(Debug)]
pub struct Funnel;

impl Kind for Funnel {
    fn name(&self) -> &'static str {
        "funnel"
    }

    fn purpose(&self) -> &'static str {
        "15 and more areas of different size against their average"
    }

    fn keys(&self) -> &'static [Key] {
        &[
            Key { name: "events", meaning: "a measure that counts events" },
            Key { name: "population", meaning: "the measure that counts those among whom the events happened" },
            Key { name: "per", meaning: "how many of the population a rate is for: 1,000 unless given" },
            Key { name: "yes", meaning: "a measure that counts one answer" },
            Key { name: "n", meaning: "the measure that counts all who were asked" },
        ]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["reference"])?;
        let Some(rates) = Rates::asked(ask)? else {
            let message = "a funnel is worked out from `events` and `population`, or from `yes` and `n`";
            ask.refuse("missing-key", ask.spec.id.span, message, "add the two keys, each with the name of a measure");
            return None;
        };
        let (areas, _) = rates::areas(ask, &rates, Order::Data)?;
        let counted: Vec<Option<Counted>> = areas.rows.iter().map(counted).collect();
        let kind = if rates.kind == Method::Proportion { Ratio::Proportion } else { Ratio::Rate };
        let worked = match funnel(&counted, kind) {
            Ok(worked) => worked,
            Err(few) => {
                let message = format!("a funnel needs {FEWEST_AREAS} areas, and {} have counts here", few.areas);
                ask.refuse(
                    "too-few-areas",
                    ask.spec.id.span,
                    message,
                    "use `type: dots`, which shows each area's likely range",
                );
                return None;
            }
        };
        let model = model(&areas, &worked, to_f64(rates.each), clean(&rates.below.label), rates.above.better);
        Some(chart(ask, &areas, &worked, model))
    }
}

fn counted(row: &Row) -> Option<Counted> {
    row.point.value?;
    row.counts.map(|(above, below)| Counted { events: to_f64(above), of: to_f64(below) })
}

/// An area on the drawing.
#[derive(Debug, Clone, PartialEq)]
struct Spot {
    name: String,
    size: f64,
    ratio: f64,
    class: Class,
    in_focus: bool,
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct FunnelModel {
    spots: Vec<Spot>,
    average: f64,
    curves: Vec<Curves>,
    sizes: (f64, f64),
    below: String,
    shown: Shown,
    better: Polarity,
}

fn model(areas: &Areas<'_>, worked: &Worked, each: f64, below: String, better: Polarity) -> FunnelModel {
    let spot = |(at, row): (usize, &Row)| {
        let counted = counted(row)?;
        let class = worked.class(at)?;
        Some(Spot {
            name: row.name.clone(),
            size: counted.of,
            ratio: counted.events / counted.of * each,
            class,
            in_focus: row.in_focus,
        })
    };
    let spots: Vec<Spot> = areas.rows.iter().enumerate().filter_map(spot).collect();
    let (smallest, largest) = bounds(spots.iter().map(|spot| spot.size)).unwrap_or((1.0, 2.0));
    let sizes = (smallest * 0.9, largest * 1.05);
    let times = |points: Vec<(f64, f64)>| points.into_iter().map(|(size, ratio)| (size, ratio * each)).collect();
    let drawn = [Confidence::P95, Confidence::P998].map(|confidence| {
        let found = curves(worked, worked.limits(), confidence, sizes.0, sizes.1);
        Curves { low: times(found.low), high: times(found.high) }
    });
    FunnelModel {
        spots,
        average: worked.average * each,
        curves: drawn.into(),
        sizes,
        below,
        shown: areas.shown.clone(),
        better,
    }
}

impl FunnelModel {
    fn ticks(&self, width: Width) -> Ticks {
        let highest = self.spots.iter().map(|spot| spot.ratio).fold(self.average, f64::max);
        // Curves shoot up where areas are small: what no area reaches is cut off.
        let curve = self.curves.iter().flat_map(|curves| &curves.high).map(|(_, ratio)| *ratio).fold(0.0, f64::max);
        let top = highest.max(curve.min(highest * 1.25));
        value::from_zero(0.0, top, width.pick(6, 4), self.shown.decimals)
    }

    fn look(&self, class: Class) -> (&'static str, Shape) {
        let judged = |high: bool| match (self.better, high) {
            (Polarity::Neither, _) => "s1",
            (Polarity::Lower, true) | (Polarity::Higher, false) => "worse",
            _ => "better",
        };
        match class {
            Class::Inside => ("plain", Shape::Disc),
            Class::Above | Class::FarAbove => (judged(true), Shape::Up),
            Class::Below | Class::FarBelow => (judged(false), Shape::Down),
        }
    }
}

impl Draw for FunnelModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let line = size * LEADING;
        let ticks = self.ticks(width);
        let words: Vec<String> = ticks.values.iter().map(|tick| self.shown.tick(*tick, ticks.decimals)).collect();
        let mut items = Vec::new();
        let title = self
            .shown
            .axis_title()
            .map(|title| text::wrap(&title, width.units(), size, Weight::Regular))
            .unwrap_or_default();
        items.extend(scene::lines(Role::Tick, Anchor::Start, (0.0, size * text::RISE), size, &title));
        let top = title.len() as f64 * line + size;
        let left = text::widest(words.iter().map(String::as_str), size, Weight::Regular) + 8.0;
        let average = ["Average".to_owned(), self.average_words()];
        let right = text::widest(average.iter().map(String::as_str), size, Weight::Bold) + 8.0;
        let plot = Extent {
            left,
            top,
            right: (width.units() - right).max(left + 60.0),
            bottom: top + width.pick(300.0, 250.0),
        };
        let y = Scale::new(ticks.extent(), (plot.bottom, plot.top));
        let x = Scale::new(self.sizes, (plot.left + 8.0, plot.right - 8.0));
        for (tick, words) in ticks.values.iter().zip(&words) {
            let at = y.of(*tick);
            items.push(scene::stroke(if tick.is_zero() { "zero" } else { "grid" }, (plot.left, at), (plot.right, at)));
            items.push(scene::text(Role::Tick, Anchor::End, plot.left - 8.0, scene::centred(at, size), words));
        }
        let mean = y.at(self.average);
        items.push(scene::stroke("ref", (plot.left, mean), (plot.right, mean)));
        let first = scene::centred(mean - line / 2.0, size).clamp(plot.top, plot.bottom - line);
        items.push(scene::text(Role::Tick, Anchor::Start, plot.right + 6.0, first, &average[0]));
        items.push(scene::text(Role::Value, Anchor::Start, plot.right + 6.0, first + line, &average[1]));
        for (class, curves) in ["inner", "limit"].iter().zip(&self.curves) {
            for points in [&curves.low, &curves.high] {
                let steps = curve(points, &x, &y, &plot);
                if !steps.is_empty() {
                    items.push(Item::Path(class, steps));
                }
            }
        }
        items.extend(self.spots(&x, &y));
        let (axis, height) = self.size_axis(&x, &plot, width);
        items.extend(axis);
        items.extend(self.names(&x, &y, &plot, width));
        Scene { width, height, items }
    }
}

impl FunnelModel {
    fn average_words(&self) -> String {
        self.shown.mark(Decimal::try_from(self.average).unwrap_or_default())
    }

    fn spots(&self, x: &Scale, y: &Scale) -> Vec<Item> {
        let groups = ["plain", "s1", "better", "worse"].map(|class| {
            let chosen = self.spots.iter().filter(|spot| self.look(spot.class).0 == class);
            let marks: Vec<Item> =
                chosen.map(|spot| Item::Marker(self.look(spot.class).1, x.at(spot.size), y.at(spot.ratio))).collect();
            (class, marks)
        });
        groups
            .into_iter()
            .filter(|(_, marks)| !marks.is_empty())
            .map(|(class, marks)| Item::Group(class, marks))
            .collect()
    }

    /// The axis of sizes; the second value is the height of the drawing.
    fn size_axis(&self, x: &Scale, plot: &Extent, width: Width) -> (Vec<Item>, f64) {
        let size = width.text_size();
        let unit = Shown { unit: Unit::Named(String::new()), decimals: 0 };
        let ticks = value::from_zero(0.0, self.sizes.1, width.pick(6, 4), 0);
        let inside = ticks.values.iter().filter(|tick| (self.sizes.0..=self.sizes.1).contains(&to_f64(**tick)));
        let baseline = plot.bottom + 10.0 + size * 0.8;
        let (mut steps, mut items, mut end) = (Vec::new(), Vec::new(), f64::NEG_INFINITY);
        for tick in inside {
            let at = x.of(*tick);
            steps.extend([Step::Move(at, plot.bottom), Step::Draw(at, plot.bottom + 6.0)]);
            let words = unit.tick(*tick, ticks.decimals);
            let half = text::width(&words, size, Weight::Regular) / 2.0;
            if at - half > end + 8.0 && at - half >= 0.0 && at + half <= width.units() {
                items.push(scene::text(Role::Tick, Anchor::Middle, at, baseline, words));
                end = at + half;
            }
        }
        items.insert(0, Item::Path("minor", steps));
        let title = text::wrap(&self.below, width.units(), size, Weight::Regular);
        items.extend(scene::lines(Role::Tick, Anchor::Start, (0.0, baseline + size * LEADING), size, &title));
        (items, baseline + (title.len() as f64 + 0.3) * size * LEADING)
    }

    /// The names of areas outside the outer curves and of the one in focus, where there is room.
    fn names(&self, x: &Scale, y: &Scale, plot: &Extent, width: Width) -> Vec<Item> {
        let size = width.text_size();
        let mut taken =
            Taken::within(Extent { left: plot.left, right: plot.right, top: plot.top, bottom: plot.bottom }, size);
        self.spots.iter().for_each(|spot| taken.marker((x.at(spot.size), y.at(spot.ratio))));
        let mut named: Vec<&Spot> = self
            .spots
            .iter()
            .filter(|spot| spot.in_focus || matches!(spot.class, Class::FarAbove | Class::FarBelow))
            .collect();
        named.sort_by(|a, b| (b.ratio - self.average).abs().total_cmp(&(a.ratio - self.average).abs()));
        let mut items = Vec::new();
        for spot in named {
            let (px, py) = (x.at(spot.size), y.at(spot.ratio));
            let middle = scene::centred(py, size);
            let places = [
                (Anchor::Start, px + 9.0, middle),
                (Anchor::End, px - 9.0, middle),
                (Anchor::Middle, px, py - 9.0),
                (Anchor::Middle, px, py + size + 6.0),
            ];
            let role = if spot.in_focus { Role::Strong } else { Role::Label };
            items.extend(taken.place(role, &spot.name, &places));
        }
        items
    }
}

/// A curve as far as it runs inside the plot.
fn curve(points: &[(f64, f64)], x: &Scale, y: &Scale, plot: &Extent) -> Vec<Step> {
    let mut steps = Vec::new();
    for (size, ratio) in points {
        let (px, py) = (x.at(*size), y.at(*ratio));
        let inside = px >= plot.left && px <= plot.right && py >= plot.top && py <= plot.bottom;
        match (inside, steps.is_empty()) {
            (true, true) => steps.push(Step::Move(px, py)),
            (true, false) => steps.push(Step::Draw(px, py)),
            (false, _) => {}
        }
    }
    if steps.len() < 2 { Vec::new() } else { steps }
}

fn chart(ask: &Ask<'_, '_>, areas: &Areas<'_>, worked: &Worked, model: FunnelModel) -> Chart {
    let average = model.average_words();
    let outside: Vec<&Spot> =
        model.spots.iter().filter(|spot| matches!(spot.class, Class::FarAbove | Class::FarBelow)).collect();
    let side = |class: Class| {
        outside.iter().filter(|spot| spot.class == class).map(|spot| spot.name.as_str()).collect::<Vec<_>>()
    };
    let said = |words: &str, names: Vec<&str>| {
        if names.is_empty() {
            format!("None lies {words}.")
        } else {
            format!("{} {words}: {}.", names.len(), names.join(", "))
        }
    };
    let summary = format!(
        "Average {}. {} {}",
        average,
        said("above the 99.8% limit", side(Class::FarAbove)),
        said("below it", side(Class::FarBelow)),
    );
    let mut notes = vec!["Curves: 95% (dotted) and 99.8% (dashed) limits round the average of all areas together. Triangles lie beyond the inner curve; beyond the outer one an area differs by more than chance.".to_owned()];
    if let Some(dispersion) = worked.dispersion {
        notes.push(match worked.limits() {
            Limits::Widened => format!(
                "Areas differ {:.1} times as much as chance explains, so the limits are widened (Spiegelhalter 2005).",
                dispersion.phi
            ),
            Limits::Chance => format!("Areas differ as much as chance explains (dispersion {:.1}).", dispersion.phi),
        });
    }
    notes.push("Only areas beyond the outer curve are named; the table has all.".to_owned());
    let class = |at: usize| worked.class(at).map(|class| capital(class.name())).unwrap_or_default();
    let mut chart = areas::chart(ask, areas, "funnel", "Funnel chart", notes, Model::new(model));
    chart.table.columns.push(Column::of_names("Against the average"));
    chart.records.heading.push("class");
    for (at, row) in chart.table.rows.iter_mut().enumerate() {
        row.push(Cell::plain(class(at)));
    }
    for (at, record) in chart.records.rows.iter_mut().enumerate() {
        record.push(class(at));
    }
    if ask.spec.summary.is_none() {
        chart.summary = summary;
    }
    chart
}
