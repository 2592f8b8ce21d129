//! The order in which measures that depend on each other are read. A name nobody has, and measures that
//! depend on themselves, are reported and left out, with everything that depends on them.

use std::collections::{BTreeMap, VecDeque};

use crate::data::spec::{Base, MeasureSpec};
use crate::diag::fields::listed;
use crate::diag::{Diagnostic, nearest};
use crate::source::tree::Text;

/// The places of those measures that can be read, each after the ones it depends on.
pub(super) fn order(specs: &[MeasureSpec]) -> (Vec<usize>, Vec<Diagnostic>) {
    let places: BTreeMap<&str, usize> =
        specs.iter().enumerate().map(|(at, spec)| (spec.id.text.as_str(), at)).collect();
    let mut diagnostics = Vec::new();
    let mut waiting = vec![0_usize; specs.len()];
    let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); specs.len()];
    let mut unknown = vec![false; specs.len()];
    for (at, spec) in specs.iter().enumerate() {
        for name in dependencies(spec) {
            waiting[at] += 1;
            match places.get(name.text.as_str()) {
                Some(other) => dependents[*other].push(at),
                None => {
                    unknown[at] = true;
                    diagnostics.push(unknown_measure(name, specs));
                }
            }
        }
    }
    let mut ready: VecDeque<usize> = (0..specs.len()).filter(|at| waiting[*at] == 0).collect();
    let mut order = Vec::with_capacity(specs.len());
    while let Some(at) = ready.pop_front() {
        order.push(at);
        for dependent in &dependents[at] {
            waiting[*dependent] -= 1;
            if waiting[*dependent] == 0 {
                ready.push_back(*dependent);
            }
        }
    }
    diagnostics.extend(loops(specs, &places, &waiting, &unknown));
    (order, diagnostics)
}

/// The measures a measure names.
fn dependencies(spec: &MeasureSpec) -> impl Iterator<Item = &Text> {
    let base: &[Text] = match &spec.base {
        Base::File(_) => &[],
        Base::Measure(name) => std::slice::from_ref(name),
        Base::Sum(names) => names,
    };
    base.iter().chain(spec.steps.per.as_ref().map(|per| &per.of)).chain(&spec.steps.share)
}

fn unknown_measure(name: &Text, specs: &[MeasureSpec]) -> Diagnostic {
    let names = || specs.iter().map(|spec| spec.id.text.as_str());
    let help = match nearest(&name.text, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the measures of the aim are {}", listed(names().take(20))),
    };
    Diagnostic::error("unknown-measure", format!("there is no measure `{}`", name.text))
        .at(name.span, "not declared here")
        .help(help)
}

/// One diagnostic a circle of measures. Every measure left waiting leads into a circle or to an unknown name.
fn loops(
    specs: &[MeasureSpec],
    places: &BTreeMap<&str, usize>,
    waiting: &[usize],
    unknown: &[bool],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut seen = vec![0_usize; specs.len()];
    for start in (0..specs.len()).filter(|at| waiting[*at] > 0) {
        let mut at = start;
        // Walks from a measure to the first one it waits for, until it meets its own or an older trail.
        while seen[at] == 0 && !unknown[at] {
            seen[at] = start + 1;
            let next = dependencies(&specs[at])
                .filter_map(|name| places.get(name.text.as_str()).map(|other| (*other, name)))
                .find(|(other, _)| waiting[*other] > 0);
            let Some((other, name)) = next else { break };
            if seen[other] == start + 1 {
                diagnostics.push(circle(&specs[other], name));
            }
            at = other;
        }
    }
    diagnostics
}

fn circle(measure: &MeasureSpec, through: &Text) -> Diagnostic {
    Diagnostic::error("measure-loop", format!("measure `{}` is worked out from itself", measure.id.text))
        .at(through.span, "which leads back")
        .also(measure.id.span, "the measure")
        .help("one of the measures in the circle has to come from a data file")
}
