//! The options every command has, before or after its name.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::check::choice;
use crate::data::{Date, date};
use crate::pipeline::Request;

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// The report's folder, the one with `aimline.yaml` in it.
    #[arg(long, global = true, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// What counts as today, as in 2019-11-19. Without it, the edition's own date.
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// How many processors to use. The result is the same with any number.
    #[arg(long, global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How messages are written.
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Count a warning as an error: the name of a rule, or `warnings` for all.
    #[arg(long, global = true, value_name = "RULE", value_parser = rule)]
    pub deny: Vec<String>,
    /// Say nothing but what is wrong.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the lines they are about.
    Text,
    /// For programs.
    Json,
    /// For GitHub, which shows them beside the lines of a pull request.
    Github,
}

impl Common {
    /// What is asked of the pipeline.
    pub fn request(&self) -> Request {
        Request { today: self.date, denied: self.deny.clone(), asked: Vec::new() }
    }

    /// Settles the number of threads, once for the process.
    ///
    /// # Errors
    /// The system gives no threads.
    pub fn set_threads(&self) -> anyhow::Result<()> {
        let Some(threads) = self.threads else { return Ok(()) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().with_context(|| format!("starting {threads} threads"))
    }
}

fn day(text: &str) -> Result<Date, String> {
    date::parse(text).map_err(|fault| format!("it {fault}; {}", fault.help()))
}

fn rule(text: &str) -> Result<String, String> {
    if choice::is_known(text) {
        return Ok(text.to_owned());
    }
    Err(match choice::nearest_name(text) {
        Some(name) => format!("there is no such rule; did you mean `{name}`?"),
        None => "there is no such rule; `aimline explain` lists them".into(),
    })
}
