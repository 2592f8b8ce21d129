//! Which addresses a link or a picture may have. In: an address, decoded (no entities, no backslash
//! escapes). Out: a [`Target`], or why it is refused. Allowed are http, https, mailto, tel, relative files
//! of the report, `#fragment` and `chart:id`; everything else is refused, known to be harmful or not.

use super::Target;
use crate::source::characters::hidden_characters;

/// Why an address is refused: words that fit after "the address `…`", and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with it.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

const ALLOWED: &str = "links lead to http, https, mailto and tel addresses, to files of the report such as \
                       `burglary.md`, to `#heading` on the same page, or to `chart:name`";
const RELATIVE: &str = "write it relative to this file, such as `burglary.md` or `../data/burglary.csv`";
const COMPLETE: &str = "write the whole address, such as `https://example.org/page`";

/// The kinds of file a picture may have.
pub const PICTURES: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// Reads the address of a link.
///
/// # Errors
/// Why it is refused.
pub fn target(address: &str) -> Result<Target, Refusal> {
    check_characters(address)?;
    if address.is_empty() || address == "#" {
        return refuse("leads nowhere", "say where the link leads, or take the link away");
    }
    if let Some(fragment) = address.strip_prefix('#') {
        return check_fragment(fragment).map(|()| Target::Fragment(fragment.into()));
    }
    match scheme(address) {
        Some((scheme, rest)) => with_scheme(&scheme, rest),
        None => file(address),
    }
}

/// Reads the address of a picture: a file or a chart.
///
/// # Errors
/// Why it is refused.
pub fn picture(address: &str) -> Result<Target, Refusal> {
    match target(address)? {
        Target::Chart(id) => Ok(Target::Chart(id)),
        Target::File { path, fragment: None } if is_picture(&path) => Ok(Target::File { path, fragment: None }),
        Target::File { .. } => refuse(
            "is not a picture aimline can show",
            "pictures are files that end in `.png`, `.jpg`, `.jpeg` or `.webp`",
        ),
        Target::Outside(_) => refuse(
            "is on another site",
            "put the picture into the report's folder: a page must not fetch anything from elsewhere",
        ),
        Target::Fragment(_) => refuse("is not a picture", "name a picture file, or `chart:` and a chart's name"),
    }
}

fn refuse<T>(message: impl Into<String>, help: &'static str) -> Result<T, Refusal> {
    Err(Refusal { message: message.into(), help })
}

fn is_picture(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending))
}

/// Characters that browsers drop or read as another one, so that an address is not what it seems.
fn check_characters(address: &str) -> Result<(), Refusal> {
    let hidden = hidden_characters(address).first().map(|(_, c)| *c);
    let odd = |c: &char| c.is_control() || (c.is_whitespace() && *c != ' ') || matches!(c, '\u{FEFF}' | '\u{200B}');
    if let Some(c) = hidden.or_else(|| address.chars().find(odd)) {
        return refuse(format!("holds `U+{:04X}`, which cannot be seen", c as u32), "delete that character");
    }
    if address.contains('\\') {
        return refuse("holds a backslash", "write `/` between the parts of an address");
    }
    match address.trim() == address {
        true => Ok(()),
        false => refuse("starts or ends with a space", "delete the space"),
    }
}

/// The scheme in small letters and what follows its colon: whatever stands before the first colon, unless
/// a `/`, `?` or `#` comes first.
fn scheme(address: &str) -> Option<(String, &str)> {
    let at = address.find([':', '/', '?', '#'])?;
    address[at..].strip_prefix(':').map(|rest| (address[..at].to_ascii_lowercase(), rest))
}

fn with_scheme(scheme: &str, rest: &str) -> Result<Target, Refusal> {
    match scheme {
        "http" | "https" => web(scheme, rest),
        "mailto" => mail(rest),
        "tel" => telephone(rest),
        "chart" => chart(rest),
        _ => refuse(format!("has the scheme `{scheme}:`, which is not allowed"), ALLOWED),
    }
}

fn web(scheme: &str, rest: &str) -> Result<Target, Refusal> {
    let Some(rest) = rest.strip_prefix("//") else { return refuse("has no `//` after its scheme", COMPLETE) };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if host.contains('@') {
        return refuse("holds a name or password before its host", "take away everything up to the `@`");
    }
    let bad = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '[' | ']') || is_combining(c));
    match host.chars().find(|c| bad(*c)) {
        _ if !host.contains(char::is_alphanumeric) => refuse("names no host", COMPLETE),
        Some(c) => refuse(format!("holds `{c}` in the name of its host"), COMPLETE),
        None => Ok(Target::Outside(format!("{scheme}://{host}{}", encoded(path)))),
    }
}

/// Marks that belong to letters in the names of hosts in Indic and other scripts.
fn is_combining(c: char) -> bool {
    c >= '\u{300}' && !c.is_control() && !c.is_whitespace()
}

fn mail(rest: &str) -> Result<Target, Refusal> {
    let to = rest.split('?').next().unwrap_or_default();
    let (name, host) = to.split_once('@').unwrap_or_default();
    if name.is_empty() || host.is_empty() || to.contains([' ', '<', '>', '"', ',', ':', '/']) {
        return refuse("is not an e-mail address", "write it as `mailto:name@example.org`");
    }
    Ok(Target::Outside(format!("mailto:{}", encoded(rest))))
}

fn telephone(rest: &str) -> Result<Target, Refusal> {
    let digits: String = rest.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
    let number = digits.strip_prefix('+').unwrap_or(&digits);
    match !number.is_empty() && number.len() <= 20 && number.bytes().all(|b| b.is_ascii_digit()) {
        true => Ok(Target::Outside(format!("tel:{digits}"))),
        false => refuse("is not a telephone number", "write it as `tel:+441210000000`"),
    }
}

fn chart(id: &str) -> Result<Target, Refusal> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match !id.is_empty() && id.len() <= 120 && id.chars().all(fits) {
        true => Ok(Target::Chart(id.into())),
        false => refuse("does not name a chart", "write `chart:` and a name from `charts:` in the front matter"),
    }
}

fn file(address: &str) -> Result<Target, Refusal> {
    if address.starts_with("//") {
        return refuse("has no scheme", COMPLETE);
    }
    if address.starts_with('/') {
        return refuse("starts with `/`", RELATIVE);
    }
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (address, None),
    };
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if let Some(c) = path.chars().find(|c| !fits(c)) {
        return refuse(format!("holds `{c}`, which no file of the report has in its name"), RELATIVE);
    }
    fragment.map_or(Ok(()), check_fragment)?;
    let fragment = fragment.filter(|fragment| !fragment.is_empty()).map(str::to_owned);
    Ok(Target::File { path: path.into(), fragment })
}

fn check_fragment(fragment: &str) -> Result<(), Refusal> {
    match fragment.chars().find(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '#')) {
        Some(c) => refuse(format!("holds `{c}` after its `#`"), "write the heading in small letters with hyphens"),
        None => Ok(()),
    }
}

/// The part of an address after its host with everything encoded that may not stand there as it is.
/// What is encoded already stays so.
fn encoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    for (at, byte) in bytes.iter().enumerate() {
        let escape =
            *byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        match byte {
            b'%' if escape => out.push('%'),
            b'%' | b'"' | b'<' | b'>' | b'[' | b']' | b'^' | b'`' | b'{' | b'|' | b'}' | b'\'' => {
                push_encoded(&mut out, *byte)
            }
            0x21..=0x7E => out.push(char::from(*byte)),
            _ => push_encoded(&mut out, *byte),
        }
    }
    out
}

fn push_encoded(out: &mut String, byte: u8) {
    out.push_str(&format!("%{byte:02X}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `address` becomes: an outside address as it goes into the page, others by kind, or `refused: why`.
    fn check(address: &str, expect: &str) {
        let found = match target(address) {
            Ok(Target::Outside(url)) => url,
            Ok(Target::File { path, fragment }) => format!("file {path} {}", fragment.unwrap_or_default()),
            Ok(Target::Fragment(id)) => format!("fragment {id}"),
            Ok(Target::Chart(id)) => format!("chart {id}"),
            Err(refusal) => format!("refused: {}", refusal.message),
        };
        assert_eq!(found.trim_end(), expect, "{address:?}");
    }

    #[test]
    fn what_a_report_needs_is_allowed() {
        check("https://www.ons.gov.uk/a?b=c&d#e", "https://www.ons.gov.uk/a?b=c&d#e");
        check("HTTP://Example.org", "http://Example.org");
        check("https://example.org/a b/ü\"'<>|%zz%20", "https://example.org/a%20b/%C3%BC%22%27%3C%3E%7C%25zz%20");
        check("https://münchen.example/ਪੁਲਿਸ", "https://münchen.example/%E0%A8%AA%E0%A9%81%E0%A8%B2%E0%A8%BF%E0%A8%B8");
        check("https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D");
        check("mailto:board@example.org?subject=a b", "mailto:board@example.org?subject=a%20b");
        check("tel:+44 (0)121-626", "tel:+440121626");
        check("burglary.md", "file burglary.md");
        check("../data/burglary.csv#a", "file ../data/burglary.csv a");
        check("Burglary.md#", "file Burglary.md");
        check("#response", "fragment response");
        check("chart:trend", "chart trend");
    }

    #[test]
    fn everything_else_is_refused() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "ftp://example.org",
            "view-source:x",
            "java script:x",
            "ws://x",
            "about:blank",
            "x-y+z.1:q",
            "&:x",
            "é:x",
            "javascript%3a:x",
        ] {
            assert!(target(address).is_err_and(|r| r.message.starts_with("has the scheme")), "{address:?}");
        }
        check("", "refused: leads nowhere");
        check("#", "refused: leads nowhere");
        check("//example.org/x", "refused: has no scheme");
        check("/burglary/", "refused: starts with `/`");
        check("\\\\example.org", "refused: holds a backslash");
        check("https:\\example.org", "refused: holds a backslash");
        check("java\tscript:x", "refused: holds `U+0009`, which cannot be seen");
        check("java\nscript:x", "refused: holds `U+000A`, which cannot be seen");
        check("\u{1}javascript:x", "refused: holds `U+0001`, which cannot be seen");
        check("https://x/\u{202E}a", "refused: holds `U+202E`, which cannot be seen");
        check(" https://example.org", "refused: starts or ends with a space");
        check("https:example.org", "refused: has no `//` after its scheme");
        check("https:///x", "refused: names no host");
        check("https://.", "refused: names no host");
        check("https://gov.uk@example.org", "refused: holds a name or password before its host");
        check("https://a\"b", "refused: holds `\"` in the name of its host");
        check("mailto:nobody", "refused: is not an e-mail address");
        check("mailto:javascript:a@b", "refused: is not an e-mail address");
        check("tel:javascript", "refused: is not a telephone number");
        check("chart:", "refused: does not name a chart");
        check("chart:a\"b", "refused: does not name a chart");
        check("a b.md", "refused: holds ` `, which no file of the report has in its name");
        check("a.md?x", "refused: holds `?`, which no file of the report has in its name");
        check("a%2e%2e/x", "refused: holds `%`, which no file of the report has in its name");
        check("#a\"b", "refused: holds `\"` after its `#`");
    }

    #[test]
    fn a_picture_is_a_file_of_a_known_kind_or_a_chart() {
        assert!(picture("map.png").is_ok() && picture("../img/map.webp").is_ok() && picture("chart:trend").is_ok());
        for address in ["map.svg", "map.PNG", "map", "https://x.org/a.png", "data:image/png,x", "#a", "", "map.png#x"] {
            assert!(picture(address).is_err(), "{address:?}");
        }
    }
}
