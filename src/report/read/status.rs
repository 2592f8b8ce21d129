//! The keys `status`, `status_reason` and `next_release` of an aim. A next release is a day, a month, a
//! quarter or a year; or a map that says why nobody knows it.

use crate::data::{Period, PeriodKind};
use crate::diag::Diagnostic;
use crate::diag::fields::Fields;
use crate::report::{NextRelease, PublicationStatus, Status};
use crate::source::tree::{Text, Value};

/// Reads the three keys. Without `status` (an error) there is no news.
pub fn read(fields: &mut Fields<'_>) -> PublicationStatus {
    let names = Status::ALL.map(|(name, _)| name);
    let status = fields.choice("status", &names).map_or(Status::NoUpdate, |(at, _)| Status::ALL[at].1);
    if fields.node("status").is_none() {
        fields.missing("status");
    }
    let reason = fields.text("status_reason").map(|text| text.text);
    PublicationStatus { status, reason, next_release: next_release(fields) }
}

fn next_release(fields: &mut Fields<'_>) -> NextRelease {
    let Some(node) = fields.node("next_release") else { return NextRelease::Unstated };
    if let Value::Map(_) = node.value {
        let mut inside = Vec::new();
        let why = Fields::of(node, "`next_release`", &mut inside).and_then(|mut fields| {
            let why = fields.required_text("unknown");
            fields.finish();
            why
        });
        inside.into_iter().for_each(|diagnostic| fields.report(diagnostic));
        return why.map_or(NextRelease::Unstated, |why| NextRelease::Unknown(why.text));
    }
    match fields.text("next_release") {
        Some(text) => expected(fields, &text),
        None => NextRelease::Unstated,
    }
}

fn expected(fields: &mut Fields<'_>, text: &Text) -> NextRelease {
    let kinds = [PeriodKind::Day, PeriodKind::Month, PeriodKind::Quarter, PeriodKind::CalendarYear];
    if let Some(period) = kinds.into_iter().find_map(|kind| Period::parse(&text.text, Some(kind)).ok()) {
        return NextRelease::Expected(period, text.span);
    }
    let message = format!("`{}` is not a date, a month or a quarter", text.text);
    let diagnostic = Diagnostic::error("bad-date", message).at(text.span, "");
    fields.report(diagnostic.help("write `2020-01-23`, `2020-01`, `2020-Q1`, or `{unknown: \"why nobody knows\"}`"));
    NextRelease::Unstated
}
