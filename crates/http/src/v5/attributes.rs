//! `/api/attributes` (v5.md 3.1).

use std::sync::Arc;

use model::attribute::{AttributeType, Pattern};
use model::body::write_held;
use model::command::{Action, AttributeFields, DefinitionFields, Patch, PutDefinition};
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::schema::{Constraints, Definition, DefinitionKind, Schema, Spec};
use model::value::Stored;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::value::RawValue;

use super::definitions::{Changing, mismatch};
use super::describe::{one_of, schema_of};
use super::filter;
use super::jsonld::{ATTRIBUTE, ATTRIBUTE_GROUP, Class, DOCUMENT_TYPE, LINK_TYPE, MEASURE_FAMILY, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Exact, Names, Printer, Stamps};
use crate::params::Params;

/// The resource.
pub struct Attributes;

/// The former name of `documentType`.
pub(super) const DOCUMENT_TYPE_CODE: (&str, &str) = ("documentTypeCode", "Former name of `documentType`: its code.");

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AttributeOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// The kind of object that has it.
    #[schemars(schema_with = "object_kinds")]
    object_type: ObjectKind,
    /// The document type that has it; of documents and variants.
    document_type: Option<Reference<'a>>,
    /// The link type that has it; of links.
    link_type: Option<Reference<'a>>,
    /// What its values are.
    #[schemars(schema_with = "types")]
    r#type: AttributeType,
    /// Its name by interface locale.
    name: Names<'a>,
    /// What it is for, by interface locale.
    description: Names<'a>,
    /// Whether it has a value for each locale.
    is_localizable: bool,
    /// Whether variants show the value of their document where they have none.
    is_inherited: bool,
    /// Whether a complete object has it. Nothing is refused for lacking it.
    is_required: bool,
    /// Whether no two objects may have the same value.
    is_unique: bool,
    /// Whether people may only read it.
    is_read_only: bool,
    /// Whether people don't see it.
    is_hidden: bool,
    /// Whether lists can be filtered and ordered by it.
    is_filterable: bool,
    /// Whether `search` finds its words.
    is_searchable: bool,
    /// The section that it stands in.
    section: Option<Reference<'a>>,
    /// Its place among its siblings.
    sequence: i64,
    /// The value of a new object that is given none.
    #[schemars(with = "serde_json::Value")]
    default_value: Option<Box<RawValue>>,
    /// What its values must keep to.
    constraints: ConstraintsOut<'a>,
    /// While objects are made to follow a change, how many do.
    #[serde(skip_serializing_if = "Option::is_none")]
    changing: Option<Changing>,
    /// The family of its units; of measures.
    measure_family: Option<Reference<'a>>,
    /// Where an asset's value comes from when it has none and is given another file: `exif:`, `iptc:` or `xmp:` and a
    /// name as in the asset's `metadata` (`iptc:Headline`, `xmp:dc:title`), at most 10. The first that the file has and
    /// that makes a valid value counts, in the default locale; of lists, codes or labels.
    metadata_sources: &'a [String],
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ConstraintsOut<'a> {
    /// Most characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u32>,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<Exact<'a>>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_value: Option<Exact<'a>>,
    /// Most digits after the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u32>,
    /// A regular expression that texts must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    regex: Option<&'a str>,
    /// The currencies that a price may be in; all of ISO 4217 if none are named.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    currencies: &'a [String],
    /// How the name of the file at an address may end.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    extensions: &'a [String],
    /// Whether a trade item number may have a wrong check digit.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    lenient: bool,
}

impl Resource for Attributes {
    type Thing = Definition;

    const CLASS: Class = ATTRIBUTE;
    const KIND: DefinitionKind = DefinitionKind::Attribute;
    const REQUIRED: &'static [&'static str] = &["id", "objectType", "type"];
    const FIXED: &'static [&'static str] = &["id", "objectType", "documentType", "linkType"];
    const WRITE_ONLY: &'static [(&'static str, &'static str)] = &[DOCUMENT_TYPE_CODE];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = AttributeFields {
            object_type: body.text("objectType"),
            document_type: document_type(body),
            link_type: body.reference("linkType", LINK_TYPE, Field::LinkType),
            kind: body.text("type"),
            keeps_type: false,
            name: body.labels("name"),
            description: body.labels("description"),
            is_localizable: body.switch("isLocalizable"),
            is_inherited: body.switch("isInherited"),
            is_required: body.switch("isRequired"),
            is_unique: body.switch("isUnique"),
            is_read_only: body.switch("isReadOnly"),
            is_hidden: body.switch("isHidden"),
            is_filterable: body.switch("isFilterable"),
            is_searchable: body.switch("isSearchable"),
            section: body.reference("section", ATTRIBUTE_GROUP, Field::Property("section.id")),
            sequence: body.integer("sequence"),
            constraints: body.input("constraints"),
            default_value: body.input("defaultValue"),
            metadata_sources: body.texts("metadataSources"),
            measure_family: body.reference("measureFamily", MEASURE_FAMILY, Field::Property("measureFamily")),
        };
        let fields = DefinitionFields::Attribute(Box::new(fields));
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AttributeOut<'_>>()
    }

    fn sift(all: &mut Vec<&Arc<Definition>>, schema: &Schema, params: &Params) -> Result<(), Problem> {
        let filters = filter::attributes::read(params)?;
        all.retain(|definition| filters.iter().all(|filter| filter::attributes::holds(filter, definition, schema)));
        Ok(())
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let Spec::Attribute(attribute) = &definition.spec else { return Err(mismatch(definition)) };
        let family = attribute.measure_family.as_ref();
        serde_json::to_vec(&AttributeOut {
            this: printer.reference(ATTRIBUTE, definition.code.as_str()),
            legacy_id: definition.id,
            object_type: attribute.object_type,
            document_type: attribute.document_type.as_ref().map(|code| printer.reference(DOCUMENT_TYPE, code.as_str())),
            link_type: attribute.link_type.as_ref().map(|code| printer.reference(LINK_TYPE, code.as_str())),
            r#type: attribute.kind,
            name: printer.labels(&attribute.name),
            description: printer.labels(&attribute.description),
            is_localizable: attribute.is_localizable,
            is_inherited: attribute.is_inherited,
            is_required: attribute.is_required,
            is_unique: attribute.is_unique,
            is_read_only: attribute.is_read_only,
            is_hidden: attribute.is_hidden,
            is_filterable: attribute.is_filterable,
            is_searchable: attribute.is_searchable,
            section: attribute.section.as_ref().map(|code| printer.reference(ATTRIBUTE_GROUP, code.as_str())),
            sequence: attribute.sequence,
            default_value: attribute.default_value.as_deref().map(sendable).transpose()?,
            constraints: ConstraintsOut::of(&attribute.constraints),
            changing: Changing::of(printer.schema, definition),
            measure_family: family.map(|code| printer.reference(MEASURE_FAMILY, code.as_str())),
            metadata_sources: &attribute.metadata_sources,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

pub(super) fn object_kinds(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&ObjectKind::ALL.map(ObjectKind::name))
}

fn types(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&AttributeType::names())
}

/// A value in the form in which it may be sent.
fn sendable(stored: &Stored) -> serde_json::Result<Box<RawValue>> {
    let mut json = String::new();
    write_held(&mut json, stored);
    RawValue::from_string(json)
}

/// `documentTypeCode` is the property's former name.
pub(super) fn document_type(body: &mut Fields) -> Patch<String> {
    let former = body.text("documentTypeCode");
    match body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType) {
        Patch::Absent => former,
        named => named,
    }
}

impl<'a> ConstraintsOut<'a> {
    fn of(constraints: &'a Constraints) -> Self {
        Self {
            max_length: constraints.max_length,
            min_value: constraints.min_value.as_deref().map(Exact),
            max_value: constraints.max_value.as_deref().map(Exact),
            decimals: constraints.decimals,
            regex: constraints.regex.as_ref().map(Pattern::text),
            currencies: &constraints.currencies,
            extensions: &constraints.extensions,
            lenient: constraints.lenient,
        }
    }
}
