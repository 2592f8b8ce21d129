//! The staging folder: a new site beside the output, closed to others until it is whole. It is made when the
//! first page that changed arrives, and goes when it is dropped, unless the switch has been made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use rayon::prelude::*;
use rustix::fs::{AtFlags, Mode, OFlags, Stat, Timestamps, fstat, futimens, linkat, mkdirat, openat, statat};
use rustix::io::Errno;

use super::fault::fault;
use super::present::folders_of;
use super::switch::OLD;
use crate::source::SafePath;
use crate::source::dir::beneath;

/// What every staging folder's name begins with.
pub const PREFIX: &str = ".aimline-staging-";
/// The new site in the staging folder.
pub const SITE: &str = "site";

/// A staging folder.
pub struct Stage {
    /// Where it is.
    pub path: PathBuf,
    /// The folder.
    pub folder: OwnedFd,
    /// The new site in it.
    pub site: OwnedFd,
    /// Whether all in it was put there by us.
    half_staged: AtomicBool,
}

impl Stage {
    /// Makes a staging folder in `parent`, which is at `above` and locked.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn make(parent: &OwnedFd, above: &Path) -> Result<Self> {
        let name = format!("{PREFIX}{}", std::process::id());
        let path = above.join(&name);
        let wrong = |errno: Errno| fault("make", &path, errno);
        mkdirat(parent, &name, Mode::RWXU).map_err(wrong)?;
        let folder = open_folder(parent, &name).map_err(wrong)?;
        mkdirat(&folder, SITE, Mode::from_raw_mode(0o777)).map_err(wrong)?;
        let site = open_folder(&folder, SITE).map_err(wrong)?;
        Ok(Self { path: path.clone(), folder, site, half_staged: AtomicBool::new(true) })
    }

    /// Writes the new file `path`, which must not be there.
    ///
    /// Safe Rust does not tell what closing a file said. A disk of this machine says nothing new then; for
    /// others the delivery waits for the disk before it switches.
    ///
    /// # Errors
    /// If not all of it can be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let wrong = |error: std::io::Error| fault("write", &self.path.join(SITE).join(path), error);
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let open = || beneath::open(self.site.as_fd(), path, flags, Mode::from_raw_mode(0o666));
        let opened = self.with_folders(path, open).map_err(|errno| wrong(errno.into()))?;
        File::from(opened).write_all(bytes).map_err(wrong)
    }

    /// Takes over files of the present site `from`: the very files, or where the disk cannot do that, their
    /// bytes and times.
    ///
    /// # Errors
    /// If that cannot be done, or a file is no longer what it was when it was compared.
    pub fn take_all(&self, from: &OwnedFd, files: &[(&SafePath, Same)]) -> Result<()> {
        let folders: BTreeSet<&str> = files.iter().flat_map(|(path, _)| folders_of(path.as_str())).collect();
        let mut by_depth: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for folder in folders {
            by_depth.entry(folder.matches('/').count()).or_default().push(folder);
        }
        for folders in by_depth.into_values() {
            folders.into_par_iter().try_for_each(|folder| {
                self.make_folder(folder).map_err(|errno| fault("make", &self.path.join(SITE).join(folder), errno))
            })?;
        }
        files.par_iter().try_for_each(|(path, same)| self.take(from, path.as_str(), *same))
    }

    fn take(&self, from: &OwnedFd, path: &str, same: Same) -> Result<()> {
        let taken = match linkat(from, path, &self.site, path, AtFlags::empty()) {
            Ok(()) => statat(&self.site, path, AtFlags::SYMLINK_NOFOLLOW).map(|stat| Same::of(&stat) == same),
            Err(Errno::PERM | Errno::ACCESS | Errno::MLINK | Errno::OPNOTSUPP | Errno::NOSYS) => {
                self.copy(from, path, same)
            }
            Err(errno) => Err(errno),
        };
        match taken {
            Ok(true) => Ok(()),
            Ok(false) => bail!("`{path}` was changed in the output folder during the build; build again"),
            Err(errno) => Err(fault("write", &self.path.join(SITE).join(path), errno)),
        }
    }

    /// Copies a file with its times; false if it is not the `same` any more.
    fn copy(&self, from: &OwnedFd, path: &str, same: Same) -> Result<bool, Errno> {
        let io = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
        let mut old = File::from(beneath::open(from.as_fd(), path, OFlags::RDONLY, Mode::empty())?);
        let mut bytes = Vec::new();
        old.read_to_end(&mut bytes).map_err(io)?;
        let stat = fstat(&old)?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let mut new = File::from(beneath::open(self.site.as_fd(), path, flags, Mode::from_raw_mode(0o666))?);
        new.write_all(&bytes).map_err(io)?;
        futimens(&new, &times_of(&stat))?;
        Ok(Same::of(&stat) == same)
    }

    /// Does what needs the folders above `path`, and makes them if they are missing.
    fn with_folders<T>(&self, path: &str, act: impl Fn() -> Result<T, Errno>) -> Result<T, Errno> {
        match act() {
            Err(Errno::NOENT) => {}
            done => return done,
        }
        let mut folders: Vec<&str> = folders_of(path).collect();
        folders.reverse();
        folders.into_iter().try_for_each(|folder| self.make_folder(folder))?;
        act()
    }

    fn make_folder(&self, path: &str) -> Result<(), Errno> {
        match mkdirat(&self.site, path, Mode::from_raw_mode(0o777)) {
            Err(Errno::EXIST) => Ok(()),
            done => done,
        }
    }

    /// Says that what is in the folder is now (or, after a failure, no longer) the old site.
    pub fn set_switched(&self, switched: Switched) {
        self.half_staged.store(switched == Switched::NotYet, Ordering::Release);
    }
}

/// By what a file is known to be the one that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Same {
    file: (u64, u64),
    size: u64,
    time: (i64, i64),
}

impl Same {
    /// The file with this `stat`.
    // The fields' types differ between systems.
    #[allow(clippy::useless_conversion, clippy::unnecessary_cast)]
    pub fn of(stat: &Stat) -> Self {
        Self {
            file: (stat.st_dev as u64, stat.st_ino.into()),
            size: stat.st_size as u64,
            time: (stat.st_mtime.into(), stat.st_mtime_nsec as i64),
        }
    }
}

/// Whether staging folder and output have changed places.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Switched {
    /// All in the staging folder is ours.
    NotYet,
    /// It holds the old site.
    Done,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What is left over is removed at the next start. An old site in here is never ours to drop.
        let ours = self.half_staged.load(Ordering::Acquire) && self.path.join(OLD).symlink_metadata().is_err();
        let _ = if ours { std::fs::remove_dir_all(&self.path) } else { std::fs::remove_dir(&self.path) };
    }
}

/// The folder called `name` right in `folder`; not through a link.
pub fn open_folder(folder: &OwnedFd, name: impl rustix::path::Arg) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    openat(folder, name, flags, Mode::empty())
}

/// The folder at `path` below `folder`; not through a link.
pub fn open_beneath(folder: &OwnedFd, path: &str) -> Result<OwnedFd, Errno> {
    match path {
        "" => open_folder(folder, "."),
        _ => beneath::open(folder.as_fd(), path, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()),
    }
}

/// The folder above `path` (empty if none) and its last part.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn times_of(stat: &Stat) -> Timestamps {
    let time = |seconds, nanoseconds| rustix::fs::Timespec { tv_sec: seconds, tv_nsec: nanoseconds };
    // The fields' types differ between systems.
    #[allow(clippy::useless_conversion)]
    Timestamps {
        last_access: time(stat.st_atime.into(), stat.st_atime_nsec as _),
        last_modification: time(stat.st_mtime.into(), stat.st_mtime_nsec as _),
    }
}
