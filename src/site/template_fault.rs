//! What is wrong with a template, as a diagnostic. In: what the template engine says (a template's name, a
//! place, an English sentence). Out: our own diagnostics, which point at the exact characters of the report's
//! own templates and suggest the nearest known name.

use std::ops::Range;

use super::filters;
use super::theme::{BUILT_IN, Templates};
use crate::diag::fields::listed;
use crate::diag::{Diagnostic, nearest};
use crate::source::Span;

/// One fault of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The engine's name of the template, with its prefix.
    pub template: String,
    /// Where.
    pub place: Place,
    /// What the engine says.
    pub message: String,
    /// What the reader can do, if it is known already.
    pub help: Option<String>,
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// These bytes.
    Bytes(Range<usize>),
    /// This line and column, both from 1, and so many columns.
    Columns(usize, usize, usize),
    /// The first place where this text stands.
    Text(String),
}

impl Fault {
    /// The diagnostic; without a span if the template is not one of the report's own.
    pub fn diagnostic(&self, own: &Templates) -> Diagnostic {
        let message = plain(&self.message);
        let mut diagnostic = Diagnostic::error("template", message);
        diagnostic = match self.template.split_once('/').and_then(|(_, name)| own.get(name)) {
            Some((file, text)) if self.template.starts_with("theme/") => {
                let range = self.place.range(text);
                diagnostic.at(Span::new(*file, range.start, range.end), "")
            }
            _ if self.template.is_empty() => diagnostic.at_path("themes"),
            _ => diagnostic.at_path(&self.template),
        };
        let help = self.help.clone().or_else(|| self.suggestion(own));
        diagnostic.help(help.unwrap_or_else(|| "compare it with the built-in template of the same name".to_owned()))
    }

    /// "did you mean …?", where the message names what it does not know.
    fn suggestion(&self, own: &Templates) -> Option<String> {
        let lower = self.message.to_lowercase();
        if lower.starts_with("unexpected end") {
            return Some("look for a `{{`, a `{%` or a block that is opened and never closed".to_owned());
        }
        let wrong = quoted(&self.message)?;
        let near = if lower.starts_with("unknown filter") {
            nearest(wrong, filters::NAMES)
        } else if lower.starts_with("unknown template") {
            return suggested_template(wrong, own);
        } else if let Some(known) = self.known() {
            let names = known.trim_end_matches('.').split(", ");
            return Some(match nearest(wrong, names.clone()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("what stands here is {}", listed(names)),
            });
        } else {
            None
        };
        near.map(|name| format!("did you mean `{name}`?"))
    }

    /// What the message says is known.
    fn known(&self) -> Option<&str> {
        let after = |start| self.message.split_once(start).map(|(_, known)| known);
        after("vailable fields: ").or_else(|| after("vailable variables: "))
    }
}

fn suggested_template(wrong: &str, own: &Templates) -> Option<String> {
    let built_in = super::builtin::TEMPLATES.iter().map(|(name, _)| *name);
    let full: Vec<String> = built_in.clone().map(|name| format!("{BUILT_IN}{name}")).collect();
    let known = own.keys().map(String::as_str).chain(built_in).chain(full.iter().map(String::as_str));
    nearest(wrong, known).map(|name| format!("did you mean `{name}`?"))
}

impl Place {
    /// The bytes it means in `text`, inside it and on character boundaries.
    fn range(&self, text: &str) -> Range<usize> {
        let (start, end) = match self {
            Self::Bytes(range) => (range.start, range.end),
            Self::Columns(line, column, width) => {
                let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                let start = before + bytes_of(&text[before..], column - 1);
                (start, start + bytes_of(&text[start..], *width))
            }
            Self::Text(wanted) => text.find(wanted.as_str()).map_or((0, 0), |at| (at, at + wanted.len())),
        };
        let snap = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        snap(start)..snap(end)
    }
}

fn bytes_of(text: &str, characters: usize) -> usize {
    text.chars().take(characters).map(char::len_utf8).sum()
}

/// The faults in the engine's finished text, which gives several at once and no spans.
pub(super) fn faults_in_report(text: &str) -> Vec<Fault> {
    let faults: Vec<Fault> = text.split("\n\nerror: ").filter_map(fault_in_report).collect();
    match faults.is_empty() {
        true => vec![Fault {
            template: String::new(),
            place: Place::Bytes(0..0),
            message: text.lines().next().unwrap_or_default().to_owned(),
            help: None,
        }],
        false => faults,
    }
}

/// `error: message`, ` --> name:line:column`, the line and the carets.
fn fault_in_report(text: &str) -> Option<Fault> {
    let (message, rest) = text.trim_start_matches("error: ").split_once('\n')?;
    let (_, place) = rest.lines().next()?.split_once("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, template) = (parts.next()?, parts.next()?, parts.next()?);
    let width = rest.lines().nth(3).map_or(1, |carets| carets.matches('^').count());
    let place = Place::Columns(line.parse().ok()?, column.parse().ok()?, width);
    Some(Fault { template: template.to_owned(), place, message: message.to_owned(), help: None })
}

/// The engine's sentence as our messages are written: lower case, no final stop, no list of everything.
fn plain(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    let message = message.split(". Available ").next().unwrap_or(message).trim_end_matches('.');
    let mut characters = message.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => "this template is wrong".to_owned(),
    }
}

/// The first words in backticks.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

/// Whether what follows `before` stands between the quotes of an attribute: `content="0; url={{ href }}"`.
fn is_quoted(before: &str) -> bool {
    let element = &before[before.rfind('<').unwrap_or(0)..];
    !element.matches('"').count().is_multiple_of(2) || !element.matches('\'').count().is_multiple_of(2)
}

/// What the engine does not look for: an attribute's value without quotes, which escaping does not protect.
pub(super) fn check_sources(own: &Templates, diagnostics: &mut Vec<Diagnostic>) {
    for (file, text) in own.iter().filter(|(name, _)| !name.ends_with(".txt")).map(|(_, template)| template) {
        for (at, found) in text.match_indices("={{").filter(|(at, _)| !is_quoted(&text[..*at])) {
            diagnostics.push(
                Diagnostic::error("unquoted-attribute", "the value of an attribute has to stand in quotes")
                    .at(Span::new(*file, at, at + found.len()), "")
                    .help("write `=\"{{ … }}\"`"),
            );
        }
    }
}
