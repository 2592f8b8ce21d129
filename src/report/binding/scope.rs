//! Finds what a name in an expression means. In: an edition, the aim that is speaking, a reference. Out: the
//! measure, series, period or observation, or a diagnostic that points at the name and suggests the nearest.

use std::ops::Range;

use super::quantity::{Dimension, Input, Quantity};
use super::syntax::Reference;
use crate::data::{Mark, Measure, Observation, Period, PeriodKind, Series};
use crate::diag::fields::listed;
use crate::diag::{Diagnostic, nearest};
use crate::report::{Aim, Edition};
use crate::source::Span;
use crate::source::tree::Text;

/// Where an expression stands: what its names can mean.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The edition it is written in.
    pub edition: &'a Edition,
    /// All editions, for `@edition(…)`.
    pub editions: &'a [Edition],
    /// The aim whose page it is on; `None` on the paper's own page.
    pub aim: Option<&'a Aim>,
    /// The expression, for the places of its parts.
    pub expression: &'a Text,
}

/// A series that a name means.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The aim it belongs to.
    pub aim: &'a Aim,
    /// Its measure.
    pub measure: &'a Measure,
    /// The series.
    pub series: &'a Series,
}

/// The place and text of a name.
type Name = (String, Range<usize>);

impl<'a> Scope<'a> {
    /// Where a part of the expression stands in its file.
    pub fn spot(&self, place: &Range<usize>) -> Span {
        let whole = self.expression.span;
        // A quoted YAML text may differ from its source; then the whole of it is the only true place.
        if whole.range().len() != self.expression.text.len() {
            return whole;
        }
        let start = whole.range().start;
        Span::new(whole.file, start + place.start, start + place.end.max(place.start))
    }

    /// Whether the expression rests on a measure that could not be read: about that a diagnostic has spoken.
    pub fn rests_on_unread(&self) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        self.expression.text.split(|c| !is_name(c)).map(|word| word.trim_start_matches('-')).any(|word| {
            let (aim, measure) = match word.split_once('.') {
                Some((slug, measure)) => (self.edition.aim(slug), measure),
                None => (self.aim, word),
            };
            aim.is_some_and(|aim| aim.unread.has(measure))
        })
    }

    /// The series that `reference` names.
    ///
    /// # Errors
    /// An unknown edition, aim, measure or area.
    pub fn series(&self, reference: &Reference) -> Result<Found<'a>, Diagnostic> {
        let edition = self.edition_of(reference.edition.as_ref())?;
        let aim = self.aim_of(edition, reference)?;
        let (name, place) = &reference.measure;
        let measure = aim.measure(name).ok_or_else(|| {
            let known: Vec<&str> = aim.measures.iter().map(|measure| measure.id.as_str()).collect();
            self.unknown("measure", name, place, &known, &format!("`{}`", aim.slug))
        })?;
        let series = match &reference.area {
            None => {
                measure.own().ok_or_else(|| self.fault("missing-value", format!("`{name}` has no values"), place))?
            }
            Some((area, place)) => measure.series(area).ok_or_else(|| {
                let known: Vec<&str> = measure.series.iter().map(|series| series.name.as_str()).collect();
                self.unknown("area", area, place, &known, &format!("`{name}`"))
            })?,
        };
        Ok(Found { aim, measure, series })
    }

    fn edition_of(&self, id: Option<&Name>) -> Result<&'a Edition, Diagnostic> {
        let Some((id, place)) = id else { return Ok(self.edition) };
        self.editions.iter().find(|edition| edition.id == *id).ok_or_else(|| {
            let known: Vec<&str> = self.editions.iter().map(|edition| edition.id.as_str()).collect();
            self.unknown("edition", id, place, &known, "this report")
        })
    }

    fn aim_of(&self, edition: &'a Edition, reference: &Reference) -> Result<&'a Aim, Diagnostic> {
        if let Some((slug, place)) = &reference.aim {
            return edition.aim(slug).ok_or_else(|| {
                let known: Vec<&str> = edition.aims.iter().map(|aim| aim.slug.as_str()).collect();
                self.unknown("aim", slug, place, &known, "this edition")
            });
        }
        // In another edition the speaking aim is found by its slug.
        let own = match reference.edition {
            None => self.aim,
            Some(_) => self.aim.and_then(|aim| edition.aim(aim.slug.as_str())),
        };
        own.ok_or_else(|| {
            let (name, place) = &reference.measure;
            self.fault("unknown-name", format!("`{name}` needs the aim it belongs to"), place)
                .help(format!("write `aim.{name}` with the file name of the aim for `aim`"))
        })
    }

    /// The period that `written` names in a series.
    ///
    /// # Errors
    /// Not a period of the measure's kind, or nothing there that it could mean.
    pub fn period(&self, found: Found<'_>, written: &str, place: &Range<usize>) -> Result<Period, Diagnostic> {
        let none = |what: &str| self.fault("missing-value", format!("`{}` has no {what}", found.measure.id), place);
        let latest = || found.series.latest().map(|observation| observation.period);
        match written {
            "latest" => latest().ok_or_else(|| none("value")),
            "baseline" => found
                .measure
                .baseline
                .ok_or_else(|| none("`baseline`").help("give the measure a `baseline:` in the front matter")),
            "previous" => {
                let last = latest();
                let earlier =
                    found.series.observations.iter().rev().filter(|it| it.value.is_some() && Some(it.period) < last);
                earlier.map(|it| it.period).next().ok_or_else(|| none("value before the latest"))
            }
            _ => self.written_period(found.measure.kind, written, place),
        }
    }

    fn written_period(&self, kind: PeriodKind, written: &str, place: &Range<usize>) -> Result<Period, Diagnostic> {
        // A space cannot stand in a bare period, so `2019/20-Q1` is read as `2019/20 Q1`.
        let spaced = written.replacen("-Q", " Q", 1);
        Period::parse(written, Some(kind))
            .or_else(|fault| Period::parse(&spaced, Some(kind)).map_err(|_| fault))
            .map_err(|fault| fault.diagnostic(written, self.spot(place)))
    }

    /// The observation of a series at a period, as a quantity.
    ///
    /// # Errors
    /// No such period, or no value in it.
    pub fn value(&self, found: Found<'_>, period: Period, place: &Range<usize>) -> Result<Quantity, Diagnostic> {
        let Some(observation) = found.series.at(&period) else {
            return Err(self.no_such_period(found, period, place));
        };
        match observation.value {
            Some(value) => Ok(quantity(found, observation, value)),
            None => Err(self.no_value(found, observation, place)),
        }
    }

    fn no_such_period(&self, found: Found<'_>, period: Period, place: &Range<usize>) -> Diagnostic {
        let message = format!("`{}` has no value for {}{}", found.measure.id, period.label(), found.place());
        let known: Vec<String> = found.series.observations.iter().map(|it| it.period.id()).collect();
        let help = match known.as_slice() {
            [] => "the series is empty".to_owned(),
            _ if known.len() <= 8 => format!("the periods it has are {}", listed(known.iter().map(String::as_str))),
            [first, .., last] => format!("it has {} periods from `{first}` to `{last}`", known.len()),
            [only] => format!("the only period it has is `{only}`"),
        };
        self.fault("missing-value", message, place).help(help)
    }

    fn no_value(&self, found: Found<'_>, observation: &Observation, place: &Range<usize>) -> Diagnostic {
        let which = format!("`{}` for {}{}", found.measure.label, observation.period.label(), found.place());
        let (rule, message) = match observation.marks.iter().find(|mark| mark.withholds()) {
            Some(Mark::Confidential) => ("withheld-value", format!("{which} is withheld ([c]) and must not be told")),
            Some(mark) => ("missing-value", format!("{which} has no value: {} ({mark})", mark.meaning())),
            None => ("missing-value", format!("{which} has no value")),
        };
        self.fault(rule, message, place).also(observation.span, "the cell")
    }

    /// An error of `rule` at a place of the expression.
    pub fn fault(&self, rule: &'static str, message: String, place: &Range<usize>) -> Diagnostic {
        Diagnostic::error(rule, message).at(self.spot(place), "")
    }

    /// An error about a name nobody knows, with the nearest known one.
    pub fn unknown(&self, what: &str, name: &str, place: &Range<usize>, known: &[&str], whose: &str) -> Diagnostic {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("{whose} has no {what}"),
            None => format!("{whose} has {}", listed(known.iter().copied().take(12))),
        };
        self.fault("unknown-name", format!("there is no {what} `{name}`"), place).help(help)
    }
}

impl Found<'_> {
    /// " in Sandwell"; nothing where the measure has one series, named after itself.
    fn place(&self) -> String {
        let name = self.measure.name_of(self.series);
        if name == self.measure.label { String::new() } else { format!(" in {name}") }
    }
}

fn quantity(found: Found<'_>, observation: &Observation, value: crate::data::Decimal) -> Quantity {
    let input = Input {
        aim: found.aim.slug.to_string(),
        measure: found.measure.id.clone(),
        label: found.measure.label.clone(),
        area: found.series.name.clone(),
        period: observation.period,
        value,
        unit: found.measure.unit.clone(),
        marks: observation.marks,
        span: observation.span,
    };
    Quantity {
        value,
        dimension: Dimension::Level(found.measure.unit.clone()),
        decimals: Some(found.measure.decimals.unwrap_or(value.scale())),
        span: None,
        inputs: vec![input],
    }
}
