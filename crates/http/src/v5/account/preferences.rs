//! `/api/me/preferences`: what the admin UI remembers for a user, JSON under names of its own.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::value::RawValue;

use super::session::NO_STORE;
use crate::AppState;
use crate::auth::Authed;
use crate::errors::Refusal;
use crate::v5::read::Id;
use crate::v5::write::Text;
use crate::v5::{answer, shape};

/// Shows all of them, by name.
pub async fn list(State(state): State<AppState>, Authed(actor): Authed) -> Result<Response, Refusal> {
    let kept = state.app.preferences(&actor).await?;
    let raw = |(name, json): (String, String)| Ok((name, RawValue::from_string(json)?));
    let printed: BTreeMap<_, _> = kept.into_iter().map(raw).collect::<serde_json::Result<_>>().map_err(internal)?;
    Ok((NO_STORE, answer::json(&printed)?).into_response())
}

/// Keeps one in place of what had that name.
pub async fn put(
    State(state): State<AppState>,
    Authed(actor): Authed,
    Id(name): Id,
    Text(body): Text,
) -> Result<StatusCode, Refusal> {
    state.app.put_preference(&actor, &name, &shape::parse(&body)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets one, if it is there.
pub async fn delete(State(state): State<AppState>, Authed(actor): Authed, Id(name): Id) -> Result<StatusCode, Refusal> {
    state.app.delete_preference(&actor, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn internal(error: serde_json::Error) -> Refusal {
    Refusal::Internal(Box::new(error))
}
