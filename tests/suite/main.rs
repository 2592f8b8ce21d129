//! What needs a disk, a process or a whole report: one binary, a module for each subject.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod charts;
mod commands;
mod editions;
mod fix;
mod gallery;
mod guide;
mod hostile;
mod laws;
mod numbers;
mod oracle;
mod prose;
mod publish;
mod readme;
mod reports;
mod rules;
mod site;
mod source;
mod structure;
mod whole;
