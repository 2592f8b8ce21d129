//! What the program says: diagnostics in the format asked for, results, failures. Text for people goes to the
//! error stream with colours if it is a terminal; formats for programs go to the output stream. Every text
//! that comes from a report or a path is quoted by `diag::quote` before it is here.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Context;

use super::options::{Common, Format};
use crate::diag::json::PageNumbers;
use crate::diag::quote::quote;
use crate::diag::text::{self, Palette};
use crate::diag::{Diagnostic, github, json};
use crate::source::Sources;

/// Shows `diagnostics` in the format asked for.
///
/// # Errors
/// The stream takes nothing more (a full disk, a closed pipe).
pub fn show(common: &Common, sources: &Sources, diagnostics: &[Diagnostic]) -> anyhow::Result<()> {
    show_all(common, sources, diagnostics, None)
}

/// The same, for programs with how many numbers of each page are bound to the data.
///
/// # Errors
/// As [`show`].
pub fn show_all(
    common: &Common,
    sources: &Sources,
    diagnostics: &[Diagnostic],
    pages: Option<&[PageNumbers]>,
) -> anyhow::Result<()> {
    match common.format {
        Format::Text => {
            let palette = if std::io::stderr().is_terminal() { Palette::Colour } else { Palette::Plain };
            write(anstream::stderr(), &text::render(sources, diagnostics, palette))
        }
        Format::Json => write(anstream::stdout(), &json::render(sources, diagnostics, pages)),
        Format::Github => write(anstream::stdout(), &github::render(sources, diagnostics, &folder(&common.root))),
    }
}

/// Says a result, unless nothing but faults is wanted or the output is for a program.
///
/// # Errors
/// The stream takes nothing more.
pub fn result(common: &Common, text: &str) -> anyhow::Result<()> {
    if common.quiet || common.format != Format::Text {
        return Ok(());
    }
    say(text)
}

/// A path as results name it.
pub fn path(path: &Path) -> String {
    quote(&path.display().to_string()).trim_start_matches("./").trim_end_matches('/').to_owned()
}

/// Says `text` and ends the line.
///
/// # Errors
/// The stream takes nothing more.
pub fn say(text: &str) -> anyhow::Result<()> {
    write(anstream::stdout(), &format!("{text}\n"))
}

/// Says why a command could not run.
pub fn failure(failure: &anyhow::Error) {
    let chain: Vec<String> = failure.chain().map(|cause| quote(&cause.to_string()).into_owned()).collect();
    let _ = write(anstream::stderr(), &format!("error: {}\n", chain.join(": ")));
}

/// Says that a fault of the program stopped it.
pub fn bug(place: &str) {
    let text = format!(
        "error: this is a bug in aimline, nothing was published\n  {}\n  = help: please report it with the files that \
         led to it\n",
        quote(place)
    );
    let _ = write(anstream::stderr(), &text);
}

fn write(mut stream: impl Write, text: &str) -> anyhow::Result<()> {
    let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    match written {
        Err(fault) if fault.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("writing messages"),
    }
}

/// The report's folder as GitHub names it: relative to where the program was started.
fn folder(root: &Path) -> String {
    let parts = root.components().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned() + "/"),
        _ => None,
    });
    if root.is_absolute() { String::new() } else { parts.collect() }
}
