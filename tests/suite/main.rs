//! What needs a disk, a process or a whole report: one binary, a module for each subject.

#![allow(clippy::unwrap_used)]

mod charts;
mod prose;
mod source;
