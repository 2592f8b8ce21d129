//! Numbers in prose, tied to the data: the language of link addresses that start with `=`.
//! `token.rs` and `syntax.rs` read an expression, `evaluate.rs` works it out on an edition's measures
//! (`scope.rs` finds names, `functions.rs` calculates, `comparing.rs` guards what may be compared),
//! `written.rs` reads the text it is bound to, and `judge.rs` says whether the two agree.

pub mod bindings;
pub mod comparing;
pub mod evaluate;
pub mod functions;
pub mod judge;
#[cfg(test)]
mod laws;
pub mod quantity;
pub mod scope;
pub mod syntax;
#[cfg(test)]
mod tests;
pub mod token;
pub mod written;

pub use bindings::{Binding, Bindings, bind};
