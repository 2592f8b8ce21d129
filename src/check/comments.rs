//! What authors say to the tool in comments on their pages: `<!-- aimline: allow RULE: reason -->` leaves the
//! warnings of a rule out for that page. In: a report. Out: what is allowed where; a comment that says
//! anything else, or gives no reason, is an error.

use super::choice::{is_known, unknown_rule};
use crate::diag::Diagnostic;
use crate::prose::walk::{Part, walk};
use crate::prose::{Block, BlockKind};
use crate::report::Report;
use crate::source::FileId;
use crate::source::tree::Text;

/// A rule whose warnings are left out on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The page's file.
    pub file: FileId,
    /// The rule.
    pub rule: String,
}

/// Every comment of the newest edition's pages.
pub fn read(report: &Report) -> (Vec<Allowed>, Vec<Diagnostic>) {
    let edition = report.latest();
    let texts = std::iter::once(edition.paper.as_slice()).chain(edition.aims.iter().flat_map(|aim| aim.texts()));
    let (mut allowed, mut wrong) = (Vec::new(), Vec::new());
    for comment in texts.flat_map(comments) {
        match one(comment) {
            Ok(rule) => allowed.push(rule),
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    (allowed, wrong)
}

fn comments(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Block(Block { kind: BlockKind::Directive(text), .. }) = part {
            found.push(text);
        }
    });
    found
}

fn one(comment: &Text) -> Result<Allowed, Diagnostic> {
    let rest = comment.text.trim().strip_prefix("allow ");
    let parts = rest.and_then(|rest| rest.split_once(':')).map(|(rule, reason)| (rule.trim(), reason.trim()));
    let Some((rule, _)) = parts.filter(|(rule, reason)| !rule.is_empty() && !reason.is_empty()) else {
        let message = "this comment to aimline does not allow a rule with a reason";
        let help = "write `<!-- aimline: allow stale-release: the publisher has given no new date -->`";
        return Err(Diagnostic::error("bad-comment", message).at(comment.span, "").help(help));
    };
    match is_known(rule) {
        true => Ok(Allowed { file: comment.span.file, rule: rule.to_owned() }),
        false => Err(unknown_rule(&Text { text: rule.to_owned(), span: comment.span })),
    }
}
