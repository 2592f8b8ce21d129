//! Differences of texts. In: two lists of sentences, or two sentences. Out: what stayed, went and came. Turning
//! the two round turns the result round: the smaller of the two always counts as the first.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of a text that was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the old.
    Gone(String),
    /// Only in the new.
    Added(String),
}

/// The words of `old` and `new` in one text.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let mut pieces = Vec::new();
    for (gone, added, same) in runs(&a, &b) {
        let mut add = |words: &[&str], piece: fn(String) -> Piece| {
            if !words.is_empty() {
                pieces.push(piece(words.join(" ")));
            }
        };
        add(&gone, Piece::Gone);
        add(&added, Piece::Added);
        add(&same, Piece::Same);
    }
    pieces
}

/// Runs of what is gone and added, each with what is the same after it.
type Run<'a> = (Vec<&'a str>, Vec<&'a str>, Vec<&'a str>);

/// How `a` becomes `b`, run by run.
pub fn runs<'a>(a: &[&'a str], b: &[&'a str]) -> Vec<Run<'a>> {
    if a > b {
        return runs(b, a).into_iter().map(|(gone, added, same)| (added, gone, same)).collect();
    }
    let mut runs: Vec<Run<'a>> = vec![Run::default()];
    for op in capture_diff_slices(Algorithm::Myers, a, b) {
        let (old, new) = (&a[op.old_range()], &b[op.new_range()]);
        let last = runs.last_mut().expect("there is always a run");
        match op {
            DiffOp::Equal { .. } => last.2.extend(old),
            _ if last.2.is_empty() => {
                last.0.extend(old);
                last.1.extend(new);
            }
            _ => runs.push((old.to_vec(), new.to_vec(), Vec::new())),
        }
    }
    runs
}

/// Whether two sentences are one that was edited: half of their words are the same.
pub fn is_edit(old: &str, new: &str) -> bool {
    let count = |text: &str| text.split_whitespace().count();
    let kept: usize =
        words(old, new).iter().map(|piece| if let Piece::Same(text) = piece { count(text) } else { 0 }).sum();
    2 * kept >= count(old).max(count(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stay_go_and_come_are_told_apart() {
        let pieces = words("There were 150 fires.", "There were only 140 fires.");
        let expect = [
            Piece::Same("There were".into()),
            Piece::Gone("150".into()),
            Piece::Added("only 140".into()),
            Piece::Same("fires.".into()),
        ];
        assert_eq!(pieces, expect);
        assert_eq!(words("a b", "a b"), [Piece::Same("a b".into())]);
        assert!(is_edit("There were 150 fires.", "There were 140 fires.") && !is_edit("One two.", "Three four."));
    }
}
