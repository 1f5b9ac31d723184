//! `/api/users/groups`, also `/api/roles` (v5.md 3.12).

use std::collections::{BTreeMap, BTreeSet};

use model::command::{Action, DefinitionFields, PutDefinition, RoleFields};
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, Role};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{Class, ROLE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct Roles;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct RoleOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its name by interface locale.
    name: Names<'a>,
    /// What it is for.
    description: Option<&'a str>,
    /// What it permits, such as `view` or `create`, by the kind of thing; merged by kind, null takes one away.
    permissions: &'a BTreeMap<String, BTreeSet<String>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Roles {
    type Thing = Definition;

    const CLASS: Class = ROLE;
    const KIND: DefinitionKind = DefinitionKind::Role;
    const ALIAS: Option<&'static str> = Some("roles");
    const REQUIRED: &'static [&'static str] = &["id", "name"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::Role(RoleFields {
            name: body.labels("name"),
            description: body.text("description"),
            permissions: body.input("permissions"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<RoleOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let role: &Role = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&RoleOut {
            this: printer.reference(ROLE, definition.code.as_str()),
            name: printer.labels(&role.name),
            description: role.description.as_deref(),
            permissions: &role.permissions,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
