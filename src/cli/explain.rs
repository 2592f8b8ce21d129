//! `aimline explain`: what a message means. The name of its rule stands in brackets behind `error` or
//! `warning`.

use anyhow::bail;
use clap::Args;

use super::{Ending, messages};
use crate::check::{self, Explanation, choice};

/// Explain a message by the name in its brackets, or list all names.
#[derive(Debug, Args)]
pub struct Explain {
    /// The name, such as `broken-link`. Without it, all names are listed.
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

impl Explain {
    /// Runs the command.
    ///
    /// # Errors
    /// There is no such rule, or nothing can be said.
    pub fn run(&self) -> anyhow::Result<Ending> {
        match &self.rule {
            Some(name) => match check::explain(name) {
                Some(explanation) => messages::say(&whole(explanation))?,
                None => bail!("{}", unknown(name)),
            },
            None => messages::say(&list())?,
        }
        Ok(Ending::Fine)
    }
}

fn unknown(name: &str) -> String {
    match choice::nearest_name(name) {
        Some(near) => format!("there is no rule `{name}`; did you mean `{near}`?"),
        None => format!("there is no rule `{name}`; `aimline explain` lists all of them"),
    }
}

fn list() -> String {
    let mut all: Vec<&Explanation> = check::explanations().collect();
    all.sort_by_key(|explanation| explanation.name);
    let width = all.iter().map(|explanation| explanation.name.len()).max().unwrap_or(0);
    let line = |explanation: &&Explanation| format!("{:width$}  {}", explanation.name, explanation.summary);
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn whole(explanation: &Explanation) -> String {
    let mut text = format!("{}: {}\n\n{}", explanation.name, explanation.summary, wrapped(explanation.why));
    if !explanation.example.is_empty() {
        let lines = explanation.example.lines().map(|line| format!("    {line}").trim_end().to_owned());
        text += &format!("\n\nExample:\n\n{}", lines.collect::<Vec<_>>().join("\n"));
    }
    text
}

/// `text` in lines of at most 90 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(line) if last == 0 || last + 1 + word.chars().count() <= 90 => {
                line.push_str(if last == 0 { "" } else { " " });
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}
