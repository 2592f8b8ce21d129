//! What the scorecard says of measures written as one line a period.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::data::{Number, PeriodKind, Sample};
use crate::source::Span;

/// A measure of `kind` whose first series holds `rows` (`2016-03 22,400 [p]`), told by `adapt` what else it is.
fn measure(kind: PeriodKind, rows: &[&str], adapt: impl Fn(&mut Measure)) -> Measure {
    let sources = crate::source::text::sources("--- a\n");
    let span = Span::new(sources.iter().next().unwrap().0, 0, 0);
    let observation = |row: &&str| {
        let mut parts = row.split_whitespace();
        let period = Period::parse(&parts.next().unwrap().replace('~', " "), Some(kind)).unwrap();
        let (marks, values): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.starts_with('['));
        let marks = marks.iter().map(|mark| Mark::from_letters(mark.trim_matches(['[', ']'])).unwrap()).collect();
        let value = values.first().map(|value| Number::parse(value).unwrap().value);
        Observation::new(period, value, marks, span)
    };
    let mut measure = Measure {
        id: "m".into(),
        label: "Measure".into(),
        unit: Unit::Named("offences".into()),
        kind,
        better: Polarity::Lower,
        baseline: None,
        target: None,
        decimals: None,
        area: "Ours".into(),
        comparator: None,
        sample: Sample::Unstated,
        sources: Vec::new(),
        series: vec![Series { name: "Ours".into(), observations: rows.iter().map(observation).collect() }],
        span,
        files: Vec::new(),
    };
    adapt(&mut measure);
    measure
}

fn check(measure: &Measure, latest: &str, change: &str) {
    let standing = standing(measure);
    let shown = standing.latest.map(|shown| format!("{} in {}", shown.with_unit(), shown.period.label()));
    assert_eq!(shown.unwrap_or_default(), latest);
    assert_eq!(standing.change.map(|change| change.words).unwrap_or_default(), change);
}

const YE: PeriodKind = PeriodKind::YearEnding;

fn from_2016(measure: &mut Measure) {
    measure.baseline = Period::parse("2016-03", Some(measure.kind)).ok();
}

#[test]
fn a_count_changes_by_per_cent_of_its_baseline() {
    let rows = ["2016-03 22,400", "2019-03 30,000", "2019-06 28,648 [p]"];
    let latest = "28,648 offences in year ending June 2019";
    check(&measure(YE, &rows, from_2016), latest, "28% higher than year ending March 2016: worse");
    let higher = |m: &mut Measure| (from_2016(m), m.better = Polarity::Higher).1;
    check(&measure(YE, &rows, higher), latest, "28% higher than year ending March 2016: better");
    let neither = |m: &mut Measure| (from_2016(m), m.better = Polarity::Neither).1;
    check(&measure(YE, &rows, neither), latest, "28% higher than year ending March 2016");
    // 1,232 to 1,094 is a fall of 11.2%, not of 13%.
    let rows = ["2016-03 1232", "2018-03 1094"];
    check(
        &measure(YE, &rows, from_2016),
        "1,094 offences in year ending March 2018",
        "11% lower than year ending March 2016: better",
    );
}

#[test]
fn small_and_impossible_percentages_are_said_as_they_are() {
    let said = |base: &str, value: &str| {
        let rows = [format!("2016-03 {base}"), format!("2019-03 {value}")];
        let change = standing(&measure(YE, &[&rows[0], &rows[1]], from_2016)).change.unwrap();
        (change.amount.unwrap(), change.verdict)
    };
    assert_eq!(said("1000", "1005"), ("+0.5%".into(), Verdict::Worse));
    assert_eq!(said("10000", "9999"), ("less than 0.1%".into(), Verdict::Better));
    assert_eq!(said("0", "5"), ("+5".into(), Verdict::Worse));
    assert_eq!(said("7", "7.0"), ("0%".into(), Verdict::Unchanged));
    assert_eq!(said("-5", "5"), ("+10".into(), Verdict::Worse));
}

#[test]
fn a_percentage_changes_by_points() {
    let percent = |m: &mut Measure| {
        (m.unit, m.better, m.area) = (Unit::Percent, Polarity::Higher, "Ours".into());
        from_2016(m);
    };
    check(
        &measure(YE, &["2016-03 66%", "2019-03 62%"], percent),
        "62% in year ending March 2019",
        "4 points lower than year ending March 2016: worse",
    );
    check(
        &measure(YE, &["2016-03 61", "2019-03 62"], percent),
        "62% in year ending March 2019",
        "1 point higher than year ending March 2016: better",
    );
    check(
        &measure(YE, &["2016-03 60.4", "2019-03 62.1"], percent),
        "62.1% in year ending March 2019",
        "1.7 points higher than year ending March 2016: better",
    );
}

#[test]
fn without_a_baseline_the_figure_before_counts_unless_it_shares_days() {
    let rows = ["2018-06 100", "2019-03 130", "2019-06 120"];
    check(
        &measure(YE, &rows, |_| {}),
        "120 offences in year ending June 2019",
        "20% higher than year ending June 2018, the figure before: worse",
    );
    let rows = ["2019-03 100", "2019-04 [x]", "2019-05 90"];
    check(
        &measure(PeriodKind::Month, &rows, |_| {}),
        "90 offences in May 2019",
        "10% lower than March 2019, the figure before: better",
    );
    check(&measure(YE, &["2019-06 120"], |_| {}), "120 offences in year ending June 2019", "no earlier figure");
}

#[test]
fn nothing_is_compared_that_must_not_be() {
    for (rows, expect) in [
        (
            &["2016-03 100", "2018-03 [b] 90", "2019-03 80"][..],
            "not comparable with year ending March 2016: the series has a break at year ending March 2018",
        ),
        (&["2016-03 100 [b]", "2019-03 80"], "20% lower than year ending March 2016: better"),
        (&["2017-03 100", "2019-03 80"], "no figure for year ending March 2016, the baseline"),
        (&["2016-03 [c]", "2019-03 80"], "no figure for year ending March 2016, the baseline"),
        (&["2016-03 80"], "the latest figure is that of year ending March 2016, the baseline"),
        (&["2015-03 80", "2016-03 [x]"], "no figure for year ending March 2016, the baseline"),
    ] {
        let change = standing(&measure(YE, rows, from_2016)).change.unwrap();
        assert_eq!(change.words, expect);
        assert_eq!(change.verdict == Verdict::NotComparable, change.amount.is_none());
    }
    let ytd = PeriodKind::YearToDate;
    let months = measure(ytd, &["2018/19~YTD~to~2018-09 500", "2019/20~YTD~to~2019-06 300"], |_| {});
    let words = standing(&months).change.unwrap().words;
    assert!(words.starts_with("not comparable with April to September 2018 (year to date): "), "{words}");
    check(&measure(YE, &["2019-06 [c]"], |_| {}), "", "");
}

#[test]
fn others_are_compared_at_the_same_period_or_said_to_be_missing() {
    let mut ours = measure(YE, &["2018-06 80", "2019-06 90"], |m| m.comparator = Some("Others".into()));
    let words = |m: &Measure| standing(m).comparison.map(|c| (c.words, c.verdict)).unwrap();
    assert_eq!(words(&ours), ("no figure for Others in year ending June 2019".into(), Verdict::NotComparable));
    for (theirs, expect, verdict) in [
        ("107", "lower than Others (107): better", Verdict::Better),
        ("88.5", "higher than Others (88.5): worse", Verdict::Worse),
        ("90", "the same as Others (90)", Verdict::Unchanged),
    ] {
        let mut series = measure(YE, &[&format!("2019-06 {theirs}")], |_| {}).series.remove(0);
        series.name = "Others".into();
        ours.series.truncate(1);
        ours.series.push(series);
        assert_eq!(words(&ours), (expect.into(), verdict));
    }
}

#[test]
fn a_target_is_reached_from_the_better_side() {
    let target = |better, value: i64| {
        let m = measure(YE, &["2019-06 90"], |m| (m.target, m.better) = (Some(Decimal::from(value)), better));
        standing(&m).target.unwrap().words
    };
    assert_eq!(target(Polarity::Lower, 90), "target 90: reached");
    assert_eq!(target(Polarity::Higher, 1200), "target 1,200: not reached");
    assert_eq!(target(Polarity::Neither, 1200), "target 1,200");
}
