//! `line`: change over time, where there are many points. Up to four series in colour, or up to twelve with
//! one in focus. Points stand at their true period; what is withheld is a gap, a break cuts the line, an
//! unsettled value is hollow with a dashed segment into it. From zero unless `zero: false`, which is noted.

use crate::chart::ask::{Ask, OverTime};
use crate::chart::ends::{self, End};
use crate::chart::figure::Chart;
use crate::chart::flags::{self, Flag};
use crate::chart::frame::{Frame, Outline, frame};
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::place::Taken;
use crate::chart::scale::bounds;
use crate::chart::scene::{self, Anchor, Extent, Item, Role, Scene, Shape, Step, Width};
use crate::chart::strand::{self, Strand};
use crate::chart::ticks::value::{self, Ticks};
use crate::chart::time;
use crate::chart::words::Shown;
use crate::data::number::to_f64;
use crate::data::{Decimal, Period, PeriodKind};

/// The kind.
#[derive(Debug)]
pub struct Line;

const MOST_IN_COLOUR: usize = 4;
const MOST: usize = 12;

impl Kind for Line {
    fn name(&self) -> &'static str {
        "line"
    }

    fn purpose(&self) -> &'static str {
        "change over time, with many points"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key { name: "zero", meaning: "`false` lets the axis start where the data do, and says so under the chart" }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        let over_time = ask.over_time()?;
        let names: Vec<&str> = over_time.strands.iter().map(|strand| strand.name.as_str()).collect();
        let focus = ask.focus(&names);
        refuse_lengths(ask, &over_time)?;
        refuse_too_few(ask, &over_time)?;
        refuse_too_many(ask, &over_time, focus)?;
        let zero = ask.own_keys(|fields| fields.flag("zero")).flatten().unwrap_or(true);
        let flags = time::flags(ask, &over_time)?;
        let model = LineModel {
            shown: time::shown(&over_time),
            strands: over_time.strands.clone(),
            focus,
            target: over_time.measures[0].target,
            baseline: over_time.measures[0].baseline,
            zero,
            flags,
        };
        let mut notes = Vec::new();
        if !model.ticks(Width::Wide).has_zero() {
            notes.push("The value axis does not start at zero.".to_owned());
        }
        Some(time::chart(ask, &over_time, "line", "Line chart", notes, Model::new(model)))
    }
}

/// Years to date, and other spans that differ in length, are not points of one line.
fn refuse_lengths(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>) -> Option<()> {
    let measure = over_time.measures[0];
    if measure.kind == PeriodKind::YearToDate {
        let span = ask.place();
        let message = format!("`{}` is a year to date, whose months add up: it cannot be a line", measure.id);
        ask.refuse("unlike-periods", span, message, "use `type: bars` for one period, or give monthly values");
        return None;
    }
    Some(())
}

fn refuse_too_few(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>) -> Option<()> {
    let most = over_time.strands.iter().map(|strand| strand.valued().count()).max().unwrap_or(0);
    if most < 2 {
        let span = ask.place();
        let message = format!("`{}` has one value here, and a line needs two", over_time.measures[0].id);
        ask.refuse("too-few-points", span, message, "use `type: bars`, or widen `from` and `to`");
        return None;
    }
    Some(())
}

fn refuse_too_many(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>, focus: Option<usize>) -> Option<()> {
    let count = over_time.strands.len();
    let span = ask.place();
    if count > MOST {
        let message = format!("a line chart of {count} series cannot be read; {MOST} is the most");
        ask.refuse("too-many-series", span, message, format!("name up to {MOST} of them under `series`"));
        return None;
    }
    if count > MOST_IN_COLOUR && focus.is_none() {
        let message = format!("a line chart of {count} series has more than {MOST_IN_COLOUR} colours");
        let help = "name the series that matters with `focus`, or up to four with `series`";
        ask.refuse("too-many-series", span, message, help);
        return None;
    }
    Some(())
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct LineModel {
    shown: Shown,
    strands: Vec<Strand>,
    focus: Option<usize>,
    target: Option<Decimal>,
    baseline: Option<Period>,
    zero: bool,
    flags: Vec<Flag>,
}

const CLASSES: [&str; 4] = ["s1", "s2", "s3", "s4"];
const SHAPES: [Shape; 4] = [Shape::Disc, Shape::Square, Shape::Diamond, Shape::Up];
const OPEN: [Shape; 4] = [Shape::Ring, Shape::OpenSquare, Shape::OpenDiamond, Shape::OpenUp];
/// Points nearer to each other than this have no markers of their own.
const NEAR: f64 = 18.0;

impl LineModel {
    fn ticks(&self, width: Width) -> Ticks {
        let intervals = self.strands.iter().flat_map(|strand| &strand.points).filter_map(|point| point.interval);
        let values = self.strands.iter().flat_map(|strand| strand.valued().map(|(_, value)| value));
        let all = values.chain(intervals.flat_map(|(low, high)| [low, high])).chain(self.target);
        let (low, high) = bounds(all.map(to_f64)).unwrap_or((0.0, 0.0));
        match self.zero {
            true => value::from_zero(low, high, width.pick(6, 4), self.shown.decimals),
            false => value::free(low, high, width.pick(5, 4), self.shown.decimals),
        }
    }

    /// The class of a series' group: its colour.
    fn class(&self, at: usize) -> &'static str {
        match self.focus {
            Some(focus) if focus == at => "focus",
            Some(_) => "rest",
            // Two are told apart best by dark blue and orange.
            None if self.strands.len() == 2 => ["s1", "s4"][at % 2],
            None => CLASSES[at % 4],
        }
    }

    fn shape(&self, at: usize) -> usize {
        if self.focus.is_some() { 0 } else { at % 4 }
    }

    fn ends(&self, ticks: &Ticks, height: f64) -> Vec<End> {
        let scale = crate::chart::scale::Scale::new(ticks.extent(), (height, 0.0));
        let single = self.strands.len() == 1;
        let crowded = self.strands.len() > MOST_IN_COLOUR;
        let end = |(at, strand): (usize, &Strand)| {
            let last = strand.valued().next_back().map(|(_, value)| value);
            let stands_back = crowded && self.focus != Some(at);
            End {
                name: (!single && last.is_some()).then(|| strand.name.clone()),
                value: last.filter(|_| !stands_back).map(|value| self.shown.mark(value)),
                keeps_name: false,
                y: last.map_or(height, |value| scale.of(value)),
            }
        };
        let target = self.target.map(|target| End {
            name: Some("Target".to_owned()),
            value: Some(self.shown.mark(target)),
            keeps_name: true,
            y: scale.of(target),
        });
        self.strands.iter().enumerate().map(end).chain(target).collect()
    }

    /// Those behind first, so that the one in focus is painted over them.
    fn painting_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.strands.len()).rev().collect();
        order.sort_by_key(|at| self.focus == Some(*at));
        order
    }
}

impl Draw for LineModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let ticks = self.ticks(width);
        let asked = width.pick(260.0, 190.0);
        let ends = ends::label(width, &self.ends(&ticks, asked), asked);
        let entries: Vec<_> = ends
            .key
            .iter()
            .filter_map(|name| self.strands.iter().position(|strand| strand.name == *name))
            .map(|at| (self.class(at), SHAPES[self.shape(at)], self.strands[at].name.clone()))
            .collect();
        let (key, key_height) = ends::key(width, &entries);
        let band = flags::band(width, &self.flags);
        let (slots, steps) = strand::slots(&strand::periods(&self.strands));
        let outline = Outline {
            width,
            ticks: &ticks,
            shown: &self.shown,
            slots: &slots,
            steps,
            above: key_height,
            band: band.height,
            right: ends.right,
            height: ends.height,
        };
        let Frame { plot, x, y, mut items, height } = frame(&outline);
        items.extend(key);
        let at: Vec<f64> = self.flags.iter().map(|flag| x.at(flag.day)).collect();
        items.extend(band.items(&self.flags, &at, width.units(), plot.top - size * 0.5 - band.height, plot.bottom));

        let mut taken = Taken::within(Extent { top: plot.top - size * 0.4, ..plot }, size);
        let lines: Vec<PlacedLine> =
            self.strands.iter().map(|strand| PlacedLine::of(strand, |day| x.at(day), |value| y.of(value))).collect();
        lines
            .iter()
            .flat_map(|line| &line.runs)
            .for_each(|run| taken.line(&run.iter().map(|point| point.at).collect::<Vec<_>>()));
        at.iter().for_each(|x| taken.line(&[(*x, plot.top), (*x, plot.bottom)]));
        lines.iter().for_each(|line| line.marked().for_each(|point| taken.marker(point.at)));
        if let Some(target) = self.target {
            let at = y.of(target);
            taken.line(&[(plot.left, at), (plot.right, at)]);
            items.push(scene::stroke("target", (plot.left, at), (plot.right, at)));
            let (label, leader) = ends.items(self.strands.len(), (plot.right - 8.0, at), plot.right, plot.top, size);
            items.extend(leader);
            items.extend(label);
        }
        let mut words = Vec::new();
        for at in self.painting_order() {
            let mut group = lines[at].items(self.shape(at), self.focus.is_some_and(|focus| focus != at));
            if let Some(last) = lines[at].last() {
                let (label, leader) = ends.items(at, last, plot.right, plot.top, size);
                group.extend(leader);
                words.extend(label);
            }
            items.push(Item::Group(self.class(at), group));
        }
        items.extend(words);
        items.extend(self.first_values(&mut taken, &lines, &plot));
        Scene { width, height, items }
    }
}

impl LineModel {
    /// The value each line starts from (or has at the baseline), where there is room for it.
    fn first_values(&self, taken: &mut Taken, lines: &[PlacedLine], plot: &Extent) -> Vec<Item> {
        let mut items = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let strand = &self.strands[at];
            if self.strands.len() > MOST_IN_COLOUR && self.focus != Some(at) {
                continue;
            }
            let baseline =
                self.baseline.and_then(|baseline| strand.at(&baseline)).filter(|point| point.value.is_some());
            let Some((point, value)) =
                baseline.and_then(|point| point.value.map(|value| (point, value))).or_else(|| strand.valued().next())
            else {
                continue;
            };
            let Some((x, y)) = line.place_of(&point.period) else { continue };
            let near_left = x - plot.left < 40.0;
            let (anchor, x) =
                if near_left { (Anchor::Start, (x - 5.0).max(plot.left + 1.0)) } else { (Anchor::Middle, x) };
            // Between other lines a value could be anybody's: only the outermost have theirs, on the outside.
            let others = || lines.iter().filter_map(|other| other.place_of(&point.period)).map(|place| place.1);
            let (above, below) =
                ([(anchor, x, y - 10.0), (anchor, x, y - 20.0)], [(anchor, x, y + 21.0), (anchor, x, y + 31.0)]);
            let highest = others().all(|other| y <= other);
            let lowest = others().all(|other| y >= other);
            let places: Vec<_> = [(highest, above), (lowest, below)]
                .into_iter()
                .filter(|(fits, _)| *fits)
                .flat_map(|(_, p)| p)
                .collect();
            items.extend(taken.place(Role::Value, &self.shown.mark(value), &places));
        }
        items
    }
}

/// A point on the drawing.
#[derive(Debug, Clone, Copy)]
struct Placed {
    at: (f64, f64),
    unsettled: bool,
    period: Period,
}

/// A series on the drawing: runs of points that are joined.
pub struct PlacedLine {
    runs: Vec<Vec<Placed>>,
}

impl PlacedLine {
    /// Places the points of a strand.
    pub fn of(strand: &Strand, x: impl Fn(f64) -> f64, y: impl Fn(Decimal) -> f64) -> Self {
        let mut runs: Vec<Vec<Placed>> = vec![Vec::new()];
        for point in &strand.points {
            if point.value.is_none() || point.marks.has(crate::data::Mark::Break) {
                runs.push(Vec::new());
            }
            if let (Some(value), Some(run)) = (point.value, runs.last_mut()) {
                run.push(Placed {
                    at: (x(point.period.middle_day() as f64), y(value)),
                    unsettled: point.marks.unsettled(),
                    period: point.period,
                });
            }
        }
        runs.retain(|run| !run.is_empty());
        Self { runs }
    }

    fn points(&self) -> impl DoubleEndedIterator<Item = &Placed> {
        self.runs.iter().flatten()
    }

    /// Where the last point is.
    pub fn last(&self) -> Option<(f64, f64)> {
        self.points().next_back().map(|point| point.at)
    }

    fn place_of(&self, period: &Period) -> Option<(f64, f64)> {
        self.points().find(|point| point.period == *period).map(|point| point.at)
    }

    /// The line and its markers.
    pub fn items(&self, shape: usize, stands_back: bool) -> Vec<Item> {
        let (mut solid, mut dashed) = (Vec::new(), Vec::new());
        for pair in self.runs.iter().flat_map(|run| run.windows(2)) {
            let (path, from, to) = (if pair[1].unsettled { &mut dashed } else { &mut solid }, pair[0].at, pair[1].at);
            if !matches!(path.last(), Some(Step::Draw(x, y)) if (*x, *y) == from) {
                path.push(Step::Move(from.0, from.1));
            }
            path.push(Step::Draw(to.0, to.1));
        }
        let mut items = Vec::new();
        for (class, path) in [("line", solid), ("line unsettled", dashed)] {
            if !path.is_empty() {
                items.push(Item::Path(class, path));
            }
        }
        items.extend(self.markers(shape, stands_back));
        items
    }

    /// The points with a marker: the last, unsettled and lonely ones, and all if they are far apart.
    fn marked(&self) -> impl Iterator<Item = &Placed> {
        let points: Vec<&Placed> = self.points().collect();
        let far = points.windows(2).all(|pair| pair[1].at.0 - pair[0].at.0 >= NEAR);
        let lonely = |point: &Placed| self.runs.iter().any(|run| run.len() == 1 && run[0].period == point.period);
        let last = points.last().map(|point| point.period);
        let wanted = move |point: &&Placed| far || Some(point.period) == last || point.unsettled || lonely(point);
        points.into_iter().filter(wanted).collect::<Vec<_>>().into_iter()
    }

    fn markers(&self, shape: usize, stands_back: bool) -> Vec<Item> {
        let shown = |point: &&Placed| !stands_back || point.unsettled;
        let (open, filled): (Vec<Placed>, Vec<Placed>) = self.marked().filter(shown).partition(|point| point.unsettled);
        let marker = |shapes: &[Shape; 4], point: &Placed| Item::Marker(shapes[shape], point.at.0, point.at.1);
        let filled = filled.iter().map(|point| marker(&SHAPES, point));
        filled.chain(open.iter().map(|point| marker(&OPEN, point))).collect()
    }
}
