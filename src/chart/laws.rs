//! Laws that every kind of chart keeps for any data: a chart is drawn or a diagnostic says why not; no two
//! texts overlap and none leaves the drawing; what is written is well-formed and finite.

#![allow(clippy::unwrap_used)]

use super::scene::{Extent, Width};
use super::{Chart, ChartSpec, kinds, plan};
use crate::data::{Decimal, Mark, Marks, Measure, Observation, Period, PeriodKind, Polarity, Sample, Series, Unit};
use crate::source::tree::{Node, Text, Value};
use crate::source::{Span, text::sources};
use proptest::prelude::*;
use proptest::test_runner::TestError;

const NAMES: [&str; 16] = [
    "West Midlands",
    "A",
    "Most similar forces group average for the year",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "</text><script>alert(1)</script>",
    "مدينة برمنغهام الكبرى",
    "ਪੱਛਮੀ ਮਿਡਲੈਂਡਜ਼",
    "Việt Nam e\u{301}\u{301}\u{301}\u{302}",
    "👩‍👩‍👧‍👦 families 🏳️‍🌈",
    "西部中央地区の犯罪率に関する統計",
    "\u{202e}reversed\u{7} \u{0}control",
    "=cmd|' /C calc'!A0",
    "Caerdydd a Bro Morgannwg",
    "a very long name that goes on and on about the area it is the name of, which is larger than any other \
     area of the country, and further than most people would care to read, until it has two hundred characters",
    "Ω",
    "£ & < > \" '",
];

/// What a random chart is made from.
#[derive(Debug, Clone)]
struct Recipe {
    kind: PeriodKind,
    series: Vec<Vec<(Option<i64>, u8)>>,
    names: usize,
    scale: u32,
    unit: usize,
    target: Option<i64>,
    focus: bool,
    reference: bool,
    options: u8,
    gap: usize,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let family = prop_oneof![
        3 => (0..40_000i64).boxed(),
        1 => (-500..500i64).boxed(),
        1 => Just(7i64).boxed(),
        1 => Just(0i64).boxed(),
        1 => (0..3i64).boxed(),
        1 => (-999_999_999_999_999..999_999_999_999_999i64).boxed(),
    ];
    let kinds = prop::sample::select(vec![
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::CalendarYear,
        PeriodKind::FinancialYear,
        PeriodKind::YearEnding,
        PeriodKind::Day,
    ]);
    let shape = (
        prop_oneof![2 => Just(1usize), 2 => 2..5usize, 1 => 5..14usize, 1 => 15..24usize],
        prop_oneof![3 => 1..13usize, 2 => 13..60usize],
    );
    (family.prop_map(|_| ()), kinds, shape, 0..6u8).prop_flat_map(|((), kind, (count, length), family)| {
        let value = match family {
            0 => (0..40_000i64).boxed(),
            1 => (-500..500i64).boxed(),
            2 => Just(7i64).boxed(),
            3 => Just(0i64).boxed(),
            4 => (0..3i64).boxed(),
            _ => (-999_999_999_999_999..999_999_999_999_999i64).boxed(),
        };
        let cell = (prop::option::weighted(0.9, value.clone()), 0..40u8);
        let series = prop::collection::vec(prop::collection::vec(cell, length), count);
        let rest = (0..16usize, 0..4u32, 0..5usize, prop::option::weighted(0.3, value), any::<(bool, bool)>());
        (Just(kind), series, rest, any::<u8>(), 1..4usize).prop_map(
            |(kind, series, (names, scale, unit, target, (focus, reference)), options, gap)| Recipe {
                kind,
                series,
                names,
                scale,
                unit,
                target,
                focus,
                reference,
                options,
                gap,
            },
        )
    })
}

fn period(kind: PeriodKind, at: usize) -> Period {
    let (year, month) = (1990 + (at / 12) as i16, (at % 12 + 1) as i8);
    match kind {
        PeriodKind::Month => Period::month(year, month),
        PeriodKind::Quarter => Period::quarter(1990 + (at / 4) as i16, (at % 4 + 1) as i8),
        PeriodKind::CalendarYear => Period::calendar_year(1990 + at as i16),
        PeriodKind::FinancialYear => Period::financial_year(1990 + at as i16),
        PeriodKind::YearEnding => Period::year_ending(year, month),
        _ => Period::day(crate::data::date::date(year, month, 1).unwrap()),
    }
    .unwrap()
}

fn span() -> Span {
    let sources = sources("--- chart.yaml\nx\n");
    Span::new(sources.find("chart.yaml").unwrap().0, 0, 1)
}

fn text(words: &str) -> Text {
    Text { text: words.to_owned(), span: span() }
}

fn measure(recipe: &Recipe) -> Measure {
    let name = |at: usize| format!("{} {}", NAMES[(recipe.names + at) % NAMES.len()], if at < 16 { "" } else { "II" });
    let observation = |at: usize, (value, marks): &(Option<i64>, u8)| {
        let marks: Marks = match marks {
            0..=3 => Some(Mark::Provisional),
            4 => Some(Mark::Break),
            5 => Some(Mark::Confidential),
            _ => None,
        }
        .into_iter()
        .collect();
        let value = value.filter(|_| !marks.withhold()).map(|value| Decimal::new(value, recipe.scale));
        let mut observation = Observation::new(period(recipe.kind, at * recipe.gap), value, marks, span());
        observation.interval = value.filter(|_| recipe.options & 8 != 0).map(|v| (v - Decimal::TWO, v + Decimal::TEN));
        observation
    };
    let series: Vec<Series> = recipe
        .series
        .iter()
        .enumerate()
        .map(|(at, values)| Series {
            name: name(at).trim().to_owned(),
            observations: values.iter().enumerate().map(|(at, value)| observation(at, value)).collect(),
        })
        .collect();
    let units =
        ["%", "£", "offences", "per 1,000 people in the area that is covered by this force and its neighbours", "d"];
    Measure {
        id: "m".to_owned(),
        label: NAMES[recipe.names].to_owned(),
        unit: Unit::parse(units[recipe.unit]).unwrap(),
        kind: recipe.kind,
        better: [Polarity::Lower, Polarity::Higher, Polarity::Neither][recipe.unit % 3],
        baseline: Some(period(recipe.kind, 2 * recipe.gap)),
        target: recipe.target.map(|value| Decimal::new(value, recipe.scale)),
        decimals: (recipe.options & 16 != 0).then_some(1),
        area: series[0].name.clone(),
        comparator: None,
        sample: Sample::Unstated,
        sources: Vec::new(),
        series,
        span: span(),
        files: Vec::new(),
    }
}

/// What the values of `measure` are counted in: more than most of them.
fn base(measure: &Measure) -> Measure {
    let mut base = measure.clone();
    for observation in base.series.iter_mut().flat_map(|series| &mut series.observations) {
        let day = observation.period.end_day().rem_euclid(900);
        observation.value = Some(Decimal::from(40_000 + day));
    }
    base
}

fn spec(kind: &str, recipe: &Recipe, measure: &Measure) -> ChartSpec {
    let scalar = |words: &str| Node { value: Value::Text(words.to_owned()), span: span() };
    let measures = match kind {
        "p" => vec![(text("yes"), scalar("m")), (text("n"), scalar("n"))],
        "u" | "funnel" => vec![(text("events"), scalar("m")), (text("population"), scalar("n"))],
        _ => vec![(text("of"), scalar("m"))],
    };
    let mut entries = vec![(text("type"), scalar(kind))];
    entries.extend(measures);
    if kind == "compare" {
        let rows = ["latest", "baseline"].map(scalar).into_iter();
        let rows = rows.chain(measure.series.iter().skip(1).map(|series| scalar(&series.name))).take(12).collect();
        entries.push((text("rows"), Node { value: Value::List(rows), span: span() }));
        return read(entries);
    }
    if recipe.focus && ["line", "bars", "dots", "change", "slope", "share", "multiples"].contains(&kind) {
        entries.push((text("focus"), scalar(&measure.series[0].name)));
    }
    if let (true, Some(last)) = (recipe.reference && ["bars", "dots"].contains(&kind), measure.series.last()) {
        entries.push((text("reference"), scalar(&last.name)));
    }
    if matches!(kind, "line" | "dots") && recipe.options & 1 != 0 {
        entries.push((text("zero"), scalar("false")));
    }
    if recipe.options & 2 != 0 && ["line", "xmr", "c", "p"].contains(&kind) {
        let note = |at: usize| {
            let when = period(recipe.kind, at.min(recipe.series[0].len() - 1) * recipe.gap);
            (text(&when.id()), scalar(NAMES[(recipe.names + at) % NAMES.len()]))
        };
        let notes = vec![note(0), note(1)];
        entries.push((text("annotate"), Node { value: Value::Map(notes), span: span() }));
    }
    if recipe.options & 4 != 0 {
        let some = measure.series.iter().take(4).map(|series| scalar(&series.name)).collect();
        entries.push((text("series"), Node { value: Value::List(some), span: span() }));
    }
    read(entries)
}

fn read(entries: Vec<(Text, Node)>) -> ChartSpec {
    let node = Node { value: Value::Map(entries), span: span() };
    let mut diagnostics = Vec::new();
    let spec = ChartSpec::read(&text("c"), &node, &mut diagnostics).unwrap();
    assert_eq!(diagnostics, []);
    spec
}

fn check(kind: &str, recipe: &Recipe) -> Result<bool, TestCaseError> {
    let measure = measure(recipe);
    let spec = spec(kind, recipe, &measure);
    let base = base(&measure);
    let find = |name: &str| [("m", &measure), ("n", &base)].into_iter().find(|(id, _)| *id == name).map(|(_, m)| m);
    let (chart, diagnostics) = plan(&spec, &find, &["m"]);
    let Some(chart) = chart else {
        prop_assert!(!diagnostics.is_empty(), "a refusal says why");
        return Ok(false);
    };
    for width in [Width::Wide, Width::Narrow] {
        check_texts(&chart, width)?;
        check_svg(&chart.draw(width))?;
    }
    prop_assert_eq!(&chart, &plan(&spec, &find, &["m"]).0.unwrap());
    let table = chart.table();
    prop_assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    Ok(true)
}

fn check_texts(chart: &Chart, width: Width) -> Result<(), TestCaseError> {
    let scene = chart.model.scene(width);
    let texts = scene.texts();
    let boxes: Vec<Extent> = texts.iter().map(|line| line.extent(width.text_size())).collect();
    for (at, extent) in boxes.iter().enumerate() {
        let inside = extent.left >= -0.6
            && extent.right <= width.units() + 0.6
            && extent.top >= -0.6
            && extent.bottom <= scene.height + 0.6;
        prop_assert!(inside, "{width:?} {:?} at {extent:?} leaves {} x {}", texts[at], width.units(), scene.height);
        for (other, second) in boxes.iter().enumerate().skip(at + 1) {
            let tight = Extent {
                left: extent.left + 0.2,
                right: extent.right - 0.2,
                top: extent.top + 0.2,
                bottom: extent.bottom - 0.2,
            };
            prop_assert!(!tight.overlaps(second), "{width:?} {:?} lies on {:?}", texts[at], texts[other]);
        }
    }
    Ok(())
}

fn check_svg(svg: &str) -> Result<(), TestCaseError> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut depth, mut names) = (0, Vec::new());
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(tag)) => {
                depth += 1;
                names.push(AsRef::<str>::as_ref(&tag.name()).to_owned());
            }
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(_) => {}
            Err(error) => prop_assert!(false, "{error}: {svg}"),
        }
    }
    prop_assert_eq!(depth, 0);
    prop_assert!(names.iter().all(|name| ["svg", "g", "text"].contains(&name.as_str())), "{names:?}");
    let legal = |c: char| c == '\n' || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}');
    prop_assert!(svg.chars().all(legal) && !svg.contains("NaN") && !svg.contains("inf\""));
    Ok(())
}

#[allow(clippy::disallowed_methods)]
fn cases() -> u32 {
    std::env::var("CHART_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

#[test]
fn charts_of_any_data_are_readable_or_refused() {
    let mut broken = Vec::new();
    for kind in kinds::ALL {
        let config = ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() };
        let drawn = std::cell::Cell::new(0);
        let result = proptest::test_runner::TestRunner::new(config).run(&recipe(), |recipe| {
            drawn.set(drawn.get() + u32::from(check(kind.name(), &recipe)?));
            Ok(())
        });
        match result {
            Ok(()) => assert!(drawn.get() > 0, "{}: nothing was drawn", kind.name()),
            Err(TestError::Fail(why, recipe)) => broken.push(format!("{}: {why}\n  {recipe:?}", kind.name())),
            Err(error) => broken.push(format!("{}: {error}", kind.name())),
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
