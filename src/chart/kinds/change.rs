//! `change`: what became of each area between two periods, as diverging bars. The change is computed from
//! the values (in percent; between percentages in points; in numbers where there is no base), so text and
//! bar cannot disagree. Which side is better is said in words above the bars and shown by colour.

use crate::chart::areas::{self, Order};
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::rows::{Rows, rows};
use crate::chart::scale::{Scale, bounds};
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Width};
use crate::chart::table::{Cell, Column, DataTable, Records, exact};
use crate::chart::text::{self, LEADING, Weight, clean};
use crate::chart::time::{mark_letters, mark_notes, value_cell};
use crate::chart::words::{Shown, capital, named_or_counted, percent_change, percent_decimals, signed};
use crate::data::number::{round, to_f64};
use crate::data::{Decimal, Marks, Period, Polarity, Unit};

/// The kind.
#[derive(Debug)]
pub struct Change;

/// The most rows.
const MOST: usize = 20;

impl Kind for Change {
    fn name(&self) -> &'static str {
        "change"
    }

    fn purpose(&self) -> &'static str {
        "what became of each area between two periods"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key { name: "order", meaning: "`value` (the highest first, as usual) or `data` (as in the file)" }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["at", "annotate", "reference"])?;
        let order = super::bars::order(ask);
        let pairs = areas::pairs(ask)?;
        let both = pairs.rows.iter().filter_map(|pair| pair.from.value.zip(pair.to.value));
        let percents: Vec<_> = both.filter_map(|(from, to)| percent_change(from, to).map(|p| (from, p))).collect();
        let decimals = percent_decimals(&percents);
        let mut model = ChangeModel {
            rows: pairs.rows.iter().map(|pair| changed(pair, &pairs.shown, decimals)).collect(),
            better: pairs.better,
            has_focus: pairs.rows.iter().any(|pair| pair.in_focus),
        };
        let units =
            |wanted: &Measured| model.rows.iter().filter(|row| row.change.is_some()).any(|row| row.unit == *wanted);
        if [Measured::Percent, Measured::Points, Measured::Numbers].iter().filter(|unit| units(unit)).count() > 1 {
            let span = ask.place();
            let message = "some areas start from nothing, so that their change has no percentage";
            ask.refuse("no-base", span, message, "name the other areas under `series`");
            return None;
        }
        if model.rows.iter().all(|row| row.change.is_none()) {
            ask.refuse_empty(pairs.measures[0]);
            return None;
        }
        if model.rows.len() > MOST {
            let message = format!("a chart of {} rows cannot be read; {MOST} is the most", model.rows.len());
            let span = ask.place();
            ask.refuse("too-many-series", span, message, "name the areas to show under `series`");
            return None;
        }
        if order == Order::Value {
            model.rows.sort_by_key(|row| std::cmp::Reverse(row.change));
        }
        Some(chart(ask, &pairs, model))
    }
}

/// What a change is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measured {
    Percent,
    Points,
    Numbers,
}

/// What became of an area.
#[derive(Debug, Clone, PartialEq)]
struct Changed {
    name: String,
    from: Option<Decimal>,
    to: Option<Decimal>,
    marks: [Marks; 2],
    change: Option<Decimal>,
    unit: Measured,
    label: String,
    in_focus: bool,
}

fn changed(pair: &areas::Pair, shown: &Shown, percent_decimals: u32) -> Changed {
    let (change, unit) = match pair.from.value.zip(pair.to.value) {
        None => (None, Measured::Percent),
        Some((from, to)) if shown.unit == Unit::Percent => (Some(round(to - from, shown.decimals)), Measured::Points),
        Some((from, to)) => match percent_change(from, to) {
            Some(percent) => (Some(round(percent, percent_decimals)), Measured::Percent),
            None => (Some(to - from), Measured::Numbers),
        },
    };
    let marks = [pair.from.marks, pair.to.marks];
    let no_unit = Unit::Named(String::new());
    let label = match (change, unit) {
        (None, _) => "no value".to_owned(),
        (Some(change), Measured::Percent) => signed(change, percent_decimals, &Unit::Percent),
        (Some(change), Measured::Points) => format!("{} points", signed(change, shown.decimals, &no_unit)),
        (Some(change), Measured::Numbers) => signed(change, shown.decimals, &shown.unit),
    };
    let shown_marks = if change.is_some() { marks[0].and(marks[1]).to_string() } else { String::new() };
    Changed {
        name: pair.name.clone(),
        from: pair.from.value,
        to: pair.to.value,
        marks,
        change,
        unit,
        label: format!("{label} {shown_marks}").trim().to_owned(),
        in_focus: pair.in_focus,
    }
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct ChangeModel {
    rows: Vec<Changed>,
    better: Polarity,
    has_focus: bool,
}

impl ChangeModel {
    /// The words over the two sides.
    fn sides(&self) -> [&'static str; 2] {
        match self.better {
            Polarity::Lower => ["\u{2190} Fell: better", "Rose: worse \u{2192}"],
            Polarity::Higher => ["\u{2190} Fell: worse", "Rose: better \u{2192}"],
            Polarity::Neither => ["\u{2190} Fell", "Rose \u{2192}"],
        }
    }

    /// The class of a change's colour.
    fn class(&self, change: Decimal) -> &'static str {
        match (self.better, change.is_zero(), change.is_sign_positive()) {
            (Polarity::Neither, ..) | (_, true, _) => "s1",
            (Polarity::Lower, _, true) | (Polarity::Higher, _, false) => "worse",
            _ => "better",
        }
    }
}

impl Draw for ChangeModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let role = |row: &Changed| if row.in_focus { Role::Strong } else { Role::Label };
        let names: Vec<(&str, Role)> = self.rows.iter().map(|row| (row.name.as_str(), role(row))).collect();
        let rows = rows(width, &names, size * LEADING + 6.0);
        let (scale, sides) = self.scale(&rows, size);
        let zero = scale.at(0.0);
        let mut items = Vec::new();
        for class in ["s1", "better", "worse"] {
            let chosen = self.rows.iter().zip(&rows.middles);
            let bars: Vec<Item> = chosen
                .filter_map(|(row, middle)| row.change.map(|change| (row, change, *middle)))
                .filter(|(_, change, _)| self.class(*change) == class)
                .map(|(row, change, middle)| bar(row, scale.of(change), zero, middle, rows.thickness))
                .collect();
            if !bars.is_empty() {
                items.push(Item::Group(class, bars));
            }
        }
        items.push(Item::Path("zero", rows.upright(zero, 2.0)));
        let words = self.sides();
        for (words, (anchor, x)) in words.iter().zip(sides) {
            items.push(scene::text(Role::Tick, anchor, x, size * text::RISE, *words));
        }
        items.extend(rows.items.iter().cloned());
        for (row, middle) in self.rows.iter().zip(&rows.middles) {
            let end = row.change.map_or(zero, |change| scale.of(change));
            let (anchor, x) = if end < zero { (Anchor::End, end - 6.0) } else { (Anchor::Start, end + 6.0) };
            let role = if row.change.is_some() { Role::Value } else { Role::Muted };
            items.push(scene::text(role, anchor, x, scene::centred(*middle, size), &row.label));
        }
        Scene { width, height: rows.bottom + 4.0, items }
    }
}

fn bar(row: &Changed, end: f64, zero: f64, middle: f64, thickness: f64) -> Item {
    Item::Bar {
        class: if row.marks[0].and(row.marks[1]).unsettled() { "bar unsettled" } else { "bar" },
        x: zero.min(end),
        y: middle - thickness / 2.0,
        width: (end - zero).abs(),
        height: thickness,
    }
}

impl ChangeModel {
    /// The scale, and where the words of the two sides go: as near to both sides of zero as there is room.
    fn scale(&self, rows: &Rows, size: f64) -> (Scale, [(Anchor, f64); 2]) {
        let changes = self.rows.iter().filter_map(|row| row.change).map(to_f64);
        let (low, high) = bounds(changes).unwrap_or((0.0, 0.0));
        let (low, mut high) = (low.min(0.0), high.max(0.0));
        if low == 0.0 && high == 0.0 {
            high = 1.0;
        }
        let room = |falls: bool| {
            let side = self.rows.iter().filter(|row| row.change.is_some_and(|c| c < Decimal::ZERO) == falls);
            side.map(|row| text::width(&row.label, size, Weight::Bold) + 7.0).fold(0.0, f64::max)
        };
        let (from, to) = (rows.left + room(true), rows.right - room(false));
        let scale = Scale::new((low, high), (from, to.max(from + 20.0)));
        let [fell, rose] = self.sides().map(|words| text::width(words, size, Weight::Regular));
        let between = scale.at(0.0).min(rows.right - rose - 6.0).max(fell + 6.0);
        (scale, [(Anchor::End, between - 6.0), (Anchor::Start, between + 6.0)])
    }
}

fn chart(ask: &Ask<'_, '_>, pairs: &areas::Pairs<'_>, model: ChangeModel) -> Chart {
    let names: Vec<&str> = model.rows.iter().map(|row| row.name.as_str()).collect();
    let who = named_or_counted(&names, pairs.noun);
    let (from, to) = (pairs.from, pairs.to);
    let when = format!("{} to {}", from.label(), to.label());
    let measured = model.rows.iter().find(|row| row.change.is_some()).map_or(Measured::Percent, |row| row.unit);
    let unit = match measured {
        Measured::Percent => "% change",
        Measured::Points => "change in percentage points",
        Measured::Numbers => "change",
    };
    let what = match pairs.measures.as_slice() {
        [one] => format!("{} ({unit})", clean(&one.label)),
        _ => capital(unit),
    };
    let subtitle =
        ask.spec.subtitle.as_ref().map_or_else(|| format!("{what}, {who}, {when}"), |text| clean(&text.text));
    let mut notes: Vec<String> = Vec::new();
    notes.extend(mark_notes(
        model.rows.iter().fold(Marks::default(), |marks, row| marks.and(row.marks[0]).and(row.marks[1])),
    ));
    notes.extend(ask.spec.notes.iter().map(|note| clean(&note.text)));
    Chart {
        kind: "change",
        picture_name: format!("Bar chart of changes in {who}, {when}. Summary and data table follow."),
        summary: ask.spec.summary.as_ref().map_or_else(|| summary(&model, from, to), |text| clean(&text.text)),
        table: table(&model, &pairs.shown, (from, to), unit, &subtitle),
        records: records(&model, (from, to)),
        notes,
        subtitle,
        model: Model::new(model),
    }
}

fn summary(model: &ChangeModel, from: Period, to: Period) -> String {
    let mut changed: Vec<&Changed> = model.rows.iter().filter(|row| row.change.is_some()).collect();
    changed.sort_by_key(|row| std::cmp::Reverse(row.change));
    let rose = changed.iter().filter(|row| row.change > Some(Decimal::ZERO)).count();
    let fell = changed.iter().filter(|row| row.change < Some(Decimal::ZERO)).count();
    let said = |row: &&Changed| format!("{} {}", row.name, row.label);
    let ends = match changed.as_slice() {
        [] => String::new(),
        [one] => format!("{}.", said(one)),
        [first, .., last] => format!("Highest: {}; lowest: {}.", said(first), said(last)),
    };
    let count = match changed.len() {
        0 | 1 => String::new(),
        all => format!(" Of {all}, {rose} rose and {fell} fell"),
    };
    let when = format!(" between {from} and {to}.");
    if count.is_empty() { format!("{} Change{when}", ends.trim()) } else { format!("{ends}{count}{when}") }
}

fn table(model: &ChangeModel, shown: &Shown, (from, to): (Period, Period), unit: &str, caption: &str) -> DataTable {
    let columns = vec![
        Column::of_names("Area"),
        Column::of_numbers(capital(&from.label())),
        Column::of_numbers(capital(&to.label())),
        Column::of_numbers(capital(unit)),
        Column::of_names("Judgement"),
    ];
    let row = |row: &Changed| {
        let judged = row.change.map_or("", |change| match model.class(change) {
            "better" => "better",
            "worse" => "worse",
            _ => "",
        });
        vec![
            Cell::header(&row.name),
            value_cell(row.from, row.marks[0], shown),
            value_cell(row.to, row.marks[1], shown),
            Cell::plain(if row.change.is_some() { row.label.as_str() } else { "" }),
            Cell::plain(judged),
        ]
    };
    let mut table = DataTable { caption: caption.to_owned(), columns, rows: model.rows.iter().map(row).collect() };
    if model.better == Polarity::Neither {
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| {
            row.pop();
        });
    }
    table
}

fn records(model: &ChangeModel, (from, to): (Period, Period)) -> Records {
    let record = |row: &Changed| {
        let unit = match row.unit {
            Measured::Percent => "%",
            Measured::Points => "points",
            Measured::Numbers => "",
        };
        vec![
            row.name.clone(),
            from.id(),
            exact(row.from),
            mark_letters(row.marks[0]),
            to.id(),
            exact(row.to),
            mark_letters(row.marks[1]),
            exact(row.change),
            unit.to_owned(),
        ]
    };
    Records {
        heading: vec![
            "series",
            "from",
            "from_value",
            "from_marks",
            "to",
            "to_value",
            "to_marks",
            "change",
            "change_unit",
        ],
        rows: model.rows.iter().map(record).collect(),
    }
}
