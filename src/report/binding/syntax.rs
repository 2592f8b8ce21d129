//! The grammar of expressions. In: the text of a link address after its `=`. Out: an [`Expression`] whose
//! every node knows its place, or the place and reason why it is none. What names mean is for `evaluate/`.
//!
//! ```text
//! expression = ["~"] either { clause }
//! clause     = ("across-break" | "across-periods") quoted
//! either     = both { "or" both }
//! both       = denied { "and" denied }
//! denied     = "not" denied | compared
//! compared   = sum [ ("<" | ">" | "<=" | ">=" | "=" | "!=") sum ]
//! sum        = product { ("+" | "-") product }
//! product    = signed { ("*" | "/") signed }
//! signed     = "-" signed | primary
//! primary    = number | "(" either ")" | call | reference
//! call       = name "(" argument { "," argument } ")"
//! argument   = period | either
//! reference  = ["@edition(" id "):"] [ aim "." ] measure [ "[" area "]" ] [ "@" period ]
//! period     = "latest" | "previous" | "baseline" | a period as files write it, quoted if it holds a space
//! ```

use std::ops::Range;

use super::token::{Kind, Token, Unreadable, tokens};

/// The longest expression that is read, in bytes.
pub const MAX_LENGTH: usize = 1_000;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;

/// A whole expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// What it says.
    pub root: Node,
    /// Whether the text only says about how much (`=~`).
    pub about: bool,
    /// Why it may compare across a break in series, if the author allows it.
    pub across_break: Option<String>,
    /// Why it may compare unlike periods, if the author allows it.
    pub across_periods: Option<String>,
}

/// A part of an expression and its place in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it says.
    pub kind: NodeKind,
    /// Where it stands in the expression.
    pub place: Range<usize>,
}

/// The kinds of part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A number as written.
    Number(String),
    /// A value, or a series if it names no period.
    Reference(Reference),
    /// A word that stands where a function may want a period: `2019-06`, `latest`, `2018`.
    Period(String),
    /// A function and its arguments.
    Call {
        /// Its name.
        name: String,
        /// Where the name stands.
        name_place: Range<usize>,
        /// What it is given.
        arguments: Vec<Node>,
    },
    /// A minus sign before a part.
    Minus(Box<Node>),
    /// `not`.
    Not(Box<Node>),
    /// Two parts and what joins them: `+ - * / < > <= >= = != and or`.
    Joined {
        /// The sign or word between.
        sign: &'static str,
        /// What stands before it.
        left: Box<Node>,
        /// What stands behind it.
        right: Box<Node>,
    },
}

/// The name of a value or a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The edition that published it; `None`: this one.
    pub edition: Option<(String, Range<usize>)>,
    /// The aim whose measure it is; `None`: this one.
    pub aim: Option<(String, Range<usize>)>,
    /// The measure.
    pub measure: (String, Range<usize>),
    /// The area; `None`: the measure's own.
    pub area: Option<(String, Range<usize>)>,
    /// The period; `None` where a whole series is meant.
    pub period: Option<(String, Range<usize>)>,
}

/// Reads an expression.
///
/// # Errors
/// What is wrong with it first, and where.
pub fn parse(text: &str) -> Result<Expression, Unreadable> {
    if text.len() > MAX_LENGTH {
        let message = format!("this expression is {} bytes long; {MAX_LENGTH} are allowed", text.len());
        return Err(Unreadable { message, place: 0..text.len() });
    }
    let (about, start) = match text.trim_start().strip_prefix('~') {
        Some(rest) => (true, text.len() - rest.len()),
        None => (false, 0),
    };
    let moved = |place: Range<usize>| place.start + start..place.end + start;
    let mut tokens =
        tokens(&text[start..]).map_err(|fault| Unreadable { place: moved(fault.place), message: fault.message })?;
    for token in &mut tokens {
        token.place = moved(token.place.clone());
    }
    let mut parser = Parser { tokens, at: 0, depth: 0, end: text.len() };
    let root = parser.either()?;
    let mut expression = Expression { root, about, across_break: None, across_periods: None };
    while let Some((clause, reason)) = parser.clause()? {
        let slot = if clause == "across-break" { &mut expression.across_break } else { &mut expression.across_periods };
        *slot = Some(reason);
    }
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(unexpected(token, "the end of the expression or a sign such as `+` or `>`")),
    }
}

/// Whether an expression only says about how much its text is (`=~`).
pub fn is_about(text: &str) -> bool {
    text.trim_start().starts_with('~')
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    end: usize,
}

type Parsed<T> = Result<T, Unreadable>;

const COMPARISONS: [&str; 6] = ["<", ">", "<=", ">=", "=", "!="];
const NAMED_PERIODS: [&str; 3] = ["latest", "previous", "baseline"];

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is_sign(&self, ahead: usize, sign: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some(Token { kind: Kind::Sign(found), .. }) if *found == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token { kind: Kind::Word(found), .. }) if found == word)
    }

    fn take_sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let Some(Token { kind: Kind::Sign(found), .. }) = self.peek() else { return None };
        let sign = signs.iter().find(|sign| *sign == found).copied()?;
        self.at += 1;
        Some(sign)
    }

    fn take_word(&mut self, word: &'static str) -> Option<&'static str> {
        self.is_word(word).then(|| {
            self.at += 1;
            word
        })
    }

    fn expect(&mut self, sign: &'static str, wanted: &str) -> Parsed<Range<usize>> {
        let place = self.place();
        match self.take_sign(&[sign]) {
            Some(_) => Ok(place),
            None => Err(self.missing(wanted)),
        }
    }

    fn place(&self) -> Range<usize> {
        self.peek().map_or(self.end..self.end, |token| token.place.clone())
    }

    fn missing(&self, wanted: &str) -> Unreadable {
        match self.peek() {
            Some(token) => unexpected(token, wanted),
            None => {
                Unreadable { message: format!("the expression ends where {wanted} should be"), place: self.place() }
            }
        }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            let message = format!("this expression is nested more than {MAX_DEPTH} deep");
            return Err(Unreadable { message, place: self.place() });
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn clause(&mut self) -> Parsed<Option<(&'static str, String)>> {
        let Some(clause) = self.take_word("across-break").or_else(|| self.take_word("across-periods")) else {
            return Ok(None);
        };
        match self.peek() {
            Some(Token { kind: Kind::Quoted(reason), .. }) if !reason.trim().is_empty() => {
                let reason = reason.clone();
                self.at += 1;
                Ok(Some((clause, reason)))
            }
            _ => Err(self.missing("a reason in double quotes")),
        }
    }

    fn joined(
        &mut self,
        next: fn(&mut Self) -> Parsed<Node>,
        join: impl Fn(&mut Self) -> Option<&'static str>,
    ) -> Parsed<Node> {
        let mut left = next(self)?;
        let mut links = 0;
        while let Some(sign) = join(self) {
            links += 1;
            if links > MAX_DEPTH {
                let message = format!("more than {MAX_DEPTH} parts are joined here");
                return Err(Unreadable { message, place: self.place() });
            }
            left = pair(sign, left, next(self)?);
        }
        Ok(left)
    }

    fn either(&mut self) -> Parsed<Node> {
        self.deeper(|parser| parser.joined(Self::both, |parser| parser.take_word("or")))
    }

    fn both(&mut self) -> Parsed<Node> {
        self.joined(Self::denied, |parser| parser.take_word("and"))
    }

    fn denied(&mut self) -> Parsed<Node> {
        let start = self.place().start;
        if self.take_word("not").is_none() {
            return self.compared();
        }
        let inner = self.deeper(Self::denied)?;
        Ok(Node { place: start..inner.place.end, kind: NodeKind::Not(Box::new(inner)) })
    }

    fn compared(&mut self) -> Parsed<Node> {
        let left = self.sum()?;
        match self.take_sign(&COMPARISONS) {
            Some(sign) => Ok(pair(sign, left, self.sum()?)),
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Parsed<Node> {
        self.joined(Self::product, |parser| parser.take_sign(&["+", "-"]))
    }

    fn product(&mut self) -> Parsed<Node> {
        self.joined(Self::signed, |parser| parser.take_sign(&["*", "/"]))
    }

    fn signed(&mut self) -> Parsed<Node> {
        let start = self.place().start;
        if self.take_sign(&["-"]).is_none() {
            return self.primary();
        }
        let inner = self.deeper(Self::signed)?;
        Ok(Node { place: start..inner.place.end, kind: NodeKind::Minus(Box::new(inner)) })
    }

    fn primary(&mut self) -> Parsed<Node> {
        let start = self.place().start;
        if self.take_sign(&["("]).is_some() {
            let inner = self.either()?;
            let close = self.expect(")", "a closing bracket")?;
            return Ok(Node { place: start..close.end, kind: inner.kind });
        }
        if self.is_sign(0, "@") {
            return self.reference(start);
        }
        match self.peek().cloned() {
            Some(Token { kind: Kind::Word(word), place }) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.at += 1;
                let kind = if is_number(&word) { NodeKind::Number(word) } else { NodeKind::Period(word) };
                Ok(Node { kind, place })
            }
            Some(Token { kind: Kind::Word(word), place }) if self.is_sign(1, "(") => self.call(word, place),
            Some(Token { kind: Kind::Word(word), place }) if self.names_period(&word) => {
                self.at += 1;
                Ok(Node { kind: NodeKind::Period(word), place })
            }
            Some(Token { kind: Kind::Word(_), .. }) => self.reference(start),
            Some(Token { kind: Kind::Quoted(period), place }) => {
                self.at += 1;
                Ok(Node { kind: NodeKind::Period(period), place })
            }
            _ => Err(self.missing("a number, a measure or a function")),
        }
    }

    fn names_period(&self, word: &str) -> bool {
        NAMED_PERIODS.contains(&word) && (self.is_sign(1, ",") || self.is_sign(1, ")"))
    }

    fn call(&mut self, name: String, name_place: Range<usize>) -> Parsed<Node> {
        self.at += 2;
        let mut arguments = Vec::new();
        if self.take_sign(&[")"]).is_none() {
            loop {
                arguments.push(self.either()?);
                if self.take_sign(&[","]).is_none() {
                    break;
                }
            }
            self.expect(")", "a comma or a closing bracket")?;
        }
        let end = self.tokens[self.at - 1].place.end;
        Ok(Node { place: name_place.start..end, kind: NodeKind::Call { name, name_place, arguments } })
    }

    fn name(&mut self, wanted: &str) -> Parsed<(String, Range<usize>)> {
        match self.peek().cloned() {
            Some(Token { kind: Kind::Word(word), place }) => {
                self.at += 1;
                Ok((word, place))
            }
            _ => Err(self.missing(wanted)),
        }
    }

    fn edition(&mut self) -> Parsed<Option<(String, Range<usize>)>> {
        if self.take_sign(&["@"]).is_none() {
            return Ok(None);
        }
        if self.take_word("edition").is_none() {
            return Err(self.missing("`edition(…):`"));
        }
        self.expect("(", "an opening bracket")?;
        let id = self.name("the id of an edition")?;
        self.expect(")", "a closing bracket")?;
        self.expect(":", "a colon")?;
        Ok(Some(id))
    }

    fn reference(&mut self, start: usize) -> Parsed<Node> {
        let edition = self.edition()?;
        let mut measure = self.name("the name of a measure")?;
        let mut aim = None;
        if self.take_sign(&["."]).is_some() {
            aim = Some(std::mem::replace(&mut measure, self.name("the name of a measure")?));
        }
        let area = match self.peek().cloned() {
            Some(Token { kind: Kind::Area(area), place }) => {
                self.at += 1;
                Some((area, place))
            }
            _ => None,
        };
        let period = self.period()?;
        let end = self.tokens[self.at - 1].place.end;
        Ok(Node { place: start..end, kind: NodeKind::Reference(Reference { edition, aim, measure, area, period }) })
    }

    fn period(&mut self) -> Parsed<Option<(String, Range<usize>)>> {
        if self.take_sign(&["@"]).is_none() {
            return Ok(None);
        }
        match self.peek().cloned() {
            Some(Token { kind: Kind::Word(period) | Kind::Quoted(period), place }) => {
                self.at += 1;
                Ok(Some((period, place)))
            }
            _ => Err(self.missing("a period")),
        }
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn pair(sign: &'static str, left: Node, right: Node) -> Node {
    let place = left.place.start..right.place.end;
    Node { kind: NodeKind::Joined { sign, left: Box::new(left), right: Box::new(right) }, place }
}

fn unexpected(token: &Token, wanted: &str) -> Unreadable {
    let found = match &token.kind {
        Kind::Word(word) | Kind::Quoted(word) => word.clone(),
        Kind::Area(area) => format!("[{area}]"),
        Kind::Sign(sign) => (*sign).to_owned(),
    };
    Unreadable { message: format!("`{found}` stands where {wanted} should be"), place: token.place.clone() }
}
