//! What messages about data files mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "ambiguous-period",
        "a period can be read in two ways",
        "`2010-11` may be November 2010 or the year 2010/11. Nothing is guessed: say which with `period:` on \
         the measure, or write it in full.",
        "period: financial-year",
    ),
    reading(
        "bad-period",
        "a period cannot be read",
        "Months are written `2019-06`, quarters `2019-Q2` or `2019/20 Q1`, years `2019`, financial years \
         `2019/20`, years to a month `year-ending 2019-06`, years to date `2019/20 YTD to 2019-06`.",
        "",
    ),
    reading(
        "cell-too-long",
        "a cell of a data file is too long",
        "Cells hold values, periods, names and short notes. Often a quotation mark that was never closed makes \
         many lines into one cell.",
        "",
    ),
    reading(
        "data-outside",
        "a measure names a file outside `data/`",
        "Everything a report is made of lies in its folder, so that everybody who has the folder can build it. \
         Copy the file into `data/`.",
        "",
    ),
    reading(
        "duplicate-column",
        "two columns of a data file have the same name",
        "A measure could not say which one it means. Rename one of them in the first row.",
        "",
    ),
    reading(
        "duplicate-period",
        "a period comes twice in one series",
        "Two values for one period cannot both be right. If the rows belong to different areas, name the \
         column that tells them apart with `by:`; if only some rows are meant, choose them with `where:`.",
        "",
    ),
    reading(
        "empty-file",
        "a data file is empty",
        "A data file has the names of its columns in the first row and values below.",
        "",
    ),
    reading(
        "forbidden-character",
        "a character in a data file is not allowed",
        "It cannot be seen and changes how the text reads. Delete it.",
        "",
    ),
    reading(
        "formula-cell",
        "a cell would run as a formula in a spreadsheet",
        "A text that starts with `=`, `+`, `-` or `@` is a program to spreadsheets, and readers download this \
         file. Start it with another character. Numbers such as -0.16 are fine.",
        "",
    ),
    reading(
        "more-faults",
        "a file has more faults than are listed",
        "They often have one cause: mend the first and check again.",
        "",
    ),
    reading("no-rows", "a data file has column names and no rows", "Add the data below the names.", ""),
    reading(
        "not-a-number",
        "a cell that should hold a number does not",
        "Numbers are digits with a decimal point, with thousands commas or without. A value that is missing or \
         withheld has a mark instead, such as `[x]` (not available) or `[c]` (confidential): it is then shown \
         as a gap and never as zero.",
        "period,value\n2019-03,28650\n2019-06,[x]",
    ),
    reading(
        "row-too-long",
        "a row has more cells than the table has columns",
        "A text with a comma in it stands in quotation marks. Or a thousands comma was taken for the end of a \
         cell: write `28648` or `\"28,648\"`.",
        "",
    ),
    reading(
        "row-too-short",
        "a row has fewer cells than the table has columns",
        "A comma is missing, or the row was cut off.",
        "",
    ),
    reading(
        "text-after-quote",
        "text follows a closing quotation mark",
        "A quotation mark inside a quoted cell is written twice: `\"the \"\"hidden\"\" crimes\"`.",
        "",
    ),
    reading(
        "title-row",
        "a line stands above the table",
        "The first row has to be the names of the columns. Move titles and notes out of the file.",
        "",
    ),
    reading(
        "too-many-columns",
        "a data file has more columns than it may have",
        "Keep only those the report uses. Long tables, with a column that names the area, are easier to read \
         and to check.",
        "",
    ),
    reading("too-many-rows", "a data file has more rows than it may have", "Keep only the rows the report uses.", ""),
    reading(
        "unclosed-quote",
        "a quotation mark in a data file is never closed",
        "Everything behind it would be one cell. Close it, or write it twice if it is part of the text.",
        "",
    ),
    reading(
        "unknown-file",
        "a measure names a data file that is not there",
        "The message names the nearest file in `data/`. Names are lower case.",
        "",
    ),
    reading(
        "unknown-mark",
        "a mark in square brackets is not known",
        "The marks are those of official statistics: [p] provisional, [r] revised, [e] estimated, [f] \
         forecast, [b] break in series, [x] not available, [z] not applicable, [c] confidential, [u] low \
         reliability, [low] rounds to zero, [w] none in survey, [d] derived.",
        "",
    ),
    reading(
        "unknown-separator",
        "the cells are separated with a sign aimline does not read",
        "Save the file with commas, semicolons or tabs between cells.",
        "",
    ),
    reading("unnamed-column", "a column has no name", "Give it a name in the first row, or delete it.", ""),
    reading(
        "unnamed-series",
        "a row does not say which series it belongs to",
        "The cell in the column named by `by:` is empty. Fill it in.",
        "",
    ),
    reading(
        "withheld-value",
        "a value stands beside a mark that says it is withheld",
        "`[c]`, `[x]`, `[z]` and `[w]` stand in place of a value. A confidential figure would be published \
         with it. Remove one of the two.",
        "",
    ),
    reading(
        "wrong-encoding",
        "a data file is no text in UTF-8",
        "It is a spreadsheet, or text in another encoding. Save it as \"CSV UTF-8\".",
        "",
    ),
    reading(
        "wrong-interval",
        "an interval does not lie round its value",
        "The lower end is at most the value and the upper end at least. The columns may be the wrong way \
         round.",
        "",
    ),
];
