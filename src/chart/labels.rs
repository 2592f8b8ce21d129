//! Labels solved apart. In: where each label would like its middle to be and how tall it is, in that
//! order. Out: where the middles go so that none overlaps its neighbour, all stay between two bounds if
//! they fit there, and the squared distances moved are as small as they can be (pool adjacent violators:
//! exact, and linear in the number of labels).

/// A label on a line: where it wants its middle and how much room it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// The wanted middle.
    pub middle: f64,
    /// The room, gaps included.
    pub height: f64,
}

/// The middles of `labels`, ordered by `middle`, between `low` and `high`; `None` if they do not fit.
pub fn spread(labels: &[Wanted], low: f64, high: f64) -> Option<Vec<f64>> {
    let total: f64 = labels.iter().map(|label| label.height).sum();
    if total > high - low + 1e-9 {
        return None;
    }
    // A label at `middle` with everything before it packed upwards starts at `middle - offset`; the
    // starts must not fall, which is isotonic regression.
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(labels.len());
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(labels.len());
    for label in labels {
        offsets.push(offset + label.height / 2.0);
        pools.push((label.middle - offset - label.height / 2.0, 1));
        offset += label.height;
        while let [.., (a, n), (b, m)] = pools[..]
            && a > b
        {
            pools.truncate(pools.len() - 2);
            pools.push(((a * n as f64 + b * m as f64) / (n + m) as f64, n + m));
        }
    }
    let starts = pools.iter().flat_map(|(start, n)| std::iter::repeat_n(start.clamp(low, high - total), *n));
    Some(starts.zip(&offsets).map(|(start, offset)| start + offset).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn labels(middles: &[f64], height: f64) -> Vec<Wanted> {
        middles.iter().map(|middle| Wanted { middle: *middle, height }).collect()
    }

    #[test]
    fn labels_that_do_not_touch_stay_and_others_part_evenly() {
        assert_eq!(spread(&labels(&[20.0, 80.0], 10.0), 0.0, 100.0).unwrap(), [20.0, 80.0]);
        assert_eq!(spread(&labels(&[50.0, 50.0], 10.0), 0.0, 100.0).unwrap(), [45.0, 55.0]);
        assert_eq!(spread(&labels(&[0.0, 1.0], 10.0), 0.0, 100.0).unwrap(), [5.0, 15.0]);
        assert_eq!(spread(&labels(&[0.0; 11], 10.0), 0.0, 100.0), None);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_nor_leave_the_bounds(
            mut wanted in proptest::collection::vec((-50.0..450.0f64, 5.0..40.0f64), 0..12)
        ) {
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let wanted: Vec<Wanted> =
                wanted.into_iter().map(|(middle, height)| Wanted { middle, height }).collect();
            if let Some(middles) = spread(&wanted, 0.0, 400.0) {
                let mut floor = -1e-6;
                for (label, middle) in wanted.iter().zip(&middles) {
                    prop_assert!(middle - label.height / 2.0 >= floor - 1e-6);
                    floor = middle + label.height / 2.0;
                }
                prop_assert!(floor <= 400.0 + 1e-6);
            }
        }
    }
}
