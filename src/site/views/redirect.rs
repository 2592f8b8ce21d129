//! A page that leads on: an aim had another name, and links to it under that name shall not break.

use serde::Serialize;

use super::chrome::{About, Chrome, chrome};
use crate::site::Frame;
use crate::site::route::Place;

/// What `redirect.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct RedirectView {
    /// What stands round the page.
    pub page: Chrome,
    /// Where it leads.
    pub href: String,
    /// What tells browsers to go there at once.
    pub refresh: String,
}

/// The page at `from` that leads on to `to`.
pub fn redirect(frame: &Frame<'_>, from: Place<'_>, to: Place<'_>) -> RedirectView {
    let about = About { place: from, canonical: to, title: "This page has moved", description: "This page has moved." };
    let mut page = chrome(frame, frame.report.latest(), about, Vec::new());
    (page.editions, page.later) = (Vec::new(), None);
    let href = frame.routes.link(from, to);
    RedirectView { page, refresh: format!("0; url={href}"), href }
}
