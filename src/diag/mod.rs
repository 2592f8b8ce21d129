//! What is wrong and where, as values. Every stage returns what it could make and a list of
//! [`Diagnostic`]s; nothing is printed here. One renderer a format turns the list into text.

mod excerpt;
pub mod fields;
pub mod github;
pub mod json;
mod limits;
pub mod quote;
pub mod text;

use std::cmp::Ordering;

use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The report cannot be published like this.
    Error,
    /// It can, but someone should look.
    Warning,
}

/// A place and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The exact characters.
    pub span: Span,
    /// A few words that stand beside the carets; may be empty.
    pub text: String,
}

/// New text for a place: what `check --fix` would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The characters to replace.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

/// One mistake of an author: what was found, where, and what to do.
///
/// The message is lower case without a final stop and has the user's own words in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name; reads well after "allow".
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub message: String,
    /// Where; `None` for what has no place in a file that was read.
    pub primary: Option<Label>,
    /// A path to name when there is no span, such as a link that was not followed.
    pub path: Option<String>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// One thing the reader can do.
    pub help: Option<String>,
    /// The change that would mend it, if one is certain.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error of `rule`.
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, message.into())
    }

    /// A warning of `rule`.
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message.into())
    }

    fn new(rule: &'static str, severity: Severity, message: String) -> Self {
        Self { rule, severity, message, primary: None, path: None, secondary: Vec::new(), help: None, fix: None }
    }

    /// Points at `span`, with a few words for the carets (may be empty).
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Names a path that has no span.
    pub fn at_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Shows a second place.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says which change mends it.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }
}

/// Puts diagnostics in the order they are shown: by file, then by place, errors first at one place.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(order);
}

fn order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let span = |d: &Diagnostic| d.primary.as_ref().map(|label| label.span);
    (span(a), &a.path, a.severity, &a.message).cmp(&(span(b), &b.path, b.severity, &b.message))
}

/// The name in `known` nearest to `wrong`, if one is near enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&wrong.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(apart, _)| *apart <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Edit distance with neighbouring letters swapped counting once (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
