//! The command line: reads arguments, runs one command, says how it went. This folder may touch the world:
//! arguments, disk, terminal, clock. Exit status: 0 fine, 1 the report has errors, 2 the command could not
//! run, 101 a fault of aimline itself. A panic anywhere below is caught here, and nothing was published.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod build;
mod check;
mod explain;
mod freeze;
mod gallery;
mod messages;
mod new;
mod options;
mod progress;
mod report;
mod rewrite;
mod watchdog;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::{Parser, Subcommand};

/// Compiles a performance report kept in Markdown and CSV files into a website with charts.
#[derive(Debug, Parser)]
#[command(name = "aimline", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Start with `aimline check` in the report's folder: it lists everything that is wrong, with file \
    and line.\nThen `aimline build` makes the website in `public/`."
)]
struct Arguments {
    #[command(flatten)]
    common: options::Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Check(check::Check),
    Explain(explain::Explain),
    New(new::New),
    Freeze(freeze::Freeze),
    Gallery(gallery::Gallery),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All went well.
    Fine,
    /// The report has errors; they were shown.
    Faulty,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let place = remember_panics();
    match catch_unwind(AssertUnwindSafe(|| run(&arguments))) {
        Ok(Ok(Ending::Fine)) => ExitCode::SUCCESS,
        Ok(Ok(Ending::Faulty)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            messages::failure(&failure);
            ExitCode::from(2)
        }
        Err(_) => {
            let place = place.lock().map(|place| place.clone()).unwrap_or_default();
            messages::bug(&place);
            ExitCode::from(101)
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<Ending> {
    arguments.common.set_threads()?;
    match &arguments.command {
        Command::Build(command) => command.run(&arguments.common),
        Command::Check(command) => command.run(&arguments.common),
        Command::Explain(command) => command.run(),
        Command::New(command) => command.run(&arguments.common),
        Command::Freeze(command) => command.run(&arguments.common),
        Command::Gallery(command) => command.run(&arguments.common),
    }
}

/// Keeps what the last panic said and where, instead of printing it among other output.
fn remember_panics() -> &'static Mutex<String> {
    static LAST: Mutex<String> = Mutex::new(String::new());
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}: ", at.file(), at.line())).unwrap_or_default();
        let said = message(panic.payload());
        if let Ok(mut last) = LAST.lock() {
            *last = format!("{place}{said}");
        }
    }));
    &LAST
}

fn message(payload: &(dyn std::any::Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_declared_soundly() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
