//! Addresses that people write into settings and front matter: only whole http and https addresses, and
//! e-mail addresses that need no escaping, come out.

use crate::diag::Diagnostic;
use crate::diag::fields::Fields;
use crate::source::tree::Text;

/// The http or https address at `key`; anything else is an error.
pub fn web(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let text = written(fields, key)?;
    if is_web(&text.text) {
        return Some(text.text);
    }
    let (found, help) = match text.text.as_str() {
        "" => return empty(fields, key, &text),
        "#" => ("is not an address".to_owned(), format!("give the real address, or remove `{key}`")),
        other if !other.contains("://") => (
            "does not start with `https://`".to_owned(),
            "write the whole address, such as `https://example.org/`".into(),
        ),
        _ => ("is not a whole http or https address".to_owned(), "copy it from the browser's address bar".into()),
    };
    fields.report(Diagnostic::error("bad-address", format!("`{}` {found}", text.text)).at(text.span, "").help(help));
    None
}

fn empty(fields: &mut Fields<'_>, key: &str, text: &Text) -> Option<String> {
    let diagnostic = Diagnostic::error("bad-address", format!("`{key}` has no address behind it")).at(text.span, "");
    fields.report(diagnostic.help(format!("give the real address, or remove `{key}`")));
    None
}

/// The e-mail address at `key`.
pub fn email(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let text = written(fields, key)?;
    if text.text.is_empty() {
        return empty(fields, key, &text);
    }
    if is_email(&text.text) {
        return Some(text.text);
    }
    let message = format!("`{}` is not an e-mail address", text.text);
    fields.report(Diagnostic::error("bad-address", message).at(text.span, "").help("write it as `name@example.org`"));
    None
}

/// The text at `key`, an empty value counted as empty text: someone left the address out.
fn written(fields: &mut Fields<'_>, key: &'static str) -> Option<Text> {
    let text = fields.text(key);
    match (text, fields.key_span(key)) {
        (None, Some(span)) if fields.node(key).is_none() => Some(Text { text: String::new(), span }),
        (text, _) => text,
    }
}

fn is_web(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(name, port)| if is_port(port) { name } else { "" });
    let named = host.contains('.') || host == "localhost";
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"'<>\\`{}|^".contains(c));
    named && is_host(host) && plain
}

fn is_host(host: &str) -> bool {
    host.split('.').all(|part| {
        let good = |c: char| c.is_alphanumeric() || c == '-';
        !part.is_empty() && part.chars().all(good) && !part.starts_with('-') && !part.ends_with('-')
    })
}

fn is_port(port: &str) -> bool {
    !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit())
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let good = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    !name.is_empty() && name.chars().all(good) && host.contains('.') && host.is_ascii() && is_host(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_pass() {
        for good in
            ["https://example.org", "http://a-b.gov.uk:8080/x?y=1#z", "https://localhost/", "HTTPS://Example.org/ü"]
        {
            assert!(is_web(good), "{good}");
        }
        for bad in [
            "",
            "#",
            "example.org",
            "//example.org",
            "https://",
            "https:///x",
            "https://#",
            "https://user@example.org/",
            "https://example",
            "javascript:alert(1)",
            "https://a.b/\"x",
            "https://a.b/ c",
            "https://-a.b/",
            "https://a.b:x/",
            "data:text/html,x",
            "https://a..b/",
            "ftp://a.b/",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
        for (text, expect) in
            [("a.b@c.org", true), ("a@b", false), ("@c.org", false), ("a b@c.org", false), ("a@c.org?x", false)]
        {
            assert_eq!(is_email(text), expect, "{text}");
        }
    }
}
