//! A structured text (YAML front matter, the report's settings) as a tree in which everything knows
//! where it stands. Scalars stay text as written: what they mean is for the reader of each key to say,
//! so `1.10`, `2019-06` and `no` are never turned into something else on the way.

use super::Span;

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What is written, without quotes.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where.
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or `null`.
    Null,
    /// Any scalar, as written.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map in the order of the file, each key once.
    Map(Vec<(Text, Node)>),
}

impl Node {
    /// The scalar, if it is one.
    pub fn as_text(&self) -> Option<Text> {
        match &self.value {
            Value::Text(text) => Some(Text { text: text.clone(), span: self.span }),
            _ => None,
        }
    }

    /// The entries of the map at `key` of this map; nothing else has any.
    pub fn entries(&self, key: &str) -> &[(Text, Node)] {
        let Value::Map(entries) = &self.value else { return &[] };
        match entries.iter().find(|(name, _)| name.text == key) {
            Some((_, Node { value: Value::Map(inner), .. })) => inner,
            _ => &[],
        }
    }

    /// What it is, as messages say it.
    pub fn describe(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of keys and values",
        }
    }
}
