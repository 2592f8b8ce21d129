//! Measures from tables, and what is said about tables that are not as the measure says.
#![allow(clippy::unwrap_used)]

use super::read_measure;
use crate::data::fixture::fixture;

/// `measure` is what stands in the braces, but for `data: a.csv`.
fn check(measure: &str, table: &str, expect: &str) {
    let comma = if measure.is_empty() { "" } else { ", " };
    let text = format!("--- measures\nburglary-rate: {{data: a.csv{comma}{measure}}}\n--- data/a.csv\n{table}");
    let fixture = fixture(&text);
    let (mut measures, mut faults) = (Vec::new(), Vec::new());
    for spec in &fixture.specs {
        if let Some(table) = fixture.tables.get("a.csv") {
            let (measure, more) = read_measure(spec, table);
            measures.extend(measure);
            faults.extend(more);
        }
    }
    let drawn = fixture.drawn(&measures, &faults);
    // Faults are compared; what could be read besides is not repeated in every expectation.
    let got: Vec<&str> = if faults.is_empty() && fixture.faults.is_empty() {
        drawn.lines().collect()
    } else {
        drawn.lines().filter(|line| line.contains("; ")).collect()
    };
    assert_eq!(got, expect.lines().map(|line| line.trim_start_matches("| ")).collect::<Vec<_>>(), "{text}");
}

#[test]
fn wide_tables_have_a_series_a_column() {
    check(
        "unit: offences, better: lower, comparator: Most similar forces",
        "period,West Midlands,Most similar forces\n2019-06,\"1,094\",980 [p]\n2019-05,900,\n",
        "Burglary rate (offences, month) West Midlands against Most similar forces\n\
         |   West Midlands: 2019-05 900, 2019-06 1094\n\
         |   Most similar forces: 2019-05 gap [x], 2019-06 980 [p]",
    );
    check(
        "period: year-ending, area: Wales, notes: marks, baseline: 2018-06",
        "Year ending,England,Wales,marks,remark\nJun 2018,1.5,2.50,r,counted anew\n2019-06,[c],3,p,\n",
        "Burglary rate (, year-ending) Wales\n\
         |   England: year-ending 2018-06 1.5 [r], year-ending 2019-06 gap [p] [c]\n\
         |   Wales: year-ending 2018-06 2.50 [r], year-ending 2019-06 3 [p]",
    );
}

#[test]
fn long_tables_say_the_series_in_a_column() {
    check(
        "value: pct, low: lower, high: upper, n: asked, where: {question: Feels safe}",
        "area,question,year,pct,lower,upper,asked\nDudley,Feels safe,2018/19,61%,58%,64%,1020\nDudley,Other,2018/19,5%,,,\nWalsall,feels safe,2018/19,[c],,,40\n",
        "Burglary rate (%, financial-year) Dudley\n\
         |   Dudley: 2018/19 61 (58 to 64) n=1020\n\
         |   Walsall: 2018/19 gap [c] n=40",
    );
    check("", "period,value\n2019,5\n2018,4\n", "Burglary rate (, calendar-year) value\n|   value: 2018 4, 2019 5");
    check(
        "area: Force",
        "date,value,notes\n2019-06-30,£5,e\n",
        "Burglary rate (£, day) Force\n|   Force: 2019-06-30 5 [e]",
    );
    check(
        "by: force",
        "force,period,offences,comment\nA,2019,5,low\nB,2019,6,\n",
        "Burglary rate (, calendar-year) A\n|   A: 2019 5\n|   B: 2019 6",
    );
}

#[test]
fn unknown_columns_texts_and_series_suggest_the_nearest() {
    check(
        "value: ofences",
        "period,offences\n2019,5\n",
        "unknown-column: the file has no column `ofences` (ofences in measures & period,offences in a.csv); did you mean `offences`?",
    );
    check(
        "where: {area: Dudly}",
        "period,area,value\n2019,Dudley,5\n2019,Walsall,6\n",
        "unknown-value: no row has `Dudly` in column `area` (Dudly in measures & area in a.csv); did you mean `Dudley`?",
    );
    check(
        "where: {area: Dudley, kind: b}",
        "period,area,kind,value\n2019,Dudley,a,5\n2019,Walsall,b,6\n",
        "no-rows: no row holds all the texts of `where` (b in measures); each text is in the file, but never in one row with the others",
    );
    check(
        "area: England, comparator: West Midland",
        "period,West Midlands,Wales\n2019,5,6\n",
        "unknown-series: there is no series `England` (England in measures); the series are `West Midlands` or `Wales`\n\
         unknown-series: there is no series `West Midland` (West Midland in measures); did you mean `West Midlands`?",
    );
    check(
        "by: area",
        "period,area,a,b\n2019,x,5,6\n",
        "unclear-column: measure `burglary-rate` does not say which column holds its values (burglary-rate in measures); add `value:` with `a` or `b`",
    );
}

#[test]
fn periods_are_of_one_kind_and_once_a_series() {
    check(
        "",
        "period,value\n2019-06,5\n2019,6\n2018,7\n",
        "mixed-periods: `2019` is a calendar year, but `2019-06` is a month (2019 in a.csv & 2019-06 in a.csv); put each kind of period into a file or column of its own, or choose rows with `where:`",
    );
    check(
        "period: month",
        "period,value\n2019-06,5\nTotal,6\n",
        "bad-period: `Total` is not a month (Total in a.csv & month in measures); write a month as `2019-06`",
    );
    check(
        "",
        "period,value\n2010-11,5\n",
        "ambiguous-period: `2010-11` could be November 2010 or the financial year 2010/11 (2010-11 in a.csv & period in a.csv); say which on the measure: `period: month` or `period: financial-year`; or write `2010/11`",
    );
    check(
        "",
        "area,count\nDudley,5\nWalsall,6\n",
        "bad-period: column `area` does not hold periods (Dudley in a.csv & area in a.csv); name the column of periods `period` and write a month as `2019-06`, a quarter as `2019-Q2`, a financial year as `2019/20`, a year ending as `year-ending 2019-06`",
    );
    check(
        "",
        "period,code,count\n2018,1,5\n2019,A1,6\n",
        "not-a-number: `A1` is not a number (A1 in a.csv); write digits, with a decimal point if needed: `28648`, `9.8`; if the column holds no values, name the one that does with `value:`",
    );
    check(
        "",
        "period,kind,value\n2019,a,5\n2019,b,6\n",
        "duplicate-period: `2019` stands twice for `value` (6 in a.csv & 5 in a.csv); choose rows with `where:`, or split them into series with `by:`; the columns are `period`, `kind` or `value`",
    );
    check(
        "",
        "period,A\nJun 2019,5\n2019-06,6\n",
        "duplicate-period: `2019-06` stands twice for `A` (6 in a.csv & 5 in a.csv); keep one of the two rows, or choose rows with `where:`",
    );
    check(
        "baseline: 2016, target: many",
        "period,A\n2018,5\n2019,6\n",
        "wrong-type: `target` is `many`, which is not a number (many in measures); write digits, with a decimal point if needed: `28648`, `9.8`\n\
         unknown-period: the data of `A` do not hold 2016 (2016 in measures); the periods run from 2018 to 2019",
    );
}

#[test]
fn cells_that_are_no_values_are_shown() {
    check(
        "",
        "period,A\n2018,n/a\n2019,6 [q]\n2020,1e999\n",
        "not-a-number: `n/a` is not a number (n/a in a.csv); write `[x]` if it is not available, `[z]` if it is not applicable\n\
         unknown-mark: `q` is not a mark (6 [q] in a.csv); the marks are [p] provisional; [r] revised; [e] estimated; [f] forecast; \
         [d] derived from other published figures; [b] break in series: not comparable with earlier values; [x] not available; \
         [z] not applicable; [c] withheld for confidentiality; [u] low reliability; [low] rounds to zero but is not zero; [w] none recorded in survey\n\
         not-a-number: `1e999` is a number with an exponent (1e999 in a.csv); write the number out in full",
    );
    check(
        "",
        "period,A,marks\n2018,12,c\n",
        "withheld-value: `12` stands beside [c], which says the value is withheld for confidentiality (12 in a.csv & c in a.csv); delete the number: the data file is published with the report",
    );
    check(
        "low: l, high: h",
        "period,A,l,h\n2018,[c],4,5\n2019,7,4,5\n",
        "withheld-value: `4` stands beside [c], which says the value is withheld for confidentiality (4 in a.csv & [c] in a.csv); delete the number: the data file is published with the report\n\
         wrong-interval: `4` to `5` does not hold the value between them (4 in a.csv & 7 in a.csv); correct the interval or the value; `low` is the smaller end",
    );
    check(
        "",
        "period,A\n2018,12%\n2019,13\n",
        "mixed-units: this value is written without a sign, others with `%` (13 in a.csv & 12% in a.csv); write all values of a measure the same way",
    );
    check(
        "unit: days",
        "period,A\n2018,12%\n",
        "mixed-units: measure `burglary-rate` is in `days`, but its values are in % (burglary-rate in measures); write `unit: \"%\"`, or take the sign out of the file",
    );
}

#[test]
fn front_matter_is_checked_key_by_key() {
    check(
        "periode: month, better: smaller, low: A, decimals: 40",
        "period,A\n2018,12\n",
        "missing-key: `low` has no `high` beside it (A in measures); an interval needs the columns of both its ends\n\
         unknown-value: `smaller` is not a value of `better` (smaller in measures); one of `lower`, `higher` or `neither`\n\
         wrong-type: `decimals` is `40`, which is not a whole number from 0 to 15 (40 in measures); write a whole number from 0 to 15\n\
         unknown-key: a measure has no key `periode` (periode in measures); did you mean `period`?",
    );
}
