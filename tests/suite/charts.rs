//! Charts a person can open. Each `tests/charts/<name>.txt` has the measures, the chart and the data; beside
//! it stand both drawings as SVG and, under `--- said`, everything that is said of them.
//! `ACCEPT=1 cargo test charts` writes what is drawn today; read the difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use aimline::chart::{self, Chart, ChartSpec, Form, Width};
use aimline::data::{Decimal, Mark, Marks, Measure, Number, Observation, Period, PeriodKind, Polarity, Series, Unit};
use aimline::diag::text::{Palette, render};
use aimline::diag::{self, Diagnostic};
use aimline::report::yaml;
use aimline::source::tree::{Node, Text, Value};
use aimline::source::{FileId, Sources, Span};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts")
}

/// The fixtures, by name.
fn fixtures() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn planned(fixture: &str) -> (Option<Chart>, Vec<Diagnostic>, Sources) {
    let sources = aimline::source::text::sources(fixture);
    let (file, source) = sources.find("chart.yaml").unwrap();
    let text = std::str::from_utf8(&source.bytes).unwrap();
    let (node, mut diagnostics) = yaml::read(text, Span::new(file, 0, text.len()));
    let root = node.unwrap();
    let measures: Vec<Measure> =
        entries(&root, "measures").iter().map(|(id, node)| measure(&sources, id, node)).collect();
    let (id, node) = &entries(&root, "charts")[0];
    let spec = ChartSpec::read(id, node, &mut diagnostics);
    let known: Vec<&str> = measures.iter().map(|measure| measure.id.as_str()).collect();
    let find = |name: &str| measures.iter().find(|measure| measure.id == name);
    let (chart, more) = spec.map(|spec| chart::plan(&spec, &find, &known)).unwrap_or_default();
    diagnostics.extend(more);
    diag::sort(&mut diagnostics);
    (chart, diagnostics, sources)
}

fn entries<'a>(node: &'a Node, key: &str) -> &'a [(Text, Node)] {
    match get(node, key).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries,
        _ => panic!("the fixture has a map `{key}`"),
    }
}

fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|(name, _)| name.text == key).map(|(_, node)| node),
        _ => None,
    }
}

/// A measure from a wide table of its own: the first column is the period.
fn measure(sources: &Sources, id: &Text, node: &Node) -> Measure {
    let text = |key: &str| get(node, key).and_then(Node::as_text).map(|text| text.text);
    let kind = PeriodKind::parse(&text("period").unwrap()).unwrap();
    let (file, source) = sources.find(&text("data").unwrap()).unwrap();
    let series = table(std::str::from_utf8(&source.bytes).unwrap(), file, kind);
    Measure {
        id: id.text.clone(),
        label: text("label").unwrap_or_else(|| id.text.clone()),
        unit: Unit::parse(&text("unit").unwrap()).unwrap(),
        kind,
        better: match text("better").as_deref() {
            Some("lower") => Polarity::Lower,
            Some("higher") => Polarity::Higher,
            _ => Polarity::Neither,
        },
        baseline: text("baseline").map(|text| Period::parse(&text, Some(kind)).unwrap()),
        target: text("target").map(|text| text.parse().unwrap()),
        decimals: text("decimals").map(|text| text.parse().unwrap()),
        area: series.first().map(|series| series.name.clone()).unwrap_or_default(),
        comparator: text("comparator"),
        sample: aimline::data::Sample::Unstated,
        sources: Vec::new(),
        series,
        span: id.span,
        files: vec![text("data").unwrap()],
    }
}

fn table(text: &str, file: FileId, kind: PeriodKind) -> Vec<Series> {
    let mut lines = text.lines();
    let names = lines.next().unwrap().split(',').skip(1);
    let mut series: Vec<Series> =
        names.map(|name| Series { name: name.to_owned(), observations: Vec::new() }).collect();
    for line in lines {
        let mut cells = line.split(',');
        let period = Period::parse(cells.next().unwrap(), Some(kind)).unwrap();
        for (series, cell) in series.iter_mut().zip(cells) {
            series.observations.push(observation(period, cell, Span::new(file, 0, 0)));
        }
    }
    series
}

fn observation(period: Period, cell: &str, span: Span) -> Observation {
    let (value, marks) = cell.split_once('[').unwrap_or((cell, ""));
    let (value, interval) = value.split_once(';').map_or((value, None), |(value, range)| {
        let (low, high) = range.trim().split_once(' ').unwrap();
        (value, Some((low.parse().unwrap(), high.parse().unwrap())))
    });
    let marks: Marks = marks.trim_end_matches(']').split(' ').filter_map(Mark::from_letters).collect();
    let value: Option<Decimal> = Number::parse(value.trim()).ok().map(|number| number.value);
    Observation { interval, ..Observation::new(period, value, marks, span) }
}

fn said(chart: Option<&Chart>, diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = render(sources, diagnostics, Palette::Plain);
    let Some(chart) = chart else { return text };
    if let Form::Tile(tile) = chart.form() {
        writeln!(text, "tile: {} {} {} {}\nchange: {}", tile.value, tile.unit, tile.marks, tile.when, tile.change)
            .unwrap();
        writeln!(text, "line: {}", if tile.trend.is_empty() { "none" } else { "drawn" }).unwrap();
    }
    writeln!(text, "picture: {}\nsubtitle: {}\nsummary: {}", chart.picture_name(), chart.subtitle(), chart.summary())
        .unwrap();
    chart.notes().iter().for_each(|note| writeln!(text, "note: {note}").unwrap());
    let table = chart.table();
    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    writeln!(text, "\n{}\n{}", table.caption, headings.join(" | ")).unwrap();
    for row in &table.rows {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("{} {}", cell.text, cell.marks).trim().to_owned()).collect();
        writeln!(text, "{}", cells.join(" | ")).unwrap();
    }
    writeln!(text, "\n{}", chart.csv()).unwrap();
    text
}

/// A drawing as a file of its own: with the name space HTML does without, and the built-in colours.
fn file(svg: &str) -> String {
    let sheet = "<?xml-stylesheet type=\"text/css\" href=\"../../themes/default/static/chart.css\"?>";
    format!("{sheet}\n{}\n", svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1))
}

#[test]
fn charts_are_drawn_as_they_were() {
    let accept = std::env::var_os("ACCEPT").is_some();
    let mut different = Vec::new();
    for (name, fixture) in fixtures() {
        let (input, _) = fixture.split_once("--- said\n").unwrap_or((&fixture, ""));
        let (chart, diagnostics, sources) = planned(input);
        let said = said(chart.as_ref(), &diagnostics, &sources);
        let mut files = vec![(format!("{name}.txt"), format!("{input}--- said\n{said}"))];
        if let Some(chart) = chart.as_ref().filter(|chart| chart.form() == Form::Drawing) {
            for width in [Width::Wide, Width::Narrow] {
                files.push((format!("{name}.{}.svg", width.name()), file(&chart.draw(width))));
            }
        }
        for (file, content) in files {
            let path = folder().join(&file);
            if accept {
                std::fs::write(&path, content).unwrap();
            } else if std::fs::read_to_string(&path).unwrap_or_default() != content {
                different.push(file);
            }
        }
    }
    assert!(different.is_empty(), "drawn otherwise: {different:?}; look, then `ACCEPT=1 cargo test charts`");
}
