//! What authors say to the tool in comments on their pages: `<!-- aimline: allow RULE: reason -->` leaves the
//! warnings of a rule out for the paragraph, list or table right below it; at the end of a section, where
//! nothing is below it, it speaks for the page's front matter, where no comment can stand. In: a report. Out: what is allowed where; a comment that says anything else, or
//! gives no reason, is an error.

use super::choice::{is_known, unknown_rule};
use super::page::{Page, pages};
use crate::diag::Diagnostic;
use crate::prose::{Block, BlockKind};
use crate::report::Report;
use crate::source::Span;
use crate::source::tree::Text;

/// A rule whose warnings are left out at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The rule.
    pub rule: String,
    /// The comment.
    pub comment: Span,
    /// What it is about: what stands right below it, or the front matter.
    pub about: Span,
}

impl Allowed {
    /// Whether it speaks about `diagnostic`.
    pub fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let Some(place) = diagnostic.primary.as_ref().map(|label| label.span) else { return false };
        let about = self.about;
        let inside = about.file == place.file && about.start <= place.start && place.end <= about.end;
        self.rule == diagnostic.rule && inside
    }
}

/// Every comment of the newest edition's pages.
pub fn read(report: &Report) -> (Vec<Allowed>, Vec<Diagnostic>) {
    let (mut allowed, mut wrong) = (Vec::new(), Vec::new());
    for page in pages(report.latest()) {
        let front = Span { file: page.file(), start: 0, end: body_start(&page) };
        let mut comments = Vec::new();
        page.texts().into_iter().for_each(|blocks| collect(blocks, &mut comments));
        for (comment, below) in comments {
            match one(comment) {
                Ok(rule) => allowed.push(Allowed {
                    rule: rule.to_owned(),
                    comment: comment.span,
                    about: below.unwrap_or(front),
                }),
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
    }
    (allowed, wrong)
}

/// Says which comments allow something that is not there. `found` is everything the rules found.
pub fn unused(allowed: &[Allowed], found: &[Diagnostic]) -> Vec<Diagnostic> {
    let idle = allowed.iter().filter(|allowed| !found.iter().any(|diagnostic| allowed.covers(diagnostic)));
    let say = |allowed: &Allowed| {
        Diagnostic::warning("unused-allow", format!("this comment allows `{}`, which says nothing here", allowed.rule))
            .at(allowed.comment, "")
            .help("remove the comment, or put it right above the paragraph it is about")
    };
    idle.map(say).collect()
}

fn body_start(page: &Page<'_>) -> u32 {
    let starts = page.texts().into_iter().filter_map(|blocks| blocks.first()).map(|block| block.span.start);
    starts.min().unwrap_or(u32::MAX)
}

/// Every comment in `blocks` with the place of what stands below it.
fn collect<'a>(blocks: &'a [Block], found: &mut Vec<(&'a Text, Option<Span>)>) {
    let is_comment = |block: &Block| matches!(block.kind, BlockKind::Directive(_));
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Directive(text) => {
                let below = blocks[at + 1..].iter().find(|block| !is_comment(block));
                found.push((text, below.map(|block| block.span)));
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect(item, found)),
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => collect(inner, found),
            _ => {}
        }
    }
}

fn one(comment: &Text) -> Result<&str, Diagnostic> {
    let rest = comment.text.trim().strip_prefix("allow ");
    let parts = rest.and_then(|rest| rest.split_once(':')).map(|(rule, reason)| (rule.trim(), reason.trim()));
    let Some((rule, _)) = parts.filter(|(rule, reason)| !rule.is_empty() && !reason.is_empty()) else {
        let message = "this comment to aimline does not allow a rule with a reason";
        let help = "write `<!-- aimline: allow stale-release: the publisher has given no new date -->`";
        return Err(Diagnostic::error("bad-comment", message).at(comment.span, "").help(help));
    };
    match is_known(rule) {
        true => Ok(rule),
        false => Err(unknown_rule(&Text { text: rule.to_owned(), span: comment.span })),
    }
}
