//! Files in, as values. A [`Sources`] is one revision of a report's folder held in memory: every file
//! the report may consist of, by safe relative path, in path order. Where it came from (disk, a git
//! revision, a test's text) no longer matters once it exists. Only `dir.rs` touches the disk.

pub mod characters;
pub mod digest;
pub mod dir;
pub mod lines;
pub mod path;
pub mod text;
pub mod tree;

pub use path::{PathFault, SafePath, Slug};

/// One file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands, relative to the report's folder.
    pub path: SafePath,
    /// What it holds, byte for byte.
    pub bytes: Vec<u8>,
}

/// A file of one [`Sources`], by its place in path order. Small and `Copy`, so that every span can carry one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one file: where something stands that a message may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `start..end` in `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// All files of one revision of a report, in path order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// The sources made of `files`, whatever order they came in. Of two files with one path the first is kept.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, earlier| later.path == earlier.path);
        Self { files }
    }

    /// Every file with its id, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// The files below `folder` (named without a final `/`), in path order.
    pub fn below<'a, 'f>(&'a self, folder: &'f str) -> impl Iterator<Item = (FileId, &'a SourceFile)> + use<'a, 'f> {
        // In byte order they stand together: the first is the first that is not before `folder/`.
        let is_before = |file: &SourceFile| file.path.as_str().bytes().lt(folder.bytes().chain([b'/']));
        let first = self.files.partition_point(is_before);
        let inside =
            move |file: &SourceFile| file.path.as_str().strip_prefix(folder).is_some_and(|r| r.starts_with('/'));
        let files = self.files[first..].iter().take_while(move |file| inside(file)).enumerate();
        files.map(move |(at, file)| (FileId((first + at) as u32), file))
    }

    /// The file at `path`, if there is one.
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some((FileId(at as u32), &self.files[at]))
    }

    /// The file with this id.
    ///
    /// # Panics
    /// If the id was made by other sources: ids are never mixed.
    pub fn file(&self, id: FileId) -> &SourceFile {
        self.files.get(id.0 as usize).expect("a file id is only used with the sources that made it")
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
