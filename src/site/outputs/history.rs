//! Each aim through all editions, and for each slug that an aim had before, a page that leads on to the new one.

use std::collections::BTreeSet;

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::{history, redirect};

/// The pages.
pub const OUTPUT: Output = Output { name: "history", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let report = frame.report;
    let aims = report.editions.iter().flat_map(|edition| &edition.aims);
    let is_newest = |slug: &&str| frame.lineage.newest(slug) == *slug;
    let slugs: BTreeSet<&'a str> = aims.map(|aim| aim.slug.as_str()).filter(is_newest).collect();
    let page = |slug: &'a str| {
        OutputFile::page(Place::History(slug), "history.html", move |frame| history::history(frame, slug))
    };
    let mut files: Vec<OutputFile<'a>> = slugs.iter().map(|slug| page(slug)).collect();
    for edition in &report.editions {
        for aim in &edition.aims {
            for old in aim.previously.iter().map(|old| old.as_str()) {
                let is_renamed = frame.lineage.newest(old) == frame.lineage.newest(aim.slug.as_str());
                if is_renamed && edition.aim(old).is_none() {
                    let (from, to) = (Place::Aim(&edition.id, old), Place::Aim(&edition.id, aim.slug.as_str()));
                    files.push(OutputFile::page(from, "redirect.html", move |frame| {
                        redirect::redirect(frame, from, to)
                    }));
                }
            }
        }
    }
    files.extend(old_histories(frame));
    files
}

fn old_histories<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let aims = frame.report.editions.iter().flat_map(|edition| &edition.aims);
    let pairs: BTreeSet<(&'a str, &'a str)> = aims
        .flat_map(|aim| aim.previously.iter().map(move |old| (old.as_str(), aim.slug.as_str())))
        .filter(|(old, new)| frame.lineage.newest(new) == *new && frame.lineage.newest(old) == *new)
        .collect();
    let page = |(old, new): (&'a str, &'a str)| {
        let (from, to) = (Place::History(old), Place::History(new));
        OutputFile::page(from, "redirect.html", move |frame| redirect::redirect(frame, from, to))
    };
    pairs.into_iter().map(page).collect()
}
