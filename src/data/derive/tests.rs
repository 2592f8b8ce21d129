//! Measures that are worked out from others, and what is said where that cannot be done.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::read_measures;
use crate::data::fixture::fixture;

/// The last measure of `text` (its lines), or the faults if there are some.
fn check(text: &str, expect: &str) {
    let fixture = fixture(&format!("--- measures\n{text}"));
    let (measures, faults) = read_measures(&fixture.specs, |name| fixture.tables.get(&name.text));
    let last = if faults.is_empty() && fixture.faults.is_empty() { &measures[measures.len() - 1..] } else { &[] };
    assert_eq!(
        fixture.drawn(last, &faults),
        expect.lines().map(|line| line.trim_start_matches("| ")).collect::<Vec<_>>().join("\n"),
        "{text}"
    );
}

const POPULATION: &str = "--- data/people.csv\nperiod,Dudley,Walsall\n2018-06-30,250000,200000\n2019-06-30,320000,0\n";

#[test]
fn rolling_sums_need_whole_windows() {
    check(
        "monthly: {data: m.csv}\nyearly: {of: monthly, rolling: 4, decimals: 0, better: lower}\n--- data/m.csv\nperiod,A\n\
         2019-Q1,5\n2019-Q2,6 [p]\n2019-Q3,7\n2019-Q4,8.5\n2020-Q1,[c]\n",
        "Yearly (, year-ending) A\n|   A: year-ending 2019-12 26.5 [p] [d], year-ending 2020-03 gap [p] [d] [c]",
    );
    check(
        "three: {data: m.csv, rolling: 3}\n--- data/m.csv\nperiod,A\n2019-01,1\n2019-02,2\n2019-03,3\n2019-05,5\n",
        "Three (, months) A\n|   A: 2019-01/2019-03 6 [d], 2019-03/2019-05 gap [d] [x]",
    );
    check(
        "two: {data: m.csv, rolling: 2}\n--- data/m.csv\nperiod,A\n2018,1\n2019,2\n",
        "Two (, years) A\n|   A: 2018 to 2019 3 [d]",
    );
    check(
        "a: {data: m.csv, rolling: 12}\n--- data/m.csv\nperiod,A\n2018-01,1\n",
        "too-few-periods: `rolling` needs 12 periods in a row, but the longest series has 1 (12 in measures); roll fewer, or add earlier periods",
    );
    check(
        "a: {data: m.csv, rolling: 12, period: year-ending}\n--- data/m.csv\nperiod,A\n2018-01,1\n",
        "wrong-kind: `rolling` needs periods that follow one another, not a year ending each (12 in measures); start from months, quarters or years; `period:` is the kind that stands in the file",
    );
    check(
        "a: {data: m.csv, rolling: 2}\n--- data/m.csv\nperiod,A\n2018-01,1%\n2018-02,2%\n",
        "wrong-unit: percentages cannot be added up (2 in measures); roll the counts, then divide them: `rolling` with `per` or `share`",
    );
}

#[test]
fn rates_divide_like_areas_and_days() {
    check(
        &format!(
            "people: {{data: people.csv, unit: people}}\nrate: {{data: m.csv, per: {{of: people, each: 1000}}, better: lower}}\n\
             --- data/m.csv\nperiod,Dudley,Walsall\nYE 2019-03,500,[c]\n{POPULATION}"
        ),
        "Rate (per 1,000 people, year-ending) Dudley\n\
         |   Dudley: year-ending 2019-03 2 [d]\n\
         |   Walsall: year-ending 2019-03 gap [d] [c]",
    );
    check(
        &format!(
            "people: {{data: people.csv, unit: people}}\nrate: {{data: m.csv, per: {{of: people, each: 1000, at: 2019-06-30}}}}\n\
             --- data/m.csv\nperiod,Dudley\nYE 2017-03,500\n{POPULATION}"
        ),
        "Rate (per 1,000 people, year-ending) Dudley\n|   Dudley: year-ending 2017-03 1.5625 [d]",
    );
    check(
        &format!(
            "people: {{data: people.csv}}\nrate: {{data: m.csv, per: {{of: people}}}}\n\
             --- data/m.csv\nperiod,Dudly,Walsall\n2016,500,5\n2017,4,4\n2019,4,4\n{POPULATION}"
        ),
        "unknown-series: `people` has no series `Dudly` to divide by (people in measures); did you mean `Dudley`?\n\
         division-by-zero: `people` is zero for 2019, so nothing can be divided by it (people in measures & 0 in people.csv); the value is shown as not applicable, `[z]`\n\
         missing-period: `people` has no value to divide `Walsall` by for 2016 and 1 more periods (people in measures & 5 in m.csv); add the period to its data, or name the one to use for all: `per: {of: …, at: 2018}`",
    );
}

#[test]
fn shares_and_indices_are_of_a_hundred() {
    check(
        "all: {data: m.csv, value: all, unit: offences}\npart: {data: m.csv, value: part, unit: \"%\", share: all}\n\
         --- data/m.csv\nperiod,part,all\n2018,1,8\n2019,2 [r],3 [p]\n",
        "Part (%, calendar-year) part\n|   part: 2018 12.5 [d], 2019 66.666666666666666666666666667 [p] [r] [d]",
    );
    check(
        "part: {data: m.csv, index: 2018}\n--- data/m.csv\nperiod,A,B\n2018,8,4\n2019,10,1\n",
        "Part (index, 2018 = 100, calendar-year) A\n|   A: 2018 100 [d], 2019 125 [d]\n|   B: 2018 100 [d], 2019 25 [d]",
    );
    check(
        "part: {data: m.csv, index: 2018}\n--- data/m.csv\nperiod,A,B\n2018,8,0\n2019,10,1\n",
        "division-by-zero: the value of `B` at 2018 is zero, so nothing can be measured by it (2018 in measures & 0 in m.csv); choose another period",
    );
    check(
        "part: {data: m.csv, index: 2017}\n--- data/m.csv\nperiod,A\n2018,8\n2019,10\n",
        "unknown-period: the data of `A` do not hold 2017 (2017 in measures); the periods run from 2018 to 2019",
    );
}

#[test]
fn sums_add_like_to_like() {
    check(
        "total: {sum: [a, b], decimals: 0}\na: {data: m.csv, value: A, area: Force}\nb: {data: m.csv, value: B}\n\
         --- data/m.csv\nperiod,A,B\n2018,1,2\n2019,3,[x]\n",
        "B (, calendar-year) B\n|   B: 2018 2, 2019 gap [x]",
    );
    check(
        "a: {data: m.csv, value: A, area: Force}\nb: {data: m.csv, value: B}\ntotal: {sum: [a, b]}\n\
         --- data/m.csv\nperiod,A,B\n2018,1,2.5\n2019,3,[x]\n",
        "Total (, calendar-year) Force\n|   Force: 2018 3.5 [d], 2019 gap [d] [x]",
    );
    check(
        "a: {data: m.csv}\nb: {data: n.csv}\ntotal: {sum: [a, b]}\n--- data/m.csv\nperiod,A\n2018,1\n2019,2\n--- data/n.csv\nperiod,A\n2018,1\n",
        "missing-period: `b` has no value for 2019, so the sum has a gap there (b in measures); add the period to its data, or a row with the mark `[x]`",
    );
    check(
        "a: {data: m.csv, unit: days}\nb: {data: m.csv, unit: offences}\ntotal: {sum: [a, b]}\n--- data/m.csv\nperiod,A\n2018,1\n",
        "wrong-unit: `b` is in `offences`, but `a` in `days` (b in measures & a in measures); add up only measures of one unit and one kind of period",
    );
    check(
        "a: {data: m.csv}\nb: {data: m.csv, period: financial-year}\ntotal: {sum: [a, b]}\n--- data/m.csv\nperiod,A\n2018/19,1\n",
        "Total (, financial-year) A\n|   A: 2018/19 2 [d]",
    );
}

#[test]
fn unknown_measures_and_circles_are_named_once() {
    check(
        "a: {of: b}\nb: {sum: [c]}\nc: {of: a}\nd: {of: a}\ne: {of: bb}\nf: {of: e}\ng: {of: g}\n",
        "unknown-measure: there is no measure `bb` (bb in measures); did you mean `b`?\n\
         measure-loop: measure `a` is worked out from itself (a in measures & a in measures); one of the measures in the circle has to come from a data file\n\
         measure-loop: measure `g` is worked out from itself (g in measures & g in measures); one of the measures in the circle has to come from a data file",
    );
    check(
        "a: {label: x}\nb: {data: m.csv, of: c}\nc: {data: m.csv, per: {of: b, each: x}, share: b}\n--- data/m.csv\nperiod,A\n2018,1\n",
        "missing-key: measure `a` does not say where its values come from (a in measures); add `data:` with a file of data/\n\
         two-origins: measure `b` says twice where its values come from (c in measures); keep one of `data`, `of` and `sum`\n\
         wrong-type: `each` is `x`, which is not a number above zero, such as `1000` (x in measures); write a number above zero, such as `1000`\n\
         two-divisors: a measure cannot have both `per` and `share` (b in measures & b in measures); declare two measures, the second with `of:` the first",
    );
}

proptest! {
    #[test]
    fn any_declarations_on_any_table_end_well(
        measures in proptest::collection::vec("(data: a\\.csv|of: [abc]|sum: \\[[abc], [abc]\\])(, (rolling: [0-9]{1,2}|per: \\{of: [abc], each: [0-9]{0,3}\\}|share: [abc]|index: 201[5-9]|by: area|unit: %|period: month)){0,3}", 3),
        rows in proptest::collection::vec("201[5-9](-0[1-4])?,[ab],([0-9]{0,15}|\\[[cxp]\\]|0| |9%)", 0..12),
    ) {
        let specs: String = measures.iter().zip(["a", "b", "c"]).map(|(spec, id)| format!("{id}: {{{spec}}}\n")).collect();
        let fixture = fixture(&format!("--- measures\n{specs}--- data/a.csv\nperiod,area,value\n{}\n", rows.join("\n")));
        let (measures, _) = read_measures(&fixture.specs, |name| fixture.tables.get(&name.text));
        for observation in measures.iter().flat_map(|measure| &measure.series).flat_map(|series| &series.observations) {
            prop_assert!(observation.value.is_none() || !observation.marks.withhold());
        }
    }
}
