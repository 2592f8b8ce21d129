//! What messages about charts mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading("mixed-keys", "a chart is told in two ways where its values come from", "Keep the keys of one way.", ""),
    reading(
        "no-base",
        "a change in per cent starts from nothing",
        "From zero there is no percentage. Show those areas in another chart, or name the others under `series`.",
        "",
    ),
    reading(
        "no-target",
        "a chart of targets has none",
        "Give the measure a `target:`, or the chart an `against:`.",
        "",
    ),
    reading(
        "no-whole",
        "parts do not make a whole",
        "A chart of shares shows all parts of one whole, so they add up to 100%. Add the part that is missing, often \"Other\", or use bars.",
        "",
    ),
    reading(
        "nothing-to-draw",
        "a chart would be empty",
        "Remove it until there are values, or correct the data file or the periods.",
        "",
    ),
    reading(
        "overlapping-periods",
        "a control chart was asked of periods that share days",
        "Years ending each quarter, running totals and years to date repeat most of their days, so a control chart of them gives alarms that mean nothing. Give the values of single months or quarters.",
        "",
    ),
    reading(
        "same-name",
        "two series of a chart have the same name",
        "Readers could not tell them apart. Rename one in the data, or show them in two charts.",
        "",
    ),
    reading(
        "seasonal-series",
        "a control chart shows values that follow the seasons",
        "The same months are high or low every year, so the limits say little. Compare each month with the same month a year before, or say in the text that the series follows the seasons.",
        "",
    ),
    reading(
        "too-few-points",
        "a chart has too few values for its kind",
        "A line needs two values a series; use bars for one period.",
        "",
    ),
    reading(
        "too-few-areas",
        "a funnel has fewer than 15 areas",
        "With so few areas the limits say little; show them ordered, with `type: dots`, which gives each its likely range.",
        "",
    ),
    reading(
        "too-many-annotations",
        "a chart has more annotations than it can carry",
        "Keep the three that matter and tell the others in the text.",
        "",
    ),
    reading(
        "too-many-points",
        "a chart has more values than its kind can show",
        "Use a line for many periods, or choose some with `from` and `to`.",
        "",
    ),
    reading(
        "too-many-series",
        "a chart has more series than can be told apart",
        "Name those to show under `series`, or let one stand out with `focus`.",
        "",
    ),
    reading(
        "unknown-chart-type",
        "there is no such kind of chart",
        "The message names the nearest kind, or lists all.",
        "",
    ),
    reading(
        "unlike-periods",
        "periods that cannot be compared stand in one chart",
        "A year to date grows month by month, so its values are no line. Use bars for one period.",
        "",
    ),
    reading(
        "unreadable-rows",
        "the rows of a comparison cannot be read",
        "Each row is a word such as `baseline` or `latest`, the name of a series, or a measure with a period, as the message says.",
        "",
    ),
    reading(
        "unused-key",
        "a key of a chart has no effect",
        "It belongs to another kind of chart, or something else in the chart makes it empty. Remove it.",
        "",
    ),
];
