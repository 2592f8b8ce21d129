//! `table`: values that are better read than seen. There is no picture: the drawing says the few words that
//! stand for it, and the table under it holds everything.

use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Draw, Kind, Model};
use crate::chart::scene::{self, Anchor, Role, Scene, Width};
use crate::chart::text::{self, LEADING, Weight};
use crate::chart::time;

/// The kind.
#[derive(Debug)]
pub struct Table;

impl Kind for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn purpose(&self) -> &'static str {
        "values that are better read than seen"
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["focus", "annotate"])?;
        let over_time = ask.over_time()?;
        let rows = crate::chart::strand::periods(&over_time.strands).len();
        let model = TableModel { rows, columns: over_time.strands.len() };
        Some(time::chart(ask, &over_time, "table", "Table", Vec::new(), Model::new(model)))
    }
}

/// What stands in the picture's place.
#[derive(Debug, PartialEq)]
struct TableModel {
    rows: usize,
    columns: usize,
}

impl Draw for TableModel {
    fn scene(&self, width: Width) -> Scene {
        let size = width.text_size();
        let words = format!("Table of {} periods and {} series: open the data below.", self.rows, self.columns);
        let lines = text::wrap(&words, width.units(), size, Weight::Regular);
        let items = scene::lines(Role::Tick, Anchor::Start, (0.0, size * 0.9), size, &lines);
        Scene { width, height: lines.len() as f64 * size * LEADING + 4.0, items }
    }
}
