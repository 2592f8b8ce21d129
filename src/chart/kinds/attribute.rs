//! `p`, `u` and `c`: control charts of proportions, rates and counts, whose limits follow from how many were
//! counted. Where that is more than 1,000, Laney's correction is used: chance alone is then too small a
//! yardstick. Under 13 points there are no limits; then `run` is the chart.

use super::xmr::{one_series, options, refuse_overlap, warn_of_season};
use crate::chart::ask::{Ask, OverTime};
use crate::chart::control::{self, ControlModel, Said};
use crate::chart::figure::Chart;
use crate::chart::kind::{Key, Kind};
use crate::chart::rates::{self, Method, Rates};
use crate::chart::stats::attribute::{self as stats, Spread};
use crate::chart::stats::{Counted, Lines, rules};
use crate::chart::strand::{Point, Strand};
use crate::chart::table::{Cell, Column, exact};
use crate::chart::text::clean;
use crate::chart::time;
use crate::chart::words::capital;
use crate::data::number::{self, to_f64};
use crate::data::{Decimal, Unit};

/// Proportions.
#[derive(Debug)]
pub struct P;
/// Rates.
#[derive(Debug)]
pub struct U;
/// Counts.
#[derive(Debug)]
pub struct C;

const RULES: Key = Key { name: "rules", meaning: "the rule set: `mdc` (as usual), `nhs-excel`, `nhsr` or `wales`" };
const ZERO: Key = Key { name: "zero", meaning: "`true` makes the axis start at zero" };

impl Kind for P {
    fn name(&self) -> &'static str {
        "p"
    }

    fn purpose(&self) -> &'static str {
        "whether a monthly percentage is changing or only varying"
    }

    fn keys(&self) -> &'static [Key] {
        &[
            Key { name: "yes", meaning: "the measure that counts one answer" },
            Key { name: "n", meaning: "the measure that counts all who were asked" },
            RULES,
            ZERO,
        ]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ratio(ask, "p", Method::Proportion)
    }
}

impl Kind for U {
    fn name(&self) -> &'static str {
        "u"
    }

    fn purpose(&self) -> &'static str {
        "whether a monthly rate is changing or only varying"
    }

    fn keys(&self) -> &'static [Key] {
        &[
            Key { name: "events", meaning: "the measure that counts events" },
            Key { name: "population", meaning: "the measure that counts those among whom the events happened" },
            Key { name: "per", meaning: "how many of the population a rate is for: 1,000 unless given" },
            RULES,
            ZERO,
        ]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ratio(ask, "u", Method::Count)
    }
}

impl Kind for C {
    fn name(&self) -> &'static str {
        "c"
    }

    fn purpose(&self) -> &'static str {
        "whether a small monthly count is changing or only varying"
    }

    fn keys(&self) -> &'static [Key] {
        &[RULES, ZERO]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["focus"])?;
        let over_time = ask.over_time()?;
        let strand = one_series(ask, &over_time, "c")?;
        let count = |point: &Point| {
            point.value.filter(|value| *value >= Decimal::ZERO).map(|value| Counted { events: to_f64(value), of: 1.0 })
        };
        let counts: Vec<Option<Counted>> = strand.points.iter().map(count).collect();
        let note = "Limits: mean ± 3 square roots of the mean (Poisson).".to_owned();
        plan(ask, &over_time, "c", (&counts, stats::Chart::C), (1.0, note))
    }
}

/// A p or u chart of worked-out values.
fn ratio(ask: &mut Ask<'_, '_>, kind: &'static str, method: Method) -> Option<Chart> {
    ask.refuse_unused(&["focus", "at", "reference", "from", "to"])?;
    let Some(rates) = Rates::asked(ask)? else {
        let keys = if method == Method::Proportion { "`yes` and `n`" } else { "`events` and `population`" };
        let message = format!("a chart of type `{kind}` is worked out from {keys}");
        ask.refuse("missing-key", ask.spec.id.span, message, format!("add {keys}, each with the name of a measure"));
        return None;
    };
    let series = ask.series(rates.above)?;
    let series = match (series.as_slice(), rates.above.own()) {
        ([one], _) => *one,
        (_, Some(own)) => own,
        (_, None) => return None,
    };
    let (mut points, mut counts) = (Vec::new(), Vec::new());
    for observation in &series.observations {
        let below = rates::base(ask, &rates, series, &observation.period)?;
        let both = observation.value.zip(below);
        let worked = both.and_then(|(above, below)| rates.value(above, below));
        counts.push(both.filter(|_| worked.is_some()).map(|(a, b)| Counted { events: to_f64(a), of: to_f64(b) }));
        points.push(Point { value: worked.map(|(value, _)| value), interval: None, ..Point::of(observation) });
    }
    let shown = rates.shown(points.iter().filter_map(|point| point.value));
    let strands = vec![Strand { name: clean(rates.above.name_of(series)), points }];
    if counts.iter().all(Option::is_none) {
        ask.refuse_empty(rates.above);
        return None;
    }
    let over_time = OverTime { measures: vec![rates.above], strands, noun: "areas", shown: Some(shown) };
    let spread = Spread::for_sizes(&counts);
    let (chart, sigma) = match method {
        Method::Proportion => (stats::Chart::P(spread), "binomial"),
        Method::Count => (stats::Chart::U(spread), "Poisson"),
    };
    let laney = match spread {
        Spread::Laney => ", widened or narrowed to the variation between neighbouring points (Laney)",
        Spread::Chance => "",
    };
    let note = format!("Limits: mean ± 3 standard errors ({sigma}) at each point's own count{laney}.");
    let mut chart = plan(ask, &over_time, kind, (&counts, chart), (to_f64(rates.each), note))?;
    add_counts(&mut chart, &counts, [&rates.above.label, &rates.below.label]);
    Some(chart)
}

/// What each value was worked out from, in the table and in the file.
fn add_counts(chart: &mut Chart, counts: &[Option<Counted>], names: [&str; 2]) {
    let exactly = |count: f64| Decimal::try_from(count).map(|count| count.normalize()).ok();
    let both = |counted: &Counted| [exactly(counted.events), exactly(counted.of)];
    let pairs: Vec<[Option<Decimal>; 2]> = counts.iter().map(|one| one.as_ref().map_or([None; 2], both)).collect();
    let words = |count: Decimal| Cell::plain(number::format(count, None, &Unit::Named(String::new())));
    chart.table.columns.extend(names.map(|name| Column::of_numbers(clean(name))));
    for (row, pair) in chart.table.rows.iter_mut().zip(&pairs) {
        row.extend(pair.map(|count| count.map(words).unwrap_or_default()));
    }
    chart.records.heading.extend(["events", "of"]);
    for (record, pair) in chart.records.rows.iter_mut().zip(&pairs) {
        record.extend(pair.map(exact));
    }
}

/// The chart, or why there are too few points for one.
fn plan(
    ask: &mut Ask<'_, '_>,
    over_time: &OverTime<'_>,
    kind: &'static str,
    (counts, chart): (&[Option<Counted>], stats::Chart),
    (each, note): (f64, String),
) -> Option<Chart> {
    refuse_overlap(ask, over_time)?;
    let strand = &over_time.strands[0];
    let options = options(ask);
    let Ok(worked) = stats::attribute(counts, chart, &[]) else {
        let known = counts.iter().flatten().count();
        let message = format!("`{}` has {known} values here; limits need 13", over_time.measures[0].id);
        ask.refuse("too-few-points", ask.spec.id.span, message, "use `type: run` or `type: line`");
        return None;
    };
    let values: Vec<Option<f64>> = strand.points.iter().map(|point| point.value.map(to_f64)).collect();
    warn_of_season(ask, strand, &values);
    let verdicts = rules::judge(&worked.points, &options.rules);
    let times = |lines: Lines| Lines {
        mean: lines.mean * each,
        lower: lines.lower * each,
        lower_two: lines.lower_two * each,
        upper_two: lines.upper_two * each,
        upper: lines.upper * each,
    };
    let measure = over_time.measures[0];
    let model = ControlModel {
        points: control::judged(&strand.points, &worked.points, verdicts, times),
        centre: "Mean",
        name: strand.name.clone(),
        shown: time::shown(over_time),
        better: measure.better,
        target: measure.target.filter(|_| over_time.shown.is_none()),
        zero: options.zero,
        floor: Some(0.0),
        flags: time::flags(ask, over_time)?,
    };
    let notes = vec![note, format!("{}.", capital(&options.rules.words()))];
    let summary = model.summary(&options.rules);
    let said = Said { kind, picture: "Control chart", summary, notes, rules: options.rules };
    Some(control::chart(ask, over_time, said, model))
}
