//! The pages of `content/`: each file read as Markdown, its front matter as YAML. In: the files. Out: one
//! [`Page`] a file, in path order whatever the number of threads, each with what is wrong with it.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Folder, Notes};
use crate::diag::Diagnostic;
use crate::prose::{self, Document};
use crate::report::yaml;
use crate::source::tree::{Node, Value};
use crate::source::{FileId, SourceFile, Span};

/// A page as read, before anything in its front matter has a meaning.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its file.
    pub file: FileId,
    /// The name of its file without `.md`.
    pub name: &'a str,
    /// The text of the file.
    pub text: Cow<'a, str>,
    /// Its front matter as a tree; nothing if there is none that can be read.
    pub front: Option<Node>,
    /// Its Markdown.
    pub document: Document,
    /// What is wrong with it.
    pub notes: Notes,
}

/// The name of the page that holds the paper itself.
pub const PAPER: &str = "index";

/// Every page, in path order.
pub fn read<'a>(folder: Folder<'a>, notes: &mut Notes) -> Vec<Page<'a>> {
    let content = folder.path("content");
    let files: Vec<(FileId, &SourceFile)> = folder.sources.below(&content).collect();
    let (pages, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .filter(|(_, file)| file.path.stem_and_ending().1 == "md")
        .partition(|(_, file)| file.path.as_str().len() == content.len() + 1 + file.path.file_name().len());
    notes.extend(others.into_iter().map(|(_, file)| too_deep(file)));
    pages.into_par_iter().map(|(file, source)| page(file, source)).collect()
}

fn too_deep(file: &SourceFile) -> Diagnostic {
    let name = file.path.file_name();
    Diagnostic::error("page-in-folder", format!("the page `{name}` stands in a folder of `content/`"))
        .at_path(file.path.as_str())
        .help("move it directly into `content/`: pages have no folders")
}

fn page(file: FileId, source: &SourceFile) -> Page<'_> {
    let (document, mut notes) = prose::read_document(file, &source.bytes);
    let (text, _) = prose::decode(file, &source.bytes);
    let front = match document.front_matter {
        Some(place) => {
            let (node, faults) = yaml::read(&text, place);
            notes.extend(faults);
            node.filter(|node| is_map(node, &mut notes))
        }
        None => {
            if notes.iter().all(|note| note.rule != "front-matter") {
                notes.push(no_front_matter(file));
            }
            None
        }
    };
    Page { file, name: source.path.stem_and_ending().0, text, front, document, notes }
}

fn is_map(node: &Node, notes: &mut Notes) -> bool {
    let found = match &node.value {
        Value::Map(_) => return true,
        Value::Null => "the front matter is empty".to_owned(),
        _ => format!("the front matter is {}, not keys with their values", node.describe()),
    };
    let help = "write one line for each key, with a space after the colon: `aim: Reductions in burglary`";
    notes.push(Diagnostic::error("front-matter", found).at(node.span, "").help(help));
    false
}

fn no_front_matter(file: FileId) -> Diagnostic {
    Diagnostic::error("front-matter", "the page has no front matter")
        .at(Span::new(file, 0, 0), "the first line should be `---`")
        .help("start the file with a line `---`, then one line for each key, then another line `---`")
}
