//! API v4, under `/api_1.php` and at the root.

mod asked;
mod assets;
mod attribute_sets;
mod attributes;
mod body;
mod catalog_views;
mod classifications;
mod completeness;
mod definitions;
mod documents;
mod envelope;
mod events;
mod fields;
mod filter;
mod kinds;
mod linked;
mod links;
mod listing;
mod medias;
pub(crate) mod methods;
mod objects;
mod orphans;
mod path;
mod predefined_values;
mod printer;
mod remember;
mod rewrite;
pub(crate) mod routes;
mod rows;
mod sessions;
mod sign_in;
mod structure;
mod tags;
mod trees;
mod users;
mod variants;
mod workflows;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::Value;

/// A body as v4 sends it (v4.md 1.4).
fn json(body: &Value) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string())
}
