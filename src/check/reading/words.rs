//! What messages about the text of pages mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "address-not-allowed",
        "a link has an address that pages may not have",
        "Links lead to http, https, mailto and tel addresses, to files of the report, to `#heading` and to \
         `chart:name`. Anything else could run a program or leads nowhere on the web.",
        "",
    ),
    reading(
        "bad-comment",
        "a comment to aimline cannot be understood",
        "A comment that starts with `aimline:` allows a rule and says why. Warnings of that rule are then left out for \
         what stands right below the comment, or, at the end of a section, for the front matter; errors never are.",
        "<!-- aimline: allow stale-release: the publisher has given no new date -->",
    ),
    reading(
        "broken-link",
        "a link leads to something that is not there",
        "The page, heading, chart, data file or picture that the link names does not exist; the message names \
         the nearest that does. Paths are seen from the page: `burglary.md`, `../data/burglary.csv`.",
        "[burglary](burglary.md#response)",
    ),
    reading(
        "chart-in-sentence",
        "a chart is placed inside other text",
        "A chart stands alone, with an empty line before and after it. In a sentence, link to it instead.",
        "![](chart:trend)\n\nas [the chart](chart:trend) shows",
    ),
    reading(
        "chart-twice",
        "the text places one chart twice",
        "A figure has one number and one place. Keep one, and link to it from the other place.",
        "",
    ),
    reading(
        "control-character",
        "a character that is no text stands in a file",
        "It cannot be seen and often comes with text pasted from another program. Delete it.",
        "",
    ),
    reading(
        "duplicate-section",
        "a section comes twice",
        "Each of the two voices speaks once. Put both texts under one heading.",
        "",
    ),
    reading(
        "empty-heading",
        "a heading has no words",
        "People who listen to a page go from heading to heading. Write the heading or delete the line.",
        "",
    ),
    reading(
        "footnote-twice",
        "a footnote is defined twice",
        "Only one of the two texts could be shown. Give one of them another label.",
        "",
    ),
    reading(
        "footnote-unused",
        "nothing refers to a footnote",
        "It would not be shown. Refer to it where it belongs, or delete it.",
        "as the Home Office warns[^1]\n\n[^1]: Recording changed in 2017.",
    ),
    reading(
        "heading-level",
        "a heading is on the wrong level",
        "The title of the page is its only heading of the first level; sections start with `##`, and no level \
         is skipped. People who listen to a page depend on it.",
        "",
    ),
    reading(
        "hidden-characters",
        "a character that cannot be seen changes how text reads",
        "Such characters can make a text look different from what it is. Delete it; retyping the words around \
         it is often the easiest way.",
        "",
    ),
    reading(
        "image-without-alternative",
        "a picture has no words for those who do not see it",
        "Say between the square brackets what the picture shows.",
        "![The new custody suite in Perry Barr](custody.jpg)",
    ),
    reading(
        "link-title",
        "a link has a title in quotes",
        "Titles are shown to few readers and read to few. Say it in the text.",
        "",
    ),
    reading("link-without-text", "a link has no text", "Readers need words to know where a link leads.", ""),
    reading(
        "loose-address",
        "an address of a bound number belongs to no link",
        "A number is bound by `[text](=expression)`. Something before it keeps the brackets from being a link; \
         a link cannot stand inside another.",
        "",
    ),
    reading(
        "markdown-unreadable",
        "a text cannot be read because of a fault in aimline",
        "Take parts of it away to find the passage, and please report it.",
        "",
    ),
    reading(
        "misplaced-picture",
        "a picture stands where none can",
        "Titles, notices and reasons are words only. Put the picture into the text of a page.",
        "",
    ),
    reading(
        "missing-commentary",
        "an aim has no commentary",
        "Readers expect both voices on each aim. Add `## Commentary` and what the publishing body says of the \
         figures.",
        "",
    ),
    reading(
        "missing-response",
        "an aim has no response",
        "Readers expect both voices on each aim. Add `## Response` and what the answering body says.",
        "",
    ),
    reading(
        "nested-too-deep",
        "lists, quotations or markup stand inside one another too deep",
        "Use fewer levels. Nobody can follow so many.",
        "",
    ),
    reading(
        "ragged-table",
        "a row of a table has too many cells",
        "A `|` inside a cell is written `\\|`. Or the header lacks a column.",
        "",
    ),
    reading(
        "raw-html",
        "a page holds HTML",
        "Pages are Markdown only: HTML could run programs in the browser of a reader. aimline never removes \
         text in silence, so it says where it stands. Write it as Markdown.",
        "",
    ),
    reading(
        "table-too-wide",
        "a table has more columns than anybody can read",
        "Put the numbers into a data file and show a chart.",
        "",
    ),
    reading("too-much-text", "a page is longer than a page may be", "Move a part of it to another page.", ""),
    reading(
        "unclosed-address",
        "an address of a bound number does not end",
        "It ends with `)` on the same line, and brackets in it come in pairs.",
        "",
    ),
    reading(
        "unknown-chart",
        "the text places a chart that is not defined",
        "Charts are defined under `charts:` in the front matter of the same page.",
        "",
    ),
    reading(
        "unknown-footnote",
        "the text refers to a footnote that is not there",
        "Add a line that starts with the footnote's label and a colon.",
        "[^1]: Recording changed in 2017.",
    ),
    reading(
        "unused-allow",
        "a comment allows a message that is not there",
        "What it was about was mended, or the comment stands at another paragraph. A comment left behind would \
         hide the next mistake.",
        "",
    ),
];
