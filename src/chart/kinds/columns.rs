//! `columns`: separate counts over a few periods, from zero always, the value on each. Where the values or
//! the periods would not fit side by side, as on a phone, the same columns lie down as rows in order of time.

use super::bars::BarModel;
use crate::chart::areas::{Row, value_label};
use crate::chart::ask::{Ask, OverTime};
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Kind, Model};
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Step, Width};
use crate::chart::strand::Point;
use crate::chart::text::{self, LEADING, Weight};
use crate::chart::time;
use crate::chart::words::Shown;
use crate::data::Decimal;
use crate::data::number::to_f64;

/// The kind.
#[derive(Debug)]
pub struct Columns;

const MOST: usize = 12;

impl Kind for Columns {
    fn name(&self) -> &'static str {
        "columns"
    }

    fn purpose(&self) -> &'static str {
        "separate counts over 2 to 12 periods"
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["focus", "annotate"])?;
        let over_time = ask.over_time()?;
        refuse(ask, &over_time)?;
        let model = ColumnModel {
            points: over_time.strands[0].points.clone(),
            target: over_time.measures[0].target,
            shown: time::shown(&over_time),
        };
        Some(time::chart(ask, &over_time, "columns", "Column chart", Vec::new(), Model::new(model)))
    }
}

fn refuse(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>) -> Option<()> {
    let span = ask.place();
    let id = &over_time.measures[0].id;
    if over_time.strands.len() > 1 {
        let message = format!("columns show one series, and `{id}` has {} here", over_time.strands.len());
        ask.refuse("too-many-series", span, message, "name one of them under `series`, or use `type: line`");
        return None;
    }
    match over_time.strands[0].points.len() {
        0 | 1 => {
            let help = "use `type: bars`, or widen `from` and `to`";
            ask.refuse("too-few-points", span, format!("`{id}` has one period here, and columns need two"), help);
            None
        }
        2..=MOST => Some(()),
        many => {
            let message = format!("`{id}` has {many} periods here; {MOST} columns are the most that can be read");
            ask.refuse("too-many-points", span, message, "use `type: line`, or narrow `from` and `to`");
            None
        }
    }
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct ColumnModel {
    points: Vec<Point>,
    target: Option<Decimal>,
    shown: Shown,
}

/// Room from one column to the next is at most this.
const WIDEST: f64 = 116.0;

impl Draw for ColumnModel {
    fn scene(&self, width: Width) -> Scene {
        self.standing(width).unwrap_or_else(|| self.lying(width))
    }
}

impl ColumnModel {
    /// Columns side by side; `None` if their labels would touch.
    fn standing(&self, width: Width) -> Option<Scene> {
        let size = width.text_size();
        let target = self.target.map(|target| ["Target".to_owned(), self.shown.mark(target)]);
        let right = target
            .as_ref()
            .map_or(0.0, |words| text::widest(words.iter().map(String::as_str), size, Weight::Bold) + 8.0);
        let band = ((width.units() - right) / self.points.len() as f64).min(WIDEST);
        let values: Vec<String> = self.points.iter().map(|point| value_label(point, &self.shown)).collect();
        let periods: Vec<Vec<String>> = self.points.iter().map(|point| period_lines(point, band - 6.0, size)).collect();
        let fits = |words: &str, weight| text::width(words, size, weight) <= band - 6.0;
        let all_fit = values.iter().all(|words| fits(words, Weight::Bold))
            && periods.iter().flatten().all(|words| fits(words, Weight::Regular));
        all_fit.then(|| self.place(width, band, &values, &periods, target))
    }

    fn place(
        &self,
        width: Width,
        band: f64,
        values: &[String],
        periods: &[Vec<String>],
        target: Option<[String; 2]>,
    ) -> Scene {
        let size = width.text_size();
        let all = self.points.iter().filter_map(|point| point.value).chain(self.target).map(to_f64);
        let (low, high) = bounds(all).unwrap_or((0.0, 0.0));
        let (low, high) = (low.min(0.0), high.max(0.0));
        let line = size * LEADING;
        let (top, bottom) = (line + 4.0, line + 4.0 + width.pick(220.0, 170.0));
        let y = Scale::new((low, if low < high { high } else { low + 1.0 }), (bottom, top));
        let middle = |at: usize| band * (at as f64 + 0.5);
        let zero = y.at(0.0);
        let bar = |(at, point): (usize, &Point)| {
            let end = y.of(point.value?);
            Some(Item::Bar {
                class: if point.marks.unsettled() { "bar unsettled" } else { "bar" },
                x: middle(at) - band * 0.34,
                y: zero.min(end),
                width: band * 0.68,
                height: (end - zero).abs(),
            })
        };
        let mut items = vec![Item::Group("s1", self.points.iter().enumerate().filter_map(bar).collect())];
        let plot_right = band * self.points.len() as f64;
        items.push(scene::stroke("zero", (0.0, zero), (plot_right, zero)));
        if let (Some(value), Some(words)) = (self.target, target) {
            let at = y.of(value);
            items.extend(scene::over_marks("target", vec![Step::Move(0.0, at), Step::Draw(plot_right, at)]));
            let first = scene::centred(at - line / 2.0, size).max(size);
            items.push(scene::text(Role::Tick, Anchor::Start, plot_right + 6.0, first, &words[0]));
            items.push(scene::text(Role::Value, Anchor::Start, plot_right + 6.0, first + line, &words[1]));
        }
        for (at, (point, words)) in self.points.iter().zip(values).enumerate() {
            let end = point.value.map_or(zero, |value| y.of(value));
            let below = end > zero;
            let role = if point.value.is_some() { Role::Value } else { Role::Muted };
            let baseline = if below { end + size * 0.95 } else { end - 6.0 };
            items.push(scene::text(role, Anchor::Middle, middle(at), baseline, words));
        }
        // Values below the zero line need a line of their own above the periods.
        let foot = bottom + if low < 0.0 { line } else { 0.0 };
        for (at, lines) in periods.iter().enumerate() {
            items.extend(scene::lines(Role::Tick, Anchor::Middle, (middle(at), foot + size * 1.15), size, lines));
        }
        let rows = periods.iter().map(Vec::len).max().unwrap_or(1) as f64;
        Scene { width, height: foot + 8.0 + rows * line, items }
    }

    /// The same lying down, the first period on top.
    fn lying(&self, width: Width) -> Scene {
        let row =
            |point: &Point| Row { name: point.period.short(), point: point.clone(), counts: None, in_focus: false };
        let rows = self.points.iter().map(row).collect();
        let reference = self.target.zip(self.points.last()).map(|(target, last)| Row {
            name: "Target".to_owned(),
            point: Point { value: Some(target), marks: Default::default(), interval: None, period: last.period },
            counts: None,
            in_focus: false,
        });
        let shown = self.shown.clone();
        BarModel { rows, reference, reference_class: "target", has_focus: false, shown }.scene(width)
    }
}

/// A period on one line if it fits, else in as few as its words allow.
fn period_lines(point: &Point, room: f64, size: f64) -> Vec<String> {
    let one = point.period.short();
    if text::width(&one, size, Weight::Regular) <= room {
        return vec![one];
    }
    let (upper, lower) = point.period.short_lines();
    let two: Vec<String> = std::iter::once(upper).chain(lower).collect();
    if text::widest(two.iter().map(String::as_str), size, Weight::Regular) <= room {
        two
    } else {
        text::wrap(&one, room, size, Weight::Regular)
    }
}
