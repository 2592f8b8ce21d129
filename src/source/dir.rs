//! Reads a report's folder into [`Sources`]: this file may touch the disk. Of the folder only
//! `aimline.yaml`, `content/`, `data/`, `editions/` and `themes/` are looked at, and nothing outside it.
//!
//! Every link, pipe, socket and device is a mistake that is named and never opened; names, endings and
//! sizes are checked before reading. Each file is read as it was at one moment: if it changes meanwhile it is
//! read again. The order in which the disk lists files changes nothing.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod beneath;
mod expected;
mod read;
mod walk;

use std::path::Path;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::Sources;
use crate::diag::{self, Diagnostic};
pub use expected::Limits;

/// Reads the report in `root`. What has no place in a report is left out and listed.
///
/// # Errors
/// If `root` is no report's folder or the disk does not give what it lists.
pub fn read_folder(root: &Path, limits: &Limits) -> Result<(Sources, Vec<Diagnostic>)> {
    let folder = match beneath::folder(root) {
        Ok(folder) => folder,
        Err(rustix::io::Errno::NOENT) => {
            bail!("there is no folder `{}`; name the report's folder with `--root`", root.display())
        }
        Err(errno) => return Err(errno).with_context(|| format!("opening `{}`", root.display())),
    };
    check_is_report(root)?;
    let (found, mut diagnostics) = walk::walk(root, limits)?;
    let read: Vec<_> = found.into_par_iter().map(|file| read::read(&folder, file)).collect();
    let mut files = Vec::with_capacity(read.len());
    for result in read {
        match result? {
            Ok(file) => files.push(file),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    diag::sort(&mut diagnostics);
    Ok((Sources::new(files), diagnostics))
}

fn check_is_report(root: &Path) -> Result<()> {
    if root.join(expected::CONFIG).symlink_metadata().is_ok() {
        return Ok(());
    }
    let shown = root.display();
    for near in ["aimline.yml", "Aimline.yaml", "Aimline.yml", "AIMLINE.YAML"] {
        if root.join(near).symlink_metadata().is_ok() {
            bail!("aimline.yaml not found in `{shown}`, but `{near}` is there; rename it to `aimline.yaml`");
        }
    }
    bail!(
        "aimline.yaml not found in `{shown}`; go to the folder that holds it, or name the report's folder with `--root`"
    )
}
