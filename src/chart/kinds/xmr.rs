//! `xmr`: is a monthly (weekly, quarterly) series changing, or only varying? Mean and natural limits from
//! moving ranges, special causes by a named rule set. Totals that overlap, such as years ending, are refused:
//! they would signal where nothing changes. Fewer than 13 points make a run chart with a median instead.

use super::run;
use crate::chart::ask::{Ask, OverTime};
use crate::chart::control::{self, ControlModel, Said};
use crate::chart::figure::Chart;
use crate::chart::flags::Flag;
use crate::chart::kind::{Key, Kind};
use crate::chart::stats::season::{Extreme, season};
use crate::chart::stats::xmr::xmr;
use crate::chart::stats::{RuleSet, Rules, Screening, Segment, rules};
use crate::chart::strand::Strand;
use crate::chart::text::clean;
use crate::chart::time;
use crate::chart::words::capital;
use crate::data::date::month_name;
use crate::data::number::to_f64;
use crate::data::{Decimal, PeriodKind};
use crate::diag::Diagnostic;
use crate::source::tree::Text;

/// The kind.
#[derive(Debug)]
pub struct Xmr;

impl Kind for Xmr {
    fn name(&self) -> &'static str {
        "xmr"
    }

    fn purpose(&self) -> &'static str {
        "whether a monthly series is changing or only varying, with limits worked out from it"
    }

    fn keys(&self) -> &'static [Key] {
        &[
            Key { name: "rebase", meaning: "periods from which limits are worked out anew, each with the reason" },
            Key { name: "baseline", meaning: "how many points the limits are worked out from; usually all" },
            Key { name: "screen", meaning: "`true` leaves extreme moving ranges out, once (Nelson)" },
            Key { name: "rules", meaning: "the rule set: `mdc` (as usual), `nhs-excel`, `nhsr` or `wales`" },
            Key { name: "shift", meaning: "how many points in a row on one side of the mean make a shift" },
            Key { name: "trend", meaning: "how many points in a row rising or falling make a trend" },
            Key { name: "zero", meaning: "`true` makes the axis start at zero" },
        ]
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["focus"])?;
        let over_time = ask.over_time()?;
        let strand = one_series(ask, &over_time, "xmr")?;
        refuse_overlap(ask, &over_time)?;
        let options = options(ask);
        let rebases = rebases(ask, &over_time, &options.rebase)?;
        let mut segments: Vec<Segment> =
            rebases.iter().map(|(from, _)| Segment { from: *from, baseline: None }).collect();
        if options.baseline.is_some() {
            segments.insert(0, Segment { from: 0, baseline: options.baseline });
        }
        let values: Vec<Option<f64>> = strand.points.iter().map(|point| point.value.map(to_f64)).collect();
        warn_of_season(ask, strand, &values);
        let Ok(worked) = xmr(&values, &segments, options.screening) else {
            return run::plan(ask, &over_time, strand, "xmr");
        };
        let verdicts = rules::judge(&worked.points, &options.rules);
        let measure = over_time.measures[0];
        let shown = time::shown(&over_time);
        let target = measure.target;
        let points = control::judged(&strand.points, &worked.points, verdicts, |lines| lines);
        let mut flags = time::flags(ask, &over_time)?;
        flags.extend(rebases.into_iter().map(|(at, reason)| rebase_flag(strand, at, reason)));
        flags.sort_by(|a, b| a.day.total_cmp(&b.day));
        let counts = strand.valued().all(|(_, value)| value >= Decimal::ZERO);
        let model = ControlModel {
            points,
            centre: "Mean",
            name: strand.name.clone(),
            shown,
            better: measure.better,
            target,
            zero: options.zero,
            floor: counts.then_some(0.0),
            flags,
        };
        let summary = model.summary(&options.rules);
        let mut notes = vec![limits_note(&worked, &options)];
        notes.push(format!("{}.", capital(&options.rules.words())));
        let said = Said { kind: "xmr", picture: "Control chart", summary, notes, rules: options.rules };
        Some(control::chart(ask, &over_time, said, model))
    }
}

/// The one series of a control chart.
pub fn one_series<'s>(ask: &mut Ask<'_, '_>, over_time: &'s OverTime<'_>, kind: &str) -> Option<&'s Strand> {
    if over_time.strands.len() > 1 {
        let span = ask.place();
        let message = format!("`{kind}` shows one series, and there are {} here", over_time.strands.len());
        ask.refuse("too-many-series", span, message, "name one of them under `series`");
        return None;
    }
    over_time.strands.first()
}

/// Values that share data with their neighbours look as if they were changing.
pub fn refuse_overlap(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>) -> Option<()> {
    let measure = over_time.measures[0];
    let span = ask.place();
    let overlaps = over_time.strands[0].points.windows(2).any(|pair| pair[0].period.overlaps(&pair[1].period));
    if overlaps || matches!(measure.kind, PeriodKind::YearEnding | PeriodKind::YearToDate) {
        let message = format!("`{}` counts periods that overlap, which a control chart takes for change", measure.id);
        ask.refuse("overlapping-periods", span, message, "give monthly or quarterly values, or use `type: line`");
        return None;
    }
    if !matches!(measure.kind, PeriodKind::Month | PeriodKind::Quarter | PeriodKind::Day) {
        let message = format!(
            "`{}` is counted by {}; a control chart needs months, weeks or quarters",
            measure.id,
            measure.kind.with_article()
        );
        ask.refuse("unlike-periods", span, message, "give monthly or quarterly values, or use `type: line`");
        return None;
    }
    Some(())
}

/// A season looks like special cause: whoever reads the chart has to know.
pub fn warn_of_season(ask: &mut Ask<'_, '_>, strand: &Strand, values: &[Option<f64>]) {
    let Some(first) = strand.points.first().map(|point| point.period) else { return };
    let whole = strand.points.windows(2).all(|pair| pair[1].period.previous() == Some(pair[0].period));
    if first.kind() != PeriodKind::Month || !whole {
        return;
    }
    let Some(found) = season(first.end().month().unsigned_abs(), values) else { return };
    let name = month_name(i8::try_from(found.month).unwrap_or(1));
    let extreme = if found.extreme == Extreme::Highest { "highest" } else { "lowest" };
    let span = ask.spec.of.first().map_or(ask.spec.id.span, |name| name.span);
    let message = format!("{name} is the {extreme} month of each of three years: the series has a season");
    let help = "compare with the same month a year before; limits take a season for change";
    ask.diagnostics.push(Diagnostic::warning("seasonal-series", message).at(span, "").help(help));
}

/// What the author settles.
pub struct Options {
    /// By which rules points are judged.
    pub rules: Rules,
    screening: Screening,
    baseline: Option<usize>,
    rebase: Vec<(Text, Text)>,
    /// Whether the axis starts at zero.
    pub zero: bool,
}

/// Reads the options.
pub fn options(ask: &mut Ask<'_, '_>) -> Options {
    let read = ask.own_keys(|fields| {
        let names = RuleSet::ALL.map(RuleSet::name);
        let mut rules: Rules =
            fields.choice("rules", &names).map_or(RuleSet::default(), |(at, _)| RuleSet::ALL[at]).into();
        let length = |count: Option<(u32, _)>| count.map(|(count, _)| count.clamp(3, 100) as usize);
        rules.shift = length(fields.count("shift")).unwrap_or(rules.shift);
        rules.trend = length(fields.count("trend")).unwrap_or(rules.trend);
        let screen = fields.flag("screen").unwrap_or(false);
        let baseline = fields.count("baseline").map(|(count, _)| count as usize);
        let rebase =
            fields.entries("rebase").iter().filter_map(|(when, why)| Some((when.clone(), why.as_text()?))).collect();
        Options {
            rules,
            screening: if screen { Screening::Nelson } else { Screening::Off },
            baseline,
            rebase,
            zero: fields.flag("zero").unwrap_or(false),
        }
    });
    read.unwrap_or(Options {
        rules: Rules::default(),
        screening: Screening::Off,
        baseline: None,
        rebase: Vec::new(),
        zero: false,
    })
}

/// Where limits start anew, by the point's place, with the reason.
fn rebases(ask: &mut Ask<'_, '_>, over_time: &OverTime<'_>, written: &[(Text, Text)]) -> Option<Vec<(usize, String)>> {
    let points = &over_time.strands[0].points;
    let mut found = Vec::new();
    for (when, why) in written {
        let period = ask.period(when, over_time.measures[0].kind)?;
        let Some(at) = points.iter().position(|point| point.period == period) else {
            ask.refuse(
                "unknown-period",
                when.span,
                format!("the chart shows no {period}"),
                "name a period that the chart shows",
            );
            return None;
        };
        found.push((at, clean(&why.text)));
    }
    found.sort_unstable();
    Some(found)
}

fn rebase_flag(strand: &Strand, at: usize, reason: String) -> Flag {
    let here = strand.points[at].period.middle_day() as f64;
    let before = at.checked_sub(1).map_or(here, |before| strand.points[before].period.middle_day() as f64);
    Flag { day: f64::midpoint(here, before), class: "break", words: reason, short: "new limits".to_owned() }
}

fn limits_note(worked: &crate::chart::stats::Xmr, options: &Options) -> String {
    let screened: usize =
        worked.phases.iter().filter_map(|(_, estimate)| estimate.map(|estimate| estimate.screened)).sum();
    let basis: Vec<String> = worked.phases.iter().map(|(phase, _)| phase.basis.to_string()).collect();
    let screening = match options.screening {
        Screening::Off => String::new(),
        Screening::Nelson => format!(", leaving out {screened} extreme ranges (Nelson)"),
    };
    format!("Limits: mean ± 2.66 times the mean moving range of {} points{screening}.", basis.join(" and "))
}
