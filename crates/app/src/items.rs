//! Things written down one by one, each as an item of a resource of the API. How they are read and printed is the
//! face's to know: it is given to the core, so that whatever comes from elsewhere or goes there speaks as the API does.

use std::sync::Arc;

use model::command::{Command, PutMode};
use model::input::Input;
use model::key_value::KeyValue;
use model::object::ObjectKind;
use model::permission::Rights;
use model::problem::{Field, Problem, Violation};
use model::query::{NamedValues, Query, Sheet};
use model::schema::{Definition, DefinitionKind, PredefinedValue, Schema};
use model::user::User;

use crate::{App, Failure};

/// Reads and prints items by the name of their resource, as it stands in addresses (`documents`).
pub trait Items: Send + Sync {
    /// All resources. Errors of the other functions: `NotFound` for one that isn't among them.
    fn resources(&self) -> &[Resource];

    /// What an item asks for. The command is of the core; whether it may be is decided there.
    fn command(&self, resource: &str, item: Input, verb: Verb, schema: &Schema) -> Result<Read, Problem>;

    /// The problem of a command that an item asked for, in the words of its resource.
    fn spelled(&self, resource: &str, problem: Problem) -> Problem;

    /// A field as the path in an item, such as `attributes.name.en_GB`.
    fn path(&self, field: &Field) -> String;

    /// The question that such parameters ask, as those of a query string ask a list. Errors: `NotFound` where the resource
    /// is none of objects; `Malformed` for what can't be asked.
    fn query(&self, resource: &str, params: &[(String, String)], rights: &Rights) -> Result<Query, Problem>;

    /// An item as JSON, in properties that can be sent back: nothing in it is a number of this instance, a date, or what
    /// follows from the rest. `locales`: those whose texts are printed; none: all.
    fn print(
        &self,
        resource: &str,
        item: Item<'_>,
        locales: &[String],
        schema: &Schema,
        values: &NamedValues,
    ) -> Result<Vec<u8>, Failure>;
}

/// A resource of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource {
    /// Its name in addresses.
    pub name: &'static str,
    /// Another name of it.
    pub alias: Option<&'static str>,
    /// What the core keeps for it.
    pub family: Family,
}

/// What the core keeps for a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Objects of a kind.
    Objects(ObjectKind),
    /// Definitions of a kind.
    Definitions(DefinitionKind),
    /// Predefined values.
    Values,
    /// Key-values.
    KeyValues,
    /// Users.
    Users,
}

/// What is to be done with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Create or change it.
    Put {
        /// Whether it may, or must, exist.
        mode: PutMode,
        /// Whether it may take away what is still used.
        force: bool,
    },
    /// Delete it.
    Delete {
        /// Also what lies below.
        recursive: bool,
        /// Also what still needs it.
        force: bool,
    },
}

/// An item that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// What it asks for.
    pub command: Command,
    /// Its id; a new link has none yet.
    pub id: Option<String>,
    /// What was let pass but deserves a word.
    pub warnings: Vec<Violation>,
}

/// A thing to be printed.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A document, a variant, an asset, a classification or a link.
    Object(&'a Sheet),
    /// A definition.
    Definition(&'a Definition),
    /// A predefined value.
    Value(&'a PredefinedValue),
    /// A key-value.
    KeyValue(&'a KeyValue),
    /// A user.
    User(&'a User),
}

impl App {
    /// Gives it the face by which items are read and printed; said once, at start.
    pub fn speak(&self, items: Arc<dyn Items>) {
        // Whoever says it again says the same.
        let _ = self.items.set(items);
    }

    /// How items are read and printed. Errors: nobody said it.
    pub fn items(&self) -> Result<&Arc<dyn Items>, Failure> {
        self.items.get().ok_or_else(|| Failure::Internal("no face was given that reads items".into()))
    }
}
