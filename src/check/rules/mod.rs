//! Every rule on the finished model, in the order of their names.

mod plan_coverage;
mod stale_release;
mod unused_data;
mod unused_source;

use super::rule::Rule;

/// Every rule.
pub const ALL: [Rule; 4] = [plan_coverage::RULE, stale_release::RULE, unused_data::RULE, unused_source::RULE];
