//! The definitions that describe objects, and the immutable tree that holds them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::attribute::{AttributeType, Pattern};
use crate::object::{ObjectKind, Stamp};

/// Texts by interface locale.
pub type Labels = BTreeMap<String, String>;

/// The kinds of definition. Codes are unique within a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionKind {
    /// A language of data or interface.
    Locale,
    /// A kind of document.
    DocumentType,
    /// An attribute.
    Attribute,
    /// A catalog (channel).
    Catalog,
}

impl DefinitionKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Locale, Self::DocumentType, Self::Attribute, Self::Catalog];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Locale => "locale",
            Self::DocumentType => "document_type",
            Self::Attribute => "attribute",
            Self::Catalog => "catalog",
        }
    }

    /// Its name in messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::DocumentType => "document type",
            other => other.name(),
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One stored definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its number; never reused.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// What it says.
    pub spec: Spec,
    /// Moves with every effective write.
    pub rev: i64,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}

/// What a definition says, by kind; `definitions.body` is its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Spec {
    /// See [`Locale`].
    Locale(Locale),
    /// See [`DocumentType`].
    DocumentType(DocumentType),
    /// See [`Attribute`].
    Attribute(Attribute),
    /// See [`Catalog`].
    Catalog(Catalog),
}

impl Spec {
    /// The kind that this says something about.
    pub fn kind(&self) -> DefinitionKind {
        match self {
            Self::Locale(_) => DefinitionKind::Locale,
            Self::DocumentType(_) => DefinitionKind::DocumentType,
            Self::Attribute(_) => DefinitionKind::Attribute,
            Self::Catalog(_) => DefinitionKind::Catalog,
        }
    }

    /// Canonical JSON.
    pub fn to_json(&self) -> String {
        // Maps have text keys and no value can fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote for a definition of that kind. `None`: damaged.
    pub fn from_json(kind: DefinitionKind, json: &str) -> Option<Self> {
        match kind {
            DefinitionKind::Locale => serde_json::from_str(json).ok().map(Self::Locale),
            DefinitionKind::DocumentType => serde_json::from_str(json).ok().map(Self::DocumentType),
            DefinitionKind::Attribute => serde_json::from_str(json).ok().map(Self::Attribute),
            DefinitionKind::Catalog => serde_json::from_str(json).ok().map(Self::Catalog),
        }
    }
}

/// A language (v5.md 3.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locale {
    /// Shown name.
    pub name: String,
    /// May hold data.
    pub is_data: bool,
    /// The interface may be in it.
    pub is_interface: bool,
    /// The one default locale.
    pub is_default: bool,
    /// Whether values may be written in it.
    pub is_active: bool,
    /// The locale whose values fill gaps on request.
    pub fallback: Option<String>,
    /// Its place in the index, 1 to 255: no other locale has it.
    pub slot: u8,
}

/// A kind of document (v5.md 3.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentType {
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Labels,
    /// Inactive types are hidden from the interface.
    pub is_active: bool,
    /// Whether its documents may have variants.
    pub has_variants: bool,
    /// The attribute whose value names a document.
    pub title_attribute: Option<String>,
    /// Order among types.
    pub sequence: i64,
}

/// An attribute (v5.md 3.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// The kind of object that holds it.
    pub object_type: ObjectKind,
    /// The document type it belongs to, for documents and variants.
    pub document_type: Option<String>,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Labels,
    /// One value for each data locale.
    pub is_localizable: bool,
    /// Available on variants, where the document's value shows through.
    pub is_inherited: bool,
    /// Counts for completeness; never blocks a write.
    pub is_required: bool,
    /// No two objects of a kind hold the same value.
    pub is_unique: bool,
    /// Not for editing in the interface.
    pub is_read_only: bool,
    /// Not shown in the interface.
    pub is_hidden: bool,
    /// May be filtered and sorted by.
    pub is_filterable: bool,
    /// Its words are found by search.
    pub is_searchable: bool,
    /// Order within its section.
    pub sequence: i64,
    /// What its values must obey.
    pub constraints: Constraints,
}

impl Attribute {
    /// Whether objects of that kind (documents and variants: of that document type) may hold it.
    pub fn is_available(&self, kind: ObjectKind, document_type: Option<&str>) -> bool {
        let held = match self.object_type {
            ObjectKind::Document => kind == ObjectKind::Document || (kind == ObjectKind::Variant && self.is_inherited),
            own => kind == own,
        };
        held && (kind == ObjectKind::Classification || self.document_type.as_deref() == document_type)
    }
}

/// Limits on values; absent: none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Constraints {
    /// Longest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Smallest number, canonical text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_value: Option<String>,
    /// Largest number, canonical text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_value: Option<String>,
    /// Most digits after the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// What the whole text must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regex: Option<Pattern>,
}

/// A catalog or channel: one tree of classifications (v5.md 3.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Shown name.
    pub name: String,
    /// Help.
    pub description: Option<String>,
    /// What it classifies.
    pub object_type: CatalogContent,
    /// The code of its root classification.
    pub root: String,
}

/// What a catalog classifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CatalogContent {
    /// Documents.
    Document,
    /// Assets.
    Asset,
}

impl CatalogContent {
    /// Its name in both APIs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Asset => "asset",
        }
    }

    /// The content of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Document, Self::Asset].into_iter().find(|content| content.name() == name)
    }
}

/// One entry of an attribute's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredefinedValue {
    /// Its number.
    pub id: i64,
    /// The attribute it belongs to.
    pub attribute: String,
    /// Its code, unique within the attribute.
    pub code: String,
    /// Shown name.
    pub labels: Labels,
    /// Order in the list; ties by code.
    pub sequence: i64,
    /// Whether it is offered.
    pub active: bool,
    /// Moves with every effective write.
    pub rev: i64,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}

/// All definitions, immutable; a change makes a new tree that shares the rest.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Moves on narrowing changes: a plan made under another number is void.
    pub rules: i64,
    /// Moves on every change of a definition or value that a body can show.
    pub labels: i64,
    by_code: [BTreeMap<String, Arc<Definition>>; DefinitionKind::ALL.len()],
    by_id: BTreeMap<i64, Arc<Definition>>,
    /// The attributes whose values no two objects of a kind share, by code.
    unique: BTreeMap<String, Arc<Definition>>,
}

impl Schema {
    /// The tree of these definitions at these revisions.
    pub fn new(rules: i64, labels: i64, definitions: impl IntoIterator<Item = Definition>) -> Self {
        let mut schema = Self { rules, labels, ..Self::default() };
        for definition in definitions {
            schema.insert(Arc::new(definition));
        }
        schema
    }

    /// Adds or replaces one definition.
    pub fn insert(&mut self, definition: Arc<Definition>) {
        let code = definition.code.clone();
        if let Spec::Attribute(attribute) = &definition.spec {
            self.unique.remove(&code);
            if attribute.is_unique {
                self.unique.insert(code.clone(), Arc::clone(&definition));
            }
        }
        self.by_id.insert(definition.id, Arc::clone(&definition));
        self.by_code[definition.spec.kind() as usize].insert(code, definition);
    }

    /// Removes one definition.
    pub fn remove(&mut self, definition: &Definition) {
        self.by_id.remove(&definition.id);
        self.by_code[definition.spec.kind() as usize].remove(&definition.code);
        if matches!(definition.spec, Spec::Attribute(_)) {
            self.unique.remove(&definition.code);
        }
    }

    /// The definition of that kind and code.
    pub fn definition(&self, kind: DefinitionKind, code: &str) -> Option<&Arc<Definition>> {
        self.by_code[kind as usize].get(code)
    }

    /// The definition of that number.
    pub fn by_id(&self, id: i64) -> Option<&Arc<Definition>> {
        self.by_id.get(&id)
    }

    /// All definitions of a kind, by code.
    pub fn all(&self, kind: DefinitionKind) -> impl Iterator<Item = &Arc<Definition>> {
        self.by_code[kind as usize].values()
    }

    /// The attributes whose values must be unique, by code.
    pub fn unique_attributes(&self) -> impl Iterator<Item = &Arc<Definition>> {
        self.unique.values()
    }

    /// The attribute of that code.
    pub fn attribute(&self, code: &str) -> Option<&Attribute> {
        match &self.definition(DefinitionKind::Attribute, code)?.spec {
            Spec::Attribute(attribute) => Some(attribute),
            _ => None,
        }
    }

    /// The locale of that code.
    pub fn locale(&self, code: &str) -> Option<&Locale> {
        match &self.definition(DefinitionKind::Locale, code)?.spec {
            Spec::Locale(locale) => Some(locale),
            _ => None,
        }
    }

    /// The catalog of that code, with its number.
    pub fn catalog(&self, code: &str) -> Option<(i64, &Catalog)> {
        let definition = self.definition(DefinitionKind::Catalog, code)?;
        match &definition.spec {
            Spec::Catalog(catalog) => Some((definition.id, catalog)),
            _ => None,
        }
    }

    /// The document type of that code, with its number.
    pub fn document_type(&self, code: &str) -> Option<(i64, &DocumentType)> {
        let definition = self.definition(DefinitionKind::DocumentType, code)?;
        match &definition.spec {
            Spec::DocumentType(document_type) => Some((definition.id, document_type)),
            _ => None,
        }
    }

    /// The code of the definition with that number, or "".
    pub fn code_of(&self, id: i64) -> &str {
        self.by_id.get(&id).map_or("", |definition| definition.code.as_str())
    }

    /// The code of the default locale.
    pub fn default_locale(&self) -> &str {
        self.all(DefinitionKind::Locale)
            .find(|d| matches!(&d.spec, Spec::Locale(locale) if locale.is_default))
            .map_or("en_GB", |d| d.code.as_str())
    }
}
