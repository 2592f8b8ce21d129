//! `edition.lock`: what an edition was when it was frozen, as text that people can read and compare. In and
//! out: [`Lock`]: the digest of every file, every fact, the corrections. Its last line is the digest of all
//! lines above, so that no byte of it changes unseen. Reading what was written gives the same lock.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::facts::{Facts, Told};
use crate::data::{Date, date};
use crate::source::digest::digest;

/// The name of the file.
pub const FILE: &str = "edition.lock";

/// What was fixed when an edition was frozen, and what was corrected since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The edition's id.
    pub edition: String,
    /// The program that froze it: `aimline 0.1.0`.
    pub made_by: String,
    /// The digest of each file, by path in the edition's folder.
    pub inputs: BTreeMap<String, String>,
    /// What it published.
    pub facts: Facts,
    /// Its corrections, the first first.
    pub corrections: Vec<Correction>,
    /// Since when and why it is withdrawn, if it is.
    pub withdrawn: Option<Withdrawal>,
}

/// A change of a published edition because something in it was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The day of the correction.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// What was corrected, in words; `None`: the changes say it.
    pub what: Option<String>,
    /// What follows for readers.
    pub effect: Option<String>,
    /// Every fact that changed.
    pub changes: Vec<FactChange>,
}

/// A fact before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// The aim; `None`: the paper.
    pub aim: Option<String>,
    /// The fact's name.
    pub fact: String,
    /// What it said; `None`: it is new.
    pub old: Option<String>,
    /// What it says; `None`: it is gone.
    pub new: Option<String>,
}

/// An edition that should not be used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Since when.
    pub date: Date,
    /// Why.
    pub reason: String,
}

/// Why a text is no lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockFault {
    /// The line, counted from 1.
    pub line: usize,
    /// What was expected there.
    pub expected: &'static str,
}

const HEAD: &str = "\
# What this edition was when it was published. aimline wrote this file; do not edit it.
# If it, or a file it lists, or a fact it holds changes, `aimline build` and `aimline check` stop and say which.
";

impl Lock {
    /// How often it was corrected.
    pub fn revision(&self) -> usize {
        self.corrections.len()
    }

    /// The lock as text.
    pub fn write(&self) -> String {
        let mut out = HEAD.to_owned();
        line(&mut out, "edition", &self.edition);
        line(&mut out, "revision", &self.revision().to_string());
        line(&mut out, "made by", &self.made_by);
        out.push_str("\n[files]\n");
        for (path, digest) in &self.inputs {
            line(&mut out, path, &format!("sha256:{digest}"));
        }
        section(&mut out, "[paper]", &self.facts.paper);
        for (aim, told) in &self.facts.aims {
            section(&mut out, &format!("[aim {aim}]"), told);
        }
        for (at, correction) in self.corrections.iter().enumerate() {
            write_correction(&mut out, at + 1, correction);
        }
        if let Some(withdrawn) = &self.withdrawn {
            out.push_str("\n[withdrawn]\n");
            line(&mut out, "date", &withdrawn.date.to_string());
            line(&mut out, "reason", &withdrawn.reason);
        }
        let whole = digest(out.as_bytes());
        out + &format!("\n[end]\nsha256:{whole}\n")
    }

    /// Reads a lock. Whether its last line is right is for [`is_whole`] to say.
    ///
    /// # Errors
    /// The first line that has no place in a lock.
    pub fn read(text: &str) -> Result<Self, LockFault> {
        let mut reader = Reader::default();
        for (at, text) in text.lines().enumerate() {
            reader.line(text).map_err(|expected| LockFault { line: at + 1, expected })?;
        }
        let end = text.lines().count();
        let missing = |expected| LockFault { line: end, expected };
        let head = |name: &str| reader.head.get(name).cloned();
        let mut corrections = Vec::new();
        for part in &reader.corrections {
            corrections.push(read_correction(part).ok_or(missing("a correction with its date and reason"))?);
        }
        Ok(Self {
            edition: head("edition").ok_or(missing("`edition`"))?,
            made_by: head("made by").ok_or(missing("`made by`"))?,
            inputs: reader.inputs,
            facts: reader.facts,
            corrections,
            withdrawn: reader
                .withdrawn
                .map(|part| withdrawal(&part).ok_or(missing("a date and a reason")))
                .transpose()?,
        })
    }
}

/// Whether the last line of a lock is the digest of all above.
pub fn is_whole(text: &str) -> bool {
    text.rsplit_once("\n[end]\nsha256:")
        .is_some_and(|(above, end)| end.strip_suffix('\n') == Some(digest(above.as_bytes()).as_str()))
}

fn line(out: &mut String, name: &str, text: &str) {
    writeln!(out, "{name} = {text}").expect("writing to a string never fails");
}

fn section(out: &mut String, head: &str, told: &Told) {
    write!(out, "\n{head}\n").expect("writing to a string never fails");
    told.iter().for_each(|(name, said)| line(out, name, said));
}

fn write_correction(out: &mut String, number: usize, correction: &Correction) {
    write!(out, "\n[correction {number}]\n").expect("writing to a string never fails");
    line(out, "date", &correction.date.to_string());
    line(out, "reason", &correction.reason);
    correction.what.iter().for_each(|what| line(out, "what", what));
    correction.effect.iter().for_each(|effect| line(out, "effect", effect));
    for change in &correction.changes {
        line(out, "changed", &format!("{}: {}", change.aim.as_deref().unwrap_or("the paper"), change.fact));
        change.old.iter().for_each(|old| line(out, "from", old));
        change.new.iter().for_each(|new| line(out, "to", new));
    }
}

/// Lines of a part: names with texts, in their order.
type Part = Vec<(String, String)>;

#[derive(Default)]
struct Reader {
    head: BTreeMap<String, String>,
    inputs: BTreeMap<String, String>,
    facts: Facts,
    corrections: Vec<Part>,
    withdrawn: Option<Part>,
    at: At,
}

#[derive(Default)]
enum At {
    #[default]
    Head,
    Files,
    Paper,
    Aim(String),
    Correction,
    Withdrawn,
    End,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if matches!(self.at, At::End) {
            return line.starts_with("sha256:").then_some(()).ok_or("the digest of the lines above");
        }
        if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return self.part(head);
        }
        let (name, text) = line.split_once(" = ").ok_or("a name, ` = ` and a text")?;
        let (name, text) = (name.to_owned(), text.to_owned());
        match &self.at {
            At::Head => drop(self.head.insert(name, text)),
            At::Files => {
                let digest = text.strip_prefix("sha256:").ok_or("`sha256:` and a digest")?;
                self.inputs.insert(name, digest.to_owned());
            }
            At::Paper => drop(self.facts.paper.insert(name, text)),
            At::Aim(aim) => drop(self.facts.aims.entry(aim.clone()).or_default().insert(name, text)),
            At::Correction => self.corrections.last_mut().ok_or("a part")?.push((name, text)),
            At::Withdrawn => self.withdrawn.get_or_insert_default().push((name, text)),
            At::End => {}
        }
        Ok(())
    }

    fn part(&mut self, head: &str) -> Result<(), &'static str> {
        self.at = match head.split_once(' ').unwrap_or((head, "")) {
            ("files", "") => At::Files,
            ("paper", "") => At::Paper,
            ("aim", aim) if !aim.is_empty() => {
                self.facts.aims.entry(aim.to_owned()).or_default();
                At::Aim(aim.to_owned())
            }
            ("correction", _) => {
                self.corrections.push(Part::new());
                At::Correction
            }
            ("withdrawn", "") => At::Withdrawn,
            ("end", "") => At::End,
            _ => return Err("`[files]`, `[paper]`, `[aim …]`, `[correction …]`, `[withdrawn]` or `[end]`"),
        };
        Ok(())
    }
}

fn find(part: &Part, name: &str) -> Option<String> {
    part.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
}

fn withdrawal(part: &Part) -> Option<Withdrawal> {
    Some(Withdrawal { date: date::parse(&find(part, "date")?).ok()?, reason: find(part, "reason")? })
}

fn read_correction(part: &Part) -> Option<Correction> {
    let mut changes: Vec<FactChange> = Vec::new();
    for (name, text) in part {
        match (name.as_str(), changes.last_mut()) {
            ("changed", _) => {
                let (page, fact) = text.split_once(": ")?;
                let aim = (page != "the paper").then(|| page.to_owned());
                changes.push(FactChange { aim, fact: fact.to_owned(), old: None, new: None });
            }
            ("from", Some(change)) => change.old = Some(text.clone()),
            ("to", Some(change)) => change.new = Some(text.clone()),
            _ => {}
        }
    }
    Some(Correction {
        date: date::parse(&find(part, "date")?).ok()?,
        reason: find(part, "reason")?,
        what: find(part, "what"),
        effect: find(part, "effect"),
        changes,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn lock() -> Lock {
        let told = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect::<Told>();
        let day = |text| date::parse(text).unwrap();
        let change = FactChange {
            aim: Some("fires".into()),
            fact: "measure fires, Anytown, 2019-06".into(),
            old: Some("150".into()),
            new: None,
        };
        Lock {
            edition: "2019-11".into(),
            made_by: "aimline 0.1.0".into(),
            inputs: [("content/index.md".to_owned(), digest(b"x"))].into(),
            facts: Facts {
                paper: told(&[("title", "A = b"), ("plan 001", "Fewer fires")]),
                aims: [("fires".to_owned(), told(&[("status", "Updated.")])), ("quiet".to_owned(), Told::new())].into(),
            },
            corrections: vec![Correction {
                date: day("2019-12-01"),
                reason: "A cell was read twice".into(),
                what: None,
                effect: Some("None on the trend".into()),
                changes: vec![change],
            }],
            withdrawn: Some(Withdrawal { date: day("2020-01-01"), reason: "All of it was wrong".into() }),
        }
    }

    #[test]
    fn reading_gives_what_was_written() {
        let text = lock().write();
        assert!(is_whole(&text), "{text}");
        assert_eq!(Lock::read(&text), Ok(lock()));
        assert!(text.contains("\nrevision = 1\n"), "{text}");
    }

    #[test]
    fn no_byte_changes_unseen() {
        let text = lock().write();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            assert!(!String::from_utf8(bytes).is_ok_and(|text| is_whole(&text)), "byte {at}");
        }
    }

    #[test]
    fn a_line_that_has_no_place_is_named() {
        assert_eq!(Lock::read("edition = 1\nnonsense\n").unwrap_err().line, 2);
        assert_eq!(Lock::read("[what]\n").unwrap_err().line, 1);
        assert_eq!(Lock::read("").unwrap_err().expected, "`edition`");
    }

    proptest! {
        #[test]
        fn survives_any_text(text: String) {
            let _ = (Lock::read(&text), is_whole(&text));
        }
    }
}
