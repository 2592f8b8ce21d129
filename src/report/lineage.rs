//! One aim through all editions, whatever it was called: `previously:` ties the old slug to the new. In: the
//! editions. Out: for each slug there ever was the newest one, and the aim that it is in another edition.

use std::collections::BTreeMap;

use super::{Aim, Edition};

/// Which slugs are one aim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// The newest slug of each old one.
    newest: BTreeMap<String, String>,
}

impl Lineage {
    /// That of `editions`, the newest first. A slug that a newer edition uses for another aim stays that aim's.
    pub fn of(editions: &[Edition]) -> Self {
        let mut lineage = Self::default();
        for (at, edition) in editions.iter().enumerate() {
            for aim in &edition.aims {
                let newest = lineage.newest(aim.slug.as_str()).to_owned();
                for old in &aim.previously {
                    let in_use = editions[..=at].iter().any(|edition| edition.aim(old.as_str()).is_some());
                    if !in_use {
                        lineage.newest.entry(old.to_string()).or_insert_with(|| newest.clone());
                    }
                }
            }
        }
        lineage
    }

    /// What the aim called `slug` is called in the newest edition that has it.
    pub fn newest<'s>(&'s self, slug: &'s str) -> &'s str {
        self.newest.get(slug).map_or(slug, String::as_str)
    }

    /// The aim that the aim called `slug` is in `edition`.
    pub fn aim_in<'e>(&self, edition: &'e Edition, slug: &str) -> Option<&'e Aim> {
        let newest = self.newest(slug);
        edition.aims.iter().find(|aim| self.newest(aim.slug.as_str()) == newest)
    }

    /// Old slugs and the newest of each.
    pub fn renamed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.newest.iter().map(|(old, new)| (old.as_str(), new.as_str()))
    }
}
