//! One builder at a time: a lock on the folder the output stands in. It is the kernel's and ends with the
//! process that holds it, so nothing has to be cleaned up after a crash.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::fault::fault;
use crate::source::dir::beneath;

/// How long to wait in silence.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(10);

/// Locks `folder` and gives it, open; the lock is free again when it is closed. If another has it for more
/// than a second, `wait` is told which process that is, if it can be known, and waiting goes on.
///
/// # Errors
/// If the folder cannot be opened or its disk knows no locks.
pub fn lock(folder: &Path, wait: &dyn Fn(Option<u32>)) -> Result<OwnedFd> {
    let opened = beneath::folder(folder).map_err(|errno| fault("open", folder, errno))?;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match flock(&opened, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(opened),
            Err(Errno::WOULDBLOCK) => std::thread::sleep(PAUSE),
            Err(Errno::INTR) => {}
            Err(errno) => return Err(fault("lock", folder, errno)),
        }
    }
    wait(holder(&opened));
    loop {
        match flock(&opened, FlockOperation::LockExclusive) {
            Ok(()) => return Ok(opened),
            Err(Errno::INTR) => {}
            Err(errno) => return Err(fault("lock", folder, errno)),
        }
    }
}

/// The process that holds the lock, as the kernel lists it.
fn holder(folder: &OwnedFd) -> Option<u32> {
    let stat = rustix::fs::fstat(folder).ok()?;
    let (major, minor) = (rustix::fs::major(stat.st_dev), rustix::fs::minor(stat.st_dev));
    find_holder(&std::fs::read_to_string("/proc/locks").ok()?, &format!("{major:02x}:{minor:02x}:{}", stat.st_ino))
}

/// Finds in the text of `/proc/locks` who has a lock on the file `id`.
fn find_holder(locks: &str, id: &str) -> Option<u32> {
    locks.lines().find_map(|line| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        match words[..] {
            [_, "FLOCK", _, "WRITE", process, file, ..] if file == id => process.parse().ok().filter(|id| *id > 0),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::find_holder;

    #[test]
    fn knows_who_holds_a_lock() {
        let locks = "1: POSIX  ADVISORY  WRITE 7 fe:00:12 0 EOF\n2: FLOCK  ADVISORY  WRITE 4321 fe:00:12 0 EOF\n\
                     2: -> FLOCK  ADVISORY  WRITE 9 fe:00:12 0 EOF\n3: FLOCK  ADVISORY  WRITE 0 fe:00:13 0 EOF\n";
        assert_eq!(find_holder(locks, "fe:00:12"), Some(4321));
        assert_eq!(find_holder(locks, "fe:00:13"), None);
        assert_eq!(find_holder(locks, "fe:00:1"), None);
    }
}
