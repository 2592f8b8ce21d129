//! Names that become addresses: slugs of aims and ids of editions. What is refused here is refused with what
//! to write instead, so that no two pages ever meet at one address.

use crate::diag::Diagnostic;
use crate::source::tree::Text;
use crate::source::{PathFault, SafePath, Slug};

/// Addresses beside an edition's aims and beside the editions that the site keeps for itself.
const RESERVED: [&str; 18] = [
    "404",
    "aims",
    "archive",
    "assets",
    "changes",
    "corrections",
    "data",
    "edition",
    "editions",
    "feed",
    "index",
    "latest",
    "numbers",
    "pictures",
    "print",
    "review",
    "sitemap",
    "static",
];

/// The longest id of an edition.
const LONGEST_ID: usize = 61;

/// Whether the site keeps this address for itself.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// The slug that `text` is.
pub fn slug(text: &Text) -> Result<Slug, Box<Diagnostic>> {
    match Slug::parse(&text.text) {
        Ok(slug) if is_reserved(slug.as_str()) => Err(Box::new(reserved(text))),
        Ok(slug) => Ok(slug),
        Err(fault) => Err(Box::new(not_a_slug(text, fault))),
    }
}

fn reserved(text: &Text) -> Diagnostic {
    Diagnostic::error("reserved-name", format!("`{}` is a page that the site has already", text.text))
        .at(text.span, "")
        .help("give the aim's file another name")
}

fn not_a_slug(text: &Text, fault: PathFault) -> Diagnostic {
    let message = match fault {
        PathFault::Character('-') => format!("`{}` has a hyphen too many", text.text),
        PathFault::Character('_') | PathFault::Character('.') => {
            format!("`{}` has a character other than a to z, 0 to 9 and single hyphens", text.text)
        }
        fault => format!("`{}` {fault}", text.text),
    };
    let help = match Slug::from_words(text.text.trim_end_matches(".md")) {
        Some(slug) => format!("write `{slug}`: it is the name of the aim's file without `.md`"),
        None => "write the name of the aim's file without `.md`, such as `fear-of-crime`".into(),
    };
    Diagnostic::error("bad-name", message).at(text.span, "").help(help)
}

/// What is wrong with `text` as the name of a measure or chart: it names files and addresses.
pub fn fault_of_id(text: &Text) -> Option<Diagnostic> {
    let id = text.text.to_ascii_lowercase();
    let message = match SafePath::parse(&format!("{id}.csv")) {
        Ok(_) if id.contains('/') => format!("`{}` contains `/`", text.text),
        Ok(_) => return None,
        Err(fault) => format!("`{}` {fault}", text.text),
    };
    let help = match Slug::from_words(&text.text) {
        Some(slug) if slug.as_str().len() <= 60 => format!("write `{slug}`: the name becomes part of an address"),
        _ => "write a short name in a to z, 0 to 9 and hyphens: it becomes part of an address".into(),
    };
    Some(Diagnostic::error("bad-name", message).at(text.span, "").help(help))
}

/// The id of an edition that `text` is, in lower case.
pub fn edition_id(text: &Text) -> Result<String, Box<Diagnostic>> {
    let refused =
        |(message, help): Refusal| Box::new(Diagnostic::error("edition-id", message).at(text.span, "").help(help));
    parse_edition_id(&text.text).map_err(refused)
}

/// What is wrong with a name, and what to do.
pub type Refusal = (String, &'static str);

/// The id of an edition that `text` is, in lower case.
///
/// # Errors
/// It cannot be part of an address, or the site keeps it for itself.
pub fn parse_edition_id(text: &str) -> Result<String, Refusal> {
    let id = text.to_ascii_lowercase();
    let first = id.starts_with(|c: char| c.is_ascii_alphanumeric());
    let rest = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let message = match () {
        () if is_reserved(&id) => format!("`{text}` is a page that the site has already"),
        () if id.len() > LONGEST_ID => format!("the edition's id has more than {LONGEST_ID} characters"),
        () if !first || !rest => format!("`{text}` cannot be an edition's id"),
        () => match SafePath::parse(&id) {
            Ok(_) => return Ok(id),
            Err(fault) => format!("`{text}` {fault}"),
        },
    };
    Err((message, "use letters, digits, dots and hyphens, such as `2019-11`: it becomes part of the address"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::source::Span;

    fn text(text: &str) -> Text {
        let sources = crate::source::text::sources("--- a\n");
        let (file, _) = sources.iter().next().unwrap();
        Text { text: text.into(), span: Span::new(file, 0, 0) }
    }

    #[test]
    fn slugs_are_file_names_and_never_pages_of_the_site() {
        let said = |name: &str| match slug(&text(name)) {
            Ok(slug) => slug.to_string(),
            Err(fault) => format!("{}: {}", fault.rule, fault.help.unwrap()),
        };
        assert_eq!(said("fear-of-crime"), "fear-of-crime");
        assert_eq!(
            said("Fear of crime.md"),
            "bad-name: write `fear-of-crime`: it is the name of the aim's file without `.md`"
        );
        assert_eq!(said("print"), "reserved-name: give the aim's file another name");
        assert!(said("../x").starts_with("bad-name: "));
    }

    #[test]
    fn edition_ids_fit_into_an_address() {
        for (id, expect) in [
            ("2019-11", Some("2019-11")),
            ("2019-Q3", Some("2019-q3")),
            ("v1.2", Some("v1.2")),
            ("", None),
            ("-x", None),
            ("a/b", None),
            ("..", None),
            ("a.", None),
            ("aims", None),
            ("con", None),
            ("é", None),
            (&"x".repeat(62), None),
        ] {
            assert_eq!(edition_id(&text(id)).ok().as_deref(), expect, "{id}");
        }
    }
}
