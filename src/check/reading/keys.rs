//! What messages about the keys of `aimline.yaml` and of front matter mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "bad-address",
        "an address is not one",
        "Addresses in the settings are whole: they start with `https://` (or `http://`) and name a site, as in \
         the browser's address bar. A source without an address has no `url`; `#` and empty addresses lead \
         readers nowhere.",
        "url: https://www.ons.gov.uk/",
    ),
    reading(
        "bad-date",
        "a date is not one",
        "Dates are written year first, `2019-11-19`. A next release may also be a month, `2020-01`, or a \
         quarter, `2020-Q1`.",
        "",
    ),
    reading(
        "bad-name",
        "a name cannot become part of an address",
        "Names of pages and sources are made of a to z, 0 to 9 and single hyphens, such as `fear-of-crime`.",
        "",
    ),
    reading(
        "duplicate-key",
        "a key stands in one map twice",
        "Only one of the two values could count, and nobody could tell which. Keep one line.",
        "",
    ),
    reading(
        "duplicate-slug",
        "the plan names a page twice",
        "Each aim has one place in the plan. Keep one of the two lines.",
        "",
    ),
    reading(
        "edition-id",
        "the edition's id cannot become part of an address",
        "The id is made of letters, digits, dots and hyphens, such as `2019-11`. It is the address of the \
         edition, so it is short and never changes.",
        "edition: 2019-11",
    ),
    reading(
        "missing-key",
        "a key that is needed is not there",
        "The message says which key, and where it belongs. Without it the page would have a hole.",
        "",
    ),
    reading(
        "not-in-plan",
        "a page is not in the plan",
        "The plan in `aimline.yaml` gives the order of the aims, and readers reach only what it names. Add the \
         page's name there.",
        "plan:\n  - burglary",
    ),
    reading(
        "reserved-name",
        "a name belongs to the site",
        "The site has pages of its own at addresses such as `print`, `data` and `editions`. Give the file \
         another name.",
        "",
    ),
    reading(
        "unknown-key",
        "a key is not known here",
        "Most often it is misspelt: the message names the nearest known key. A key that nobody reads would be \
         left out in silence, so it is an error.",
        "headline: burglaries   # not `headlne:`",
    ),
    reading(
        "unknown-page",
        "the plan names a page that is not there",
        "Write the page, correct the name, or list the aim with its title so that readers see that it is not \
         reported.",
        "- {slug: fear-of-crime, aim: Reductions in the fear of crime}",
    ),
    reading(
        "unknown-rule",
        "the settings name a rule that is not there",
        "`checks:` allows or denies rules by the names that stand in brackets in messages. `aimline explain` \
         lists all of them.",
        "",
    ),
    reading(
        "unknown-source",
        "a source is not in the register",
        "Every source that an aim names has an entry under `sources:` in `aimline.yaml`, with title, publisher \
         and address, so that it is written out the same way everywhere.",
        "sources:\n  home-office:\n    title: Police recorded crime\n    publisher: Home Office",
    ),
    reading(
        "unknown-theme",
        "the settings name a theme that is not there",
        "A theme is a folder in `themes/`. Without the key `theme` the built-in theme is used.",
        "",
    ),
    reading(
        "wrong-type",
        "a value is not of the kind that is needed",
        "A list was written where a text is needed, or a text where a number is. The message says what was \
         found and what is expected.",
        "",
    ),
    reading(
        "yaml-syntax",
        "the front matter or the settings cannot be read as YAML",
        "YAML is `key: value`, one a line, indented with spaces. Put a text in quotes if it holds `: ` or ` \
         #`, or starts with a sign such as `[`, `{`, `@`, `*` or `&`. After such a mistake the rest of the \
         block cannot be read, so mend it and check again.",
        "title: \"Burglary: up again\"",
    ),
];
