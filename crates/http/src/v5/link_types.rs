//! `/api/link-types` (v5.md 3.6).

use model::command::{Action, DefinitionFields, LinkTypeFields, PutDefinition};
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, LinkType};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::{one_of, schema_of};
use super::jsonld::{Class, DOCUMENT_TYPE, LINK_TYPE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct LinkTypes;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct LinkTypeOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// What its links start from.
    #[schemars(schema_with = "origins")]
    origin_type: ObjectKind,
    /// What its links lead to.
    #[schemars(schema_with = "targets")]
    target_type: ObjectKind,
    /// The document types that its links may start from; none: all.
    origin_document_types: Vec<Reference<'a>>,
    /// The document types that its links may lead to; none: all.
    target_document_types: Vec<Reference<'a>>,
    /// Its order among link types: the lowest comes first.
    priority: i64,
    /// Whether it is in use.
    is_active: bool,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// What links start from.
pub fn origins(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&LinkType::ORIGINS.map(ObjectKind::name))
}

/// What links lead to.
pub fn targets(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&LinkType::TARGETS.map(ObjectKind::name))
}

impl Resource for LinkTypes {
    type Thing = Definition;

    const CLASS: Class = LINK_TYPE;
    const KIND: DefinitionKind = DefinitionKind::LinkType;
    const REQUIRED: &'static [&'static str] = &["id", "name", "originType", "targetType"];
    const FIXED: &'static [&'static str] = &["id", "originType", "targetType"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::LinkType(LinkTypeFields {
            name: body.labels("name"),
            origin_type: body.text("originType"),
            target_type: body.text("targetType"),
            origin_document_types: body
                .references("originDocumentTypes", DOCUMENT_TYPE, |_| Field::Property("originDocumentTypes")),
            target_document_types: body
                .references("targetDocumentTypes", DOCUMENT_TYPE, |_| Field::Property("targetDocumentTypes")),
            priority: body.integer("priority"),
            is_active: body.switch("isActive"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<LinkTypeOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let link_type: &LinkType = definition.says().ok_or_else(|| mismatch(definition))?;
        let document_types = |codes| printer.references(DOCUMENT_TYPE, <[String]>::iter(codes).map(String::as_str));
        serde_json::to_vec(&LinkTypeOut {
            this: printer.reference(LINK_TYPE, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&link_type.name),
            origin_type: link_type.origin_type,
            target_type: link_type.target_type,
            origin_document_types: document_types(&link_type.origin_document_types),
            target_document_types: document_types(&link_type.target_document_types),
            priority: link_type.priority,
            is_active: link_type.is_active,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
