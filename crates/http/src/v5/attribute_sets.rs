//! `/api/attributes-sets` (v5.md 3.3).

use model::command::{Action, AttributeSetFields, DefinitionFields, PutDefinition};
use model::problem::{Field, Problem};
use model::schema::{AttributeSet, Definition, DefinitionKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::attributes::{DOCUMENT_TYPE_CODE, document_type};
use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE, ATTRIBUTE_SET, Class, DOCUMENT_TYPE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct AttributeSets;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AttributeSetOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// The document type whose documents may have it.
    document_type: Reference<'a>,
    /// The attributes of documents with it; their variants have those among them that they inherit.
    attributes: Vec<Reference<'a>>,
    /// The attributes that variants of such documents have besides.
    variant_attributes: Vec<Reference<'a>>,
    /// Whether new documents of the type have it that name none. One set of a type does at most.
    is_default: bool,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for AttributeSets {
    type Thing = Definition;

    const CLASS: Class = ATTRIBUTE_SET;
    const KIND: DefinitionKind = DefinitionKind::AttributeSet;
    const ALIAS: Option<&'static str> = Some("attribute-sets");
    const REQUIRED: &'static [&'static str] = &["id", "documentType"];
    const FIXED: &'static [&'static str] = &["id", "documentType"];
    const WRITE_ONLY: &'static [(&'static str, &'static str)] = &[DOCUMENT_TYPE_CODE];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::AttributeSet(AttributeSetFields {
            name: body.labels("name"),
            document_type: document_type(body),
            attributes: body.references("attributes", ATTRIBUTE, |_| Field::Property("attributes")),
            variant_attributes: body
                .references("variantAttributes", ATTRIBUTE, |_| Field::Property("variantAttributes")),
            is_default: body.switch("isDefault"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AttributeSetOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let set: &AttributeSet = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&AttributeSetOut {
            this: printer.reference(ATTRIBUTE_SET, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&set.name),
            document_type: printer.reference(DOCUMENT_TYPE, set.document_type.as_str()),
            attributes: printer.references(ATTRIBUTE, set.attributes.iter().map(String::as_str)),
            variant_attributes: printer.references(ATTRIBUTE, set.variant_attributes.iter().map(String::as_str)),
            is_default: set.is_default,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
