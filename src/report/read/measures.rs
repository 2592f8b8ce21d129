//! The measures of aims. In: the data files of the report, each read once however many measures use it, and
//! what front matter says of each measure. Out: measures; a file that is missing, or lies outside the report,
//! is an error at its name.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Folder, Notes};
use crate::data::derive::read_measures;
use crate::data::spec::{Base, read_spec};
use crate::data::{Measure, Table, read_table};
use crate::diag::{Diagnostic, nearest};
use crate::source::tree::{Node, Text};
use crate::source::{FileId, PathFault, SafePath, SourceFile};

/// The endings of data files.
const ENDINGS: [&str; 2] = ["csv", "tsv"];

/// The tables of a report, by path below `data/`; nothing for a file that cannot be read.
pub struct Tables {
    tables: BTreeMap<String, Option<Table>>,
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
        let mut tables = BTreeMap::new();
        for ((_, file), (table, faults)) in files.iter().zip(results) {
            notes.extend(faults);
            tables.insert(file.path.as_str()[below.len() + 1..].to_owned(), table);
        }
        Self { tables }
    }

    /// The measures that `written` declares, in its order, and the sources they name.
    pub fn measures(&self, written: &[(Text, Node)], notes: &mut Notes) -> (Vec<Measure>, Vec<Text>) {
        let mut specs = Vec::new();
        for (id, node) in written {
            let (spec, faults) = read_spec(id, node);
            notes.extend(faults);
            specs.extend(spec);
        }
        let sources = specs.iter().flat_map(|spec| spec.sources.clone()).collect();
        let files = specs.iter().filter_map(|spec| match &spec.base {
            Base::File(columns) => Some(&columns.data),
            _ => None,
        });
        notes.extend(files.filter(|name| !self.tables.contains_key(inside(name))).map(|name| self.missing(name)));
        let (measures, faults) = read_measures(&specs, |name| self.tables.get(inside(name)).and_then(Option::as_ref));
        notes.extend(faults);
        (measures, sources)
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

/// The path below `data/` that `name` means.
fn inside(name: &Text) -> &str {
    name.text.strip_prefix("data/").unwrap_or(&name.text)
}
