//! The headings of a page and their ids. In: the blocks of a page. Out: for each heading an id made of its
//! words, unique on the page, the same in every build and wherever the page is written. An id is
//! `[a-z0-9-]` without `--` or `_`, which leaves those for prefixes and for the page's own ids.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{Part, walk};
use super::{Block, BlockKind, Inline, plain};
use crate::source::{Slug, Span};

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading<'a> {
    /// Its level as written.
    pub level: u8,
    /// Its id, without any prefix.
    pub id: String,
    /// Its text.
    pub text: &'a [Inline],
    /// Where it stands.
    pub span: Span,
}

/// Every heading of `blocks` in order.
pub fn outline(blocks: &[Block]) -> Vec<Heading<'_>> {
    let (mut headings, mut ids) = (Vec::new(), Ids::default());
    walk(blocks, &mut |part| {
        if let Part::Block(Block { kind: BlockKind::Heading { level, text }, span }) = part {
            headings.push(Heading { level: *level, id: ids.next(&slug(&plain::text(text))), text, span: *span });
        }
    });
    headings
}

/// Ids that are taken.
#[derive(Debug, Default)]
struct Ids {
    taken: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// `slug` if it is free, or with the first free number.
    fn next(&mut self, slug: &str) -> String {
        let number = self.next.entry(slug.to_owned()).or_insert(1);
        loop {
            let id = if *number == 1 { slug.to_owned() } else { format!("{slug}-{number}") };
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The words of a heading as an id; `section` if nothing of them can be written so.
pub fn slug(text: &str) -> String {
    let latin: String = text.chars().take(200).flat_map(char::to_lowercase).map(latin).collect();
    Slug::from_words(&latin).map_or_else(|| "section".into(), |slug| slug.as_str().to_owned())
}

/// A small letter without its accent; what is not Latin parts words, combining marks vanish.
fn latin(c: char) -> String {
    const ALIKE: [(&str, &str); 29] = [
        ("àáâãäåāăą", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøōŏő", "o"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťŧț", "t"),
        ("þ", "th"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵẁẃẅ", "w"),
        ("ýÿŷỳ", "y"),
        ("źżž", "z"),
        ("\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30A}\u{30C}\u{323}\u{327}\u{328}", ""),
        ("ạảấầẩẫậắằẳẵặ", "a"),
        ("ẹẻẽếềểễệ", "e"),
        ("ỉị", "i"),
        ("ọỏốồổỗộớờởỡợơ", "o"),
        ("ụủứừửữựư", "u"),
    ];
    match c.is_ascii() {
        true => c.to_string(),
        false => ALIKE.iter().find(|(from, _)| from.contains(c)).map_or(c.to_string(), |(_, to)| (*to).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::read_document;
    use crate::prose::testing::file;

    /// Checks the ids of the headings of a page.
    fn check(headings: &[&str], ids: &[&str]) {
        let source: String = headings.iter().map(|heading| format!("## {heading}\n\n")).collect();
        let (document, _) = read_document(file(), source.as_bytes());
        assert_eq!(outline(&document.blocks).into_iter().map(|heading| heading.id).collect::<Vec<_>>(), ids);
    }

    #[test]
    fn ids_are_made_of_words_and_unique() {
        check(
            &["Commentary", "The *force's* response", "Up [28%](=a)"],
            &["commentary", "the-forces-response", "up-28"],
        );
        check(&["A", "A", "A 2", "A"], &["a", "a-2", "a-2-2", "a-3"]);
        check(
            &["Café Łódź", "Tie\u{302}\u{301}ng Việt", "پولیس", "ਪੁਲਿਸ 2"],
            &["cafe-lodz", "tieng-viet", "section", "2"],
        );
    }
}
