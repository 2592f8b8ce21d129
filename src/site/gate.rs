//! The last gate before a page is delivered. In: the finished bytes of a page, drawing or stylesheet. Out:
//! every element, attribute and address in it that could be active, leave the site or load from elsewhere.
//! What is not known to be harmless is refused, so that a mistake anywhere before, in a theme's template or
//! in our own writers, stops the build instead of reaching a reader. Only this file knows html5gum.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::gate_lists::{ATTRIBUTES, ELEMENTS, LINK_RELATIONS};
use crate::diag::Diagnostic;

/// The endings of files that a browser could run or load things from.
const INSPECTED: [&str; 3] = [".html", ".svg", ".css"];
/// How many faults of one page are listed.
const MOST_FAULTS: usize = 5;

/// What is refused on the page `path` with these bytes; nothing if it may be delivered.
pub fn inspect(path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    if !INSPECTED.iter().any(|ending| path.ends_with(ending)) {
        return Vec::new();
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![refused(path, "the page is not UTF-8 text".to_owned())];
    };
    let faults = match path.rsplit('.').next() {
        Some("html") => markup(text, Reader::page()),
        Some("svg") => markup(text, Reader::drawing()),
        _ => stylesheet(text),
    };
    faults.into_iter().map(|(at, message)| refused(&format!("{path}:{}", line_of(text, at)), message)).collect()
}

fn refused(place: &str, message: String) -> Diagnostic {
    Diagnostic::error("active-content", message)
        .at_path(place)
        .help("take it out of the theme; if no file of yours writes it, please report this as a bug")
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}

type Faults = Vec<(usize, String)>;

fn markup(text: &str, mut reader: Reader) -> Faults {
    let text = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap_or(text);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        if reader.faults.len() < MOST_FAULTS {
            reader.read(event, span.start);
        }
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
    reader.finish(text.len());
    reader.faults
}

/// What has been seen of a page so far.
#[derive(Debug)]
struct Reader {
    is_page: bool,
    element: String,
    attributes: Vec<(String, String)>,
    place: usize,
    elements_seen: usize,
    /// The elements of a drawing that are not closed yet: a browser shows nothing of one that is broken XML.
    open: Vec<String>,
    has_doctype: bool,
    has_policy: bool,
    faults: Faults,
}

impl Reader {
    fn page() -> Self {
        Self {
            is_page: true,
            element: String::new(),
            attributes: Vec::new(),
            place: 0,
            elements_seen: 0,
            open: Vec::new(),
            has_doctype: false,
            has_policy: false,
            faults: Faults::new(),
        }
    }

    fn drawing() -> Self {
        Self { is_page: false, ..Self::page() }
    }

    fn read(&mut self, event: CallbackEvent<'_>, at: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = text_of(name);
                self.attributes.clear();
                self.place = at;
            }
            CallbackEvent::AttributeName { name } => self.attributes.push((text_of(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.attributes.last_mut() {
                    *last = text_of(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if !self.is_page && !self_closing {
                    self.open.push(self.element.clone());
                }
                self.element_read();
            }
            CallbackEvent::EndTag { name } if !self.is_page => self.close(at, &text_of(name)),
            CallbackEvent::Doctype { name, public_identifier, .. } => {
                self.has_doctype = name == b"html" && public_identifier.is_none() && self.elements_seen == 0;
            }
            CallbackEvent::Error(error) => self.refuse(at, format!("the markup is broken: {error}")),
            CallbackEvent::EndTag { .. } | CallbackEvent::String { .. } | CallbackEvent::Comment { .. } => {}
        }
    }

    /// Closes the last element of a drawing.
    fn close(&mut self, at: usize, name: &str) {
        match self.open.pop() {
            Some(last) if last == name => {}
            Some(last) => self.refuse(at, format!("`</{name}>` stands where `{last}` has to be closed")),
            None => self.refuse(at, format!("`</{name}>` closes nothing")),
        }
    }

    fn refuse(&mut self, at: usize, message: String) {
        self.faults.push((at, message));
    }

    fn element_read(&mut self) {
        self.elements_seen += 1;
        let element = std::mem::take(&mut self.element);
        if ELEMENTS.binary_search(&element.as_str()).is_err() {
            self.refuse(self.place, format!("the element `{element}` is not allowed on a page"));
        }
        let attributes = std::mem::take(&mut self.attributes);
        let loads = element == "link" && attributes.iter().any(|(name, value)| name == "rel" && loads(value));
        let refreshes =
            element == "meta" && attributes.iter().any(|(name, value)| name == "http-equiv" && value == "refresh");
        for (name, value) in attributes {
            if refreshes {
                if let Err(why) = check_refresh(&name, &value, self.elements_seen) {
                    self.refuse(self.place, format!("`{name}` of the element `meta` {why}"));
                }
                continue;
            }
            if loads && name == "href" && within_site(&value).is_err() {
                self.refuse(self.place, "`href` of the element `link` loads from elsewhere".to_owned());
            }
            if let Err(why) = check_attribute(&element, &name, &value) {
                self.refuse(self.place, format!("`{name}` of the element `{element}` {why}"));
            }
            self.has_policy |= element == "meta" && name == "http-equiv" && self.elements_seen == 4;
            if element == "meta" && name == "http-equiv" && self.elements_seen != 4 {
                self.refuse(self.place, "the content security policy must follow the character set".to_owned());
            }
        }
    }

    fn finish(&mut self, end: usize) {
        if self.is_page && !self.has_doctype {
            self.refuse(0, "the page does not start with `<!doctype html>`".to_owned());
        }
        if let Some(last) = self.open.pop() {
            self.refuse(end, format!("the element `{last}` is never closed"));
        }
        if self.is_page && !self.has_policy {
            self.refuse(end, "the page has no content security policy after its character set".to_owned());
        }
    }
}

/// Whether browsers load what a `link` of these relations points to.
fn loads(relations: &str) -> bool {
    relations.split_ascii_whitespace().any(|word| matches!(word, "stylesheet" | "icon"))
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn check_attribute(element: &str, name: &str, value: &str) -> Result<(), &'static str> {
    let known = name.starts_with("aria-") || name.starts_with("data-") || ATTRIBUTES.binary_search(&name).is_ok();
    if !known {
        return Err("is not allowed on a page");
    }
    match (element, name) {
        ("a", "href") => harmless(value),
        ("link", "href") => Ok(harmless(value)?),
        ("link", "rel") if value.split_ascii_whitespace().all(|word| LINK_RELATIONS.contains(&word)) => Ok(()),
        ("link", "rel") => Err("is not a relation a page may have"),
        (_, "src") => within_site(value),
        (_, "href") => Err("is not allowed there"),
        (_, "cite") => harmless(value),
        ("meta", "http-equiv") if value.eq_ignore_ascii_case("content-security-policy") => Ok(()),
        ("meta", "http-equiv") => Err("may only give the content security policy"),
        ("meta", "content") if value.contains("-src ") => policy(value),
        (_, "xmlns") if value != "http://www.w3.org/2000/svg" => Err("names a foreign namespace"),
        (_, "fill" | "stroke" | "clip-path" | "mask") if value.contains("url(") && !value.starts_with("url(#") => {
            Err("loads from elsewhere")
        }
        _ => Ok(()),
    }
}

/// Whether a page may lead on by itself: at once, to a page of the site, after its policy.
fn check_refresh(name: &str, value: &str, elements_seen: usize) -> Result<(), &'static str> {
    match (name, value.strip_prefix("0; url=")) {
        ("http-equiv", _) if elements_seen > 4 => Ok(()),
        ("content", Some(address)) if address.ends_with("index.html") => within_site(address),
        _ => Err("may lead on only to a page of the site, and only after the content security policy"),
    }
}

/// Whether `address` leads to a page: within the site, or by one of the allowed schemes.
fn harmless(address: &str) -> Result<(), &'static str> {
    let scheme = address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
    match scheme.map(|(scheme, _)| scheme.to_ascii_lowercase()).as_deref() {
        Some("http" | "https" | "mailto" | "tel") if is_plain(address) => Ok(()),
        Some(_) => Err("has an address that is not http, https, mailto or tel"),
        None => within_site(address),
    }
}

/// Whether `address` stays within the site.
fn within_site(address: &str) -> Result<(), &'static str> {
    let leaves = address.starts_with("//") || address.split(['/', '?', '#']).next().is_some_and(|s| s.contains(':'));
    match leaves || !is_plain(address) {
        true => Err("has an address that leaves the site"),
        false => Ok(()),
    }
}

/// Browsers drop control characters and white space at the start, and read `\` as `/`.
fn is_plain(address: &str) -> bool {
    !address.contains(|c: char| c.is_control() || c == '\\') && !address.starts_with(char::is_whitespace)
}

/// Whether a content security policy starts from nothing and adds only the site's own files.
fn policy(value: &str) -> Result<(), &'static str> {
    let own = |source: &str| matches!(source, "'none'" | "'self'" | "'script'") || source.starts_with("'sha256-");
    let narrow = value.split(';').all(|part| part.split_ascii_whitespace().skip(1).all(own));
    match narrow && value.trim_start().starts_with("default-src 'none'") {
        true => Ok(()),
        false => Err("allows more than the site's own files"),
    }
}

/// What a stylesheet would load from elsewhere.
fn stylesheet(text: &str) -> Faults {
    let plain = css_without_escapes(text).to_ascii_lowercase();
    let urls = plain.match_indices("url(").filter(|(at, _)| {
        let address = plain[at + 4..].split(')').next().unwrap_or_default().trim_matches([' ', '"', '\'']);
        within_site(address).is_err()
    });
    let imports = plain.match_indices("@import");
    let foreign = plain.match_indices("http:").chain(plain.match_indices("https:"));
    urls.chain(imports)
        .chain(foreign)
        .map(|(_, found)| (0, format!("the stylesheet loads from elsewhere or imports (`{found}`)")))
        .take(1)
        .collect()
}

/// CSS with its comments left out and `\75` and the like replaced by what they stand for.
fn css_without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '/']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if rest.starts_with('/') {
            plain.push('/');
            rest = &rest[1..];
        } else {
            let hex = rest[1..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            let code = u32::from_str_radix(&rest[1..=hex], 16).ok().and_then(char::from_u32);
            plain.extend(code);
            rest = rest[1 + hex..].trim_start_matches(|c: char| hex > 0 && c.is_ascii_whitespace());
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<!doctype html><html lang=en><head><meta charset=utf-8>\
        <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'self'\"><title>t</title></head>";

    fn check(path: &str, text: &str, expect: &str) {
        let found = inspect(path, text.as_bytes());
        match (found.first(), expect) {
            (None, "") => {}
            (Some(first), expect) if !expect.is_empty() => assert!(first.message.contains(expect), "{first:?}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }

    fn check_body(body: &str, expect: &str) {
        check("p/index.html", &format!("{HEAD}<body>{body}</body></html>"), expect);
    }

    #[test]
    fn a_page_of_the_site_passes() {
        check_body("<p class=a id=b data-x=1 aria-label=c>a <a href=\"../x/index.html#y\" rel=nofollow>b</a>", "");
        check_body("<a href=\"https://example.org/a:b?c\">b</a><a href=\"mailto:a@example.org\">c</a>", "");
        check_body("<svg viewBox=\"0 0 1 1\" role=img><g aria-hidden=true><path d=\"M0 0\"/></g></svg>", "");
        check_body("<svg><pattern id=h></pattern><rect fill=\"url(#h)\"/></svg>", "");
        check_body("<img src=\"a.png\" alt=\"a\"><a href=\"#x\">y</a><a href=\"\">z</a>", "");
    }

    #[test]
    fn what_is_active_is_refused() {
        for body in [
            "<script>alert(1)</script>",
            "<svg><script>alert(1)</script></svg>",
            "<iframe src=x></iframe>",
            "<object data=x></object>",
            "<embed src=x>",
            "<form action=x></form>",
            "<input>",
            "<button>x</button>",
            "<style>p{}</style>",
            "<base href=x>",
            "<template><p></template>",
            "<math></math>",
            "<svg><animate attributeName=href></svg>",
            "<svg><foreignObject></foreignObject></svg>",
            "<svg><use href=\"#a\"/></svg>",
            "<portal></portal>",
            "<x-y></x-y>",
            "<marquee></marquee>",
        ] {
            check_body(body, "is not allowed on a page");
        }
        for attribute in ["onclick=x", "ONload=x", "style=x", "srcdoc=x", "formaction=x", "xlink:href=x", "ping=x"] {
            check_body(&format!("<p {attribute}>"), "is not allowed on a page");
        }
    }

    #[test]
    fn addresses_that_run_or_load_are_refused() {
        for address in [
            "javascript:x",
            "JavaScript&colon;x",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            "java\tscript:x",
            " javascript:x",
        ] {
            check_body(&format!("<a href=\"{address}\">x</a>"), "not http");
        }
    }

    #[test]
    fn resources_come_from_the_site() {
        for address in ["https://example.org/x.png", "//example.org/x.png", "\\\\example.org/x", "data:image/png,x"] {
            check_body(&format!("<img src=\"{address}\" alt=\"\">"), "leaves the site");
        }
        for address in ["https://example.org/x.css", "//example.org/x.css"] {
            check_body(&format!("<link rel=stylesheet href=\"{address}\">"), "loads from elsewhere");
        }
        check_body("<svg><rect fill=\"url(https://example.org/#a)\"/></svg>", "loads from elsewhere");
        check_body("<meta http-equiv=refresh content=\"0;url=x\">", "may lead on only");
        check_body("<meta http-equiv=refresh content=\"0; url=//x/index.html\">", "leaves the site");
        check_body("<meta http-equiv=refresh content=\"0; url=javascript:index.html\">", "leaves the site");
        check_body("<meta http-equiv=Refresh content=\"0; url=../index.html\">", "may only give");
    }

    #[test]
    fn the_policy_stands_where_it_governs_everything() {
        check(
            "a.html",
            "<!doctype html><html><head><meta charset=utf-8><title>x</title></head>",
            "no content security",
        );
        let late = HEAD.replace("<meta charset=utf-8>", "<meta charset=utf-8><link rel=stylesheet href=x>");
        check("a.html", &late, "must follow");
        check("a.html", &HEAD.replace("'self'", "'unsafe-inline'"), "more than the site's own");
        check("a.html", &HEAD.replace("default-src 'none'; ", ""), "more than the site's own");
        check("a.html", &HEAD["<!doctype html>".len()..], "does not start");
    }

    #[test]
    fn drawings_and_stylesheets_are_inspected_too() {
        check("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>", "");
        check("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", "`script`");
        check("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"></svg>", "`path` has to be closed");
        check("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/>", "`svg` is never closed");
        check("a.css", "p { background: url(a.png); content: \"\\2014\" } /* https://example.org */", "");
        check("a.css", "@import \"x.css\";", "imports");
        check("a.css", "p { background: u\\72l(//example.org) }", "loads from elsewhere");
        check("a.css", "p { background: url(data:x) }", "loads from elsewhere");
        check("a.css", "p { background: image-set('https://example.org/a.png' 1x) }", "loads from elsewhere");
    }

    #[test]
    fn the_place_is_named() {
        let found = inspect("x/index.html", format!("{HEAD}\n\n<script></script>").as_bytes());
        assert_eq!(found[0].path.as_deref(), Some("x/index.html:3"));
    }
}
