//! A written period cut into tokens, without allocation: a column of 200,000 cells is read cell by cell.
//! Case, padding and the many dashes of word processors are gone afterwards; nothing is interpreted yet.

use crate::data::date::month_named;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// So many ASCII digits and their value.
    Digits(u8, u32),
    /// A month's name.
    Month(i8),
    /// `Q1` to `Q4`, and any other number behind a Q.
    Quarter(u32),
    /// "to"
    To,
    /// "year ending", "YE"
    YearEnding,
    /// "year to date", "YTD"
    YearToDate,
    /// "financial year", "FY"
    Financial,
    /// "academic year", "AY"
    Academic,
    /// "wave"
    Wave,
    /// Any dash.
    Dash,
    /// `/`
    Slash,
    /// `(`
    Open,
    /// `)`
    Close,
    /// "q", which a digit follows.
    Q,
    /// "year", which another word makes whole.
    Year,
    /// Anything else: no shape holds it.
    Other,
}

/// The tokens of one text; longer texts than any shape end in [`Token::Other`].
pub(super) struct Tokens {
    list: [Token; 16],
    len: usize,
}

impl Tokens {
    /// Cuts `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut tokens = Self { list: [Token::Other; 16], len: 0 };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '0'..='9' => run(rest, u8::is_ascii_digit),
                'a'..='z' | 'A'..='Z' => run(rest, u8::is_ascii_alphabetic),
                _ => c.len_utf8(),
            };
            let (piece, after) = rest.split_at(length);
            rest = after;
            match c {
                _ if c.is_whitespace() => {}
                '0'..='9' => tokens.push(digits(piece)),
                'a'..='z' | 'A'..='Z' => tokens.push(word(piece)),
                _ => tokens.push(sign(c)),
            }
        }
        tokens
    }

    /// The tokens.
    pub(super) fn as_slice(&self) -> &[Token] {
        &self.list[..self.len]
    }

    /// Adds a token, or makes one of it and those before it ("year", "-", "ending").
    fn push(&mut self, token: Token) {
        let (kept, token) = match (self.as_slice(), token) {
            ([.., Token::Year, Token::Dash], Token::YearEnding) => (self.len - 2, token),
            ([.., Token::Year], Token::YearEnding) => (self.len - 1, token),
            ([.., Token::Year, Token::Dash, Token::To, Token::Dash], Token::YearToDate) => (self.len - 4, token),
            ([.., Token::Year, Token::To], Token::YearToDate) => (self.len - 2, token),
            ([.., kind @ (Token::Financial | Token::Academic), Token::Dash], Token::Year) => (self.len - 2, *kind),
            ([.., kind @ (Token::Financial | Token::Academic)], Token::Year) => (self.len - 1, *kind),
            ([.., Token::Q], Token::Digits(1, number)) => (self.len - 1, Token::Quarter(number)),
            _ => (self.len, token),
        };
        self.len = kept;
        match self.list.get_mut(kept) {
            Some(place) => {
                *place = token;
                self.len += 1;
            }
            None => self.list[15] = Token::Other,
        }
    }
}

fn run(text: &str, belongs: fn(&u8) -> bool) -> usize {
    text.bytes().take_while(belongs).count()
}

fn digits(piece: &str) -> Token {
    piece.parse().map_or(Token::Other, |value| Token::Digits(piece.len() as u8, value))
}

fn word(piece: &str) -> Token {
    const WORDS: [(&str, Token); 12] = [
        ("to", Token::To),
        ("q", Token::Q),
        ("ye", Token::YearEnding),
        ("ending", Token::YearEnding),
        ("ytd", Token::YearToDate),
        ("date", Token::YearToDate),
        ("year", Token::Year),
        ("fy", Token::Financial),
        ("financial", Token::Financial),
        ("ay", Token::Academic),
        ("academic", Token::Academic),
        ("wave", Token::Wave),
    ];
    WORDS
        .into_iter()
        .find(|(name, _)| piece.eq_ignore_ascii_case(name))
        .map(|(_, token)| token)
        .or_else(|| month_named(piece).map(Token::Month))
        .unwrap_or(Token::Other)
}

fn sign(c: char) -> Token {
    match c {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Token::Dash,
        '/' => Token::Slash,
        '(' => Token::Open,
        ')' => Token::Close,
        _ => Token::Other,
    }
}
