//! aimline compiles a public performance report kept in git into a versioned static site with inline
//! SVG charts.
//!
//! # The map
//!
//! A report is words, numbers and pictures. A revision of its source, held in memory, is turned by pure
//! functions into a [`report::Report`], in which everything is resolved, and that into a site: a list of files
//! and the way to make each. Only the two ends touch the world.
//!
//! ```text
//! Sources → Document, Table → Report → Site → folder
//!                               └─ check → diagnostics
//! ```
//!
//! | folder | holds | may use the world |
//! |---|---|---|
//! | [`source`] | files in, as values | `dir.rs` |
//! | [`diag`] | what is wrong and where; one renderer a format | no |
//! | [`data`], [`prose`], [`chart`] | numbers, words, pictures | no |
//! | [`report`] | editions, aims, measures, figures: the model; how it is read; what frozen editions said and their guard | no |
//! | [`check`] | rules on the finished model; what becomes of diagnostics | no |
//! | [`review`] | what differs between two editions | no |
//! | [`site`] | pages out, as values: addresses, theme, what templates get, the last gate | no |
//! | [`pipeline`] | the whole program on one page | no |
//! | [`publish`] | deliver a whole site or nothing | yes |
//! | [`cli`] | commands | yes |
//!
//! From [`source`] down a folder uses only folders above it; a test holds that.
//!
//! # Glossary
//!
//! *Edition*: one dated issue of the report. *Plan*: the ordered list of aims. *Aim*: one Markdown file.
//! *Measure*: a named set of series with a unit, a kind of period and a direction that is better. *Series*:
//! observations in period order, one an area or other breakdown. *Observation*: period, value or no value,
//! marks. *Mark*: a shorthand such as `[p]`, provisional. *Commentary*, *response*: the two voices of an aim.
//! *Bound number*: a number in prose tied to the data. *Claim*: a bound statement that must be true. *Figure*: a
//! chart with its titles, summary, table, notes and source. *Standing*: how a measure compares with its
//! baseline, its comparator and its target. *Publication*: where figures come from. *Theme*: templates and CSS.
//!
//! # Promises
//!
//! The build is a function: same sources and same date give the same bytes on any machine and any number of
//! threads. Parsing never fails: it returns what it could read and a list of what is wrong. No module keeps
//! global state.

pub mod chart;
pub mod check;
pub mod cli;
pub mod data;
pub mod diag;
pub mod pipeline;
pub mod prose;
pub mod publish;
pub mod report;
pub mod review;
pub mod site;
pub mod source;
