//! Every number and claim of an edition that is tied to the data, for programs: what the page shows, the exact
//! value, what it was worked out from, and its address, which can be cited.
//!
//! ```text
//! edition   the edition's id
//! title     its title
//! date      its date
//! numbers   a list, the paper's first, then those of the aims in the order of the plan:
//!   id          its address below the site's root, such as `2019-11/burglary/#n-burglaries-2019-06`
//!   kind        "number" or "claim"
//!   text        what the page shows
//!   value       the exact value as a text; null for a claim
//!   unit        "%", "£", "percentage points", the measure's unit, or empty; null for a claim
//!   expression  what it is tied to
//!   aim         the slug of the aim on whose page it stands; null for the paper
//!   file, line  where it stands in the report's source
//!   inputs      what it was worked out from, a list:
//!     aim, measure, label, area
//!     period, first_day, last_day
//!     value, unit, marks
//!     sources     a list of {title, publisher, url}
//! ```

use std::collections::BTreeMap;

use serde::Serialize;

use crate::data::Unit;
use crate::data::number::plain;
use crate::prose::Bound;
use crate::report::binding::bindings::{aim_bounds, paper_bounds};
use crate::report::binding::quantity::{Dimension, Input, Outcome};
use crate::report::{Aim, Binding, Edition};
use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::source::lines::Lines;
use crate::source::{FileId, Sources};

/// The file.
pub const OUTPUT: Output = Output { name: "numbers", files };

#[derive(Serialize)]
struct Numbers<'a> {
    edition: &'a str,
    title: &'a str,
    date: String,
    numbers: Vec<Number<'a>>,
}

#[derive(Serialize)]
struct Number<'a> {
    id: String,
    kind: &'static str,
    text: &'a str,
    value: Option<String>,
    unit: Option<&'a str>,
    expression: &'a str,
    aim: Option<&'a str>,
    file: &'a str,
    line: usize,
    inputs: Vec<Used<'a>>,
}

#[derive(Serialize)]
struct Used<'a> {
    aim: String,
    measure: String,
    label: String,
    area: String,
    period: String,
    first_day: String,
    last_day: String,
    value: String,
    unit: String,
    marks: String,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
    publisher: &'a str,
    url: Option<&'a str>,
}

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let file =
        |edition: &'a Edition| OutputFile::text(Place::Numbers(&edition.id), move |frame| numbers(frame, edition));
    frame.report.editions.iter().map(file).collect()
}

/// The numbers of `edition` as JSON.
pub fn numbers(frame: &Frame<'_>, edition: &Edition) -> String {
    let mut places = LinesOf { sources: frame.sources, known: BTreeMap::new() };
    let pages = std::iter::once(None).chain(edition.aims.iter().map(Some));
    let mut all = Vec::new();
    for aim in pages {
        for bound in aim.map_or_else(|| paper_bounds(edition), aim_bounds) {
            let binding = frame.report.bindings.at(bound.span);
            all.extend(binding.map(|binding| number(edition, aim, bound, binding, &mut places)));
        }
    }
    let whole = Numbers { edition: &edition.id, title: edition.title(), date: edition.date.to_string(), numbers: all };
    let json = serde_json::to_string_pretty(&whole).expect("texts and numbers always have a JSON form");
    json + "\n"
}

fn number<'a>(
    edition: &'a Edition,
    aim: Option<&'a Aim>,
    bound: &Bound,
    binding: &'a Binding,
    places: &mut LinesOf<'a>,
) -> Number<'a> {
    let page = aim.map_or(Place::Overview(&edition.id), |aim| Place::Aim(&edition.id, aim.slug.as_str()));
    let quantity = match &binding.outcome {
        Outcome::Quantity(quantity) => Some(quantity),
        Outcome::Truth { .. } => None,
    };
    Number {
        id: format!("{}#{}", page.address(), binding.anchor),
        kind: if quantity.is_some() { "number" } else { "claim" },
        text: &binding.shown,
        value: quantity.map(|quantity| plain(quantity.value.normalize())),
        unit: quantity.map(|quantity| unit(&quantity.dimension)),
        expression: &binding.expression,
        aim: aim.map(|aim| aim.slug.as_str()),
        file: places.sources.file(bound.span.file).path.as_str(),
        line: places.line(bound.span.file, bound.span.range().start),
        inputs: binding.outcome.inputs().into_iter().map(|input| used(edition, input)).collect(),
    }
}

fn unit(dimension: &Dimension) -> &str {
    match dimension {
        Dimension::Number => "",
        Dimension::Level(unit) => unit.words(),
        Dimension::Change => Unit::Percent.words(),
        Dimension::Points => "percentage points",
    }
}

fn used(edition: &Edition, input: Input) -> Used<'_> {
    let sources = sources(edition, &input);
    Used {
        period: input.period.label(),
        first_day: input.period.start().to_string(),
        last_day: input.period.end().to_string(),
        value: plain(input.value),
        unit: input.unit.words().to_owned(),
        marks: input.marks.to_string(),
        aim: input.aim,
        measure: input.measure,
        label: input.label,
        area: input.area,
        sources,
    }
}

/// The publications of a value: the measure's own, else the aim's.
fn sources<'a>(edition: &'a Edition, input: &Input) -> Vec<Source<'a>> {
    let Some(aim) = edition.aim(&input.aim) else { return Vec::new() };
    let own = aim.measure(&input.measure).map(|measure| &measure.sources).filter(|sources| !sources.is_empty());
    let named = own.unwrap_or(&aim.sources).iter().filter_map(|id| edition.settings.publications.get(id));
    let source = |publication: &'a crate::report::Publication| Source {
        title: &publication.title,
        publisher: &publication.publisher,
        url: publication.url.as_deref(),
    };
    named.map(source).collect()
}

/// The lines of the files that were asked for.
struct LinesOf<'a> {
    sources: &'a Sources,
    known: BTreeMap<FileId, Lines<'a>>,
}

impl LinesOf<'_> {
    fn line(&mut self, file: FileId, at: usize) -> usize {
        let sources = self.sources;
        self.known.entry(file).or_insert_with(|| Lines::new(&sources.file(file).bytes)).place(at).line
    }
}
