//! What becomes of a diagnostic: shown as it is, left out, or made an error. In: all diagnostics of a report,
//! what its settings say under `checks:`, what the command line says. Out: the diagnostics that are shown.
//! An error is never left out: a report that cannot be published is not made publishable by looking away.

use super::comments::Allowed;
use super::explanations;
use crate::diag::{Diagnostic, Severity, nearest};
use crate::source::tree::Text;

/// What the report and the command line say about rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Rules whose warnings are left out.
    pub allow: Vec<Text>,
    /// Rules whose warnings are left out at one place.
    pub comments: Vec<Allowed>,
    /// Rules whose warnings are errors.
    pub deny: Vec<Text>,
    /// Rules whose warnings are errors, from the command line; `warnings` stands for all.
    pub denied: Vec<String>,
    /// Rules that are only asked if somebody wants to know, and somebody does.
    pub asked: Vec<String>,
}

impl Choice {
    /// Whether somebody names the rule called `name` and does not leave it out.
    pub fn asks_for(&self, name: &str) -> bool {
        let denied = self.deny.iter().map(|text| &text.text).chain(&self.denied);
        denied.chain(&self.asked).any(|asked| asked == name)
    }
}

/// How many unknown rules are listed.
const LISTED: usize = 20;

/// The name that stands for all warnings.
pub const ALL_WARNINGS: &str = "warnings";

/// Whether `name` can be allowed or denied.
pub fn is_known(name: &str) -> bool {
    name == ALL_WARNINGS || explanations().any(|explanation| explanation.name == name)
}

/// The known name nearest to `name`.
pub fn nearest_name(name: &str) -> Option<&'static str> {
    nearest(name, explanations().map(|explanation| explanation.name))
}

/// The diagnostics as they are shown, in no new order.
pub fn decide(diagnostics: Vec<Diagnostic>, choice: &Choice) -> Vec<Diagnostic> {
    diagnostics.into_iter().filter_map(|diagnostic| weigh(diagnostic, choice)).collect()
}

/// Says which rules the report's settings name that there are none of.
pub fn unknown_rules(choice: &Choice) -> Vec<Diagnostic> {
    let unknown = choice.allow.iter().chain(&choice.deny).filter(|text| !is_known(&text.text));
    unknown.take(LISTED).map(unknown_rule).collect()
}

fn weigh(mut diagnostic: Diagnostic, choice: &Choice) -> Option<Diagnostic> {
    if diagnostic.severity == Severity::Error {
        return Some(diagnostic);
    }
    let names = |list: &[Text]| list.iter().any(|text| text.text == diagnostic.rule || text.text == ALL_WARNINGS);
    let denied = |name: &String| name == diagnostic.rule || name == ALL_WARNINGS;
    if names(&choice.allow) || choice.comments.iter().any(|allowed| allowed.covers(&diagnostic)) {
        return None;
    }
    if names(&choice.deny) || choice.denied.iter().any(denied) {
        diagnostic.severity = Severity::Error;
    }
    Some(diagnostic)
}

/// Says that there is no such rule.
pub(super) fn unknown_rule(text: &Text) -> Diagnostic {
    let help = match nearest_name(&text.text) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "write the name that stands in brackets behind `warning` in a message".into(),
    };
    Diagnostic::error("unknown-rule", format!("there is no rule `{}`", text.text)).at(text.span, "").help(help)
}
