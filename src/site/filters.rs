//! What templates may call: pure filters and nothing else. tera brings its own, all pure; of those `safe`
//! is taken away, because finished HTML arrives as such and everything else has to be escaped, and `range`
//! is bounded.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// The filters a template may use, in order; messages suggest the nearest.
pub const NAMES: [&str; 35] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The longest list `range` makes.
const LONGEST_RANGE: u64 = 10_000;

/// Registers the filters and takes away what templates must not have.
pub fn register(tera: &mut Tera) {
    tera.register_filter("safe", refuse_safe);
    tera.register_filter("group_by", refuse_group_by);
    tera.register_function("range", range);
}

fn refuse_safe(_: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Err(Error::message(
        "the filter `safe` is not available: fields that hold HTML are written as they are, all else is escaped",
    ))
}

/// tera's own makes its groups in another order in every process.
fn refuse_group_by(_: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Err(Error::message("the filter `group_by` is not available: views come in the order they are shown in"))
}

fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<u64>> {
    let start = arguments.get::<u64>("start")?.unwrap_or_default();
    let end = arguments.must_get::<u64>("end")?;
    match end.saturating_sub(start) <= LONGEST_RANGE {
        true => Ok((start..end).collect()),
        false => Err(Error::message(format!("`range` makes at most {LONGEST_RANGE} numbers"))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tera::Context;

    fn check(template: &str, expect: Result<&str, &str>) {
        let mut tera = Tera::new();
        register(&mut tera);
        let got = tera.render_str(template, &Context::new(), true);
        match (got, expect) {
            (Ok(got), Ok(text)) => assert_eq!(got, text, "{template}"),
            (Err(error), Err(text)) => assert!(error.to_string().contains(text), "{error}"),
            (got, _) => panic!("{template} gave {got:?}"),
        }
    }

    #[test]
    fn filters_do_what_they_say() {
        check("{% for n in range(end=3) %}{{ n }}{% endfor %}", Ok("012"));
        check("{{ '<b>' | upper }}", Ok("&lt;B&gt;"));
    }

    #[test]
    fn what_could_write_markup_or_run_long_is_refused() {
        check("{{ '<b>' | safe }}", Err("`safe` is not available"));
        check("{{ [] | group_by(attribute='a') }}", Err("`group_by` is not available"));
        check("{% for n in range(end=10001) %}{% endfor %}", Err("at most 10000"));
    }

    #[test]
    fn every_listed_filter_exists() {
        let mut tera = Tera::new();
        register(&mut tera);
        for name in NAMES {
            let unknown = format!("Unknown filter `{name}`");
            let result = tera.render_str(&format!("{{{{ 1 | {name} }}}}"), &Context::new(), true);
            assert!(!result.is_err_and(|error| error.to_string().contains(&unknown)), "{name}");
        }
    }
}
