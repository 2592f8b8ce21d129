//! Lists the files of a report's folder, in path order, and says what has no place there: links, pipes and
//! devices, names that do not work everywhere, unknown endings, too much of anything. Nothing is opened.
//! This file may touch the disk.

use std::collections::BTreeSet;
use std::fs::FileType;
use std::path::Path;

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

use super::expected::{CONFIG, FOLDERS, Limits, is_ignored, is_named_like_a_file, mended, most_bytes};
use crate::diag::{Diagnostic, quote};
use crate::source::{PathFault, SafePath};

/// A file to read, and how many bytes it may have.
#[derive(Debug)]
pub struct Found {
    /// Where it stands.
    pub path: SafePath,
    /// The most bytes to read.
    pub most: u64,
}

/// What is to be done after an entry.
enum Next {
    /// Go on, into it if it is a folder.
    Onward,
    /// Leave out what is in it.
    Skip,
    /// There is too much: stop.
    Stop,
}

/// The files of the report in `root`, and what has no place there.
///
/// # Errors
/// If the disk does not let a folder be listed.
pub fn walk(root: &Path, limits: &Limits) -> Result<(Vec<Found>, Vec<Diagnostic>)> {
    let mut walk = Walk { limits, found: Vec::new(), wrong: Vec::new(), capitals: Vec::new(), entries: 0, bytes: 0 };
    walk.check_case_of_folders(root)?;
    for top in [CONFIG].iter().chain(&FOLDERS) {
        if matches!(walk.below(root, top)?, Next::Stop) {
            break;
        }
    }
    walk.tell_clashes();
    Ok((walk.found, walk.wrong))
}

struct Walk<'a> {
    limits: &'a Limits,
    found: Vec<Found>,
    wrong: Vec<Diagnostic>,
    /// Paths refused for a capital letter, with the place of their message in `wrong`.
    capitals: Vec<(String, usize)>,
    entries: usize,
    bytes: u64,
}

impl Walk<'_> {
    fn below(&mut self, root: &Path, top: &str) -> Result<Next> {
        let mut entries =
            WalkDir::new(root.join(top)).follow_links(false).follow_root_links(false).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                // Gone since it was listed, or never there.
                Err(error) if error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound) => continue,
                Err(error) => return Err(error).context(format!("listing {top}")),
            };
            match self.entry(&entry, entry.path().strip_prefix(root).unwrap_or(entry.path()))? {
                Next::Onward => {}
                Next::Skip if entry.file_type().is_dir() => entries.skip_current_dir(),
                Next::Skip => {}
                Next::Stop => return Ok(Next::Stop),
            }
        }
        Ok(Next::Onward)
    }

    fn entry(&mut self, entry: &DirEntry, below: &Path) -> Result<Next> {
        self.entries += 1;
        let shown = &shown(below);
        if self.entries > self.limits.files {
            self.wrong.push(
                Diagnostic::error("too-many-files", format!("the report has more than {} files", self.limits.files))
                    .at_path(shown.as_str())
                    .help("move what is not part of the report out of its folders"),
            );
            return Ok(Next::Stop);
        }
        let name = entry.file_name().as_encoded_bytes();
        let kind = entry.file_type();
        let ignored = is_ignored(name) && (kind.is_file() || name.starts_with(b".#"));
        if ignored || (kind.is_dir() && name.starts_with(b".")) {
            return Ok(Next::Skip);
        }
        if !kind.is_file() && !kind.is_dir() {
            self.wrong.push(special(kind, shown));
            return Ok(Next::Skip);
        }
        let Some(path) = self.safe_path(entry, below, shown) else { return Ok(Next::Skip) };
        if kind.is_dir() { Ok(self.folder(entry, &path)) } else { self.file(entry, path) }
    }

    fn folder(&mut self, entry: &DirEntry, path: &SafePath) -> Next {
        let top_file = entry.depth() == 0 && !FOLDERS.contains(&path.as_str());
        if !top_file && !is_named_like_a_file(path.file_name()) {
            return Next::Onward;
        }
        self.wrong.push(
            Diagnostic::error("unexpected-folder", format!("`{path}` is a folder, but has a file's name"))
                .at_path(path.as_str())
                .help("rename the folder, or put the file itself there"),
        );
        Next::Skip
    }

    fn file(&mut self, entry: &DirEntry, path: SafePath) -> Result<Next> {
        if entry.depth() == 0 && FOLDERS.contains(&path.as_str()) {
            self.wrong.push(
                Diagnostic::error("unexpected-file", format!("`{path}` is a file, but must be a folder"))
                    .at_path(path.as_str())
                    .help("rename the file, and put the report's files into a folder of this name"),
            );
            return Ok(Next::Skip);
        }
        match most_bytes(&path, self.limits) {
            Ok(most) => self.count(entry, Found { path, most }),
            Err(help) => {
                self.wrong.push(
                    Diagnostic::error("unexpected-file", format!("`{path}` has no place in a report"))
                        .at_path(path.as_str())
                        .help(help),
                );
                Ok(Next::Skip)
            }
        }
    }

    fn count(&mut self, entry: &DirEntry, file: Found) -> Result<Next> {
        let size = match entry.metadata() {
            Ok(metadata) => metadata.len(),
            Err(error) if error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound) => 0,
            Err(error) => return Err(error).context(format!("reading {}", file.path)),
        };
        if size > file.most {
            self.wrong.push(too_large(&file.path, file.most, size));
            return Ok(Next::Skip);
        }
        self.bytes += size;
        if self.bytes > self.limits.total {
            self.wrong.push(
                Diagnostic::error(
                    "report-too-large",
                    format!("the report's files have more than {} together", bytes(self.limits.total)),
                )
                .at_path(file.path.as_str())
                .help("move what is not part of the report out of its folders; images are often the largest"),
            );
            return Ok(Next::Stop);
        }
        self.found.push(file);
        Ok(Next::Onward)
    }

    /// The entry's path if it works everywhere; if not, a message that proposes one.
    fn safe_path(&mut self, entry: &DirEntry, below: &Path, shown: &str) -> Option<SafePath> {
        let name = entry.file_name().to_str();
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let fault = match parts.map(|parts| SafePath::parse(&parts.join("/"))) {
            Some(Ok(path)) => return Some(path),
            Some(Err(fault)) => Some(fault),
            None => None,
        };
        if name.is_some_and(|name| name.bytes().any(|byte| byte.is_ascii_uppercase())) {
            self.capitals.push((shown.to_owned(), self.wrong.len()));
        }
        let help = match name.and_then(mended).filter(|new| Some(new.as_str()) != name) {
            Some(new) => format!("rename it to `{new}`"),
            None if fault == Some(PathFault::TooLong) => "give it a shorter name, or use fewer folders".into(),
            None => "rename it; use only a to z, 0 to 9, `-` and `_`".into(),
        };
        let fault = fault.map_or("is not UTF-8 text".into(), |fault| fault.to_string());
        self.wrong.push(
            Diagnostic::error("unportable-name", format!("the name `{shown}` {fault}")).at_path(shown).help(help),
        );
        None
    }

    /// Says of names refused for their capitals when another file has the same name without.
    fn tell_clashes(&mut self) {
        let names: BTreeSet<&str> = self.found.iter().map(|file| file.path.as_str()).collect();
        for (shown, at) in &self.capitals {
            let folded = shown.to_ascii_lowercase();
            let twin = self.capitals.iter().find(|(other, _)| other != shown && other.to_ascii_lowercase() == folded);
            let twin = names.get(folded.as_str()).copied().or(twin.map(|(other, _)| other.as_str()));
            if let Some(twin) = twin {
                let message = format!("the names `{shown}` and `{twin}` differ only in capital letters");
                self.wrong[*at] = Diagnostic::error("name-clash", message)
                    .at_path(shown.as_str())
                    .help("keep one of them, with a name in small letters");
            }
        }
    }

    /// Says when `content` and the like are there only with capitals: elsewhere they would be found.
    fn check_case_of_folders(&mut self, root: &Path) -> Result<()> {
        let context = || format!("listing `{}`", root.display());
        for entry in std::fs::read_dir(root).with_context(context)? {
            let name = entry.with_context(context)?.file_name();
            let name = name.to_string_lossy();
            let folded = name.to_ascii_lowercase();
            if *name != folded && FOLDERS.contains(&folded.as_str()) {
                let message = format!("the name `{name}` has a capital letter; names are lower case");
                let help = format!("rename it to `{folded}`");
                self.wrong.push(Diagnostic::error("unportable-name", message).at_path(name).help(help));
            }
        }
        Ok(())
    }
}

/// A path below the root with `/` between parts and all that is not plain text escaped.
fn shown(below: &Path) -> String {
    let parts: Vec<String> = below.iter().map(|part| quote::quote_bytes(part.as_encoded_bytes())).collect();
    parts.join("/")
}

/// What is said of an entry that is neither a file nor a folder.
fn special(kind: FileType, shown: &str) -> Diagnostic {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_symlink() {
        return link(shown);
    }
    let what = if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    };
    Diagnostic::error("not-a-file", format!("`{shown}` is {what}, not a file")).at_path(shown).help("delete it")
}

/// What is said of a link.
pub fn link(shown: &str) -> Diagnostic {
    Diagnostic::error("link-in-report", format!("`{shown}` is a symbolic link"))
        .at_path(shown)
        .help("put a copy of the file there; a report is read without following links")
}

/// What is said of a file larger than it may be.
pub fn too_large(path: &SafePath, most: u64, size: u64) -> Diagnostic {
    let message = format!("`{path}` has {}; such a file may have {}", bytes(size), bytes(most));
    Diagnostic::error("file-too-large", message)
        .at_path(path.as_str())
        .help("split it, or leave out what the report does not use")
}

/// A size in words: "1.5 MB".
fn bytes(count: u64) -> String {
    let unit = |size: u64, name: &str| {
        let tenths = (u128::from(count) * 10).div_ceil(u128::from(size));
        if tenths % 10 == 0 {
            format!("{} {name}", tenths / 10)
        } else {
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
    };
    match count {
        0..1024 => format!("{count} bytes"),
        1024..1_048_576 => unit(1 << 10, "KB"),
        1_048_576..1_073_741_824 => unit(1 << 20, "MB"),
        _ => unit(1 << 30, "GB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_sizes_in_words() {
        let said = [0, 1024, 1025, 16 << 20, (1 << 20) + 1, 1 << 30].map(bytes);
        assert_eq!(said, ["0 bytes", "1 KB", "1.1 KB", "16 MB", "1.1 MB", "1 GB"]);
    }
}
