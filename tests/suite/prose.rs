//! Whatever a page holds, what is written is text, links and tables and nothing else. The hostile texts
//! stand in `tests/hostile/markdown.txt`; others are made up. What is written is read again as a browser
//! would read it, and only known elements, attributes and addresses may be in it.

use std::collections::BTreeSet;
use std::path::Path;

use aimline::diag::Diagnostic;
use aimline::prose::html::{Picture, Place, Sheet, write_blocks, write_inlines};
use aimline::prose::walk::{Part, walk};
use aimline::prose::{
    Block, BlockKind, Bound, Document, Inline, Target, decode, escape, outline, plain, read_document, read_inline,
    words,
};
use aimline::source::tree::Text;
use aimline::source::{FileId, SafePath, SourceFile, Sources, Span};
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

/// A site that has every file.
struct Site;

impl Place for Site {
    fn link(&mut self, _: &Target, address: &Text) -> Option<String> {
        Some(address.text.clone())
    }

    fn picture(&mut self, address: &Text) -> Option<Picture> {
        Some(Picture { address: address.text.clone(), width: 2, height: 1 })
    }

    fn chart(&mut self, id: &Text) -> String {
        format!("<figure>{}</figure>", escape::text(&id.text))
    }

    fn bound(&mut self, bound: &Bound) -> String {
        format!("<data>{} {}</data>", escape::text(&bound.text.text), escape::text(&bound.expression.text))
    }
}

fn file() -> FileId {
    let path = SafePath::parse("content/burglary.md").unwrap();
    Sources::new(vec![SourceFile { path, bytes: Vec::new() }]).iter().next().unwrap().0
}

/// The attributes an element may have; `None` for elements that may not be there.
fn allowed(element: &str) -> Option<&'static [&'static str]> {
    Some(match element {
        "p" | "li" | "td" => &["dir", "class", "id"],
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &["id", "dir"],
        "th" => &["scope", "class", "dir"],
        "a" => &["href", "rel", "id", "role", "aria-label"],
        "img" => &["src", "alt", "width", "height", "loading"],
        "div" => &["class", "role", "tabindex", "aria-label"],
        "ol" => &["start"],
        "pre" => &["tabindex"],
        "code" => &["class"],
        "em" | "strong" | "del" | "sup" | "br" | "hr" | "ul" | "blockquote" | "table" | "thead" | "tbody" | "tr"
        | "figure" | "data" => &[],
        _ => return None,
    })
}

fn is_safe_address(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap().split_once(':').map(|(scheme, _)| scheme);
    let known = scheme.is_none_or(|scheme| ["http", "https", "mailto", "tel", "chart"].contains(&scheme));
    known && !address.starts_with("//") && !address.contains(|c: char| c.is_control() || c == '\\' || c == ' ')
}

/// Reads `html` as a browser would: known elements and attributes, all closed, safe addresses, ids once.
fn check_html(html: &str) {
    let (mut open, mut ids) = (Vec::new(), BTreeSet::new());
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let attributes = allowed(&name).unwrap_or_else(|| panic!("<{name}> in {html}"));
                for (key, value) in &tag.attributes {
                    let (key, value) = (text(key), text(value));
                    assert!(attributes.contains(&key.as_str()), "<{name} {key}> in {html}");
                    assert!(!["href", "src"].contains(&key.as_str()) || is_safe_address(&value), "{value:?} in {html}");
                    assert!(key != "id" || ids.insert(value), "an id twice in {html}");
                }
                if !["br", "hr", "img"].contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => assert_eq!(open.pop(), Some(text(&tag.name)), "{html}"),
            Token::String(_) => {}
            other => panic!("{other:?} in {html}"),
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{html}");
}

/// Every text of a page stands where it says; one as long as its place is what stands there.
fn check_places(source: &str, document: &Document, diagnostics: &[Diagnostic]) {
    let slice = |span: Span| source.get(span.range()).unwrap_or_else(|| panic!("{span:?} is no place in {source:?}"));
    let exact = |text: &Text| {
        let written = slice(text.span).replace(['\n', '\r'], " ");
        let same = text.text.len() != written.len() || text.text.replace(['\n', '\r'], " ") == written;
        // Two-letter entities can be as long as what they stand for.
        assert!(same || written.starts_with('&'), "{text:?} is not {written:?} in {source:?}");
    };
    walk(&document.blocks, &mut |part| match part {
        Part::Block(Block { kind: BlockKind::Chart(text) | BlockKind::Directive(text), .. }) => exact(text),
        Part::Inline(Inline::Text(text) | Inline::Code(text)) => exact(text),
        Part::Inline(Inline::Bound(bound)) => {
            exact(&bound.expression);
            slice(bound.text.span);
            assert!(slice(bound.span).starts_with('[') && slice(bound.span).ends_with(')'), "{bound:?} in {source:?}");
        }
        Part::Inline(Inline::Link { address, span, .. } | Inline::Image { address, span, .. }) => {
            slice(address.span);
            slice(*span);
        }
        Part::Block(block) => {
            slice(block.span);
        }
        _ => {}
    });
    words::words(&document.blocks)
        .iter()
        .for_each(|word| assert!(!word.text.is_empty() && !slice(word.span).is_empty()));
    for diagnostic in diagnostics {
        slice(diagnostic.primary.as_ref().unwrap().span);
        assert!(diagnostic.help.is_some(), "{diagnostic:?}");
    }
}

/// Reads and writes a page, checks everything that holds for every page, and gives the rules it breaks.
fn check_page(bytes: &[u8]) -> Vec<&'static str> {
    let (document, diagnostics) = read_document(file(), bytes);
    let (source, _) = decode(file(), bytes);
    assert_eq!(source.len(), bytes.len());
    check_places(&source, &document, &diagnostics);
    check_html(&write_blocks(&document.blocks, &mut Sheet::new("a", 1), &mut Site));
    outline::outline(&document.blocks);
    plain::blocks_text(&document.blocks, &mut |bound| bound.expression.text.clone());
    diagnostics.into_iter().map(|diagnostic| diagnostic.rule).collect()
}

/// Reads and writes a line of front matter and checks what holds for every line.
fn check_line(text: &str, written: &str) {
    let text = Text { text: text.into(), span: Span::new(file(), 0, written.len()) };
    let (inlines, diagnostics) = read_inline(&text, written);
    check_html(&write_inlines(&inlines, &mut Site));
    for diagnostic in diagnostics {
        assert!(written.get(diagnostic.primary.unwrap().span.range()).is_some(), "{text:?} {written:?}");
    }
}

fn unescaped(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let c = after.chars().next().unwrap();
        rest = &after[1..];
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            '0' => out.push('\0'),
            'u' => {
                let (code, after) = rest[1..].split_once('}').unwrap();
                out.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap()));
                rest = after;
            }
            other => out.push(other),
        }
    }
    out + rest
}

/// The hostile texts and the rules each breaks.
fn hostile() -> Vec<(Vec<String>, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/markdown.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    let parts = lines.map(|line| line.split_once(" | ").unwrap());
    parts.map(|(rules, text)| (rules.split(' ').map(str::to_owned).collect(), unescaped(text))).collect()
}

#[test]
fn hostile_text_is_refused_or_stays_text() {
    let texts = hostile();
    assert!(texts.len() > 120, "{}", texts.len());
    for (rules, text) in texts {
        let found: BTreeSet<&str> = check_page(text.as_bytes()).into_iter().collect();
        let expect: BTreeSet<&str> = rules.iter().map(String::as_str).filter(|rule| *rule != "text").collect();
        assert_eq!(found, expect, "{text:?}");
        check_line(&text, &text);
    }
}

#[test]
fn real_writing_is_left_alone() {
    for text in [
        "پولیس اور جرائم کا کمشنر، 28% اضافہ\u{200F}.",
        "پنجاب پولیس: می\u{200C}خواهم",
        "ਪੁਲਿਸ ਅਤੇ ਅਪਰਾਧ ਕਮਿਸ਼ਨਰ",
        "क्\u{200D}ष और र्\u{200D}य",
        "الشرطة والجريمة (٢٨٪)",
        "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t",
        "👩\u{200D}👩\u{200D}👧 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 1\u{FE0F}\u{20E3}",
        "It is < 3% & > 2%; 10~20, £5\u{A0}million, “so-called” – [sic] (x) * y_z_a ^ | 50% #1 @x {y} \\ `",
        "2010/11 to 2018/19; 5 * 3 * 2; snake_case_name; a[1]; f(x) = y; www.example.org; C:\\data",
    ] {
        assert_eq!(check_page(text.as_bytes()), Vec::<&str>::new(), "{text}");
        check_line(text, text);
    }
}

#[test]
fn what_is_written_grows_no_faster_than_what_is_read() {
    for pattern in [
        "[",
        "](=",
        "[x](=a b) ",
        "[a [b](=c d) e](=f g) ",
        "[^1]",
        "> ",
        "- ",
        "|a",
        "| a |\n|-|\n",
        "&",
        "<b>",
        "`",
        "*a_",
        "# a\n\n",
        "[^1]\n\n[^1]: a\n\n",
        "[a] [a]: b\n\n",
        "![](chart:a)\n\n",
        "é",
        "a\n",
        "\\",
        "<",
        "\"'",
    ] {
        let measure = |times: usize| {
            let source = pattern.repeat(times);
            let (document, diagnostics) = read_document(file(), source.as_bytes());
            let html = write_blocks(&document.blocks, &mut Sheet::new("", 0), &mut Site);
            assert!(html.len() < 30 * source.len() && diagnostics.len() < 300, "{pattern:?}");
            html.len()
        };
        let (once, twice) = (measure(1_000), measure(2_000));
        assert!(twice < once * 5 / 2 + 100, "{pattern:?}: {once} then {twice}");
    }
}

/// Pieces that mean something in Markdown, in front matter or to us, and some that mean nothing.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        "  \n",
        "\\\n",
        " ",
        "    ",
        "\t",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "```",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "](=",
        "[x](=a b)",
        "[x](=f(a, [b]) > 3)",
        "![](chart:a)",
        "![a](b.png)",
        "[a](b.md)",
        "[a](https://x.org/)",
        "[a](javascript:x)",
        "[a]",
        "[a]: b",
        "[a]: =x",
        "[^1]",
        "[^1]: ",
        "<b>",
        "</b>",
        "<",
        ">",
        "<!-- ",
        " -->",
        "<!-- aimline: a -->",
        "<div>",
        "<https://x.org>",
        "<a@b.c>",
        "|",
        "|--|",
        "| a | b |\n|--|:-:|\n",
        "---\n",
        "===",
        "***",
        "\"",
        "'",
        "&amp;",
        "&#x202e;",
        "&nGt;",
        "&acE;",
        "&#0;",
        "\\",
        "\\[",
        "\\]",
        "\0",
        "\u{202E}",
        "\u{FEFF}",
        "é",
        "ü",
        "پ",
        "👩\u{200D}👧",
        "e\u{301}",
        "\u{85}",
        "=",
        "!",
        "word",
        "28,648",
        "a",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => "\\PC{1,4}", 1 => any::<char>().prop_map(String::from)]
}

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_becomes_text_that_knows_its_place(page in page()) {
        check_page(page.as_bytes());
        check_page(format!("---\na: b\n---\n{page}").as_bytes());
    }

    #[test]
    fn any_bytes_survive(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_page(&bytes);
    }

    #[test]
    fn any_line_of_front_matter_becomes_text(text in page(), written in page()) {
        check_line(&text, &text);
        check_line(&text, &written);
        check_line(&text, &format!("\"{text}\""));
    }
}
