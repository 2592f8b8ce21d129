//! Reads one file as it was at one moment: this file may touch the disk. Size and time are compared before
//! and after; if they differ, or fewer bytes came than there should be, somebody was writing, and the file
//! is read again, a few times.

use std::fs::{File, Metadata};
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::beneath;
use super::walk::{Found, link, too_large};
use crate::diag::Diagnostic;
use crate::source::SourceFile;

/// How often a changing file is read before giving up.
const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(15);

/// Reads `file` below `folder`, or says what became of it since it was listed.
///
/// # Errors
/// If the disk does not let it be read, or it kept changing or was gone.
pub fn read(folder: &OwnedFd, file: Found) -> Result<Result<SourceFile, Box<Diagnostic>>> {
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            std::thread::sleep(PAUSE);
        }
        let opened = match beneath::open(folder.as_fd(), file.path.as_str(), OFlags::RDONLY, Mode::empty()) {
            Ok(opened) => File::from(opened),
            Err(Errno::NOENT) => continue,
            Err(Errno::LOOP | Errno::NOTDIR | Errno::XDEV) => return Ok(Err(Box::new(link(file.path.as_str())))),
            Err(errno) => return Err(errno).with_context(|| format!("opening {}", file.path)),
        };
        match once(opened, file.most).with_context(|| format!("reading {}", file.path))? {
            Once::Whole(bytes) => return Ok(Ok(SourceFile { path: file.path, bytes })),
            Once::TooLarge(size) => return Ok(Err(Box::new(too_large(&file.path, file.most, size)))),
            Once::Changing => {}
        }
    }
    bail!("{} kept changing or was gone while it was read; try again when nothing writes to it", file.path)
}

enum Once {
    Whole(Vec<u8>),
    TooLarge(u64),
    Changing,
}

fn once(mut file: File, most: u64) -> std::io::Result<Once> {
    let before = file.metadata()?;
    if !before.is_file() {
        return Ok(Once::Changing);
    }
    if before.len() > most {
        return Ok(Once::TooLarge(before.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0) + 1);
    (&mut file).take(most + 1).read_to_end(&mut bytes)?;
    let same = |metadata: &Metadata| (metadata.len(), metadata.modified().ok());
    if same(&before) == same(&file.metadata()?) && bytes.len() as u64 == before.len() {
        return Ok(Once::Whole(bytes));
    }
    Ok(Once::Changing)
}
