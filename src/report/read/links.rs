//! Links between the files of a report: each must lead to a page, a place on it, a figure, a data file or a
//! picture that is there. In: a finished edition. Out: an error at the exact address of each that does not,
//! with the nearest name there is.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folder, Notes};
use crate::diag::{Diagnostic, nearest};
use crate::prose::outline::{outline, slug};
use crate::prose::walk::{Part, walk, walk_inlines};
use crate::prose::{Block, Inline, Target, plain};
use crate::report::{Aim, Edition, PlanEntry};
use crate::source::Slug;
use crate::source::tree::Text;

/// The charts that each aim defines.
type Charts = BTreeMap<Slug, BTreeSet<String>>;

/// How many broken links are listed for one page.
const LISTED: usize = 50;

/// Checks every link of `edition`, which was read from `folder`.
pub fn check(folder: Folder<'_>, edition: &Edition, charts: &Charts, notes: &mut Notes) {
    let known = Known::of(folder, edition, charts);
    let faults = |aim: Option<&Aim>, inlines: Vec<&Inline>| -> Notes {
        inlines.into_iter().filter_map(|inline| known.fault(aim, inline)).take(LISTED).collect()
    };
    notes.extend(faults(None, of_paper(edition)));
    for aim in &edition.aims {
        notes.extend(faults(Some(aim), of_aim(aim)));
    }
}

/// Every inline on the paper's own page, and in what is shown on all pages.
fn of_paper(edition: &Edition) -> Vec<&Inline> {
    let reasons = edition.plan.iter().filter_map(|entry| match entry {
        PlanEntry::NotReported { because: Some(because), .. } => Some(because.reason.as_slice()),
        _ => None,
    });
    let mut found = Vec::new();
    walk(&edition.paper, &mut |part| keep(&mut found, part));
    let lines = reasons.chain([edition.settings.notice.as_slice()]);
    lines.for_each(|inlines| walk_inlines(inlines, &mut |part| keep(&mut found, part)));
    found
}

/// Every inline on the page of `aim`.
fn of_aim(aim: &Aim) -> Vec<&Inline> {
    let titles = aim.figures.iter().map(|figure| &figure.title);
    let headings = aim.sections.iter().map(|section| &section.heading);
    let mut found = Vec::new();
    aim.texts().for_each(|blocks| walk(blocks, &mut |part| keep(&mut found, part)));
    titles.chain(headings).for_each(|inlines| walk_inlines(inlines, &mut |part| keep(&mut found, part)));
    found
}

fn keep<'a>(found: &mut Vec<&'a Inline>, part: Part<'a>) {
    if let Part::Inline(inline @ (Inline::Link { .. } | Inline::Image { .. })) = part {
        found.push(inline);
    }
}

/// What links can lead to.
struct Known<'a> {
    edition: &'a Edition,
    folder: Folder<'a>,
    /// Every file, by its path in the report.
    files: BTreeSet<&'a str>,
    charts: &'a Charts,
    /// The places on each page that a link can lead to; nothing stands for the paper.
    anchors: BTreeMap<Option<&'a Slug>, BTreeSet<String>>,
}

impl<'a> Known<'a> {
    fn of(folder: Folder<'a>, edition: &'a Edition, charts: &'a Charts) -> Self {
        let tops = [folder.path("content"), folder.path("data")];
        let files = tops.iter().flat_map(|top| folder.sources.below(top));
        let files = files.filter_map(|(_, file)| file.path.as_str().strip_prefix(folder.prefix)).collect();
        let paper = std::iter::once((None, headings(&edition.paper).collect()));
        let anchors =
            paper.chain(edition.aims.iter().map(|aim| (Some(&aim.slug), anchors(aim, charts.get(&aim.slug)))));
        Self { edition, folder, files, charts, anchors: anchors.collect() }
    }

    /// What is wrong with `inline`, which stands on the page of `aim` or on the paper.
    fn fault(&self, aim: Option<&Aim>, inline: &Inline) -> Option<Diagnostic> {
        match inline {
            Inline::Link { target: Target::Chart(id), address, .. } => self.chart(aim, id, address),
            Inline::Link { target: Target::Fragment(fragment), address, .. } => self.fragment(aim, fragment, address),
            Inline::Link { target: Target::File { path, fragment }, address, .. } => {
                self.file(path, fragment.as_deref(), address)
            }
            Inline::Image { address, .. } => self.file(&address.text, None, address),
            _ => None,
        }
    }

    fn file(&self, path: &str, fragment: Option<&str>, address: &Text) -> Option<Diagnostic> {
        let Some(found) = resolved(path) else {
            return Some(broken(address, "leaves the folder of the report", "link only to files of the report".into()));
        };
        if let Some(page) = found.strip_prefix("content/").and_then(|name| name.strip_suffix(".md")) {
            return self.page(page, fragment, address);
        }
        let linkable = found.starts_with("content/") || found.starts_with("data/");
        if linkable && self.files.contains(found.as_str()) {
            return None;
        }
        let names = self.files.iter().copied().filter(|name| name.starts_with("content/") || name.starts_with("data/"));
        let help = match nearest(&found, names) {
            Some(name) => format!("did you mean `{}`?", relative(name)),
            None => "name a page such as `burglary.md`, a data file such as `../data/burglary.csv` or a picture".into(),
        };
        Some(broken(address, "leads to no file of the report", help))
    }

    fn page(&self, name: &str, fragment: Option<&str>, address: &Text) -> Option<Diagnostic> {
        let aim = self.edition.aim(name);
        if !self.files.contains(format!("content/{name}.md").as_str()) {
            let names = self.edition.aims.iter().map(|aim| aim.slug.as_str()).chain([super::pages::PAPER]);
            let help = match nearest(name, names) {
                Some(name) => format!("did you mean `{name}.md`?"),
                None => {
                    format!("write the page `{}`, or change the link", self.folder.path(&format!("content/{name}.md")))
                }
            };
            return Some(broken(address, "leads to a page that is not there", help));
        }
        fragment.and_then(|fragment| self.fragment(aim, fragment, address))
    }

    fn chart(&self, aim: Option<&Aim>, id: &str, address: &Text) -> Option<Diagnostic> {
        let Some(aim) = aim else {
            let help = "link to the aim's page, such as `burglary.md`".into();
            return Some(broken(address, "leads to a chart, and this page has none", help));
        };
        // Without front matter that can be read nobody knows the charts, and that was said.
        let charts = self.charts.get(&aim.slug)?;
        if charts.contains(id) {
            return None;
        }
        let help = match nearest(id, charts.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `chart:{name}`?"),
            None => "name one of the `charts:` in the front matter of this page".into(),
        };
        Some(broken(address, "leads to a chart that is not there", help))
    }

    /// Says that `fragment` is no place on the page of `aim`, or on the paper.
    fn fragment(&self, aim: Option<&Aim>, fragment: &str, address: &Text) -> Option<Diagnostic> {
        if aim.is_some_and(|aim| !self.charts.contains_key(&aim.slug)) {
            return None;
        }
        let anchors = self.anchors.get(&aim.map(|aim| &aim.slug))?;
        if anchors.contains(fragment) {
            return None;
        }
        let help = match nearest(fragment, anchors.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `#{name}`?"),
            None => "after `#` stands a heading in lower case with hyphens, such as `#commentary`".into(),
        };
        Some(broken(address, "leads to a place that is not on the page", help))
    }
}

/// The places on the page of `aim`, which defines these charts, that a link can lead to.
fn anchors(aim: &Aim, charts: Option<&BTreeSet<String>>) -> BTreeSet<String> {
    let figures = charts.into_iter().flatten().map(|chart| format!("{}-{chart}", aim.slug));
    let sections = aim.sections.iter().map(|section| slug(&plain::text(&section.heading)));
    let inside = aim.texts().flat_map(headings);
    let fixed = ["commentary", "response", "figures", "data"].map(str::to_owned);
    fixed.into_iter().chain(figures).chain(sections).chain(inside).collect()
}

fn headings(blocks: &[Block]) -> impl Iterator<Item = String> {
    outline(blocks).into_iter().map(|heading| heading.id)
}

fn broken(address: &Text, what: &str, help: String) -> Diagnostic {
    Diagnostic::error("broken-link", format!("the link `{}` {what}", address.text)).at(address.span, "").help(help)
}

/// The path in the report that `path`, written on a page, leads to; `None` if it leads out.
fn resolved(path: &str) -> Option<String> {
    let mut parts = vec!["content"];
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!path.starts_with('/')).then(|| parts.join("/"))
}

/// How a page writes the path of a file of the report.
fn relative(path: &str) -> String {
    path.strip_prefix("content/").map_or_else(|| format!("../{path}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_from_the_pages_and_never_leave_the_report() {
        for (path, expect) in [
            ("burglary.md", Some("content/burglary.md")),
            ("./a/../b.png", Some("content/b.png")),
            ("../data/a.csv", Some("data/a.csv")),
            ("../content/x.md", Some("content/x.md")),
            ("../../etc/passwd", None),
            ("../x/../../y", None),
            ("/etc/passwd", None),
        ] {
            assert_eq!(resolved(path).as_deref(), expect, "{path}");
        }
    }
}
