//! `slope`: what became of up to eight areas between exactly two periods, as a line each, named and valued
//! at both ends. Labels on both sides are solved apart.

use crate::chart::areas::{self, Pair};
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::labels::{Wanted, spread};
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Shape, Step, Width};
use crate::chart::strand::{Point, Strand};
use crate::chart::text::{self, LEADING, Weight};
use crate::chart::ticks::value;
use crate::chart::time;
use crate::chart::words::Shown;
use crate::data::Period;
use crate::data::number::to_f64;

/// The kind.
#[derive(Debug)]
pub struct Slope;

/// The most lines.
const MOST: usize = 8;
const MOST_IN_COLOUR: usize = 4;

impl Kind for Slope {
    fn name(&self) -> &'static str {
        "slope"
    }

    fn purpose(&self) -> &'static str {
        "what became of up to 8 areas between two periods"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key { name: "zero", meaning: "`false` lets the scale start above zero, where the lowest value is" }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["annotate"])?;
        let mut pairs = areas::pairs(ask)?;
        pairs.rows.retain(|pair| pair.from.value.is_some() && pair.to.value.is_some());
        let span = ask.place();
        if pairs.rows.is_empty() {
            ask.refuse_empty(pairs.measures[0]);
            return None;
        }
        if pairs.rows.len() > MOST {
            let message = format!("a slope chart of {} lines cannot be read; {MOST} is the most", pairs.rows.len());
            ask.refuse(
                "too-many-series",
                span,
                message,
                "name the areas to show under `series`, or use `type: change`",
            );
            return None;
        }
        let zero = ask.own_keys(|fields| fields.flag("zero")).flatten().unwrap_or(true);
        let strands: Vec<Strand> = pairs
            .rows
            .iter()
            .map(|pair| Strand { name: pair.name.clone(), points: vec![pair.from.clone(), pair.to.clone()] })
            .collect();
        let has_focus = pairs.rows.iter().any(|pair| pair.in_focus);
        let model =
            SlopeModel { rows: pairs.rows, from: pairs.from, to: pairs.to, shown: pairs.shown, has_focus, zero };
        let mut notes = Vec::new();
        if !zero {
            notes.push("There is no value axis; the scale does not start at zero.".to_owned());
        }
        let over_time =
            crate::chart::ask::OverTime { measures: pairs.measures, strands, noun: pairs.noun, shown: None };
        Some(time::chart(ask, &over_time, "slope", "Slope chart", notes, Model::new(model)))
    }
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct SlopeModel {
    rows: Vec<Pair>,
    from: Period,
    to: Period,
    shown: Shown,
    has_focus: bool,
    zero: bool,
}

/// The labels of one side, in lines.
struct Side {
    blocks: Vec<Vec<(Role, String)>>,
    width: f64,
    height: f64,
}

impl SlopeModel {
    fn class(&self, at: usize) -> &'static str {
        match (self.has_focus, self.rows[at].in_focus, self.rows.len()) {
            (true, true, _) => "focus",
            (true, false, _) => "rest",
            (false, _, 2) => ["s1", "s4"][at % 2],
            (false, _, 0..=MOST_IN_COLOUR) => ["s1", "s2", "s3", "s4"][at % 4],
            _ => "s1",
        }
    }

    /// On the left only values, on the right values and names.
    fn side(&self, width: Width, left: bool) -> Side {
        let size = width.text_size();
        let room = width.pick(210.0, 110.0);
        let block = |pair: &Pair| {
            let point = if left { &pair.from } else { &pair.to };
            let value = areas::value_label(point, &self.shown);
            // A value with all its marks can be as wide as a name.
            let values = text::wrap(&value, room, size, Weight::Bold).into_iter().map(|line| (Role::Value, line));
            if left {
                return values.collect();
            }
            let whole = format!("{value} {}", pair.name);
            let lines = text::wrap(&whole, room, size, Weight::Bold);
            let role = if pair.in_focus { Role::Strong } else { Role::Label };
            match lines.as_slice() {
                [one] => vec![(role, one.clone())],
                _ => {
                    let name = text::wrap(&pair.name, room, size, Weight::Bold).into_iter().map(|line| (role, line));
                    values.chain(name).collect()
                }
            }
        };
        let blocks: Vec<Vec<(Role, String)>> = self.rows.iter().map(block).collect();
        let widest = blocks.iter().flatten().map(|(role, line)| text::width(line, size, role.weight()));
        let height = blocks.iter().map(|block| block.len() as f64 * size * LEADING + 2.0).sum();
        Side { width: widest.fold(0.0, f64::max), blocks, height }
    }
}

impl Draw for SlopeModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let (left, right) = (self.side(width, true), self.side(width, false));
        let height = width.pick(260.0, 220.0_f64).max(left.height).max(right.height);
        let heads = [self.from, self.to].map(|period| {
            let (upper, lower) = period.short_lines();
            std::iter::once(upper).chain(lower).collect::<Vec<String>>()
        });
        let head_rows = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let top = head_rows * size * LEADING + 14.0;
        let reach = 26.0;
        let (x1, x2) = (left.width + reach, (width.units() - right.width - reach).max(left.width + reach + 36.0));
        let values = self.rows.iter().flat_map(|pair| [pair.from.value, pair.to.value]).flatten().map(to_f64);
        let (low, high) = bounds(values).unwrap_or((0.0, 0.0));
        let extent = if self.zero { value::from_zero(low, high, 5, self.shown.decimals).extent() } else { (low, high) };
        let y = Scale::new(extent, (top + height - 8.0, top + 8.0));
        let mut items: Vec<Item> =
            [x1, x2].iter().map(|x| scene::stroke("grid", (*x, top - 4.0), (*x, top + height + 4.0))).collect();
        let halves =
            heads.each_ref().map(|lines| text::widest(lines.iter().map(String::as_str), size, Weight::Regular) / 2.0);
        // Where the lines are short the words over them part from the middle.
        let middle = f64::midpoint(x1, x2);
        let first = x1.min(middle - halves[0] - 4.0).max(halves[0]);
        let second = x2.max(first + halves[0] + 8.0 + halves[1]).min(width.units() - halves[1]);
        for (x, lines) in [first, second].into_iter().zip(&heads) {
            items.extend(scene::lines(Role::Tick, Anchor::Middle, (x, size * text::RISE), size, lines));
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|at| self.rows[*at].in_focus);
        for at in order {
            items.push(Item::Group(self.class(at), self.line(at, (x1, x2), &y)));
        }
        let bounds = (top - 2.0, top + height + 2.0);
        items.extend(self.labels(&left, Anchor::End, (x1, -1.0), &y, bounds, size));
        items.extend(self.labels(&right, Anchor::Start, (x2, 1.0), &y, bounds, size));
        Scene { width, height: top + height + 8.0, items }
    }
}

impl SlopeModel {
    fn line(&self, at: usize, (x1, x2): (f64, f64), y: &Scale) -> Vec<Item> {
        let pair = &self.rows[at];
        let place = |point: &Point| point.value.map_or(0.0, |value| y.of(value));
        let class = if pair.to.marks.unsettled() { "line unsettled" } else { "line" };
        let (a, b) = (place(&pair.from), place(&pair.to));
        let marker = |point: &Point, x: f64, y: f64| {
            Item::Marker(if point.marks.unsettled() { Shape::Ring } else { Shape::Disc }, x, y)
        };
        let path = Item::Path(class, vec![Step::Move(x1, a), Step::Draw(x2, b)]);
        vec![path, marker(&pair.from, x1, a), marker(&pair.to, x2, b)]
    }

    /// The labels of a side, solved apart, with a leader from each that had to move.
    fn labels(
        &self,
        side: &Side,
        anchor: Anchor,
        (x, way): (f64, f64),
        y: &Scale,
        (low, high): (f64, f64),
        size: f64,
    ) -> Vec<Item> {
        let left = anchor == Anchor::End;
        let place = |at: usize| {
            let point = if left { &self.rows[at].from } else { &self.rows[at].to };
            point.value.map_or(0.0, |value| y.of(value))
        };
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| place(*a).total_cmp(&place(*b)));
        let wanted: Vec<Wanted> = order
            .iter()
            .map(|at| Wanted { middle: place(*at), height: side.blocks[*at].len() as f64 * size * LEADING + 2.0 })
            .collect();
        let middles = spread(&wanted, low, high).expect("the plot is as high as its labels");
        let mut items = Vec::new();
        for (at, middle) in order.iter().zip(middles) {
            let block = &side.blocks[*at];
            let first = scene::centred(middle - (block.len() as f64 - 1.0) / 2.0 * size * LEADING, size);
            for (row, (role, words)) in block.iter().enumerate() {
                items.push(scene::text(*role, anchor, x + way * 24.0, first + row as f64 * size * LEADING, words));
            }
            if (middle - place(*at)).abs() > 3.0 {
                let leader = scene::stroke("leader", (x + way * 7.0, place(*at)), (x + way * 21.0, middle));
                items.push(Item::Group(self.class(*at), vec![leader]));
            }
        }
        items
    }
}
