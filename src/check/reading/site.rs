//! What messages about themes and the finished pages mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "active-content",
        "a finished page holds something that could run",
        "The last look at each page found a script, a form or an address that the theme did not declare. \
         Nothing was published. It comes from the theme, or from a fault in aimline; please report it if the \
         theme is the built-in one.",
        "",
    ),
    reading(
        "address",
        "two files of the site would have one address",
        "Rename one of the aims, charts, measures or editions they are made from.",
        "",
    ),
    reading(
        "page-too-large",
        "a template makes a page that is far too large",
        "A loop in the template runs on. The message names the template.",
        "",
    ),
    reading(
        "template",
        "a template has a mistake",
        "The message says where, and what the template may use there.",
        "{{ aim.title }}",
    ),
    reading(
        "theme-file",
        "a theme holds a file it cannot publish",
        "Static files are style sheets, scripts, fonts and pictures.",
        "",
    ),
    reading(
        "unquoted-attribute",
        "a template writes a value outside quotation marks",
        "Without quotation marks a value can become more than one attribute. Write `href=\"{{ link.url }}\"`.",
        "",
    ),
];
