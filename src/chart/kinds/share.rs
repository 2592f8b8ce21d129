//! `share`: the parts of a whole, as ordered bars of percentages. Counts become shares of their sum;
//! percentages are shown as published and must add up to 100, give or take one for rounding. "Other" comes
//! last whatever its size. There is no pie.

use super::bars::{BarModel, MOST};
use crate::chart::areas::{self, Areas, Order, Row};
use crate::chart::ask::Ask;
use crate::chart::figure::Chart;
use crate::chart::kind::{Kind, Model};
use crate::chart::words::Shown;
use crate::data::number::{self, round};
use crate::data::{Decimal, Unit};

/// The kind.
#[derive(Debug)]
pub struct Share;

impl Kind for Share {
    fn name(&self) -> &'static str {
        "share"
    }

    fn purpose(&self) -> &'static str {
        "the parts of a whole"
    }

    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart> {
        ask.refuse_unused(&["reference"])?;
        let mut areas = areas::areas(ask, Order::Value)?;
        super::bars::refuse_too_many(ask, &areas)?;
        refuse_gaps(ask, &areas)?;
        let mut notes = Vec::new();
        if areas.shown.unit == Unit::Percent {
            refuse_sum(ask, &areas)?;
        } else {
            notes.push(count_shares(&mut areas));
        }
        areas.rows.sort_by_key(|row| row.name.to_lowercase().starts_with("other"));
        let model = BarModel {
            rows: areas.rows.clone(),
            reference: None,
            reference_class: "ref",
            has_focus: areas.has_focus,
            shown: areas.shown.clone(),
        };
        debug_assert!(areas.rows.len() <= MOST);
        Some(areas::chart(ask, &areas, "share", "Bar chart of shares", notes, Model::new(model)))
    }
}

/// Parts that are withheld leave no whole.
fn refuse_gaps(ask: &mut Ask<'_, '_>, areas: &Areas<'_>) -> Option<()> {
    let bad = areas.rows.iter().find(|row| row.point.value.is_none_or(|value| value < Decimal::ZERO));
    let span = ask.place();
    if let Some(row) = bad {
        let message = format!("`{}` has no value that could be part of a whole", row.name);
        ask.refuse("no-whole", span, message, "use `type: bars`, or name the other parts under `series`");
        return None;
    }
    if areas.rows.iter().filter_map(|row| row.point.value).all(|value| value.is_zero()) {
        ask.refuse("no-whole", span, "all parts are zero, so there is no whole", "use `type: bars`");
        return None;
    }
    Some(())
}

fn refuse_sum(ask: &mut Ask<'_, '_>, areas: &Areas<'_>) -> Option<()> {
    let sum: Decimal = areas.rows.iter().filter_map(|row| row.point.value).sum();
    if (sum - Decimal::ONE_HUNDRED).abs() > Decimal::ONE {
        let span = ask.place();
        let message = format!("the shares add up to {}, not to 100%", number::format(sum, None, &Unit::Percent));
        let help = "add the part that is missing (\"Other\"), or use `type: bars`, which shows parts of no whole";
        ask.refuse("no-whole", span, message, help);
        return None;
    }
    Some(())
}

/// Turns counts into percentages of their sum; the counts stay in the table. The note names the whole.
fn count_shares(areas: &mut Areas<'_>) -> String {
    let sum: Decimal = areas.rows.iter().filter_map(|row| row.point.value).sum();
    let counts = areas.shown.clone();
    for row in &mut areas.rows {
        share_of(row, sum);
    }
    let whole = counts.in_words(sum);
    let fine = sum >= Decimal::ONE_THOUSAND && areas.rows.iter().any(|row| row.point.value < Some(Decimal::TEN));
    areas.shown = Shown { unit: Unit::Percent, decimals: u32::from(fine) };
    areas.counted = Some([counts.axis_title().unwrap_or_else(|| "Number".to_owned()), "Of".to_owned()]);
    format!("Shares of {whole}. They may not add up to 100% because of rounding.")
}

fn share_of(row: &mut Row, sum: Decimal) {
    let Some(count) = row.point.value else { return };
    row.counts = Some((count, sum));
    row.point.interval = None;
    let share = count.checked_mul(Decimal::ONE_HUNDRED).and_then(|count| count.checked_div(sum));
    row.point.value = share.map(|share| round(share, 4));
}
