//! Reads Markdown. In: the bytes of a page, or one line of text from front matter. Out: a tree in which
//! everything knows its place, and everything that is wrong. Any bytes give a tree; hostile text gives text.

use super::events::{self, Bindings};
use super::findings::MAX_FINDINGS;
use super::mask::{self, MAX_ADDRESS, Mask};
use super::origin::Origin;
use super::reader::{Kind, Reader};
use super::{Block, BlockKind, Document, Inline, decode, front_matter};
use crate::diag::Diagnostic;
use crate::source::tree::Text;
use crate::source::{FileId, Span};

/// What stands before a line of text while it is parsed, so that no line is read as a heading or a list.
const PREFIX: &str = ".";

/// Reads a page.
pub fn read_document(file: FileId, bytes: &[u8]) -> (Document, Vec<Diagnostic>) {
    let (text, mut diagnostics) = decode::decode(file, bytes);
    let (parts, found) = front_matter::split(file, &text);
    diagnostics.extend(found);
    let origin = Origin::File(file, parts.body.start);
    let (blocks, found) = read(Kind::Body, &text[parts.body], origin);
    diagnostics.extend(found);
    let front_matter = parts.front_matter.map(|range| Span::new(file, range.start, range.end));
    (Document { front_matter, blocks }, diagnostics)
}

/// Reads a line of text from front matter, such as a chart's title. `written` is what the file holds at the
/// text's span, quotes included if the span includes them; it makes places exact to the character.
pub fn read_inline(text: &Text, written: &str) -> (Vec<Inline>, Vec<Diagnostic>) {
    let line: String = PREFIX.chars().chain(text.text.chars().flat_map(without_lines)).collect();
    let (blocks, diagnostics) = read(Kind::Line, &line, Origin::of_scalar(text, written, PREFIX.len()));
    let inlines = blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        _ => None,
    });
    (inlines.flatten().collect(), diagnostics)
}

/// The character, or as many spaces as it has bytes if it ends a line or is a control.
fn without_lines(c: char) -> impl Iterator<Item = char> {
    match c.is_control() {
        true => std::iter::repeat_n(' ', c.len_utf8()),
        false => std::iter::repeat_n(c, 1),
    }
}

fn read(kind: Kind, source: &str, origin: Origin) -> (Vec<Block>, Vec<Diagnostic>) {
    let whole = origin.span(0..source.len());
    let Some(bindings) = events::bindings(source) else { return (Vec::new(), vec![unreadable(whole)]) };
    let covered = mask::cover(source, &bindings.masks);
    let Some(mut parsed) = events::parse(&covered) else { return (Vec::new(), vec![unreadable(whole)]) };
    if kind == Kind::Line {
        parsed.drop_prefix(PREFIX.len());
    }
    let mut reader = Reader::new(kind, source, origin, parsed, bindings.masks.clone());
    report_bindings(&mut reader, &bindings);
    let blocks = reader.blocks();
    reader.check_footnotes();
    (blocks, reader.findings.into_sorted())
}

/// Says which addresses of bound numbers do not end or belong to no link.
fn report_bindings(reader: &mut Reader<'_>, bindings: &Bindings) {
    let source = reader.source;
    for fault in &bindings.unclosed {
        let place = reader.span(fault.open..fault.open + 1);
        reader.findings.push(
            Diagnostic::error("unclosed-address", "the address that starts here does not end")
                .at(place, fault.why)
                .help(format!("close it with `)` on the same line; it may have {MAX_ADDRESS} characters")),
        );
    }
    for mask in bindings.loose.iter().filter(|mask| !is_deliberate(source, mask)).take(MAX_FINDINGS) {
        let place = reader.span(mask.bracket..mask.address.end + 1);
        reader.findings.push(
            Diagnostic::error("loose-address", "this address belongs to no link")
                .at(place, "shown as it is")
                .help("write `[text](=expression)`; a link cannot hold another link, and `\\[` shows a bracket"),
        );
    }
}

/// Whether the author wrote `\[` not far before the `]`, to show brackets and not make a link.
fn is_deliberate(source: &str, mask: &Mask) -> bool {
    let near = &source.as_bytes()[mask.bracket.saturating_sub(300)..mask.bracket];
    let line = near.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
    near[line..].windows(2).any(|two| two == b"\\[")
}

fn unreadable(place: Span) -> Diagnostic {
    Diagnostic::error("markdown-unreadable", "this text cannot be read because of a fault in aimline")
        .at(place, "somewhere in here")
        .help("take parts of it away to find the passage, and please report it")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::prose::testing::{self, file, outline};

    /// Checks the tree of a page, and for each finding its rule and the characters it points at.
    fn check(source: &str, tree: &str, findings: &[(&str, &str)]) {
        let (document, diagnostics) = read_document(file(), source.as_bytes());
        assert_eq!(outline(&document.blocks), tree, "{source:?}");
        testing::check_findings(source, &diagnostics, findings);
    }

    /// Checks a line of front matter that is written as `written` in its file.
    fn check_line(text: &str, written: &str, tree: &str, findings: &[(&str, &str)]) {
        let scalar = Text { text: text.into(), span: Span::new(file(), 0, written.len()) };
        let (inlines, diagnostics) = read_inline(&scalar, written);
        let paragraph = Block { kind: BlockKind::Paragraph(inlines), span: scalar.span };
        assert_eq!(outline(&[paragraph]), format!("p({tree})"), "{text:?}");
        testing::check_findings(written, &diagnostics, findings);
    }

    #[test]
    fn a_page_becomes_blocks() {
        check("---\naim: x\n---\n## Commentary\n\nSome *text*.\n", "h2(Commentary) p(Some em(text).)", &[]);
        check("one\r\ntwo  \nthree\\\nfour", "p(one two/three/four)", &[]);
        check("- a\n- b *c*\n\n1. x\n\n2. y", "ul[p(a); p(b em(c))] ol1:loose[p(x); p(y)]", &[]);
        check("- a\n  - b\n\n    c\n", "ul[p(a) ul:loose[p(b) p(c)]]", &[]);
        check("> a\n> > b", "quote(p(a) quote(p(b)))", &[]);
        check("```rust x\n<b>\n```\n\n    a\n    b\n", "code(rust:<b>\n) code(:a\nb\n)", &[]);
        check("a\n\n---\n\nb", "p(a) hr p(b)", &[]);
        check("`<b>` `` `a` `` a\\*b\\* AT&amp;T &lt;b&gt;", "p(code(<b>) code(`a`) a*b* AT&T <b>)", &[]);
        check("**a** ~~b~~ 5~6 ~7~ 8", "p(b(a) s(b) 5~6 ~7~ 8)", &[]);
        check("a[^1] b[^n]\n\n[^1]: One\n\n[^n]: Two", "p(aref(1) bref(n)) note(1:p(One)) note(n:p(Two))", &[]);
        check("| a | b |\n|--|-:|\n| *1* | 2 |\n| 3 |", "table(<> a|b / em(1)|2 / 3|)", &[]);
        check("", "", &[]);
    }

    #[test]
    fn a_link_with_an_equals_sign_is_bound_to_the_data() {
        check("a [28%](=change(b, 2016-03)) c", "p(a bound(change(b, 2016-03):28%) c)", &[]);
        check("[](=b@latest)", "p(bound(b@latest:))", &[]);
        check("**[£*5*m](=rate[A \"(\"] > 3 | x)**", "p(b(bound(rate[A \"(\"] > 3 | x:£5m)))", &[]);
        check("## Up [2 %](=a b)\n- [x]( =ü*2 )", "h2(Up bound(a b:2 %)) ul[p(bound(ü*2:x))]", &[]);
        check("| h |\n|--|\n| [x](=a < b | c) |", "table(< h / bound(a < b | c:x))", &[]);
        check("[x](=a>\n  b) [y](<=c d>)", "p(bound(a>\n  b:x) bound(c d:y))", &[]);
        check("[x](=a_b_c) and [y](=d_e_f)", "p(bound(a_b_c:x) and bound(d_e_f:y))", &[]);
        check("`[x](=a b)` \\[x](=a b)\n\n    [x](=a b)\n", "p(code([x](=a b)) [x](=a b)) code(:[x](=a b)\n)", &[]);
        check("[x](=a b", "p([x](=a b)", &[("unclosed-address", "(")]);
        check("x](=a b) y", "p(x](=a b) y)", &[("loose-address", "](=a b)")]);
        check("![x](=a b)", "p()", &[("address-not-allowed", "=a b")]);
        check("[x][y]\n\n[y]: =a", "p(x)", &[("address-not-allowed", "=a")]);
    }

    #[test]
    fn raw_html_is_an_error_and_only_comments_to_the_tool_stay() {
        check("a <b>x</b> <br> <i>", "p(a x  )", &[("raw-html", "<b>"), ("raw-html", "<br>"), ("raw-html", "<i>")]);
        check("  <div\nonclick=x>\ny\n</div>\n\nz", "p(z)", &[("raw-html", "<div")]);
        check("a </p> <!-- b --> c", "p(a   c)", &[("raw-html", "</p>"), ("raw-html", "<!-- b -->")]);
        check("<!-- aimline: allow x: é  -->\n<!--aimline:b-->", "directive(allow x: é) directive(b)", &[]);
        check("<!-- aimline: a --> b", "", &[("raw-html", "<!-- aimline: a -->")]);
        check("a <!-- aimline: b -->", "p(a )", &[("raw-html", "<!-- aimline: b -->")]);
        check("<!-- aimline: a\n\nb", "", &[("raw-html", "<!-- aimline: a")]);
        check(
            "<?php x ?>\n\n<!DOCTYPE x>\n\n<![CDATA[x]]>",
            "",
            &[("raw-html", "<?php x ?>"), ("raw-html", "<!DOCTYPE x>"), ("raw-html", "<![CDATA[x]]>")],
        );
        check("&lt;script> a < b <3 <->", "p(<script> a < b <3 <->)", &[]);
    }

    #[test]
    fn addresses_are_read_and_refused_at_their_place() {
        check("[a](burglary.md#x) [b](#c) [d](chart:e)", "p(link(burglary.md#x:a) link(#c:b) link(chart:e:d))", &[]);
        check(
            "<https://a.org/?b&c> <a@b.org>",
            "p(link(https://a.org/?b&c:https://a.org/?b&c) link(mailto:a@b.org:a@b.org))",
            &[],
        );
        check("[a][b] [b] [c]\n\n[b]: https://x.org", "p(link(https://x.org:a) link(https://x.org:b) [c])", &[]);
        check("[a\\]](javascript:x(1))", "p(a])", &[("address-not-allowed", "javascript:x(1)")]);
        check("[a](<java&#x73;cript:x y>)", "p(a)", &[("address-not-allowed", "java&#x73;cript:x y")]);
        check("[a][b]\n\n[b]: <data:x> 'y'", "p(a)", &[("link-title", "[a][b]"), ("address-not-allowed", "data:x")]);
        check(
            "<vbscript:x> [a](//b.c) [d]()",
            "p(vbscript:x a d)",
            &[("address-not-allowed", "vbscript:x"), ("address-not-allowed", "//b.c"), ("address-not-allowed", "")],
        );
        check(
            "[](a.md) [b](c.md 'd')",
            "p(link(a.md:) link(c.md:b))",
            &[("link-without-text", "[](a.md)"), ("link-title", "[b](c.md 'd')")],
        );
    }

    #[test]
    fn charts_and_pictures_stand_where_they_can() {
        check("![x](chart:a)\n\n![](chart:b)\n![](chart:c)", "chart(a) chart(b) chart(c)", &[]);
        check("see ![](chart:a) here", "p(see  here)", &[("chart-in-sentence", "![](chart:a)")]);
        check("- ![](chart:a)", "ul[]", &[("chart-in-sentence", "![](chart:a)")]);
        check("![A *map*](map.png)", "p(img(map.png:A map))", &[]);
        check("![ ](map.png)", "p()", &[("image-without-alternative", "![ ](map.png)")]);
        check(
            "![x](https://a.org/b.png) ![y](b.svg)",
            "p( )",
            &[("address-not-allowed", "https://a.org/b.png"), ("address-not-allowed", "b.svg")],
        );
        check("![](chart:a b)", "p(![](chart:a b))", &[]);
        check("![](chart:)", "", &[("address-not-allowed", "chart:")]);
    }

    #[test]
    fn what_would_not_be_shown_or_is_out_of_order_is_said() {
        check("# A\n\n#### B", "h1(A) h4(B)", &[("heading-level", "# A"), ("heading-level", "#### B")]);
        check("## A\n### B\n## C\n##", "h2(A) h3(B) h2(C) h2()", &[("empty-heading", "##")]);
        check("| a |\n|--|\n| 1 | 2 | 3 |\n| 4 |", "table(< a / 1 / 4)", &[("ragged-table", "2 | 3 |")]);
        check("a [^x] \\[^y]", "p(a [^x] [^y])", &[("unknown-footnote", "[^x]")]);
        check(
            "[^x]: a\n\n[^x]: b",
            "note(x:p(a)) note(x:p(b))",
            &[("footnote-unused", "[^x]"), ("footnote-twice", "[^x]")],
        );
        check("a &#x202E;b", "p(a \u{202E}b)", &[("hidden-characters", "&#x202E;")]);
        check("a\0b", "p(a b)", &[("control-character", "\0")]);
        check(
            &format!("{}a", "> ".repeat(40)),
            &format!("{}{}", "quote(".repeat(32), ")".repeat(32)),
            &[("nested-too-deep", "")],
        );
    }

    #[test]
    fn a_line_of_front_matter_is_text_whatever_it_looks_like() {
        for line in ["# One", "- two", "1. three", "> four", "    five", "---", "| a | b |", "[^1]: x", "[a]: b", "."] {
            check_line(line, line, line, if line.starts_with("[^") { &[("unknown-footnote", "[^1]")] } else { &[] });
        }
        check_line(
            "**Bold** and _em_ `x`",
            "\"**Bold** and _em_ `x`\"",
            "b(Bold) and em(_) code(x)".replace("em(_)", "em(em)").as_str(),
            &[],
        );
        check_line("Up [28%](=change(a, b))", "'Up [28%](=change(a, b))'", "Up bound(change(a, b):28%)", &[]);
        check_line("it's <b>", "'it''s <b>'", "it's ", &[("raw-html", "<b>")]);
        check_line("one two\n\n# x", "|\n  one\n  two\n\n  # x", "one two  # x", &[]);
        check_line(
            "![a](b.png) ![](chart:c)",
            "![a](b.png) ![](chart:c)",
            " ",
            &[("misplaced-picture", "![a](b.png)"), ("misplaced-picture", "![](chart:c)")],
        );
        check_line("", "", "", &[]);
    }
}
