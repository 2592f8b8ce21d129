//! Writes a scene as an SVG element for a page. In: a scene and the picture's name. Out: one element that
//! is well-formed, holds finite numbers of one decimal, and carries classes only: no ids, no style, no
//! script, no title. The picture has `role="img"` and its name; all inside is hidden from screen readers,
//! who get the summary and the table instead.
//!
//! The only file that knows the `svg` crate, which escapes text and attributes but lets through control
//! characters and numbers that are not finite: both are stopped here.
//!
//! # Classes
//!
//! The theme's `chart.css` styles these and nothing else:
//!
//! | class | on | what |
//! |---|---|---|
//! | `wide`, `narrow` | `svg` | which drawing; one is shown, by container query |
//! | `spark` | `svg` | the small trend of the scorecard |
//! | `s1` … `s4` | `g` | a series' colour, in the order of the data |
//! | `focus`, `rest` | `g` | the series in focus; those behind it |
//! | `better`, `worse`, `plain` | `g` | a judged change: better, worse, neither |
//! | `line` | `path` | a series' line |
//! | `unsettled` | `path`, `rect` | with `line` or `bar`: into a provisional, estimated, forecast or derived value |
//! | `bar` | `rect` | a bar or column |
//! | `ring` | `path` | the outline of an unsettled value's marker |
//! | `dot` | `path` | a filled marker |
//! | `band`, `ci` | `path` | an interval behind a line; an interval through a dot |
//! | `grid`, `zero`, `axis`, `minor` | `path` | light lines at values; the zero line; the line of a period axis; its ticks |
//! | `ref`, `target`, `limit`, `break`, `leader` | `path` | an average; a target; a control limit; a break in the series; from a label to its mark |
//! | `inner` | `path` | the inner limit of a funnel |
//! | `goal` | `path` | the mark at each row's own target |
//! | `note`, `rim` | `path` | the rule of an annotation; the ground under a line that crosses marks |
//! | `tick`, `label`, `strong`, `value`, `muted` | text | beside an axis; a name; a name in focus; a value; what stands back |

use super::scene::{Anchor, Item, Line, Scene, Shape, Step};
use svg::node::element::{Element, tag};
use svg::node::{Blob, Node};

/// The SVG element of `scene`, called `name`.
pub fn write(scene: &Scene, name: &str) -> String {
    let mut inner = Element::new("g");
    inner.assign("aria-hidden", "true");
    inner.assign("font-size", scene.width.text_size());
    append_all(&mut inner, &scene.items);
    let mut root = Element::new(tag::SVG);
    root.assign("class", scene.width.name());
    root.assign("role", "img");
    root.assign("aria-label", legal(name));
    root.assign("viewBox", format!("0 0 {} {}", coordinate(scene.width.units()), coordinate(scene.height)));
    root.append(inner);
    root.to_string()
}

/// A drawing without name or text, hidden from screen readers: decoration beside words that say the same.
pub fn write_hidden(class: &'static str, width: f64, height: f64, items: &[Item]) -> String {
    let mut root = Element::new(tag::SVG);
    root.assign("class", class);
    root.assign("aria-hidden", "true");
    root.assign("viewBox", format!("0 0 {} {}", coordinate(width), coordinate(height)));
    append_all(&mut root, items);
    root.to_string()
}

/// Appends items; neighbours that are alike share one element.
fn append_all(parent: &mut Element, items: &[Item]) {
    let alike = |a: &Item, b: &Item| match (a, b) {
        (Item::Text(a), Item::Text(b)) => a.role == b.role && a.anchor == b.anchor,
        (Item::Bar { .. }, Item::Bar { .. }) => true,
        (Item::Marker(a, ..), Item::Marker(b, ..)) => is_open(*a) == is_open(*b),
        (Item::Path(a, _), Item::Path(b, _)) => a == b,
        _ => false,
    };
    for run in items.chunk_by(alike) {
        match &run[0] {
            Item::Group(class, inner) => parent.append(grouped(class, inner)),
            Item::Path(class, _) => parent.append(path(class, run)),
            Item::Bar { .. } => parent.append(bars(run)),
            Item::Marker(shape, ..) => parent.append(path(if is_open(*shape) { "ring" } else { "dot" }, run)),
            Item::Text(line) => parent.append(texts(line, run)),
        }
    }
}

fn grouped(class: &str, items: &[Item]) -> Element {
    let mut group = Element::new("g");
    group.assign("class", class);
    append_all(&mut group, items);
    group
}

/// Leaves are written straight into one blob a run: an element of the crate is a hash map, and a drawing of
/// forty of them took most of the time.
fn bars(run: &[Item]) -> Blob {
    let mut leaves = String::new();
    for item in run {
        if let Item::Bar { class, x, y, width, height } = item {
            leaves.push_str(if leaves.is_empty() { "<rect class=\"" } else { "\n<rect class=\"" });
            leaves.push_str(class);
            for (name, value) in [("x", *x), ("y", *y), ("width", width.max(0.0)), ("height", height.max(0.0))] {
                leaves.push_str("\" ");
                leaves.push_str(name);
                leaves.push_str("=\"");
                push_tenths(&mut leaves, tenths(value));
            }
            leaves.push_str("\"/>");
        }
    }
    Blob::new(leaves)
}

fn path(class: &str, run: &[Item]) -> Element {
    let mut pen = Pen::default();
    for item in run {
        match item {
            Item::Path(_, steps) => steps.iter().for_each(|step| pen.step(*step)),
            Item::Marker(shape, x, y) => pen.marker(*shape, *x, *y),
            Item::Group(..) | Item::Bar { .. } | Item::Text(_) => {}
        }
    }
    let mut path = Element::new("path");
    path.assign("class", class);
    path.assign("d", pen.data);
    path
}

fn texts(first: &Line, run: &[Item]) -> Element {
    let mut group = Element::new("g");
    group.assign("class", first.role.class());
    match first.anchor {
        Anchor::Start => {}
        Anchor::Middle => group.assign("text-anchor", "middle"),
        Anchor::End => group.assign("text-anchor", "end"),
    }
    let mut leaves = String::new();
    for item in run {
        if let Item::Text(line) = item {
            push_text(&mut leaves, line);
        }
    }
    group.append(Blob::new(leaves));
    group
}

fn push_text(leaves: &mut String, line: &Line) {
    leaves.push_str(if leaves.is_empty() { "<text x=\"" } else { "\n<text x=\"" });
    push_tenths(leaves, tenths(line.x));
    leaves.push_str("\" y=\"");
    push_tenths(leaves, tenths(line.y));
    leaves.push_str("\">");
    for c in line.text.chars().filter(|c| is_legal(*c)) {
        match c {
            '&' => leaves.push_str("&amp;"),
            '<' => leaves.push_str("&lt;"),
            '>' => leaves.push_str("&gt;"),
            c => leaves.push(c),
        }
    }
    leaves.push_str("</text>");
}

/// A pen that writes path data: whole tenths, relative after the first step, the shorter form each time.
#[derive(Default)]
struct Pen {
    data: String,
    x: i64,
    y: i64,
    start: (i64, i64),
}

impl Pen {
    fn step(&mut self, step: Step) {
        match step {
            Step::Move(x, y) => self.go('M', tenths(x), tenths(y)),
            Step::Draw(x, y) => self.go('l', tenths(x), tenths(y)),
            Step::Close => {
                self.data.push('z');
                (self.x, self.y) = self.start;
            }
        }
    }

    fn go(&mut self, command: char, x: i64, y: i64) {
        let (dx, dy) = (x - self.x, y - self.y);
        match (command, dx, dy) {
            ('M', ..) => {
                self.data.push('M');
                self.pair(x, y);
                self.start = (x, y);
            }
            (_, _, 0) => self.one('h', dx),
            (_, 0, _) => self.one('v', dy),
            _ => {
                self.data.push('l');
                self.pair(dx, dy);
            }
        }
        (self.x, self.y) = (x, y);
    }

    fn one(&mut self, command: char, by: i64) {
        self.data.push(command);
        push_tenths(&mut self.data, by);
    }

    fn pair(&mut self, a: i64, b: i64) {
        push_tenths(&mut self.data, a);
        if b >= 0 {
            self.data.push(' ');
        }
        push_tenths(&mut self.data, b);
    }

    fn marker(&mut self, shape: Shape, x: f64, y: f64) {
        let corners: &[(f64, f64)] = match shape {
            Shape::Disc | Shape::Ring => {
                self.go('M', tenths(x - 5.0), tenths(y));
                self.data.push_str("a5 5 0 1 0 10 0a5 5 0 1 0-10 0z");
                return;
            }
            Shape::Square | Shape::OpenSquare => &[(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)],
            Shape::Diamond | Shape::OpenDiamond => &[(-6.0, 0.0), (0.0, -6.0), (6.0, 0.0), (0.0, 6.0)],
            Shape::Up | Shape::OpenUp => &[(-5.5, 4.5), (0.0, -5.5), (5.5, 4.5)],
            Shape::Down | Shape::OpenDown => &[(-5.5, -4.5), (0.0, 5.5), (5.5, -4.5)],
        };
        for (at, (dx, dy)) in corners.iter().enumerate() {
            self.go(if at == 0 { 'M' } else { 'l' }, tenths(x + dx), tenths(y + dy));
        }
        self.step(Step::Close);
    }
}

fn is_open(shape: Shape) -> bool {
    matches!(shape, Shape::Ring | Shape::OpenSquare | Shape::OpenDiamond | Shape::OpenUp | Shape::OpenDown)
}

/// A coordinate in whole tenths. What is not finite or absurdly far becomes the edge of what can be drawn.
fn tenths(value: f64) -> i64 {
    debug_assert!(value.is_finite(), "scales only give finite positions");
    let bounded = if value.is_finite() { value.clamp(-1e6, 1e6) } else { 0.0 };
    (bounded * 10.0).round() as i64
}

fn push_tenths(data: &mut String, value: i64) {
    let (whole, tenth) = (value.abs() / 10, value.abs() % 10);
    if value < 0 {
        data.push('-');
    }
    if whole > 0 || tenth == 0 {
        push_whole(data, whole);
    }
    if tenth > 0 {
        data.push('.');
        data.push(char::from(b'0' + tenth as u8));
    }
}

fn push_whole(data: &mut String, whole: i64) {
    if whole >= 10 {
        push_whole(data, whole / 10);
    }
    data.push(char::from(b'0' + (whole % 10) as u8));
}

fn coordinate(value: f64) -> String {
    let mut text = String::new();
    push_tenths(&mut text, tenths(value));
    text
}

/// `text` without the characters XML 1.0 does not allow.
fn legal(text: &str) -> String {
    text.chars().filter(|c| is_legal(*c)).collect()
}

fn is_legal(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::scene::{Role, Width, stroke, text};
    use super::*;

    #[test]
    fn a_scene_is_one_element_with_a_name_and_hidden_insides() {
        let items = vec![
            stroke("grid", (10.0, 20.04), (30.0, 20.0)),
            stroke("grid", (10.0, 40.0), (30.26, 50.0)),
            text(Role::Tick, Anchor::End, 8.0, 24.5, "<5 & \u{1}more"),
            Item::Group("s1", vec![Item::Marker(Shape::Square, 10.0, 10.0)]),
        ];
        let scene = Scene { width: Width::Narrow, height: 200.0, items };
        assert_eq!(
            write(&scene, "Line \"x\""),
            concat!(
                r#"<svg aria-label="Line &quot;x&quot;" class="narrow" role="img" viewBox="0 0 320 200">"#,
                "\n<g aria-hidden=\"true\" font-size=\"14\">\n",
                r#"<path class="grid" d="M10 20h20M10 40l20.3 10"/>"#,
                "\n<g class=\"tick\" text-anchor=\"end\">\n",
                r#"<text x="8" y="24.5">&lt;5 &amp; more</text>"#,
                "\n</g>\n<g class=\"s1\">\n",
                r#"<path class="dot" d="M5.5 5.5h9v9h-9z"/>"#,
                "\n</g>\n</g>\n</svg>"
            )
        );
    }
}
