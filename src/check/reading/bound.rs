//! What messages about numbers and claims in the text that are bound to data mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "binding-syntax",
        "an expression behind a number cannot be read",
        "An expression names a measure and a period, as in `burglaries@2019-06`, or a function of them, as in \
         `change(burglaries, 2016-03, 2019-06)`.",
        "[28,648](=burglaries@2019-06)",
    ),
    reading(
        "claim-mismatch",
        "the text says something else than the data",
        "The data were worked out and rounded as the text is written, and the two differ. Correct the text, \
         the expression or the data. `aimline check` shows the value and its cell.",
        "",
    ),
    reading(
        "points-as-percent",
        "a difference of percentages is written as a percentage",
        "From 66% to 62% is 4 percentage points, and 6 per cent. Write \"percentage points\", or bind the \
         change in per cent.",
        "",
    ),
    reading(
        "unlike-units",
        "values in different units are compared",
        "A count and a rate, or pounds and per cent, have no difference.",
        "",
    ),
];
