//! Puts the new site in the old one's place. Where the system can, both change places in one call and there
//! is no moment without a site. Elsewhere it takes two renames, with a journal in the staging folder by which
//! the next start completes what was begun.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use rustix::fs::{Mode, OFlags, RenameFlags, fsync, openat, renameat, renameat_with};
use rustix::io::{Errno, Result};

use super::stage::SITE;
use crate::source::dir::beneath;

/// The old site in the staging folder, after two renames.
pub const OLD: &str = "old";
const JOURNAL: &str = "journal";

/// How to switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In one call.
    Exchange,
    /// In two, with a journal.
    TwoRenames,
}

/// The name of the old site in the staging folder after the switch; `None` if there was none.
pub type Moved = Option<&'static str>;

/// Puts the site of the staging folder `stage` at `name` in `parent`, where there is no folder yet.
///
/// # Errors
/// If it cannot be done; then nothing was.
pub fn place(stage: &OwnedFd, parent: &OwnedFd, name: &OsStr) -> Result<Moved> {
    match renameat_with(stage, SITE, parent, name, RenameFlags::NOREPLACE) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => renameat(stage, SITE, parent, name)?,
        done => done?,
    }
    Ok(None)
}

/// Puts the site of the staging folder `stage` in the place of the folder `name` in `parent`.
///
/// # Errors
/// If it cannot be done; then the old site is where it was.
pub fn exchange(stage: &OwnedFd, parent: &OwnedFd, name: &OsStr, way: Way) -> Result<Moved> {
    match way {
        Way::Exchange => match renameat_with(stage, SITE, parent, name, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(Some(SITE)),
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => exchange(stage, parent, name, Way::TwoRenames),
            Err(errno) => Err(errno),
        },
        Way::TwoRenames => {
            write_journal(stage, name)?;
            renameat(parent, name, stage, OLD)?;
            if let Err(errno) = renameat(stage, SITE, parent, name) {
                renameat(stage, OLD, parent, name)?;
                return Err(errno);
            }
            Ok(Some(OLD))
        }
    }
}

/// Completes in `parent` what a journal in the staging folder `stage` says was begun.
///
/// # Errors
/// If that cannot be done.
pub fn complete(stage: &OwnedFd, parent: &OwnedFd) -> Result<()> {
    let Some(name) = read_journal(stage)? else { return Ok(()) };
    match renameat_with(stage, SITE, parent, &name, RenameFlags::NOREPLACE) {
        // The second rename was made, or the first was not.
        Ok(()) | Err(Errno::EXIST | Errno::NOENT) => {}
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => {
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            if openat(parent, &name, flags, Mode::empty()).err() == Some(Errno::NOENT) {
                renameat(stage, SITE, parent, &name)?;
            }
        }
        Err(errno) => return Err(errno),
    }
    rustix::fs::unlinkat(stage, JOURNAL, rustix::fs::AtFlags::empty())
}

/// Removes the journal, if there is one: all is done.
pub fn forget(stage: &OwnedFd) {
    // A journal left behind says what is true: the next start finds nothing to do.
    let _ = rustix::fs::unlinkat(stage, JOURNAL, rustix::fs::AtFlags::empty());
}

fn write_journal(stage: &OwnedFd, name: &OsStr) -> Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
    let mut file = File::from(beneath::open(stage.as_fd(), JOURNAL, flags, Mode::from_raw_mode(0o600))?);
    let whole = [name.as_bytes(), b"\n"].concat();
    file.write_all(&whole).map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    fsync(&file)?;
    fsync(stage)
}

/// The output's name in the journal; `None` without a journal or with one that was cut off.
fn read_journal(stage: &OwnedFd) -> Result<Option<OsString>> {
    let file = match beneath::open(stage.as_fd(), JOURNAL, OFlags::RDONLY, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(None),
        opened => File::from(opened?),
    };
    let mut name = Vec::new();
    file.take(4096).read_to_end(&mut name).map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    let plain = name.pop() == Some(b'\n') && !name.is_empty() && !name.contains(&b'/') && name != b"." && name != b"..";
    Ok(plain.then(|| OsString::from_vec(name)))
}
