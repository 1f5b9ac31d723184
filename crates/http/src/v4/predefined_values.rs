//! `/eav-attributes/{attribute}/values` and `/predefined-values` (v4.md 11.1).

use std::sync::Arc;

use app::Failure;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::FutureExt;
use model::changes::{Done, Effect, Entity};
use model::command::{Action, PutMode, PutValue};
use model::inheritance;
use model::permission::Rights;
use model::problem::{Field, Problem};
use model::query::{Start, ValuePage, ValueQuery};
use model::schema::{DefinitionKind, PredefinedValue, Schema};
use serde_json::json;

use super::asked::Asked;
use super::body::Body;
use super::definitions::{in_keys, label, on_use};
use super::envelope::{self, Written, escaped};
use super::objects::run;
use super::path::At;
use super::rows::{Fetch, Offset, Rows, Shape};
use crate::AppState;
use crate::errors::Refusal;

/// Lists those of an attribute: E2.
pub async fn list(State(state): State<AppState>, asked: Asked, At([attribute, _]): At<2>) -> Result<Response, Refusal> {
    check_list(&asked.schema, &attribute)?;
    of(state, &asked, vec![attribute]).await
}

/// Lists those of the attribute that `attribute_code` names, or all: E2.
pub async fn all(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let attribute = asked.text("attribute_code").map(str::to_owned);
    if let Some(attribute) = &attribute {
        check_list(&asked.schema, attribute)?;
    }
    of(state, &asked, attribute.into_iter().collect()).await
}

async fn of(state: AppState, asked: &Asked, attributes: Vec<String>) -> Result<Response, Refusal> {
    let offset = Offset::read(asked)?;
    let reading =
        Arc::new(Reading { state, attributes, culture: asked.culture()?, rights: asked.actor.rights.clone() });
    let fetch: Fetch = Box::new(move |start, limit| {
        let reading = Arc::clone(&reading);
        async move { reading.rows(start, limit).await }.boxed()
    });
    offset.walk(Shape::Whole, fetch).await
}

/// What a walk through values needs.
struct Reading {
    state: AppState,
    attributes: Vec<String>,
    culture: String,
    rights: Rights,
}

impl Reading {
    async fn rows(&self, start: Start, limit: u32) -> Result<Rows, Failure> {
        let query = ValueQuery { attributes: self.attributes.clone(), start, limit, rights: self.rights.clone() };
        let (ValuePage { values, total, next }, schema) = self.state.app.values(query).await?;
        let rows = values.iter().map(|value| row(&schema, &self.culture, value).to_string()).collect();
        Ok(Rows { printed: rows, total, next })
    }
}

fn row(schema: &Schema, culture: &str, value: &PredefinedValue) -> serde_json::Value {
    json!({
        "id": value.id,
        "code": value.code,
        "value": inheritance::label(&value.labels, culture, schema).unwrap_or(&value.code),
        "sequence": value.sequence,
    })
}

/// Errors: no such attribute, or one without a list.
fn check_list(schema: &Schema, code: &str) -> Result<(), Problem> {
    let attribute =
        schema.attribute(code).ok_or_else(|| Problem::not_found(DefinitionKind::Attribute.words(), code))?;
    if attribute.kind.is_list() {
        return Ok(());
    }
    let message =
        format!("Expected an attribute with a list; \"{code}\" is of the type \"{}\".", attribute.kind.name());
    Err(Problem::at(Field::Owner, "no_list", message))
}

/// Shows one: E3.
pub async fn one(
    State(state): State<AppState>,
    asked: Asked,
    At([attribute, _, code]): At<3>,
) -> Result<Response, Refusal> {
    let value = state.app.value(&asked.actor.rights, &attribute, &code).await?;
    envelope::data(&row(&asked.schema, &asked.culture()?, &value))
}

/// Creates one: E5.
pub async fn create(
    State(state): State<AppState>,
    asked: Asked,
    At([attribute, _]): At<2>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    body.require(&["code"])?;
    if asked.schema.attribute(&attribute).is_none() {
        return Err(Problem::not_found(DefinitionKind::Attribute.words(), &attribute).into());
    }
    let code = body.text("code").value().cloned().unwrap_or_default();
    write(&state, &asked, body, (attribute, code, PutMode::Create)).await
}

/// Changes one: E5.
pub async fn update(
    State(state): State<AppState>,
    asked: Asked,
    At([attribute, _, code]): At<3>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let body = asked.writes(body).await?;
    write(&state, &asked, body, (attribute, code, PutMode::Update)).await
}

async fn write(
    state: &AppState,
    asked: &Asked,
    mut body: Body,
    (attribute, code, mode): (String, String, PutMode),
) -> Result<Response, Refusal> {
    let put = PutValue {
        attribute,
        code,
        mode,
        body_code: body.text("code").value().cloned(),
        name: label(body.text("value"), &asked.culture()?),
        sequence: body.integer("sequence"),
        active: body.switch("active"),
    };
    let unread = body.finish()?;
    let done = run(state, asked, Action::PutValue(put)).await;
    let Done { effect, entity, warnings, .. } = done.map_err(|failure| in_keys(failure, &[("name", "value")]))?;
    let Entity::Value(value) = entity else {
        return Err(Refusal::Internal("a write of a value was answered with something else".into()));
    };
    let shown = row(&asked.schema, &asked.culture()?, &value);
    let mut warnings = envelope::warnings(&warnings);
    warnings.extend(unread.warnings(&shown));
    let written = Written {
        is_new: effect == Effect::Created,
        location: format!("/eav-attributes/{}/values/{}", escaped(&value.attribute), escaped(&value.code)),
        told: vec![("code", value.code.as_str().into()), ("id", value.id.into())],
        warnings,
    };
    Ok(written.answer(&asked.base))
}

/// Deletes one: E6; with `force=1` even if objects hold it.
pub async fn delete(
    State(state): State<AppState>,
    asked: Asked,
    At([attribute, _, code]): At<3>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let on_use = on_use(&asked)?;
    run(&state, &asked, Action::DeleteValue { attribute, code, on_use }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows one by its number: E3.
pub async fn by_number(State(state): State<AppState>, asked: Asked, At([id]): At<1>) -> Result<Response, Refusal> {
    let missing = || Problem::not_found("predefined value", &id);
    let number = id.parse().map_err(|_| missing())?;
    let value = state.app.value_of(&asked.actor.rights, number).await?.ok_or_else(missing)?;
    envelope::data(&row(&asked.schema, &asked.culture()?, &value))
}
