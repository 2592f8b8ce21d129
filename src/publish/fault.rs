//! What a failing disk means, in words: which path, what was tried, and that the old site is untouched.

use std::path::Path;

use rustix::io::Errno;

/// The error of failing to do `what` ("write", "make", …) to `path`.
pub fn fault(what: &str, path: &Path, error: impl Into<std::io::Error>) -> anyhow::Error {
    let error = error.into();
    let reason = match error.raw_os_error().map(Errno::from_raw_os_error) {
        Some(Errno::NOSPC) => "disk full: ",
        Some(Errno::DQUOT) => "disk full (your quota is used up): ",
        Some(Errno::FBIG) => "disk full (a file may not be that large): ",
        Some(Errno::ROFS) => "the disk is read-only: ",
        Some(Errno::ACCESS | Errno::PERM) => "not allowed: ",
        Some(Errno::MFILE | Errno::NFILE) => "too many open files: ",
        _ => "",
    };
    anyhow::Error::new(error).context(format!("{reason}could not {what} `{}`; nothing was published", path.display()))
}
