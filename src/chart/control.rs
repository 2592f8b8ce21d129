//! Control charts on paper: values in order with mean and limits, special causes told apart by shape and
//! colour. In: judged points of a statistic. Out: the drawing, the words, the table and the file. The
//! statistics themselves are in `stats/`; kinds put the two together.

use super::ask::{Ask, OverTime};
use super::ends::{self, End};
use super::figure::Chart;
use super::flags::{self, Flag};
use super::frame::{Frame, Outline, frame};
use super::kind::{Draw, Model};
use super::scale::{Scale, bounds};
use super::scene::{self, Item, Scene, Shape, Step, Width};
use super::stats::{Lines, Meaning, Plotted, Rules, Side, Verdict, icons};
use super::strand::{self, Point};
use super::table::{Cell, Column, DataTable, Records, exact};
use super::text::clean;
use super::ticks::value::{self, Ticks};
use super::time::{mark_letters, value_cell};
use super::words::{Shown, capital};
use crate::data::number::to_f64;
use crate::data::{Decimal, Mark, Polarity};

/// A judged point.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The value.
    pub point: Point,
    /// The lines there, if the chart has any.
    pub lines: Option<Lines>,
    /// Where one phase ends and the next begins.
    pub phase: usize,
    /// The rules it sets off.
    pub verdict: Verdict,
}

/// What is drawn.
#[derive(Debug, PartialEq)]
pub struct ControlModel {
    /// In order of time.
    pub points: Vec<Judged>,
    /// What the middle line is: "Mean", "Median".
    pub centre: &'static str,
    /// The name of its series.
    pub name: String,
    /// How values are shown.
    pub shown: Shown,
    /// Which way is better.
    pub better: Polarity,
    /// The value it has to reach.
    pub target: Option<Decimal>,
    /// Whether the axis has to show zero.
    pub zero: bool,
    /// Values below this cannot be, so no line is drawn there.
    pub floor: Option<f64>,
    /// Rebases, breaks and annotations.
    pub flags: Vec<Flag>,
}

/// A way points of one meaning are drawn, and what a key calls them.
struct Look {
    class: &'static str,
    shape: Shape,
    words: &'static str,
}

impl Judged {
    fn look(&self, better: Polarity) -> Look {
        let Some((signal, meaning)) = self.verdict.shown(better) else {
            let shape = if self.point.marks.unsettled() { Shape::Ring } else { Shape::Disc };
            return Look { class: "plain", shape, words: "" };
        };
        let high = signal.side == Side::High;
        match meaning {
            Meaning::Improvement if high => Look { class: "better", shape: Shape::Up, words: "Improvement (high)" },
            Meaning::Improvement => Look { class: "better", shape: Shape::Down, words: "Improvement (low)" },
            Meaning::Concern if high => Look { class: "worse", shape: Shape::OpenUp, words: "Concern (high)" },
            Meaning::Concern => Look { class: "worse", shape: Shape::OpenDown, words: "Concern (low)" },
            Meaning::Neither if high => Look { class: "s1", shape: Shape::Up, words: "Special cause (high)" },
            Meaning::Neither => Look { class: "s1", shape: Shape::Down, words: "Special cause (low)" },
        }
    }
}

impl ControlModel {
    /// The value axis.
    pub fn ticks(&self, width: Width) -> Ticks {
        let values = self.points.iter().filter_map(|point| point.point.value).chain(self.target).map(to_f64);
        let lines =
            self.points.iter().filter_map(|point| point.lines).flat_map(|lines| [lines.lower, lines.mean, lines.upper]);
        let floor = self.floor.unwrap_or(f64::NEG_INFINITY);
        let (low, high) = bounds(values.chain(lines.map(|line| line.max(floor)))).unwrap_or((0.0, 0.0));
        // Where zero is near it costs little to show it.
        match self.zero || (low >= 0.0 && low < high * 0.3) {
            true => value::from_zero(low, high, width.pick(6, 4), self.shown.decimals),
            false => value::free(low, high, width.pick(5, 4), self.shown.decimals),
        }
    }

    fn drawn(&self, line: f64) -> f64 {
        self.floor.map_or(line, |floor| line.max(floor))
    }

    /// A line's value as its label says it. Where whole numbers are few, their mean is none: it has a decimal.
    pub fn line_words(&self, line: f64) -> String {
        let line = self.drawn(line);
        let last = self.points.iter().rev().find_map(|point| point.lines);
        let few = self.shown.decimals == 0 && last.is_some_and(|lines| lines.mean.abs() < 10.0);
        let decimals = self.shown.decimals + u32::from(few);
        let rounded = Decimal::try_from(line).map_or(Decimal::ZERO, |line| line.round_dp(decimals + 1));
        Shown { decimals, ..self.shown.clone() }.mark(rounded)
    }

    /// The last value, the lines of the last phase and the target, for the right margin.
    fn ends(&self, ticks: &Ticks, height: f64) -> Vec<End> {
        let scale = Scale::new(ticks.extent(), (height, 0.0));
        let last = self.points.iter().rev().find_map(|point| Some((point.point.period, point.point.value?)));
        let named = |name: &str, value: String, y: f64| End {
            name: Some(name.to_owned()),
            value: Some(value),
            keeps_name: true,
            y,
        };
        let mut ends = vec![End {
            name: last.map(|(period, _)| period.short()),
            value: last.map(|(_, value)| self.shown.mark(value)),
            keeps_name: true,
            y: last.map_or(0.0, |(_, value)| scale.of(value)),
        }];
        if let Some(lines) = self.points.iter().rev().find_map(|point| point.lines) {
            let at = |line: f64| scale.at(self.drawn(line));
            if lines.upper > lines.lower {
                ends.push(named("Upper limit", self.line_words(lines.upper), at(lines.upper)));
                ends.push(named("Lower limit", self.line_words(lines.lower), at(lines.lower)));
            }
            ends.push(named(self.centre, self.line_words(lines.mean), at(lines.mean)));
        }
        ends.extend(self.target.map(|target| named("Target", self.shown.mark(target), scale.of(target))));
        ends
    }

    /// The looks that occur, each once, for a key.
    fn looks(&self) -> Vec<(&'static str, Shape, String)> {
        let mut looks: Vec<(&'static str, Shape, String)> = Vec::new();
        for look in self.points.iter().filter(|point| point.point.value.is_some()).map(|point| point.look(self.better))
        {
            if !look.words.is_empty() && looks.iter().all(|(_, _, words)| words != look.words) {
                looks.push((look.class, look.shape, look.words.to_owned()));
            }
        }
        looks
    }
}

/// Points nearer to each other than this are marked only where they are special.
const NEAR: f64 = 8.0;

impl Draw for ControlModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let ticks = self.ticks(width);
        let asked = width.pick(270.0, 220.0);
        let ends = ends::label(width, &self.ends(&ticks, asked), asked);
        let (key, key_height) = ends::key(width, &self.looks());
        let band = flags::band(width, &self.flags);
        let periods: Vec<_> = self.points.iter().map(|point| point.point.period).collect();
        let (slots, steps) = strand::slots(&periods);
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
        items.extend(self.lines(&x, &y));
        if let Some(target) = self.target {
            items.push(scene::stroke("target", (plot.left, y.of(target)), (plot.right, y.of(target))));
        }
        items.push(Item::Group("plain", vec![Item::Path("line", self.path(&x, &y))]));
        items.extend(self.markers(&x, &y));
        let last = self.points.iter().rev().find(|point| point.point.value.is_some());
        for (at, end) in self.ends(&ticks, ends.height).iter().enumerate() {
            let from = match (at, last) {
                (0, Some(point)) => x.at(point.point.period.middle_day() as f64),
                _ => plot.right - 8.0,
            };
            let (label, leader) = ends.items(at, (from, plot.top + end.y), plot.right, plot.top, size);
            items.extend(leader);
            items.extend(label);
        }
        Scene { width, height, items }
    }
}

impl ControlModel {
    fn place(&self, at: usize, x: &Scale) -> f64 {
        x.at(self.points[at].point.period.middle_day() as f64)
    }

    /// Mean and limits, phase by phase, half a step beyond their first and last point.
    fn lines(&self, x: &Scale, y: &Scale) -> Vec<Item> {
        type Pick = fn(&Lines) -> f64;
        let mut items = Vec::new();
        let picks: [(&'static str, Pick); 3] =
            [("ref", |lines| lines.mean), ("limit", |lines| lines.upper), ("limit", |lines| lines.lower)];
        for (class, pick) in picks {
            let mut steps = Vec::new();
            for (at, point) in self.points.iter().enumerate() {
                let Some(lines) = &point.lines else { continue };
                let (from, to) = self.step(at, x);
                let level = y.at(self.drawn(pick(lines)));
                let joined = at > 0 && self.points[at - 1].phase == point.phase && self.points[at - 1].lines.is_some();
                match steps.last() {
                    Some(Step::Draw(_, last)) if joined && *last == level => {
                        steps.pop();
                    }
                    Some(_) if joined => steps.push(Step::Draw(from, level)),
                    _ => steps.push(Step::Move(from, level)),
                }
                steps.push(Step::Draw(to, level));
            }
            if !steps.is_empty() {
                items.push(Item::Path(class, steps));
            }
        }
        items
    }

    /// From halfway to the point before to halfway to the point after.
    fn step(&self, at: usize, x: &Scale) -> (f64, f64) {
        let here = self.place(at, x);
        let half = |other: usize| (self.place(other, x) - here) / 2.0;
        let before = if at > 0 { half(at - 1) } else { -4.0 };
        let after = if at + 1 < self.points.len() { half(at + 1) } else { 4.0 };
        let apart = |other: usize| self.points[other].phase != self.points[at].phase;
        let gap = 2.0;
        let from = here + before + if at > 0 && apart(at - 1) { gap } else { 0.0 };
        let to = here + after - if at + 1 < self.points.len() && apart(at + 1) { gap } else { 0.0 };
        (from, to)
    }

    fn path(&self, x: &Scale, y: &Scale) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut joined = false;
        for (at, point) in self.points.iter().enumerate() {
            joined &= !point.point.marks.has(Mark::Break) && (at == 0 || self.points[at - 1].phase == point.phase);
            if let Some(value) = point.point.value {
                let place = (self.place(at, x), y.of(value));
                steps.push(if joined { Step::Draw(place.0, place.1) } else { Step::Move(place.0, place.1) });
            }
            joined = point.point.value.is_some();
        }
        steps
    }

    fn markers(&self, x: &Scale, y: &Scale) -> Vec<Item> {
        let places: Vec<f64> = (0..self.points.len()).map(|at| self.place(at, x)).collect();
        let crowded = places.windows(2).any(|pair| pair[1] - pair[0] < NEAR);
        let last = self.points.iter().rposition(|point| point.point.value.is_some());
        let mut items = Vec::new();
        for class in ["plain", "s1", "better", "worse"] {
            let group: Vec<Item> = self
                .points
                .iter()
                .enumerate()
                .filter_map(|(at, point)| {
                    let look = point.look(self.better);
                    let shown = !crowded || class != "plain" || Some(at) == last;
                    let value = point.point.value.filter(|_| look.class == class && shown)?;
                    Some(Item::Marker(look.shape, places[at], y.of(value)))
                })
                .collect();
            let (open, filled): (Vec<Item>, Vec<Item>) = group
                .into_iter()
                .partition(|item| matches!(item, Item::Marker(Shape::Ring | Shape::OpenUp | Shape::OpenDown, ..)));
            let group: Vec<Item> = filled.into_iter().chain(open).collect();
            if !group.is_empty() {
                items.push(Item::Group(class, group));
            }
        }
        items
    }
}

/// Points with their lines and verdicts.
pub fn judged(
    points: &[Point],
    plotted: &[Plotted],
    verdicts: Vec<Verdict>,
    lines: impl Fn(Lines) -> Lines,
) -> Vec<Judged> {
    let each = points.iter().zip(plotted).zip(verdicts);
    each.map(|((point, plotted), verdict)| Judged {
        point: point.clone(),
        lines: plotted.lines.map(&lines),
        phase: plotted.phase,
        verdict,
    })
    .collect()
}

impl ControlModel {
    /// The state of the latest point, the lines there, and how many points are special.
    pub fn summary(&self, rules: &Rules) -> String {
        let value = |point: &Judged| point.point.value.map(to_f64);
        let plotted: Vec<Plotted> =
            self.points.iter().map(|p| Plotted { value: value(p), lines: p.lines, phase: p.phase }).collect();
        let verdicts: Vec<Verdict> = self.points.iter().map(|point| point.verdict.clone()).collect();
        let target = self.target.map(|target| self.shown.value(target)).unwrap_or_default();
        let state = icons::icons(&plotted, &verdicts, self.target.map(to_f64), self.better);
        let latest = state.map_or_else(String::new, |state| {
            let point = &self.points[state.latest].point;
            let value = point.value.map(|value| self.shown.in_words(value)).unwrap_or_default();
            state.words(rules, self.better, &format!("{}, {value}", capital(&point.period.label())), &target)
        });
        let lines = self.points.iter().rev().find_map(|point| point.lines).map_or_else(String::new, |lines| {
            let words = |line| self.line_words(line);
            format!(" {} {}, limits {} to {}.", self.centre, words(lines.mean), words(lines.lower), words(lines.upper))
        });
        let special = verdicts.iter().filter(|verdict| !verdict.is_common_cause()).count();
        let known = self.points.iter().filter(|point| point.point.value.is_some()).count();
        format!("{latest}{lines} Special cause at {special} of {known} points.")
    }
}

/// What a kind says of its chart.
pub struct Said {
    /// The kind.
    pub kind: &'static str,
    /// What the picture is.
    pub picture: &'static str,
    /// The summary sentence.
    pub summary: String,
    /// How lines and rules were made.
    pub notes: Vec<String>,
    /// The rule set, for the table.
    pub rules: Rules,
}

/// The chart round a control chart's model.
pub fn chart(ask: &Ask<'_, '_>, over_time: &OverTime<'_>, said: Said, model: ControlModel) -> Chart {
    let (table, records) = (rows(&model, &said.rules), records(&model, &said.rules));
    let mut notes = said.notes;
    if !model.ticks(Width::Wide).has_zero() {
        notes.push("The value axis does not start at zero.".to_owned());
    }
    let summary = ask.spec.summary.as_ref().map_or(said.summary, |text| clean(&text.text));
    let mut chart = super::time::chart(ask, over_time, said.kind, said.picture, notes, Model::new(model));
    chart.summary = summary;
    chart.table = DataTable { caption: chart.table.caption, ..table };
    chart.records = records;
    chart
}

fn rows(model: &ControlModel, rules: &Rules) -> DataTable {
    let limits = model.points.iter().any(|point| point.lines.is_some_and(|lines| lines.upper > lines.lower));
    let mut columns =
        vec![Column::of_names("Period"), Column::of_numbers(&model.name), Column::of_numbers(model.centre)];
    if limits {
        columns.extend([Column::of_numbers("Lower limit"), Column::of_numbers("Upper limit")]);
    }
    columns.push(Column::of_names("Special cause"));
    let row = |point: &Judged| {
        let line = |line: f64| Cell::plain(model.line_words(line));
        let mut cells = vec![
            Cell::header(capital(&point.point.period.label())),
            value_cell(point.point.value, point.point.marks, &model.shown),
            point.lines.map_or_else(Cell::default, |lines| line(lines.mean)),
        ];
        if limits {
            cells.push(point.lines.map_or_else(Cell::default, |lines| line(lines.lower)));
            cells.push(point.lines.map_or_else(Cell::default, |lines| line(lines.upper)));
        }
        cells.push(Cell::plain(cause(point, model.better, rules)));
        cells
    };
    DataTable { caption: String::new(), columns, rows: model.points.iter().map(row).collect() }
}

/// "Concern: above the upper limit", or nothing.
fn cause(point: &Judged, better: Polarity, rules: &Rules) -> String {
    let Some((_, meaning)) = point.verdict.shown(better) else { return String::new() };
    let meaning = match meaning {
        Meaning::Improvement => "improvement",
        Meaning::Concern => "concern",
        Meaning::Neither => "special cause",
    };
    let all: Vec<String> = point.verdict.signals.iter().map(|signal| signal.words(rules)).collect();
    format!("{meaning}: {}", all.join("; "))
}

fn records(model: &ControlModel, rules: &Rules) -> Records {
    let line = |value: Option<f64>| {
        exact(value.and_then(|value| Decimal::try_from(value).ok()).map(|value| value.round_dp(4).normalize()))
    };
    let record = |point: &Judged| {
        let lines = point.lines;
        vec![
            point.point.period.id(),
            model.name.clone(),
            exact(point.point.value),
            mark_letters(point.point.marks),
            line(lines.map(|lines| lines.mean)),
            line(lines.map(|lines| lines.lower)),
            line(lines.map(|lines| lines.upper)),
            line(lines.map(|lines| lines.lower_two)),
            line(lines.map(|lines| lines.upper_two)),
            cause(point, model.better, rules),
        ]
    };
    let centre = if model.centre == "Median" { "median" } else { "mean" };
    Records {
        heading: vec![
            "period",
            "series",
            "value",
            "marks",
            centre,
            "lower_limit",
            "upper_limit",
            "lower_two_sigma",
            "upper_two_sigma",
            "special_cause",
        ],
        rows: model.points.iter().map(record).collect(),
    }
}
