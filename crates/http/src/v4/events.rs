//! `/events/{uuid}`: what the messages to webhooks point at as themselves (v4.md 17.1).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::problem::Problem;

use super::asked::Asked;
use super::envelope;
use super::path::At;
use crate::AppState;
use crate::errors::Refusal;

/// Shows one of the last days as it was sent, in no envelope.
pub async fn one(State(state): State<AppState>, asked: Asked, At([uuid]): At<1>) -> Result<Response, Refusal> {
    let found = state.app.event(&asked.actor.rights, &uuid).await?;
    let payload = found.ok_or_else(|| Problem::not_found("event", &uuid))?;
    Ok(envelope::json(StatusCode::OK, payload))
}
