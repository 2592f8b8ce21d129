//! The one way this folder writes HTML: the writer of `prose::escape`, which escapes everything, and a memory
//! of what is open, so that what comes out is well-formed whatever the text holds.

use super::theme::Html;
use crate::prose::escape;

/// HTML that is being written.
#[derive(Debug, Default)]
pub struct Markup {
    html: escape::Html,
    open: Vec<&'static str>,
}

/// An attribute and its value.
pub type Attribute<'a> = (&'static str, &'a str);

impl Markup {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) -> &mut Self {
        self.html.open(name, attributes);
        self.open.push(name);
        self
    }

    /// Closes the element opened last.
    pub fn close(&mut self) -> &mut Self {
        self.html.close(self.open.pop().expect("an element is closed only after it was opened"));
        self
    }

    /// Closes the element opened last, and a new line after it.
    pub fn close_line(&mut self) -> &mut Self {
        self.close().line()
    }

    /// A new line.
    pub fn line(&mut self) -> &mut Self {
        self.html.line();
        self
    }

    /// Text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.html.text(text);
        self
    }

    /// Finished HTML.
    pub fn html(&mut self, html: &Html) -> &mut Self {
        self.html.finished(&html.0);
        self
    }

    /// An element that holds only text.
    pub fn leaf(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) -> &mut Self {
        self.open(name, attributes).text(text).close()
    }

    /// What was written; every element is closed.
    pub fn finish(mut self) -> Html {
        while !self.open.is_empty() {
            self.close();
        }
        Html(self.html.take())
    }
}

/// Text as finished HTML.
pub fn text(text: &str) -> Html {
    Html(escape::text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped_and_elements_closed() {
        let mut markup = Markup::new();
        markup.open("p", &[("title", "a \"b\" <c>")]).text("1 < 2 & 3").leaf("b", &[], "</b>").open("i", &[]);
        let expect = "<p title=\"a &quot;b&quot; &lt;c&gt;\">1 &lt; 2 &amp; 3<b>&lt;/b&gt;</b><i></i></p>";
        assert_eq!(markup.finish().0, expect);
    }
}
