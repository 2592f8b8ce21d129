//! The measures of aims. In: the data files of the report, each read once however many measures use it, and
//! what front matter says of each measure. Out: measures; a file that is missing, or lies outside the report,
//! is an error at its name.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::names::fault_of_id;
use super::{Folder, Notes};
use crate::data::derive::read_measures;
use crate::data::spec::{Base, read_spec};
use crate::data::{Measure, Table, read_table};
use crate::diag::{Diagnostic, Severity, nearest};
use crate::source::tree::{Node, Text};
use crate::source::{FileId, PathFault, SafePath, SourceFile};

/// The endings of data files.
const ENDINGS: [&str; 2] = ["csv", "tsv"];

/// The data files of a report.
pub struct Tables {
    /// By path below `data/`; nothing for a file that cannot be read.
    tables: BTreeMap<String, Option<Table>>,
    /// The paths of the files, and of those with errors in them.
    names: BTreeMap<FileId, String>,
    faulty: BTreeSet<FileId>,
}

/// What was made of the measures of an aim.
pub struct Found {
    /// Those without errors, in the order they were declared.
    pub measures: Vec<Measure>,
    /// The names of the others.
    pub unread: BTreeSet<String>,
    /// The sources that all of them name.
    pub sources: Vec<Text>,
}

impl Tables {
    /// Reads every data file in `folder`, in parallel, and notes what is wrong with them.
    pub fn read(folder: Folder<'_>, notes: &mut Notes) -> Self {
        let below = folder.path("data");
        let is_data = |file: &SourceFile| ENDINGS.contains(&file.path.stem_and_ending().1);
        let files: Vec<(FileId, &SourceFile)> =
            folder.sources.below(&below).filter(|(_, file)| is_data(file)).collect();
        let read = |(id, file): &(FileId, &SourceFile)| read_table(*id, &file.bytes, file.path.stem_and_ending().1);
        let results: Vec<(Option<Table>, Vec<Diagnostic>)> = files.par_iter().map(read).collect();
        let mut all = Self { tables: BTreeMap::new(), names: BTreeMap::new(), faulty: BTreeSet::new() };
        for ((id, file), (table, faults)) in files.iter().zip(results) {
            let name = file.path.as_str()[below.len() + 1..].to_owned();
            if table.is_none() || errors(&faults).next().is_some() {
                all.faulty.insert(*id);
            }
            notes.extend(faults);
            all.names.insert(*id, name.clone());
            all.tables.insert(name, table);
        }
        all
    }

    /// The measures that `written` declares.
    pub fn measures(&self, written: &[(Text, Node)], notes: &mut Notes) -> Found {
        let mut specs = Vec::new();
        let mut faults = Vec::new();
        for (id, node) in written {
            let (spec, found) = read_spec(id, node);
            faults.extend(found);
            faults.extend(fault_of_id(id));
            specs.extend(spec);
        }
        let files = specs.iter().filter_map(|spec| match &spec.base {
            Base::File(columns) => Some(&columns.data),
            _ => None,
        });
        faults.extend(files.filter(|name| !self.tables.contains_key(inside(name))).map(|name| self.missing(name)));
        let (measures, found) = read_measures(&specs, |name| self.tables.get(inside(name)).and_then(Option::as_ref));
        faults.extend(found);
        let faulty = self.faulty_files(&faults);
        let unread = unread(written, &measures, &faulty, &faults);
        let short: Vec<&Measure> = measures.iter().filter(|measure| rests_on(measure, &faulty)).collect();
        faults.retain(|fault| !short.iter().any(|measure| misses_what_was_refused(fault, measure, written)));
        notes.extend(faults);
        Found {
            measures: measures.into_iter().filter(|measure| !unread.contains(&measure.id)).collect(),
            unread,
            sources: specs.iter().flat_map(|spec| spec.sources.clone()).collect(),
        }
    }

    /// The files with errors, in themselves or as one of `faults` reads them.
    fn faulty_files(&self, faults: &[Diagnostic]) -> BTreeSet<String> {
        let read = errors(faults).filter_map(|fault| fault.primary.as_ref()).map(|label| label.span.file);
        let files = self.faulty.iter().copied().chain(read);
        files.filter_map(|file| self.names.get(&file)).map(|name| format!("data/{name}")).collect()
    }

    fn missing(&self, name: &Text) -> Diagnostic {
        let (message, help) = match SafePath::parse(&name.text) {
            Err(PathFault::Dots | PathFault::Absolute) => (
                format!("the data file `{}` lies outside the folder `data/`", name.text),
                "copy the file into `data/` and name it without its folders, such as `burglary.csv`".to_owned(),
            ),
            _ => (format!("there is no data file `{}`", name.text), self.help(&name.text)),
        };
        let rule = if message.starts_with("there") { "unknown-file" } else { "data-outside" };
        Diagnostic::error(rule, message).at(name.span, "").help(help)
    }

    fn help(&self, name: &str) -> String {
        match nearest(name, self.tables.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.tables.is_empty() => "put it into the folder `data/`".into(),
            None => "put it into the folder `data/`, or name one that is there".into(),
        }
    }
}

/// The declared measures that are not there, or that have errors: in their declaration or in their files.
fn unread(
    written: &[(Text, Node)],
    measures: &[Measure],
    faulty: &BTreeSet<String>,
    faults: &[Diagnostic],
) -> BTreeSet<String> {
    let is_sound = |(id, node): &&(Text, Node)| {
        let measure = measures.iter().find(|measure| measure.id == id.text);
        measure.is_some_and(|measure| !rests_on(measure, faulty))
            && !errors(faults).any(|fault| stands_in(fault, id, node))
    };
    written.iter().filter(|one| !is_sound(one)).map(|(id, _)| id.text.clone()).collect()
}

fn rests_on(measure: &Measure, faulty: &BTreeSet<String>) -> bool {
    measure.files.iter().any(|file| faulty.contains(file))
}

/// Whether `fault` only says that a period or a series is not in the data of `measure`, some of which could not be
/// read: the rows that were refused may hold it.
fn misses_what_was_refused(fault: &Diagnostic, measure: &Measure, written: &[(Text, Node)]) -> bool {
    ["unknown-period", "unknown-series"].contains(&fault.rule)
        && written.iter().any(|(id, node)| id.text == measure.id && stands_in(fault, id, node))
}

fn stands_in(fault: &Diagnostic, id: &Text, node: &Node) -> bool {
    fault.primary.as_ref().is_some_and(|label| {
        let place = label.span;
        place.file == id.span.file && place.start >= id.span.start && place.end <= node.span.end
    })
}

/// The path below `data/` that `name` means.
fn inside(name: &Text) -> &str {
    name.text.strip_prefix("data/").unwrap_or(&name.text)
}

fn errors(faults: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    faults.iter().filter(|fault| fault.severity == Severity::Error)
}
