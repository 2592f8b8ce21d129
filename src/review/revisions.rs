//! Values that an edition has and the one before published otherwise, by measure, and whether the edition says
//! why. In: a report. Out: a warning for each measure whose values were revised without a word.

use std::collections::BTreeMap;

use super::changes::{ChangeKind, Context, ObservationChange, changes};
use crate::diag::Diagnostic;
use crate::report::{Edition, Lineage, Report};

/// The revised values of one measure.
pub type Group<'c> = ((&'c str, &'c str), Vec<&'c ObservationChange>);

/// The revised ones among `changes`, by aim and measure.
pub fn groups(changes: &[ObservationChange]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<(&str, &str), Vec<&ObservationChange>> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.kind() == ChangeKind::Revised) {
        groups.entry((&change.spot.aim, &change.spot.measure)).or_default().push(change);
    }
    groups.into_iter().collect()
}

/// A warning for each measure of the newest edition that was revised and does not say why.
pub fn check(report: &Report) -> Vec<Diagnostic> {
    let [edition, before, ..] = report.editions.as_slice() else { return Vec::new() };
    let lineage = Lineage::of(&report.editions);
    let context = Context { lineage: &lineage, bindings: &report.bindings };
    let found = changes(context, before, edition);
    groups(&found.observations).iter().filter_map(|group| unexplained(edition, before, group)).collect()
}

fn unexplained(edition: &Edition, before: &Edition, ((aim, measure), changes): &Group<'_>) -> Option<Diagnostic> {
    let found = edition.aim(aim)?.measure(measure)?;
    if edition.revision_of(aim, measure).is_some() {
        return None;
    }
    let values = match changes.len() {
        1 => "1 value".to_owned(),
        count => format!("{count} values"),
    };
    let message = format!("{values} of `{measure}` changed since the edition `{}`, and nothing says why", before.id);
    let help = format!(
        "add to the front matter of `content/index.md`: `revisions:` and below it `  - {{of: {aim}.{measure}, type: \
         scheduled, reason: …}}` (the types are scheduled, methodological and correction)"
    );
    Some(Diagnostic::warning("unexplained-revision", message).at(found.span, "").help(help))
}
