//! Which character separates the cells of a file: comma, semicolon or tab, told by its first rows.

/// The character most likely to separate the cells of `text`, by its first rows.
pub(super) fn delimiter_of(text: &str) -> u8 {
    const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];
    let counts = count_in_rows(text, CANDIDATES);
    let Some(at) = counts.iter().position(|row| row.iter().any(|count| *count > 0)) else { return b',' };
    let next = counts.get(at + 1);
    let score = |candidate: usize| {
        let count = counts[at][candidate];
        let agrees = next.is_some_and(|next| next[candidate] == count);
        (count > 0 && agrees, count)
    };
    // Of equals the first wins: `max_by_key` would take the last.
    let best = (0..3).rev().max_by_key(|candidate| score(*candidate)).unwrap_or(0);
    CANDIDATES[best]
}

/// How often each candidate stands outside quotes in each of the first rows that are not blank.
fn count_in_rows(text: &str, candidates: [u8; 3]) -> Vec<[u32; 3]> {
    let mut rows = Vec::new();
    let (mut row, mut blank, mut quoted, mut cell_starts) = ([0; 3], true, false, true);
    for byte in text.bytes().take(64 * 1024).chain([b'\n']) {
        match byte {
            b'"' if quoted || cell_starts => quoted = !quoted,
            _ if quoted => {}
            b'\n' | b'\r' => {
                if !blank {
                    rows.push(row);
                }
                (row, blank, cell_starts) = ([0; 3], true, true);
                if rows.len() == 10 {
                    break;
                }
                continue;
            }
            _ => {}
        }
        let candidate = candidates.iter().position(|candidate| *candidate == byte).filter(|_| !quoted);
        if let Some(at) = candidate {
            row[at] += 1;
        }
        blank &= byte == b' ' || candidate.is_some();
        // A quote right behind a quote is one inside the cell, written twice.
        cell_starts = candidate.is_some() || (cell_starts && byte == b' ') || byte == b'"';
    }
    rows
}
