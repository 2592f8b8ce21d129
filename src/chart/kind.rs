//! What a kind of chart is. A kind has a name, keys of its own, and one function from what was asked to a
//! [`Chart`], saying everything that is wrong on the way. What it draws is a value of its own (checked, exact,
//! without positions) that can be asked for a scene.

use super::ask::Ask;
use super::figure::{Chart, Tile};
use super::scene::{Scene, Width};
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// A kind of chart. To add one, write `kinds/<name>.rs` and name it in `kinds/mod.rs`.
pub trait Kind: Debug + Sync {
    /// Its name, as `type:` has it.
    fn name(&self) -> &'static str;
    /// What it is for, in one line of the reference.
    fn purpose(&self) -> &'static str;
    /// The keys it has beside those of every chart.
    fn keys(&self) -> &'static [Key] {
        &[]
    }
    /// Checks what is asked and plans the chart; `None` if it cannot be drawn, with a diagnostic that says why.
    fn plan(&self, ask: &mut Ask<'_, '_>) -> Option<Chart>;
}

/// A key of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one line of the reference.
    pub meaning: &'static str,
}

/// What a figure has besides its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form<'a> {
    /// Two drawings, of which one is shown.
    Drawing,
    /// Its table, open, and no drawing.
    Table,
    /// One number in large type.
    Tile(&'a Tile),
}

/// What a kind draws: a model that is complete and right, and can be placed on either drawing.
pub trait Draw: Any + Debug + Send + Sync {
    /// Its scene at a width.
    fn scene(&self, width: Width) -> Scene;

    /// What its figure has; a drawing unless it says otherwise.
    fn form(&self) -> Form<'_> {
        Form::Drawing
    }
}

/// Models of different kinds in one type that can be copied and compared.
#[derive(Debug, Clone)]
pub struct Model(Arc<dyn DrawAndCompare>);

trait DrawAndCompare: Draw {
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<T: Draw + PartialEq> DrawAndCompare for T {
    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }
}

impl Model {
    /// Wraps the model of a kind.
    pub fn new(model: impl Draw + PartialEq) -> Self {
        Self(Arc::new(model))
    }

    /// Its scene at a width.
    pub fn scene(&self, width: Width) -> Scene {
        self.0.scene(width)
    }

    /// What its figure has.
    pub fn form(&self) -> Form<'_> {
        self.0.form()
    }
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.equals(other)
    }
}
