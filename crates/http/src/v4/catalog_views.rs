//! `/catalog-views` and `/catalogs` (v4.md 10, 15).

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use model::command::{CatalogFields, DefinitionFields, OnUse, Patch};
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Condition, Filter, MAX_LIMIT, Query, Test};
use model::schema::{Catalog, CatalogContent, Definition, DefinitionKind, Schema};
use serde_json::{Value, json};

use super::asked::Asked;
use super::body::Body;
use super::definitions::{self, Call, Definitions};
use super::envelope;
use super::kinds;
use super::path::At;
use super::printer::Printer;
use super::rows::{Offset, Shape};
use crate::AppState;
use crate::errors::Refusal;

/// `/catalog-views`: v4's word for channels.
pub struct CatalogViews;

impl Definitions for CatalogViews {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::Catalog
    }

    fn path(&self) -> &'static str {
        "/catalog-views"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name"]
    }

    /// `code` was called `type` too, until 2022 (v4.md 10.1).
    fn modernise(&self, body: &mut Body) {
        if !body.says("code") {
            body.rename("type", "code");
        }
    }

    fn shape(&self) -> Shape {
        Shape::Bare
    }

    /// The tree goes, documents stay (v4.md 10.1).
    fn on_use(&self) -> OnUse {
        OnUse::Clear
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        let content = body.text("objectType");
        let read = |name: &String| CatalogContent::from_name(kinds::read(name)?.name());
        let known = content.value().map(read);
        let object_type = match known {
            None if call.is_new => Patch::Value(CatalogContent::Document),
            None => Patch::Absent,
            Some(Some(content)) => Patch::Value(content),
            Some(None) => {
                let got = content.value().map_or("", String::as_str);
                body.refuse("objectType", "unknown_kind", format!("Expected document or media; got \"{got}\"."));
                Patch::Absent
            }
        };
        let (name, description) = (body.text("name"), body.text("description"));
        DefinitionFields::Catalog(CatalogFields { name, description, object_type })
    }

    fn row(&self, _printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(catalog) = definition.says::<Catalog>() else { return Value::Null };
        json!({
            "id": definition.id,
            "name": catalog.name,
            "code": definition.code,
            "description": catalog.description,
            "fields": [],
            "catalogXObjectTypes": [],
            "objectType": content(catalog),
        })
    }
}

fn content(catalog: &Catalog) -> &'static str {
    match catalog.object_type {
        CatalogContent::Document => CatalogContent::Document.name(),
        CatalogContent::Asset => kinds::name(ObjectKind::Asset),
    }
}

/// Shows one, by its code or its internal number.
pub async fn one(asked: Asked, At([named]): At<1>) -> Result<Response, Refusal> {
    definitions::show(DefinitionKind::Catalog, &asked, &code(&asked, named), |_, definition| {
        let Some(catalog) = definition.says::<Catalog>() else { return Value::Null };
        json!({
            "id": definition.id,
            "name": catalog.name,
            "code": definition.code,
            "description": catalog.description,
            "origin_catalog_view_id": null,
            "fields": [],
        })
    })
}

/// The code of the catalog that is named by it or by its number.
pub fn code(asked: &Asked, named: String) -> String {
    let schema = &asked.schema;
    if schema.get::<Catalog>(&named).is_some() {
        return named;
    }
    let of_number = named.parse().ok().and_then(|id| schema.by_id(id));
    let catalog = of_number.filter(|definition| definition.says::<Catalog>().is_some());
    catalog.map_or(named, |definition| definition.code.clone())
}

/// The catalog of that code in any case.
pub fn in_any_case<'a>(schema: &'a Schema, code: &str) -> Result<(&'a Definition, &'a Catalog), Problem> {
    let mut all = schema.all(DefinitionKind::Catalog);
    let found = all.find(|definition| definition.code.eq_ignore_ascii_case(code));
    let found = found.and_then(|definition| Some((&**definition, definition.says::<Catalog>()?)));
    found.ok_or_else(|| Problem::not_found(DefinitionKind::Catalog.words(), code))
}

/// `/catalogs`: the trees, which are only looked at here.
pub async fn trees(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let offset = Offset::read(&asked)?;
    let roots = roots(&state, &asked).await?;
    let rows: Vec<_> = asked.schema.all(DefinitionKind::Catalog).map(|definition| tree(definition, &roots)).collect();
    offset.answer(Shape::Whole, &rows)
}

/// The numbers of the roots of all catalogs, by code.
async fn roots(state: &AppState, asked: &Asked) -> Result<HashMap<String, i64>, Refusal> {
    let catalogs = asked.schema.all(DefinitionKind::Catalog).filter_map(|definition| definition.says::<Catalog>());
    let codes = catalogs.map(|catalog| catalog.root.clone()).collect();
    let query = Query {
        filter: Filter::Is(Condition::Code(Test::Equals(codes))),
        limit: MAX_LIMIT,
        ..Query::all(ObjectKind::Classification, asked.actor.rights.clone())
    };
    let (found, _) = state.app.heads(query).await?;
    Ok(found.heads.into_iter().map(|head| (head.code, head.id)).collect())
}

/// One of them.
pub async fn one_tree(State(state): State<AppState>, asked: Asked, At([code]): At<1>) -> Result<Response, Refusal> {
    let (definition, _) = in_any_case(&asked.schema, &code)?;
    envelope::data(&tree(definition, &roots(&state, &asked).await?))
}

fn tree(definition: &Definition, roots: &HashMap<String, i64>) -> Value {
    let Some(catalog) = definition.says::<Catalog>() else { return Value::Null };
    json!({
        "id": definition.id,
        "code": definition.code,
        "name": catalog.name,
        "type": content(catalog),
        "root_classification_id": roots.get(&catalog.root),
    })
}
