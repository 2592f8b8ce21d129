//! What every site must be, whatever report it was made from: nothing active, nothing from elsewhere, every
//! link lands, every id once, every element closed, XML that parses, numbers that are numbers. The pages are
//! read here anew, apart from the program's own gate.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

use crate::whole::{Files, is_obeyed};

const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "link", "meta", "wbr"];
const ACTIVE: [&str; 20] = [
    "script",
    "iframe",
    "object",
    "embed",
    "applet",
    "style",
    "base",
    "form",
    "input",
    "button",
    "textarea",
    "select",
    "template",
    "math",
    "foreignobject",
    "animate",
    "set",
    "use",
    "frame",
    "marquee",
];
/// Attributes of drawings that hold numbers only.
const NUMBERS: [&str; 18] = [
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "width",
    "height",
    "points",
    "viewbox",
    "textlength",
];

/// One page as read.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    /// Addresses of pages and files, and where they stand.
    links: Vec<String>,
    /// Ids that attributes refer to.
    named: Vec<String>,
    faults: Vec<String>,
}

/// Everything that is wrong with the site `files`.
pub fn faults(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let mut pages = BTreeMap::new();
    for (path, bytes) in files {
        let ending = path.rsplit('.').next().unwrap();
        let text = std::str::from_utf8(bytes);
        let found = match (ending, text) {
            ("html", Ok(text)) => {
                let mut page = read(text);
                let found = std::mem::take(&mut page.faults);
                pages.insert(path.as_str(), page);
                found
            }
            ("xml" | "svg", Ok(text)) => xml(text).err().into_iter().chain(obeyed(text)).collect(),
            ("json", Ok(text)) => {
                serde_json::from_str::<serde_json::Value>(text).err().map(|e| e.to_string()).into_iter().collect()
            }
            // A report's own file is published as it is; what is made here is not.
            ("csv", Ok(text)) if !path.contains("/data/files/") => csv(text),
            ("html" | "xml" | "svg" | "json" | "csv" | "txt" | "css", Err(_)) => vec!["is not UTF-8".to_owned()],
            _ => Vec::new(),
        };
        faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    faults.extend(pages.iter().flat_map(|(path, page)| lost(path, page, &pages, files)));
    faults
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn read(text: &str) -> Page {
    let mut page = Page::default();
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new(text) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = text_of(&tag.name);
                let attributes: Vec<(String, String)> =
                    tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value))).collect();
                page.element(&name, &attributes);
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = text_of(&tag.name);
                match open.pop() {
                    Some(last) if last == name => {}
                    last => page.faults.push(format!("`</{name}>` closes {last:?}")),
                }
            }
            Token::Error(error) => page.faults.push(format!("broken markup: {}", *error)),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    page.faults.extend((!open.is_empty()).then(|| format!("never closed: {open:?}")));
    page.faults.extend(obeyed(text));
    page.faults.extend(drawings(text).filter_map(|drawing| xml(drawing).err()));
    page
}

impl Page {
    fn element(&mut self, name: &str, attributes: &[(String, String)]) {
        if ACTIVE.contains(&name) {
            self.faults.push(format!("an active element `{name}`"));
        }
        for (key, value) in attributes {
            if let Some(fault) = self.attribute(name, key, value) {
                self.faults.push(format!("`{key}=\"{value}\"` of `{name}` {fault}"));
            }
        }
    }

    fn attribute(&mut self, element: &str, key: &str, value: &str) -> Option<&'static str> {
        match key {
            _ if key.starts_with("on") || key.contains(':') => return Some("runs or reaches out"),
            "style" | "srcdoc" | "srcset" | "ping" | "formaction" | "background" => return Some("is active"),
            "id" if value.is_empty() || value.contains(char::is_whitespace) => return Some("is no id"),
            "id" if !self.ids.insert(value.to_owned()) => return Some("is there twice"),
            "aria-labelledby" | "aria-describedby" | "headers" | "for" => {
                self.named.extend(value.split_ascii_whitespace().map(str::to_owned));
            }
            "href" if element == "a" || element == "link" => return self.address(element, value),
            "src" => return self.address(element, value),
            "fill" | "stroke" | "mask" | "clip-path" if value.contains("url(") => {
                match value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                    Some(id) => self.named.push(id.to_owned()),
                    None => return Some("loads from elsewhere"),
                }
            }
            "d" if !is_path(value) => return Some("is no path"),
            _ if NUMBERS.contains(&key) && element != "img" && !is_numbers(value) => return Some("is no number"),
            "transform" if value.to_ascii_lowercase().contains("nan") || value.contains("inf") => {
                return Some("is no number");
            }
            _ => {}
        }
        None
    }

    fn address(&mut self, element: &str, value: &str) -> Option<&'static str> {
        let scheme = value.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(name, _)| name);
        match scheme {
            Some("http" | "https" | "mailto" | "tel") if element == "a" => None,
            // The canonical address and the feed's are the site's own.
            Some("http" | "https") if element == "link" => None,
            Some(_) => Some("leads elsewhere"),
            None if value.starts_with("//") || value.contains('\\') => Some("leads elsewhere"),
            None => {
                self.links.push(value.to_owned());
                None
            }
        }
    }
}

/// What `page` refers to and what is not there.
fn lost(path: &str, page: &Page, pages: &BTreeMap<&str, Page>, files: &Files) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    for id in page.named.iter().filter(|id| !page.ids.contains(*id)) {
        faults.push(format!("{path}: nothing has the id `{id}`"));
    }
    for link in &page.links {
        let (address, fragment) = link.split_once('#').map_or((link.as_str(), None), |(a, f)| (a, Some(f)));
        // The page for missing addresses is shown at any depth, so its links start at the site's root.
        let Some(target) = (if path == "404.html" { from_root(address, files) } else { joined(path, address) }) else {
            faults.push(format!("{path}: `{link}` leaves the site"));
            continue;
        };
        if !files.contains_key(&target) {
            faults.push(format!("{path}: `{link}` leads to nothing"));
        } else if let (Some(id), Some(there)) = (fragment.filter(|id| !id.is_empty()), pages.get(target.as_str())) {
            let id = decoded(id);
            if !there.ids.contains(&id) {
                faults.push(format!("{path}: `{link}` leads to no part of `{target}`"));
            }
        }
    }
    faults
}

/// The file that `address` on the page `from` leads to.
fn joined(from: &str, address: &str) -> Option<String> {
    if address.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => _ = parts.pop()?,
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn from_root(address: &str, files: &Files) -> Option<String> {
    if address.is_empty() {
        return Some("404.html".to_owned());
    }
    // The base path is the report's own; a file is known by the rest.
    let parts: Vec<&str> = address.strip_prefix('/')?.split('/').collect();
    (0..parts.len()).map(|at| parts[at..].join("/")).find_map(|rest| {
        let file = if rest.is_empty() || rest.ends_with('/') { format!("{rest}index.html") } else { rest };
        files.contains_key(&file).then_some(file)
    })
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => (bytes.push(byte), rest = &after[2..]).0,
            _ => (bytes.push(*first), rest = after).0,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.len() < 24
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

fn is_numbers(text: &str) -> bool {
    text.split([' ', ',']).filter(|part| !part.is_empty()).all(|part| is_number(part.trim_end_matches(['%', 'e', 'm'])))
}

fn is_path(text: &str) -> bool {
    text.starts_with('M') && text.split(|c: char| "MmLlHhVvCcSsQqTtAaZz".contains(c)).all(is_numbers_tight)
}

/// Numbers that may stand together as `1-2`.
fn is_numbers_tight(text: &str) -> bool {
    is_numbers(&text.replace('-', " -"))
}

fn obeyed(text: &str) -> Option<String> {
    text.chars().find(|c| *c != '\t' && is_obeyed(*c)).map(|c| format!("holds {c:?} as it is"))
}

fn drawings(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("<svg").map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find("</svg>").map_or(rest.len(), |end| end + "</svg>".len());
        &rest[..end]
    })
}

fn xml(text: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut depth, mut roots) = (0, 0);
    loop {
        use quick_xml::events::Event;
        let wrong = |error: &dyn std::fmt::Display| format!("broken XML: {error}");
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Start(tag) => {
                roots += usize::from(depth == 0);
                depth += 1;
                attributes(&tag)?;
            }
            Event::Empty(tag) => {
                roots += usize::from(depth == 0);
                attributes(&tag)?;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            Event::DocType(_) => return Err("broken XML: a document type".to_owned()),
            Event::PI(_) | Event::CData(_) => return Err("broken XML: neither text nor element".to_owned()),
            Event::GeneralRef(name) => {
                let known = name.is_char_ref() || matches!(&name[..], "amp" | "lt" | "gt" | "quot" | "apos");
                if !known {
                    return Err(format!("broken XML: an unknown entity {name:?}"));
                }
            }
            Event::Text(_) | Event::Comment(_) | Event::Decl(_) => {}
        }
    }
    match (depth, roots) {
        (0, 1) => Ok(()),
        _ => Err(format!("broken XML: {roots} roots, {depth} open")),
    }
}

fn attributes(tag: &quick_xml::events::BytesStart<'_>) -> Result<(), String> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| format!("broken XML: {error}"))?;
        let value = attribute.value.to_string();
        if value.contains('<') || quick_xml::escape::unescape(&value).is_err() {
            return Err(format!("broken XML: the attribute {value:?}"));
        }
    }
    Ok(())
}

/// Whether every row is as wide as the first and no cell would run in a spreadsheet.
fn csv(text: &str) -> Vec<String> {
    let rows = rows(text);
    let mut faults = Vec::new();
    for row in &rows {
        if row.len() != rows[0].len() {
            faults.push(format!("a row has {} cells, the first {}", row.len(), rows[0].len()));
        }
        for cell in row {
            let starts = |c: &str| c.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            if starts(cell) && cell.parse::<f64>().is_err() && cell.len() > 1 {
                faults.push(format!("the cell {cell:?} runs in a spreadsheet"));
            }
        }
    }
    faults.extend(obeyed(text));
    faults
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "a CSV file ends with a line end");
    rows
}

/// A broken site is seen to be broken: what the laws of this suite rest on.
#[test]
fn what_is_wrong_with_a_site_is_found() {
    let page = |body: &str| Files::from([("a/index.html".to_owned(), body.as_bytes().to_vec())]);
    for (body, expect) in [
        ("<p>fine <a href=\"#x\" id=\"x\">y</a></p>", ""),
        ("<a href=\"../b.html\">y</a>", "leads to nothing"),
        ("<a href=\"../../b.html\">y</a>", "leaves the site"),
        ("<a href=\"index.html#z\">y</a>", "leads to no part"),
        ("<p id=\"x\"></p><p id=\"x\"></p>", "twice"),
        ("<p><b></p></b>", "closes"),
        ("<p>", "never closed"),
        ("<script></script>", "active element"),
        ("<p onclick=\"x\"></p>", "runs"),
        ("<a href=\"javascript:x\">y</a>", "leads elsewhere"),
        ("<img src=\"https://example.org/x.png\">", "leads elsewhere"),
        ("<svg><path d=\"M1 NaN\"/></svg>", "no path"),
        ("<svg><rect x=\"inf\"/></svg>", "no number"),
        ("<svg><b></svg>", "closes"),
        ("<p>a\u{202E}b</p>", "as it is"),
        ("<p aria-labelledby=\"q\"></p>", "nothing has the id"),
    ] {
        let found = faults(&page(body)).join("; ");
        assert_eq!(found.is_empty(), expect.is_empty(), "{body}: {found}");
        assert!(found.contains(expect), "{body}: {found}");
    }
    let csv = Files::from([("a/data/figures/a.csv".to_owned(), b"a,b\n=1+2,-3\n".to_vec())]);
    assert_eq!(faults(&csv).len(), 1);
}
