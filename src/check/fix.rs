//! The numbers that `check --fix` puts right. In: the files and what is wrong with them. Out: files with the
//! text of bound numbers replaced where the data say otherwise, and the change as lines to look at. Nothing
//! but such numbers is ever replaced: no claim, no expression, no data, nothing in a frozen edition.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::quote::quote;
use crate::diag::{Diagnostic, Fix};
use crate::source::lines::Lines;
use crate::source::{FileId, SourceFile, Sources};

/// The rule whose messages have fixes that are certain.
const RULE: &str = "claim-mismatch";
/// Where the editions are that must not change.
const FROZEN: &str = "editions/";

/// A file with its numbers put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The file.
    pub file: FileId,
    /// What it holds then.
    pub bytes: Vec<u8>,
    /// How many numbers change.
    pub count: usize,
    /// The lines that change, for people: those before after `-`, those behind after `+`.
    pub diff: String,
}

/// What to write so that the numbers in `diagnostics` agree with the data, in path order.
pub fn fixed(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<Fixed> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in diagnostics.iter().filter(|diagnostic| diagnostic.rule == RULE).filter_map(|it| it.fix.as_ref()) {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let open = by_file.into_iter().filter(|(file, _)| !sources.file(*file).path.as_str().starts_with(FROZEN));
    open.map(|(file, fixes)| one(file, sources.file(file), fixes)).collect()
}

/// `sources` as they are with `fixed` written.
pub fn applied(sources: &Sources, fixed: &[Fixed]) -> Sources {
    let bytes = |id: FileId, file: &SourceFile| {
        fixed.iter().find(|fixed| fixed.file == id).map_or_else(|| file.bytes.clone(), |fixed| fixed.bytes.clone())
    };
    Sources::new(
        sources.iter().map(|(id, file)| SourceFile { path: file.path.clone(), bytes: bytes(id, file) }).collect(),
    )
}

fn one(file: FileId, source: &SourceFile, mut fixes: Vec<&Fix>) -> Fixed {
    fixes.sort_by_key(|fix| fix.span);
    // One place is only replaced once.
    fixes.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    let bytes = spliced(&source.bytes, 0..source.bytes.len(), &fixes);
    let diff = diff(source, &fixes);
    Fixed { file, bytes, count: fixes.len(), diff }
}

/// The part `range` of `bytes` with the fixes in it made.
fn spliced(bytes: &[u8], range: Range<usize>, fixes: &[&Fix]) -> Vec<u8> {
    let mut out = Vec::with_capacity(range.len());
    let mut at = range.start;
    for fix in fixes.iter().filter(|fix| range.start <= fix.span.range().start && fix.span.range().end <= range.end) {
        out.extend_from_slice(&bytes[at..fix.span.range().start]);
        out.extend_from_slice(fix.text.as_bytes());
        at = fix.span.range().end;
    }
    out.extend_from_slice(&bytes[at..range.end]);
    out
}

fn diff(source: &SourceFile, fixes: &[&Fix]) -> String {
    let lines = Lines::new(&source.bytes);
    let mut numbers: Vec<usize> = fixes.iter().map(|fix| lines.place(fix.span.range().start).line).collect();
    numbers.dedup();
    let mut out = String::new();
    for number in numbers {
        let range = lines.range(number);
        let shown = |bytes: &[u8]| quote(&String::from_utf8_lossy(bytes)).into_owned();
        let (old, new) = (shown(&source.bytes[range.clone()]), shown(&spliced(&source.bytes, range, fixes)));
        out += &format!("{}:{number}\n- {old}\n+ {new}\n", quote(source.path.as_str()));
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::source::Span;
    use crate::source::text::sources;

    fn wrong(sources: &Sources, path: &str, text: &str, corrected: &str) -> Diagnostic {
        let (file, source) = sources.find(path).unwrap();
        let start = String::from_utf8_lossy(&source.bytes).find(text).unwrap();
        let span = Span::new(file, start, start + text.len());
        Diagnostic::error("claim-mismatch", "").at(span, "").fix(span, corrected)
    }

    #[test]
    fn only_the_numbers_are_replaced() {
        let before = sources("--- content/a.md\n[10](=x) and [9](=y)\nb [5%](=z)\n--- content/b.md\n[1](=x)\n");
        let found = [
            wrong(&before, "content/a.md", "5%", "12%"),
            wrong(&before, "content/a.md", "10", "11"),
            wrong(&before, "content/a.md", "9", "−8"),
        ];
        let fixed = fixed(&before, &found);
        let after = applied(&before, &fixed);
        let text = |path: &str| String::from_utf8(after.find(path).unwrap().1.bytes.clone()).unwrap();
        assert_eq!(text("content/a.md"), "[11](=x) and [−8](=y)\nb [12%](=z)\n");
        assert_eq!(text("content/b.md"), "[1](=x)\n");
        assert_eq!(fixed[0].count, 3);
        assert_eq!(
            fixed[0].diff,
            "content/a.md:1\n- [10](=x) and [9](=y)\n+ [11](=x) and [−8](=y)\ncontent/a.md:2\n- b [5%](=z)\n+ b [12%](=z)\n"
        );
    }

    #[test]
    fn other_fixes_and_frozen_editions_are_left_alone() {
        let before = sources("--- editions/1/content/a.md\n[10](=x)\n--- content/b.md\n[1](=x)\n");
        let mut other = wrong(&before, "content/b.md", "1", "2");
        other.rule = "points-as-percent";
        assert_eq!(fixed(&before, &[wrong(&before, "editions/1/content/a.md", "10", "11"), other]), []);
    }
}
