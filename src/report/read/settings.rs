//! `aimline.yaml`: the settings and, still as written, the plan. In: the file. Out: [`Written`], with empty
//! texts where the file has none (which is an error beside it).

use std::collections::BTreeMap;

use super::plan::{self, Planned};
use super::{Folder, Notes, address, words};
use crate::diag::fields::Fields;
use crate::diag::{Diagnostic, nearest};
use crate::prose;
use crate::report::{Publication, Settings, yaml};
use crate::source::tree::{Node, Text};
use crate::source::{FileId, SafePath, Slug, Sources, Span};

/// What `aimline.yaml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The settings.
    pub settings: Settings,
    /// The plan as written.
    pub plan: Vec<Planned>,
}

/// The name of the file.
pub const FILE: &str = "aimline.yaml";

const LANGUAGE: &str = "en-GB";

/// Reads the settings of the report whose files are `sources`.
pub fn read(folder: Folder<'_>, notes: &mut Notes) -> Option<Written> {
    let path = folder.path(FILE);
    let Some((file, source)) = folder.sources.find(&path) else {
        notes.push(missing(&path));
        return None;
    };
    let (text, faults) = prose::decode(file, &source.bytes);
    notes.extend(faults);
    let (node, faults) = yaml::read(&text, Span::new(file, 0, text.len()));
    notes.extend(faults);
    let mut inside = Vec::new();
    let mut fields = Fields::of(node.as_ref()?, "the settings file", notes)?;
    let written = written(folder, &text, file, &mut fields, &mut inside);
    fields.finish();
    notes.extend(inside);
    Some(written)
}

fn missing(path: &str) -> Diagnostic {
    Diagnostic::error("missing-file", format!("there is no `{path}`, so this folder holds no report"))
        .at_path(path)
        .help("go to the folder of the report, or name it with `--root`")
}

fn written(folder: Folder<'_>, text: &str, file: FileId, fields: &mut Fields<'_>, notes: &mut Notes) -> Written {
    let title = fields.required_text("title").map(|text| text.text).unwrap_or_default();
    let body = fields.required_text("body").map(|text| text.text).unwrap_or_default();
    let (allow, deny) = checks(fields.node("checks"), notes);
    let (commentary_voice, response_voice) = voices(fields.node("voices"), notes);
    let settings = Settings {
        title,
        body,
        url: address::web(fields, "url").map(|url| if url.ends_with('/') { url } else { url + "/" }),
        language: language(fields),
        theme: fields.text("theme").and_then(|theme| known_theme(folder.sources, theme, notes)),
        notice: fields.text("notice").map(|notice| words::inline(text, &notice, notes)).unwrap_or_default(),
        licence: name_and(fields.node("licence"), "the licence", "url", address::web, notes),
        attribution: fields.text("attribution").map(|text| text.text),
        contact: name_and(fields.node("contact"), "the contact", "email", address::email, notes),
        commentary_voice,
        response_voice,
        publications: publications(fields.entries("sources"), notes),
        allow,
        deny,
    };
    let plan = plan::written(text, fields.items("plan"), notes);
    if fields.key_span("plan").is_none() {
        notes.push(
            Diagnostic::error("missing-key", "the settings have no `plan`")
                .at(Span::new(file, 0, 0), "")
                .help("add a line `plan:` and below it one line `- name-of-the-page` for each aim"),
        );
    }
    Written { settings, plan }
}

fn language(fields: &mut Fields<'_>) -> String {
    let shape = |text: &str| {
        let mut parts = text.split('-');
        let first = parts
            .next()
            .is_some_and(|part| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let rest = parts.all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        (first && rest).then(|| text.to_owned())
    };
    fields.parsed("language", "a language tag such as `en-GB` or `cy`", shape).map_or(LANGUAGE.into(), |(tag, _)| tag)
}

/// The theme, unless no folder has its name.
fn known_theme(sources: &Sources, theme: Text, notes: &mut Notes) -> Option<Text> {
    let named = SafePath::parse(&theme.text).is_ok_and(|path| !path.as_str().contains('/'));
    if named && sources.below(&format!("themes/{}", theme.text)).next().is_some() {
        return Some(theme);
    }
    if theme.text == "default" {
        return None;
    }
    let names: Vec<&str> =
        sources.below("themes").filter_map(|(_, file)| file.path.as_str().split('/').nth(1)).collect();
    let help = match nearest(&theme.text, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "name a folder in `themes/`, or remove the line for the built-in theme".into(),
    };
    let message = format!("there is no theme `{}`", theme.text);
    notes.push(Diagnostic::error("unknown-theme", message).at(theme.span, "").help(help));
    None
}

/// A map with `name` and one address more.
fn name_and(
    node: Option<&Node>,
    what: &str,
    key: &'static str,
    read: fn(&mut Fields<'_>, &'static str) -> Option<String>,
    notes: &mut Notes,
) -> Option<(String, Option<String>)> {
    let mut fields = Fields::of(node?, what, notes)?;
    let name = fields.required_text("name");
    let more = read(&mut fields, key);
    fields.finish();
    name.map(|name| (name.text, more))
}

fn voices(node: Option<&Node>, notes: &mut Notes) -> (Option<String>, Option<String>) {
    let Some(mut fields) = node.and_then(|node| Fields::of(node, "`voices`", notes)) else { return (None, None) };
    let mut voice = |key| fields.text(key).map(|text| text.text);
    let voices = (voice("commentary"), voice("response"));
    fields.finish();
    voices
}

fn checks(node: Option<&Node>, notes: &mut Notes) -> (Vec<Text>, Vec<Text>) {
    let Some(mut fields) = node.and_then(|node| Fields::of(node, "`checks`", notes)) else { return Default::default() };
    let lists = (fields.texts("allow"), fields.texts("deny"));
    fields.finish();
    lists
}

fn publications(entries: &[(Text, Node)], notes: &mut Notes) -> BTreeMap<String, Publication> {
    entries.iter().filter_map(|(id, node)| Some((id.text.clone(), publication(id, node, notes)?))).collect()
}

fn publication(id: &Text, node: &Node, notes: &mut Notes) -> Option<Publication> {
    if let Err(fault) = Slug::parse(&id.text) {
        let diagnostic = Diagnostic::error("bad-name", format!("the id `{}` {fault}", id.text)).at(id.span, "");
        notes.push(diagnostic.help("use a to z, 0 to 9 and single hyphens, such as `home-office`"));
    }
    let what = format!("the source `{}`", id.text);
    let mut fields = Fields::of(node, &what, notes)?;
    let title = fields.required_text("title");
    let publisher = fields.required_text("publisher");
    let url = address::web(&mut fields, "url");
    let licence = fields.text("licence").map(|text| text.text);
    fields.finish();
    Some(Publication {
        title: title.map(|text| text.text).unwrap_or_default(),
        publisher: publisher.map(|text| text.text).unwrap_or_default(),
        url,
        licence,
        span: id.span,
    })
}
