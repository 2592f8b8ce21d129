//! The theme: templates and static files, the report's own over the built-in ones, file by file. In: the
//! files below `themes/<name>/` and a view. Out: the text of a page, or diagnostics that point into the
//! template. Escaping is on for every format; only [`Html`], which the site itself wrote, goes in as it is.
//! This file and `filters.rs` are the only ones that know tera.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use tera::{Context, Error, ErrorKind, Tera, Value};

use super::template_fault::{Fault, Place, faults_in_report};
use super::{builtin, filters, template_fault};
use crate::diag::Diagnostic;
use crate::source::tree::Text;
use crate::source::{FileId, Sources};

/// The largest page a template may write, in bytes.
pub const LARGEST_PAGE: usize = 16 << 20;
/// Where the built-in templates live: `{% extends "built-in/aim.html" %}`.
pub const BUILT_IN: &str = "built-in/";
/// Where the report's own live.
const OWN: &str = "theme/";
/// The theme's name when the settings give none.
const DEFAULT_NAME: &str = "default";
/// The endings of static files that are published.
const STATIC_ENDINGS: [&str; 8] = ["css", "ico", "jpg", "png", "svg", "txt", "webp", "woff2"];

/// Finished HTML of the site's own making. In templates it is written as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// Templates and static files, ready to be used.
#[derive(Debug, Clone)]
pub struct Theme {
    tera: Tera,
    own: Templates,
    statics: BTreeMap<String, StaticFile>,
}

/// Where a static file comes from.
#[derive(Debug, Clone, Copy)]
enum StaticFile {
    BuiltIn(&'static str, &'static [u8]),
    Own(FileId),
}

/// The report's own templates: the name without prefix, the file and its text.
pub(super) type Templates = BTreeMap<String, (FileId, String)>;

impl Theme {
    /// The theme called `name`, with everything that is wrong with it. `None` if it cannot be used. That its
    /// folder is there, the settings' reader has seen to.
    pub fn load(name: Option<&Text>, sources: &Sources) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let folder = format!("themes/{}", name.map_or(DEFAULT_NAME, |name| &name.text));
        let own = own_templates(&folder, sources, &mut diagnostics);
        let statics = statics(&folder, sources, &mut diagnostics);
        template_fault::check_sources(&own, &mut diagnostics);
        let tera = compile(&own).map_err(|faults| diagnostics.extend(faults.iter().map(|f| f.diagnostic(&own))));
        (tera.ok().map(|tera| Self { tera, own, statics }), diagnostics)
    }

    /// The page that `template` makes of `view`.
    ///
    /// # Errors
    /// What is wrong with the template; `page` is named where the template has no place to point at.
    pub fn render(&self, page: &str, template: &str, view: &impl Serialize) -> Result<String, Vec<Diagnostic>> {
        let context = Context::from_serialize(view).expect("a view is a struct of plain values");
        let mut output = Capped::default();
        match self.tera.render_to(template, &context, &mut output) {
            Ok(()) => Ok(String::from_utf8(output.bytes).expect("templates and values are UTF-8")),
            Err(_) if output.full => Err(vec![too_large(page, template, &self.own)]),
            Err(error) => Err(faults(&error).iter().map(|fault| fault.diagnostic(&self.own)).collect()),
        }
    }

    /// The names of its static files, below `static/`.
    pub fn static_names(&self) -> impl Iterator<Item = &str> {
        self.statics.keys().map(String::as_str)
    }

    /// Its static files: name and bytes. `sources` are those it was loaded from.
    pub fn statics<'a>(&self, sources: &'a Sources) -> Vec<(&'a str, &'a [u8])> {
        let file = |(name, file): (&String, &StaticFile)| match *file {
            StaticFile::BuiltIn(name, bytes) => (name, bytes),
            StaticFile::Own(id) => {
                let file = sources.file(id);
                let path = file.path.as_str();
                (&path[path.len() - name.len()..], &file.bytes[..])
            }
        };
        self.statics.iter().map(file).collect()
    }
}

fn own_templates(folder: &str, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Templates {
    let folder = format!("{folder}/templates");
    let mut own = Templates::new();
    for (id, file) in sources.below(&folder) {
        let name = file.path.as_str()[folder.len() + 1..].to_owned();
        match String::from_utf8(file.bytes.clone()) {
            Ok(text) => drop(own.insert(name, (id, text))),
            Err(_) => diagnostics.push(
                Diagnostic::error("not-utf-8", "this template is not UTF-8 text")
                    .at_path(file.path.as_str())
                    .help("save it as UTF-8"),
            ),
        }
    }
    own
}

fn statics(folder: &str, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, StaticFile> {
    let folder = format!("{folder}/static");
    let built_in = builtin::STATICS.iter().map(|(name, bytes)| ((*name).to_owned(), StaticFile::BuiltIn(name, bytes)));
    let mut statics: BTreeMap<String, StaticFile> = built_in.collect();
    for (id, file) in sources.below(&folder) {
        match STATIC_ENDINGS.contains(&file.path.stem_and_ending().1) {
            true => drop(statics.insert(file.path.as_str()[folder.len() + 1..].to_owned(), StaticFile::Own(id))),
            false => diagnostics.push(
                Diagnostic::error("theme-file", "a theme cannot publish files of this kind")
                    .at_path(file.path.as_str())
                    .help(format!("static files end with {}", STATIC_ENDINGS.map(|e| format!("`.{e}`")).join(", "))),
            ),
        }
    }
    statics
}

/// The built-in templates with the report's own over them.
fn compile(own: &Templates) -> Result<Tera, Vec<Fault>> {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.set_fallback_prefixes([OWN, BUILT_IN]).expect("no template was added yet");
    let built_in = builtin::TEMPLATES.iter().map(|(name, text)| (format!("{BUILT_IN}{name}"), *text));
    tera.add_raw_templates(built_in).expect("the built-in templates are sound");
    let wrong: Vec<Fault> = own.iter().flat_map(|(name, (_, text))| syntax_faults(name, text)).collect();
    match wrong.is_empty() {
        true => join(tera, own),
        false => Err(wrong),
    }
}

/// Adds the report's own templates. One whose parent is missing hides what is wrong with the others, so it is
/// left out and they are tried again.
fn join(tera: Tera, own: &Templates) -> Result<Tera, Vec<Fault>> {
    let mut found: Vec<Fault> = Vec::new();
    loop {
        let mut joined = tera.clone();
        let is_whole = |name: &str| !found.iter().any(|fault| fault.template == name);
        let named = own.iter().map(|(name, (_, text))| (format!("{OWN}{name}"), text));
        let result = joined.add_raw_templates(named.filter(|(name, _)| is_whole(name)));
        let Err(error) = result else {
            return if found.is_empty() { Ok(joined) } else { Err(found) };
        };
        let more = faults(&error);
        let hides_others = !matches!(error.kind(), ErrorKind::Msg(_)) && more.iter().all(|f| is_whole(&f.template));
        found.extend(more);
        if !hides_others {
            return Err(found);
        }
    }
}

/// Every template is parsed by itself first, so that the faults of all are listed.
fn syntax_faults(name: &str, text: &str) -> Vec<Fault> {
    match Tera::new().add_raw_template(&format!("{OWN}{name}"), text) {
        Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => faults(&error),
        _ => Vec::new(),
    }
}

fn faults(error: &Error) -> Vec<Fault> {
    let fault = |template: &str, place: Place, message: String| {
        vec![Fault { template: template.to_owned(), place, message, help: None }]
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            fault(report.filename(), Place::Bytes(report.span().range.clone()), report.message().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            fault(current, Place::Text(parent.clone()), format!("unknown template `{parent}`"))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            fault(tpl, Place::Text("extends".to_owned()), "this template extends itself".to_owned())
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            fault(tpl, Place::Text("include".to_owned()), "this template includes itself".to_owned())
        }
        other => faults_in_report(&other.to_string()),
    }
}

fn too_large(page: &str, template: &str, own: &Templates) -> Diagnostic {
    let message = format!("`{page}` gets larger than {} MiB", LARGEST_PAGE >> 20);
    let diagnostic = Diagnostic::error("page-too-large", message).help("look for a loop in the template that runs on");
    match own.get(template) {
        Some((file, _)) => diagnostic.at(crate::source::Span::new(*file, 0, 0), "made by this template"),
        None => diagnostic.at_path(page),
    }
}

/// Takes bytes up to [`LARGEST_PAGE`].
#[derive(Debug, Default)]
struct Capped {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Capped {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.full |= self.bytes.len() + more.len() > LARGEST_PAGE;
        if self.full {
            return Err(io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
