//! `/api/catalogs` (v5.md 3.7).

use axum::extract::State;
use axum::response::Response;
use model::command::{Action, CatalogFields, DefinitionFields, Patch, PutDefinition};
use model::problem::{Field, Problem, Violation};
use model::schema::{Catalog, CatalogContent, Definition, DefinitionKind, Spec};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::json;

use super::classifications::CLASSIFICATIONS;
use super::definitions::mismatch;
use super::describe::{one_of, schema_of};
use super::jsonld::{CATALOG, CLASSIFICATION, Class, Reference};
use super::read::{self, Owner};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;

/// The resource.
pub struct Catalogs;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct CatalogOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name, in the default locale.
    name: &'a str,
    /// What it is for, in the default locale.
    description: Option<&'a str>,
    /// What it classifies.
    #[schemars(schema_with = "contents")]
    object_type: CatalogContent,
    /// The classification on top of its tree.
    root: Reference<'a>,
    /// Values of its attributes.
    attributes: serde_json::Value,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Catalogs {
    type Thing = Definition;

    const CLASS: Class = CATALOG;
    const KIND: DefinitionKind = DefinitionKind::Catalog;
    const READS_LOCALE: bool = true;
    const REQUIRED: &'static [&'static str] = &["id", "name", "objectType"];
    const FIXED: &'static [&'static str] = &["id", "objectType"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::Catalog(CatalogFields {
            name: body.text_in("name", wish.locale),
            description: body.text_in("description", wish.locale),
            object_type: content(body),
        });
        body.unsupported(&["attributes"]);
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<CatalogOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let Spec::Catalog(catalog) = &definition.spec else { return Err(mismatch(definition)) };
        serde_json::to_vec(&CatalogOut {
            this: printer.reference(CATALOG, definition.code.as_str()),
            legacy_id: definition.id,
            name: &catalog.name,
            description: catalog.description.as_deref(),
            object_type: catalog.object_type,
            root: printer.reference(CLASSIFICATION, catalog.root.as_str()),
            attributes: json!({}),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

/// The schema of what a catalog may hold.
pub fn contents(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&CatalogContent::ALL.map(CatalogContent::name))
}

fn content(body: &mut Fields) -> Patch<CatalogContent> {
    match body.text("objectType") {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(name) => match name.as_str() {
            "document" => Patch::Value(CatalogContent::Document),
            "asset" => Patch::Value(CatalogContent::Asset),
            other => {
                let message = format!("This value should be document or asset; got \"{other}\".");
                body.violate(Violation::new(Field::Property("objectType"), "unknown_code", message));
                Patch::Absent
            }
        },
    }
}

/// Lists the classifications of one: those of the whole list that are in it.
pub async fn classifications(
    State(state): State<AppState>,
    asked: Asked,
    Owner(id): Owner,
) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    if schema.get::<Catalog>(&id).is_none() {
        return Err(Problem::not_found(DefinitionKind::Catalog.words(), &id).into());
    }
    read::list(&CLASSIFICATIONS, State(state), asked.only("catalogs.id", &id)?).await
}
