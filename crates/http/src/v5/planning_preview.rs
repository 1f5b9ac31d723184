//! `POST /api/plannings/preview` (ours): when a cron expression would be due.

use axum::extract::State;
use axum::response::Response;
use model::schedule;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer;
use super::shape::{self, Fields};
use super::values::Moment;
use super::view::Asked;
use super::write::Text;
use crate::AppState;
use crate::errors::Refusal;

/// Where they are tried.
pub const PATH: &str = "/api/plannings/preview";

/// Runs that are told.
const TOLD: usize = 5;

/// When it would be due.
#[derive(Serialize, JsonSchema)]
pub struct RunsOut {
    /// The next five times from now on; fewer if there are no more.
    runs: Vec<Moment>,
}

/// Tells when it would be due.
pub async fn preview(State(state): State<AppState>, _: Asked, Text(body): Text) -> Result<Response, Refusal> {
    let mut body = Fields::of(shape::parse(&body)?)?;
    let (cron, timezone) = (body.text("cron"), body.text("timezone"));
    body.finish()?;
    let cron = cron.value().map_or("", |cron| cron.trim());
    let schedule = schedule::read(cron, timezone.value().map_or(schedule::UTC, String::as_str))?;
    let runs = schedule.all(state.app.now()).take(TOLD).map(Moment).collect();
    answer::json(&RunsOut { runs })
}
