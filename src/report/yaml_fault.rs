//! The words for what can be wrong with YAML. In: an error of the YAML library, taken by its kind and never by
//! its text. Out: a [`Fault`]: what was found, a few words for the carets, what to do, and what exactly to
//! point at. The library's own words, written for programmers, reach nobody.

use serde_yaml::budget::BudgetBreach;
use serde_yaml::{Error, ExternalMessageSource};

use super::yaml::{MAX_DEPTH, MAX_NODES, MAX_SCALAR_BYTES};

/// A mistake in words.
pub struct Fault {
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What to point at.
    pub aim: Aim,
}

/// What a message points at, seen from the place the library gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// That place.
    Place,
    /// The first tab from there on.
    Tab,
    /// The first control character from there on.
    Control,
    /// The word that starts with this character and ends before it.
    WordBefore(char),
}

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), aim: Aim::Place }
    }

    fn aimed(self, aim: Aim) -> Self {
        Self { aim, ..self }
    }
}

/// The fault of a value with a tag.
pub fn tag() -> Fault {
    Fault::new(
        "a word that starts with `!` is a YAML tag, which a report cannot have",
        "remove it, or put the whole text in quotes if it is part of the text",
    )
    .aimed(Aim::WordBefore('!'))
}

/// The fault that `error` means.
pub fn of(error: &Error) -> Fault {
    match error {
        Error::WithSnippet { error, .. } | Error::AliasError { error, .. } => of(error),
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(scan) => of_syntax(&format!("{:?}", scan.kind())),
            _ => unreadable(),
        },
        Error::Budget { breach, .. } => of_breach(breach),
        Error::MultipleDocuments { .. } => second_document(),
        Error::MergeKeyNotAllowed { .. } => {
            Fault::new("`<<` merges another map, which a report cannot do", "write the keys out")
        }
        Error::UnknownAnchor { .. } => alias(),
        Error::UnsupportedTag { .. } | Error::InvalidBinaryBase64 { .. } | Error::BinaryNotUtf8 { .. } => tag(),
        Error::Unexpected { .. } => {
            Fault::new("a key is a single text, not a list or a map", "put it in quotes if it is a text")
        }
        Error::InvalidScalar { .. } | Error::TaggedScalarCannotDeserializeIntoString { .. } => tag(),
        _ => unreadable(),
    }
}

fn of_breach(breach: &BudgetBreach) -> Fault {
    match breach {
        BudgetBreach::Depth { .. } => too_deep(),
        BudgetBreach::Aliases { .. } => alias(),
        BudgetBreach::Anchors { .. } => Fault::new(
            "a word that starts with `&` names a place to be repeated, which a report cannot do",
            "write the text out where it is needed, or put it in quotes if `&` is part of it",
        )
        .aimed(Aim::WordBefore('&')),
        BudgetBreach::ScalarBytes { .. } => Fault::new(
            format!("the texts here have more than {} KiB", MAX_SCALAR_BYTES / 1024),
            "move long text into the body of a page",
        ),
        _ => Fault::new(
            format!("there are more than {MAX_NODES} keys and values"),
            "move the numbers into a data file, or split the page",
        ),
    }
}

/// The fault of a syntax error, by the name of its kind.
fn of_syntax(kind: &str) -> Fault {
    let name = kind.split([' ', '{', '(']).next().unwrap_or_default();
    match name {
        "TabNotAllowed"
        | "TabInBlockIndentation"
        | "TabInIndentation"
        | "TabInPlainScalar"
        | "TabAtBlockScalarStart" => {
            Fault::new("a tab character stands in the indentation", "indent with spaces, two for each level")
                .aimed(Aim::Tab)
        }
        "UnclosedQuotedScalar" | "DocumentIndicatorInQuotedScalar" => Fault::new(
            "a quotation mark opens here and is never closed",
            "close it with the same mark; a text that only contains such a mark goes in marks of the other sort",
        ),
        "InvalidTrailingSingleQuotedScalar" | "InvalidTrailingDoubleQuotedScalar" => Fault::new(
            "the text goes on after its closing quotation mark",
            "put the whole text inside the marks, and use the other sort of mark round it",
        ),
        "UnclosedFlowCollection"
        | "MismatchedFlowCollectionEnd"
        | "UnexpectedEofFlowSequence"
        | "UnexpectedEofFlowMapping"
        | "UnexpectedEofImplicitFlowMapping" => Fault::new(
            "a bracket opens here and is never closed by its partner",
            "add the closing `]` or `}`; a text that starts with a bracket goes in quotes",
        ),
        "MisplacedFlowCollectionEnd" => {
            Fault::new("a closing bracket stands here without an opening one", "remove it, or put the text in quotes")
        }
        "MappingValueNotAllowed" | "InvalidColonPlacement" | "InvalidMappingValueWhitespace" => Fault::new(
            "a colon cannot stand here",
            "if it is part of a text, put the text in quotes; if it ends a key, start the key in the same column as \
             the keys above it",
        ),
        "ExpectedBlockMappingKey" => Fault::new(
            "this does not fit after what stands before it",
            "start keys that belong together in the same column; a text that starts with `[`, `{` or a quotation mark goes \
             in quotes as a whole",
        ),
        "ExpectedFlowMappingSeparator" | "ExpectedFlowSequenceSeparator" => Fault::new(
            "something is missing between two parts of this list or map",
            "if this is one text, put all of it in quotes; if not, put a comma between the parts",
        ),
        "UnexpectedCharacter" => of_character(kind),
        "SimpleKeyExpected" | "InvalidSimpleKey" | "MappingKeyNotAllowed" => Fault::new(
            "this line has no colon, so it is not a key with a value",
            "write `key: value`, with a space after the colon",
        ),
        "InvalidIndentation"
        | "ExpectedDocumentStart"
        | "InvalidFlowScalarIndent"
        | "InvalidQuotedScalarIndent"
        | "InvalidBlockScalarIndent" => Fault::new(
            "this line is not indented like the lines it belongs to",
            "start keys that belong together in the same column",
        ),
        "BlockSequenceEntryNotAllowed" | "BlockEntryInFlowCollection" | "InvalidBlockEntryWhitespace" => Fault::new(
            "a list with hyphens cannot start here",
            "start it on the line below its key, or write it as `[one, two]`; a text that starts with a hyphen goes in \
             quotes",
        ),
        "ExpectedBlockSequenceEntry" => Fault::new(
            "this follows a list but does not start with a hyphen",
            "give the list a key and indent it below, or start the line with `- `",
        ),
        "RecursionLimitExceeded" => too_deep(),
        "MultipleDocumentsUnsupported" => second_document(),
        "UnknownAnchor" => alias(),
        "CommentInterceptedScalar" | "CommentNotSeparated" => {
            Fault::new("a comment that starts with `#` stands in the middle of a text", "put the text in quotes")
        }
        "BomInsideDocument" => {
            Fault::new("an invisible byte-order mark stands here", "delete it and type the line anew")
        }
        _ if name.contains("Directive") || name.contains("Version") => {
            Fault::new("a line that starts with `%` is a YAML directive, which a report cannot have", "remove the line")
        }
        _ if name.contains("Tag") => tag(),
        _ if name.contains("Escape") || name.contains("Surrogate") => Fault::new(
            "this text has a backslash that means nothing",
            "write `\\\\` for a backslash, or put the text in single quotation marks",
        ),
        _ if name.contains("BlockScalar") => Fault::new(
            "`|` or `>` starts a text on the lines below, and something else follows it",
            "start the text on the next line, or put it in quotes if the sign is part of it",
        ),
        "MissingAnchorOrAliasName" => alias(),
        _ => unreadable(),
    }
}

/// A character that cannot stand where it stands: `kind` ends with it in its Rust spelling.
fn of_character(kind: &str) -> Fault {
    let character = kind.split('\'').nth(1).unwrap_or_default();
    if character.starts_with('\\') {
        return Fault::new("an invisible control character stands here", "delete it and type the text anew")
            .aimed(Aim::Control);
    }
    let quoted = if character == "`" { "a backtick".into() } else { format!("`{character}`") };
    Fault::new(format!("a text cannot start with {quoted}"), "put the text in quotes")
}

fn too_deep() -> Fault {
    Fault::new(
        format!("lists and maps stand inside one another more than {MAX_DEPTH} deep"),
        "a report needs five levels at the most",
    )
}

fn second_document() -> Fault {
    Fault::new("a second YAML document starts before this", "remove the line `---` or `...` above it")
}

fn alias() -> Fault {
    Fault::new(
        "a word that starts with `*` repeats another place, which a report cannot do",
        "write the text out, or put it in quotes if `*` is part of it",
    )
}

fn unreadable() -> Fault {
    Fault::new("this is not YAML that can be read", "look for a missing quotation mark, bracket or space before it")
}
