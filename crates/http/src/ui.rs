//! `/admin`: the admin interface, embedded in the binary. To the server it is files and one page; what it does, it does
//! by the public API.

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::errors::{self, Refusal};
use crate::{AppState, Settings, digest};

/// Where the interface lives.
pub const HOME: &str = "/admin";

/// What `npm run build` made; nothing, where it wasn't run before the compiler.
#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[exclude = ".gitkeep"]
struct Built;

/// The page with a gap for the nonce.
static PAGE: LazyLock<Option<String>> =
    LazyLock::new(|| Built::get("index.html").map(|file| String::from_utf8_lossy(&file.data).into_owned()));

/// What the name of a file ends with that holds another one packed.
const PACKED: &str = ".br";

/// Stands in the page where each answer's nonce goes.
const NONCE: &str = "%NONCE%";

/// The routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(start))
        .route(HOME, get(async || Redirect::permanent("/admin/")))
        .route("/admin/", get(page))
        .route("/admin/{*path}", get(file))
        .layer(from_fn(guard))
}

/// Browsers come in by the bare address; others find nothing there.
async fn start(headers: HeaderMap) -> Response {
    if wants_page(&headers) { Redirect::to("/admin/").into_response() } else { errors::no_route().into_response() }
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")))
}

/// One page for all addresses: which screen is meant, it finds out itself.
async fn page(State(state): State<AppState>) -> Response {
    let Some(page) = PAGE.as_deref() else {
        let words = "The admin interface isn't part of this build: run `make ui` and compile anew.";
        return (StatusCode::NOT_FOUND, words).into_response();
    };
    let mut drawn = [0; 16];
    state.app.draw(&mut drawn);
    let nonce = URL_SAFE_NO_PAD.encode(drawn);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, policy(&nonce, &state.settings)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, page.replace(NONCE, &nonce)).into_response()
}

/// Nothing but this server's own files runs or is asked; pictures may come from where the operator has them delivered, and
/// the pages of apps stand in frames of their own.
fn policy(nonce: &str, settings: &Settings) -> HeaderValue {
    let files = settings.public_url.iter().chain(&settings.cdn_url).fold(String::new(), |all, url| all + " " + url);
    let policy = format!(
        "default-src 'self'; img-src 'self' data: blob:{files}; media-src 'self' blob:{files}; \
         style-src 'self' 'nonce-{nonce}'; frame-src 'self' https:; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    );
    // An address that can't stand in a header allows nothing.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

/// A built file, or the page where there is none.
async fn file(state: State<AppState>, Path(path): Path<String>, request: Request) -> Result<Response, Refusal> {
    match Built::get(&path) {
        Some(file) if !path.ends_with(PACKED) => Ok(deliver(&path, file, request.headers())),
        _ if path.starts_with("static/") => Err(errors::no_route()),
        _ => Ok(page(state).await),
    }
}

fn deliver(path: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let tag = HeaderValue::try_from(format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..12]))).expect("base64 is ASCII");
    // Names of files under `static` change with what is in them.
    let life = if path.starts_with("static/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (CONTENT_TYPE, HeaderValue::try_from(file.metadata.mimetype()).expect("a media type is ASCII")),
        (CACHE_CONTROL, HeaderValue::from_static(life)),
        (VARY, HeaderValue::from_static("Accept-Encoding")),
        (ETAG, tag.clone()),
    ];
    if asked.get(IF_NONE_MATCH) == Some(&tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    // Of what it is unpacked.
    let digest = [(digest::QUABLE_DIGEST, digest::print(hash))];
    match Built::get(&format!("{path}{PACKED}")).filter(|_| takes_brotli(asked)) {
        Some(packed) => (headers, digest, [(CONTENT_ENCODING, "br")], Body::from(packed.data)).into_response(),
        None => (headers, digest, Body::from(file.data)).into_response(),
    }
}

fn takes_brotli(asked: &HeaderMap) -> bool {
    let Some(accepted) = asked.get(ACCEPT_ENCODING).and_then(|accepted| accepted.to_str().ok()) else { return false };
    accepted.split(',').any(|one| one.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("br")))
}

/// The headers that all of it has.
async fn guard(request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, HeaderValue); 2] = [
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let mut response = next.run(request).await;
    response.headers_mut().extend(HEADERS);
    response
}
