//! Pictures.

/// A checked chart, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {}
