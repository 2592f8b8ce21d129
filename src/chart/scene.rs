//! A scene: what is where, and in which role, on a drawing of a fixed size. It knows no colours (the
//! theme's CSS gives them by role) and no file format (`svg.rs` writes it). Marks lie in the order they are
//! painted. Every text is a line of its own with its box known, so that a test can ask whether two touch.

use super::text::{self, Weight};

/// Which of the two drawings of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// For columns of 34 rem and more.
    Wide,
    /// For phones.
    Narrow,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Which of the two it is.
    pub width: Width,
    /// How tall it is; how wide is settled by `width`.
    pub height: f64,
    /// In painting order.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Items that share a class.
    Group(&'static str, Vec<Item>),
    /// Strokes or an outline.
    Path(&'static str, Vec<Step>),
    /// A bar.
    Bar {
        /// The class.
        class: &'static str,
        /// The left edge.
        x: f64,
        /// The upper edge.
        y: f64,
        /// Across.
        width: f64,
        /// Down.
        height: f64,
    },
    /// A point's marker, centred.
    Marker(Shape, f64, f64),
    /// One line of text.
    Text(Line),
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// To a point, without drawing.
    Move(f64, f64),
    /// A straight line to a point.
    Draw(f64, f64),
    /// Back to where the last move went.
    Close,
}

/// The shape of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// First series.
    Disc,
    /// Second series.
    Square,
    /// Third series.
    Diamond,
    /// Fourth series, and "high" on a control chart.
    Up,
    /// "Low" on a control chart.
    Down,
    /// An unsettled value of the first series.
    Ring,
    /// An unsettled value of the second series.
    OpenSquare,
    /// An unsettled value of the third series.
    OpenDiamond,
    /// An unsettled value of the fourth series.
    OpenUp,
    /// "Low" on a control chart, where it is worse.
    OpenDown,
}

/// Where a text's `x` stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
    /// At its right end.
    End,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Beside an axis.
    Tick,
    /// The name of a series, area or line.
    Label,
    /// The name of what is in focus.
    Strong,
    /// A value at a mark.
    Value,
    /// What stands back.
    Muted,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is for.
    pub role: Role,
    /// Across.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// What `x` means.
    pub anchor: Anchor,
    /// The words.
    pub text: String,
}

/// The room a text takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Left.
    pub left: f64,
    /// Top.
    pub top: f64,
    /// Right.
    pub right: f64,
    /// Bottom.
    pub bottom: f64,
}

impl Width {
    /// The width of the drawing.
    pub fn units(self) -> f64 {
        match self {
            Self::Wide => 680.0,
            Self::Narrow => 320.0,
        }
    }

    /// The size of its text: 12 px or more wherever the drawing is shown.
    pub fn text_size(self) -> f64 {
        match self {
            Self::Wide => 16.0,
            Self::Narrow => 14.0,
        }
    }

    /// `wide` or `narrow`: the class of the drawing.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// One value for the wide drawing, another for the narrow one.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

impl Role {
    /// The class CSS knows it by.
    pub fn class(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::Label => "label",
            Self::Strong => "strong",
            Self::Value => "value",
            Self::Muted => "muted",
        }
    }

    /// How heavy it is set.
    pub fn weight(self) -> Weight {
        match self {
            Self::Strong | Self::Value => Weight::Bold,
            Self::Tick | Self::Label | Self::Muted => Weight::Regular,
        }
    }
}

impl Scene {
    /// Every text in it.
    pub fn texts(&self) -> Vec<&Line> {
        fn collect<'a>(items: &'a [Item], into: &mut Vec<&'a Line>) {
            for item in items {
                match item {
                    Item::Group(_, items) => collect(items, into),
                    Item::Text(line) => into.push(line),
                    Item::Path(..) | Item::Bar { .. } | Item::Marker(..) => {}
                }
            }
        }
        let mut texts = Vec::new();
        collect(&self.items, &mut texts);
        texts
    }
}

impl Line {
    /// The room it takes at `size`, reserve included.
    pub fn extent(&self, size: f64) -> Extent {
        let width = text::width(&self.text, size, self.role.weight());
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Extent { left, top: self.y - text::ASCENT * size, right: left + width, bottom: self.y + text::DESCENT * size }
    }
}

impl Extent {
    /// Whether two share any room.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the straight line from one point to another runs through it.
    pub fn is_crossed(&self, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> bool {
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (start, delta, low, high) in [(x1, x2 - x1, self.left, self.right), (y1, y2 - y1, self.top, self.bottom)] {
            if delta.abs() < 1e-12 {
                if start < low || start > high {
                    return false;
                }
            } else {
                let (a, b) = ((low - start) / delta, (high - start) / delta);
                from = from.max(a.min(b));
                to = to.min(a.max(b));
            }
        }
        from <= to
    }
}

/// A line of text.
pub fn text(role: Role, anchor: Anchor, x: f64, y: f64, words: impl Into<String>) -> Item {
    Item::Text(Line { role, x, y, anchor, text: words.into() })
}

/// Lines of text under each other, the first at baseline `y`.
pub fn lines(role: Role, anchor: Anchor, (x, y): (f64, f64), size: f64, words: &[String]) -> Vec<Item> {
    let at = |row: usize| y + row as f64 * size * text::LEADING;
    words.iter().enumerate().map(|(row, line)| text(role, anchor, x, at(row), line)).collect()
}

/// A straight stroke.
pub fn stroke(class: &'static str, from: (f64, f64), to: (f64, f64)) -> Item {
    Item::Path(class, vec![Step::Move(from.0, from.1), Step::Draw(to.0, to.1)])
}

/// A line that can be seen over marks of any colour: with a rim in the colour of the ground.
pub fn over_marks(class: &'static str, steps: Vec<Step>) -> [Item; 2] {
    [Item::Path("rim", steps.clone()), Item::Path(class, steps)]
}

/// The baseline that centres one line of text of `size` on `middle`.
pub fn centred(middle: f64, size: f64) -> f64 {
    middle + size * (text::ASCENT - 0.02) / 2.0
}
