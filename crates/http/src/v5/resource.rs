//! What a resource has to say of itself; the handlers know it as a [`Collection`](super::collection::Collection).

use std::sync::Arc;

use app::items::Item;
use model::command::{Action, PutMode};
use model::problem::Problem;
use model::schema::Schema;

use super::jsonld::Class;
use super::shape::Fields;
use super::values::Printer;
use super::view::View;
use crate::params::Params;

/// A resource: its words on the wire, how its bodies are read and how it is printed.
pub trait Resource: Sized + 'static {
    /// What the core keeps for it.
    type Thing: Thing;

    /// Its words.
    const CLASS: Class;

    /// Which of these things.
    const KIND: <Self::Thing as Thing>::Kind;

    /// Another name of the collection.
    const ALIAS: Option<&'static str> = None;

    /// Whether one can be deleted.
    const DELETABLE: bool = true;

    /// Whether one that is public is shown without a token.
    const OPEN: bool = false;

    /// The property that names what it belongs to.
    const OWNER: &'static str = "parent.id";

    /// Properties that a `POST` must give.
    const REQUIRED: &'static [&'static str] = &["id"];

    /// Properties that only a `POST` decides.
    const FIXED: &'static [&'static str] = &["id"];

    /// What a body may say that is not printed, with its meaning.
    const WRITE_ONLY: &'static [(&'static str, &'static str)] = &[];

    /// Whether a body can only be read with the default locale at hand.
    const READS_LOCALE: bool = false;

    /// Reads a body. What is wrong with it is told by `body` in the end.
    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem>;

    /// The schema of what it prints: [`schema_of`](super::describe::schema_of) its struct, whose
    /// comments are the words of the properties.
    fn printed() -> schemars::Schema;

    /// Prints one as a member of a list.
    fn print(printer: Printer<'_>, thing: &Self::Thing) -> serde_json::Result<Vec<u8>>;

    /// Leaves of all those that a query string asks for, where lists have filters of their own. Errors: `Malformed`.
    fn sift(_all: &mut Vec<&Arc<Self::Thing>>, _schema: &Schema, _params: &Params) -> Result<(), Problem> {
        Ok(())
    }

    /// Whether that depends on other things than the one and the schema: then it is printed each time.
    fn shows_others(_view: &View) -> bool {
        false
    }
}

/// What is to be done with a body.
pub struct Wish<'a> {
    /// The id in the path; without one the body names it.
    pub id: Option<&'a str>,
    /// Whether it may, or must, exist.
    pub mode: PutMode,
    /// Whether it came alone, rather than in bulk.
    pub single: bool,
    /// Whether it may take away what is still used.
    pub force: bool,
    /// The default locale, for those that [read it](Resource::READS_LOCALE).
    pub locale: &'a str,
}

/// How far a deletion may go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Also what lies below.
    pub recursive: bool,
    /// Also what still needs it.
    pub force: bool,
}

/// A family of things.
pub trait Thing: Send + Sync + Sized + 'static {
    /// Tells resources of the family apart.
    type Kind: Copy + Send + Sync + 'static;

    /// The one in an item of the family.
    fn of(item: Item<'_>) -> Option<&Self>;

    /// Its revision.
    fn rev(&self) -> i64;
}
