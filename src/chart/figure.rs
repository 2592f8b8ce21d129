//! A checked chart: everything a page needs of it, as a plain value that can be compared.

use super::kind::{Form, Model};
use super::scene::Width;
use super::svg;
use super::table::{DataTable, Records};
use crate::data::Marks;

/// A checked chart, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub(super) kind: &'static str,
    pub(super) picture_name: String,
    pub(super) subtitle: String,
    pub(super) summary: String,
    pub(super) table: DataTable,
    pub(super) records: Records,
    pub(super) notes: Vec<String>,
    pub(super) model: Model,
}

/// The face of a tile: one number, what became of it, and the line of its trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The number in large type: "28,648", "30.1%".
    pub value: String,
    /// What follows it: "offences"; empty where the number says it.
    pub unit: String,
    /// The marks of the value.
    pub marks: Marks,
    /// When: "in the year ending June 2019".
    pub when: String,
    /// What became of it, and since when; empty if there is nothing to compare with.
    pub change: String,
    /// The trend as an SVG element hidden from screen readers; empty if there are too few values.
    pub trend: String,
}

impl Chart {
    /// What its figure has besides words.
    pub fn form(&self) -> Form<'_> {
        self.model.form()
    }

    /// The name of its kind: `line`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// What a screen reader calls the picture: what it is and what follows it. Never the figure's title.
    pub fn picture_name(&self) -> &str {
        &self.picture_name
    }

    /// The second title: measure, area, period and unit.
    pub fn subtitle(&self) -> &str {
        &self.subtitle
    }

    /// A sentence or two that say what the picture shows.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The table that shows what the picture shows.
    pub fn table(&self) -> &DataTable {
        &self.table
    }

    /// The figure's file: the exact values, their marks and everything computed.
    pub fn csv(&self) -> String {
        self.records.csv()
    }

    /// What has to be said under the picture: marks that occur, axes that do not start at zero, breaks,
    /// annotations, methods.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// One of its two drawings, as an SVG element.
    pub fn draw(&self, width: Width) -> String {
        svg::write(&self.model.scene(width), &self.picture_name)
    }
}
