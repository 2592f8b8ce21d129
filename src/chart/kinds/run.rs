//! `run`: a short series and its median: are there long runs on one side, or few crossings? The fallback of
//! `xmr` for fewer than 13 points.

use super::xmr::{one_series, refuse_overlap};
use crate::chart::ask::{Ask, OverTime};
use crate::chart::control::{self, ControlModel, Judged, Said};
use crate::chart::figure::Chart;
use crate::chart::kind::{Key, Kind};
use crate::chart::stats::{Lines, Rules, Verdict, run};
use crate::chart::strand::Strand;
use crate::chart::time;
use crate::chart::words::{capital, in_period};
use crate::data::number::to_f64;

/// The kind.
#[derive(Debug)]
pub struct Run;

/// The fewest points.
const FEWEST: usize = 6;

impl Kind for Run {
    fn name(&self) -> &'static str {
        "run"
    }

    fn purpose(&self) -> &'static str {
        "a short monthly series and its median; what `xmr` becomes under 13 points"
    }

    fn keys(&self) -> &'static [Key] {
        &[Key { name: "zero", meaning: "`true` makes the axis start at zero" }]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["focus"])?;
        let over_time = ask.over_time()?;
        let strand = one_series(ask, &over_time, "run")?;
        refuse_overlap(ask, &over_time)?;
        plan(ask, &over_time, strand, "run")
    }
}

/// Plans a run chart; `asked` is the kind the author named.
pub fn plan(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>, strand: &Strand, asked: &str) -> Option<Chart> {
    let measure = over_time.measures[0];
    let known = strand.valued().count();
    if known < FEWEST {
        let span = ask.place();
        let message = format!("`{}` has {known} values here; `{asked}` needs {FEWEST} and more", measure.id);
        ask.refuse("too-few-points", span, message, "use `type: columns` or `type: line`, or widen `from` and `to`");
        return None;
    }
    let values: Vec<Option<f64>> = strand.points.iter().map(|point| point.value.map(to_f64)).collect();
    let found = run::run(&values)?;
    let median = Lines {
        mean: found.median,
        lower: found.median,
        lower_two: found.median,
        upper_two: found.median,
        upper: found.median,
    };
    let points = strand
        .points
        .iter()
        .map(|point| Judged { point: point.clone(), lines: Some(median), phase: 0, verdict: Verdict::default() })
        .collect();
    let zero = ask.own_keys(|fields| fields.flag("zero")).flatten().unwrap_or(false);
    let model = ControlModel {
        points,
        centre: "Median",
        name: strand.name.clone(),
        shown: time::shown(over_time),
        better: measure.better,
        target: measure.target,
        zero,
        floor: None,
        flags: time::flags(ask, over_time)?,
    };
    let last = strand.valued().next_back();
    let latest = last.map_or_else(String::new, |(point, value)| {
        format!("{}: {} {}.", capital(&strand.name), model.shown.in_words(value), in_period(&point.period))
    });
    let (verdict, critical) = match found.critical {
        Some(critical) if found.longest > critical.longest || found.crossings < critical.crossings => {
            ("more than chance would make", Some(critical))
        }
        Some(critical) => ("no more than chance would make", Some(critical)),
        None => ("with nothing to tell from chance", None),
    };
    let summary = format!(
        "{latest} Median {}; longest run on one side {} points, {} crossings: {verdict}.",
        model.line_words(found.median),
        found.longest,
        found.crossings
    );
    let mut notes = Vec::new();
    if asked == "xmr" {
        notes.push("Fewer than 13 points make no limits: this is a run chart with a median.".to_owned());
    }
    if let Some(critical) = critical {
        notes.push(format!(
            "By chance a run of more than {} points, or fewer than {} crossings of the median, is rare (Anhøj and Olesen 2014).",
            critical.longest, critical.crossings
        ));
    }
    let said = Said { kind: "run", picture: "Run chart", summary, notes, rules: Rules::default() };
    Some(control::chart(ask, over_time, said, model))
}
