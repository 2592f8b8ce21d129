//! The model: a report as plain comparable values, everything resolved. In: documents, tables and the
//! settings. Out: a [`Report`]. Nothing in it is half-filled: what could not be made is not there, and a
//! diagnostic says why. It is not serialisable: what templates get are views made for them in `site/`.

pub mod aim;
pub mod binding;
pub mod edition;
pub mod facts;
pub mod guard;
pub mod lineage;
pub mod lock;
pub mod next;
pub mod read;
pub mod scorecard;
pub mod settings;
pub mod status;
pub mod yaml;
mod yaml_fault;

pub use aim::{Aim, Figure, Section, Unread};
pub use binding::{Binding, Bindings};
pub use edition::{Edition, NotReported, PlanEntry};
pub use lineage::Lineage;
pub use lock::Lock;
pub use settings::{Publication, Settings};
pub use status::{NextRelease, PublicationStatus, Status};

use crate::data::Date;

/// A whole report: all its editions, the newest first. There is always at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Newest first.
    pub editions: Vec<Edition>,
    /// Every number and claim in its prose that is tied to the data and holds.
    pub bindings: Bindings,
    /// What counts as today: a date given with the build, or the newest edition's.
    pub today: Date,
}

impl Report {
    /// The newest edition.
    ///
    /// # Panics
    /// Never: a report is only made with an edition in it.
    pub fn latest(&self) -> &Edition {
        self.editions.first().expect("a report has at least one edition")
    }
}
