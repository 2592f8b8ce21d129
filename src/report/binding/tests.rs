//! Links on a small report: which hold, what an empty one is filled with, and what each wrong one is told and
//! where its message points.
#![allow(clippy::unwrap_used)]

use crate::diag::Diagnostic;
use crate::report::read;
use crate::source::text::sources;

const REPORT: &str = r#"
--- aimline.yaml
title: Report
body: Body
plan: [crime, other]
sources: {ons: {title: Crime, publisher: ONS}}
--- content/index.md
---
edition: 2019-11
date: 2019-11-19
---
The paper.
--- data/burglary.csv
period,area,value,marks
2016-03,Ours,22400,
2018-03,Ours,28080,
2019-03,Ours,29000,
2019-06,Ours,28648,p
2016-03,Theirs,9500,
2019-06,Theirs,[c],
--- data/rate.csv
period,Sandwell,Birmingham,Solihull
2018-06,10.5,10.6,9.9
2019-06,11.1,10.6,10.6
--- data/confidence.csv
period,value,marks
2015-03,77,
2016-03,75,b
2018-12,72,
--- data/entrants.csv
period,value
2015/16,1232
2016/17,1150
2017/18,1094
--- data/money.csv
period,budget,spent
2018/19,720000,834987
--- data/quarters.csv
period,value
2019/20 Q1,220
--- content/other.md
---
aim: Other
status: updated
sources: [ons]
measures:
  entrants: {data: entrants.csv, unit: young people, period: financial-year, better: lower, baseline: 2015/16}
  budget: {data: money.csv, value: budget, unit: "£", period: financial-year}
  spent: {data: money.csv, value: spent, unit: "£", period: financial-year}
---
## Commentary

c

## Response

r
--- content/crime.md
---
aim: Crime
status: updated
sources: [ons]
measures:
  burglaries: {data: burglary.csv, unit: offences, period: year-ending, better: lower, baseline: 2016-03}
  rate: {data: rate.csv, unit: "per 1,000 people", period: year-ending, better: lower, decimals: 1}
  confidence: {data: confidence.csv, unit: "%", period: year-ending, better: higher}
  allegations: {data: quarters.csv, unit: allegations, period: quarter}
---
## Commentary

@LINK@

## Response

r
"#;

/// What becomes of `link` in a paragraph: `shows …`, or `rule at “place”: message`.
fn verdict(link: &str) -> String {
    let sources = sources(&REPORT.replace("@LINK@", link));
    let (report, diagnostics) = read::report(&sources, None);
    let wrong = |it: &&Diagnostic| !["unused-data", "unused-source"].contains(&it.rule);
    if let Some(found) = diagnostics.iter().find(wrong) {
        let span = found.primary.as_ref().unwrap().span;
        let place = String::from_utf8_lossy(&sources.file(span.file).bytes[span.range()]).into_owned();
        return format!("{} at “{place}”: {}", found.rule, found.message);
    }
    let report = report.unwrap();
    let shown: Vec<&str> = report.bindings.iter().map(|binding| binding.shown.as_str()).collect();
    format!("shows {}", shown.join(" and "))
}

fn check(link: &str, expect: &str) {
    assert_eq!(verdict(link), expect, "{link}");
}

#[test]
fn numbers_that_hold() {
    for link in [
        "[28,648](=burglaries@2019-06)",
        "[28,648](=burglaries@latest)",
        "[29,000](=burglaries@previous)",
        "[22400](=burglaries@baseline)",
        "[28%](=change(burglaries, 2016-03, 2019-06))",
        "[27.9 per cent](=change(burglaries, baseline, latest))",
        "[28.65 thousand](=burglaries@2019-06)",
        "[6,248](=difference(burglaries, 2016-03, 2019-06))",
        "[-3 points](=points(confidence, 2016-03, 2018-12))",
        "[3 percentage points](=-points(confidence, 2016-03, 2018-12))",
        "[11.2%](=-change(other.entrants, 2015/16, 2017/18))",
        "[−11.2%](=change(other.entrants, 2015/16, 2017/18))",
        "[£720,000](=other.budget@2018/19)",
        "[£0.83 million](=other.spent@2018/19)",
        "[220](=allegations@2019/20-Q1)",
        "[1.3](=ratio(burglaries, 2016-03, 2019-06))",
        "[116%](=share(other.spent@2018/19, other.budget@2018/19))",
        "[34%](=share(rate[Sandwell], 2019-06))",
        "[a third](=share(rate[Birmingham], 2019-06))",
        "[10.8](=mean(rate, 2019-06))",
        "[11.1](=max(rate, 2019-06))",
        "[3,476](=sum(other.entrants, 2015/16, 2017/18))",
        "[two](=rank(rate[Solihull], 2019-06))",
        "[nearly 29,000](=~burglaries@2019-06)",
        "[more than 28,000](=~burglaries@2019-06)",
        "[14,324](=burglaries@2019-06 / 2)",
    ] {
        let text = &link[1..link.find(']').unwrap()];
        check(link, &format!("shows {text}"));
    }
}

#[test]
fn empty_links_are_filled_in_the_measures_format() {
    check("[](=burglaries@latest)", "shows 28,648");
    check("[](=rate[Solihull]@2019-06)", "shows 10.6");
    check("[](=change(burglaries, 2016-03, 2019-06))", "shows 28%");
    check("[](=points(confidence, 2016-03, 2018-12))", "shows −3 points");
    check("[](=other.budget@2018/19)", "shows £720,000");
    check("[](=confidence@latest)", "shows 72%");
}

#[test]
fn claims_that_hold() {
    for link in [
        "[more](=burglaries@2019-06 > burglaries@2016-03)",
        "[the highest](=rank(rate[Sandwell], 2019-06) = 1)",
        "[for the second year](=trend(other.entrants, 2017/18) = -2)",
        "[unchanged](=rate[Birmingham]@2018-06 = rate[Birmingham]@2019-06)",
        "[neither the highest nor above eleven](=not (rank(rate[Solihull], latest) = 1 or rate[Solihull]@latest > 11))",
    ] {
        let text = &link[1..link.find(']').unwrap()];
        check(link, &format!("shows {text}"));
    }
}

#[test]
fn texts_that_disagree() {
    check("[28,684](=burglaries@2019-06)", "claim-mismatch at “28,684”: `28,684` is not what the data say");
    check(
        "[13%](=-change(other.entrants, 2015/16, 2017/18))",
        "claim-mismatch at “13%”: `13%` is not what the data say",
    );
    check(
        "[fewer](=burglaries@2019-06 < burglaries@2016-03)",
        "claim-mismatch at “fewer”: `fewer` is not what the data say",
    );
    check(
        "[over 29,000](=~burglaries@2019-06)",
        "claim-mismatch at “over 29,000”: `over 29,000` is not what the data say",
    );
    check("[half](=share(rate[Sandwell], 2019-06))", "claim-mismatch at “half”: `half` is not what the data say");
}

#[test]
fn units_are_kept_apart() {
    check(
        "[-3%](=points(confidence, 2016-03, 2018-12))",
        "points-as-percent at “-3%”: `-3%` is written as a percent but is a difference of percentages",
    );
    check(
        "[-4%](=change(confidence, 2016-03, 2018-12))",
        "points-as-percent at “change(confidence, 2016-03, 2018-12)”: the change of a percentage in percent is easily misread",
    );
    check(
        "[1](=burglaries@latest + rate[Solihull]@latest)",
        "unlike-units at “burglaries@latest + rate[Solihull]@latest”: offences and per 1,000 people do not go together",
    );
    check(
        "[28,648%](=burglaries@latest)",
        "unlike-units at “28,648%”: `28,648%` is written as a percentage, but its expression gives offences",
    );
    check(
        "[£28,648](=burglaries@latest)",
        "unlike-units at “£28,648”: `£28,648` is written as pounds, but its expression gives offences",
    );
    check(
        "[2](=points(burglaries, 2016-03, 2019-06))",
        "unlike-units at “points(burglaries, 2016-03, 2019-06)”: percentage points are the difference of two percentages; this is in offences",
    );
}

#[test]
fn periods_are_kept_apart() {
    check(
        "[down](=change(burglaries, 2016-03, 2019-06) > change(burglaries, 2018-03, 2019-06))",
        "unlike-periods at “change(burglaries, 2016-03, 2019-06) > change(burglaries, 2018-03, 2019-06)”: a change from year ending March 2016 to year ending June 2019 is compared with one from year ending March 2018 to year ending June 2019",
    );
    check(
        "[down](=confidence@2018-12 < confidence@2015-03)",
        "across-break at “confidence@2018-12 < confidence@2015-03”: there is a break in Confidence between year ending March 2015 and year ending December 2018: they are not comparable",
    );
    check("[down](=confidence@2018-12 < confidence@2015-03 across-break \"the wording changed little\")", "shows down");
    check(
        "[more](=burglaries@2019-06 > burglaries@2016)",
        "bad-period at “2016”: `2016` does not say in which month the year ends",
    );
}

#[test]
fn names_and_values_that_are_not_there() {
    check("[1](=burglary@latest)", "unknown-name at “burglary”: there is no measure `burglary`");
    check("[1](=rate[Sandwel]@latest)", "unknown-name at “[Sandwel]”: there is no area `Sandwel`");
    check("[1](=othr.entrants@latest)", "unknown-name at “othr”: there is no aim `othr`");
    check("[1](=chnge(burglaries, 2016-03, 2019-06))", "unknown-name at “chnge”: there is no function `chnge`");
    check("[1](=@edition(2018-11):burglaries@latest)", "unknown-name at “2018-11”: there is no edition `2018-11`");
    check(
        "[1](=burglaries@2017-03)",
        "missing-value at “2017-03”: `burglaries` has no value for year ending March 2017 in Ours",
    );
    check(
        "[1](=burglaries[Theirs]@2019-06)",
        "withheld-value at “2019-06”: `Burglaries` for year ending June 2019 in Theirs is withheld ([c]) and must not be told",
    );
    check("[1](=burglaries@latest / 0)", "missing-value at “burglaries@latest / 0”: this divides by zero");
}

#[test]
fn expressions_that_cannot_be_read() {
    check(
        "[1](=burglaries)",
        "binding-syntax at “burglaries”: `burglaries` is a whole series and stands where one value should be",
    );
    check("[1](=change(burglaries))", "binding-syntax at “change(burglaries)”: `change` is not used like this");
    check(
        "[1](=burglaries@latest >)",
        "binding-syntax at “”: the expression ends where a number, a measure or a function should be",
    );
    check("[1](=1 + + 2)", "binding-syntax at “+”: `+` stands where a number, a measure or a function should be");
    check("[x](=)", "binding-syntax at “”: the expression ends where a number, a measure or a function should be");
    let deep = format!("[1](={}1)", "- ".repeat(200));
    assert!(verdict(&deep).ends_with("this expression is nested more than 32 deep"), "{}", verdict(&deep));
    let long = format!("[1](=1{})", " + 1".repeat(200));
    assert!(verdict(&long).contains("more than 32 parts"), "{}", verdict(&long));
}

#[test]
fn text_and_expression_are_of_one_kind() {
    check(
        "[more than 5](=rate[Sandwell]@latest > 5)",
        "binding-syntax at “more than 5”: `more than 5` holds a number, but its expression is a claim",
    );
    check(
        "[more](=rate[Sandwell]@latest)",
        "binding-syntax at “more”: `more` holds no number, but its expression is one",
    );
    check("[5 to 6](=rate[Sandwell]@latest)", "binding-syntax at “5 to 6”: `5 to 6` holds more than one number");
    check(
        "[1,23](=rate[Sandwell]@latest)",
        "binding-syntax at “1,23”: `1,23` is not a number as this report writes them",
    );
}
