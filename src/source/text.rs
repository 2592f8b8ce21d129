//! Sources written down in one text, for tests and the gallery: each file starts with a line `--- its/path` and holds
//! everything to the next such line. A line of `---` alone (front matter) is text like any other.
//!
//! ```
//! let sources = aimline::source::text::sources("--- data/a.csv\nperiod,value\n2019-06,1\n--- content/a.md\nHello\n");
//! assert_eq!(sources.len(), 2);
//! ```

use super::{SafePath, SourceFile, Sources};

/// The sources written in `fixture`. Text before the first `--- path` is a comment.
///
/// # Panics
/// If a path in it is not safe or stands there twice: a fixture is written by us.
pub fn sources(fixture: &str) -> Sources {
    let mut files: Vec<SourceFile> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("--- ") {
            let path = SafePath::parse(path.trim()).expect("a fixture's paths are safe");
            assert!(files.iter().all(|file| file.path != path), "a fixture names `{path}` once");
            files.push(SourceFile { path, bytes: Vec::new() });
        } else if let Some(file) = files.last_mut() {
            file.bytes.extend_from_slice(line.as_bytes());
        }
    }
    Sources::new(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_named_rules_and_keeps_front_matter() {
        let sources = sources("a comment\n--- content/b.md\n---\naim: B\n---\n--- data/a.csv\nx\r\n");
        let files: Vec<(&str, &[u8])> =
            sources.iter().map(|(_, file)| (file.path.as_str(), file.bytes.as_slice())).collect();
        assert_eq!(files, [("content/b.md", &b"---\naim: B\n---\n"[..]), ("data/a.csv", b"x\r\n")]);
    }

    #[test]
    #[should_panic(expected = "a fixture's paths are safe")]
    fn refuses_a_path_that_leaves_the_folder() {
        sources("--- ../a.md\n");
    }
}
