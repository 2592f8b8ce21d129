//! The words of a page, as HTML. In: the report's blocks and inlines, and the page they stand on. Out: HTML
//! in which every link leads where it should from there: pages, figures, data files, pictures. One page has
//! one [`Words`], which also gives out its ids: first to the author's headings, as `prose::outline` names
//! them, then to figures and parts. Ids of templates start with `_`, which no other does.

use std::collections::BTreeMap;

use super::figure::{self, Placed};
use super::ids::Ids;
use super::route::Place;
use super::theme::Html;
use super::views::Download;
use super::views::scorecard::{self, Row};
use super::{Frame, bound, picture};
use crate::prose::html::{self, Picture, Sheet};
use crate::prose::outline::{Heading, outline};
use crate::prose::{Block, BlockKind, Bound, Inline, Target, escape, plain};
use crate::report::{Aim, Edition, Figure};
use crate::source::tree::Text;

/// What writes the words of one page.
#[derive(Debug)]
pub struct Words<'w> {
    frame: &'w Frame<'w>,
    edition: &'w Edition,
    place: Place<'w>,
    ids: Ids,
    tables: usize,
    aim: Option<Within<'w>>,
}

/// The aim whose words are being written.
#[derive(Debug)]
struct Within<'w> {
    aim: &'w Aim,
    /// Its number on a page with others.
    number: Option<usize>,
    /// The ids of its figures, by the chart's id.
    figures: BTreeMap<&'w str, String>,
}

/// The texts of an aim.
#[derive(Debug)]
pub struct AimWords {
    /// What stands before everything.
    pub introduction: Html,
    /// The commentary and the id of its heading.
    pub commentary: (String, Html),
    /// The response and the id of its heading.
    pub response: (String, Html),
    /// The text of each further section and the id of its heading.
    pub sections: Vec<(String, Html)>,
    /// The footnotes of all of them.
    pub notes: Html,
}

impl<'w> Words<'w> {
    /// What writes the words of the page of `edition` at `place`.
    pub fn new(frame: &'w Frame<'w>, edition: &'w Edition, place: Place<'w>) -> Self {
        Self { frame, edition, place, ids: Ids::default(), tables: 0, aim: None }
    }

    /// The paper's text with its footnotes.
    pub fn paper(&mut self) -> Html {
        let mut sheet = Sheet::new("", 0);
        let edition = self.edition;
        self.reserve(&outline(&edition.paper), &sheet);
        let text = html::write_blocks(&edition.paper, &mut sheet, self);
        self.tables = sheet.tables;
        Html(text)
    }

    /// The texts of `aim`, which has this number on a page of several. What follows belongs to it too.
    pub fn aim(&mut self, aim: &'w Aim, number: Option<usize>) -> AimWords {
        let mut sheet = self.sheet(aim, number);
        let whole = whole(aim);
        let headings = outline(&whole);
        self.reserve(&headings, &sheet);
        let figure_ids = aim
            .figures
            .iter()
            .map(|figure| (figure.id.as_str(), self.ids.claim(&format!("{}-{}", aim.slug, figure.id))));
        let figures = figure_ids.collect();
        self.aim = Some(Within { aim, number, figures });
        let voices = [&aim.introduction, &aim.commentary, &aim.response].map(Vec::as_slice);
        let texts: Vec<&[Block]> =
            voices.into_iter().chain(aim.sections.iter().map(|section| section.blocks.as_slice())).collect();
        let written = html::write_parts(&whole, &texts, &mut sheet, self);
        self.tables = sheet.tables;
        let own = headings.iter().filter(|heading| heading.span == aim.span);
        let mut ids = own.map(|heading| sheet.id(&heading.id));
        let mut parts = written.parts.into_iter().map(Html);
        let introduction = parts.next().unwrap_or_default();
        let mut section = || (ids.next().unwrap_or_default(), parts.next().unwrap_or_default());
        AimWords {
            introduction,
            commentary: section(),
            response: section(),
            sections: aim.sections.iter().map(|_| section()).collect(),
            notes: Html(written.notes),
        }
    }

    fn sheet(&self, aim: &Aim, number: Option<usize>) -> Sheet {
        let mut sheet = match number {
            Some(_) => Sheet::new(aim.slug.as_str(), 1),
            None => Sheet::new("", 0),
        };
        sheet.tables = self.tables;
        sheet
    }

    fn reserve(&mut self, headings: &[Heading<'_>], sheet: &Sheet) {
        for heading in headings {
            self.ids.claim(&sheet.id(&heading.id));
        }
    }

    /// An id for a part of the page, or of the aim on a page of several.
    pub fn claim_id(&mut self, wanted: &str) -> String {
        match &self.aim {
            Some(Within { aim, number, .. }) => {
                let id = self.sheet(aim, *number).id(wanted);
                self.ids.claim(&id)
            }
            None => self.ids.claim(wanted),
        }
    }

    /// Text that stands in an element of a template.
    pub fn inlines(&mut self, inlines: &[Inline]) -> Html {
        Html(html::write_inlines(inlines, self))
    }

    /// Text without markup.
    pub fn plain(&self, inlines: &[Inline]) -> String {
        plain::text_with(inlines, &mut |bound| bound::text(self.frame.report, bound))
    }

    /// How `aim` stands, as this page shows it.
    pub fn standing(&self, aim: &Aim) -> Row {
        scorecard::reported(self.frame, self.edition, aim, self.place)
    }

    /// A figure of the aim.
    pub fn figure(&mut self, figure: &Figure) -> Html {
        let Some(Within { aim, number, figures }) = &self.aim else { return Html::default() };
        let id = figures.get(figure.id.as_str()).cloned().unwrap_or_default();
        let (heading, number) = match number {
            Some(aim) => ("h4", format!("{aim}.{}", figure.number)),
            None => ("h3", figure.number.to_string()),
        };
        let place = Place::FigureData(&self.edition.id, aim.slug.as_str(), &figure.id);
        let href = self.frame.routes.link(self.place, place);
        let file = Download::new(format!("Data for figure {number}"), href, figure.chart.csv().len());
        let title = self.inlines(&figure.title);
        let publications = &self.edition.settings.publications;
        let sources = figure.sources.iter().filter_map(|id| publications.get(id)).collect();
        figure::html(&figure.chart, &Placed { id: &id, number: &number, heading, title: &title, sources, file: &file })
    }

    /// The link to the file `path` of the report, as written on a page, and a part of it.
    fn file_link(&self, path: &str, fragment: Option<&str>) -> Option<String> {
        let edition = &self.edition.id;
        let resolved = resolved(path)?;
        if let Some(data) = resolved.strip_prefix("data/") {
            let (path, _) = self.edition.data_files.get_key_value(data)?;
            return Some(self.frame.routes.link(self.place, Place::SourceData(edition, path)));
        }
        let inside = resolved.strip_prefix("content/")?;
        let Some(name) = inside.strip_suffix(".md") else {
            let (path, _) = self.edition.pictures.get_key_value(inside)?;
            return Some(self.frame.routes.link(self.place, Place::Picture(edition, path)));
        };
        match (self.edition.aim(name), self.place) {
            (Some(aim), Place::Print(_)) => Some(self.part_in_print(aim, fragment)),
            (Some(aim), _) => Some(self.page_link(Place::Aim(edition, aim.slug.as_str()), fragment)),
            (None, Place::Print(_)) => Some(format!("#{}", fragment.unwrap_or("_main"))),
            (None, _) => Some(self.page_link(Place::Overview(edition), fragment)),
        }
    }

    fn page_link(&self, to: Place<'_>, fragment: Option<&str>) -> String {
        match fragment {
            Some(fragment) => self.frame.routes.link_to_part(self.place, to, fragment),
            None => self.frame.routes.link(self.place, to),
        }
    }

    /// Where `aim`, or a part of it, stands on the page of the whole edition.
    fn part_in_print(&self, aim: &Aim, fragment: Option<&str>) -> String {
        let is_figure = |id: &str| aim.figures.iter().any(|figure| id == format!("{}-{}", aim.slug, figure.id));
        match fragment {
            Some(id) if is_figure(id) => format!("#{id}"),
            Some(id) => format!("#{}--{id}", aim.slug),
            None => format!("#_{}", aim.slug),
        }
    }
}

impl html::Place for Words<'_> {
    fn link(&mut self, target: &Target, _: &Text) -> Option<String> {
        match target {
            Target::Outside(address) => Some(address.clone()),
            Target::File { path, fragment } => self.file_link(path, fragment.as_deref()),
            Target::Chart(id) => {
                let figures = &self.aim.as_ref()?.figures;
                figures.get(id.as_str()).map(|id| format!("#{id}"))
            }
            Target::Fragment(id) => match &self.aim {
                Some(Within { aim, number: Some(_), .. }) => Some(self.part_in_print(aim, Some(id))),
                _ => Some(format!("#{id}")),
            },
        }
    }

    fn picture(&mut self, address: &Text) -> Option<Picture> {
        let resolved = resolved(&address.text)?;
        let (path, file) = self.edition.pictures.get_key_value(resolved.strip_prefix("content/")?)?;
        let (width, height) = picture::size(&self.frame.sources.file(*file).bytes)?;
        let address = self.frame.routes.link(self.place, Place::Picture(&self.edition.id, path));
        Some(Picture { address, width, height })
    }

    fn chart(&mut self, id: &Text) -> String {
        let aim = self.aim.as_ref().map(|within| within.aim);
        let figure = aim.and_then(|aim| aim.figure(&id.text));
        figure.map(|figure| self.figure(figure).0).unwrap_or_default()
    }

    fn bound(&mut self, bound: &Bound) -> String {
        let Some(binding) = self.frame.report.bindings.at(bound.span) else { return escape::text(&bound.text.text) };
        let id = self.claim_id(&binding.anchor);
        bound::html(self.edition, binding, &id).0
    }
}

/// All blocks of `aim` as its file has them: with the headings of its sections, which stand at the aim's span.
fn whole(aim: &Aim) -> Vec<Block> {
    let heading = |text: Vec<Inline>| Block { kind: BlockKind::Heading { level: 2, text }, span: aim.span };
    let named = |name: &str| heading(vec![Inline::Text(Text { text: name.to_owned(), span: aim.span })]);
    let mut whole = aim.introduction.clone();
    for (name, blocks) in [("Commentary", &aim.commentary), ("Response", &aim.response)] {
        whole.push(named(name));
        whole.extend(blocks.iter().cloned());
    }
    for section in &aim.sections {
        whole.push(heading(section.heading.clone()));
        whole.extend(section.blocks.iter().cloned());
    }
    whole
}

/// The path in the report that `path`, written on a page in `content/`, leads to; `None` if it leads out.
fn resolved(path: &str) -> Option<String> {
    let mut parts = vec!["content"];
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!path.starts_with('/')).then(|| parts.join("/"))
}
