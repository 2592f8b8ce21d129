//! What an edition changed from the one before: revised values with their reasons first, then what was
//! withdrawn, what is new, definitions, sentences and figures. Also the file of the revisions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::Link;
use super::chrome::{About, Chrome, chrome, trail};
use crate::data::date::in_words;
use crate::data::{Measure, number};
use crate::report::Edition;
use crate::report::edition::RevisionNote;
use crate::review::changes::{ChangeKind, Changes, Context, Given, ObservationChange, TextChange, changes};
use crate::review::words::{Piece, words};
use crate::site::markup::Markup;
use crate::site::route::Place;
use crate::site::theme::Html;
use crate::site::{Frame, csv_text};

/// What `changes.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ChangesView {
    /// What stands round the page.
    pub page: Chrome,
    /// The date of the edition before, linked to it.
    pub before: Link,
    /// "3 values revised, 12 new …".
    pub summary: String,
    /// Revised values, a group a measure.
    pub revised: Vec<ValueGroup>,
    /// Values that are not given any more.
    pub withdrawn: Vec<ValueGroup>,
    /// Values that were not given before.
    pub added: Vec<ValueGroup>,
    /// Values that stayed and have other marks.
    pub marked: Vec<ValueGroup>,
    /// What things are called and how they are measured.
    pub definitions: Vec<TextGroup>,
    /// Sentences.
    pub sentences: Vec<TextGroup>,
    /// Figures.
    pub figures: Vec<FigureEntry>,
    /// The revisions as a file.
    pub file: Link,
}

/// Changed values of one measure.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ValueGroup {
    /// The id of its table's caption.
    pub id: String,
    /// The aim, linked if it is in the edition.
    pub aim: Link,
    /// The measure and its unit.
    pub measure: String,
    /// "scheduled": the type of the revision, if the edition says it.
    pub kind: Option<&'static str>,
    /// Why, if the edition says it.
    pub reason: Option<String>,
    /// The values.
    pub rows: Vec<ValueRow>,
}

/// One changed value.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ValueRow {
    /// The period.
    pub period: String,
    /// The area.
    pub area: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// New minus old, with its sign; empty if one is missing.
    pub difference: String,
    /// In percent of the old, with its sign; empty if one is missing or the old is zero.
    pub percent: String,
}

/// Changed texts of one aim, or of the paper.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct TextGroup {
    /// The aim, or the paper.
    pub aim: Link,
    /// The texts.
    pub texts: Vec<TextEntry>,
}

/// One changed text.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct TextEntry {
    /// "Commentary".
    pub part: String,
    /// Old and new in one: what went is struck out, what came is underlined.
    pub text: Html,
}

/// One changed figure.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct FigureEntry {
    /// The aim.
    pub aim: Link,
    /// Its title.
    pub title: String,
    /// "new", "gone", or what differs: "data, words".
    pub what: String,
}

/// What `edition` changed from `before`.
pub fn changed(frame: &Frame<'_>, before: &Edition, edition: &Edition) -> Changes {
    changes(Context { lineage: &frame.lineage, bindings: &frame.report.bindings }, before, edition)
}

/// The page of what `edition` changed from `before`.
pub fn page(frame: &Frame<'_>, before: &Edition, edition: &Edition) -> ChangesView {
    let place = Place::Changes(&edition.id);
    let found = changed(frame, before, edition);
    let title = "What changed";
    let description = "Every value, definition, sentence and figure that differs from the edition before.";
    let about = About { place, canonical: place, title, description };
    let teller = Teller { frame, before, edition, place };
    let values = |kind, id| teller.values(&found, kind, id);
    ChangesView {
        page: chrome(frame, edition, about, trail(frame, edition, place, Some(title))),
        before: Link::to(in_words(before.date), frame.routes.link(place, Place::Overview(&before.id))),
        summary: summary(&found),
        revised: values(ChangeKind::Revised, "revised"),
        withdrawn: values(ChangeKind::Withdrawn, "withdrawn"),
        added: values(ChangeKind::New, "new"),
        marked: values(ChangeKind::Marks, "marks"),
        definitions: teller.texts(&found.definitions),
        sentences: teller.texts(&found.sentences),
        figures: teller.figures(&found),
        file: Link::to("All changed values (CSV)", frame.routes.link(place, Place::RevisionsData(&edition.id))),
    }
}

fn summary(found: &Changes) -> String {
    let of = |kind| found.observations.iter().filter(|change| change.kind() == kind).count();
    let value = |count: usize| format!("{count} value{}", if count == 1 { "" } else { "s" });
    let (sentences, figures) = (found.sentences.len(), found.figures.len());
    format!(
        "{} revised, {} withdrawn, {} new; {sentences} sentence{} and {figures} figure{} changed.",
        value(of(ChangeKind::Revised)),
        of(ChangeKind::Withdrawn),
        of(ChangeKind::New),
        if sentences == 1 { "" } else { "s" },
        if figures == 1 { "" } else { "s" },
    )
}

struct Teller<'f> {
    frame: &'f Frame<'f>,
    before: &'f Edition,
    edition: &'f Edition,
    place: Place<'f>,
}

impl Teller<'_> {
    fn aim(&self, slug: Option<&str>) -> Link {
        let Some(slug) = slug else {
            return Link::to("The paper", self.frame.routes.link(self.place, Place::Overview(&self.edition.id)));
        };
        let find = |edition| self.frame.lineage.aim_in(edition, slug);
        match (find(self.edition), find(self.before)) {
            (Some(aim), _) => {
                let to = Place::Aim(&self.edition.id, aim.slug.as_str());
                Link::to(&aim.title, self.frame.routes.link(self.place, to))
            }
            (None, Some(aim)) => Link::here(&aim.title),
            (None, None) => Link::here(slug),
        }
    }

    fn measure(&self, change: &ObservationChange) -> Option<&Measure> {
        let of = |edition| self.frame.lineage.aim_in(edition, &change.spot.aim)?.measure(&change.spot.measure);
        of(self.edition).or_else(|| of(self.before))
    }

    fn values(&self, found: &Changes, kind: ChangeKind, id: &str) -> Vec<ValueGroup> {
        let mut groups: BTreeMap<(&str, &str), Vec<&ObservationChange>> = BTreeMap::new();
        for change in found.observations.iter().filter(|change| change.kind() == kind) {
            groups.entry((&change.spot.aim, &change.spot.measure)).or_default().push(change);
        }
        let group = |(at, ((aim, name), all)): (usize, ((&str, &str), Vec<&ObservationChange>))| {
            let measure = all.first().and_then(|change| self.measure(change));
            let note = note(self.frame, self.edition, aim, name).filter(|_| kind == ChangeKind::Revised);
            ValueGroup {
                id: format!("_{id}-{}", at + 1),
                aim: self.aim(Some(aim)),
                measure: measure.map_or_else(|| name.to_owned(), |m| format!("{} ({})", m.label, m.unit.words())),
                kind: note.map(|note| note.kind.name()),
                reason: note.map(|note| note.reason.clone()),
                rows: all.into_iter().map(|change| row(change, measure)).collect(),
            }
        };
        groups.into_iter().enumerate().map(group).collect()
    }

    fn texts(&self, all: &[TextChange]) -> Vec<TextGroup> {
        let group = |chunk: &[TextChange]| TextGroup {
            aim: self.aim(chunk[0].aim.as_deref()),
            texts: chunk.iter().map(|change| TextEntry { part: capital(&change.what), text: edited(change) }).collect(),
        };
        all.chunk_by(|a, b| a.aim == b.aim).map(group).collect()
    }

    fn figures(&self, found: &Changes) -> Vec<FigureEntry> {
        let entry = |change: &crate::review::changes::FigureChange| FigureEntry {
            aim: self.aim(Some(&change.aim)),
            title: change.new.clone().or_else(|| change.old.clone()).unwrap_or_default(),
            what: match (&change.old, &change.new) {
                (None, _) => "new".to_owned(),
                (_, None) => "gone".to_owned(),
                _ => change.parts.join(", "),
            },
        };
        found.figures.iter().map(entry).collect()
    }
}

/// Why `edition` says that the measure of the aim whose newest slug is `aim` was revised.
fn note<'e>(frame: &Frame<'_>, edition: &'e Edition, aim: &str, measure: &str) -> Option<&'e RevisionNote> {
    let own = frame.lineage.aim_in(edition, aim)?;
    edition.revision_of(own.slug.as_str(), measure)
}

fn row(change: &ObservationChange, measure: Option<&Measure>) -> ValueRow {
    let given = |given: Option<Given>| given.map_or_else(|| "not given".to_owned(), |given| shown(given, measure));
    let signed =
        |text: String, is_negative: bool| if is_negative { text.replace('-', "−") } else { format!("+{text}") };
    let difference = change.difference().filter(|_| change.kind() == ChangeKind::Revised);
    ValueRow {
        period: change.spot.period.label(),
        area: change.spot.area.clone(),
        old: given(change.old),
        new: given(change.new),
        difference: difference
            .map(|it| signed(number::plain(it.normalize()), it.is_sign_negative()))
            .unwrap_or_default(),
        percent: difference
            .and_then(|_| change.percent())
            .map(|it| signed(format!("{}%", number::plain(it)), it.is_sign_negative()))
            .unwrap_or_default(),
    }
}

fn shown(given: Given, measure: Option<&Measure>) -> String {
    let value = match (given.value, measure) {
        (Some(value), Some(measure)) => number::format(value, None, &measure.unit),
        (Some(value), None) => value.to_string(),
        (None, _) => "no value".to_owned(),
    };
    if given.marks.is_empty() { value } else { format!("{value} {}", given.marks) }
}

/// A text that went, came or was edited, in one.
fn edited(change: &TextChange) -> Html {
    let mut out = Markup::new();
    let pieces = match (&change.old, &change.new) {
        (Some(old), Some(new)) => words(old, new),
        (Some(old), None) => vec![Piece::Gone(old.clone())],
        (None, new) => vec![Piece::Added(new.clone().unwrap_or_default())],
    };
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            out.text(" ");
        }
        match piece {
            Piece::Same(text) => out.text(text),
            Piece::Gone(text) => out.leaf("del", &[], text),
            Piece::Added(text) => out.leaf("ins", &[], text),
        };
    }
    out.finish()
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Every changed value as a file, revisions first.
pub fn csv(frame: &Frame<'_>, before: &Edition, edition: &Edition) -> String {
    let mut found = changed(frame, before, edition).observations;
    found.sort_by_key(|change| match change.kind() {
        ChangeKind::Revised => 0,
        ChangeKind::Withdrawn => 1,
        ChangeKind::New => 2,
        ChangeKind::Marks => 3,
    });
    let header = [
        "change",
        "aim",
        "measure",
        "area",
        "period",
        "first_day",
        "last_day",
        "old",
        "old_marks",
        "new",
        "new_marks",
        "difference",
        "percent",
        "type",
        "reason",
    ];
    let rows = found.iter().map(|change| csv_row(frame, change, edition));
    csv_text::write(std::iter::once(header.map(Cow::Borrowed).to_vec()).chain(rows))
}

fn csv_row<'c>(frame: &Frame<'_>, change: &'c ObservationChange, edition: &'c Edition) -> Vec<Cow<'c, str>> {
    let spot = &change.spot;
    let (kind, is_revised) = match change.kind() {
        ChangeKind::Revised => ("revised", true),
        ChangeKind::Withdrawn => ("withdrawn", false),
        ChangeKind::New => ("new", false),
        ChangeKind::Marks => ("marks", false),
    };
    let note = note(frame, edition, &spot.aim, &spot.measure).filter(|_| is_revised);
    let value = |given: Option<Given>| given.and_then(|given| given.value).map(|it| it.to_string()).unwrap_or_default();
    let marks = |given: Option<Given>| given.map(|given| given.marks.to_string()).unwrap_or_default();
    let difference = change.difference().filter(|_| is_revised);
    vec![
        kind.into(),
        spot.aim.as_str().into(),
        spot.measure.as_str().into(),
        spot.area.as_str().into(),
        spot.period.label().into(),
        spot.period.start().to_string().into(),
        spot.period.end().to_string().into(),
        value(change.old).into(),
        marks(change.old).into(),
        value(change.new).into(),
        marks(change.new).into(),
        difference.map(|it| it.normalize().to_string()).unwrap_or_default().into(),
        difference.and_then(|_| change.percent()).map(|it| it.to_string()).unwrap_or_default().into(),
        note.map_or("", |note| note.kind.name()).into(),
        note.map_or("", |note| note.reason.as_str()).into(),
    ]
}
