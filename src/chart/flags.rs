//! What happened when: annotations and breaks, as rules through the plot with words in a band above it.
//! On the narrow drawing annotations are numbers, and the notes under the chart have the words.

use super::labels::{Wanted, spread};
use super::scene::{self, Anchor, Item, Role, Width};
use super::text::{self, LEADING, Weight};

/// A moment to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// When, in days.
    pub day: f64,
    /// The class of its rule.
    pub class: &'static str,
    /// The words.
    pub words: String,
    /// What stands for the words where there is no room for them.
    pub short: String,
}

/// The words of flags in lines, before it is known where they stand.
pub struct Band {
    blocks: Vec<Vec<String>>,
    size: f64,
    /// The height to keep free above the plot.
    pub height: f64,
}

/// Breaks the words of `flags` into lines.
pub fn band(width: Width, flags: &[Flag]) -> Band {
    let size = width.text_size();
    let long = |flag: &Flag| text::wrap(&flag.words, 190.0, size, Weight::Regular);
    let short = |flag: &Flag| vec![flag.short.clone()];
    let fits = |blocks: &[Vec<String>]| blocks.iter().map(|lines| needed(lines, size)).sum::<f64>() <= width.units();
    let wide: Vec<Vec<String>> = flags.iter().map(long).collect();
    let blocks = match width {
        Width::Wide if fits(&wide) => wide,
        Width::Wide | Width::Narrow => flags.iter().map(short).collect(),
    };
    let rows = blocks.iter().map(Vec::len).max().unwrap_or(0) as f64;
    Band { blocks, size, height: if rows > 0.0 { rows * size * LEADING + 8.0 } else { 0.0 } }
}

fn needed(lines: &[String], size: f64) -> f64 {
    text::widest(lines.iter().map(String::as_str), size, Weight::Regular) + 14.0
}

impl Band {
    /// The rules and words of `flags`, whose places across are `at`, from `top` of the band down to `bottom` of the plot.
    pub fn items(&self, flags: &[Flag], at: &[f64], units: f64, top: f64, bottom: f64) -> Vec<Item> {
        let wanted: Vec<Wanted> = at
            .iter()
            .zip(&self.blocks)
            .map(|(x, lines)| Wanted { middle: *x, height: needed(lines, self.size) })
            .collect();
        let middles = spread(&wanted, -6.0, units + 6.0);
        let foot = top + self.height;
        let mut items = Vec::new();
        for (row, flag) in flags.iter().enumerate() {
            let x = at[row];
            items.push(scene::stroke(flag.class, (x, foot - 4.0), (x, bottom)));
            let Some(middle) = middles.as_ref().map(|middles| middles[row]) else { continue };
            let lines = &self.blocks[row];
            let first = foot - 8.0 - (lines.len() as f64 - 1.0) * self.size * LEADING - self.size * 0.1;
            items.extend(scene::lines(Role::Tick, Anchor::Middle, (middle, first), self.size, lines));
        }
        items
    }
}
