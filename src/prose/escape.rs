//! The only way from text to HTML. In: any text. Out: HTML that shows exactly that text and nothing else,
//! in an element's content or in a quoted attribute. Names of elements and attributes are `'static`: they
//! come from this program, never from a report.

use crate::source::characters::is_noncharacter;

/// `text` as the content of an element.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

/// `value` between the double quotes of an attribute; the same escaping serves both.
pub fn attribute(value: &str) -> String {
    text(value)
}

/// Adds `text`, escaped. Characters HTML may not hold become U+FFFD.
fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push('\n'),
            c if c.is_control() || is_noncharacter(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

/// HTML that is being written. Everything is escaped but what [`Html::finished`] adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    out: String,
}

impl Html {
    /// Starts an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Ends an element.
    pub fn close(&mut self, name: &'static str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        push(&mut self.out, text);
    }

    /// Ends a line of the source.
    pub fn line(&mut self) {
        self.out.push('\n');
    }

    /// Adds HTML that was written by this program: a chart's figure, a bound number.
    pub fn finished(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// What was written since the start or the last time this was asked.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_content_and_in_attributes() {
        let mut html = Html::default();
        html.open("a", &[("href", "x\"><script>"), ("title", "it's & so")]);
        html.text("</a><b onclick='x'>&amp;\0\u{7F}\u{FFFE}\r\n");
        html.close("a");
        let expect = "<a href=\"x&quot;&gt;&lt;script&gt;\" title=\"it&#39;s &amp; so\">&lt;/a&gt;&lt;b \
                      onclick=&#39;x&#39;&gt;&amp;amp;\u{FFFD}\u{FFFD}\u{FFFD}\n\n</a>";
        assert_eq!(html.take(), expect);
        assert_eq!(html.take(), "");
    }
}
