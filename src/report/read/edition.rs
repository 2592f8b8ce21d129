//! An edition: the paper of `content/index.md` and the aims of the plan. In: the pages and the settings.
//! Out: the [`Edition`], or nothing if the paper does not say which edition it is.

use std::collections::BTreeMap;

use super::pages::{PAPER, Page};
use super::plan::{self, Planned};
use super::settings::Written;
use super::{Folder, Notes, aim, links, names, revisions};
use crate::data::Date;
use crate::diag::Diagnostic;
use crate::diag::fields::Fields;
use crate::prose::PICTURES;
use crate::report::edition::RevisionNote;
use crate::report::{Aim, Edition, Settings};
use crate::source::tree::Text;
use crate::source::{FileId, Slug, Span};

/// What the front matter of the paper says.
struct Paper {
    id: String,
    title: Option<String>,
    meeting: Option<String>,
    date: Date,
    agenda_item: Option<String>,
    revisions: Vec<(Text, RevisionNote)>,
}

/// The edition in `folder`, whose pages are `pages`; `written` is nothing if the settings cannot be read.
pub fn read(
    folder: Folder<'_>,
    written: Option<Written>,
    mut pages: Vec<Page<'_>>,
    notes: &mut Notes,
) -> Option<Edition> {
    for page in &mut pages {
        notes.append(&mut page.notes);
    }
    let paper = take_paper(folder, &mut pages, notes);
    let head = paper.as_ref().and_then(|page| head(page, notes));
    let plan = written.as_ref().map(|written| written.plan.as_slice());
    let settings = written.as_ref().map(|written| &written.settings);
    let mut reader = aim::Reader::new(folder, settings, notes);
    let aims: Vec<Aim> =
        in_order(plan, pages, notes).into_iter().map(|(slug, page)| reader.aim(slug, page, notes)).collect();
    let charts = reader.charts();
    let places = aims.iter().enumerate().map(|(at, aim)| (aim.slug.clone(), at)).collect();
    let plan = plan::settled(plan.unwrap_or_default(), &places, notes);
    let (paper, head) = paper.zip(head)?;
    let revisions = revisions::known(head.revisions, &aims, notes);
    let edition = Edition {
        id: head.id,
        title: head.title,
        meeting: head.meeting,
        date: head.date,
        agenda_item: head.agenda_item,
        settings: written.map_or_else(Settings::nameless, |written| written.settings),
        paper: paper.document.blocks,
        file: paper.file,
        plan,
        aims,
        data_files: files(folder, "data", |_| true),
        pictures: files(folder, "content", |ending| PICTURES.contains(&ending)),
        revisions,
        lock: None,
    };
    links::check(folder, &edition, &charts, notes);
    Some(edition)
}

/// The pages in the order of the plan. Without a plan that can be read, in that of their names.
fn in_order<'a>(plan: Option<&[Planned]>, pages: Vec<Page<'a>>, notes: &mut Notes) -> Vec<(Slug, Page<'a>)> {
    let mut named: Vec<(Slug, Page<'a>)> = Vec::new();
    for page in pages {
        match names::slug(&Text { text: page.name.into(), span: start(&page) }) {
            Ok(slug) => named.push((slug, page)),
            Err(fault) => notes.push(*fault),
        }
    }
    if let Some(plan) = plan {
        let slugs: Vec<(&Slug, Span)> = named.iter().map(|(slug, page)| (slug, start(page))).collect();
        let places = plan::places(plan);
        plan::missing(&places, &slugs, notes);
        named.sort_by_key(|(slug, _)| places.get(slug).copied().unwrap_or(usize::MAX));
    }
    named
}

fn take_paper<'a>(folder: Folder<'_>, pages: &mut Vec<Page<'a>>, notes: &mut Notes) -> Option<Page<'a>> {
    match pages.iter().position(|page| page.name == PAPER) {
        Some(at) => Some(pages.remove(at)),
        None => {
            let path = folder.path("content/index.md");
            let message = format!("there is no `{path}`, the paper that says which edition this is");
            let help = "write it, with `edition: 2019-11` and `date: 2019-11-19` between two lines `---` at its top";
            notes.push(Diagnostic::error("missing-file", message).at_path(path).help(help));
            None
        }
    }
}

/// The id that the paper among `pages` gives its edition.
pub fn id(pages: &[Page<'_>]) -> Option<String> {
    head(pages.iter().find(|page| page.name == PAPER)?, &mut Notes::new()).map(|paper| paper.id)
}

fn head(page: &Page<'_>, notes: &mut Notes) -> Option<Paper> {
    let mut fields = Fields::of(page.front.as_ref()?, "the front matter", notes)?;
    let id = fields.required_text("edition");
    let title = fields.text("title").map(|text| text.text);
    let meeting = fields.text("meeting").map(|text| text.text);
    let date = plan::day(&mut fields, "date");
    if fields.node("date").is_none() {
        fields.missing("date");
    }
    let agenda_item = fields.text("agenda_item").map(|text| text.text);
    let mut inside = Notes::new();
    let revisions = revisions::read(fields.items("revisions"), &mut inside);
    fields.finish();
    notes.append(&mut inside);
    let id = names::edition_id(&id?).map_err(|fault| notes.push(*fault)).ok();
    Some(Paper { id: id?, title, meeting, date: date?, agenda_item, revisions })
}

fn start(page: &Page<'_>) -> Span {
    Span::new(page.file, 0, 0)
}

/// The files below `below` whose ending is wanted, by their path there.
fn files(folder: Folder<'_>, below: &str, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, FileId> {
    let below = folder.path(below);
    let found = folder.sources.below(&below).filter(|(_, file)| wanted(file.path.stem_and_ending().1));
    found.map(|(id, file)| (file.path.as_str()[below.len() + 1..].to_owned(), id)).collect()
}
