//! Which files a report may consist of: by folder and ending what a file is, how large it may be, and what
//! is passed over in silence because an editor or a system left it there.

use crate::source::{PathFault, SafePath};

/// How much is read. What is larger is refused before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a Markdown file.
    pub markdown: u64,
    /// Bytes of a data file or an edition's lock.
    pub table: u64,
    /// Bytes of a template, style sheet or script of a theme.
    pub template: u64,
    /// Bytes of a YAML file.
    pub config: u64,
    /// Bytes of an image or a font.
    pub image: u64,
    /// Bytes of all files together.
    pub total: u64,
    /// Number of files and folders.
    pub files: usize,
}

const MIB: u64 = 1 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            markdown: MIB,
            table: 16 * MIB,
            template: MIB,
            config: MIB,
            image: 20 * MIB,
            total: 1024 * MIB,
            files: 200_000,
        }
    }
}

/// The folders a report is read from, in path order.
pub const FOLDERS: [&str; 4] = ["content", "data", "editions", "themes"];
/// The file that makes a folder a report.
pub const CONFIG: &str = "aimline.yaml";

const CONTENT: &[&str] = &["md", "csv", "png", "jpg", "jpeg", "webp"];
const DATA: &[&str] = &["csv", "tsv"];
const THEME: &[&str] = &["html", "xml", "css", "js", "txt", "md", "yaml", "svg", "png", "jpg", "jpeg", "webp", "woff2"];

/// The most bytes the file at `path` may have, if such a file has a place in a report.
///
/// # Errors
/// What may stand there instead, as a help.
pub fn most_bytes(path: &SafePath, limits: &Limits) -> Result<u64, String> {
    let below = match path.as_str().strip_prefix("editions/") {
        Some(rest) => rest.split_once('/').map_or("", |(_, below)| below),
        None => path.as_str(),
    };
    let frozen = below.len() < path.as_str().len();
    let (folder, _) = below.split_once('/').unwrap_or((below, ""));
    let (_, ending) = path.stem_and_ending();
    match folder {
        CONFIG if below == CONFIG => Ok(limits.config),
        "edition.lock" if frozen && below == folder => Ok(limits.table),
        "content" => among(CONTENT, folder, ending, limits),
        "data" => among(DATA, folder, ending, limits),
        "themes" if !frozen => among(THEME, folder, ending, limits),
        _ => Err("a frozen edition holds aimline.yaml, edition.lock, content/ and data/; \
                  move this file out of editions/"
            .into()),
    }
}

fn among(allowed: &[&str], folder: &str, ending: &str, limits: &Limits) -> Result<u64, String> {
    if !allowed.contains(&ending) {
        let (last, others) = allowed.split_last().expect("every folder allows some endings");
        let others: Vec<String> = others.iter().map(|ending| format!(".{ending}")).collect();
        let list = format!("{} and .{last}", others.join(", "));
        return Err(format!("files in {folder}/ end in {list}; convert this one or move it out of {folder}/"));
    }
    Ok(match ending {
        "md" => limits.markdown,
        "csv" | "tsv" => limits.table,
        "yaml" => limits.config,
        "html" | "xml" | "css" | "js" | "txt" => limits.template,
        _ => limits.image,
    })
}

/// Whether a folder's name looks like a file's.
pub fn is_named_like_a_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| [CONTENT, DATA, THEME].iter().any(|all| all.contains(&ending)))
}

/// Whether a file called `name` is passed over: hidden files, what editors leave, and a README.
pub fn is_ignored(name: &[u8]) -> bool {
    name.starts_with(b".")
        || name.ends_with(b"~")
        || name.ends_with(b".swp")
        || (name.starts_with(b"#") && name.ends_with(b"#"))
        || matches!(name, b"4913" | b"README.md" | b"Thumbs.db" | b"desktop.ini")
}

/// A name near to `name` that a report may use, if there is one: lower case, hyphens for all else.
pub fn mended(name: &str) -> Option<String> {
    let mut new = String::new();
    for c in name.chars().flat_map(char::to_lowercase).flat_map(plain) {
        match c {
            'a'..='z' | '0'..='9' | '_' => new.push(c),
            '.' => new = new.trim_end_matches(['-', '.']).to_owned() + ".",
            '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            _ if new.ends_with(['-', '.']) || new.is_empty() => {}
            _ => new.push('-'),
        }
    }
    let new = new.trim_matches(['-', '.']).to_owned();
    match SafePath::parse(&new) {
        Ok(_) => Some(new),
        Err(PathFault::Reserved) => {
            let (stem, rest) = new.split_at(new.find('.').unwrap_or(new.len()));
            Some(format!("{stem}-file{rest}"))
        }
        Err(_) => None,
    }
}

/// The letters that stand for an accented one in file names.
fn plain(c: char) -> Vec<char> {
    match c {
        'à'..='å' | 'ā' => vec!['a'],
        'æ' => vec!['a', 'e'],
        'ç' => vec!['c'],
        'è'..='ë' => vec!['e'],
        'ì'..='ï' => vec!['i'],
        'ñ' => vec!['n'],
        'ò'..='ö' | 'ø' => vec!['o'],
        'œ' => vec!['o', 'e'],
        'ß' => vec!['s', 's'],
        'ù'..='ü' => vec!['u'],
        'ŵ' => vec!['w'],
        'ý' | 'ÿ' | 'ŷ' => vec!['y'],
        _ => vec![c],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn knows_what_each_folder_holds() {
        let check = |path: &str| most_bytes(&SafePath::parse(path).unwrap(), &Limits::default());
        for path in ["aimline.yaml", "editions/2019-11/aimline.yaml", "themes/x/theme.yaml"] {
            assert_eq!(check(path), Ok(MIB), "{path}");
        }
        for path in ["data/a.csv", "content/a.csv", "editions/2019-11/data/a.tsv", "editions/2019-11/edition.lock"] {
            assert_eq!(check(path), Ok(16 * MIB), "{path}");
        }
        for path in [
            "content/a.html",
            "content/a.svg",
            "data/a.xlsx",
            "editions/a.md",
            "editions/a/themes/b/c.css",
            "data/aimline.yaml",
            "editions/a/b.md",
            "content/a",
        ] {
            assert!(check(path).is_err(), "{path}");
        }
        let help = check("data/a.xlsx").unwrap_err();
        assert_eq!(help, "files in data/ end in .csv and .tsv; convert this one or move it out of data/");
    }

    #[test]
    fn passes_over_what_editors_leave() {
        for name in [".gitkeep", ".DS_Store", "a.md~", ".a.md.swp", "a.swp", "4913", "#a.md#", ".#a.md", "README.md"] {
            assert!(is_ignored(name.as_bytes()), "{name}");
        }
        assert!(!is_ignored(b"readme.md") && !is_ignored(b"a.md"));
    }

    #[test]
    fn proposes_a_name_that_is_allowed() {
        let check = |name: &str, expect: Option<&str>| assert_eq!(mended(name).as_deref(), expect, "{name}");
        check("Burglary Rate.MD", Some("burglary-rate.md"));
        check("Children’s Services (2019).csv", Some("childrens-services-2019.csv"));
        check("Café Dŵr.md", Some("cafe-dwr.md"));
        check("con.md", Some("con-file.md"));
        check("日本", None);
        check("..", None);
    }
}
