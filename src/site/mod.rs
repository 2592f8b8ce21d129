//! Pages out, as values. In: a [`Report`] and the sources it came from. Out: a [`Site`]: every file it will
//! have, by path, and how to make its bytes. Pages are made when they are delivered, in parallel and one by
//! one, so memory follows the size of the report. Templates get views (`views/`): finished text, links and
//! figures, nothing to compute. The last gate reads every finished page.

pub mod bound;
pub mod builtin;
pub mod csv_text;
pub mod figure;
pub mod filters;
pub mod gate;
mod gate_lists;
pub mod ids;
pub mod markup;
pub mod output;
pub mod outputs;
mod picture;
pub mod route;
mod template_fault;
pub mod theme;
pub mod views;
pub mod words;
pub mod zip;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::output::OutputFile;
use self::route::Routes;
use self::theme::Theme;
use crate::diag::{self, Diagnostic};
use crate::report::{Lineage, Report};
use crate::source::{SafePath, Sources};

/// What every page is made from.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The report.
    pub report: &'a Report,
    /// The files it came from.
    pub sources: &'a Sources,
    /// Which aims of different editions are one.
    pub lineage: Lineage,
    /// The site's addresses.
    pub routes: Routes,
    /// Its templates and static files.
    pub theme: Theme,
}

/// All files of a site, in path order, each with the way to make it.
#[derive(Debug)]
pub struct Site<'a> {
    frame: Frame<'a>,
    files: BTreeMap<SafePath, OutputFile<'a>>,
}

/// The site of `report`, with what is wrong with its theme and addresses. `None` if it cannot be made.
pub fn build<'a>(report: &'a Report, sources: &'a Sources) -> (Option<Site<'a>>, Vec<Diagnostic>) {
    let settings = &report.latest().settings;
    let (theme, mut diagnostics) = Theme::load(settings.theme.as_ref(), sources);
    let Some(theme) = theme else { return (None, diagnostics) };
    let lineage = Lineage::of(&report.editions);
    let frame = Frame { report, sources, lineage, routes: Routes::new(settings.url.as_deref()), theme };
    let mut files = BTreeMap::new();
    let all = outputs::ALL.iter().flat_map(|output| (output.files)(&frame));
    diagnostics.extend(all.filter_map(|file| add(&mut files, file)));
    (Some(Site { frame, files }), diagnostics)
}

/// Adds `file`, or says why it cannot be added.
fn add<'a>(files: &mut BTreeMap<SafePath, OutputFile<'a>>, file: OutputFile<'a>) -> Option<Diagnostic> {
    let path = file.place.path();
    let wrong = |message, help| Some(Diagnostic::error("address", message).help(help));
    let place = match file.place.file() {
        Ok(place) => place,
        Err(fault) => return wrong(format!("the address `{path}` {fault}"), "give it another name"),
    };
    files.insert(place, file).and_then(|_| {
        let help = "rename one of the aims, charts, measures or editions it is made from";
        wrong(format!("two files of the site would have the address `{path}`"), help)
    })
}

impl<'a> Site<'a> {
    /// The path of every file, in order.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &SafePath> {
        self.files.keys()
    }

    /// What a person who builds the site should know about it, besides faults.
    pub fn notes(&self) -> Vec<String> {
        match self.frame.routes.has_url() {
            true => Vec::new(),
            false => {
                vec![
                "the site does not know its address (`url:` in aimline.yaml): it has no feed.xml and no sitemap.xml, and \
                 the links of 404.html start at the root of the host"
                    .to_owned(),
            ]
            }
        }
    }

    /// Makes every file and hands it to `deliver`, in parallel and in no order. Each is inspected before; one
    /// that is refused is not delivered.
    ///
    /// # Errors
    /// The first error of `deliver`. What is wrong with pages comes back as diagnostics.
    pub fn render<E: Send>(
        &self,
        deliver: impl Fn(&SafePath, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<Vec<Diagnostic>, E> {
        let made: Result<Vec<Vec<Diagnostic>>, E> = self
            .files
            .par_iter()
            .map(|(path, file)| match self.make(path, file) {
                Ok(bytes) => deliver(path, &bytes).map(|()| Vec::new()),
                Err(diagnostics) => Ok(diagnostics),
            })
            .collect();
        let mut diagnostics: Vec<Diagnostic> = made?.into_iter().flatten().collect();
        diag::sort(&mut diagnostics);
        // A template's mistake shows on every page it makes.
        diagnostics.dedup();
        Ok(diagnostics)
    }

    fn make(&self, path: &SafePath, file: &OutputFile<'a>) -> output::Made<'a> {
        let bytes = (file.make)(&self.frame)?;
        let refused = gate::inspect(path.as_str(), &bytes);
        match refused.is_empty() {
            true => Ok(bytes),
            false => Err(refused),
        }
    }
}
