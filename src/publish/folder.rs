//! A delivery: [`Staging`] takes a site's pages one by one, from any thread, and [`Staging::commit`] makes
//! them the site. Until then the folder holds the old site; dropping a delivery leaves no trace of it.
//!
//! A page equal to the one that is there costs one look and no write, and if all are equal nothing happens.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};

use super::fault::fault;
use super::marker::{self, Hash, Listed};
use super::place::Place;
use super::present::{Present, folders_of};
use super::stage::{Same, Stage, Switched};
use super::switch::{self, Way};
use super::{lock, remove};
use crate::source::SafePath;

/// Where a site goes and how carefully.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// The output folder.
    pub out: &'a Path,
    /// The report's folder, which the output may not touch.
    pub root: &'a Path,
    /// What is promised if the power fails.
    pub durability: Durability,
}

/// What is promised if the power fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// The site may be damaged, and is built again.
    Rebuildable,
    /// The new site is on the disk before it takes the old one's place.
    Durable,
}

/// What a delivery tells while it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The way to the output leads through a link: this is where it really goes.
    Resolved(PathBuf),
    /// Another builder (its process, if known) works in this folder; waiting for it.
    Waiting {
        /// The folder both work in.
        folder: PathBuf,
        /// The other process.
        holder: Option<u32>,
    },
}

/// What a delivery did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// Pages that are new or changed.
    pub written: usize,
    /// Pages that were there already; they keep their times.
    pub unchanged: usize,
    /// Files of the old site that are not in the new.
    pub removed: usize,
    /// Bytes of the whole site.
    pub bytes: u64,
    /// Where strangers' files are now that came into the folder during the build, or what of the old site
    /// could not be removed.
    pub left: Option<PathBuf>,
}

/// A delivery in the making.
pub struct Staging {
    // Dropped before the lock is free.
    stage: Mutex<Option<Arc<Stage>>>,
    claimed: Mutex<Claimed>,
    failed: AtomicBool,
    present: Option<Present>,
    place: Place,
    durability: Durability,
    way: Way,
    parent: OwnedFd,
}

/// The addresses that are taken.
#[derive(Default)]
struct Claimed {
    pages: BTreeMap<SafePath, Page>,
    folders: BTreeSet<String>,
}

struct Page {
    hash: Hash,
    size: u64,
    /// The file of the old site that is the same.
    same: Option<Same>,
}

impl Staging {
    /// Begins a delivery: waits for other builders, clears what killed ones left, and looks at what is there.
    ///
    /// # Errors
    /// If the output may not go there, the folder holds files the tool did not write, or the disk fails.
    pub fn begin(destination: &Destination<'_>, tell: &dyn Fn(Event)) -> Result<Self> {
        let place = Place::find(destination.out, destination.root)?;
        if place.through_link {
            tell(Event::Resolved(place.path()));
        }
        let parent =
            lock::lock(&place.parent, &|holder| tell(Event::Waiting { folder: place.parent.clone(), holder }))?;
        remove::clear_stale(&remove::Above { folder: &parent, path: &place.parent })?;
        Ok(Self {
            stage: Mutex::default(),
            claimed: Mutex::default(),
            failed: AtomicBool::new(false),
            present: Present::open(&parent, &place)?,
            place,
            durability: destination.durability,
            way: Way::Exchange,
            parent,
        })
    }

    /// Where the site goes, links resolved.
    pub fn path(&self) -> PathBuf {
        self.place.path()
    }

    /// Hands over the page at `path`. Pages may come in any order and from many threads.
    ///
    /// # Errors
    /// If there is a page at `path`, above it or below it already, or the disk fails. Then the delivery
    /// cannot be committed.
    pub fn put(&self, path: &SafePath, bytes: &[u8]) -> Result<()> {
        let done = self.put_page(path, bytes);
        if done.is_err() {
            self.failed.store(true, Ordering::Release);
        }
        done
    }

    fn put_page(&self, path: &SafePath, bytes: &[u8]) -> Result<()> {
        let same = self.present.as_ref().and_then(|present| present.holds(path, bytes));
        let page = Page { hash: marker::hash(bytes), size: bytes.len() as u64, same };
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner).claim(path, page)?;
        match same {
            Some(_) => Ok(()),
            None => self.stage()?.write(path.as_str(), bytes),
        }
    }

    fn stage(&self) -> Result<Arc<Stage>> {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        match &*stage {
            Some(stage) => Ok(stage.clone()),
            None => Ok(stage.insert(Arc::new(Stage::make(&self.parent, &self.place.parent)?)).clone()),
        }
    }

    /// Makes the pages handed over the site: all of them, and only them.
    ///
    /// # Errors
    /// If a page failed or the disk does. Then the old site is untouched.
    pub fn commit(self) -> Result<Delivered> {
        if self.failed.load(Ordering::Acquire) {
            bail!("a page could not be written; nothing was published");
        }
        let pages = std::mem::take(&mut self.claimed.lock().unwrap_or_else(PoisonError::into_inner).pages);
        let listed: Listed = pages.iter().map(|(path, page)| (path.clone(), page.hash)).collect();
        let old = self.present.as_ref().and_then(|present| present.listed.as_ref());
        let unchanged = pages.values().filter(|page| page.same.is_some()).count();
        let mut delivered = Delivered {
            written: pages.len() - unchanged,
            unchanged,
            removed: old.map_or(0, |old| old.keys().filter(|path| !pages.contains_key(*path)).count()),
            bytes: pages.values().map(|page| page.size).sum(),
            left: None,
        };
        if delivered.written > 0 || old != Some(&listed) {
            delivered.left = self.replace(&pages, &listed)?;
        }
        Ok(delivered)
    }

    /// Completes the staging folder, switches, and removes the old site.
    fn replace(&self, pages: &BTreeMap<SafePath, Page>, listed: &Listed) -> Result<Option<PathBuf>> {
        let stage = self.stage()?;
        if let Some(present) = &self.present {
            let unchanged: Vec<(&SafePath, Same)> =
                pages.iter().filter_map(|(path, page)| Some((path, page.same?))).collect();
            stage.take_all(&present.folder, &unchanged)?;
            rustix::fs::fchmod(&stage.site, present.mode).map_err(|errno| fault("make", &stage.path, errno))?;
        }
        stage.write(marker::NAME, marker::write(listed).as_bytes())?;
        self.settle(&stage)?;
        let moved = self.switch(&stage)?;
        Ok(moved.and_then(|name| self.remove_old(&stage, name)))
    }

    fn switch(&self, stage: &Stage) -> Result<switch::Moved> {
        stage.set_switched(Switched::Done);
        let moved = match &self.present {
            Some(_) => switch::exchange(&stage.folder, &self.parent, &self.place.name, self.way),
            None => switch::place(&stage.folder, &self.parent, &self.place.name),
        };
        let moved = moved.map_err(|errno| {
            stage.set_switched(Switched::NotYet);
            fault("replace", &self.place.path(), errno)
        })?;
        if self.durability == Durability::Durable {
            rustix::fs::fsync(&self.parent).map_err(|errno| fault("save", &self.place.parent, errno))?;
        }
        Ok(moved)
    }

    /// Removes the old site from the staging folder. The new one is in place, so nothing here is a failure.
    fn remove_old(&self, stage: &Stage, name: &str) -> Option<PathBuf> {
        let none = Listed::new();
        let listed = self.present.as_ref().and_then(|present| present.listed.as_ref()).unwrap_or(&none);
        let above = remove::Above { folder: &self.parent, path: &self.place.parent };
        let left = remove::remove_site(&above, &stage.folder, name, listed);
        switch::forget(&stage.folder);
        left.unwrap_or_else(|_| Some(stage.path.clone()))
    }

    /// Waits until what was written is safe, where that was asked for, and on network disks, which may tell
    /// only then that they are full.
    fn settle(&self, stage: &Stage) -> Result<()> {
        if self.durability == Durability::Durable || is_remote(&stage.site) {
            sync(&stage.site).map_err(|errno| fault("save", &stage.path, errno))?;
        }
        Ok(())
    }
}

impl Claimed {
    /// Notes that there is a page at `path`, if no other is in its way.
    fn claim(&mut self, path: &SafePath, page: Page) -> Result<()> {
        if let Some(above) = folders_of(path.as_str()).find(|folder| self.pages.contains_key(*folder)) {
            bail!("the site has a page at `{above}` and one below it, at `{path}`");
        }
        if self.folders.contains(path.as_str()) {
            bail!("the site has a page at `{path}` and others below it");
        }
        if self.pages.insert(path.clone(), page).is_some() {
            bail!("the site has two pages at `{path}`");
        }
        for folder in folders_of(path.as_str()) {
            if self.folders.contains(folder) {
                break;
            }
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }
}

#[cfg(target_os = "linux")]
fn sync(folder: &OwnedFd) -> rustix::io::Result<()> {
    rustix::fs::syncfs(folder)
}

#[cfg(not(target_os = "linux"))]
fn sync(folder: &OwnedFd) -> rustix::io::Result<()> {
    rustix::fs::fsync(folder)
}

/// Whether the disk is another machine's or a program's.
#[cfg(target_os = "linux")]
fn is_remote(folder: &OwnedFd) -> bool {
    const NFS: u32 = 0x6969;
    const SMB: [u32; 3] = [0x517b, 0xff53_4d42, 0xfe53_4d42];
    const FUSE: u32 = 0x6573_5546;
    const NINE_P: u32 = 0x0102_1997;
    const CEPH: u32 = 0x00c3_6400;
    let kind = rustix::fs::fstatfs(folder).map(|disk| disk.f_type as u32);
    kind.is_ok_and(|kind| [NFS, FUSE, NINE_P, CEPH].contains(&kind) || SMB.contains(&kind))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &OwnedFd) -> bool {
    false
}

#[cfg(test)]
mod tests;
