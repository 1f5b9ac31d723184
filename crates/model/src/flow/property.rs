//! The standard columns of files, by what their lines are (product.md 5.2). Where a resource of API v5 calls the same
//! differently, its name serves too.

use super::Target;
use crate::index::fold;
use crate::object::ObjectKind;

/// What a column is that isn't an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Property {
    /// The code of the thing itself; of a pair its key; of a link, which its ends name too, its number.
    Code,
    /// A document's type.
    DocumentType,
    /// What the title attribute holds.
    Title,
    /// A document's attribute set.
    AttributeSet,
    /// The classifications of a document or an asset, the main one first.
    Classifications,
    /// The tags that are written by hand.
    Tags,
    /// Where a document stands in workflows: `workflow=node`.
    Workflows,
    /// A variant's document.
    Document,
    /// A classification's parent, a link's origin.
    Parent,
    /// A classification's catalog.
    Catalog,
    /// The type of a link.
    LinkType,
    /// What a link leads to.
    Child,
    /// Where an asset's file is fetched from, and where it is found.
    Url,
    /// The name of an asset's file: written only in exports.
    FileName,
    /// The attribute whose list a value is of.
    Attribute,
    /// The label of a value, by locale.
    Label,
    /// The place among siblings.
    Position,
    /// Whether it is active.
    Active,
    /// The text of a pair.
    Value,
    /// Whether only administrators may change a pair.
    Protected,
    /// Whether a pair is read without a token.
    Public,
}

/// A property, and the names of its column: the standard one first.
type Names = (Property, &'static [&'static str]);

const ACTIVE: Names = (Property::Active, &["is_active", "isActive"]);
const POSITION: Names = (Property::Position, &["position", "sequence"]);
const CLASSIFICATIONS: Names =
    (Property::Classifications, &["classification_code", "classifications", "classification"]);

const DOCUMENT: &[Names] = &[
    (Property::Code, &["document_code", "id", "code"]),
    (Property::DocumentType, &["document_type_code", "document_type", "documentType"]),
    (Property::Title, &["document_name"]),
    (Property::AttributeSet, &["attribute_set_code", "attributeSet"]),
    CLASSIFICATIONS,
    (Property::Tags, &["tag_code", "tags"]),
    (Property::Workflows, &["workflow_node", "workflows"]),
    ACTIVE,
];

const VARIANT: &[Names] = &[
    (Property::Code, &["variant_code", "id", "code"]),
    (Property::Document, &["document_code", "document"]),
    POSITION,
    ACTIVE,
];

const ASSET: &[Names] = &[
    (Property::Code, &["asset_code", "id", "code"]),
    (Property::Title, &["asset_name"]),
    (Property::Url, &["asset_url", "url", "remoteUrl"]),
    (Property::FileName, &["file_name", "fileName"]),
    CLASSIFICATIONS,
    ACTIVE,
];

const CLASSIFICATION: &[Names] = &[
    (Property::Code, &["classification_code", "id", "code"]),
    (Property::Title, &["classification_name"]),
    (Property::Parent, &["parent_code", "parent"]),
    (Property::Catalog, &["catalog_code", "catalogs", "catalog"]),
    POSITION,
    ACTIVE,
];

const LINK: &[Names] = &[
    (Property::LinkType, &["link_type_code", "linkType"]),
    (Property::Parent, &["parent_code", "origin"]),
    (Property::Child, &["child_code", "target"]),
    POSITION,
    (Property::Code, &["link_id", "id"]),
];

const VALUE: &[Names] = &[
    (Property::Attribute, &["attribute_code", "attribute"]),
    (Property::Code, &["value_code", "code"]),
    (Property::Label, &["value_label", "name", "label"]),
    POSITION,
    ACTIVE,
];

const KEY_VALUE: &[Names] = &[
    (Property::Code, &["id", "key"]),
    (Property::Value, &["value"]),
    (Property::Protected, &["isProtected", "is_protected"]),
    (Property::Public, &["isPublic", "is_public"]),
];

const DEFINITION: &[Names] = &[(Property::Code, &["id", "code"])];

impl Property {
    /// The properties that such things have, in the order of their columns.
    fn names(target: &Target) -> &'static [Names] {
        match target {
            Target::Objects(ObjectKind::Document, _) => DOCUMENT,
            Target::Objects(ObjectKind::Variant, _) => VARIANT,
            Target::Objects(ObjectKind::Asset, _) => ASSET,
            Target::Objects(ObjectKind::Classification, _) => CLASSIFICATION,
            Target::Objects(ObjectKind::Link, _) => LINK,
            Target::Values => VALUE,
            Target::KeyValues => KEY_VALUE,
            Target::Definitions(_) => DEFINITION,
        }
    }

    /// The properties that such things have, with the names of their columns.
    pub fn all(target: &Target) -> impl Iterator<Item = (Self, &'static str)> {
        Self::names(target).iter().filter_map(|(property, names)| Some((*property, *names.first()?)))
    }

    /// The standard name of its column; "": such things don't have it.
    pub fn column(self, target: &Target) -> &'static str {
        Self::all(target).find(|(property, _)| *property == self).map_or("", |(_, name)| name)
    }

    /// The property whose column has that standard name.
    pub fn standard(target: &Target, name: &str) -> Option<Self> {
        Self::all(target).find(|(_, standard)| *standard == name).map(|(property, _)| property)
    }

    /// The property whose column is called so, however it is spelled.
    pub fn named(target: &Target, name: &str) -> Option<Self> {
        let name = spelled(name);
        let is_named = |(_, names): &&Names| names.iter().any(|known| spelled(known) == name);
        Self::names(target).iter().find(is_named).map(|(property, _)| *property)
    }

    /// Whether a file needs its column for its lines to be about something, whatever they do.
    pub fn names_the_thing(self, target: &Target) -> bool {
        match (target, self) {
            (Target::Objects(ObjectKind::Link, of), Self::LinkType) => of.is_none(),
            (Target::Objects(ObjectKind::Link, _), own) => matches!(own, Self::Parent | Self::Child),
            (Target::Values, Self::Attribute) | (_, Self::Code) => true,
            _ => false,
        }
    }

    /// Whether files say it by locale.
    pub fn is_localised(self) -> bool {
        self == Self::Label
    }

    /// Whether a file that is imported can say it.
    pub fn is_written(self) -> bool {
        self != Self::FileName
    }
}

/// A name without what people write differently.
pub(super) fn spelled(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
