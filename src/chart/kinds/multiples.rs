//! `multiples`: one small line chart an area, all on one scale, so that shapes can be compared where lines on
//! one plot would tangle. Two panels side by side on the wide drawing, one under the other on a phone, in
//! the order of the data.

use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::frame::value_words;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::kinds::line::PlacedLine;
use crate::chart::place::Taken;
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Extent, Item, Role, Scene, Width};
use crate::chart::strand::{self, Strand};
use crate::chart::text::{self, LEADING, Weight};
use crate::chart::ticks::value::{self, Ticks};
use crate::chart::time;
use crate::chart::words::Shown;
use crate::data::number::to_f64;
use crate::data::{Decimal, Period};

/// The kind.
#[derive(Debug)]
pub struct Multiples;

/// The most panels.
const MOST: usize = 12;
/// Room between two panels.
const GUTTER: f64 = 28.0;

impl Kind for Multiples {
    fn name(&self) -> &'static str {
        "multiples"
    }

    fn purpose(&self) -> &'static str {
        "change over time in up to 12 areas, a small chart each"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key { name: "zero", meaning: "`false` lets the axis start where the data do, and says so under the chart" }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["annotate"])?;
        let over_time = ask.over_time()?;
        let span = ask.place();
        let count = over_time.strands.len();
        if count > MOST {
            let message = format!("{count} small charts cannot be read together; {MOST} is the most");
            ask.refuse("too-many-series", span, message, format!("name up to {MOST} of them under `series`"));
            return None;
        }
        if over_time.strands.iter().all(|strand| strand.valued().count() < 2) {
            let message = format!("`{}` has one value here, and a line needs two", over_time.measures[0].id);
            ask.refuse("too-few-points", span, message, "use `type: bars`, or widen `from` and `to`");
            return None;
        }
        let names: Vec<&str> = over_time.strands.iter().map(|strand| strand.name.as_str()).collect();
        let focus = ask.focus(&names);
        let zero = ask.own_keys(|fields| fields.flag("zero")).flatten().unwrap_or(true);
        let model = MultiplesModel {
            strands: over_time.strands.clone(),
            periods: strand::periods(&over_time.strands),
            shown: time::shown(&over_time),
            target: over_time.measures[0].target,
            focus,
            zero,
        };
        let mut notes = Vec::new();
        if !model.ticks().has_zero() {
            notes.push("The value axes do not start at zero.".to_owned());
        }
        Some(time::chart(ask, &over_time, "multiples", "Small line charts", notes, Model::new(model)))
    }
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct MultiplesModel {
    strands: Vec<Strand>,
    periods: Vec<Period>,
    shown: Shown,
    target: Option<Decimal>,
    focus: Option<usize>,
    zero: bool,
}

impl MultiplesModel {
    fn ticks(&self) -> Ticks {
        let values = self.strands.iter().flat_map(|strand| strand.valued().map(|(_, value)| value));
        let (low, high) = bounds(values.chain(self.target).map(to_f64)).unwrap_or((0.0, 0.0));
        match self.zero {
            true => value::from_zero(low, high, 3, self.shown.decimals),
            false => value::free(low, high, 3, self.shown.decimals),
        }
    }

    /// The title of a panel, in lines.
    fn title(&self, at: usize, room: f64, size: f64) -> Vec<String> {
        text::wrap(&self.strands[at].name, room, size, Weight::Bold)
    }
}

impl Draw for MultiplesModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let columns = if self.strands.len() == 1 { 1 } else { width.pick(2, 1) };
        let panel = (width.units() - GUTTER * (columns as f64 - 1.0)) / columns as f64;
        let title = self.shown.axis_title().map(|title| text::wrap(&title, width.units(), size, Weight::Regular));
        let mut items: Vec<Item> = Vec::new();
        let mut y = 0.0;
        if let Some(lines) = title {
            items.extend(scene::lines(Role::Tick, Anchor::Start, (0.0, size * text::RISE), size, &lines));
            y = lines.len() as f64 * size * LEADING + 6.0;
        }
        for row in (0..self.strands.len()).step_by(columns) {
            let panels = row..(row + columns).min(self.strands.len());
            let lines = panels.clone().map(|at| self.title(at, panel, size).len()).max().unwrap_or(1);
            let plot_top = y + lines as f64 * size * LEADING + size;
            let mut bottom = plot_top;
            for (column, at) in panels.enumerate() {
                let left = column as f64 * (panel + GUTTER);
                let title = self.title(at, panel, size);
                items.extend(scene::lines(Role::Strong, Anchor::Start, (left, y + size * text::RISE), size, &title));
                let (marks, end) = self.panel(at, (left, left + panel), plot_top, width);
                items.extend(marks);
                bottom = f64::max(bottom, end);
            }
            y = bottom + size * 0.9;
        }
        Scene { width, height: y - size * 0.4, items }
    }
}

impl MultiplesModel {
    /// One panel from `top` down; the second value is where it ends.
    fn panel(&self, at: usize, (from, to): (f64, f64), top: f64, width: Width) -> (Vec<Item>, f64) {
        let size = width.text_size();
        let ticks = self.ticks();
        let words = value_words(&self.shown, &ticks);
        let last = |strand: &Strand| strand.valued().next_back().map(|(_, value)| self.shown.mark(value));
        let ends: Vec<String> = self.strands.iter().filter_map(last).collect();
        let right = text::widest(ends.iter().map(String::as_str), size, Weight::Bold) + 5.0;
        let left = text::widest(words.iter().map(String::as_str), size, Weight::Regular) + 8.0;
        let bottom = top + width.pick(104.0, 96.0);
        let plot = Extent { left: from + left, top, right: (to - right).max(from + left + 30.0), bottom };
        let day = |period: Option<&Period>| period.map_or(0.0, |period| period.middle_day() as f64);
        let x = Scale::new((day(self.periods.first()), day(self.periods.last())), (plot.left + 6.0, plot.right - 8.0));
        let y = Scale::new(ticks.extent(), (plot.bottom, plot.top));
        let mut items = Vec::new();
        for zero in [false, true] {
            for tick in ticks.values.iter().filter(|tick| tick.is_zero() == zero) {
                let at = y.of(*tick);
                items.push(scene::stroke(if zero { "zero" } else { "grid" }, (plot.left, at), (plot.right, at)));
            }
        }
        if let Some(target) = self.target {
            items.push(scene::stroke("target", (plot.left, y.of(target)), (plot.right, y.of(target))));
        }
        for (tick, words) in ticks.values.iter().zip(&words) {
            items.push(scene::text(Role::Tick, Anchor::End, plot.left - 8.0, scene::centred(y.of(*tick), size), words));
        }
        let line = PlacedLine::of(&self.strands[at], |day| x.at(day), |value| y.of(value));
        let class = if self.focus.is_some_and(|focus| focus != at) { "rest" } else { "s1" };
        items.push(Item::Group(class, line.items(0, false)));
        if let (Some((px, py)), Some(words)) = (line.last(), last(&self.strands[at])) {
            let mut taken =
                Taken::within(Extent { left: plot.left, right: to + 0.5, top: top - size, bottom: bottom + 6.0 }, size);
            let y = scene::centred(py, size);
            let near =
                if px + 9.0 + text::width(&words, size, Weight::Bold) > to { plot.right + 1.0 } else { px + 9.0 };
            items.extend(taken.place(
                Role::Value,
                &words,
                &[(Anchor::Start, near, y), (Anchor::Start, plot.right + 1.0, y)],
            ));
        }
        let (axis, end) = self.period_words(&x, &plot, to, size);
        items.extend(axis);
        (items, end)
    }

    /// The first and the last period under a panel; only the last if both do not fit.
    fn period_words(&self, x: &Scale, plot: &Extent, to: f64, size: f64) -> (Vec<Item>, f64) {
        let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) else {
            return (Vec::new(), plot.bottom);
        };
        let tick = |period: &Period| {
            let x = x.at(period.middle_day() as f64);
            scene::stroke("minor", (x, plot.bottom), (x, plot.bottom + 5.0))
        };
        let y = plot.bottom + 8.0 + size * 0.8;
        let (a, b) = (first.short(), last.short());
        let wide = |words: &str| text::width(words, size, Weight::Regular);
        let start = x.at(first.middle_day() as f64);
        let left = (start - wide(&a) / 2.0).max(plot.left - 8.0);
        let right = (x.at(last.middle_day() as f64) + wide(&b) / 2.0).min(to);
        let mut items = vec![tick(last), scene::text(Role::Tick, Anchor::End, right, y, &b)];
        if first != last && left + wide(&a) + 8.0 < right - wide(&b) {
            items.push(tick(first));
            items.push(scene::text(Role::Tick, Anchor::Start, left, y, &a));
        }
        (items, y + size * 0.25)
    }
}
