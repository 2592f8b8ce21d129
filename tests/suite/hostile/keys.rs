//! A value of the wrong kind behind every key. `tests/hostile/keys.out` tells which keys refuse it and by
//! which rule.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aimline::source::Sources;

use super::{answer, answer_of_reading, assert_none, check_golden, fields, files, said};

/// What stands behind a key instead of its value.
const VALUES: [(&str, &str); 9] = [
    ("nothing", ""),
    ("truth", "true"),
    ("number", "-1.50"),
    ("not a number", ".nan"),
    ("empty list", "[]"),
    ("empty map", "{}"),
    ("map of maps", "{a: {b: {c: d}}}"),
    ("tag", "!!binary aGk="),
    ("anchor", "&a x"),
];

/// Of so many reports one is built if it can be: a site takes longer than a refusal.
const BUILT: usize = 5;

/// A key of the report's front matter and settings: the file, the line, and how many lines belong to it.
struct Key {
    name: String,
    line: usize,
    lines: usize,
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The lines of `report` and the keys in them.
fn keys(report: &[&str]) -> Vec<Key> {
    let mut found = Vec::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut in_yaml = false;
    let mut file = "";
    for (at, line) in report.iter().enumerate() {
        if let Some(path) = line.strip_prefix("--- ") {
            (file, in_yaml) = (path, path.ends_with(".yaml"));
            above.clear();
        } else if *line == "---" {
            in_yaml = !in_yaml;
        }
        let key = line.trim_start().trim_start_matches("- ").split_once(':').map(|(key, _)| key);
        let Some(key) = key.filter(|key| in_yaml && !key.contains(['"', ' '])) else { continue };
        let deep = indent(line);
        above.retain(|(other, _)| *other < deep);
        let more = report[at + 1..].iter().take_while(|next| indent(next) > deep && !next.is_empty()).count();
        let path: Vec<&str> = above.iter().map(|(_, key)| key.as_str()).chain([key]).collect();
        let name = format!("{}:{}", file.rsplit('/').next().unwrap(), path.join("."));
        found.push(Key { name, line: at, lines: 1 + more });
        above.push((deep, key.to_owned()));
    }
    found
}

#[test]
fn a_value_of_the_wrong_kind_behind_any_key_is_refused_or_read() {
    let report = fields::fixture();
    let lines: Vec<&str> = report.lines().collect();
    let keys = keys(&lines);
    assert!(keys.len() > 60, "{} keys are tried", keys.len());
    let (mut told, mut faults, mut tried) = (String::new(), Vec::new(), 0);
    for (name, value) in VALUES {
        let mut by_rules: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for key in &keys {
            let line = lines[key.line];
            let start = line.split_once(':').map_or(line, |(start, _)| start);
            let changed = format!("{start}: {value}");
            let after = &lines[key.line + key.lines..];
            let text = [&lines[..key.line], &[changed.as_str()], after].concat().join("\n") + "\n";
            let sources = Sources::new(files(&text));
            tried += 1;
            let (rules, wrong) = match tried % BUILT {
                0 => answer(&sources),
                _ => answer_of_reading(&sources),
            };
            faults.extend(wrong.into_iter().map(|fault| format!("{name} behind {}: {fault}", key.name)));
            by_rules.entry(said(&rules)).or_default().push(&key.name);
        }
        writeln!(told, "{name}").unwrap();
        by_rules.iter().for_each(|(rules, keys)| writeln!(told, "  {rules}: {}", keys.join(", ")).unwrap());
    }
    check_golden("keys.out", &told);
    assert_none(&faults);
}
