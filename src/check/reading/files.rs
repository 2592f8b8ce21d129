//! What messages about the files of a report and their names mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "file-too-large",
        "a file is larger than it may be",
        "Limits keep a build quick and safe for everybody: 1 MiB for a page, a template or the settings, 16 \
         MiB for a data file, 20 MiB for a picture. Split the file, keep only the rows the report uses, or \
         make the picture smaller.",
        "",
    ),
    reading(
        "front-matter",
        "a page does not start with its front matter",
        "Each page starts with a line `---`, then one line for each key, then another line `---`. The first of \
         them must be the first line of the file, and the second must be there.",
        "---\naim: Reductions in burglary\nstatus: updated\n---\nText of the page",
    ),
    reading(
        "link-in-report",
        "a file is a link to another place",
        "A link could lead out of the report's folder, so aimline follows none. Copy the file itself into the \
         folder.",
        "",
    ),
    reading(
        "missing-file",
        "a file that every report has is not there",
        "A report has `aimline.yaml`, its settings, and `content/index.md`, the paper that says which edition \
         this is. Write the file that is named, or name the report's folder with `--root`.",
        "",
    ),
    reading(
        "name-clash",
        "two files have the same name but for capital letters",
        "Windows and macOS cannot keep both, and on the web they would have one address. Rename one of them.",
        "",
    ),
    reading(
        "not-a-file",
        "something in the folder is not a file",
        "Pipes, sockets and devices are never opened. Delete it or move it away.",
        "",
    ),
    reading(
        "not-utf8",
        "a file is not saved as UTF-8",
        "Letters such as `£` and `é` are only certain in UTF-8. Open the file in an editor and save it with \
         the encoding UTF-8 (in Excel: \"CSV UTF-8\").",
        "",
    ),
    reading(
        "page-in-folder",
        "a page stands in a folder below `content/`",
        "Each page has one address, made of the name of its file, so pages stand directly in `content/`. \
         Pictures may have folders.",
        "",
    ),
    reading(
        "report-too-large",
        "all files together are larger than a report may be",
        "A published site has a limit of 1 GiB. Pictures are most often the largest; make them smaller or \
         leave them out.",
        "",
    ),
    reading(
        "too-many-files",
        "the folder holds more files than a report may have",
        "The report's folder probably holds something that is no part of it. Move that out.",
        "",
    ),
    reading(
        "unexpected-file",
        "a file has no place in a report",
        "`content/` holds pages (`.md`) and pictures, `data/` holds `.csv` and `.tsv` files, `themes/` holds \
         themes. HTML and SVG files in `content/` are refused because they could run programs on the page. \
         Move the file out, or give it the ending it should have.",
        "",
    ),
    reading(
        "unexpected-folder",
        "a folder has the name of a file",
        "Rename the folder, or put the file itself there.",
        "",
    ),
    reading(
        "unportable-name",
        "a name cannot be used everywhere",
        "Names of files become addresses and are copied between systems. They are made of a to z, 0 to 9, \
         hyphens, underscores and dots inside, with no capital letters and no spaces.",
        "",
    ),
];
