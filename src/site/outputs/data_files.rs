//! The files readers can take away: the numbers of every figure and measure, the files the report was made
//! from, their description for programs (a Frictionless data package) and one archive of all.

use std::borrow::Cow;

use serde::Serialize;

use crate::chart::Chart;
use crate::data::Measure;
use crate::prose::plain;
use crate::report::{Aim, Edition};
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::Download;
use crate::site::{Frame, csv_text, zip};
use crate::source::{FileId, Slug, Sources};

/// The files.
pub const OUTPUT: Output = Output { name: "data files", files };

/// A file readers can take away.
#[derive(Debug, Clone)]
pub struct DataFile<'a> {
    /// Where it stands.
    pub place: Place<'a>,
    /// What it holds.
    pub title: String,
    content: Content<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Content<'a> {
    Chart(&'a Chart),
    Measure(&'a Measure),
    Source(FileId),
}

impl<'a> DataFile<'a> {
    /// Its bytes.
    pub fn bytes(&self, sources: &'a Sources) -> Cow<'a, [u8]> {
        match self.content {
            Content::Chart(chart) => Cow::Owned(chart.csv().into_bytes()),
            Content::Measure(measure) => Cow::Owned(measure_csv(measure).into_bytes()),
            Content::Source(id) => Cow::Borrowed(&sources.file(id).bytes),
        }
    }

    /// The link to it on the page `from`.
    pub fn download(&self, frame: &Frame<'a>, from: Place<'_>) -> Download {
        let size = self.bytes(frame.sources).len();
        Download::new(self.title.clone(), frame.routes.link(from, self.place), size)
    }
}

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    frame.report.editions.iter().flat_map(|edition| of_edition_files(frame.sources, edition)).collect()
}

fn of_edition_files<'a>(sources: &'a Sources, edition: &'a Edition) -> Vec<OutputFile<'a>> {
    let single = of_edition(edition).into_iter();
    let mut files: Vec<OutputFile<'a>> =
        single.map(|file| OutputFile::new(file.place, move |_| Ok(file.bytes(sources)))).collect();
    files.push(OutputFile::text(Place::DataPackage(&edition.id), move |frame| package(frame, edition)));
    files.push(OutputFile::new(Place::DataArchive(&edition.id), move |frame| Ok(archive(frame, edition).into())));
    files
}

/// All of `edition`.
pub fn of_edition(edition: &Edition) -> Vec<DataFile<'_>> {
    let of_aims = edition.aims.iter().flat_map(|aim| of_aim(edition, aim));
    of_aims.chain(sources(edition)).collect()
}

/// Those of `aim`: its figures', then its measures'.
pub fn of_aim<'a>(edition: &'a Edition, aim: &'a Aim) -> Vec<DataFile<'a>> {
    let slug = aim.slug.as_str();
    let figures = aim.figures.iter().map(|figure| DataFile {
        place: Place::FigureData(&edition.id, slug, &figure.id),
        title: format!("Figure {}: {}", figure.number, plain::text(&figure.title)),
        content: Content::Chart(&figure.chart),
    });
    let measures = aim.measures.iter().map(|measure| DataFile {
        place: Place::MeasureData(&edition.id, slug, &measure.id),
        title: format!("Measure: {}", measure.label),
        content: Content::Measure(measure),
    });
    figures.chain(measures).collect()
}

/// The files the report was made from.
pub fn sources(edition: &Edition) -> Vec<DataFile<'_>> {
    edition
        .data_files
        .iter()
        .map(|(path, id)| DataFile {
            place: Place::SourceData(&edition.id, path),
            title: path.clone(),
            content: Content::Source(*id),
        })
        .collect()
}

/// A measure's observations as published, one a row, with the first and last day of each period.
fn measure_csv(measure: &Measure) -> String {
    let header = ["area", "period", "first_day", "last_day", "value", "marks"].map(Cow::Borrowed).to_vec();
    let rows = measure.series.iter().flat_map(|series| {
        series.observations.iter().map(|observation| {
            vec![
                Cow::Borrowed(series.name.as_str()),
                observation.period.label().into(),
                observation.period.start().to_string().into(),
                observation.period.end().to_string().into(),
                observation.value.map(|value| value.to_string()).unwrap_or_default().into(),
                observation.marks.to_string().into(),
            ]
        })
    });
    csv_text::write(std::iter::once(header).chain(rows))
}

#[derive(Serialize)]
struct Package {
    name: String,
    title: String,
    created: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Licence>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Licence {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Serialize)]
struct Resource {
    name: String,
    path: String,
    title: String,
    format: String,
    mediatype: &'static str,
    bytes: usize,
}

/// What describes the files of `edition` to programs.
pub fn package(frame: &Frame<'_>, edition: &Edition) -> String {
    let title = edition.title();
    let package = Package {
        name: Slug::from_words(&format!("{title} {}", edition.id))
            .map_or_else(|| edition.id.clone(), |s| s.to_string()),
        title: title.to_owned(),
        created: format!("{}T00:00:00Z", edition.date),
        licenses: edition.settings.licence.iter().map(|(title, path)| licence(title, path)).collect(),
        resources: of_edition(edition).iter().map(|file| resource(file, frame.sources)).collect(),
    };
    let mut json = serde_json::to_string_pretty(&package).expect("a package is plain text and numbers");
    json.push('\n');
    json
}

fn licence(title: &str, path: &Option<String>) -> Licence {
    Licence { title: title.to_owned(), path: path.clone() }
}

fn resource<'a>(file: &DataFile<'a>, sources: &'a Sources) -> Resource {
    let path = file.place.in_archive();
    let format = path.rsplit('.').next().unwrap_or("csv").to_owned();
    let mediatype = if format == "tsv" { "text/tab-separated-values" } else { "text/csv" };
    let name = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem).replace('/', "-").to_lowercase();
    Resource { name, title: file.title.clone(), format, mediatype, bytes: file.bytes(sources).len(), path }
}

/// All files of `edition` and their description in one.
pub fn archive(frame: &Frame<'_>, edition: &Edition) -> Vec<u8> {
    let package = package(frame, edition).into_bytes();
    let all = of_edition(edition);
    let files: Vec<(String, Cow<'_, [u8]>)> = std::iter::once(("datapackage.json".to_owned(), Cow::Owned(package)))
        .chain(all.iter().map(|file| (file.place.in_archive(), file.bytes(frame.sources))))
        .collect();
    zip::archive(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])))
}
