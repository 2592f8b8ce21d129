//! The marker: the file `.aimline` in an output folder, which lists every file the tool wrote there with its
//! SHA-256. It is plain text that `sha256sum --check .aimline` reads, and the same for the same site. A
//! folder without one is not ours; a listed file may be replaced and removed, and no other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::source::SafePath;

/// The marker's name.
pub const NAME: &str = ".aimline";
/// The most bytes a marker may have.
pub const MOST_BYTES: u64 = 128 << 20;

/// The SHA-256 of a file.
pub type Hash = [u8; 32];

/// Every file of a site with its hash.
pub type Listed = BTreeMap<SafePath, Hash>;

const HEAD: &str = "\
# aimline wrote the files listed here; the next build replaces or removes them.
# Any other file in this folder stops the build. Check them with: sha256sum --check .aimline
";

/// The hash of `bytes`.
pub fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// The marker's text.
pub fn write(listed: &Listed) -> String {
    let mut text = HEAD.to_owned();
    for (path, hash) in listed {
        for byte in hash {
            write!(text, "{byte:02x}").expect("writing to a string never fails");
        }
        text.push_str("  ");
        text.push_str(path.as_str());
        text.push('\n');
    }
    text + &foot(listed.len())
}

/// Reads a marker; `None` if it is not whole and in order.
pub fn read(text: &str) -> Option<Listed> {
    let lines = text.strip_prefix(HEAD)?.lines().filter(|line| !line.starts_with('#'));
    let listed: Option<Listed> = lines
        .map(|line| {
            let (hash, path) = line.split_once("  ")?;
            Some((SafePath::parse(path).ok()?, unhex(hash)?))
        })
        .collect();
    listed.filter(|listed| text.ends_with(&foot(listed.len())))
}

/// The last line, by which a marker that was cut off is known.
fn foot(files: usize) -> String {
    format!("# {files} files\n")
}

fn unhex(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn listed() -> Listed {
        ["a.css", "index.html"].map(|path| (SafePath::parse(path).unwrap(), hash(path.as_bytes()))).into()
    }

    #[test]
    fn reads_what_it_wrote() {
        let text = write(&listed());
        assert_eq!(read(&text), Some(listed()));
        assert!(text.ends_with("# 2 files\n"), "{text}");
        assert_eq!(read(&write(&Listed::new())), Some(Listed::new()));
    }

    #[test]
    fn takes_nothing_for_a_marker_that_is_none() {
        let text = write(&listed());
        for wrong in [
            "",
            "x",
            HEAD,
            &text[..text.len() - 1],
            &text[..text.len() - 80],
            &text.replace("a.css", "../a.css"),
            &text.replace("  a.css", " a.css"),
            &text.replace("a.css", "index.html"),
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn survives_any_text(text: String) {
            prop_assert_eq!(read(&text), None);
            let _ = read(&format!("{HEAD}{text}"));
        }
    }
}
