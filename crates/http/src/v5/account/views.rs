//! `/api/views`: saved views, one's own and those that are shared with one.

use app::Failure;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use model::object::ObjectKind;
use model::problem::Problem;
use model::view::{View, ViewQuery};

use super::view::{self, kind, readable};
use crate::AppState;
use crate::cache::fingerprint;
use crate::errors::Refusal;
use crate::params::{Params, bad};
use crate::v5::collection::Chunk;
use crate::v5::filter::names::{FilterName, Takes, name};
use crate::v5::jsonld::VIEW;
use crate::v5::page::Paging;
use crate::v5::read::Id;
use crate::v5::shape::{self, Fields};
use crate::v5::view::Asked;
use crate::v5::write::Text;
use crate::v5::{answer, etag};

/// The filters of the list.
pub fn filters() -> [FilterName; 2] {
    const LISTS: &[&str] = &["documents", "variants", "assets", "classifications", "links"];
    [
        name("resource", Takes::Words(LISTS), "It is of these lists."),
        name("documentType.id", Takes::Ids, "It is made for documents of this type."),
    ]
}

/// Lists them, in order of sequence and id.
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let paging = Paging::read(VIEW, &asked.params)?;
    if paging.all {
        return Err(bad("pagination", "true: views come in pages", "false").into());
    }
    let query = ViewQuery {
        kinds: kinds(&asked.params)?,
        document_types: asked.params.all("documentType.id").map(str::to_owned).collect(),
        start: paging.start(),
        limit: paging.limit,
    };
    let (views, page) = state.app.views(&asked.actor, query).await?;
    let members = views.iter().map(|view| member(view, &asked).map(Bytes::from)).collect::<Result<_, _>>()?;
    let chunk = Chunk { members, total: Some(page.total), next: page.next };
    chunk.answer((VIEW, &VIEW.collection()), &asked, &paging)
}

/// Shows one.
pub async fn show(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    let view = state.app.view(&asked.actor, &id).await?;
    one(&asked, &view)
}

/// Makes one.
pub async fn create(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    let wish = view::read(Fields::of(shape::parse(&body)?)?)?;
    let view = state.app.make_view(&asked.actor, &wish, readable).await?;
    let mut response = one(&asked.anew(), &view)?;
    *response.status_mut() = StatusCode::CREATED;
    answer::insert(response.headers_mut(), LOCATION, &VIEW.iri(&view.head.code));
    Ok(response)
}

/// Changes one: what is left out stays.
pub async fn update(
    State(state): State<AppState>,
    asked: Asked,
    Id(id): Id,
    headers: HeaderMap,
    Text(body): Text,
) -> Result<Response, Refusal> {
    let wish = view::read(Fields::of(shape::parse(&body)?)?)?;
    let view = state.app.change_view(&asked.actor, &id, wish, etag::expected(&headers), readable).await?;
    one(&asked.anew(), &view)
}

/// Deletes one.
pub async fn delete(
    State(state): State<AppState>,
    asked: Asked,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    state.app.delete_view(&asked.actor, &id, etag::expected(&headers)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn kinds(params: &Params) -> Result<Vec<ObjectKind>, Problem> {
    let expected = "documents, variants, assets, classifications or links";
    params.all("resource").map(|text| kind(text).ok_or_else(|| bad("resource", expected, text))).collect()
}

fn one(asked: &Asked, view: &View) -> Result<Response, Refusal> {
    let member = member(view, asked)?;
    let etag = etag::of(view.rev, fingerprint(&(asked.view.format, &member)));
    Ok(answer::send(answer::item(VIEW, asked, member, &etag)?, &asked.known))
}

fn member(view: &View, asked: &Asked) -> Result<Vec<u8>, Failure> {
    view::print(view, asked.view.format).map_err(|error| Failure::Internal(Box::new(error)))
}
