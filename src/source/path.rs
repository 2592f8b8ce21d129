//! The only way to a path: [`SafePath`] and [`Slug`] are made by one parser each, and nothing else joins
//! paths. What comes out is relative, lower-case ASCII, portable, and cannot leave the folder it is used in.

use std::fmt;
use std::sync::Arc;

/// A path inside a report's folder: parts of `[a-z0-9_-]` with dots inside, joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafePath(Arc<str>);

/// The name of a page: `[a-z0-9]` and single hyphens between, as it stands in addresses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text is not a safe path or slug, in words that fit after "`…`".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing there.
    Empty,
    /// Starts with `/`, a drive letter or a scheme.
    Absolute,
    /// A part is `..` or `.`.
    Dots,
    /// A part starts or ends with a dot (hidden files, Windows).
    HiddenPart,
    /// Holds a character that is not allowed.
    Character(char),
    /// A name that Windows keeps for devices.
    Reserved,
    /// A part is longer than [`MAX_PART`] bytes or the path longer than [`MAX_PATH`].
    TooLong,
}

/// The longest allowed part of a path, in bytes.
pub const MAX_PART: usize = 120;
/// The longest allowed path, in bytes.
pub const MAX_PATH: usize = 400;

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

impl SafePath {
    /// Reads a path.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn parse(text: &str) -> Result<Self, PathFault> {
        if text.is_empty() {
            return Err(PathFault::Empty);
        }
        if text.starts_with('/') || text.contains(':') {
            return Err(PathFault::Absolute);
        }
        if text.len() > MAX_PATH {
            return Err(PathFault::TooLong);
        }
        text.split('/').try_for_each(check_part)?;
        Ok(Self(text.into()))
    }

    /// The path as text, with `/` between parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part without its ending, and the ending without its dot (empty if there is none).
    pub fn stem_and_ending(&self) -> (&str, &str) {
        self.file_name().rsplit_once('.').unwrap_or((self.file_name(), ""))
    }

    /// This path with one more part or several at its end.
    ///
    /// # Errors
    /// As [`SafePath::parse`].
    pub fn join(&self, more: &str) -> Result<Self, PathFault> {
        Self::parse(&format!("{}/{more}", self.0))
    }
}

impl Slug {
    /// Reads a slug.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn parse(text: &str) -> Result<Self, PathFault> {
        check_part(text)?;
        match text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            Some(other) => Err(PathFault::Character(other)),
            None if text.starts_with('-') || text.ends_with('-') || text.contains("--") => {
                Err(PathFault::Character('-'))
            }
            None => Ok(Self(text.into())),
        }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest slug to a free text: "Burglary Rate" gives `burglary-rate`. Empty text gives `None`.
    pub fn from_words(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                '\'' | '’' => {}
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
        slug.truncate(MAX_PART);
        Self::parse(slug.trim_end_matches('-')).ok()
    }
}

fn check_part(part: &str) -> Result<(), PathFault> {
    if part.is_empty() {
        return Err(PathFault::Empty);
    }
    if part.len() > MAX_PART {
        return Err(PathFault::TooLong);
    }
    if part.chars().all(|c| c == '.') {
        return Err(PathFault::Dots);
    }
    if let Some(other) = part.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '_' | '-' | '.')) {
        return Err(PathFault::Character(other));
    }
    if part.starts_with('.') || part.ends_with('.') {
        return Err(PathFault::HiddenPart);
    }
    let stem = part.split('.').next().unwrap_or(part);
    let device = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = matches!(device, "com" | "lpt") && stem.len() == device.len() + 1;
    if numbered || (DEVICES[..4].contains(&stem)) {
        return Err(PathFault::Reserved);
    }
    Ok(())
}

/// So that a map from paths can be asked with a text.
impl std::borrow::Borrow<str> for SafePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty or has an empty part"),
            Self::Absolute => f.write_str("is not relative to the report's folder"),
            Self::Dots => f.write_str("leaves its folder with `..` or `.`"),
            Self::HiddenPart => f.write_str("has a part that starts or ends with a dot"),
            Self::Character(c) if c.is_ascii_uppercase() => f.write_str("has a capital letter; names are lower case"),
            Self::Character(' ') => f.write_str("has a space; use a hyphen"),
            Self::Character(c) => write!(
                f,
                "has the character `{}`; only a to z, 0 to 9, `-`, `_` and `.` are allowed",
                c.escape_default()
            ),
            Self::Reserved => f.write_str("is a name that Windows keeps for a device"),
            Self::TooLong => write!(f, "is too long (a name may have {MAX_PART} characters, a path {MAX_PATH})"),
        }
    }
}
