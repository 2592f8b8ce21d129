//! Every address of the site, made in one place. In: what is linked from where. Out: relative links, which
//! work under a project path, in a preview folder and from disk (so they name `index.html`), absolute ones
//! where a format asks for them, and the path of each file below the output folder. The page for missing
//! addresses is served at any depth: its links are absolute, with the base path of the report's `url`.

use crate::report::Edition;
use crate::source::{PathFault, SafePath};

/// A page or file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place<'a> {
    /// The latest edition at the root.
    Home,
    /// An edition's overview.
    Overview(&'a str),
    /// An aim of an edition: edition and slug.
    Aim(&'a str, &'a str),
    /// A whole edition on one page.
    Print(&'a str),
    /// All files of an edition.
    Data(&'a str),
    /// The numbers of a figure: edition, aim, chart.
    FigureData(&'a str, &'a str, &'a str),
    /// The numbers of a measure: edition, aim, measure.
    MeasureData(&'a str, &'a str, &'a str),
    /// A data file of the report: edition and path below `data/`.
    SourceData(&'a str, &'a str),
    /// What describes the files of an edition to programs.
    DataPackage(&'a str),
    /// All files of an edition in one.
    DataArchive(&'a str),
    /// The numbers in the text of an edition, for programs.
    Numbers(&'a str),
    /// A picture beside the pages: edition and path below `content/`.
    Picture(&'a str, &'a str),
    /// What changed from the edition before: the edition.
    Changes(&'a str),
    /// The revisions among it, as a file.
    RevisionsData(&'a str),
    /// One aim through all editions, by its newest slug.
    History(&'a str),
    /// All editions.
    Editions,
    /// Everything that was corrected after it was published.
    Corrections,
    /// News for feed readers.
    Feed,
    /// The list of pages for search engines.
    Sitemap,
    /// What robots may read.
    Robots,
    /// The page for addresses that do not exist.
    NotFound,
    /// A file of the theme, by its path below `static/`.
    Static(&'a str),
}

impl Place<'_> {
    /// Its path below the output folder, as text.
    pub fn path(&self) -> String {
        let path = match *self {
            Self::Home => "index.html".to_owned(),
            Self::Overview(edition) => format!("{edition}/index.html"),
            Self::Aim(edition, aim) => format!("{edition}/{aim}/index.html"),
            Self::Print(edition) => format!("{edition}/print/index.html"),
            Self::Data(edition) => format!("{edition}/data/index.html"),
            Self::DataPackage(edition) => format!("{edition}/data/datapackage.json"),
            Self::DataArchive(edition) => format!("{edition}/data/{edition}.zip"),
            Self::Numbers(edition) => format!("{edition}/data/numbers.json"),
            Self::FigureData(edition, ..) | Self::MeasureData(edition, ..) | Self::SourceData(edition, _) => {
                format!("{edition}/data/{}", self.in_archive())
            }
            Self::Picture(edition, picture) => format!("{edition}/pictures/{picture}"),
            Self::Changes(edition) => format!("{edition}/changes/index.html"),
            Self::RevisionsData(edition) => format!("{edition}/changes/revisions.csv"),
            Self::History(aim) => format!("aims/{aim}/index.html"),
            Self::Editions => "editions/index.html".to_owned(),
            Self::Corrections => "corrections/index.html".to_owned(),
            Self::Feed => "feed.xml".to_owned(),
            Self::Sitemap => "sitemap.xml".to_owned(),
            Self::Robots => "robots.txt".to_owned(),
            Self::NotFound => "404.html".to_owned(),
            Self::Static(file) => format!("static/{file}"),
        };
        path.to_ascii_lowercase()
    }

    /// The edition it belongs to, if that is one; the first page is of `latest`.
    pub fn edition<'p>(&'p self, latest: &'p Edition) -> Option<&'p str> {
        match *self {
            Self::Home => Some(&latest.id),
            Self::Overview(edition)
            | Self::Aim(edition, _)
            | Self::Print(edition)
            | Self::Data(edition)
            | Self::Changes(edition) => Some(edition),
            _ => None,
        }
    }

    /// Its path below the edition's data folder, which is also its name in the archive.
    pub fn in_archive(&self) -> String {
        match *self {
            Self::FigureData(_, aim, chart) => format!("figures/{aim}/{chart}.csv"),
            Self::MeasureData(_, aim, measure) => format!("measures/{aim}/{measure}.csv"),
            Self::SourceData(_, file) => format!("files/{file}"),
            _ => self.path(),
        }
    }

    /// Its path below the output folder.
    ///
    /// # Errors
    /// If a name in it cannot be a file's.
    pub fn file(&self) -> Result<SafePath, PathFault> {
        SafePath::parse(&self.path())
    }

    /// Its address below the site's root, as readers know it: without `index.html`.
    pub fn address(&self) -> String {
        let path = self.path();
        path.strip_suffix("index.html").map(str::to_owned).unwrap_or(path)
    }
}

/// The site's own address, which its links are made with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routes {
    url: Option<String>,
}

impl Routes {
    /// The routes of a site at `url`, if it says where it stands.
    pub fn new(url: Option<&str>) -> Self {
        Self { url: url.map(|url| format!("{}/", url.trim_end_matches('/'))) }
    }

    /// The link on the page `from` to `to`.
    pub fn link(&self, from: Place<'_>, to: Place<'_>) -> String {
        match from {
            Place::NotFound => format!("{}{}", self.base_path(), to.address()),
            _ => relative(&from.path(), &to.path()),
        }
    }

    /// The link on the page `from` to the element `id` of `to`.
    pub fn link_to_part(&self, from: Place<'_>, to: Place<'_>, id: &str) -> String {
        match from == to {
            true => format!("#{id}"),
            false => format!("{}#{id}", self.link(from, to)),
        }
    }

    /// The absolute address of `to`; `None` if the site does not know its own.
    pub fn absolute(&self, to: Place<'_>) -> Option<String> {
        self.url.as_ref().map(|url| format!("{url}{}", to.address()))
    }

    /// Whether the site knows its own address.
    pub fn has_url(&self) -> bool {
        self.url.is_some()
    }

    /// The path of the site's address, with `/` at both ends; the root if it does not know its address.
    fn base_path(&self) -> &str {
        let after_scheme = self.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
        after_scheme.and_then(|rest| Some(&rest[rest.find('/')?..])).unwrap_or("/")
    }
}

/// The way from the file `from` to the file `to`, both below one folder.
fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folders = here.len() - 1;
    let shared = here[..folders].iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folders - shared), there[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(url: Option<&str>, from: Place<'_>, to: Place<'_>, expect: &str) {
        assert_eq!(Routes::new(url).link(from, to), expect, "{from:?} to {to:?}");
    }

    #[test]
    fn links_between_pages_are_relative() {
        let aim = Place::Aim("2019-11", "burglary");
        check(None, Place::Home, aim, "2019-11/burglary/index.html");
        check(None, aim, Place::Aim("2019-11", "robbery"), "../robbery/index.html");
        check(None, aim, Place::Overview("2019-11"), "../index.html");
        check(None, aim, Place::Home, "../../index.html");
        check(None, aim, Place::FigureData("2019-11", "burglary", "trend"), "../data/figures/burglary/trend.csv");
        check(None, aim, Place::Static("site.css"), "../../static/site.css");
        check(None, aim, aim, "index.html");
        check(Some("https://example.org/report/"), aim, Place::Editions, "../../editions/index.html");
    }

    #[test]
    fn the_page_for_missing_addresses_works_at_any_depth() {
        check(Some("https://example.org/report"), Place::NotFound, Place::Home, "/report/");
        check(Some("https://example.org"), Place::NotFound, Place::Static("a.css"), "/static/a.css");
        check(None, Place::NotFound, Place::Overview("2019-11"), "/2019-11/");
    }

    #[test]
    fn parts_of_the_same_page_need_no_path() {
        let (routes, home) = (Routes::default(), Place::Home);
        assert_eq!(routes.link_to_part(home, home, "aims"), "#aims");
        assert_eq!(routes.link_to_part(home, Place::Overview("1"), "aims"), "1/index.html#aims");
    }

    #[test]
    fn absolute_addresses_need_the_reports_own() {
        let url = |text| Routes::new(Some(text)).absolute(Place::Overview("2019-11")).unwrap();
        assert_eq!(url("https://example.org/report"), "https://example.org/report/2019-11/");
        assert_eq!(Routes::default().absolute(Place::Home), None);
    }

    #[test]
    fn a_name_that_cannot_be_a_file_is_refused() {
        assert!(Place::Aim("2019-11", "burglary").file().is_ok());
        assert!(Place::Aim("2019-11", "con").file().is_err());
        assert!(Place::FigureData("2019-11", "a", "b c").file().is_err());
    }
}
