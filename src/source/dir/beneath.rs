//! Opens files below a folder and nowhere else: this file may touch the disk. No part of the path is ever
//! followed if it is a link, whoever changes the folder meanwhile, and no open waits for a pipe's other end.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::{Errno, Result};

/// Flags every open here has.
const ALWAYS: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC).union(OFlags::NOCTTY);
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// The folder `path`, which may itself be reached through links: it is the caller's word.
///
/// # Errors
/// If it cannot be opened or is no folder.
pub fn folder(path: &std::path::Path) -> Result<OwnedFd> {
    openat(CWD, path, FOLDER, Mode::empty())
}

/// The file or folder at `path` (relative, `/` between parts) below `folder`.
///
/// # Errors
/// [`Errno::LOOP`] (or, on some systems, `NOTDIR`) if a part of the path is a link; else what the system says.
pub fn open(folder: BorrowedFd<'_>, path: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd> {
    #[cfg(target_os = "linux")]
    match whole(folder, path, flags, mode) {
        // An old kernel, or a sandbox that does not know the call.
        Err(Errno::NOSYS | Errno::PERM) => {}
        known => return known,
    }
    stepwise(folder, path, flags, mode)
}

/// Opens `path` in one call that checks every part.
#[cfg(target_os = "linux")]
fn whole(folder: BorrowedFd<'_>, path: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    // The kernel asks to try again when something was renamed while it looked.
    for _ in 0..64 {
        match openat2(folder, path, flags | ALWAYS, mode, resolve) {
            Err(Errno::AGAIN | Errno::INTR) => {}
            done => return done,
        }
    }
    Err(Errno::AGAIN)
}

/// Opens `path` part by part, none of which may be a link.
fn stepwise(folder: BorrowedFd<'_>, path: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd> {
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(Errno::XDEV);
    }
    let Some((parents, name)) = path.rsplit_once('/') else { return openat(folder, path, flags | ALWAYS, mode) };
    let mut parts = parents.split('/');
    let step = |at: BorrowedFd<'_>, part: &str| openat(at, part, FOLDER | ALWAYS, Mode::empty());
    let first = step(folder, parts.next().unwrap_or_default())?;
    let parent = parts.try_fold(first, |at, part| step(at.as_fd(), part))?;
    openat(parent, name, flags | ALWAYS, mode)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Read;
    use std::os::unix::fs::symlink;

    type Open = fn(BorrowedFd<'_>, &str, OFlags, Mode) -> Result<OwnedFd>;

    fn check(path: &str, expect: std::result::Result<&str, &[Errno]>) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("root/a/b")).unwrap();
        std::fs::write(dir.path().join("root/a/b/file"), "inside").unwrap();
        std::fs::write(dir.path().join("secret"), "secret").unwrap();
        symlink("a", dir.path().join("root/link")).unwrap();
        symlink("../secret", dir.path().join("root/out")).unwrap();
        symlink("/", dir.path().join("root/a/top")).unwrap();
        let root = folder(&dir.path().join("root")).unwrap();
        for open in [open as Open, stepwise as Open] {
            let opened = open(root.as_fd(), path, OFlags::RDONLY, Mode::empty());
            match (opened, expect) {
                (Ok(file), Ok(text)) => {
                    let mut read = String::new();
                    std::fs::File::from(file).read_to_string(&mut read).unwrap();
                    assert_eq!(read, text);
                }
                (Err(errno), Err(errnos)) => assert!(errnos.contains(&errno), "{path}: {errno}"),
                (got, _) => panic!("{path}: {got:?}"),
            }
        }
    }

    #[test]
    fn opens_what_is_below() {
        check("a/b/file", Ok("inside"));
        check("a/b/none", Err(&[Errno::NOENT]));
    }

    #[test]
    fn follows_no_link_and_leaves_by_no_dots() {
        check("link/b/file", Err(&[Errno::LOOP, Errno::NOTDIR]));
        check("out", Err(&[Errno::LOOP]));
        check("a/top/etc/passwd", Err(&[Errno::LOOP, Errno::NOTDIR]));
        check("../secret", Err(&[Errno::XDEV]));
        check("/etc/passwd", Err(&[Errno::XDEV]));
    }
}
