//! Single mistakes and attacks, each with a name: `tests/hostile/cases.txt`. Each changes the report of
//! `report.txt`: `--- path` writes a file anew, `~~~ path` replaces in one what stands before the line `=>` by
//! what stands after it. `«1000 × text»` stands for the text so many times, `\u{…}` for a character. Behind the
//! name stand the rules that refuse it, or `published`.

use std::path::Path;

use aimline::source::{SafePath, SourceFile, Sources};

use super::{answer, assert_none, fields, files, said};

/// A case: its name, what is expected of it and its body.
struct Case<'a> {
    name: &'a str,
    expect: &'a str,
    body: &'a str,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for part in text.split("\n=== ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap();
        let (name, expect) = head.split_once(" | ").unwrap_or((head, ""));
        cases.push(Case { name, expect, body });
    }
    cases
}

/// `text` with what stands for more written out.
fn written_out(text: &str) -> String {
    let mut parts = text.split('«');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (inner, after) = part.split_once('»').unwrap();
        let (count, piece) = inner.split_once(" × ").unwrap();
        out.push_str(&piece.replace("\\n", "\n").repeat(count.parse().unwrap()));
        out.push_str(after);
    }
    let mut parts = out.split("\\u{");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, after) = part.split_once('}').unwrap();
        plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        plain.push_str(after);
    }
    plain
}

/// The report with the changes of `body`.
fn changed(body: &str) -> Sources {
    let mut all = files(&fields::fixture());
    let mut put = |path: &str, bytes: Vec<u8>| {
        let path = SafePath::parse(path).unwrap();
        all.retain(|file| file.path != path);
        all.push(SourceFile { path, bytes });
    };
    for part in format!("\n{body}").split("\n--- ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        let text = text.split("\n~~~ ").next().unwrap();
        put(path, format!("{}\n", written_out(text.trim_end_matches('\n'))).into_bytes());
    }
    for part in format!("\n{body}").split("\n~~~ ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap();
        let (old, new) = text.split_once("\n=>\n").unwrap_or_else(|| panic!("{path}: no `=>`"));
        let new = new.split("\n--- ").next().unwrap();
        let file = all.iter_mut().find(|file| file.path.as_str() == path).unwrap();
        let before = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(before.contains(old), "`{path}` has the text `{old}`");
        file.bytes = before.replacen(old, &written_out(new.trim_end_matches('\n')), 1).into_bytes();
    }
    Sources::new(all)
}

#[test]
fn every_case_is_answered_as_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/cases.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let cases = cases(&text);
    assert!(cases.len() > 100, "{} cases", cases.len());
    let mut told = text.split("\n=== ").next().unwrap().to_owned();
    let mut faults = Vec::new();
    for case in &cases {
        let (rules, wrong) = answer(&changed(case.body));
        faults.extend(wrong.into_iter().map(|fault| format!("{}: {fault}", case.name)));
        let said = said(&rules);
        if said != case.expect {
            faults.push(format!("{}: {said}, not {}", case.name, case.expect));
        }
        told.push_str(&format!("\n=== {} | {said}\n{}", case.name, case.body));
    }
    if std::env::var_os("AIMLINE_BLESS").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    assert_none(&faults);
}
