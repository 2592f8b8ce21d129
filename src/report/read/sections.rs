//! The body of an aim: what stands before the first section, the two voices, further sections. In: the
//! blocks of the page. Out: [`Sections`]. A voice that comes twice is an error, one that is missing a warning.

use super::Notes;
use crate::diag::{Diagnostic, nearest};
use crate::prose::{Block, BlockKind, plain};
use crate::report::Section;
use crate::source::Span;

/// The parts of a body.
#[derive(Debug, Default, PartialEq)]
pub struct Sections {
    /// Before the first section.
    pub introduction: Vec<Block>,
    /// Under "Commentary".
    pub commentary: Vec<Block>,
    /// Under "Response".
    pub response: Vec<Block>,
    /// The others.
    pub others: Vec<Section>,
}

const VOICES: [(&str, &str); 2] = [("commentary", "missing-commentary"), ("response", "missing-response")];

/// Takes `blocks` apart; `title` is where the aim's title stands.
pub fn split(blocks: Vec<Block>, title: Span, notes: &mut Notes) -> Sections {
    let mut sections = Sections::default();
    let mut places: [Option<Span>; 2] = [None, None];
    let mut headings: Vec<(String, Span)> = Vec::new();
    let mut current = Part::Introduction;
    for block in blocks {
        let BlockKind::Heading { level: 2, text } = &block.kind else {
            sections.part(current).push(block);
            continue;
        };
        let name = plain::text(text).trim().to_lowercase();
        headings.push((name.clone(), block.span));
        current = match VOICES.iter().position(|(voice, _)| *voice == name) {
            Some(voice) => {
                if let Some(first) = places[voice] {
                    notes.push(twice(&name, block.span, first));
                }
                places[voice].get_or_insert(block.span);
                Part::Voice(voice)
            }
            None => {
                sections.others.push(Section { heading: text.clone(), blocks: Vec::new() });
                Part::Other
            }
        };
    }
    for (voice, (name, rule)) in VOICES.iter().enumerate() {
        if places[voice].is_none() {
            notes.push(missing(name, rule, &headings, title));
        }
    }
    sections
}

#[derive(Clone, Copy)]
enum Part {
    Introduction,
    Voice(usize),
    Other,
}

impl Sections {
    fn part(&mut self, part: Part) -> &mut Vec<Block> {
        match (part, self.others.last_mut()) {
            (Part::Voice(0), _) => &mut self.commentary,
            (Part::Voice(_), _) => &mut self.response,
            (Part::Other, Some(section)) => &mut section.blocks,
            _ => &mut self.introduction,
        }
    }
}

fn twice(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-section", format!("the section `{name}` stands here for the second time"))
        .at(span, "")
        .also(first, "the first time")
        .help("put both texts under one heading")
}

/// Says that a voice is missing, at the heading that may have been meant, else at the aim's title.
fn missing(name: &str, rule: &'static str, headings: &[(String, Span)], title: Span) -> Diagnostic {
    let near = nearest(name, headings.iter().map(|(heading, _)| heading.as_str()));
    let meant = headings.iter().find(|(heading, _)| Some(heading.as_str()) == near);
    let capital = name[..1].to_uppercase() + &name[1..];
    let help = match near {
        Some(_) => format!("did you mean `## {capital}`?"),
        None => format!("add a line `## {capital}` and the text below it"),
    };
    let message = format!("the aim has no section `## {capital}`");
    Diagnostic::warning(rule, message).at(meant.map_or(title, |(_, span)| *span), "").help(help)
}
