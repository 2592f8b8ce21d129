//! Puts new bytes in the place of files of a report. A file is replaced as a whole (written beside the old one,
//! then renamed), keeps its permissions, and is left alone if it is no longer what was read.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use crate::check::fix::Fixed;
use crate::diag::quote::quote;
use crate::source::Sources;

/// Writes `fixed` below `root`.
///
/// # Errors
/// A file is not what it was when it was read, or the disk refuses; then no file is half-written.
pub fn rewrite(root: &Path, sources: &Sources, fixed: &[Fixed]) -> anyhow::Result<()> {
    for one in fixed {
        unchanged(root, sources, one)?;
    }
    for one in fixed {
        let path = unchanged(root, sources, one)?;
        replace(&path, &one.bytes).with_context(|| format!("writing {}", quote(&path.display().to_string())))?;
    }
    Ok(())
}

/// The path of a file, which is still as it was read.
fn unchanged(root: &Path, sources: &Sources, one: &Fixed) -> anyhow::Result<PathBuf> {
    let source = sources.file(one.file);
    let mut path = root.to_owned();
    for part in source.path.as_str().split('/') {
        path.push(part);
        let kind = fs::symlink_metadata(&path).map(|data| data.file_type());
        ensure!(kind.is_ok_and(|kind| !kind.is_symlink()), "`{}` is gone or became a link", source.path.as_str());
    }
    if fs::read(&path).with_context(|| format!("reading `{}`", source.path.as_str()))? != source.bytes {
        bail!(
            "`{}` changed while it was checked; nothing was written to it: run the command again",
            source.path.as_str()
        );
    }
    Ok(path)
}

fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().context("the file is in no folder")?;
    let name = path.file_name().context("the file has no name")?.to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
    let written = write_new(&beside, bytes, path).and_then(|()| Ok(fs::rename(&beside, path)?));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written?;
    // The new name has to survive a power cut as the old file would have.
    Ok(fs::File::open(folder)?.sync_all()?)
}

fn write_new(beside: &Path, bytes: &[u8], like: &Path) -> anyhow::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.set_permissions(fs::metadata(like)?.permissions())?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}
