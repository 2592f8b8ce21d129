//! How many messages are shown: at most [`PER_FILE`] of one file and [`IN_ALL`] in all, so that one bad
//! file does not bury the others and a log cannot be flooded. What is left out is counted, never forgotten.

use super::{Diagnostic, order};
use crate::source::Sources;

/// The most messages shown of one file.
pub const PER_FILE: usize = 20;
/// The most messages shown of a report.
pub const IN_ALL: usize = 200;

/// The messages of one file.
pub struct Group<'a> {
    /// The file's path, if the messages have one.
    pub file: Option<&'a str>,
    /// The messages to show, in order of place.
    pub shown: Vec<&'a Diagnostic>,
    /// How many are not shown.
    pub more: usize,
}

/// `diagnostics` in the order they are shown, by file, cut to the limits.
pub fn groups<'a>(sources: &'a Sources, diagnostics: &'a [Diagnostic]) -> Vec<Group<'a>> {
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by(|a, b| order(a, b));
    let mut room = IN_ALL;
    let of_one_file = |a: &&Diagnostic, b: &&Diagnostic| file_of(sources, a) == file_of(sources, b);
    ordered
        .chunk_by(of_one_file)
        .map(|all| {
            let take = all.len().min(PER_FILE).min(room);
            room -= take;
            Group { file: file_of(sources, all[0]), shown: all[..take].to_vec(), more: all.len() - take }
        })
        .collect()
}

/// The path of the file a message is about.
pub fn file_of<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Option<&'a str> {
    match &diagnostic.primary {
        Some(label) => Some(sources.file(label.span.file).path.as_str()),
        None => diagnostic.path.as_deref(),
    }
}
