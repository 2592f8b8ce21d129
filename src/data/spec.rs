//! What front matter says about one measure, as written: in, the map under the measure's name; out, a
//! [`MeasureSpec`] whose every word knows where it stands. Whether the file, its columns and the other
//! measures named here exist is seen later (`read.rs`, `derive.rs`).

use super::csv::formula::formula_in;
use super::{Decimal, Number, PeriodKind, Polarity, Unit};
use crate::diag::Diagnostic;
use crate::diag::fields::Fields;
use crate::source::Span;
use crate::source::tree::{Node, Text};

/// A measure as front matter declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureSpec {
    /// Its name.
    pub id: Text,
    /// Where its values come from.
    pub base: Base,
    /// What is worked out from them.
    pub steps: Steps,
    /// Its name as readers see it.
    pub label: Option<Text>,
    /// What its values are measured in.
    pub unit: Option<Unit>,
    /// The kind its periods have.
    pub kind: Option<(PeriodKind, Span)>,
    /// Which way is better.
    pub better: Option<Polarity>,
    /// The period it is compared with.
    pub baseline: Option<Text>,
    /// The value it has to reach.
    pub target: Option<Decimal>,
    /// How many decimals are shown.
    pub decimals: Option<u32>,
    /// The reporting body's own series.
    pub area: Option<Text>,
    /// The series it is compared with.
    pub comparator: Option<Text>,
    /// Ids of the publications it comes from.
    pub sources: Vec<Text>,
}

/// Where a measure's values come from before anything is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// A data file.
    File(Box<Columns>),
    /// Another measure of the aim: `of: monthly`.
    Measure(Text),
    /// The sum of other measures: `sum: [a, b]`.
    Sum(Vec<Text>),
}

/// Which part of a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The file, in `data/`.
    pub data: Text,
    /// The column of values.
    pub value: Option<Text>,
    /// Only rows with these texts in these columns.
    pub filters: Vec<(Text, Text)>,
    /// The column that splits rows into series.
    pub by: Option<Text>,
    /// The column of marks.
    pub notes: Option<Text>,
    /// The columns of an interval round the value.
    pub interval: Option<(Text, Text)>,
    /// How many were asked: a column, a number, or `not published`.
    pub n: Option<Text>,
}

/// What is worked out from the values, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steps {
    /// Sums of so many periods in a row.
    pub rolling: Option<(u32, Span)>,
    /// Divided by another measure.
    pub per: Option<Per>,
    /// As a percentage of another measure.
    pub share: Option<Text>,
    /// With this period as 100.
    pub index: Option<Text>,
}

/// `per: {of: population, each: 1000}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Per {
    /// The measure it is divided by.
    pub of: Text,
    /// For how many of them: 1 if not written.
    pub each: Decimal,
    /// The one period of the other measure that is used for all, if it is not each period's own.
    pub at: Option<Text>,
}

impl Steps {
    /// Whether nothing is worked out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads the map `node` under the name `id`. `None` if it does not say where its values come from.
pub fn read_spec(id: &Text, node: &Node) -> (Option<MeasureSpec>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let spec = Fields::of(node, "a measure", &mut diagnostics).and_then(|mut fields| {
        let spec = spec(id, &mut fields);
        fields.finish();
        spec
    });
    (spec, diagnostics)
}

fn spec(id: &Text, fields: &mut Fields<'_>) -> Option<MeasureSpec> {
    let steps = steps(fields);
    let kinds = PeriodKind::ALL.map(PeriodKind::name);
    let base = base(id, fields);
    Some(MeasureSpec {
        id: id.clone(),
        label: fields.text("label").filter(|label| !is_formula(label, fields)),
        unit: fields.parsed("unit", "a unit, such as `%`, `£` or `offences`", Unit::parse).map(|(unit, _)| unit),
        kind: fields.choice("period", &kinds).map(|(at, span)| (PeriodKind::ALL[at], span)),
        better: fields
            .choice("better", &["lower", "higher", "neither"])
            .map(|(at, _)| [Polarity::Lower, Polarity::Higher, Polarity::Neither][at]),
        baseline: fields.text("baseline"),
        target: number(fields, "target"),
        decimals: decimals(fields),
        area: fields.text("area"),
        comparator: fields.text("comparator"),
        sources: fields.texts("sources"),
        steps,
        base: base?,
    })
}

/// Whether the text of a label would run as a formula in the data files it names a column of; says so.
fn is_formula(label: &Text, fields: &mut Fields<'_>) -> bool {
    let Some(formula) = formula_in(label.text.trim()) else { return false };
    let formula: String = formula.chars().take(40).collect();
    let message = format!("a spreadsheet would run `{formula}` as a formula: the label names a column of data files");
    fields.report(
        Diagnostic::error("formula-cell", message)
            .at(label.span, "")
            .help("start the label with a letter or a digit, and leave out semicolons before signs"),
    );
    true
}

fn number(fields: &mut Fields<'_>, key: &'static str) -> Option<Decimal> {
    let text = fields.text(key)?;
    match Number::parse(&text.text) {
        Ok(number) => Some(number.value),
        Err(fault) => {
            let message = format!("`{key}` is `{}`, which {fault}", text.text);
            fields.report(Diagnostic::error("wrong-type", message).at(text.span, "").help(fault.help()));
            None
        }
    }
}

/// More decimals than a value can have would only print zeros.
fn decimals(fields: &mut Fields<'_>) -> Option<u32> {
    fields
        .parsed("decimals", "a whole number from 0 to 15", |text| {
            text.parse().ok().filter(|decimals| *decimals <= super::number::MAX_DIGITS)
        })
        .map(|(decimals, _)| decimals)
}

/// Exactly one of `data`, `of` and `sum` says where values come from.
fn base(id: &Text, fields: &mut Fields<'_>) -> Option<Base> {
    let columns = columns(fields);
    let of = fields.text("of").map(Base::Measure);
    let sum = fields.texts("sum");
    let sum = (!sum.is_empty()).then_some(Base::Sum(sum));
    let mut given = [columns, of, sum].into_iter().flatten();
    let base = given.next();
    if let Some(key) = given.next() {
        let (key, place) = match key {
            Base::Measure(text) => ("of", text.span),
            _ => ("sum", fields.key_span("sum").unwrap_or(id.span)),
        };
        let message = format!("measure `{}` says twice where its values come from", id.text);
        fields.report(
            Diagnostic::error("two-origins", message)
                .at(place, format!("`{key}` and another"))
                .help("keep one of `data`, `of` and `sum`"),
        );
    } else if base.is_none() && ["data", "of", "sum"].iter().all(|key| fields.key_span(key).is_none()) {
        let message = format!("measure `{}` does not say where its values come from", id.text);
        fields
            .report(Diagnostic::error("missing-key", message).at(id.span, "").help("add `data:` with a file of data/"));
    }
    base
}

fn columns(fields: &mut Fields<'_>) -> Option<Base> {
    let data = fields.text("data");
    let value = fields.text("value");
    let filters = filters(fields);
    let (by, notes, n) = (fields.text("by"), fields.text("notes"), fields.text("n"));
    let interval = match (fields.text("low"), fields.text("high")) {
        (Some(low), Some(high)) => Some((low, high)),
        (None, None) => None,
        (one, other) => {
            let (given, missing) = if one.is_some() { ("low", "high") } else { ("high", "low") };
            if let Some(text) = one.or(other) {
                let message = format!("`{given}` has no `{missing}` beside it");
                fields.report(
                    Diagnostic::error("missing-key", message)
                        .at(text.span, "")
                        .help("an interval needs the columns of both its ends"),
                );
            }
            None
        }
    };
    Some(Base::File(Box::new(Columns { data: data?, value, filters, by, notes, interval, n })))
}

fn filters(fields: &mut Fields<'_>) -> Vec<(Text, Text)> {
    let mut filters = Vec::new();
    for (column, node) in fields.entries("where") {
        match node.as_text() {
            Some(text) => filters.push((column.clone(), text)),
            None => fields.report(
                Diagnostic::error("wrong-type", format!("`where` gives {} for `{}`", node.describe(), column.text))
                    .at(node.span, "expected a text")
                    .help("write the text that the column's cells must hold"),
            ),
        }
    }
    filters
}

fn steps(fields: &mut Fields<'_>) -> Steps {
    let rolling = fields.parsed("rolling", "a whole number from 2 to 120", |text| {
        text.parse().ok().filter(|count| (2..=120).contains(count))
    });
    let steps = Steps { rolling, per: per(fields), share: fields.text("share"), index: fields.text("index") };
    if let (Some(per), Some(share)) = (&steps.per, &steps.share) {
        fields.report(
            Diagnostic::error("two-divisors", "a measure cannot have both `per` and `share`")
                .at(share.span, "divided again")
                .also(per.of.span, "already divided")
                .help("declare two measures, the second with `of:` the first"),
        );
    }
    steps
}

fn per(fields: &mut Fields<'_>) -> Option<Per> {
    let node = fields.node("per")?;
    let mut diagnostics = Vec::new();
    let per = Fields::of(node, "`per`", &mut diagnostics).and_then(|mut inner| {
        let of = inner.required_text("of");
        let each = inner.parsed("each", "a number above zero, such as `1000`", |text| {
            Number::parse(text).ok().map(|number| number.value).filter(|value| *value > Decimal::ZERO)
        });
        let each = each.map_or(Decimal::ONE, |(each, _)| each);
        let at = inner.text("at");
        inner.finish();
        Some(Per { of: of?, each, at })
    });
    diagnostics.into_iter().for_each(|diagnostic| fields.report(diagnostic));
    per
}
