//! Diagnostics as GitHub workflow commands, which show them beside the lines of a pull request. Every value
//! is escaped as the runner reads it, so no text of a report can end a command or start another.

use super::quote::quote;
use super::{Diagnostic, Severity, limits, text};
use crate::source::{Sources, lines::Lines};

/// All of `diagnostics` as commands, one a line, and the count as the last line.
///
/// `folder` is the report's folder as seen from the top of the repository: empty, or ending in `/`.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], folder: &str) -> String {
    let mut out = String::new();
    let mut unshown = 0;
    for group in limits::groups(sources, diagnostics) {
        let mut more = group.more;
        for diagnostic in group.shown {
            let one = command(sources, diagnostic, folder);
            if out.len() + one.len() < text::MOST_BYTES - 1024 {
                out.push_str(&one);
            } else {
                more += 1;
            }
        }
        unshown += more;
    }
    if unshown > 0 {
        out.push_str(&format!("and {unshown} more\n"));
    }
    if !diagnostics.is_empty() {
        out.push_str(&text::summary(diagnostics));
        out.push('\n');
    }
    out
}

fn command(sources: &Sources, diagnostic: &Diagnostic, folder: &str) -> String {
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut values: Vec<String> = Vec::new();
    if let Some(file) = limits::file_of(sources, diagnostic) {
        values.push(format!("file={}", property(&format!("{folder}{file}"))));
    }
    if let Some(label) = &diagnostic.primary {
        let lines = Lines::new(&sources.file(label.span.file).bytes);
        let (start, end) = (lines.place(label.span.range().start), lines.place(label.span.range().end));
        values.push(format!("line={},endLine={},col={}", start.line, end.line, start.column));
        if start.line == end.line {
            values.push(format!("endColumn={}", end.column));
        }
    }
    values.push(format!("title={}", property(diagnostic.rule)));
    format!("::{kind} {}::{}\n", values.join(","), data(&words(diagnostic)))
}

/// The message, what stands at the carets, and the help, a line each.
fn words(diagnostic: &Diagnostic) -> String {
    let label = diagnostic.primary.as_ref().map(|label| label.text.as_str()).filter(|text| !text.is_empty());
    let help = diagnostic.help.as_ref().map(|help| format!("help: {help}"));
    let parts = [Some(diagnostic.message.as_str()), label, help.as_deref()];
    let quoted: Vec<String> = parts.into_iter().flatten().flat_map(str::lines).map(short).collect();
    quoted.join("\n")
}

/// `line` made safe to show and not too long, so that a log cannot be flooded.
fn short(line: &str) -> String {
    let end = line.char_indices().nth(400).map_or(line.len(), |(end, _)| end);
    quote(&line[..end]).into_owned()
}

/// Escapes the part of a command after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a value before `::`, where `:` and `,` end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::source::{Span, text::sources};

    fn check(diagnostic: Diagnostic, expect: &str) {
        let sources = sources("--- content/a.md\nab\ncd\n");
        assert_eq!(render(&sources, &[diagnostic], "report/"), format!("{expect}\n1 error\n"));
    }

    fn span(start: usize, end: usize) -> Span {
        let sources = sources("--- content/a.md\nab\ncd\n");
        Span::new(sources.find("content/a.md").unwrap().0, start, end)
    }

    #[test]
    fn names_file_line_and_columns() {
        check(
            Diagnostic::error("rule", "28% is wrong").at(span(3, 5), "the data says 27%").help("change it"),
            "::error file=report/content/a.md,line=2,endLine=2,col=1,endColumn=3,title=rule::28%25 is wrong%0Athe data says 27%25%0Ahelp: change it",
        );
        check(
            Diagnostic::error("rule", "m").at(span(0, 5), ""),
            "::error file=report/content/a.md,line=1,endLine=2,col=1,title=rule::m",
        );
    }

    #[test]
    fn lets_no_text_end_a_command_or_start_another() {
        check(
            Diagnostic::error("rule", "a\r\n::set-output name=x::y ##[group]\u{1b}").at_path("a,b:c%\n.md"),
            "::error file=report/a%2Cb%3Ac%25%0A.md,title=rule::a%0A\\::set-output name=x::y #\\#[group]\\u{1b}",
        );
    }
}
