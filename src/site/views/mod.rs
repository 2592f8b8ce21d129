//! What templates get: one struct for each template, made of finished text, links and HTML. A template
//! formats; it does not compute, fetch or build addresses. The shape of each view is pinned in
//! `tests/contract/`: a change there breaks themes.

pub mod aim;
pub mod changes;
pub mod chrome;
pub mod data;
pub mod editions;
pub mod feed;
pub mod history;
pub mod overview;
pub mod print;
pub mod redirect;
pub mod scorecard;

use serde::Serialize;

use super::theme::Html;

/// A link, or the place it would lead to if it is where the reader is already.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads; `None`: here, or nowhere.
    pub href: Option<String>,
}

/// Something the reader may want to know, with its name.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Fact {
    /// "Date".
    pub name: String,
    /// "19 November 2019".
    pub text: Html,
}

/// A file to download.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Download {
    /// What it holds.
    pub text: String,
    /// Where it is.
    pub href: String,
    /// "CSV, 1 KB".
    pub kind_and_size: String,
}

impl Link {
    /// A link to `href`.
    pub fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()) }
    }

    /// The place where the reader is.
    pub fn here(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }
}

impl Download {
    /// The file at `href` with so many bytes; its kind is the ending of its name.
    pub fn new(text: impl Into<String>, href: String, bytes: usize) -> Self {
        let ending = href.rsplit('.').next().unwrap_or_default().to_ascii_uppercase();
        let kind_and_size = format!("{ending}, {}", size(bytes));
        Self { text: text.into(), href, kind_and_size }
    }
}

/// A size as readers see it: at least 1 KB, and never less than it is.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000).max(1)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_short() {
        let got = [0, 999, 1001, 999_000, 1_250_000].map(super::size);
        assert_eq!(got, ["1 KB", "1 KB", "2 KB", "999 KB", "1.2 MB"]);
    }
}
