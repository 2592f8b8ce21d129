//! What `aimline.yaml` says about the report as a whole.

use std::collections::BTreeMap;

use crate::prose::Inline;
use crate::source::Span;
use crate::source::tree::Text;

/// The report's settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The report's title.
    pub title: String,
    /// The body that publishes it.
    pub body: String,
    /// Its absolute address, with a final `/`; for feed, sitemap and canonical links.
    pub url: Option<String>,
    /// The language of its text, such as `en-GB`.
    pub language: String,
    /// The name of the theme in `themes/` and where it is written; `None`: the built-in one.
    pub theme: Option<Text>,
    /// A notice for every page.
    pub notice: Vec<Inline>,
    /// The licence of its content: name and address.
    pub licence: Option<(String, Option<String>)>,
    /// The attribution its data asks for.
    pub attribution: Option<String>,
    /// Whom to ask: name and e-mail address.
    pub contact: Option<(String, Option<String>)>,
    /// Who speaks under "Commentary".
    pub commentary_voice: Option<String>,
    /// Who speaks under "Response".
    pub response_voice: Option<String>,
    /// Where its figures come from, by id.
    pub publications: BTreeMap<String, Publication>,
    /// Rules that are not reported.
    pub allow: Vec<Text>,
    /// Rules that are errors.
    pub deny: Vec<Text>,
}

/// An entry of the register of sources: a statistical publication or another place figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its real address, if it has one.
    pub url: Option<String>,
    /// The name of its licence.
    pub licence: Option<String>,
    /// Where the register names it.
    pub span: Span,
}

impl Settings {
    /// Settings without any words: what a report has whose own cannot be read. (It is never published.)
    pub fn nameless() -> Self {
        Self {
            title: String::new(),
            body: String::new(),
            url: None,
            language: "en-GB".into(),
            theme: None,
            notice: Vec::new(),
            licence: None,
            attribution: None,
            contact: None,
            commentary_voice: None,
            response_voice: None,
            publications: BTreeMap::new(),
            allow: Vec::new(),
            deny: Vec::new(),
        }
    }
}
