//! The site that is in the output folder now: what its marker lists, that nothing else is there, and whether
//! a page is already there byte for byte.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use anyhow::{Result, bail};
use rayon::prelude::*;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, fstat, statat};
use rustix::io::Errno;

use super::fault::fault;
use super::marker::{self, Listed};
use super::place::Place;
use super::stage::{Same, open_beneath, open_folder};
use crate::diag::quote::quote_bytes;
use crate::source::SafePath;
use crate::source::dir::beneath;

/// Files that a system leaves in any folder it shows; they count as nothing.
pub const JUNK: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The output folder as it is.
pub struct Present {
    /// The folder.
    pub folder: OwnedFd,
    /// Its permissions.
    pub mode: Mode,
    /// The files the tool wrote there; `None` if it is empty.
    pub listed: Option<Listed>,
}

impl Present {
    /// What is at `place` in the folder `parent`, if anything.
    ///
    /// # Errors
    /// If it is no folder, or one with files that the tool did not write.
    pub fn open(parent: &OwnedFd, place: &Place) -> Result<Option<Self>> {
        let path = place.path();
        let folder = match open_folder(parent, &place.name) {
            Ok(folder) => folder,
            Err(Errno::NOENT) => return Ok(None),
            Err(Errno::LOOP | Errno::NOTDIR) => {
                let what = if path.is_symlink() { "a symbolic link" } else { "not a folder" };
                bail!("`{}` is {what}; move it away, or choose another folder with `--out`", path.display())
            }
            Err(errno) => return Err(fault("open", &path, errno)),
        };
        let stat = fstat(&folder).map_err(|errno| fault("open", &path, errno))?;
        let listed = read_marker(&folder, &path)?;
        refuse_foreign(&folder, &path, listed.as_ref())?;
        Ok(Some(Self { folder, mode: Mode::from_raw_mode(stat.st_mode), listed }))
    }

    /// The tool's file `path` in the folder, if it is there and holds just `bytes`.
    pub fn holds(&self, path: &SafePath, bytes: &[u8]) -> Option<Same> {
        self.listed.as_ref().filter(|listed| listed.contains_key(path))?;
        let file = beneath::open(self.folder.as_fd(), path.as_str(), OFlags::RDONLY, Mode::empty()).ok()?;
        let stat = fstat(&file).ok()?;
        let plain = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        let equal =
            plain && stat.st_size as u64 == bytes.len() as u64 && equals(File::from(file), bytes).unwrap_or(false);
        equal.then(|| Same::of(&stat))
    }
}

/// Whether `file` holds just `bytes`.
fn equals(mut file: File, mut bytes: &[u8]) -> std::io::Result<bool> {
    let mut buffer = [0; 32 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(bytes.is_empty()),
            count if bytes.starts_with(&buffer[..count]) => bytes = &bytes[count..],
            _ => return Ok(false),
        }
    }
}

fn read_marker(folder: &OwnedFd, path: &Path) -> Result<Option<Listed>> {
    match marker_of(folder) {
        Ok(None) => Ok(None),
        Ok(Some(text)) => match marker::read(&text) {
            Some(listed) => Ok(Some(listed)),
            None => bail!(
                "`{}` is damaged, so it is not known which files aimline wrote; \
                 delete `{}` yourself if nothing in it is needed, then build again",
                path.join(marker::NAME).display(),
                path.display()
            ),
        },
        Err(error) => Err(fault("read", &path.join(marker::NAME), error)),
    }
}

/// The text of the marker in `folder`, if there is one; not UTF-8 gives a text that is no marker.
pub fn marker_of(folder: &OwnedFd) -> std::io::Result<Option<String>> {
    let file = match beneath::open(folder.as_fd(), marker::NAME, OFlags::RDONLY, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::NOENT) => return Ok(None),
        Err(Errno::LOOP) => return Ok(Some(String::new())),
        Err(errno) => return Err(errno.into()),
    };
    if !file.metadata()?.is_file() {
        return Ok(Some(String::new()));
    }
    let mut bytes = Vec::new();
    file.take(marker::MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(Some(String::from_utf8(bytes).unwrap_or_default()))
}

/// Refuses the folder if anything is in it that the tool did not write.
fn refuse_foreign(folder: &OwnedFd, path: &Path, listed: Option<&Listed>) -> Result<()> {
    let mut foreign = foreign_in(folder, listed).map_err(|errno| fault("list", path, errno))?;
    let Some(first) = foreign.pop_first() else { return Ok(()) };
    let more = match foreign.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let shown = path.display();
    if listed.is_none() {
        bail!(
            "`{shown}` has files in it that aimline did not write (`{first}`{more}); a build replaces the whole folder, \
             so move them away, or choose another folder with `--out`"
        );
    }
    bail!(
        "`{shown}/{first}`{more} was not written by aimline, and a build would remove it; \
         move it out of `{shown}`, or choose another folder with `--out`"
    )
}

/// What is in `folder` and neither listed nor junk, as shown.
///
/// # Errors
/// If the disk does not let it be listed.
pub fn foreign_in(folder: &OwnedFd, listed: Option<&Listed>) -> Result<BTreeSet<String>, Errno> {
    let paths = || listed.into_iter().flat_map(|listed| listed.keys().map(SafePath::as_str));
    let ours = Ours { files: paths().collect(), folders: paths().flat_map(folders_of).collect() };
    ours.others(folder, "")
}

/// What the tool put into a folder.
struct Ours<'a> {
    files: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

impl Ours<'_> {
    /// What else is in the folder at `path` in `folder`. Folders of ours are looked into.
    fn others(&self, folder: &OwnedFd, path: &str) -> Result<BTreeSet<String>, Errno> {
        let mut others = BTreeSet::new();
        let mut deeper = Vec::new();
        for (name, kind) in list(&open_beneath(folder, path)?)? {
            let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
            let ours = std::str::from_utf8(&name).ok().map(below);
            let has = |set: &BTreeSet<&str>| ours.as_deref().is_some_and(|path| set.contains(path));
            if kind == FileType::Directory && has(&self.folders) {
                deeper.extend(ours);
            } else if kind != FileType::RegularFile || !(has(&self.files) || is_nothing(&name, path)) {
                others.insert(below(&quote_bytes(&name)));
            }
        }
        let found: Vec<_> = deeper.par_iter().map(|path| self.others(folder, path)).collect();
        for more in found {
            others.extend(more?);
        }
        Ok(others)
    }
}

/// Names and kinds of what is right in `folder`.
///
/// # Errors
/// If the disk does not let it be listed.
pub fn list(folder: &OwnedFd) -> Result<Vec<(Vec<u8>, FileType)>, Errno> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name == b"." || name == b".." {
            continue;
        }
        let kind = match entry.file_type() {
            // Not every disk tells.
            FileType::Unknown => {
                let stat = statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
                FileType::from_raw_mode(stat.st_mode)
            }
            known => known,
        };
        entries.push((name.to_vec(), kind));
    }
    Ok(entries)
}

/// Whether `name` is the marker or something a system leaves in any folder.
fn is_nothing(name: &[u8], folder: &str) -> bool {
    JUNK.iter().any(|junk| name == junk.as_bytes()) || (folder.is_empty() && name == marker::NAME.as_bytes())
}

/// The folders above `path`, the deepest first.
pub fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(above, _)| above.rsplit_once('/')).map(|(above, _)| above)
}
