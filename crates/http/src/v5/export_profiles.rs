//! `/api/export-profiles` (v5.md 4.2).

use model::command::{Action, DefinitionFields, ExportProfileFields, PutDefinition};
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, ExportProfile};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::collection::Served;
use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{Class, EXPORT_PROFILE, Reference};
use super::profile_layout::{self, LayoutOut};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};

/// The resource.
pub struct ExportProfiles;

/// The same as a value.
pub static EXPORT_PROFILES: Served<Definition> = Served::of::<ExportProfiles>();

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ExportProfileOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    #[serde(flatten)]
    layout: LayoutOut<'a>,
    /// Which things are exported: the filters of their list, by the names of their query parameters. Replaces all.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    filters: &'a RawValue,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for ExportProfiles {
    type Thing = Definition;

    const CLASS: Class = EXPORT_PROFILE;
    const KIND: DefinitionKind = DefinitionKind::ExportProfile;
    const REQUIRED: &'static [&'static str] = &["name", "model"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = profile_layout::code(wish, body);
        let fields = DefinitionFields::ExportProfile(Box::new(ExportProfileFields {
            layout: profile_layout::read(body),
            filters: body.input("filters"),
        }));
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<ExportProfileOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let profile: &ExportProfile = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&ExportProfileOut {
            this: printer.reference(EXPORT_PROFILE, definition.code.as_str()),
            layout: LayoutOut::of(&profile.layout)?,
            filters: serde_json::from_str(&profile.filters)?,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
