//! Documents, variants, classifications, assets and links.

use crate::body::Body;

/// The attribute that classifications are called by, if there is one.
pub const CLASSIFICATION_NAME: &str = "classification_name";
/// The attribute that assets are called by, if there is one.
pub const ASSET_NAME: &str = "asset_name";

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
    /// A picture or another file, with what is said of it.
    Asset,
    /// What leads from a document or a variant to something else.
    Link,
}

impl ObjectKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Document, Self::Variant, Self::Classification, Self::Asset, Self::Link];

    /// Its name in the database and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Variant => "variant",
            Self::Classification => "classification",
            Self::Asset => "asset",
            Self::Link => "link",
        }
    }

    /// The kinds that a parent of it may be of: of a link, whose parent is its origin, the link type says which.
    pub fn parents(self) -> &'static [Self] {
        match self {
            Self::Document | Self::Asset => &[],
            Self::Variant => &[Self::Document],
            Self::Classification => &[Self::Classification],
            Self::Link => &[Self::Document, Self::Variant],
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
    /// The definition that it follows: the document type of a document or a variant, the catalog of a classification or
    /// an asset, the link type of a link.
    pub type_id: i64,
    /// A variant's document, a classification's parent (none for a root), a link's origin.
    pub parent: Option<ObjectRef>,
    /// What a link leads to.
    pub target: Option<ObjectRef>,
    /// The attribute set of a document, by its number; its variants have it too.
    pub set: Option<i64>,
    /// Its values.
    pub body: Body,
    /// Inactive objects are hidden from the interface.
    pub active: bool,
    /// Its place among its siblings; gaps are fine.
    pub sequence: i64,
    /// The classifications of a document or an asset, the main one first.
    pub placements: Vec<ObjectRef>,
    /// The link types, by their numbers and sorted, of the links whose origin it is.
    pub linked: Vec<i64>,
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
    /// A new one that says nothing yet, made by that user or token.
    pub fn new(id: i64, kind: ObjectKind, code: impl Into<String>, type_id: i64, by: &str) -> Self {
        let stamp = Stamp { at: 0, by: by.to_owned() };
        Self {
            id,
            kind,
            code: code.into(),
            type_id,
            parent: None,
            target: None,
            set: None,
            body: Body::default(),
            active: true,
            sequence: 0,
            placements: Vec::new(),
            linked: Vec::new(),
            rev: 1,
            shown: 1,
            created: stamp.clone(),
            updated: stamp,
        }
    }

    /// How others refer to it.
    pub fn reference(&self) -> ObjectRef {
        ObjectRef { id: self.id, code: self.code.clone() }
    }
}
