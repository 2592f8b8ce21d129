//! Every kind of chart over every shape that data can have. `tests/hostile/charts.out` tells which kinds refuse
//! a shape and by which rule; the others draw it, and the oracle looks at the page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aimline::chart::kinds;
use aimline::diag::{Severity, text::Palette, text::render};
use aimline::pipeline::{self, Request};
use aimline::source::{Sources, text};

use super::{answer, assert_none, check_golden};

/// What a chart of the kind `name` says besides its type and title, of the measures `d` and `e`.
fn keys(name: &str) -> &'static str {
    match name {
        "p" => "yes: d, n: e",
        "u" | "funnel" => "events: d, population: e, per: 1000",
        "share" => "of: [d, e]",
        "compare" => "of: d, rows: [{of: d, at: latest, label: Now}, {of: e, at: latest, label: Then}]",
        "columns" | "run" | "xmr" | "c" => "of: one",
        "line" | "bars" | "dots" | "change" | "target" | "slope" | "multiples" | "tile" | "table" => "of: d",
        other => panic!("say here what a chart of the kind `{other}` needs"),
    }
}

/// A name for each month of `count` from January 2015.
fn months(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|at| format!("{}-{:02}", 2015 + at / 12, 1 + at % 12))
}

/// A table of so many months, each with the same cells in its columns.
fn table(header: &str, count: usize, cells: impl Fn(usize) -> String) -> String {
    months(count)
        .enumerate()
        .fold(format!("period,{header}\n"), |table, (at, month)| format!("{table}{month},{}\n", cells(at)))
}

/// Shapes of data, each with a name.
fn shapes() -> Vec<(&'static str, String)> {
    let wave = |at: usize| 100 + (at * 37) % 23;
    vec![
        ("plain", table("Anytown,Elsewhere", 24, |at| format!("{},{}", wave(at), wave(at + 5)))),
        ("header only", "period,Anytown,Elsewhere\n".to_owned()),
        ("one value", "period,Anytown\n2019-06,5\n".to_owned()),
        ("one month", "period,Anytown,Elsewhere\n2019-06,5,6\n".to_owned()),
        ("two months", table("Anytown,Elsewhere", 2, |at| format!("{},{}", wave(at), wave(at + 1)))),
        ("all withheld", table("Anytown,Elsewhere", 24, |_| "[c],[c]".to_owned())),
        ("one area withheld", table("Anytown,Elsewhere", 24, |at| format!("[c],{}", wave(at)))),
        (
            "last withheld",
            table("Anytown,Elsewhere", 24, |at| if at == 23 { "[c],[x]".into() } else { format!("{},7", wave(at)) }),
        ),
        ("all zero", table("Anytown,Elsewhere", 24, |_| "0,0".to_owned())),
        ("all equal", table("Anytown,Elsewhere", 24, |_| "7,7".to_owned())),
        ("below zero", table("Anytown,Elsewhere", 24, |at| format!("-{},{}", wave(at), wave(at)))),
        ("all below zero", table("Anytown,Elsewhere", 24, |at| format!("-{},-{}", wave(at), wave(at + 1)))),
        ("very large", table("Anytown,Elsewhere", 24, |at| format!("9999999999999{:02},1", at))),
        ("very small", table("Anytown,Elsewhere", 24, |at| format!("0.0000000000{:02},0.000000000001", at + 1))),
        (
            "large and small",
            table("Anytown,Elsewhere", 24, |at| {
                if at % 2 == 0 { "0.000000000001,1".into() } else { "-999999999999999,2".into() }
            }),
        ),
        ("decimals", table("Anytown,Elsewhere", 24, |at| format!("{}.123456789,0.1", wave(at)))),
        (
            "long names",
            table(&format!("{},{}", "W".repeat(300), "i ".repeat(150) + "x"), 24, |at| {
                format!("{},{}", wave(at), wave(at + 5))
            }),
        ),
        (
            "right to left",
            table("الشرطة والجريمة في المدينة,گجرات", 24, |at| {
                format!("{},{}", wave(at), wave(at + 5))
            }),
        ),
        (
            "emoji and accents",
            table("👩\u{200D}👩\u{200D}👧 family,tie\u{302}\u{301}ng Vie\u{323}\u{302}t", 24, |at| {
                format!("{},{}", wave(at), wave(at + 5))
            }),
        ),
        (
            "markup",
            table("<b>&amp;</b>,\"</text><script>alert(1)</script>\"", 24, |at| {
                format!("{},{}", wave(at), wave(at + 5))
            }),
        ),
        ("names alike", table("Anytown ,anytown", 24, |at| format!("{},{}", wave(at), wave(at + 5)))),
        (
            "many areas",
            table(&(0..60).map(|n| format!("Area {n}")).collect::<Vec<_>>().join(","), 3, |at| {
                (0..60).map(|n| wave(at + n).to_string()).collect::<Vec<_>>().join(",")
            }),
        ),
        ("many months", table("Anytown", 480, |at| wave(at).to_string())),
        (
            "gaps",
            months(48)
                .enumerate()
                .filter(|(at, _)| at % 5 < 2)
                .fold("period,Anytown\n".to_owned(), |table, (at, month)| format!("{table}{month},{}\n", wave(at))),
        ),
        ("centuries", "period,Anytown\n1800-01,5\n2199-12,6\n".to_owned()),
        (
            "all marks",
            table("Anytown,Elsewhere", 24, |at| {
                format!("{} [{}],{} [p] [r] [e]", wave(at), ["p", "r", "e", "f", "b", "u"][at % 6], wave(at))
            }),
        ),
        ("every month a break", table("Anytown", 24, |at| format!("{} [b]", wave(at)))),
        (
            "backwards",
            months(24)
                .collect::<Vec<_>>()
                .iter()
                .rev()
                .fold("period,Anytown\n".to_owned(), |table, month| format!("{table}{month},5\n")),
        ),
    ]
}

/// A report that draws `shape` with a chart of each of `kinds`.
fn report(kinds: &[&str], shape: &str) -> Sources {
    let chart = |name: &&str| format!("  {name}: {{type: {name}, {}, title: Chart of this kind}}\n", keys(name));
    let charts: String = kinds.iter().map(chart).collect();
    let header = shape.lines().next().unwrap_or_default();
    let first = header.split(',').nth(1).unwrap_or_default().trim();
    // The second measure is the first, so that shapes meet as sums, rates and shares of themselves.
    text::sources(&format!(
        "--- aimline.yaml\ntitle: Report\nbody: Board\nplan: [cases]\nsources:\n  own: {{title: Counts, publisher: Board}}\n\
         --- content/index.md\n---\nedition: one\ndate: 2019-11-19\n---\n## Purpose\n\nTo note.\n\
         --- content/cases.md\n---\naim: Fewer cases\nsources: [own]\nstatus: updated\nmeasures:\n  \
         d: {{data: d.csv, unit: cases, period: month, better: lower, target: 90, label: Cases}}\n  \
         e: {{data: d.csv, unit: cases, period: month, label: Others}}\n  \
         one: {{data: d.csv, value: {first:?}, unit: cases, period: month, better: lower}}\n{}{charts}---\n## Commentary\n\nNone.\n\n\
         ## Response\n\nNone.\n--- data/d.csv\n{shape}",
        if kinds.is_empty() { "" } else { "charts:\n" }
    ))
}

/// The kinds of `kinds` that refuse `shape`, each with the rules.
fn refusals(kinds: &[&str], sources: &Sources) -> BTreeMap<String, Vec<&'static str>> {
    let found = pipeline::read(sources, Vec::new(), &Request::default()).diagnostics;
    let mut refused: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.severity == Severity::Error) {
        let line = one.primary.as_ref().map_or(String::new(), |label| {
            let bytes = &sources.file(label.span.file).bytes;
            let start = bytes[..label.span.range().start].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
            String::from_utf8_lossy(&bytes[start..]).lines().next().unwrap_or_default().trim().to_owned()
        });
        let kind = kinds.iter().find(|name| line.starts_with(&format!("{name}: {{type:")));
        let rules = refused.entry(kind.map_or("the data", |name| *name).to_owned()).or_default();
        rules.push(one.rule);
        rules.sort_unstable();
        rules.dedup();
    }
    refused
}

#[test]
fn every_kind_draws_or_refuses_every_shape_of_data() {
    let all: Vec<&str> = kinds::ALL.iter().map(|kind| kind.name()).collect();
    let (mut told, mut faults) = (String::new(), Vec::new());
    for (name, shape) in shapes() {
        let sources = report(&all, &shape);
        let refused = refusals(&all, &sources);
        writeln!(told, "{name}").unwrap();
        let mut by_rule: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        refused.iter().for_each(|(kind, rules)| by_rule.entry(rules.join(" ")).or_default().push(kind));
        by_rule.iter().for_each(|(rules, kinds)| writeln!(told, "  {rules}: {}", kinds.join(", ")).unwrap());
        faults.extend(answer(&sources).1.into_iter().map(|fault| format!("{name}: {fault}")));
        if refused.is_empty() || refused.contains_key("the data") {
            continue;
        }
        let drawn: Vec<&str> = all.iter().copied().filter(|kind| !refused.contains_key(*kind)).collect();
        let sources = report(&drawn, &shape);
        let (rules, wrong) = answer(&sources);
        faults.extend(wrong.into_iter().map(|fault| format!("{name}: {fault}")));
        if !rules.is_empty() {
            let found = pipeline::read(&sources, Vec::new(), &Request::default()).diagnostics;
            faults.push(format!("{name}: refused after all:\n{}", render(&sources, &found, Palette::Plain)));
        }
    }
    check_golden("charts.out", &told);
    assert_none(&faults);
}
