//! What an output is: a kind of file the site has, which files those are for a report, and how each is made.
//! An output is one file in `outputs/` and one line in its list.

use std::borrow::Cow;

use super::Frame;
use super::route::Place;
use crate::diag::Diagnostic;

/// A page, feed or download.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Its name.
    pub name: &'static str,
    /// The files it makes, in their order.
    pub files: for<'a> fn(&Frame<'a>) -> Vec<OutputFile<'a>>,
}

/// One file of the site: where it stands and how its bytes are made.
pub struct OutputFile<'a> {
    /// Where.
    pub place: Place<'a>,
    /// How.
    pub make: Make<'a>,
}

/// How the bytes of a file are made; called when the file is delivered, on any thread.
pub type Make<'a> = Box<dyn Fn(&Frame<'a>) -> Made<'a> + Send + Sync + 'a>;

/// The bytes of a file, or what is wrong with it.
pub type Made<'a> = Result<Cow<'a, [u8]>, Vec<Diagnostic>>;

impl<'a> OutputFile<'a> {
    /// A file made by `make`.
    pub fn new(place: Place<'a>, make: impl Fn(&Frame<'a>) -> Made<'a> + Send + Sync + 'a) -> Self {
        Self { place, make: Box::new(make) }
    }

    /// A file that is there already.
    pub fn copy(place: Place<'a>, bytes: &'a [u8]) -> Self {
        Self::new(place, move |_| Ok(Cow::Borrowed(bytes)))
    }

    /// A text made by `make`.
    pub fn text(place: Place<'a>, make: impl Fn(&Frame<'a>) -> String + Send + Sync + 'a) -> Self {
        Self::new(place, move |frame| Ok(Cow::Owned(make(frame).into_bytes())))
    }

    /// A page that `template` makes of the view that `view` makes.
    pub fn page<V: serde::Serialize>(
        place: Place<'a>,
        template: &'static str,
        view: impl Fn(&Frame<'a>) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(place, move |frame| {
            let page = frame.theme.render(&place.path(), template, &view(frame))?;
            Ok(Cow::Owned(page.into_bytes()))
        })
    }
}

impl std::fmt::Debug for OutputFile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutputFile").field("place", &self.place).finish_non_exhaustive()
    }
}
