//! aimline compiles a public performance report kept in git into a versioned static site with inline
//! SVG charts.
//!
//! ```text
//! Sources → Document, Table → Report → Site → folder
//! ```

pub mod chart;
pub mod data;
pub mod diag;
pub mod prose;
pub mod publish;
pub mod report;
pub mod site;
pub mod source;
