//! `target`: how far each of a few measures is on its way: a bar to the value, a mark at the target, and
//! both in words: "114 of 200 (57%)". Each row has its own scale, since units may differ; where lower is
//! better the bar should end before the mark.

use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Key, Kind, Model};
use crate::chart::rows::rows;
use crate::chart::scale::Scale;
use crate::chart::scene::{self, Anchor, Item, Role, Scene, Step, Width};
use crate::chart::strand::Point;
use crate::chart::table::{Cell, Column, DataTable, Records, exact};
use crate::chart::text::{self, Weight, clean};
use crate::chart::time::{mark_letters, mark_notes, value_cell};
use crate::chart::words::{Shown, capital};
use crate::data::number::{self, to_f64};
use crate::data::{Decimal, Marks, Measure, Polarity, Series, Unit};

/// The kind.
#[derive(Debug)]
pub struct Target;

/// The most rows.
const MOST: usize = 12;

impl Kind for Target {
    fn name(&self) -> &'static str {
        "target"
    }

    fn purpose(&self) -> &'static str {
        "how far measures are on their way to a target"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key {
            name: "against",
            meaning: "the measure that holds each series' target; usually the measures say `target` themselves",
        }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["from", "to", "annotate", "reference", "focus"])?;
        if ask.spec.of.is_empty() {
            ask.measures()?;
        }
        let measures: Vec<Option<&Measure>> = ask.spec.of.iter().map(|name| ask.measure(name)).collect();
        let measures: Vec<&Measure> = measures.into_iter().collect::<Option<_>>()?;
        let against = match ask.own_keys(|fields| fields.text("against")).flatten() {
            Some(name) => Some(ask.measure(&name)?),
            None => None,
        };
        let mut rows = Vec::new();
        for measure in &measures {
            let many = measures.len() > 1;
            let series: Vec<&Series> = if many && against.is_none() && ask.spec.series.is_empty() {
                measure.own().into_iter().collect()
            } else {
                ask.series(measure)?
            };
            for series in series {
                rows.push(row(ask, measure, series, against, many)?);
            }
        }
        let span = ask.place();
        if rows.len() > MOST || rows.is_empty() {
            let message = format!("a chart of {} targets cannot be read; {MOST} is the most", rows.len());
            ask.refuse("too-many-series", span, message, "name those to show under `series`");
            return None;
        }
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        ask.differ(&names)?;
        Some(chart(ask, &measures, TargetModel { rows }))
    }
}

/// A measure on its way.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: String,
    point: Point,
    target: Decimal,
    better: Polarity,
    shown: Shown,
}

fn row(
    ask: &mut Ask<'_, '_>,
    measure: &Measure,
    series: &Series,
    against: Option<&Measure>,
    many: bool,
) -> Option<Row> {
    let span = ask.place();
    let period = ask.at(measure, &[series])?;
    let point = Point::of(series.at(&period)?);
    let target = match against {
        Some(targets) => targets.series(&series.name).and_then(|s| {
            let at = s.at(&period).or(s.latest()).or(s.observations.last());
            at.and_then(|observation| observation.value)
        }),
        None => measure.target,
    };
    let Some(target) = target.filter(|target| *target > Decimal::ZERO) else {
        let message = format!("`{}` has no target above zero for `{}`", measure.id, series.name);
        ask.refuse("no-target", span, message, "add `target: …` to the measure, or `against: …` to the chart");
        return None;
    };
    let name = if many && against.is_none() { &measure.label } else { measure.name_of(series) };
    let shown = Shown::of(measure, [point.value, Some(target)].into_iter().flatten());
    Some(Row { name: clean(name), point, target, better: measure.better, shown })
}

impl Row {
    /// "114 of 200 (57%)", or "91.5%, target 90%" where the value is no part of its target.
    fn words(&self) -> String {
        let marks = self.point.marks.to_string();
        let target = self.shown.mark(self.target);
        let Some(value) = self.point.value else {
            return format!("{}, target {target}", if marks.is_empty() { "no value" } else { &marks });
        };
        let words = match self.percent().filter(|_| self.shown.unit != Unit::Percent && self.better != Polarity::Lower)
        {
            Some(percent) => format!("{} of {target} ({percent})", self.shown.mark(value)),
            None => format!("{}, target {target}", self.shown.mark(value)),
        };
        format!("{words} {marks}").trim().to_owned()
    }

    fn percent(&self) -> Option<String> {
        let share = self.point.value?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.target)?;
        Some(number::format(share, Some(0), &Unit::Percent))
    }

    /// "met", "not met", or nothing where no direction is better.
    fn judgement(&self) -> &'static str {
        match (self.point.value, self.better) {
            (Some(value), Polarity::Higher) => {
                if value >= self.target {
                    "met"
                } else {
                    "not met"
                }
            }
            (Some(value), Polarity::Lower) => {
                if value <= self.target {
                    "met"
                } else {
                    "not met"
                }
            }
            _ => "",
        }
    }
}

/// What is drawn.
#[derive(Debug, PartialEq)]
struct TargetModel {
    rows: Vec<Row>,
}

impl Draw for TargetModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let names: Vec<(&str, Role)> = self.rows.iter().map(|row| (row.name.as_str(), Role::Label)).collect();
        let said: Vec<String> = self.rows.iter().map(Row::words).collect();
        let top = size * text::LEADING + 8.0;
        let rows = rows(width, &names, top);
        let shares = self.rows.iter().map(|row| self.share(row)).fold(1.0, f64::max);
        let right = text::widest(said.iter().map(String::as_str), size, Weight::Bold) + 12.0;
        let scale = Scale::new((0.0, shares), (rows.left, (rows.right - right).max(rows.left + 60.0)));
        let (mut bars, mut words) = (Vec::new(), Vec::new());
        for ((row, middle), line) in self.rows.iter().zip(&rows.middles).zip(&said) {
            let role = if row.point.value.is_some() { Role::Value } else { Role::Muted };
            words.push(scene::text(role, Anchor::End, rows.right, scene::centred(*middle, size), line));
            bars.push(Item::Bar {
                class: if row.point.marks.unsettled() { "bar unsettled" } else { "bar" },
                x: rows.left,
                y: middle - rows.thickness / 2.0,
                width: scale.at(self.share(row)) - rows.left,
                height: rows.thickness,
            });
        }
        let mark = scale.at(1.0);
        let half = rows.thickness / 2.0 + 4.0;
        let marks: Vec<Step> =
            rows.middles.iter().flat_map(|y| [Step::Move(mark, y - half), Step::Draw(mark, y + half)]).collect();
        let mut items = vec![Item::Group("s1", bars), Item::Path("zero", rows.upright(rows.left, 2.0))];
        items.extend(scene::over_marks("goal", marks));
        let half = text::width("Target", size, Weight::Regular) / 2.0;
        items.push(scene::text(
            Role::Tick,
            Anchor::Middle,
            mark.min(width.units() - half).max(half),
            size * text::RISE,
            "Target",
        ));
        items.extend(rows.items.iter().cloned());
        items.extend(words);
        Scene { width, height: rows.bottom + 4.0, items }
    }
}

impl TargetModel {
    fn share(&self, row: &Row) -> f64 {
        row.point.value.map_or(0.0, |value| (to_f64(value) / to_f64(row.target)).clamp(0.0, 2.0))
    }
}

fn chart(ask: &Ask<'_, '_>, measures: &[&Measure], model: TargetModel) -> Chart {
    let what = match measures {
        [one] => clean(&one.label),
        many => format!("{} measures", many.len()),
    };
    let period = model.rows[0].point.period;
    let same = model.rows.iter().all(|row| row.point.period == period);
    let when = if same { format!(", {}", period.label()) } else { String::new() };
    let subtitle =
        ask.spec.subtitle.as_ref().map_or_else(|| format!("{what} against target{when}"), |text| clean(&text.text));
    let said: Vec<String> = model
        .rows
        .iter()
        .map(|row| match row.judgement() {
            "" => format!("{}: {}", row.name, row.words()),
            judged => format!("{}: {}, {judged}", row.name, row.words()),
        })
        .collect();
    let summary = format!("{}.", said.join("; "));
    let mut notes: Vec<String> =
        mark_notes(model.rows.iter().fold(Marks::default(), |m, row| m.and(row.point.marks))).collect();
    if model.rows.iter().any(|row| row.better == Polarity::Lower) {
        notes.insert(0, "Where lower is better, the bar should end before the target.".to_owned());
    }
    if model.rows.iter().any(|row| row.point.value.is_some_and(|value| to_f64(value) > 2.0 * to_f64(row.target))) {
        notes.push("Bars end at twice the target.".to_owned());
    }
    notes.extend(ask.spec.notes.iter().map(|note| clean(&note.text)));
    Chart {
        kind: "target",
        picture_name: format!("Bar chart of {} against target. Summary and data table follow.", count(&model)),
        summary: ask.spec.summary.as_ref().map_or(summary, |text| clean(&text.text)),
        table: table(&model, &subtitle),
        records: records(&model),
        notes,
        subtitle,
        model: Model::new(model),
    }
}

fn count(model: &TargetModel) -> String {
    match model.rows.as_slice() {
        [one] => one.name.clone(),
        many => format!("{} measures", many.len()),
    }
}

fn table(model: &TargetModel, caption: &str) -> DataTable {
    let columns = vec![
        Column::of_names("Measure"),
        Column::of_names("Period"),
        Column::of_numbers("Value"),
        Column::of_numbers("Target"),
        Column::of_numbers("Value as % of target"),
        Column::of_names("Target met"),
    ];
    let row = |row: &Row| {
        vec![
            Cell::header(&row.name),
            Cell::plain(capital(&row.point.period.label())),
            value_cell(row.point.value, row.point.marks, &row.shown),
            Cell::plain(row.shown.value(row.target)),
            Cell::plain(row.percent().unwrap_or_default()),
            Cell::plain(row.judgement()),
        ]
    };
    DataTable { caption: caption.to_owned(), columns, rows: model.rows.iter().map(row).collect() }
}

fn records(model: &TargetModel) -> Records {
    let record = |row: &Row| {
        vec![
            row.name.clone(),
            row.point.period.id(),
            exact(row.point.value),
            mark_letters(row.point.marks),
            exact(Some(row.target)),
            row.judgement().to_owned(),
        ]
    };
    Records {
        heading: vec!["measure", "period", "value", "marks", "target", "judgement"],
        rows: model.rows.iter().map(record).collect(),
    }
}
