//! `numbers.json`: what it says of each number and claim, and that its addresses lead to them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Mutex;

use aimline::source::text::sources;
use aimline::{pipeline, pipeline::Request};

const REPORT: &str = r#"
--- aimline.yaml
title: Report
body: Body
plan: [crime]
sources: {ons: {title: Crime statistics, publisher: ONS, url: "https://example.org/ons"}}
--- content/index.md
---
edition: 2019-11
date: 2019-11-19
---
Burglary stands at [28,648](=crime.burglaries@2019-06).
--- data/burglary.csv
period,value
2016-03,22400 [d]
2019-06,28648
--- content/crime.md
---
aim: Crime
status: updated
sources: [ons]
measures:
  burglaries: {data: burglary.csv, unit: offences, period: year-ending}
charts:
  trend: {type: line, of: burglaries, title: "Up by [28%](=change(burglaries, 2016-03, 2019-06))"}
---
## Commentary

It went [up](=burglaries@2019-06 > burglaries@2016-03) to [](=burglaries@2019-06), by
[27.9%](=change(burglaries, 2016-03, 2019-06)).

## Response

r
"#;

fn built() -> BTreeMap<String, String> {
    let sources = sources(REPORT);
    let request = Request::default();
    let reading = pipeline::read(&sources, Vec::new(), &request);
    let report = reading.publishable().expect("the report is sound");
    let (site, _) = pipeline::site(report, &sources, &request);
    let files = Mutex::new(BTreeMap::new());
    let put = |path: &aimline::source::SafePath, bytes: &[u8]| {
        files.lock().unwrap().insert(path.as_str().to_owned(), String::from_utf8_lossy(bytes).into_owned());
        Ok::<_, Infallible>(())
    };
    site.unwrap().render(put).unwrap();
    files.into_inner().unwrap()
}

#[test]
fn each_number_says_what_it_is_and_can_be_cited() {
    let files = built();
    let json: serde_json::Value = serde_json::from_str(&files["2019-11/data/numbers.json"]).unwrap();
    let numbers = json["numbers"].as_array().unwrap();
    let texts: Vec<&str> = numbers.iter().map(|number| number["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["28,648", "28%", "up", "28,648", "27.9%"]);
    for number in numbers {
        let id = number["id"].as_str().unwrap();
        let (page, anchor) = id.split_once('#').unwrap();
        assert!(files[&format!("{page}index.html")].contains(&format!("id=\"{anchor}\"")), "{id} leads nowhere");
    }
    let input = |period: &str, first: &str, last: &str, value: &str, marks: &str| {
        serde_json::json!({
            "aim": "crime", "measure": "burglaries", "label": "Burglaries", "area": "value", "period": period,
            "first_day": first, "last_day": last, "value": value, "unit": "offences", "marks": marks,
            "sources": [{"title": "Crime statistics", "publisher": "ONS", "url": "https://example.org/ons"}],
        })
    };
    let inputs = [
        input("year ending March 2016", "2015-04-01", "2016-03-31", "22400", "[d]"),
        input("year ending June 2019", "2018-07-01", "2019-06-30", "28648", ""),
    ];
    let expect = serde_json::json!({
        "id": "2019-11/crime/#n-change-burglaries-2016-03-2019-06", "kind": "number", "text": "28%",
        "value": "27.892857142857142857142857143", "unit": "%", "expression": "change(burglaries, 2016-03, 2019-06)",
        "aim": "crime", "file": "content/crime.md", "line": 8, "inputs": inputs,
    });
    assert_eq!(numbers[1], expect);
    assert_eq!((&numbers[2]["kind"], &numbers[2]["value"]), (&"claim".into(), &serde_json::Value::Null));
    assert_eq!((&numbers[0]["aim"], &numbers[0]["line"]), (&serde_json::Value::Null, &5.into()));
}
