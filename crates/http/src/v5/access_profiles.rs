//! `/api/classification-access-profiles` and `/api/attribute-access-profiles` (v5.md 3.12): records so far.

use model::command::{AccessProfileFields, Action, DefinitionFields, PutDefinition};
use model::problem::Problem;
use model::schema::{AccessProfile, AttributeAccess, ClassificationAccess, Definition, DefinitionKind};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE_ACCESS, CLASSIFICATION_ACCESS, Class, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};

/// The profiles for classifications.
pub struct ClassificationAccessProfiles;

/// The profiles for attributes.
pub struct AttributeAccessProfiles;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AccessProfileOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its name.
    name: &'a str,
    /// Its rules, as they were written.
    #[schemars(with = "Vec<serde_json::Value>")]
    rules: &'a RawValue,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

fn put(wish: &Wish<'_>, body: &mut Fields, fields: fn(AccessProfileFields) -> DefinitionFields) -> Action {
    let (code, body_code) = body.code(wish.id);
    let fields = fields(AccessProfileFields { name: body.text("name"), rules: body.input("rules") });
    Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields })
}

fn print(
    printer: Printer<'_>,
    class: Class,
    definition: &Definition,
    profile: &AccessProfile,
) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&AccessProfileOut {
        this: printer.reference(class, definition.code.as_str()),
        name: &profile.name,
        rules: serde_json::from_str(&profile.rules)?,
        stamps: Stamps::new(&definition.created, &definition.updated),
    })
}

impl Resource for ClassificationAccessProfiles {
    type Thing = Definition;

    const CLASS: Class = CLASSIFICATION_ACCESS;
    const KIND: DefinitionKind = DefinitionKind::ClassificationAccess;

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        Ok(put(wish, body, DefinitionFields::ClassificationAccess))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AccessProfileOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let ClassificationAccess(profile) = definition.says().ok_or_else(|| mismatch(definition))?;
        print(printer, Self::CLASS, definition, profile)
    }
}

impl Resource for AttributeAccessProfiles {
    type Thing = Definition;

    const CLASS: Class = ATTRIBUTE_ACCESS;
    const KIND: DefinitionKind = DefinitionKind::AttributeAccess;

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        Ok(put(wish, body, DefinitionFields::AttributeAccess))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AccessProfileOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let AttributeAccess(profile) = definition.says().ok_or_else(|| mismatch(definition))?;
        print(printer, Self::CLASS, definition, profile)
    }
}
