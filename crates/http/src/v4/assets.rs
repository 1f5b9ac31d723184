//! `/assets`, also called `/medias` (v4.md 8).

use app::Failure;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use model::command::{PutMode, PutObject};
use model::inheritance;
use model::object::{Object, ObjectKind};
use model::problem::{Kind, Problem};
use model::query::{Filter, Sheet};
use model::schema::Schema;
use serde::Serialize;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::documents::Classified;
use super::fields::Fields;
use super::filter;
use super::medias::Media;
use super::objects::{self, Objects, Writable};
use super::path::At;
use super::printer::Printer;
use crate::AppState;
use crate::errors::Refusal;

/// The resource.
pub struct Assets;

#[derive(Serialize)]
struct AssetOut<'a> {
    #[serde(flatten)]
    media: Media<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Fields<'a>>,
    classifications: Vec<Classified<'a>>,
    size: Option<u64>,
    width: Option<u32>,
    height: Option<u32>,
    created_by: &'a str,
    updated_by: &'a str,
}

impl Objects for Assets {
    const KIND: ObjectKind = ObjectKind::Asset;
    const PATH: &'static str = "/assets";
    const OPTIONS: &'static [&'static str] = &["media_fields_included", "classification_code", "recursive"];

    /// Whether its values are printed.
    type Wish = bool;

    fn wish(asked: &Asked) -> Result<bool, Problem> {
        asked.switch("media_fields_included", true)
    }

    fn filters(asked: &Asked) -> Result<Vec<Filter>, Problem> {
        Ok(filter::classified(asked)?.into_iter().collect())
    }

    fn others(_wish: &bool, sheet: &Sheet) -> Vec<i64> {
        sheet.object.placements.iter().map(|node| node.id).collect()
    }

    fn print(printer: Printer<'_>, wish: &bool, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let body = inheritance::with_fallbacks(&object.body, printer.schema);
        serde_json::to_vec(&AssetOut {
            media: Media::of(printer, object),
            fields: wish.then_some(Fields { printer, object, set: None, body: &body, links: &[] }),
            classifications: object.placements.iter().filter_map(|at| Classified::of(printer, at.id)).collect(),
            size: None,
            width: None,
            height: None,
            created_by: &object.created.by,
            updated_by: &object.updated.by,
        })
    }
}

impl Writable for Assets {
    const REQUIRED: &'static [&'static str] = &["code"];

    fn put(body: &mut Body, _schema: &Schema, put: &mut PutObject) {
        put.classification = body.reference("classification_code");
    }

    fn told(object: &Object, _schema: &Schema) -> Vec<(&'static str, Value)> {
        vec![("active", object.active.into()), ("id", object.id.into())]
    }
}

/// Creates one or, of assets alone, changes the one that is there (v4.md 8.1).
pub async fn post(State(state): State<AppState>, asked: Asked, body: HttpBody) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    body.require(Assets::REQUIRED)?;
    let code = body.text("code").value().cloned().unwrap_or_default();
    objects::write::<Assets>(&state, &asked, body, PutObject::new(ObjectKind::Asset, code, PutMode::Upsert)).await
}

/// Shows one, by its code or its internal number: E4.
pub async fn one(State(state): State<AppState>, asked: Asked, At([named]): At<1>) -> Result<Response, Refusal> {
    let rights = &asked.actor.rights;
    match state.app.head(rights, ObjectKind::Asset, &named).await {
        Ok((head, schema)) => objects::show::<Assets>(&state, &asked, &schema, (head.id, &named)).await,
        Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => {
            let id = named.parse().map_err(|_| problem)?;
            objects::show::<Assets>(&state, &asked, &asked.schema, (id, &named)).await
        }
        Err(error) => Err(error.into()),
    }
}
