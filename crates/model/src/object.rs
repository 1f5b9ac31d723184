//! Documents, variants and classifications.

use crate::body::Body;

/// The kinds of object. Codes are unique within a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectKind {
    /// A product sheet.
    Document,
    /// A variation of one document.
    Variant,
    /// A node of a catalog's tree.
    Classification,
}

impl ObjectKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Document, Self::Variant, Self::Classification];

    /// Its name in the database and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Variant => "variant",
            Self::Classification => "classification",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Another object, by number and code.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ObjectRef {
    /// Its number.
    pub id: i64,
    /// Its code.
    pub code: String,
}

/// When and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Microseconds since 1970, UTC. Set by the commit; 0 in a plan.
    pub at: i64,
    /// The user's or token's name.
    pub by: String,
}

/// One stored object.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Object {
    /// Its number; never reused.
    pub id: i64,
    /// Its kind.
    pub kind: ObjectKind,
    /// Its code.
    pub code: String,
    /// The definition that it follows: the document type of a document or a variant, the catalog of a classification.
    pub type_id: i64,
    /// A variant's document, a classification's parent (none for a root).
    pub parent: Option<ObjectRef>,
    /// Its values.
    pub body: Body,
    /// Inactive objects are hidden from the interface.
    pub active: bool,
    /// Its place among its siblings; gaps are fine.
    pub sequence: i64,
    /// A document's classifications, the main one first.
    pub placements: Vec<ObjectRef>,
    /// Moves when its own content changes.
    pub rev: i64,
    /// Moves also when rows that it owns change.
    pub shown: i64,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}

impl Object {
    /// How others refer to it.
    pub fn reference(&self) -> ObjectRef {
        ObjectRef { id: self.id, code: self.code.clone() }
    }
}
