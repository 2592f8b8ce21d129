//! The ids of one page's elements. Whoever wants an id asks here and gets one nobody else on the page has,
//! so that links and names (`aria-labelledby`) always reach the element they mean.

use std::collections::BTreeSet;

/// The ids given out on one page.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// `wanted`, or with a number behind it if somebody has it.
    pub fn claim(&mut self, wanted: &str) -> String {
        let id = (1..)
            .map(|n| if n == 1 { wanted.to_owned() } else { format!("{wanted}-{n}") })
            .find(|id| !self.taken.contains(id))
            .expect("there are more numbers than ids");
        self.taken.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_given_out_once() {
        let mut ids = Ids::default();
        let got = ["main", "a", "a", "a-2", "a"].map(|wanted| ids.claim(wanted));
        assert_eq!(got, ["main", "a", "a-2", "a-2-2", "a-3"]);
    }
}
