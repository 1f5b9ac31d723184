//! `/api/files` (v5.md 2.5): files that are sent before something uses them, whole or by tus.

pub mod tus;

use app::files::{NewUpload, Upload};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use schemars::JsonSchema;
use serde::Serialize;

use super::answer;
use super::jsonld::{FILE, Reference};
use super::read::{Id, Owner};
use super::values::Moment;
use super::view::Asked;
use crate::AppState;
use crate::cache::fingerprint;
use crate::cdn;
use crate::digest::{self, QUABLE_DIGEST};
use crate::errors::Refusal;
use crate::form::{self, Form};

/// Their routes. No answer of theirs is kept for a repeat: their bodies may be long.
pub fn router() -> Router<AppState> {
    routes().into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods))
}

/// Paths, and what they take.
pub fn routes() -> Vec<(String, MethodRouter<AppState>)> {
    let all = || post(create);
    let one = get(show).head(tus::head).patch(tus::append).delete(delete);
    vec![
        ("/api/files".to_owned(), all()),
        ("/api/files/".to_owned(), all()),
        ("/api/files/{id}".to_owned(), one),
        ("/api/files/{id}/content".to_owned(), get(content)),
    ]
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// What it is for: `asset`, `import` or `export`.
    file_type: &'a str,
    /// Its name.
    original_filename: &'a str,
    /// Its media type, by its content; null: not all of it is there yet.
    mime_type: Option<&'a str>,
    /// How many bytes it has, or shall have.
    size: u64,
    /// The address of its bytes, for whoever has a token.
    url: String,
    /// The ids of assets that have the very same bytes now, up to 10; `/api/assets?metadata.checksum=` has all.
    duplicates: Vec<String>,
    /// When it was sent.
    date_created: Moment,
}

async fn create(State(state): State<AppState>, asked: Asked, request: Request) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let (parts, body) = request.into_parts();
    if tus::is_meant(&parts.headers) {
        return tus::create(&state, &asked, &parts.headers, body).await;
    }
    let Form { texts, file, file_name } = form::read(&state, &parts.headers, body).await?;
    let file_type = texts.into_iter().find(|(name, _)| name == "fileType").map(|(_, text)| text);
    let new = NewUpload { file_type, name: file_name };
    let upload = state.app.add_file(&asked.actor, new, file).await?;
    let mut response = print(&state, &asked, &upload).await?;
    *response.status_mut() = StatusCode::CREATED;
    answer::insert(response.headers_mut(), LOCATION, &FILE.iri(&upload.id));
    Ok(response)
}

async fn show(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    let (upload, _) = state.app.look_at_upload(&id).await?;
    print(&state, &asked, &upload).await
}

async fn delete(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    state.app.forget_upload(&asked.actor, &id).await?;
    Ok((StatusCode::NO_CONTENT, tus::version()).into_response())
}

/// Its bytes, to be kept and not to be shown.
async fn content(State(state): State<AppState>, _asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let (upload, _) = state.app.look_at_upload(&id).await?;
    let Some(hash) = &upload.hash else {
        return Err(model::problem::Problem::conflict("Not all of this file is there yet.").into());
    };
    let content = state.app.content(hash, None).await?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(CONTENT_LENGTH, content.size.into());
    answer::insert(&mut headers, CONTENT_DISPOSITION, &cdn::attachment(&upload.name));
    cdn::never_run(&mut headers);
    headers.insert(QUABLE_DIGEST, digest::print(app::files::digest(hash)?));
    Ok((headers, Body::from_stream(content.bytes)).into_response())
}

async fn print(state: &AppState, asked: &Asked, upload: &Upload) -> Result<Response, Refusal> {
    let out = FileOut {
        this: Reference { class: FILE, id: upload.id.as_str().into(), linked: asked.view.is_linked() },
        file_type: &upload.file_type,
        original_filename: &upload.name,
        mime_type: upload.hash.as_ref().map(|_| upload.mime.as_str()),
        size: upload.size,
        url: format!("{}{}/content", asked.base, FILE.iri(&upload.id)),
        duplicates: state.app.duplicates(&asked.actor.rights, upload).await?,
        date_created: Moment(upload.created_at),
    };
    let member = serde_json::to_vec(&out).map_err(|error| Refusal::Internal(Box::new(error)))?;
    let member = asked.view.properties.project(member).map_err(|error| Refusal::Internal(Box::new(error)))?;
    let etag = super::etag::of_list(fingerprint(&(asked.view.format, &member)));
    Ok(answer::send(answer::item(FILE, asked, member, &etag)?, &asked.known))
}
