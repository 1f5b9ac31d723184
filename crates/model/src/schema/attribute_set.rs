//! Sets of attributes: which of its type's attributes a document has, and which its variants.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Attribute, Definition, DefinitionKind, Labels, Schema, State};
use crate::object::ObjectKind;

/// A set of attributes of one document type (v5.md 3.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeSet {
    /// Shown name.
    pub name: Labels,
    /// The document type whose documents may have it.
    pub document_type: String,
    /// The attributes, by code, of documents; variants have those among them that they inherit.
    pub attributes: BTreeSet<String>,
    /// The attributes, by code, that variants have besides.
    pub variant_attributes: BTreeSet<String>,
    /// Whether new documents have it that name none; one of a type at most.
    pub is_default: bool,
}

impl AttributeSet {
    /// Whether it lists an attribute, for documents or for variants.
    pub fn lists(&self, attribute: &str) -> bool {
        self.attributes.contains(attribute) || self.variant_attributes.contains(attribute)
    }

    /// The same without an attribute; `None`: it isn't in there.
    pub fn without(&self, attribute: &str) -> Option<Self> {
        self.lists(attribute).then(|| {
            let mut less = self.clone();
            less.attributes.remove(attribute);
            less.variant_attributes.remove(attribute);
            less
        })
    }
}

impl Schema {
    /// What the set of that number says; `None`: it is gone, or on its way.
    pub fn attribute_set(&self, id: i64) -> Option<&AttributeSet> {
        self.by_id(id).filter(|definition| definition.state != State::Deleting)?.says()
    }

    /// The sets of a document type, by code.
    pub fn sets_of(&self, document_type: &str) -> impl Iterator<Item = (&Arc<Definition>, &AttributeSet)> {
        let all = self.all(DefinitionKind::AttributeSet);
        let sets = all.filter_map(|definition| Some((definition, definition.says::<AttributeSet>()?)));
        sets.filter(move |(_, set)| set.document_type == document_type)
    }

    /// Whether an object of that kind, with that set, shows what it holds of an attribute, and is measured by it. A
    /// variant has the set of its document. Without a set all is within.
    pub fn is_within(&self, set: Option<i64>, kind: ObjectKind, attribute: &str) -> bool {
        let is_inherited = || self.attribute(attribute).is_some_and(|own| own.is_inherited);
        match (set.and_then(|id| self.attribute_set(id)), kind) {
            (Some(set), ObjectKind::Variant) => {
                set.variant_attributes.contains(attribute) || (set.attributes.contains(attribute) && is_inherited())
            }
            (Some(set), _) => set.attributes.contains(attribute),
            (None, ObjectKind::Variant) => {
                is_inherited() || self.attribute(attribute).is_some_and(|own| own.object_type == kind)
            }
            (None, _) => true,
        }
    }

    /// Whether objects of that kind, of the document type or link type with this code, may hold an attribute: a variant
    /// also those of its document that the set, which is the document's, gives to variants.
    pub fn is_available(
        &self,
        (code, attribute): (&str, &Attribute),
        kind: ObjectKind,
        type_code: Option<&str>,
        set: Option<i64>,
    ) -> bool {
        let set = || set.and_then(|id| self.attribute_set(id));
        let is_given = || kind == ObjectKind::Variant && set().is_some_and(|set| set.variant_attributes.contains(code));
        attribute.is_available(kind, type_code) || is_given()
    }
}
