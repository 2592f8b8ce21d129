//! Periods as people write them, and the laws their written forms keep.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Period, PeriodFault, PeriodKind, YearStart};
use crate::data::date;

/// `kind` is a kind's name or empty; `expect` is the id, or the fault's words.
fn check(text: &str, kind: &str, expect: &str) {
    let kind = (!kind.is_empty()).then(|| PeriodKind::parse(kind).unwrap());
    let got = Period::parse(text, kind).map_or_else(|fault| fault.to_string(), |period| period.id());
    assert_eq!(got, expect, "`{text}` as {kind:?}");
}

#[test]
fn every_shape_of_the_format_is_read() {
    for (text, id) in [
        ("2019-06-30", "2019-06-30"),
        ("30 June 2019", "2019-06-30"),
        ("2019-06", "2019-06"),
        ("June 2019", "2019-06"),
        ("sept 2019", "2019-09"),
        ("2019-Q2", "2019-Q2"),
        ("q2 2019", "2019-Q2"),
        ("2019/20 Q1", "2019-Q2"),
        ("2019/20 q4", "2020-Q1"),
        ("Q3 2019-20", "2019-Q4"),
        ("April to June 2019", "2019-Q2"),
        ("Jan to May 2019", "2019-01/2019-05"),
        ("2019", "2019"),
        ("2017/18", "2017/18"),
        ("2017-18", "2017/18"),
        ("1999/00", "1999/00"),
        ("2017/2018", "2017/18"),
        ("FY 2010-11", "2010/11"),
        ("Financial year 2017/18", "2017/18"),
        ("academic-year 2017/18", "academic-year 2017/18"),
        ("2017/18 academic year", "academic-year 2017/18"),
        ("year-ending 2019-06", "year-ending 2019-06"),
        ("Year ending June 2019", "year-ending 2019-06"),
        ("YE 2019-06", "year-ending 2019-06"),
        ("ye Jun 2019", "year-ending 2019-06"),
        ("YE 30 June 2019", "year-ending 2019-06"),
        ("YE 2010-11", "year-ending 2010-11"),
        ("2019/20 YTD to 2019-06", "2019/20 YTD to 2019-06"),
        ("ytd 2019-06", "2019/20 YTD to 2019-06"),
        ("YTD to February 2020", "2019/20 YTD to 2020-02"),
        ("2019 YTD to 2019-06", "2019 YTD to 2019-06"),
        ("April to June 2019 (year to date)", "2019/20 YTD to 2019-06"),
        ("2018-10/2019-09", "2018-10/2019-09"),
        ("2010-11/2011-12", "2010-11/2011-12"),
        ("October 2018 to September 2019", "2018-10/2019-09"),
        ("2016 to 2018", "2016 to 2018"),
        ("2016-2018", "2016 to 2018"),
        ("2015/16 to 2017/18", "2015-04/2018-03"),
        ("wave 12 2019-06-30", "wave 12 2019-06-30"),
        ("Wave 12 (30 June 2019)", "wave 12 2019-06-30"),
        ("wave 2019-06-30", "wave 2019-06-30"),
    ] {
        check(text, "", id);
        check(&format!(" \u{a0}{} ", text.to_uppercase().replace('-', "\u{2013}")), "", id);
    }
}

#[test]
fn the_kind_settles_what_the_shape_does_not() {
    check("2019-06", "year-ending", "year-ending 2019-06");
    check("Jun 2019", "year-ending", "year-ending 2019-06");
    check("2019-06-30", "year-ending", "year-ending 2019-06");
    check("2019-06-01", "year-ending", "is not the last day of a month, so no year ends on it");
    check("2019", "year-ending", "does not say in which month the year ends");
    check("2010-11", "month", "2010-11");
    check("2010-11", "financial-year", "2010/11");
    check("2010-11", "academic-year", "academic-year 2010/11");
    check("2010-11", "year-ending", "year-ending 2010-11");
    check("2019-06", "year-to-date", "2019/20 YTD to 2019-06");
    check("2019-04/2019-06", "quarter", "2019-Q2");
    check("2019-04/2019-06", "", "2019-04/2019-06");
    check("2018-04/2019-03", "financial-year", "2018/19");
    check("April to June 2019", "months", "2019-04/2019-06");
    check("2017-2018", "years", "2017 to 2018");
    check("2019-06-30", "wave", "wave 2019-06-30");
}

#[test]
fn what_has_two_readings_is_refused_with_both() {
    check("2010-11", "", "could be November 2010 or the financial year 2010/11");
    check("2017-2018", "", "could be the financial year 2017/18 or 2017 to 2018");
    check("2019", "financial-year", "could be the financial year 2018/19 or the financial year 2019/20");
    check("FY 2019", "", "could be the financial year 2018/19 or the financial year 2019/20");
    for text in ["03/04/2019", "3-4-19", "2019/06/30", "06/2019", "Jun-19", "Jun 19", "19-Jun"] {
        check(text, "", "does not say which part is the day, the month and the year");
    }
}

#[test]
fn another_kind_and_the_impossible_are_refused() {
    check("2019", "month", "is a calendar year, not a month");
    check("2019-Q2", "year-ending", "is a quarter, not a year ending");
    check("2019-06-30", "month", "is a day, not a month");
    check("2019-13", "", "does not exist: there is no month 13");
    check("2019-00", "", "does not exist: there is no month 0");
    check("2019-Q5", "", "does not exist: there is no quarter 5");
    check("2019-02-30", "", "does not exist: there is no 30 February in 2019");
    check("2019-02-300", "", "is not a period");
    check("2019/21", "", "does not exist: 21 is not the year after 2019");
    check("2019/06", "", "does not exist: 06 is not the year after 2019");
    check("2019-09/2018-10", "", "does not end after it starts");
    check("2019-09/2019-09", "", "does not end after it starts");
    check("2018 to 2016", "", "does not end after it starts");
    check("2019/20 YTD", "", "is a year to date without its last month");
    check("2019/20 YTD to 2018-06", "", "does not exist: June 2018 is not in that year");
    check("1799", "", "is outside the years 1800 to 2200");
    check("2200/01", "", "is outside the years 1800 to 2200");
    check("YE 1800-01", "", "is outside the years 1800 to 2200");
    check("", "", "is empty where a period must be");
    for text in
        ["Total", "２０１９", "20 19", "2019-6", "-", "2019-06 to", "to", "99999999999999999999", "2019-06-30T00:00"]
    {
        check(text, "", "is not a period");
        check(text, "month", "is not a month");
    }
}

#[test]
fn labels_read_as_sentences_and_ticks_as_labels() {
    for (id, label, short) in [
        ("year-ending 2016-03", "year ending March 2016", "YE Mar|2016"),
        ("2017/18", "2017/18", "2017/18"),
        ("academic-year 2017/18", "academic year 2017/18", "2017/18"),
        ("2019-Q2", "April to June 2019", "Apr to Jun|2019"),
        ("2018", "2018", "2018"),
        ("2019-09", "September 2019", "Sep|2019"),
        ("2018-10/2019-09", "October 2018 to September 2019", "Oct 2018 to|Sep 2019"),
        ("2019/20 YTD to 2019-06", "April to June 2019 (year to date)", "Apr to Jun|2019"),
        ("2019/20 YTD to 2019-04", "April 2019 (year to date)", "Apr|2019"),
        ("2016 to 2018", "2016 to 2018", "2016 to 2018"),
        ("2019-06-30", "30 June 2019", "30 Jun|2019"),
        ("wave 12 2019-06-30", "wave 12 (30 June 2019)", "Wave 12|Jun 2019"),
    ] {
        let period = Period::parse(id, None).unwrap();
        assert_eq!(period.label(), label);
        let (upper, lower) = period.short_lines();
        assert_eq!(lower.map_or(upper.clone(), |lower| format!("{upper}|{lower}")), short);
        assert_eq!(period.short(), short.replace('|', " "));
    }
}

#[test]
fn neighbours_and_years_before() {
    for (id, previous, year_before, months) in [
        ("2019-01", "2018-12", "2018-01", 1),
        ("2020-Q1", "2019-Q4", "2019-Q1", 3),
        ("2017/18", "2016/17", "2016/17", 12),
        ("year-ending 2020-02", "year-ending 2019-02", "year-ending 2019-02", 12),
        ("2019/20 YTD to 2019-06", "2018/19 YTD to 2018-06", "2018/19 YTD to 2018-06", 3),
        ("2019-01/2019-05", "2018-08/2018-12", "2018-01/2018-05", 5),
        ("2016 to 2018", "2013 to 2015", "2015 to 2017", 36),
        ("2020-02-29", "2020-02-28", "2019-02-28", 0),
    ] {
        let period = Period::parse(id, None).unwrap();
        assert_eq!(period.previous().unwrap().id(), previous);
        assert_eq!(period.year_before().unwrap().id(), year_before);
        assert_eq!(period.months(), months, "{id}");
    }
    let wave = Period::parse("wave 3 2019-06-30", None).unwrap();
    assert_eq!((wave.previous(), wave.year_before()), (None, None));
}

#[test]
fn only_like_periods_compare() {
    let why = |a: &str, b: &str| {
        let parse = |text| Period::parse(text, None).unwrap();
        parse(a).comparable(&parse(b)).err().unwrap_or_default()
    };
    assert_eq!(why("2019-06", "2018-02"), "");
    assert_eq!(why("2019/20 YTD to 2019-06", "2018/19 YTD to 2018-06"), "");
    assert_eq!(
        why("year-ending 2019-03", "2018/19"),
        "year ending March 2019 is a year ending and 2018/19 is a financial year"
    );
    assert_eq!(
        why("2019/20 YTD to 2019-06", "2018/19 YTD to 2019-03"),
        "April to June 2019 (year to date) covers 3 months and April 2018 to March 2019 (year to date) covers 12 months"
    );
    assert_eq!(
        why("2019/20 YTD to 2019-06", "2019 YTD to 2019-03"),
        "April to June 2019 (year to date) and January to March 2019 (year to date) do not start in the same month"
    );
}

#[test]
fn points_stand_in_the_middle_of_what_they_count() {
    let days = |id: &str| {
        let period = Period::parse(id, None).unwrap();
        let start = date::day_number(period.start());
        (period.start_day() - start, period.middle_day() - start, period.end_day() - start)
    };
    assert_eq!(days("2019-06-30"), (0, 0, 0));
    assert_eq!(days("2019-01"), (0, 15, 30));
    assert_eq!(days("2019"), (0, 182, 364));
}

/// Any period there can be.
fn any_period() -> impl Strategy<Value = Period> {
    (0..PeriodKind::ALL.len(), 1798_i16..2203, 1_i8..13, 1_i8..29, 0_i16..40, 0_u16..999).prop_filter_map(
        "outside the years",
        |(kind, year, month, day, length, wave)| {
            let (first, last) = ((year, month), date::add_months(year, month, i32::from(length)));
            match PeriodKind::ALL[kind] {
                PeriodKind::Day => Period::day(date::date(year, month, day)?),
                PeriodKind::Month => Period::month(year, month),
                PeriodKind::Quarter => Period::quarter(year, month % 4 + 1),
                PeriodKind::CalendarYear => Period::calendar_year(year),
                PeriodKind::FinancialYear => Period::financial_year(year),
                PeriodKind::AcademicYear => Period::academic_year(year),
                PeriodKind::YearEnding => Period::year_ending(year, month),
                PeriodKind::YearToDate if day % 2 == 0 => Period::year_to_date(YearStart::January, year, month),
                PeriodKind::YearToDate => Period::year_to_date(YearStart::April, year, month),
                PeriodKind::Months => Period::months_between(first, last),
                PeriodKind::Years => Period::years_between(year, year + length),
                PeriodKind::Wave => Period::wave(wave, date::date(year, month, day)?),
            }
        },
    )
}

proptest! {
    #[test]
    fn an_id_reads_back_as_its_period(period in any_period()) {
        prop_assert_eq!(Period::parse(&period.id(), Some(period.kind())), Ok(period));
        match Period::parse(&period.id(), None) {
            // `2010-11` is all there is to write for a month; only its kind tells it from two years.
            Err(PeriodFault::Ambiguous(month, _)) => prop_assert_eq!(month, period),
            read => prop_assert_eq!(read, Ok(period)),
        }
    }

    #[test]
    fn a_label_reads_back_where_the_kind_is_known(period in any_period()) {
        prop_assert_eq!(Period::parse(&period.label(), Some(period.kind())), Ok(period));
    }

    #[test]
    fn the_period_before_ends_the_day_before(period in any_period()) {
        if let Some(previous) = period.previous() {
            prop_assert_eq!(previous.kind(), period.kind());
            prop_assert_eq!(previous.months(), period.months());
            prop_assert!(!previous.overlaps(&period));
            prop_assert!(previous < period);
            if period.kind() != PeriodKind::YearToDate {
                prop_assert_eq!(previous.end_day() + 1, period.start_day());
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        for kind in PeriodKind::ALL {
            let _ = Period::parse(&text, Some(kind));
        }
        let _ = Period::parse(&text, None);
    }

    #[test]
    fn any_text_like_a_period_is_read_or_refused(text in "[0-9/ –QYEtodwaveJun()-]{0,24}") {
        if let Ok(period) = Period::parse(&text, None) {
            prop_assert_eq!(Period::parse(&period.id(), Some(period.kind())), Ok(period));
        }
    }
}
