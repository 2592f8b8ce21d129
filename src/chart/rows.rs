//! The layout of charts with a row for each area: names at the left (wide) or above (narrow), marks beside.
//! In: the names, and how much room the rows' values need. Out: where each row's middle is and where its
//! marks may lie. Names are wrapped, never cut; a row grows with its name.

use super::scene::{self, Anchor, Item, Role, Step, Width};
use super::text::{self, LEADING, Weight};

/// Rows with their names placed.
pub struct Rows {
    /// The names.
    pub items: Vec<Item>,
    /// The middle of each row's mark, down the drawing.
    pub middles: Vec<f64>,
    /// Where marks may lie, across.
    pub left: f64,
    /// The right end of that.
    pub right: f64,
    /// The top of the first row.
    pub top: f64,
    /// The bottom of the last row.
    pub bottom: f64,
    /// How thick a bar is.
    pub thickness: f64,
    /// Whether lines through all rows have to spare the names between them.
    broken: bool,
}

impl Rows {
    /// An upright line through all rows; where names lie between them, only beside the marks.
    pub fn upright(&self, x: f64, over: f64) -> Vec<Step> {
        if !self.broken {
            return vec![Step::Move(x, self.top - over), Step::Draw(x, self.bottom + 2.0)];
        }
        let half = self.thickness / 2.0 + 3.0;
        self.middles.iter().flat_map(|y| [Step::Move(x, y - half), Step::Draw(x, y + half)]).collect()
    }
}

/// Names may take so much of the wide drawing.
const SHARE: f64 = 0.34;

/// Places rows from `top` down; `names` are to be set in their roles.
pub fn rows(width: Width, names: &[(&str, Role)], top: f64) -> Rows {
    match width {
        Width::Wide => beside(width, names, top),
        Width::Narrow => above(width, names, top),
    }
}

fn beside(width: Width, names: &[(&str, Role)], top: f64) -> Rows {
    let size = width.text_size();
    let thickness = 22.0;
    let room = width.units() * SHARE;
    let wrapped: Vec<Vec<String>> =
        names.iter().map(|(name, role)| balanced(name, room, size, role.weight())).collect();
    let widest = names
        .iter()
        .zip(&wrapped)
        .map(|((_, role), lines)| text::widest(lines.iter().map(String::as_str), size, role.weight()));
    let column = widest.fold(0.0, f64::max);
    let (mut items, mut middles, mut y) = (Vec::new(), Vec::new(), top);
    for ((_, role), lines) in names.iter().zip(&wrapped) {
        let height = (lines.len() as f64 * size * LEADING + 6.0).max(thickness + 9.0);
        let middle = y + height / 2.0;
        let first = scene::centred(middle - (lines.len() as f64 - 1.0) / 2.0 * size * LEADING, size);
        items.extend(scene::lines(*role, Anchor::End, (column, first), size, lines));
        middles.push(middle);
        y += height;
    }
    Rows { items, middles, left: column + 10.0, right: width.units(), top, bottom: y, thickness, broken: false }
}

fn above(width: Width, names: &[(&str, Role)], top: f64) -> Rows {
    let size = width.text_size();
    let thickness = 18.0;
    let (mut items, mut middles, mut y) = (Vec::new(), Vec::new(), top);
    for (name, role) in names {
        let lines = text::wrap(name, width.units(), size, role.weight());
        items.extend(scene::lines(*role, Anchor::Start, (0.0, y + size * text::RISE), size, &lines));
        y += lines.len() as f64 * size * LEADING + 3.0;
        middles.push(y + thickness / 2.0);
        y += thickness + 8.0;
    }
    Rows { items, middles, left: 0.0, right: width.units(), top, bottom: y - 4.0, thickness, broken: true }
}

/// A name in as few lines as fit, and these about equally long.
fn balanced(name: &str, room: f64, size: f64, weight: Weight) -> Vec<String> {
    let lines = text::wrap(name, room, size, weight);
    if lines.len() < 2 {
        return lines;
    }
    let (mut low, mut high) = (room / 2.0, room);
    for _ in 0..6 {
        let middle = f64::midpoint(low, high);
        if text::wrap(name, middle, size, weight).len() > lines.len() { low = middle } else { high = middle }
    }
    text::wrap(name, high, size, weight)
}
