//! `/api/document-types` (v5.md 3.5).

use model::command::{Action, DefinitionFields, DocumentTypeFields, PutDefinition};
use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, Schema, Spec};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::{Changing, mismatch};
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE, Class, DOCUMENT_TYPE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct DocumentTypes;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct DocumentTypeOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// What it is for, by interface locale.
    description: Names<'a>,
    /// Whether it is in use.
    is_active: bool,
    /// Whether its documents have variants.
    has_variants: bool,
    /// The attribute whose value is the title of its documents.
    title_attribute: Option<Reference<'a>>,
    /// Its place among its siblings.
    sequence: i64,
    /// The attributes of its documents and variants.
    attributes: Vec<Reference<'a>>,
    /// While objects are made to follow a change, how many do.
    #[serde(skip_serializing_if = "Option::is_none")]
    changing: Option<Changing>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for DocumentTypes {
    type Thing = Definition;

    const CLASS: Class = DOCUMENT_TYPE;
    const KIND: DefinitionKind = DefinitionKind::DocumentType;
    const REQUIRED: &'static [&'static str] = &["id", "name"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::DocumentType(DocumentTypeFields {
            name: body.labels("name"),
            description: body.labels("description"),
            is_active: body.switch("isActive"),
            has_variants: body.switch("hasVariants"),
            title_attribute: body.reference("titleAttribute", ATTRIBUTE, Field::Property("titleAttribute.id")),
            sequence: body.integer("sequence"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<DocumentTypeOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let Spec::DocumentType(document_type) = &definition.spec else { return Err(mismatch(definition)) };
        serde_json::to_vec(&DocumentTypeOut {
            this: printer.reference(DOCUMENT_TYPE, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&document_type.name),
            description: printer.labels(&document_type.description),
            is_active: document_type.is_active,
            has_variants: document_type.has_variants,
            title_attribute: document_type
                .title_attribute
                .as_ref()
                .map(|code| printer.reference(ATTRIBUTE, code.as_str())),
            sequence: document_type.sequence,
            attributes: printer.references(ATTRIBUTE, attributes_of(&definition.code, printer.schema)),
            changing: Changing::of(printer.schema, definition),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

/// The codes of the attributes that belong to a document type.
fn attributes_of<'a>(code: &'a str, schema: &'a Schema) -> impl Iterator<Item = &'a str> {
    let belongs = move |definition: &Definition| match &definition.spec {
        Spec::Attribute(attribute) => attribute.document_type.as_deref() == Some(code),
        _ => false,
    };
    schema.all(DefinitionKind::Attribute).filter(move |definition| belongs(definition)).map(|d| d.code.as_str())
}
