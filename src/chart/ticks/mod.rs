//! Where axes are labelled: `value.rs` for values, `period.rs` for periods. Both are searches with one
//! answer, so two builds agree.

pub mod period;
pub mod value;
