//! Free labels: each has a few places it could take, and takes the first where it touches nothing. What is
//! taken (boxes of text, strokes of lines) is kept here while a drawing is made.

use super::scene::{Anchor, Extent, Item, Line, Role};

/// What is already on the drawing.
pub struct Taken {
    size: f64,
    bounds: Extent,
    boxes: Vec<Extent>,
    strokes: Vec<((f64, f64), (f64, f64))>,
}

impl Taken {
    /// Nothing yet: labels of `size` may stand within `bounds`.
    pub fn within(bounds: Extent, size: f64) -> Self {
        Self { size, bounds, boxes: Vec::new(), strokes: Vec::new() }
    }

    /// A line through `points` is there.
    pub fn line(&mut self, points: &[(f64, f64)]) {
        self.strokes.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }
    /// A marker is at `point`.
    pub fn marker(&mut self, (x, y): (f64, f64)) {
        self.boxes.push(Extent { left: x - 6.0, top: y - 6.0, right: x + 6.0, bottom: y + 6.0 });
    }

    /// `text` at the first of `places` where it is free; `None` if it is nowhere.
    pub fn place(&mut self, role: Role, text: &str, places: &[(Anchor, f64, f64)]) -> Option<Item> {
        let lines =
            places.iter().map(|(anchor, x, y)| Line { role, x: *x, y: *y, anchor: *anchor, text: text.to_owned() });
        let (line, extent) = lines
            .map(|line| (line.extent(self.size), line))
            .find(|(extent, _)| self.is_free(extent))
            .map(|(e, l)| (l, e))?;
        self.boxes.push(extent);
        Some(Item::Text(line))
    }

    fn is_free(&self, extent: &Extent) -> bool {
        extent.left >= self.bounds.left
            && extent.right <= self.bounds.right
            && extent.top >= self.bounds.top
            && extent.bottom <= self.bounds.bottom
            && !self.boxes.iter().any(|taken| taken.overlaps(extent))
            && !self.strokes.iter().any(|(from, to)| extent.is_crossed(*from, *to))
    }
}
