//! Laws of bound numbers: what is filled in passes its own check, a number that was put right is right, and
//! the language and the reading of numbers survive any text.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::judge::judge;
use super::quantity::{Dimension, Outcome, Quantity};
use super::syntax::{Node, NodeKind, parse};
use super::written::{Reading, read};
use crate::data::{Decimal, Unit};
use crate::prose::Bound;
use crate::report::read;
use crate::source::tree::Text;
use crate::source::{Span, text::sources};

fn quantity() -> impl Strategy<Value = Quantity> {
    let dimension = prop_oneof![
        Just(Dimension::Number),
        Just(Dimension::Change),
        Just(Dimension::Points),
        Just(Dimension::Level(Unit::Percent)),
        Just(Dimension::Level(Unit::Pounds)),
        Just(Dimension::Level(Unit::Named("offences".into()))),
        Just(Dimension::Level(Unit::Named("per 1,000 people".into()))),
    ];
    let decimals = prop_oneof![Just(None), (0_u32..=4).prop_map(Some)];
    (-99_999_999_i64..=99_999_999, 0_u32..=9, dimension, decimals).prop_map(|(mantissa, scale, dimension, decimals)| {
        Quantity { dimension, decimals, ..Quantity::number(Decimal::new(mantissa, scale)) }
    })
}

/// Numbers as people write them, and words about them.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        "(−|-|\\+)?£?[0-9]{1,3}(,[0-9]{3}){0,2}(\\.[0-9]{1,3})?(%| per cent| points| million|m)?",
        "(nearly|over|about|at least) [0-9]{1,6}",
        "(two|twelve|twenty-one|a third|three quarters|half)( of them)?",
    ]
}

fn bound(text: &str) -> Bound {
    let sources = sources("--- a.md\n");
    let span = Span::new(sources.iter().next().unwrap().0, 0, text.len());
    Bound { expression: Text { text: String::new(), span }, text: Text { text: text.to_owned(), span }, span }
}

/// Every part of an expression.
fn parts<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
    found.push(node);
    match &node.kind {
        NodeKind::Call { arguments, .. } => arguments.iter().for_each(|node| parts(node, found)),
        NodeKind::Minus(inner) | NodeKind::Not(inner) => parts(inner, found),
        NodeKind::Joined { left, right, .. } => [left, right].into_iter().for_each(|node| parts(node, found)),
        NodeKind::Number(_) | NodeKind::Reference(_) | NodeKind::Period(_) => {}
    }
}

const REPORT: &str = "--- aimline.yaml\ntitle: R\nbody: B\nplan: [a]\nsources: {s: {title: T, publisher: P}}\n--- content/index.md\n---\nedition: 2019-11\ndate: 2019-11-19\n---\nx\n--- data/m.csv\nperiod,Ours,Theirs\n2018,1,0\n2019,2,[c]\n--- content/a.md\n---\naim: A\nstatus: updated\nsources: [s]\nmeasures:\n  m: {data: m.csv, unit: cases, period: calendar-year}\n---\n## Commentary\n\n@LINK@\n\n## Response\n\nr\n";

proptest! {
    #[test]
    fn a_number_filled_in_passes_its_own_check(quantity in quantity()) {
        let outcome = Outcome::Quantity(quantity);
        let shown = judge(&bound(""), &outcome, false).unwrap();
        prop_assert_eq!(judge(&bound(&shown), &outcome, false), Ok(shown));
    }

    #[test]
    fn a_number_put_right_is_right(quantity in quantity(), text in written()) {
        let outcome = Outcome::Quantity(quantity);
        let fix = judge(&bound(&text), &outcome, false).err().and_then(|diagnostic| diagnostic.fix);
        if let Some(fix) = fix {
            let again = judge(&bound(&fix.text), &outcome, false);
            prop_assert!(again.is_ok(), "{} became {}, of which is said {:?}", text, fix.text, again);
        }
    }

    #[test]
    fn any_text_is_an_expression_or_says_where_not(text in "\\PC{0,60}") {
        match parse(&text) {
            Ok(expression) => {
                let mut found = Vec::new();
                parts(&expression.root, &mut found);
                for node in found {
                    prop_assert!(text.get(node.place.clone()).is_some(), "{:?} of {}", node.place, text);
                }
            }
            Err(unreadable) => prop_assert!(text.get(unreadable.place.clone()).is_some(), "{:?} of {}", unreadable.place, text),
        }
    }

    #[test]
    fn any_text_is_read_as_a_number_or_not(text in "[0-9a-z£%,. −+-]{0,30}") {
        if let Reading::Number(number) = read(&text) {
            prop_assert!(text.get(number.place).is_some());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_expression_shows_a_text_or_a_message(
        expression in "(m|m\\[Theirs\\]|a\\.m|change\\(m, |rank\\(m, |sum\\(|per\\(m@2019, |latest|@2018|@latest|@baseline|\\)|0|2| - | / | > | and |, |~|-){0,9}",
        text in "(1|2%|more|a third|)",
    ) {
        let sources = sources(&REPORT.replace("@LINK@", &format!("[{text}](={expression})")));
        let (report, diagnostics) = read::report(&sources, None);
        let shown = report.unwrap().bindings.iter().count();
        prop_assert!(shown == 1 || !diagnostics.is_empty(), "{} {:?}", expression, diagnostics);
    }
}
