//! The HTTP faces of the catalogue: they know shapes and status codes, no rule and no SQL.
//!
//! [`router`] merges the routes of both faces and puts the layers around them. A handler
//! answers a response or an `errors::Refusal`; status and shape of a refusal are decided
//! in `errors`, for each face once.

mod auth;
mod base_url;
mod cache;
mod cdn;
mod cookie;
mod cors;
mod digest;
mod errors;
mod form;
mod https;
mod limits;
mod openapi;
mod ops;
mod params;
mod rate;
mod same_origin;
mod settings;
mod setup;
mod trace;
mod ui;
mod v4;
mod v5;

use std::any::Any;
use std::sync::Arc;

use app::App;
use axum::http::header::ACCEPT_RANGES;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

use limits::Gate;
use rate::Rates;
use trace::RequestIds;

pub use axum::Router;
pub use https::Transport;
pub use rate::RateLimit;
pub use settings::{Limits, Network, Settings};
pub use v5::items::V5;

/// What every handler is given.
#[derive(Clone)]
pub struct AppState {
    /// The catalogue.
    pub app: Arc<App>,
    /// How this server was set up.
    pub settings: Arc<Settings>,
    cache: Arc<cache::Cache>,
    /// Pictures that were made for each address.
    pictures: Arc<Rates>,
}

/// Both faces, ready to be served. The listener must put a [`Transport`] into every request's extensions.
pub fn router(app: Arc<App>, settings: Settings) -> Router {
    // Before anything that keeps a counter of its own is made.
    ops::recorder();
    let ids = RequestIds::new(&app);
    let settings = Arc::new(settings);
    app.publish(Arc::new(cdn::PublicFiles(Arc::clone(&settings))));
    let pictures = Arc::new(Rates::new(settings.picture_rate_limits.clone()));
    let state = AppState { app, settings: Arc::clone(&settings), cache: Arc::default(), pictures };
    let routes = Router::new()
        .merge(ops::router())
        .merge(setup::router())
        .merge(ui::router())
        .merge(v4::routes::router())
        .merge(v5::routes::router().route_layer(from_fn_with_state(state.clone(), v5::once::layer)))
        .merge(v5::files::router())
        .merge(v5::processes::router())
        .merge(v5::deliveries::router())
        .merge(v5::account::router())
        .merge(cdn::router())
        .merge(openapi::router());
    wrap(routes.with_state(state), settings, ids)
}

/// Puts the layers around the routes, the outermost first. Refusals of whatever lies inside `errors`
/// get their shape there; the digest is taken before compression changes the body.
fn wrap(routes: Router, settings: Arc<Settings>, ids: RequestIds) -> Router {
    let gate = Gate::new(settings.limits.clone());
    let rates = Rates::new(settings.rate_limits.clone());
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(Arc::new(ids), trace::layer))
        .layer(from_fn_with_state(Arc::clone(&settings), errors::layer))
        .layer(from_fn_with_state(Arc::new(gate), limits::layer))
        .layer(from_fn_with_state(Arc::clone(&settings), https::layer))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(compressible()))
        .layer(from_fn(digest::layer))
        .layer(from_fn_with_state(settings, cors::layer))
        .layer(from_fn_with_state(Arc::new(rates), rate::layer))
        .layer(CatchPanicLayer::custom(panicked));
    routes.fallback(async || errors::no_route()).method_not_allowed_fallback(async || errors::no_method()).layer(layers)
}

/// Files go out as they are: a part of one is a part of those bytes.
fn compressible() -> impl Predicate {
    let is_no_file =
        |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| !headers.contains_key(ACCEPT_RANGES);
    DefaultPredicate::new().and(is_no_file)
}

/// The panic's own words went to the log with its place already.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    errors::Refusal::Internal("a handler panicked".into()).into_response()
}

#[cfg(test)]
mod tests;
