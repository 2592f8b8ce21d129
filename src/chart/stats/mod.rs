//! Statistics: each file one family of formulas with its source, and published worked examples as tests.
//! Binary numbers in and out; what readers see is rounded from them once, at the end.

pub mod interval;
