//! Splits an expression into tokens. In: the text of an expression. Out: tokens with their byte ranges, or
//! the place of the first character that cannot be read. A minus sign inside a name (`hidden-crimes`) and
//! a slash before a digit inside a period (`2017/18`) belong to the word; elsewhere they calculate.

use std::ops::Range;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where, in bytes of the expression.
    pub place: Range<usize>,
}

/// The kinds of token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A name, keyword, number or period, as written.
    Word(String),
    /// A text in double quotes, without them.
    Quoted(String),
    /// What stands between `[` and `]`, trimmed.
    Area(String),
    /// A sign: one of `( ) , . @ : + - * / < > <= >= = !=`.
    Sign(&'static str),
}

/// What could not be read and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the expression.
    pub place: Range<usize>,
}

/// Signs, longest first; the second of a pair is how it is understood.
const SIGNS: [(&str, &str); 20] = [
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("==", "="),
    ("(", "("),
    (")", ")"),
    (",", ","),
    ("@", "@"),
    (":", ":"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("/", "/"),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
];

/// The tokens of `text`.
///
/// # Errors
/// The first thing that cannot be read.
pub fn tokens(text: &str) -> Result<Vec<Token>, Unreadable> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match c {
            _ if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '"' => enclosed(rest, at, '"', "quotation mark")?,
            '[' => enclosed(rest, at, ']', "bracket")?,
            '.' if !rest[1..].starts_with(|next: char| next.is_ascii_digit()) => (Kind::Sign("."), 1),
            _ if begins_word(c) => word(rest),
            _ => sign(rest, at)?,
        };
        tokens.push(Token { kind, place: at..at + length });
        at += length;
    }
    Ok(tokens)
}

fn begins_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A name, number or period: letters and digits with `-`, `_`, `.`, `/` and commas between digits as far as they belong to it.
fn word(rest: &str) -> (Kind, usize) {
    let chars: Vec<(usize, char)> = rest.char_indices().collect();
    let numeric = rest.starts_with(|c: char| c.is_ascii_digit());
    let mut end = 0;
    for (index, &(offset, c)) in chars.iter().enumerate() {
        let next = chars.get(index + 1).map(|&(_, next)| next);
        let belongs = match c {
            _ if begins_word(c) => true,
            '-' => next.is_some_and(begins_word),
            '/' | '.' => numeric && next.is_some_and(|next| next.is_ascii_digit()),
            _ => false,
        };
        if !belongs {
            break;
        }
        end = offset + c.len_utf8();
    }
    (Kind::Word(rest[..end].to_owned()), end)
}

fn enclosed(rest: &str, at: usize, close: char, name: &str) -> Result<(Kind, usize), Unreadable> {
    let Some(end) = rest[1..].find(close) else {
        return Err(Unreadable { message: format!("this {name} is never closed"), place: at..at + 1 });
    };
    let inner = rest[1..=end].to_owned();
    let kind = if close == '"' { Kind::Quoted(inner) } else { Kind::Area(inner.trim().to_owned()) };
    Ok((kind, end + 1 + close.len_utf8()))
}

fn sign(rest: &str, at: usize) -> Result<(Kind, usize), Unreadable> {
    match SIGNS.iter().find(|(written, _)| rest.starts_with(written)) {
        Some((written, meant)) => Ok((Kind::Sign(meant), written.len())),
        None => {
            let c = rest.chars().next().unwrap_or(' ');
            Err(Unreadable {
                message: format!("`{}` has no meaning in an expression", c.escape_debug()),
                place: at..at + c.len_utf8(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<String> = tokens(text)
            .unwrap()
            .into_iter()
            .map(|token| match token.kind {
                Kind::Word(word) => word,
                Kind::Quoted(text) => format!("\"{text}\""),
                Kind::Area(area) => format!("[{area}]"),
                Kind::Sign(sign) => sign.to_owned(),
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        check(
            "burglaries@2019-06>burglaries@2016-03",
            &["burglaries", "@", "2019-06", ">", "burglaries", "@", "2016-03"],
        );
        check("change(entrants, 2015/16, 2017/18)", &["change", "(", "entrants", ",", "2015/16", ",", "2017/18", ")"]);
        check("hidden-crimes.incidents@2019/20-Q1", &["hidden-crimes", ".", "incidents", "@", "2019/20-Q1"]);
        check("rate[ West Yorkshire ]@2019-06 / 2", &["rate", "[West Yorkshire]", "@", "2019-06", "/", "2"]);
        check("a@2018-10/2019-09", &["a", "@", "2018-10/2019-09"]);
        check("2.5*a@latest ≤ -3", &["2.5", "*", "a", "@", "latest", "<=", "-", "3"]);
        check("x across-break \"new recording\"", &["x", "across-break", "\"new recording\""]);
    }

    #[test]
    fn says_where_it_cannot_read() {
        assert_eq!(tokens("a[b").unwrap_err().place, 1..2);
        assert_eq!(tokens("a; b").unwrap_err().message, "`;` has no meaning in an expression");
        assert_eq!(tokens("é\u{202e}").unwrap_err().place, 2..5);
    }
}
