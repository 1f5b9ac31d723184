//! `/api/attribute-groups` (v5.md 3.2).

use model::command::{Action, AttributeGroupFields, DefinitionFields, PutDefinition};
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::schema::{AttributeGroup, Definition, DefinitionKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE_GROUP, Class, DOCUMENT_TYPE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct AttributeGroups;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AttributeGroupOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// 1: a tab, 2: a category, 3: a section, which holds attributes.
    level: u8,
    /// The group of the level above in which it stands.
    parent: Option<Reference<'a>>,
    /// The kind of object whose sheet it is part of.
    #[schemars(schema_with = "super::attributes::object_kinds")]
    object_type: ObjectKind,
    /// The document type whose sheet it is part of; none: of all.
    document_type: Option<Reference<'a>>,
    /// Its place among its siblings.
    sequence: i64,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for AttributeGroups {
    type Thing = Definition;

    const CLASS: Class = ATTRIBUTE_GROUP;
    const KIND: DefinitionKind = DefinitionKind::AttributeGroup;
    const REQUIRED: &'static [&'static str] = &["id", "name", "level"];
    const FIXED: &'static [&'static str] = &["id", "level", "objectType", "documentType"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::AttributeGroup(AttributeGroupFields {
            name: body.labels("name"),
            level: body.integer("level"),
            parent: body.reference("parent", ATTRIBUTE_GROUP, Field::Parent),
            object_type: body.text("objectType"),
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            sequence: body.integer("sequence"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AttributeGroupOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let group: &AttributeGroup = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&AttributeGroupOut {
            this: printer.reference(ATTRIBUTE_GROUP, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&group.name),
            level: group.level,
            parent: group.parent.as_ref().map(|code| printer.reference(ATTRIBUTE_GROUP, code.as_str())),
            object_type: group.object_type,
            document_type: group.document_type.as_ref().map(|code| printer.reference(DOCUMENT_TYPE, code.as_str())),
            sequence: group.sequence,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
