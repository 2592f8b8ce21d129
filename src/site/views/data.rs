//! All files of an edition: what each holds, how large it is, and one archive of all.

use serde::Serialize;

use super::Download;
use super::chrome::{About, Chrome, chrome, trail};
use crate::report::Edition;
use crate::site::Frame;
use crate::site::outputs::data_files::{self, DataFile};
use crate::site::outputs::numbers;
use crate::site::route::Place;

/// What `data.html` gets.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct DataView {
    /// What stands round the page.
    pub page: Chrome,
    /// All files in one.
    pub archive: Download,
    /// What describes them to programs.
    pub package: Download,
    /// The numbers in the text, with what they were worked out from.
    pub numbers: Download,
    /// The files of each aim, in the order of the plan.
    pub aims: Vec<FileGroup>,
    /// The files the report was made from.
    pub sources: Vec<Download>,
    /// The marks that may stand beside a value, with their meaning.
    pub marks: Vec<MarkEntry>,
}

/// Files that belong together.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct FileGroup {
    /// The aim.
    pub title: String,
    /// Where its page is.
    pub href: String,
    /// Its files.
    pub files: Vec<Download>,
}

/// A mark and its meaning.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct MarkEntry {
    /// `[p]`.
    pub mark: String,
    /// "provisional".
    pub meaning: &'static str,
}

/// The files of `edition`.
pub fn data(frame: &Frame<'_>, edition: &Edition) -> DataView {
    let place = Place::Data(&edition.id);
    let title = "Data";
    let about = About { place, canonical: place, title, description: "Every number of this report, as CSV files." };
    let downloads = |files: Vec<DataFile<'_>>| files.iter().map(|file| file.download(frame, place)).collect();
    let aims = edition.aims.iter().map(|aim| FileGroup {
        title: aim.title.clone(),
        href: frame.routes.link(place, Place::Aim(&edition.id, aim.slug.as_str())),
        files: downloads(data_files::of_aim(edition, aim)),
    });
    let (archive, package) = (Place::DataArchive(&edition.id), Place::DataPackage(&edition.id));
    let size = data_files::archive(frame, edition).len();
    let package_size = data_files::package(frame, edition).len();
    let numbers = frame.routes.link(place, Place::Numbers(&edition.id));
    let numbers_size = numbers::numbers(frame, edition).len();
    DataView {
        page: chrome(frame, edition, about, trail(frame, edition, place, Some(title))),
        archive: Download::new("All files of this report in one", frame.routes.link(place, archive), size),
        package: Download::new(
            "Description of the files for programs",
            frame.routes.link(place, package),
            package_size,
        ),
        numbers: Download::new("Every number in the text that is tied to the data", numbers, numbers_size),
        aims: aims.collect(),
        sources: downloads(data_files::sources(edition)),
        marks: crate::data::Mark::ALL.map(|m| MarkEntry { mark: m.to_string(), meaning: m.meaning() }).into(),
    }
}
