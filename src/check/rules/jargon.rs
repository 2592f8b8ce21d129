//! An acronym that its page never writes out.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::page::{Page, pages};
use crate::check::rule::{Explanation, Rule, When};
use crate::check::run::{Kind, Run, runs};
use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "jargon",
        summary: "an acronym is never written out on its page",
        why: "Readers come to a page from a search or a link and have read nothing else. Write the words once with the \
              acronym in brackets, or the acronym with the words in brackets; or use the words. What everybody knows, \
              such as UK or PDF, is left alone.",
        example: "most similar forces (MSF) … in the MSF group",
    },
    when: When::Always,
    check,
};

/// What needs no explanation, and words that are only written large.
const COMMON: [&str; 60] = [
    "AM", "AND", "BBC", "BST", "CEO", "COVID", "CSV", "DNA", "DVD", "EU", "FAQ", "FTSE", "GB", "GBP", "GDP", "GMT",
    "GP", "GPS", "HIV", "HM", "HQ", "HTML", "ID", "II", "III", "IT", "IV", "IX", "JSON", "MBE", "MOT", "MP", "NB",
    "NATO", "NHS", "NO", "NOT", "OBE", "OK", "OR", "PC", "PDF", "PIN", "PM", "QR", "RSS", "SIM", "SMS", "TV", "UK",
    "UN", "URL", "US", "USA", "VAT", "VI", "VII", "VIII", "XI", "XII",
];

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    pages(report.latest()).iter().flat_map(of_page).collect()
}

fn of_page(page: &Page<'_>) -> Vec<Diagnostic> {
    let runs = runs(page);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for run in &runs {
        for range in acronyms(run) {
            let acronym = &run.text[range.clone()];
            let explained = || runs.iter().any(|run| writes_out(&run.text, acronym));
            if !seen.insert(acronym.to_owned()) || COMMON.contains(&acronym) || explained() {
                continue;
            }
            let diagnostic = Diagnostic::warning("jargon", format!("`{acronym}` is never written out on this page"));
            let help = format!("write the words once with `({acronym})` behind them");
            found.extend(run.span(&range).map(|span| diagnostic.at(span, "").help(help)));
        }
    }
    found
}

/// The places of words of two to six capitals in running text; a small `s` behind them is the plural.
fn acronyms(run: &Run) -> impl Iterator<Item = Range<usize>> {
    let starts = run.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    starts.filter_map(|word| {
        let start = word.as_ptr() as usize - run.text.as_ptr() as usize;
        let stem = word.strip_suffix('s').unwrap_or(word);
        let is_acronym = (2..=6).contains(&stem.len()) && stem.bytes().all(|b| b.is_ascii_uppercase());
        let joined =
            run.text[..start].ends_with(['-', '.', '@', '/']) || run.text[start + word.len()..].starts_with('@');
        (is_acronym && !joined && matches!(run.kind(start), Kind::Plain | Kind::Link))
            .then(|| start..start + stem.len())
    })
}

/// Whether `text` has the acronym in brackets, or brackets with words right behind it.
fn writes_out(text: &str, acronym: &str) -> bool {
    let forms = [format!("({acronym})"), format!("({acronym}s)"), format!("{acronym} ("), format!("{acronym}s (")];
    forms.iter().any(|form| text.contains(form.as_str()))
}
