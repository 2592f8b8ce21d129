//! Every rule on the finished model, in the order of their names.

mod change_within_noise;
mod jargon;
mod plan_coverage;
mod rounded_input;
mod shares_do_not_sum;
mod stale_commentary;
mod stale_release;
mod survey_without_n;
mod two_precisions;
mod unbound_number;
mod undefined_mark;
mod unused_data;
mod unused_source;
mod withheld_value_leak;

use super::rule::Rule;

/// Every rule.
pub const ALL: [Rule; 14] = [
    change_within_noise::RULE,
    jargon::RULE,
    plan_coverage::RULE,
    rounded_input::RULE,
    shares_do_not_sum::RULE,
    stale_commentary::RULE,
    stale_release::RULE,
    survey_without_n::RULE,
    two_precisions::RULE,
    unbound_number::RULE,
    undefined_mark::RULE,
    unused_data::RULE,
    unused_source::RULE,
    withheld_value_leak::RULE,
];
