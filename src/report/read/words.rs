//! Inline Markdown that stands in a YAML value: a notice, a reason, a chart's title.

use super::Notes;
use crate::prose::{self, Inline};
use crate::source::tree::Text;

/// The words of `text`, which stands in the file whose text is `file`.
pub fn inline(file: &str, text: &Text, notes: &mut Notes) -> Vec<Inline> {
    let (inlines, faults) = prose::read_inline(text, file.get(text.span.range()).unwrap_or_default());
    notes.extend(faults);
    inlines
}
