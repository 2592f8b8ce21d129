//! Whole reports with pieces of hostile text spliced into several places at once, as values and as they are:
//! there is a site or a message, and nothing is wrong with either.

use std::collections::BTreeMap;

use aimline::source::{SourceFile, Sources};
use proptest::prelude::*;

use super::{answer, fields, files};

/// Up to three hostile texts one behind the other.
fn text() -> impl Strategy<Value = String> {
    let all: Vec<String> = fields::texts().into_iter().map(|(_, text)| text).filter(|text| text.len() < 400).collect();
    let piece = prop_oneof![
        4 => prop::sample::select(all),
        2 => "[-a-z0-9 \\[\\](){}<>=&|#*_`!:;,.\"'/\\\\]{0,12}",
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn places() -> impl Strategy<Value = BTreeMap<&'static str, String>> {
    let names: Vec<&str> = fields::places().iter().map(|place| place.name).collect();
    prop::collection::btree_map(prop::sample::select(names), text(), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_pieces_in_many_places(put in places()) {
        let put = put.iter().map(|(place, text)| (*place, text.as_str())).collect();
        let (_, faults) = answer(&fields::report(&put));
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn hostile_pieces_anywhere(spots in prop::collection::vec((any::<prop::sample::Index>(), text()), 1..4)) {
        let mut all = files(&fields::fixture());
        for (spot, piece) in &spots {
            let lengths: Vec<usize> = all.iter().map(|file| file.bytes.len()).collect();
            let mut at = spot.index(lengths.iter().sum());
            let file = lengths.iter().position(|length| if at < *length { true } else { at -= length; false }).unwrap();
            let SourceFile { bytes, .. } = &mut all[file];
            bytes.splice(at..at, piece.bytes());
        }
        let (_, faults) = answer(&Sources::new(all));
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
