//! What messages about measures mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "division-by-zero",
        "a derived value would be divided by zero",
        "The period is shown as a gap. Correct the zero if it is none.",
        "",
    ),
    reading(
        "measure-loop",
        "measures are worked out from each other in a circle",
        "One of them has to come from a data file.",
        "",
    ),
    reading(
        "missing-period",
        "a measure has no value for a period that another needs",
        "The derived value is shown as a gap. Add the missing value, or say with `at:` which period of the \
         other measure is used for all.",
        "",
    ),
    reading(
        "mixed-periods",
        "periods of different kinds stand in one series or one chart",
        "A month and a year cannot be compared, nor share an axis. Use two files, two measures or two charts.",
        "",
    ),
    reading(
        "mixed-units",
        "values in different units stand together",
        "One measure has one unit, and one axis has one unit. Use two measures or two charts.",
        "",
    ),
    reading(
        "too-few-periods",
        "there are not enough periods to add up",
        "A rolling sum of twelve months needs twelve months in a row.",
        "",
    ),
    reading("too-large", "a derived value has too many digits", "Check `each:` and the units of the two measures.", ""),
    reading(
        "too-many-values",
        "the measures of an aim have too many values together",
        "Choose rows with `where:`.",
        "",
    ),
    reading(
        "two-divisors",
        "a measure is divided twice",
        "`per` and `share` both divide. Declare two measures, the second with `of:` the first.",
        "",
    ),
    reading(
        "two-origins",
        "a measure says twice where its values come from",
        "Keep one of `data`, `of` and `sum`.",
        "",
    ),
    reading(
        "unclear-column",
        "it is not clear which column holds the values",
        "More than one column holds numbers. Name the one that is meant.",
        "value: rate",
    ),
    reading(
        "unclear-interval",
        "it is not clear to which values an interval belongs",
        "Name the column of the values with `value:`.",
        "",
    ),
    reading(
        "unclear-series",
        "it is not clear which rows make a series",
        "Names that differ only in spaces or capital letters are probably the same: write them alike. Or name \
         the column that tells series apart with `by:`.",
        "",
    ),
    reading(
        "unknown-column",
        "a data file has no such column",
        "The message names the nearest column there is. If a column was renamed or deleted in the file, change \
         `value:`, `by:`, `where:` or `notes:` of the measure, or put the column back.",
        "",
    ),
    reading(
        "unknown-measure",
        "there is no such measure",
        "Measures are declared under `measures:` in the front matter of the same page. The message names the \
         nearest.",
        "",
    ),
    reading("unknown-period", "a measure has no value for a period", "The message says which periods there are.", ""),
    reading(
        "unknown-series",
        "a measure has no such series",
        "Series have the names in the data: the column heads of a wide table, or the cells of the column named \
         by `by:`.",
        "",
    ),
    reading(
        "unknown-value",
        "a value is none of those that are possible",
        "The message names the nearest possible value.",
        "",
    ),
    reading(
        "wrong-kind",
        "a measure has the wrong kind of period for what is asked",
        "A rolling sum is made of months or quarters.",
        "",
    ),
    reading(
        "wrong-unit",
        "units do not fit together",
        "Only values in one unit can be added. A share is worked out from two counts of the same unit.",
        "",
    ),
];
