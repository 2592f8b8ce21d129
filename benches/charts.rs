//! How long a chart takes on one core, from what its author wrote to both drawings, and how large they are:
//! `cargo bench`. In: made-up measures. Out: a line a chart and the time of a thousand. Nothing is asserted;
//! the aims are 0.2 ms a chart, 7,000 bytes for two lines of 40 points and 6,000 for 12 bars.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, clippy::disallowed_types)]

use std::hint::black_box;
use std::time::Instant;

use aimline::chart::{self, ChartSpec, Width};
use aimline::data::{Marks, Measure, Observation, Period, PeriodKind, Polarity, Sample, Series, Unit};
use aimline::report::yaml;
use aimline::source::tree::{Node, Value};
use aimline::source::{Span, text::sources};

const TIMES: u32 = 1000;

fn main() {
    measured("line, 2 × 40 points", "line", &measure(2, 40));
    measured("12 bars", "bars", &measure(12, 1));
    measured("xmr, 40 months", "xmr", &measure(1, 40));
    measured("8 multiples of 40 points", "multiples", &measure(8, 40));
}

fn span() -> Span {
    Span::new(sources("--- chart.yaml\nx\n").find("chart.yaml").unwrap().0, 0, 1)
}

/// Series that rise and fall without two points alike.
fn measure(series: usize, length: usize) -> Measure {
    let observation = |name: usize, at: usize| {
        let period = Period::month(2016 + (at / 12) as i16, (at % 12 + 1) as i8).unwrap();
        let value = (900 + 37 * name + (at * at * 31 + name * 17) % 211) as i64;
        Observation::new(period, Some(value.into()), Marks::default(), span())
    };
    let one = |name: usize| Series {
        name: format!("District {name}"),
        observations: (0..length).map(|at| observation(name, at)).collect(),
    };
    Measure {
        id: "m".to_owned(),
        label: "Burglaries recorded".to_owned(),
        unit: Unit::parse("offences").unwrap(),
        kind: PeriodKind::Month,
        better: Polarity::Lower,
        baseline: None,
        target: None,
        decimals: None,
        area: "District 0".to_owned(),
        comparator: None,
        sample: Sample::Unstated,
        sources: Vec::new(),
        series: (0..series).map(one).collect(),
        span: span(),
        files: Vec::new(),
    }
}

fn spec(kind: &str) -> ChartSpec {
    let text = format!("c: {{type: {kind}, of: m, title: \"1 chart\"}}\n");
    let (node, _) = yaml::read(&text, Span::new(span().file, 0, text.len()));
    let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("the chart is a map") };
    let (id, node) = &entries[0];
    ChartSpec::read(id, node, &mut Vec::new()).unwrap()
}

fn measured(name: &str, kind: &str, measure: &Measure) {
    let (spec, find) = (spec(kind), |_: &str| Some(measure));
    let drawn = || {
        let (chart, refused) = chart::plan(&spec, &find, &["m"]);
        let chart = chart.unwrap_or_else(|| panic!("{name}: {refused:?}"));
        [chart.draw(Width::Wide), chart.draw(Width::Narrow)]
    };
    let [wide, narrow] = drawn();
    let start = Instant::now();
    for _ in 0..TIMES {
        black_box(drawn());
    }
    let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES);
    let total = wide.len() + narrow.len();
    println!("{name}: {each:.3} ms, {total} bytes ({} wide, {} narrow)", wide.len(), narrow.len());
}
