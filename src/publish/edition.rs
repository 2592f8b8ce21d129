//! Writes what cannot be built again: a frozen edition, its lock, and the working files of the next edition.
//! This file may touch the disk. What is new is on the disk before it gets its name, so a process killed or a
//! machine without power at any moment leaves the old or the new, and nothing between. What a killed run left
//! has a hidden name, is no part of a report, and goes with the next run.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use rustix::fs::{
    AtFlags, FileType, Mode, OFlags, RenameFlags, fsync, mkdirat, openat, renameat, renameat_with, unlinkat,
};
use rustix::io::Errno;

use super::fault::fault;
use super::lock;
use super::present::{folders_of, list};
use super::stage::{open_beneath, open_folder, split};
use crate::source::SafePath;
use crate::source::dir::beneath;

/// The folder of frozen editions.
const EDITIONS: &str = "editions";
/// What every staging folder's name begins with. Hidden folders are no part of a report.
const STAGING: &str = ".aimline-freezing-";
/// The end of the name of a file that is being written, before it gets its own.
const WRITING: &str = ".aimline-writing";

/// The folder of frozen editions of a report, locked by us.
#[derive(Debug)]
pub struct Editions {
    path: PathBuf,
    folder: OwnedFd,
}

impl Editions {
    /// Opens and locks the `editions/` of the report in `root`, makes it if it is missing, and removes what
    /// killed runs left.
    ///
    /// # Errors
    /// If the disk does not allow it.
    pub fn open(root: &Path) -> Result<Self> {
        let path = root.join(EDITIONS);
        let above = beneath::folder(root).map_err(|errno| fault("open", root, errno))?;
        match mkdirat(&above, EDITIONS, Mode::from_raw_mode(0o777)) {
            Ok(()) => fsync(&above).map_err(|errno| fault("write", root, errno))?,
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(fault("make", &path, errno)),
        }
        // Not through a link: what is written here must stay in the report.
        open_folder(&above, EDITIONS).map_err(|errno| fault("open", &path, errno))?;
        let folder = lock::lock(&path, &|_| {})?;
        let editions = Self { path, folder };
        editions.clear()?;
        Ok(editions)
    }

    fn clear(&self) -> Result<()> {
        let wrong = |errno: Errno| fault("list", &self.path, errno);
        for (name, kind) in list(&self.folder).map_err(wrong)? {
            let name = String::from_utf8_lossy(&name).into_owned();
            let path = self.path.join(&name);
            if kind == FileType::Directory && name.starts_with(STAGING) {
                std::fs::remove_dir_all(&path).map_err(|error| fault("remove", &path, error))?;
            }
        }
        Ok(())
    }

    /// Adds the edition `id`, made of `files`. Just before it gets its name, `agree` is asked once more.
    ///
    /// # Errors
    /// If there is such an edition, `agree` refuses, or the disk fails; then there is no trace of it.
    pub fn add(&self, id: &SafePath, files: &[(SafePath, &[u8])], agree: &dyn Fn() -> Result<()>) -> Result<PathBuf> {
        let staging = format!("{STAGING}{}", std::process::id());
        let path = self.path.join(&staging);
        let added = self.stage(&staging, files).and_then(|()| agree()).and_then(|()| self.name(&staging, id));
        if added.is_err() {
            // What cannot be removed now goes with the next run.
            let _ = std::fs::remove_dir_all(path);
        }
        added
    }

    fn stage(&self, name: &str, files: &[(SafePath, &[u8])]) -> Result<()> {
        let path = self.path.join(name);
        let wrong = |errno: Errno| fault("write", &path, errno);
        mkdirat(&self.folder, name, Mode::from_raw_mode(0o777)).map_err(wrong)?;
        let folder = open_folder(&self.folder, name).map_err(wrong)?;
        let below: BTreeSet<&str> = files.iter().flat_map(|(path, _)| folders_of(path.as_str())).collect();
        // In path order: a folder comes before those in it.
        for below in &below {
            mkdirat(&folder, *below, Mode::from_raw_mode(0o777)).map_err(wrong)?;
        }
        for (file, bytes) in files {
            write(&folder, file.as_str(), bytes).map_err(|error| fault("write", &path.join(file.as_str()), error))?;
        }
        for below in below.iter().chain(&[""]) {
            open_beneath(&folder, below).and_then(fsync).map_err(wrong)?;
        }
        Ok(())
    }

    fn name(&self, staging: &str, id: &SafePath) -> Result<PathBuf> {
        let path = self.path.join(id.as_str());
        let named = match renameat_with(&self.folder, staging, &self.folder, id.as_str(), RenameFlags::NOREPLACE) {
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) if path.symlink_metadata().is_err() => {
                renameat(&self.folder, staging, &self.folder, id.as_str())
            }
            named => named,
        };
        match named {
            Ok(()) => {}
            Err(Errno::EXIST | Errno::NOTEMPTY) => bail!("there is an edition `{id}` already"),
            Err(errno) => return Err(fault("make", &path, errno)),
        }
        fsync(&self.folder).map_err(|errno| fault("write", &self.path, errno))?;
        Ok(path)
    }

    /// Puts `bytes` in the place of the file `path` below `editions/`.
    ///
    /// # Errors
    /// If the disk fails; then the old file is there.
    pub fn replace(&self, path: &SafePath, bytes: &[u8]) -> Result<()> {
        replace_in(&self.folder, &self.path, path, bytes)
    }
}

/// Puts `bytes` in the place of the file `path` of the report in `root`.
///
/// # Errors
/// If the disk fails; then the old file is there.
pub fn replace(root: &Path, path: &SafePath, bytes: &[u8]) -> Result<()> {
    let folder = beneath::folder(root).map_err(|errno| fault("open", root, errno))?;
    replace_in(&folder, root, path, bytes)
}

fn replace_in(folder: &OwnedFd, above: &Path, path: &SafePath, bytes: &[u8]) -> Result<()> {
    let wrong = |error: std::io::Error| fault("write", &above.join(path.as_str()), error);
    let (below, name) = split(path.as_str());
    let folder = open_beneath(folder, below).map_err(|errno| wrong(errno.into()))?;
    // Hidden, so that it is no part of the report should it be left behind.
    let writing = format!(".{name}{WRITING}");
    match unlinkat(&folder, &writing, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(errno) => return Err(wrong(errno.into())),
    }
    write(&folder, &writing, bytes).map_err(wrong)?;
    renameat(&folder, &writing, &folder, name).map_err(|errno| wrong(errno.into()))?;
    fsync(&folder).map_err(|errno| wrong(errno.into()))
}

/// Writes the new file `path` below `folder`; when it returns, its bytes are on the disk.
fn write(folder: &OwnedFd, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(0o666);
    let opened = match path.contains('/') {
        true => beneath::open(folder.as_fd(), path, flags, mode),
        false => openat(folder, path, flags, mode),
    };
    let mut file = File::from(opened?);
    file.write_all(bytes)?;
    file.sync_all()
}
