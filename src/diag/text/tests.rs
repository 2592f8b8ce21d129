//! What the terminal shows, message by message.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::source::{Span, text::sources};

/// The span of `words` in `path`.
fn span(sources: &Sources, path: &str, words: &str) -> Span {
    let (id, file) = sources.find(path).expect("the fixture has the file");
    let text = String::from_utf8_lossy(&file.bytes);
    let start = text.find(words).expect("the fixture has the words");
    Span::new(id, start, start + words.len())
}

#[track_caller]
fn check(fixture: &str, make: impl Fn(&Sources) -> Vec<Diagnostic>, expect: &str) {
    let sources = sources(fixture);
    let text = render(&sources, &make(&sources), Palette::Plain);
    assert_eq!(text, expect, "\n{text}");
}

fn one(fixture: &str, path: &str, words: &str, expect: &str) {
    let make = |sources: &Sources| vec![Diagnostic::error("rule", "message").at(span(sources, path, words), "here")];
    check(fixture, make, &format!("error[rule]: message\n{expect}\n1 error\n"));
}

#[test]
fn looks_as_the_style_page_shows() {
    check(
        "--- content/burglary.md\n---\naim: Burglary\n---\nthere were [28,648](=burglaries@2019-06) burglaries\n--- data/burglary.csv\nperiod,n\n2019-06,28684\n",
        |sources| {
            vec![
                Diagnostic::error("claim-mismatch", "`28,648` is not what the data says")
                    .at(span(sources, "content/burglary.md", "28,648"), "the data says `28,684`")
                    .also(span(sources, "data/burglary.csv", "28684"), "")
                    .help("change the text to `28,684`, or correct the cell"),
            ]
        },
        "\
error[claim-mismatch]: `28,648` is not what the data says
  --> content/burglary.md:4:13
   |
 4 | there were [28,648](=burglaries@2019-06) burglaries
   |             ^^^^^^ the data says `28,684`
  ::: data/burglary.csv:2:9
   = help: change the text to `28,684`, or correct the cell

1 error
",
    );
}

#[test]
fn shows_the_second_place_when_it_has_words() {
    check(
        "--- a.csv\nperiod,n\n2019-06,1\n2019-06,2\n",
        |sources| {
            let (id, _) = sources.find("a.csv").unwrap();
            vec![
                Diagnostic::warning("twice", "a period twice")
                    .at(Span::new(id, 19, 26), "")
                    .also(Span::new(id, 9, 16), "first here"),
            ]
        },
        "\
warning[twice]: a period twice
  --> a.csv:3:1
   |
 3 | 2019-06,2
   | ^^^^^^^
  ::: a.csv:2:1
   |
 2 | 2019-06,1
   | ------- first here

1 warning
",
    );
}

#[test]
fn shows_the_ends_of_a_place_of_several_lines() {
    one(
        "--- a.md\none two\nthree\nfour five\n",
        "a.md",
        "two\nthree\nfour",
        "  --> a.md:1:5\n   |\n 1 | one two\n   |     ^^^\n...\n 3 | four five\n   | ^^^^ here\n",
    );
    one(
        "--- a.md\none two\r\nfour five\n",
        "a.md",
        "two\r\nfour",
        "  --> a.md:1:5\n   |\n 1 | one two\n   |     ^^^\n 2 | four five\n   | ^^^^ here\n",
    );
    one("--- a.md\none two\nthree\n", "a.md", "two\n", "  --> a.md:1:5\n   |\n 1 | one two\n   |     ^^^ here\n");
}

#[test]
fn points_past_the_last_character() {
    let make = |sources: &Sources| {
        let (id, file) = sources.find("a.md").unwrap();
        vec![
            Diagnostic::error("rule", "something is missing").at(Span::new(id, file.bytes.len(), file.bytes.len()), ""),
        ]
    };
    check(
        "--- a.md\nab",
        make,
        "error[rule]: something is missing\n  --> a.md:1:3\n   |\n 1 | ab\n   |   ^\n\n1 error\n",
    );
    check("--- a.md\n", make, "error[rule]: something is missing\n  --> a.md:1:1\n   |\n 1 |\n   | ^\n\n1 error\n");
    check("--- a.md\nab\n", make, "error[rule]: something is missing\n  --> a.md:2:1\n   |\n 2 |\n   | ^\n\n1 error\n");
}

#[test]
fn names_a_path_that_was_not_read() {
    check(
        "",
        |_| {
            vec![Diagnostic::error("link", "a link\u{1b}").at_path("content/x\n::error::.md").help("delete it\nor not")]
        },
        "\
error[link]: a link\\u{1b}
  --> content/x\\n::error::.md
   = help: delete it
           or not

1 error
",
    );
}

#[test]
fn counts_what_it_leaves_out() {
    let fixture: String = (10..40).map(|n| format!("--- content/f{n}.md\nx\n")).collect();
    let sources = sources(&fixture);
    let many: Vec<Diagnostic> = sources
        .iter()
        .flat_map(|(id, _)| {
            (0..25).map(move |n| Diagnostic::error("rule", format!("mistake {n:02}")).at(Span::new(id, 0, 1), ""))
        })
        .collect();
    let text = render(&sources, &many, Palette::Plain);
    assert_eq!(text.matches("error[rule]").count(), 200);
    assert_eq!(text.matches("and 5 more in content/f1").count(), 10, "{text}");
    assert!(text.ends_with("and 500 more\n\n750 errors\n"), "{text}");
}

#[test]
fn never_floods_a_log() {
    let sources = sources("--- a.md\nx\n--- b.md\ny\n");
    let flood: Vec<Diagnostic> = sources
        .iter()
        .flat_map(|(id, _)| {
            (0..300).map(move |n| {
                Diagnostic::error("rule", format!("{n}{}", "\u{202e}".repeat(9999)))
                    .at(Span::new(id, 0, 1), "y".repeat(9999))
            })
        })
        .collect();
    let text = render(&sources, &flood, Palette::Plain);
    assert!(text.len() < MOST_BYTES);
    assert!(text.ends_with("600 errors\n"));
}

#[test]
fn colours_only_when_asked() {
    let sources = sources("--- a.md\nx\n");
    let list = [Diagnostic::error("rule", "m").at(span(&sources, "a.md", "x"), "w")];
    assert!(!render(&sources, &list, Palette::Plain).contains('\u{1b}'));
    assert!(render(&sources, &list, Palette::Colour).contains("\u{1b}[1;31merror[rule]\u{1b}[0m"));
}

#[test]
fn says_nothing_of_nothing() {
    check("--- a.md\nx\n", |_| Vec::new(), "");
}
