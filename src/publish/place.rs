//! Where the output goes: a folder with its own name, reached without surprises, that is not, holds or lies
//! in anything the report is made of. Checked before anything is made.

use std::ffi::OsString;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::fault::fault;

/// The place of an output folder, all links resolved.
#[derive(Debug)]
pub struct Place {
    /// The folder it stands in, which exists.
    pub parent: PathBuf,
    /// Its name there.
    pub name: OsString,
    /// Whether the way there led through a link.
    pub through_link: bool,
}

/// What a report is made of: no output may touch it.
const GUARDED: [&str; 6] = ["content", "data", "themes", "editions", ".git", "aimline.yaml"];

impl Place {
    /// The place of `out` for the report in `root`; the folder it stands in is made if it is missing.
    ///
    /// # Errors
    /// If an output may not go there.
    pub fn find(out: &Path, root: &Path) -> Result<Self> {
        let shown = out.display();
        let Some(name) = out.file_name() else {
            bail!("`{shown}` cannot be the output folder; give a folder with a name of its own, such as `public`")
        };
        let above = out.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let above = std::path::absolute(above)?;
        let (existing, missing) = split_existing(&above)?;
        let parent = missing.iter().fold(existing, |path, part| path.join(part));
        let root = root.canonicalize().with_context(|| format!("opening `{}`", root.display()))?;
        if let Some(reason) = overlap(&parent.join(name), &root) {
            bail!("`{shown}` cannot be the output folder: {reason}; choose another with `--out`");
        }
        std::fs::create_dir_all(&parent).map_err(|error| fault("make", &parent, error))?;
        Ok(Self { parent, name: name.to_owned(), through_link: has_link(&above) })
    }

    /// The whole path.
    pub fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }
}

/// The part of `path` that exists, resolved, and the names that have to be made.
fn split_existing(path: &Path) -> Result<(PathBuf, Vec<OsString>)> {
    let mut existing = path;
    let mut missing = Vec::new();
    loop {
        if existing.symlink_metadata().is_ok() {
            let resolved = existing.canonicalize().map_err(|error| fault("open", existing, error))?;
            missing.reverse();
            return Ok((resolved, missing));
        }
        match (existing.components().next_back(), existing.parent()) {
            (Some(Component::Normal(name)), Some(parent)) => {
                missing.push(name.to_owned());
                existing = parent;
            }
            _ => bail!("there is no folder `{}`", existing.display()),
        }
    }
}

/// Whether a part of `path` is a link.
fn has_link(path: &Path) -> bool {
    path.ancestors().any(|part| part.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()))
}

/// Why `out` may not be the output of the report in `root`. Folders are compared as the disk knows them, so
/// that neither other spellings nor mounts hide that two are one.
fn overlap(out: &Path, root: &Path) -> Option<String> {
    let id = |path: &Path| path.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()));
    let same = |a: &Path, b: &Path| id(a).is_some_and(|known| Some(known) == id(b));
    if root.ancestors().any(|above| same(above, out)) {
        return Some("it holds the report itself".into());
    }
    for part in out.ancestors() {
        let name = part.file_name()?.to_string_lossy().to_ascii_lowercase();
        if name == ".git" {
            return Some("it lies in a `.git` folder".into());
        }
        let inside = part.parent().is_some_and(|above| same(above, root));
        if let Some(guarded) =
            GUARDED.iter().find(|guarded| (inside && name == **guarded) || same(part, &root.join(guarded)))
        {
            let relation = if part == out { "it is" } else { "it lies in" };
            return Some(format!("{relation} `{guarded}`, which is part of the report"));
        }
    }
    None
}
