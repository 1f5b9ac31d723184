//! The description of API v5, made from the code that serves it and from the live schema.

mod account;
mod apps;
mod auto_link;
mod bulk_edits;
mod completeness;
mod document;
mod files;
mod filters;
mod flows;
mod impact;
mod model_file;
mod operations;
mod own;
mod page;
mod parameters;
mod past;
mod processes;
mod responses;
mod schemas;
mod template;
mod tokens;
mod trees;
mod values;
mod webhooks;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::response::Response;
use axum::routing::get;
use model::schema::Schema;

use crate::AppState;
use crate::cache::{Answer, AnswerKey, fingerprint};
use crate::digest::{self, QUABLE_DIGEST};
use crate::errors::Refusal;
use crate::v5::{answer, etag};

pub use page::page;

/// The routes, which need no token.
pub fn router() -> Router<AppState> {
    Router::new().route("/api/docs.json", get(description)).merge(page::router())
}

/// The description, made once for each state of the schema.
async fn description(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    let key = AnswerKey::Page(fingerprint(&("openapi", schema.rules, schema.labels)));
    let answer = state.cache.answer(&key).unwrap_or_else(|| {
        let answer = describe(&schema);
        state.cache.keep_answer(key, answer.clone());
        answer
    });
    Ok(answer::send(answer, &etag::Known::of(&headers)))
}

fn describe(schema: &Schema) -> Answer {
    let body = document::of(schema).to_string().into_bytes();
    let mut headers = HeaderMap::new();
    answer::insert(&mut headers, CONTENT_TYPE, "application/json; charset=utf-8");
    answer::insert(&mut headers, CACHE_CONTROL, "no-cache");
    answer::insert(&mut headers, ETAG, &etag::of_list(fingerprint(&body)));
    headers.insert(QUABLE_DIGEST, digest::of(&body));
    Answer { body: body.into(), headers }
}
