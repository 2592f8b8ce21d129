//! Removes an old site, file by file as its marker lists them, and nothing else: what somebody put there
//! meanwhile is moved beside the output and told. Also clears what a killed builder left.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;
use rustix::fs::{AtFlags, RenameFlags, renameat_with, unlinkat};
use rustix::io::Errno;

use super::fault::fault;
use super::marker::{self, Listed};
use super::present::{JUNK, folders_of, foreign_in, marker_of};
use super::stage::{PREFIX, SITE, open_beneath, open_folder, split};
use super::switch::{self, OLD};

/// Removes the site `name` in the staging folder `stage`, of which `listed` was written by the tool.
/// Gives where the rest was moved to, if there is one.
///
/// # Errors
/// If the disk does not let it go.
pub fn remove_site(
    parent: &OwnedFd,
    above: &Path,
    stage: &Path,
    name: &str,
    listed: &Listed,
) -> Result<Option<PathBuf>> {
    let path = stage.join(name);
    let wrong = |errno: Errno| fault("remove", &path, errno);
    let folder = open_beneath(parent, stage.file_name().and_then(OsStr::to_str).unwrap_or_default())
        .and_then(|stage| open_folder(&stage, name))
        .map_err(wrong)?;
    remove_listed(&folder, listed).map_err(wrong)?;
    if !foreign_in(&path, None)?.is_empty() {
        return keep(parent, above, &path).map(Some);
    }
    std::fs::remove_dir_all(&path).map_err(|error| fault("remove", &path, error))?;
    Ok(None)
}

/// Completes or clears what killed builders left in `parent`, which is at `above` and locked by us.
///
/// # Errors
/// If the disk does not let it go.
pub fn clear_stale(parent: &OwnedFd, above: &Path) -> Result<()> {
    let wrong = |error: std::io::Error| fault("list", above, error);
    for entry in std::fs::read_dir(above).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
        match open_folder(parent, name) {
            Ok(stage) => clear(parent, above, name, &stage)?,
            // Not a folder, so not ours.
            Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => {}
            Err(errno) => return Err(fault("remove", &entry.path(), errno)),
        }
    }
    Ok(())
}

fn clear(parent: &OwnedFd, above: &Path, name: &str, stage: &OwnedFd) -> Result<()> {
    let path = above.join(name);
    switch::complete(stage, parent).map_err(|errno| fault("complete", &path, errno))?;
    for site in [SITE, OLD] {
        // A whole site has a marker and may hold strangers' files; without one it was never shown to anybody.
        let marker = open_folder(stage, site).ok().and_then(|folder| marker_of(&folder).ok().flatten());
        if let Some(listed) = marker.and_then(|text| marker::read(&text)) {
            remove_site(parent, above, &path, site, &listed)?;
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

/// Removes folders of one depth, if they are empty.
fn remove_folders(folder: &OwnedFd, paths: &[&str]) -> Result<(), Errno> {
    let siblings: Vec<&[&str]> = paths.chunk_by(|a, b| split(a).0 == split(b).0).collect();
    siblings.into_par_iter().try_for_each(|paths| {
        let above = match open_beneath(folder, split(paths[0]).0) {
            Err(Errno::NOENT | Errno::LOOP | Errno::NOTDIR) => return Ok(()),
            opened => opened?,
        };
        paths.iter().try_for_each(|path| match unlinkat(&above, split(path).1, AtFlags::REMOVEDIR) {
            Err(Errno::NOENT | Errno::LOOP | Errno::NOTDIR | Errno::NOTEMPTY | Errno::EXIST) => Ok(()),
            done => done,
        })
    })
}

fn remove_files(folder: &OwnedFd, above: &str, names: &[&str]) -> Result<(), Errno> {
    let above = match open_beneath(folder, above) {
        // Gone, or something else by now: not ours.
        Err(Errno::NOENT | Errno::LOOP | Errno::NOTDIR) => return Ok(()),
        opened => opened?,
    };
    names.iter().chain(&JUNK).try_for_each(|name| match unlinkat(&above, *name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT | Errno::ISDIR) => Ok(()),
        Err(errno) => Err(errno),
    })
}

/// Moves `path`, in which strangers' files are, out of the staging folder.
fn keep(parent: &OwnedFd, above: &Path, path: &Path) -> Result<PathBuf> {
    let cwd = rustix::fs::CWD;
    for number in 1..1000 {
        let name = format!("aimline-kept-{number}");
        match renameat_with(cwd, path, parent, &name, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(above.join(name)),
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(fault("move", path, errno)),
        }
    }
    Err(fault("move", path, Errno::EXIST))
}
