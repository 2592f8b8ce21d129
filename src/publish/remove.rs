//! Removes an old site, file by file as its marker lists them, and nothing else: what somebody put there
//! meanwhile is moved beside the output and told. Also clears what a killed builder left.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;
use rustix::fs::{AtFlags, FileType, RenameFlags, renameat_with, unlinkat};
use rustix::io::Errno;

use super::fault::fault;
use super::marker::{self, Listed};
use super::present::{JUNK, folders_of, foreign_in, list, marker_of};
use super::stage::{PREFIX, SITE, open_beneath, open_folder, split};
use super::switch::{self, OLD};

/// Removes the site `name` in the staging folder `stage`, of which `listed` was written by the tool.
/// Gives where the rest was moved to, if there is one.
///
/// # Errors
/// If the disk does not let it go.
pub fn remove_site(above: &Above<'_>, stage: &OwnedFd, name: &str, listed: &Listed) -> Result<Option<PathBuf>> {
    let wrong = |errno: Errno| fault("remove", above.path, errno);
    let folder = open_folder(stage, name).map_err(wrong)?;
    remove_listed(&folder, listed).map_err(wrong)?;
    if !foreign_in(&folder, None).map_err(wrong)?.is_empty() {
        return keep(above, stage, name).map(Some);
    }
    unlink(&folder, marker::NAME, AtFlags::empty()).map_err(wrong)?;
    unlinkat(stage, name, AtFlags::REMOVEDIR).map_err(wrong)?;
    Ok(None)
}

/// The folder that output and staging folders stand in: open, locked by us, and its path.
pub struct Above<'a> {
    /// The folder.
    pub folder: &'a OwnedFd,
    /// Its path, for messages.
    pub path: &'a Path,
}

/// Completes or clears what killed builders left in the folder `above`.
///
/// # Errors
/// If the disk does not let it go.
pub fn clear_stale(above: &Above<'_>) -> Result<()> {
    let entries = list(above.folder).map_err(|errno| fault("list", above.path, errno))?;
    for (name, kind) in entries {
        let name = std::str::from_utf8(&name).unwrap_or_default();
        if kind == FileType::Directory && name.starts_with(PREFIX) {
            clear(above, name)?;
        }
    }
    Ok(())
}

fn clear(above: &Above<'_>, name: &str) -> Result<()> {
    let path = above.path.join(name);
    let stage = open_folder(above.folder, name).map_err(|errno| fault("open", &path, errno))?;
    switch::complete(&stage, above.folder).map_err(|errno| fault("complete", &path, errno))?;
    for site in [SITE, OLD] {
        // A whole site has a marker and may hold strangers' files; without one it was never shown to anybody.
        let marker = open_folder(&stage, site).ok().and_then(|folder| marker_of(&folder).ok().flatten());
        if let Some(listed) = marker.and_then(|text| marker::read(&text)) {
            remove_site(above, &stage, site, &listed)?;
        }
    }
    std::fs::remove_dir_all(&path).map_err(|error| fault("remove", &path, error))
}

/// Removes the files of `listed` from `folder`, and the folders that are then empty.
fn remove_listed(folder: &OwnedFd, listed: &Listed) -> Result<(), Errno> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::from([("", Vec::new())]);
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for path in listed.keys() {
        let (above, name) = split(path.as_str());
        names.entry(above).or_default().push(name);
        folders.extend(folders_of(path.as_str()));
    }
    for folder in &folders {
        names.entry(folder).or_default();
    }
    names.into_par_iter().try_for_each(|(above, names)| remove_files(folder, above, &names))?;
    let mut by_depth: BTreeMap<Reverse<usize>, Vec<&str>> = BTreeMap::new();
    for path in folders {
        by_depth.entry(Reverse(path.matches('/').count())).or_default().push(path);
    }
    by_depth.into_values().try_for_each(|paths| remove_folders(folder, &paths))
}

/// Removes files of the folder at `path`, and what a system left there.
fn remove_files(folder: &OwnedFd, path: &str, names: &[&str]) -> Result<(), Errno> {
    let folder = match open_beneath(folder, path) {
        // Gone, or something else by now: not ours.
        Err(Errno::NOENT | Errno::LOOP | Errno::NOTDIR) => return Ok(()),
        opened => opened?,
    };
    names.iter().chain(&JUNK).try_for_each(|name| match unlink(&folder, name, AtFlags::empty()) {
        Err(Errno::ISDIR) => Ok(()),
        done => done,
    })
}

/// Removes what may be gone already.
fn unlink(folder: &OwnedFd, name: &str, flags: AtFlags) -> Result<(), Errno> {
    match unlinkat(folder, name, flags) {
        Err(Errno::NOENT) => Ok(()),
        done => done,
    }
}

/// Removes folders of one depth, if they are empty.
fn remove_folders(folder: &OwnedFd, paths: &[&str]) -> Result<(), Errno> {
    let siblings: Vec<&[&str]> = paths.chunk_by(|a, b| split(a).0 == split(b).0).collect();
    siblings.into_par_iter().try_for_each(|paths| {
        let above = match open_beneath(folder, split(paths[0]).0) {
            Err(Errno::NOENT | Errno::LOOP | Errno::NOTDIR) => return Ok(()),
            opened => opened?,
        };
        paths.iter().try_for_each(|path| match unlink(&above, split(path).1, AtFlags::REMOVEDIR) {
            Err(Errno::LOOP | Errno::NOTDIR | Errno::NOTEMPTY | Errno::EXIST) => Ok(()),
            done => done,
        })
    })
}

/// Moves the site `name`, in which strangers' files are, out of the staging folder.
fn keep(above: &Above<'_>, stage: &OwnedFd, name: &str) -> Result<PathBuf> {
    for number in 1..1000 {
        let new = format!("aimline-kept-{number}");
        match renameat_with(stage, name, above.folder, &new, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(above.path.join(new)),
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(fault("move", above.path, errno)),
        }
    }
    Err(fault("move", above.path, Errno::EXIST))
}
