//! Changes of definitions that more objects must follow than one commit may touch.
//!
//! The definition changes at once, and a job makes the objects follow. Until it has come to an object, that is read as
//! if it had (`settled`). What the index holds of a definition is made anew under a fresh number, so that old
//! rows and new ones never mix; the old ones go in the end.

mod leftovers;
mod settle;

use serde::{Deserialize, Serialize};

use crate::permission::{Actor, Origin, Rights};
use crate::schema::{Attribute, DefinitionKind, Schema};

pub use leftovers::{Leftovers, Unsettled, leftovers};
pub use settle::settle_all;
pub(crate) use settle::{object_after, settled};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reshape {
    /// Its number, which is its job's too.
    pub id: i64,
    /// The numbers of the definitions that are changing or going.
    pub definitions: Vec<i64>,
    /// What becomes of the objects.
    pub effect: Effect,
    /// Which objects it may concern.
    pub scope: Scope,
    /// Whether the words by which they are found differ.
    pub words: bool,
    /// The numbers that the index knew the definitions by, if they have others now or go.
    pub retired: Vec<i64>,
    /// Who wanted it.
    pub by: String,
    /// How far it has come, as far as this is known.
    #[serde(skip)]
    pub progress: Progress,
}

/// What becomes of an object, besides its rows in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Its values stay as they are.
    Nothing,
    /// It loses the values of the attribute of this code.
    Attribute(String),
    /// It loses the values in the locale of this code.
    Locale(String),
    /// It loses one value of a list: attribute and code.
    Value(String, String),
    /// Its values of the attribute of this code take the form of its type.
    Form(String),
    /// It loses the attribute set of this number.
    Set(i64),
    /// It goes itself, with all that is its own.
    Deletion,
}

/// Objects that a job walks over, in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All.
    All,
    /// Those that follow one of these definitions: document types, catalogs…
    Types(Vec<i64>),
    /// Those with this attribute set.
    Set(i64),
    /// Those that stand in one of these fields of the index under this key.
    Key(Vec<i64>, String),
}

/// How much is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Steps done.
    pub done: i64,
    /// Steps in all; 0 until they were counted.
    pub total: i64,
}

impl Reshape {
    /// Reads what [`Self::to_json`] wrote. `None`: damaged.
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// As JSON, without its progress.
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// In whose name the job writes.
    pub fn actor(&self) -> Actor {
        Actor::program(self.by.clone(), Rights::FULL, Origin::System)
    }
}

impl Scope {
    /// The objects that may hold an attribute.
    pub(crate) fn of_attribute(schema: &Schema, attribute: &Attribute) -> Self {
        let code = attribute.document_type.as_ref();
        let document_type = code.and_then(|code| schema.definition(DefinitionKind::DocumentType, code));
        document_type.map_or(Self::All, |definition| Self::Types(vec![definition.id]))
    }
}
