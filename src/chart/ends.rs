//! Labels at the ends of lines: the last value and the name of each series, solved apart beside the plot;
//! where they do not fit, a key above the plot and only the values at the ends.

use super::labels::{Wanted, spread};
use super::scene::{self, Anchor, Item, Role, Shape, Width};
use super::text::{self, LEADING, Weight};

/// The end of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// The series' name, unless there is only one.
    pub name: Option<String>,
    /// The last value, unless it stands back.
    pub value: Option<String>,
    /// Whether the name stands at the end even where others move to a key.
    pub keeps_name: bool,
    /// Where the last point is, down from the top of the plot.
    pub y: f64,
}

/// How ends are labelled on a drawing.
pub struct Ends {
    /// The lines of each label, names first.
    blocks: Vec<Vec<(Role, String)>>,
    /// Middles of the labels, down from the top of the plot.
    middles: Vec<f64>,
    /// From the plot to the labels: more where leaders need it.
    reach: f64,
    /// Room right of the plot.
    pub right: f64,
    /// The names that need a key above the plot.
    pub key: Vec<String>,
    /// The height of the plot, grown if the labels need it.
    pub height: f64,
}

/// From a line's end to its label.
const REACH: f64 = 12.0;
/// The same where some label had to move, so that its leader can be followed.
const LONG_REACH: f64 = 30.0;
/// How far a label may be from its point without a leader.
const SLACK: f64 = 6.0;

/// Labels `ends` beside a plot of about `height`. `wanted` gives each end's place once the height is known.
pub fn label(width: Width, ends: &[End], height: f64) -> Ends {
    let size = width.text_size();
    let room = room_for_names(width, ends);
    let named = ends.iter().map(|end| block(end, room, size, true)).collect::<Vec<_>>();
    let whole_words = ends
        .iter()
        .filter_map(|end| end.name.as_ref())
        .all(|name| name.split_whitespace().all(|word| text::width(word, size, Weight::Bold) <= room));
    let short = named.iter().all(|block| block.len() <= width.pick(4, 3));
    let many = ends.iter().filter(|end| !end.keeps_name).count() > 4;
    if (whole_words && short) || many {
        let needed: f64 = named.iter().map(|block| block_height(block, size)).sum();
        let grown = height.max(needed);
        if grown <= height * 1.5 || many {
            return solve(named, ends, size, (height, grown), Vec::new());
        }
    }
    let values: Vec<_> = ends.iter().map(|end| block(end, room, size, false)).collect();
    let needed: f64 = values.iter().map(|block| block_height(block, size)).sum();
    let key = ends.iter().filter(|end| !end.keeps_name).filter_map(|end| end.name.clone()).collect();
    solve(values, ends, size, (height, height.max(needed)), key)
}

/// Names may take so much beside the plot; a little more where a single word needs it.
fn room_for_names(width: Width, ends: &[End]) -> f64 {
    let (usual, most) = (width.pick(150.0, 92.0), width.pick(200.0, 124.0));
    let words = ends.iter().filter_map(|end| end.name.as_ref()).flat_map(|name| name.split_whitespace());
    text::widest(words, width.text_size(), Weight::Regular).clamp(usual, most)
}

fn block(end: &End, room: f64, size: f64, with_name: bool) -> Vec<(Role, String)> {
    let role = if end.value.is_some() { Role::Label } else { Role::Muted };
    let role = if end.keeps_name { Role::Tick } else { role };
    let name = end.name.as_ref().filter(|_| with_name || end.keeps_name);
    let name = name.into_iter().flat_map(|name| text::wrap(name, room, size, Weight::Regular));
    name.map(|line| (role, line)).chain(end.value.clone().map(|value| (Role::Value, value))).collect()
}

fn block_height(block: &[(Role, String)], size: f64) -> f64 {
    block.len() as f64 * size * LEADING + 2.0
}

fn solve(
    blocks: Vec<Vec<(Role, String)>>,
    ends: &[End],
    size: f64,
    (asked, height): (f64, f64),
    key: Vec<String>,
) -> Ends {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|a, b| ends[*a].y.total_cmp(&ends[*b].y));
    let wanted: Vec<Wanted> = order
        .iter()
        .map(|at| Wanted { middle: ends[*at].y * height / asked, height: block_height(&blocks[*at], size) })
        .collect();
    let overhang = size * 0.5;
    let solved = spread(&wanted, -overhang, height + overhang).expect("the plot has grown to hold its labels");
    let mut middles = vec![0.0; ends.len()];
    for (at, middle) in order.iter().zip(solved) {
        middles[*at] = middle;
    }
    let lines = blocks.iter().flatten().map(|(role, line)| text::width(line, size, role.weight()));
    let moved = |(at, middle): (usize, &f64)| (middle - ends[at].y * height / asked).abs() > SLACK;
    let reach = if middles.iter().enumerate().any(moved) { LONG_REACH } else { REACH };
    let right = lines.fold(0.0, f64::max) + reach - 7.0;
    Ends { blocks, middles, reach, right, key, height }
}

impl Ends {
    /// The label of one end, and the leader from its point if the label had to move.
    pub fn items(
        &self,
        at: usize,
        point: (f64, f64),
        plot_right: f64,
        plot_top: f64,
        size: f64,
    ) -> (Vec<Item>, Option<Item>) {
        let middle = plot_top + self.middles[at];
        let x = plot_right - 8.0 + self.reach;
        let rows = self.blocks[at].len() as f64;
        let first = scene::centred(middle - (rows - 1.0) / 2.0 * size * LEADING, size);
        let line = |(row, (role, words)): (usize, &(Role, String))| {
            scene::text(*role, Anchor::Start, x, first + row as f64 * size * LEADING, words)
        };
        let items = self.blocks[at].iter().enumerate().map(line).collect();
        let moved = (middle - point.1).abs() > SLACK || x - point.0 > self.reach + 4.0;
        let leader = moved.then(|| scene::stroke("leader", (point.0 + 6.0, point.1), (x - 3.0, middle)));
        (items, leader.filter(|_| !self.blocks[at].is_empty()))
    }
}

/// A key: markers with names in rows from the top of the drawing. The second value is its height.
pub fn key(width: Width, entries: &[(&'static str, Shape, String)]) -> (Vec<Item>, f64) {
    let size = width.text_size();
    let (mut items, mut x, mut y) = (Vec::new(), 0.0, 0.0);
    for (class, shape, name) in entries {
        let lines = text::wrap(name, width.units() - 18.0, size, Weight::Regular);
        let wide = 18.0 + text::widest(lines.iter().map(String::as_str), size, Weight::Regular);
        if x > 0.0 && x + wide > width.units() {
            (x, y) = (0.0, y + size * LEADING + 2.0);
        }
        let middle = y + size * 0.6;
        items.push(Item::Group(class, vec![Item::Marker(*shape, x + 6.0, middle)]));
        items.extend(scene::lines(Role::Label, Anchor::Start, (x + 18.0, scene::centred(middle, size)), size, &lines));
        x += wide + 16.0;
        if lines.len() > 1 {
            (x, y) = (0.0, y + lines.len() as f64 * size * LEADING + 2.0);
        }
    }
    let rows = if x > 0.0 { y + size * LEADING } else { y };
    (items, if entries.is_empty() { 0.0 } else { rows + 6.0 })
}
