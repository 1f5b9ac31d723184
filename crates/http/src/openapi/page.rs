//! The page that shows the description and tries its operations. All of it comes from this server.

use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use swagger_ui_dist::{ApiDefinition, OpenApiSource, generate_routes};

use crate::AppState;

/// Where the page and its parts live.
const HOME: &str = "/api/docs";

/// Nothing but this server's own files runs, is shown or is asked.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The page and its parts.
pub fn router() -> Router<AppState> {
    let source = OpenApiSource::Uri("/api/docs.json");
    let parts = generate_routes(ApiDefinition { uri_prefix: HOME, api_definition: source, title: None });
    Router::new()
        .route(HOME, get(page))
        .route(&format!("{HOME}/page.js"), get(script))
        .route_service(&format!("{HOME}/swagger-ui.css"), parts.clone())
        .route_service(&format!("{HOME}/swagger-ui-bundle.js"), parts)
        .layer(from_fn(guard))
}

/// The page.
pub async fn page() -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, POLICY),
        (VARY, HeaderValue::from_static("Accept")),
    ];
    (headers, include_str!("page.html")).into_response()
}

async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("page.js")).into_response()
}

/// The headers that all parts have.
async fn guard(request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, HeaderValue); 3] = [
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let mut response = next.run(request).await;
    response.headers_mut().extend(HEADERS);
    response
}
