//! Works an expression out. In: its tree and a [`Scope`]. Out: an [`Outcome`], or the one diagnostic that
//! says why it has none. Arithmetic is checked and exact where a decimal can be; dimensions must agree.
//! `functions.rs` holds the functions, `comparing.rs` says which periods may be held against each other.

use std::ops::Range;

use super::comparing::{Allowed, comparable};
use super::functions;
use super::quantity::{Dimension, Outcome, Quantity};
use super::scope::{Found, Scope};
use super::syntax::{Expression, Node, NodeKind, Reference};
use crate::data::{Decimal, Period};
use crate::diag::Diagnostic;

/// An expression being worked out.
#[derive(Debug, Clone, Copy)]
pub struct Evaluation<'a> {
    /// What its names mean.
    pub scope: Scope<'a>,
    /// What its author allows to be compared.
    pub allowed: Allowed<'a>,
}

/// What `expression` is worth in `scope`.
///
/// # Errors
/// Why it has no value: an unknown name, a missing or withheld value, dimensions or periods that do not
/// go together, a division by zero, a number too large.
pub fn evaluate(expression: &Expression, scope: Scope<'_>) -> Result<Outcome, Diagnostic> {
    let allowed = Allowed {
        break_reason: expression.across_break.as_deref(),
        periods_reason: expression.across_periods.as_deref(),
    };
    Evaluation { scope, allowed }.outcome(&expression.root)
}

impl<'a> Evaluation<'a> {
    fn outcome(&self, node: &Node) -> Result<Outcome, Diagnostic> {
        match &node.kind {
            NodeKind::Joined { sign: sign @ ("and" | "or"), left, right } => self.combined(sign, left, right),
            NodeKind::Joined { sign: sign @ ("<" | ">" | "<=" | ">=" | "=" | "!="), left, right } => {
                let (left, right) = (self.quantity(left)?, self.quantity(right)?);
                self.together(&left, &right, &node.place)?;
                let holds = holds(left.value, sign, right.value);
                Ok(Outcome::Truth { holds, sides: vec![(left, sign, right)] })
            }
            NodeKind::Not(inner) => match self.outcome(inner)? {
                Outcome::Truth { holds, sides } => Ok(Outcome::Truth { holds: !holds, sides }),
                Outcome::Quantity(_) => Err(self.not_a_statement(&inner.place)),
            },
            _ => self.quantity(node).map(Outcome::Quantity),
        }
    }

    fn combined(&self, sign: &str, left: &Node, right: &Node) -> Result<Outcome, Diagnostic> {
        let truth = |node: &Node| match self.outcome(node)? {
            Outcome::Truth { holds, sides } => Ok((holds, sides)),
            Outcome::Quantity(_) => Err(self.not_a_statement(&node.place)),
        };
        let ((first, mut sides), (second, more)) = (truth(left)?, truth(right)?);
        sides.extend(more);
        Ok(Outcome::Truth { holds: if sign == "and" { first && second } else { first || second }, sides })
    }

    fn not_a_statement(&self, place: &Range<usize>) -> Diagnostic {
        self.scope
            .fault("unlike-units", "a number stands where a statement should be".to_owned(), place)
            .help("`and`, `or` and `not` join comparisons such as `a > b`")
    }

    /// The number that `node` is worth.
    pub(super) fn quantity(&self, node: &Node) -> Result<Quantity, Diagnostic> {
        match &node.kind {
            NodeKind::Number(written) => self.literal(written, &node.place),
            NodeKind::Reference(reference) => self.value(reference, &node.place),
            NodeKind::Call { name, name_place, arguments } => {
                functions::call(self, name, name_place, arguments, &node.place)
            }
            NodeKind::Minus(inner) => {
                let inner = self.quantity(inner)?;
                Ok(Quantity { value: -inner.value, ..inner })
            }
            NodeKind::Joined { sign: sign @ ("+" | "-" | "*" | "/"), left, right } => {
                let (left, right) = (self.quantity(left)?, self.quantity(right)?);
                self.arithmetic(sign, left, right, &node.place)
            }
            NodeKind::Period(word) => Err(self
                .scope
                .fault(
                    "binding-syntax",
                    format!("`{word}` is a period and stands where a number should be"),
                    &node.place,
                )
                .help("a value is written `measure@period`")),
            NodeKind::Joined { .. } | NodeKind::Not(_) => Err(self.scope.fault(
                "unlike-units",
                "a comparison stands where a number should be".to_owned(),
                &node.place,
            )),
        }
    }

    fn literal(&self, written: &str, place: &Range<usize>) -> Result<Quantity, Diagnostic> {
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        let number = if digits <= 15 { written.parse::<Decimal>().ok() } else { None };
        number
            .map(Quantity::number)
            .ok_or_else(|| self.scope.fault("binding-syntax", format!("`{written}` is not a number"), place))
    }

    fn value(&self, reference: &Reference, place: &Range<usize>) -> Result<Quantity, Diagnostic> {
        let found = self.scope.series(reference)?;
        let Some((written, period_place)) = &reference.period else {
            let name = &reference.measure.0;
            return Err(self
                .scope
                .fault(
                    "binding-syntax",
                    format!("`{name}` is a whole series and stands where one value should be"),
                    place,
                )
                .help(format!("say which period: `{name}@latest` or `{name}@{}`", example(found))));
        };
        let period = self.scope.period(found, written, period_place)?;
        self.scope.value(found, period, period_place)
    }

    /// The series that an argument names.
    pub(super) fn series(&self, node: &Node) -> Result<Option<Found<'a>>, Diagnostic> {
        match &node.kind {
            NodeKind::Reference(reference) if reference.period.is_none() => self.scope.series(reference).map(Some),
            _ => Ok(None),
        }
    }

    /// The period that an argument names, for a series.
    pub(super) fn period(&self, node: &Node, found: Found<'_>) -> Result<Period, Diagnostic> {
        match &node.kind {
            NodeKind::Period(written) | NodeKind::Number(written) => self.scope.period(found, written, &node.place),
            _ => Err(self
                .scope
                .fault("binding-syntax", "a period should stand here".to_owned(), &node.place)
                .help(format!("write `latest`, `baseline` or a period such as `{}`", example(found)))),
        }
    }

    fn arithmetic(
        &self,
        sign: &str,
        left: Quantity,
        right: Quantity,
        place: &Range<usize>,
    ) -> Result<Quantity, Diagnostic> {
        let value = match sign {
            "+" => left.value.checked_add(right.value),
            "-" => left.value.checked_sub(right.value),
            "*" => left.value.checked_mul(right.value),
            _ => return self.divided(left, &right, place),
        };
        let dimension =
            if sign == "*" { self.product(&left, &right, place)? } else { self.sum(sign, &left, &right, place)? };
        self.finished(value, dimension, &left, &right, place)
    }

    fn sum(
        &self,
        sign: &str,
        left: &Quantity,
        right: &Quantity,
        place: &Range<usize>,
    ) -> Result<Dimension, Diagnostic> {
        self.same_dimension(left, right, place)?;
        let difference_of_percentages = sign == "-"
            && left.dimension == Dimension::Level(crate::data::Unit::Percent)
            && right.dimension == left.dimension;
        Ok(match (difference_of_percentages, &left.dimension) {
            (true, _) => Dimension::Points,
            (false, Dimension::Number) => right.dimension.clone(),
            (false, dimension) => dimension.clone(),
        })
    }

    fn product(&self, left: &Quantity, right: &Quantity, place: &Range<usize>) -> Result<Dimension, Diagnostic> {
        match (&left.dimension, &right.dimension) {
            (Dimension::Number, dimension) | (dimension, Dimension::Number) => Ok(dimension.clone()),
            (one, other) => {
                let message = format!("{one} cannot be multiplied by {other}");
                Err(self.scope.fault("unlike-units", message, place))
            }
        }
    }

    /// `left / right`.
    pub(super) fn divided(
        &self,
        left: Quantity,
        right: &Quantity,
        place: &Range<usize>,
    ) -> Result<Quantity, Diagnostic> {
        let dimension = match (&left.dimension, &right.dimension) {
            (dimension, Dimension::Number) => dimension.clone(),
            (one, other) if one == other => Dimension::Number,
            (one, other) => {
                let message = format!("{one} cannot be divided by {other}");
                let help = "for a rate write `per(events, population, 1000)`, for a share `share(part, whole)`";
                return Err(self.scope.fault("unlike-units", message, place).help(help));
            }
        };
        if right.value.is_zero() {
            return Err(self.scope.fault("missing-value", "this divides by zero".to_owned(), place));
        }
        self.finished(left.value.checked_div(right.value), dimension, &left, right, place)
    }

    /// The quantity of `value`, unless it is too large.
    pub(super) fn finished(
        &self,
        value: Option<Decimal>,
        dimension: Dimension,
        left: &Quantity,
        right: &Quantity,
        place: &Range<usize>,
    ) -> Result<Quantity, Diagnostic> {
        let Some(value) = value else {
            return Err(self.scope.fault(
                "missing-value",
                "this number is too large to be worked out".to_owned(),
                place,
            ));
        };
        let decimals = left.decimals.max(right.decimals);
        Ok(Quantity { value, dimension, decimals, span: None, inputs: left.inputs.clone() }.leaning_on(&right.inputs))
    }

    fn same_dimension(&self, left: &Quantity, right: &Quantity, place: &Range<usize>) -> Result<(), Diagnostic> {
        let bare = |quantity: &Quantity| quantity.dimension == Dimension::Number && quantity.inputs.is_empty();
        if left.dimension == right.dimension || bare(left) || bare(right) {
            return Ok(());
        }
        let message = format!("{} and {} do not go together", left.dimension, right.dimension);
        Err(self.scope.fault("unlike-units", message, place))
    }

    /// Checks that two quantities may be held against each other: dimensions, periods, breaks.
    pub(super) fn together(&self, left: &Quantity, right: &Quantity, place: &Range<usize>) -> Result<(), Diagnostic> {
        self.same_dimension(left, right, place)?;
        comparable(&self.scope, self.allowed, left, right, place)
    }
}

fn holds(left: Decimal, sign: &str, right: Decimal) -> bool {
    match sign {
        "<" => left < right,
        ">" => left > right,
        "<=" => left <= right,
        ">=" => left >= right,
        "=" => left == right,
        _ => left != right,
    }
}

fn example(found: Found<'_>) -> String {
    let kind = found.measure.kind;
    found.series.latest().map_or_else(|| kind.example().to_owned(), |latest| latest.period.id())
}
