//! API v4, under `/api_1.php` and at the root.

pub(crate) mod methods;
mod remember;
pub(crate) mod routes;
mod sessions;
mod sign_in;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::Value;

/// A body as v4 sends it (v4.md 1.4).
fn json(body: &Value) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string())
}
