//! `tile`: one number, large, with its period, its change and a small trend. For a page's top, not for a
//! comparison.

use crate::chart::ask::{Ask, OverTime};
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Kind, Model};
use crate::chart::kinds::line::PlacedLine;
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Width};
use crate::chart::strand::Strand;
use crate::chart::text::{self, LEADING, Weight};
use crate::chart::time;
use crate::chart::words::{Shown, capital};
use crate::data::number::to_f64;
use crate::data::{Decimal, Period};

/// The kind.
#[derive(Debug)]
pub struct Tile;

/// The most points of the small trend.
const MOST: usize = 24;

impl Kind for Tile {
    fn name(&self) -> &'static str {
        "tile"
    }

    fn purpose(&self) -> &'static str {
        "one number with its period, its change and a small trend"
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["focus", "annotate"])?;
        let over_time = ask.over_time()?;
        let span = ask.place();
        if over_time.strands.len() > 1 {
            let message = format!("a tile shows one series, and there are {} here", over_time.strands.len());
            ask.refuse("too-many-series", span, message, "name one of them under `series`");
            return None;
        }
        let model = model(&over_time)?;
        Some(time::chart(ask, &over_time, "tile", "Number and small trend", Vec::new(), Model::new(model)))
    }
}

fn model(over_time: &OverTime<'_>) -> Option<TileModel> {
    let strand = &over_time.strands[0];
    let (latest, value) = strand.valued().next_back()?;
    let baseline = over_time.measures[0].baseline.and_then(|baseline| strand.at(&baseline));
    let base =
        baseline.filter(|point| point.value.is_some()).or_else(|| strand.valued().next().map(|(point, _)| point));
    let base = base.and_then(|point| Some((point.period, point.value?)));
    let base = base.filter(|(period, _)| *period != latest.period && period.comparable(&latest.period).is_ok());
    let from = strand.points.len().saturating_sub(MOST);
    let trend = Strand { name: strand.name.clone(), points: strand.points[from..].to_vec() };
    let marks = latest.marks.to_string();
    Some(TileModel { trend, latest: latest.period, value, marks, base, shown: time::shown(over_time) })
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct TileModel {
    trend: Strand,
    latest: Period,
    value: Decimal,
    marks: String,
    base: Option<(Period, Decimal)>,
    shown: Shown,
}

impl Draw for TileModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let words = width.pick(360.0, width.units());
        let value = format!("{} {}", self.shown.in_words(self.value), self.marks);
        let mut y = size * 0.9;
        let mut items = Vec::new();
        let change = self
            .base
            .map(|(period, from)| format!("{} since {}", capital(&self.shown.change(from, self.value)), period));
        let blocks =
            [(Role::Value, Some(value)), (Role::Label, Some(capital(&self.latest.label()))), (Role::Tick, change)];
        for (role, line) in blocks.into_iter().filter_map(|(role, line)| Some((role, line?))) {
            let lines =
                text::wrap(&line, words, size, if role == Role::Value { Weight::Bold } else { Weight::Regular });
            items.extend(scene::lines(role, Anchor::Start, (0.0, y), size, &lines));
            y += lines.len() as f64 * size * LEADING;
        }
        let (left, top) = width.pick((380.0, 6.0), (0.0, y));
        let trend = (top + 6.0, top + width.pick(70.0, 60.0));
        items.extend(self.trend(left + 6.0, width.units() - 8.0, trend));
        Scene { width, height: f64::max(y, trend.1 + 8.0), items }
    }
}

impl TileModel {
    fn trend(&self, from: f64, to: f64, (top, bottom): (f64, f64)) -> Option<Item> {
        let values = self.trend.valued().map(|(_, value)| to_f64(value));
        let days = bounds(self.trend.points.iter().map(|point| point.period.middle_day() as f64))?;
        if self.trend.valued().count() < 2 {
            return None;
        }
        let (x, y) = (Scale::new(days, (from, to)), Scale::new(bounds(values)?, (bottom, top)));
        let line = PlacedLine::of(&self.trend, |day| x.at(day), |value| y.of(value));
        Some(Item::Group("s1", line.items(0, false)))
    }
}
