//! What messages about frozen editions and their order mean.

use super::{Explanation, reading};

/// In the order of their names.
pub const ALL: &[Explanation] = &[
    reading(
        "edition-order",
        "the edition in preparation is not the newest",
        "The working files are the next edition, so their date comes after the date of every frozen edition. Put \
         the date of the meeting into `content/index.md`.",
        "edition: 2020-02\ndate: 2020-02-11",
    ),
    reading(
        "frozen-edition",
        "the working files have the id of a frozen edition, but are not the same",
        "A frozen edition stays as it was published. To write the next one, begin it with `aimline new edition` and \
         its id: that gives the working files an id and a date of their own.",
        "aimline new edition 2020-02 --date 2020-02-11",
    ),
    reading(
        "frozen-fact",
        "a frozen edition no longer says what it said",
        "Every number, sentence and chart of a frozen edition is fixed in its `edition.lock`. If its files changed, \
         take that back. If only the program is another, it works something out differently than the one that froze \
         the edition: readers would see another figure under the old date. Use the program of then.",
        "git checkout -- editions/2019-11",
    ),
    reading(
        "frozen-file",
        "a file of a frozen edition changed, is missing or came to it",
        "The lock of an edition lists the SHA-256 of each of its files. Take the change back. An error in what \
         was published is told and mended in the next edition.",
        "git checkout -- editions/2019-11",
    ),
    reading(
        "frozen-lock",
        "the lock of a frozen edition is missing or was changed",
        "`edition.lock` says what the edition was when it was published; without it nobody can tell whether it still \
         is. Restore the folder from git. aimline alone writes this file.",
        "",
    ),
    reading(
        "unexplained-revision",
        "values differ from what the edition before published, and nothing says why",
        "Readers who noted a figure from the last edition find another in this one. Say why, once for each measure, \
         in the front matter of `content/index.md`, with the type of the revision: `scheduled` (more is known now), \
         `methodological` (it is counted in another way) or `correction` (something was wrong). The page of changes \
         shows it beside the old and the new values.",
        "revisions:\n  - of: road-casualties.killed-or-seriously-injured\n    type: scheduled\n    reason: Final figures \
         replace the provisional ones",
    ),
];
