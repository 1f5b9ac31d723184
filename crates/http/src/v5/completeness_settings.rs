//! `/api/completeness-settings` (v5.md 3.9).

use model::command::{Action, CompletenessSettingFields, DefinitionFields, PutDefinition};
use model::problem::{Field, Problem};
use model::schema::{CompletenessSetting, Definition, DefinitionKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::{Changing, mismatch};
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE, COMPLETENESS_SETTING, Class, DOCUMENT_TYPE, LINK_TYPE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct CompletenessSettings;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct CompletenessSettingOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// Its colour, as `#RRGGBB`.
    color: &'a str,
    /// The document type whose documents it counts.
    document_type: Reference<'a>,
    /// The attributes that a complete document holds.
    attributes: Vec<Reference<'a>>,
    /// The link types of which a link starts from a complete document. With the attributes there is one at least.
    link_types: Vec<Reference<'a>>,
    /// While the documents' percentages are made to follow a change for filters, how many do.
    #[serde(skip_serializing_if = "Option::is_none")]
    changing: Option<Changing>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for CompletenessSettings {
    type Thing = Definition;

    const CLASS: Class = COMPLETENESS_SETTING;
    const KIND: DefinitionKind = DefinitionKind::CompletenessSetting;
    const REQUIRED: &'static [&'static str] = &["id", "name", "documentType"];
    const FIXED: &'static [&'static str] = &["id", "documentType"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::CompletenessSetting(CompletenessSettingFields {
            name: body.labels("name"),
            color: body.text("color"),
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            attributes: body.references("attributes", ATTRIBUTE, |_| Field::Property("attributes")),
            link_types: body.references("linkTypes", LINK_TYPE, |_| Field::Property("linkTypes")),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<CompletenessSettingOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let setting: &CompletenessSetting = definition.says().ok_or_else(|| mismatch(definition))?;
        let references = |class, codes| printer.references(class, <[String]>::iter(codes).map(String::as_str));
        serde_json::to_vec(&CompletenessSettingOut {
            this: printer.reference(COMPLETENESS_SETTING, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&setting.name),
            color: &setting.color,
            document_type: printer.reference(DOCUMENT_TYPE, setting.document_type.as_str()),
            attributes: references(ATTRIBUTE, &setting.attributes),
            link_types: references(LINK_TYPE, &setting.link_types),
            changing: Changing::of(printer.schema, definition),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
