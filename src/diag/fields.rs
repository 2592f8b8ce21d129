//! Reads the keys of one map and says everything that is wrong with them at once: a key nobody asked
//! for (with the nearest known one), a value of the wrong type, a required key that is not there.
//! Whoever reads a map asks for its keys one by one and ends with [`Fields::finish`].

use super::{Diagnostic, nearest};
use crate::source::Span;
use crate::source::tree::{Node, Text, Value};

/// A map that is being read.
#[derive(Debug)]
pub struct Fields<'a> {
    entries: &'a [(Text, Node)],
    place: Span,
    what: &'a str,
    asked: Vec<&'static str>,
    missing: Vec<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Starts to read `node`, called `what` in messages ("a measure"). Not a map: a diagnostic and `None`.
    pub fn of(node: &'a Node, what: &'a str, diagnostics: &'a mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => {
                Some(Self { entries, place: node.span, what, asked: Vec::new(), missing: Vec::new(), diagnostics })
            }
            _ => {
                diagnostics.push(wrong_type(node, what, "a map of keys and values"));
                None
            }
        }
    }

    /// The node at `key`, unless it is missing or empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let (_, node) = self.entries.iter().find(|(name, _)| name.text == key)?;
        (node.value != Value::Null).then_some(node)
    }

    /// Where the name of `key` stands, if it is there.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(name, _)| name.text == key).map(|(name, _)| name.span)
    }

    /// Where the whole map stands.
    pub fn span(&self) -> Span {
        self.place
    }

    /// The text at `key`.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        let node = self.node(key)?;
        let text = node.as_text();
        if text.is_none() {
            self.report(wrong_type(node, &format!("`{key}`"), "a text"));
        }
        text
    }

    /// The text at `key`; missing or empty is an error at the map's place.
    pub fn required_text(&mut self, key: &'static str) -> Option<Text> {
        let present = self.node(key).is_some();
        let text = self.text(key);
        if !present {
            self.missing(key);
        }
        text
    }

    /// Says that `key` has to be there and is not. (It is said in the end: it may only be misspelt.)
    pub fn missing(&mut self, key: &'static str) {
        self.missing.push(key);
    }

    /// What is said of `key`, which is missing or empty.
    fn missing_key(&self, key: &str) -> Diagnostic {
        let message = format!("{} has no `{key}`", self.what);
        let diagnostic = match self.key_span(key) {
            Some(span) => Diagnostic::error("missing-key", message).at(span, "nothing behind it"),
            None => {
                let start = Span { end: self.place.start, ..self.place };
                Diagnostic::error("missing-key", message).at(start, "it belongs here")
            }
        };
        diagnostic.help(format!("add a line `{key}: …`"))
    }

    /// `true` or `false` at `key`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.parsed(key, "`true` or `false`", |text| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
        .map(|(flag, _)| flag)
    }

    /// A whole number at `key`.
    pub fn count(&mut self, key: &'static str) -> Option<(u32, Span)> {
        self.parsed(key, "a whole number", |text| text.parse().ok())
    }

    /// One of `names` at `key`: its place in the list. Anything else is an error that names the nearest.
    pub fn choice(&mut self, key: &'static str, names: &[&str]) -> Option<(usize, Span)> {
        let text = self.text(key)?;
        let found = names.iter().position(|name| *name == text.text);
        if found.is_none() {
            let message = format!("`{}` is not a value of `{key}`", text.text);
            let help = match nearest(&text.text, names.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("one of {}", listed(names.iter().copied())),
            };
            self.report(Diagnostic::error("unknown-value", message).at(text.span, "").help(help));
        }
        found.map(|at| (at, text.span))
    }

    /// What `read` makes of the text at `key`; if it makes nothing, an error that says `expected`.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<(T, Span)> {
        let text = self.text(key)?;
        let value = read(&text.text);
        if value.is_none() {
            let message = format!("`{key}` is `{}`, which is not {expected}", text.text);
            self.report(Diagnostic::error("wrong-type", message).at(text.span, "").help(format!("write {expected}")));
        }
        value.map(|value| (value, text.span))
    }

    /// A text or a list of texts at `key`; missing gives an empty list.
    pub fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.item_text(key, item)).collect(),
            _ => self.item_text(key, node).into_iter().collect(),
        }
    }

    fn item_text(&mut self, key: &str, node: &Node) -> Option<Text> {
        let text = node.as_text();
        if text.is_none() {
            self.report(wrong_type(node, &format!("`{key}`"), "a text or a list of texts"));
        }
        text
    }

    /// The entries of the map at `key`; missing gives an empty list.
    pub fn entries(&mut self, key: &'static str) -> &'a [(Text, Node)] {
        match self.node(key) {
            Some(Node { value: Value::Map(entries), .. }) => entries,
            Some(node) => {
                self.report(wrong_type(node, &format!("`{key}`"), "a map of names and their values"));
                &[]
            }
            None => &[],
        }
    }

    /// The items of the list at `key`; missing gives an empty list.
    pub fn items(&mut self, key: &'static str) -> &'a [Node] {
        match self.node(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => {
                self.report(wrong_type(node, &format!("`{key}`"), "a list"));
                &[]
            }
            None => &[],
        }
    }

    /// Adds a diagnostic to the ones of this map.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Ends the reading: every key that was never asked for is an error, and every missing one, unless an
    /// unknown key seems to be meant for it.
    pub fn finish(mut self) {
        for (name, node) in self.entries.iter().filter(|(name, _)| !self.asked.contains(&name.text.as_str())) {
            let message = format!("{} has no key `{}`", self.what, name.text);
            let known = nearest(&name.text, self.asked.iter().copied());
            let help = match known {
                Some(known) => format!("did you mean `{known}`?"),
                None if is_rest_of_a_text(node) => REST_OF_A_TEXT.to_owned(),
                None => format!("the keys of {} are {}", self.what, listed(self.asked.iter().copied())),
            };
            self.missing.retain(|key| Some(*key) != known);
            self.diagnostics.push(Diagnostic::error("unknown-key", message).at(name.span, "unknown key").help(help));
        }
        for key in std::mem::take(&mut self.missing) {
            let diagnostic = self.missing_key(key);
            self.diagnostics.push(diagnostic);
        }
    }
}

/// A reading that ends early, because nothing more can be understood, still says what is missing.
impl Drop for Fields<'_> {
    fn drop(&mut self) {
        for key in std::mem::take(&mut self.missing) {
            let strangers =
                self.entries.iter().map(|(name, _)| name).filter(|name| !self.asked.contains(&name.text.as_str()));
            let meant = strangers.into_iter().find(|name| nearest(&name.text, [key]).is_some());
            let diagnostic = match meant {
                Some(name) => {
                    let message = format!("{} has no key `{}`", self.what, name.text);
                    let diagnostic = Diagnostic::error("unknown-key", message).at(name.span, "unknown key");
                    diagnostic.help(format!("did you mean `{key}`?"))
                }
                None => self.missing_key(key),
            };
            self.diagnostics.push(diagnostic);
        }
    }
}

/// In braces a comma ends a text, and what follows it is read as a key without a value.
const REST_OF_A_TEXT: &str = "if it belongs to the text before it, put the whole text in straight quotation marks \
                              `\"…\"`: a comma ends a text that has none";

fn is_rest_of_a_text(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}

/// Names in backticks with commas and a final "or": `a`, `b` or `c`.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn wrong_type(node: &Node, what: &str, expected: &str) -> Diagnostic {
    let help = match expected {
        "a text" => "write one text; put it in quotes if it starts with a bracket or another sign",
        "a list" => "write it as `[one, two]`, or one item a line, each behind a hyphen",
        "a text or a list of texts" => "write one text, or several as `[one, two]`",
        _ => "write its keys on lines of their own below, indented, or in braces: `{key: value}`",
    };
    Diagnostic::error("wrong-type", format!("{what} should be {expected}, not {}", node.describe()))
        .at(node.span, format!("expected {expected}"))
        .help(help)
}
