//! Words. In: the bytes of a Markdown file. Out: a [`Document`]: the span of its front matter and a tree of
//! blocks and inlines in which every text knows where it stands and nothing can be active: raw HTML and
//! foreign addresses never become part of the tree. `html/` writes the tree as HTML, `plain`, `words` and
//! `outline` read it as text.
//!
//! A [`Text`] as long as its span is what stands there, byte for byte (a line end reads as a space), so an
//! offset in one is an offset in the other. Where the source says it otherwise (an entity, `\r\n`, quotes
//! of YAML) the two differ in length and the span is that of the whole.

mod address;
mod blocks;
pub mod decode;
mod destination;
pub mod escape;
mod events;
mod findings;
mod front_matter;
pub mod html;
mod inlines;
mod markdown;
mod mask;
mod origin;
pub mod outline;
pub mod plain;
mod raw_html;
mod reader;
#[cfg(test)]
mod testing;
pub mod walk;
pub mod words;

pub use address::{PICTURES, Refusal, picture, target};
pub use decode::{decode, escaped_character};
pub use front_matter::{Parts, split};
pub use markdown::{read_document, read_inline};
pub use reader::{MAX_DEPTH, MAX_PARTS};

use crate::source::Span;
use crate::source::tree::Text;

/// A Markdown file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The text between the two `---` lines at the top, without them; `None` if there is none.
    pub front_matter: Option<Span>,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A block and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where, from its first to its last character.
    pub span: Span,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `start` is its first number if it is ordered.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// The blocks of each item; a tight list has one bare paragraph an item.
        items: Vec<Vec<Block>>,
        /// Whether items stand close together.
        tight: bool,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Code, with the language named after the fence.
    Code {
        /// The language, may be empty.
        language: String,
        /// The text.
        text: String,
    },
    /// A table; every row has as many cells as `columns`.
    Table {
        /// How each column is aligned.
        columns: Vec<Align>,
        /// The cells of the header.
        head: Vec<Vec<Inline>>,
        /// The rows below.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A thematic break.
    Rule,
    /// A chart placed here: an image alone in its paragraph whose address is `chart:` and a chart's id.
    Chart(Text),
    /// The text of a footnote.
    Footnote {
        /// Its label.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A comment of the author to the tool: `<!-- aimline: allow RULE: reason -->`, the text after `aimline:`.
    Directive(Text),
}

/// How the cells of a table column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As text.
    Start,
    /// In the middle.
    Centre,
    /// As numbers.
    End,
}

/// A run of text, or marked-up text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain text, decoded, and the source it came from.
    Text(Text),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck-through text.
    Struck(Vec<Inline>),
    /// Code.
    Code(Text),
    /// A line break the author asked for.
    Break,
    /// A link; the span is that of the whole link.
    Link {
        /// Where it leads.
        target: Target,
        /// The address as written.
        address: Text,
        /// Its text.
        text: Vec<Inline>,
        /// The whole link.
        span: Span,
    },
    /// A picture in `content/` beside the page.
    Image {
        /// Its address as written: a relative file link.
        address: Text,
        /// What it shows, for those who do not see it.
        alternative: String,
        /// The whole image.
        span: Span,
    },
    /// Text bound to the data: a link whose address starts with `=`.
    Bound(Bound),
    /// A reference to the footnote with this label.
    FootnoteReference(Text),
}

/// Text that is tied to the data.
///
/// In the source the expression may hold blanks, balanced brackets, `|`, `<`, `*` and `_`, and go on in the
/// next line of its paragraph; a `|` in it does not end the cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The expression: the address without its leading `=`; the span is that of the expression.
    pub expression: Text,
    /// The plain text between the brackets (markup removed) and its place; empty if it is to be filled in.
    pub text: Text,
    /// The whole link.
    pub span: Span,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An http, https, mailto or tel address, as it goes into the page.
    Outside(String),
    /// A file of the report (relative to the linking file) and a fragment (without `#`).
    File {
        /// As written, without the fragment.
        path: String,
        /// The part after `#`.
        fragment: Option<String>,
    },
    /// A place on the same page.
    Fragment(String),
    /// A chart of the same page, by id.
    Chart(String),
}
