//! A percent change worked out from rounded rates, told more exactly than they allow.

use crate::check::page::pages;
use crate::check::rule::{Explanation, Rule, When};
use crate::data::number::format;
use crate::data::{Decimal, Unit};
use crate::diag::Diagnostic;
use crate::prose::Bound;
use crate::report::binding::quantity::{Dimension, Input, Outcome, Quantity};
use crate::report::binding::syntax::is_about;
use crate::report::binding::written::{Form, Reading, read};
use crate::report::{Binding, Report};
use crate::source::Sources;

/// The rule.
pub const RULE: Rule = Rule {
    explanation: Explanation {
        name: "rounded-input",
        summary: "a percent change says more than its rounded inputs allow",
        why: "A rate published as 66 can be anything from 65.5 to 66.5. The change from one such rate to another can lie a \
              few percent to either side of what the two give. Work it out from the counts, or say about how much it \
              is, with `=~` and in fewer digits.",
        example: "the rate rose by [36%](=change(rate, 2016-03, 2019-06)) from 66 to 90\n\
                  the rate rose by [more than a third](=~change(rate, 2016-03, 2019-06) / 100)",
    },
    when: When::Always,
    check,
};

fn check(report: &Report, _: &Sources) -> Vec<Diagnostic> {
    let pages = pages(report.latest());
    let bindings = pages.iter().flat_map(|page| page.bindings(report));
    bindings.filter_map(|(bound, binding)| too_exact(bound, binding)).collect()
}

fn too_exact(bound: &Bound, binding: &Binding) -> Option<Diagnostic> {
    let Outcome::Quantity(quantity @ Quantity { dimension: Dimension::Change, .. }) = &binding.outcome else {
        return None;
    };
    let [old, new] = quantity.inputs.as_slice() else { return None };
    let Reading::Number(written) = read(&bound.text.text) else { return None };
    let Form::Digits(digits) = &written.form else { return None };
    if is_about(&binding.expression) || !is_rounded(old) || !is_rounded(new) {
        return None;
    }
    let (low, high) = range(old, new)?;
    let change = percent(old.value, new.value)?;
    let unit = Decimal::new(1, digits.decimals);
    if change - low <= unit && high - change <= unit {
        return None;
    }
    let (low, high) = if quantity.value == change { (low, high) } else { (-high, -low) };
    let shown = |value: Decimal| format(value, Some(digits.decimals + 1), &Unit::Percent);
    let message = format!("`{}` says more than the rounded values it comes from allow", bound.text.text);
    let diagnostic = Diagnostic::warning("rounded-input", message)
        .at(bound.text.span, format!("the change is between {} and {}", shown(low), shown(high)))
        .also(old.span, "rounded")
        .also(new.span, "rounded");
    Some(diagnostic.help("work it out from counts, or say about how much it is with `=~`"))
}

/// Whether a value is a rate: counts are exact.
fn is_rounded(input: &Input) -> bool {
    match &input.unit {
        Unit::Percent => true,
        Unit::Pounds => false,
        Unit::Named(words) => words.split(' ').any(|word| word == "per"),
    }
}

/// The least and the greatest change that the values before rounding can have.
fn range(old: &Input, new: &Input) -> Option<(Decimal, Decimal)> {
    let half = |input: &Input| Decimal::new(5, (input.value.scale() + 1).min(28));
    let (off_old, off_new) = (half(old), half(new));
    if old.value <= off_old {
        return None;
    }
    let least = percent(old.value + off_old, new.value - off_new)?;
    let greatest = percent(old.value - off_old, new.value + off_new)?;
    Some((least, greatest))
}

fn percent(old: Decimal, new: Decimal) -> Option<Decimal> {
    new.checked_sub(old)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old)
}
