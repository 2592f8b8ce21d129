//! Text that is bound to the data. For now it is the author's text; what it is bound to, its period, source
//! and row come to stand round it here, and text for those that have none.

use super::markup;
use super::theme::Html;
use crate::prose::Bound;

/// `bound` on a page.
pub fn html(bound: &Bound) -> Html {
    markup::text(&text(bound))
}

/// `bound` where there can be no markup.
pub fn text(bound: &Bound) -> String {
    bound.text.text.clone()
}
