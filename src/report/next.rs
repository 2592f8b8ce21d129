//! The working files of the next edition. In: those of the last, the new id and date. Out: the text of each
//! file that changes: `content/index.md` gets id and date and loses its agenda item and its notes on
//! revisions; each aim loses its status, which is the authors' to say anew. All else stays for them to edit.

use super::yaml;
use crate::data::{Date, date};
use crate::prose;
use crate::source::tree::{Node, Value};
use crate::source::{FileId, SafePath, SourceFile, Sources};

/// The key whose value is emptied on each aim.
const TO_FILL: &str = "status";
/// The keys that go with their lines.
const GONE: [&str; 3] = ["status_reason", "agenda_item", "revisions"];

/// Every working file that changes, with its new text.
pub fn files(sources: &Sources, id: &str, day: Date) -> Vec<(SafePath, String)> {
    let pages = sources.below("content").filter(|(_, file)| file.path.stem_and_ending().1 == "md");
    pages.filter_map(|(at, file)| Some((file.path.clone(), page(at, file, id, day)?))).collect()
}

/// The date that an id such as `2020-02` stands for, if nobody gives another: the first of the month.
pub fn date_of(id: &str) -> Option<Date> {
    match id.len() {
        7 => date::parse(&format!("{id}-01")).ok(),
        _ => date::parse(id).ok(),
    }
}

/// The new text of a page, if it changes.
fn page(at: FileId, file: &SourceFile, id: &str, day: Date) -> Option<String> {
    let (document, _) = prose::read_document(at, &file.bytes);
    let (text, _) = prose::decode(at, &file.bytes);
    let (node, _) = yaml::read(&text, document.front_matter?);
    let Value::Map(entries) = node?.value else { return None };
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (key, value) in &entries {
        match key.text.as_str() {
            "edition" => edits.push((value.span.range(), id.to_owned())),
            "date" => edits.push((value.span.range(), day.to_string())),
            TO_FILL if value.value != Value::Null => edits.push((value.span.range(), String::new())),
            name if GONE.contains(&name) => edits.push((lines_of(&text, key.span.range().start, value), String::new())),
            _ => {}
        }
    }
    let mut new = text.clone().into_owned();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, replacement) in edits {
        new.replace_range(range, &replacement);
    }
    (new != *text).then_some(new)
}

/// The lines from the key at `start` to the end of its value: up to the next line that is not indented.
fn lines_of(text: &str, start: usize, value: &Node) -> std::ops::Range<usize> {
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let after = value.span.range().end.max(start);
    let mut end = text[after..].find('\n').map_or(text.len(), |at| after + at + 1);
    while text[end..].starts_with([' ', '\t']) || text[end..].starts_with("- ") {
        end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    }
    first..end
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::source::text::sources;

    fn check(before: &str, after: &str) {
        let sources = sources(&format!("--- content/a.md\n{before}"));
        let files = files(&sources, "2020-02", date::parse("2020-02-11").unwrap());
        let expect: Vec<String> = if before == after { Vec::new() } else { vec![after.to_owned()] };
        assert_eq!(files.into_iter().map(|(_, text)| text).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn id_and_date_are_new_and_statuses_are_to_be_filled() {
        check(
            "---\nedition: 2019-11   # the id\ndate: 2019-11-19\nagenda_item: 7\nrevisions:\n  - of: a.b\n    reason: \"x\"\nmeeting: Board\n---\nText\n",
            "---\nedition: 2020-02   # the id\ndate: 2020-02-11\nmeeting: Board\n---\nText\n",
        );
        check(
            "---\naim: A\nstatus: updated # or no-update\nstatus_reason: \"because\"\nnext_release: 2020-01\n---\nstatus: x\n",
            "---\naim: A\nstatus:  # or no-update\nnext_release: 2020-01\n---\nstatus: x\n",
        );
        check("---\naim: A\nstatus:\n---\n", "---\naim: A\nstatus:\n---\n");
        check("no front matter", "no front matter");
    }

    #[test]
    fn an_id_that_is_a_month_has_a_date() {
        assert_eq!(date_of("2020-02").unwrap().to_string(), "2020-02-01");
        assert_eq!(date_of("2020-02-11").unwrap().to_string(), "2020-02-11");
        assert_eq!(date_of("spring"), None);
    }
}
