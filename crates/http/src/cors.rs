//! CORS (v4.md 1.6): by default any page may call, without the browser's credentials.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Settings;
use crate::errors::Face;
use crate::v5::files::tus;

/// What a face lets pages send and read.
struct Words {
    methods: &'static str,
    headers: &'static str,
    exposed: &'static str,
}

const V4: Words = Words {
    methods: "GET, POST, PUT, DELETE, OPTIONS",
    headers: "Authorization, Content-Type, Accept",
    exposed: "Quable-Digest, Location",
};

const V5: Words = Words {
    methods: "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    headers: "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, X-Request-Id, \
              Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset",
    exposed: "Quable-Digest, Location, Content-Location, ETag, Link, Allow, X-Total-Count, X-Page, X-Limit, X-Cursor, X-Has-More, \
              X-Bulk-Created, X-Bulk-Updated, X-Bulk-Unchanged, X-Bulk-Deleted, X-Bulk-Failed, X-Request-Id, Retry-After, \
              X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Idempotency-Replayed, \
              Tus-Resumable, Tus-Version, Tus-Extension, Upload-Length, Upload-Offset",
};

/// The layer. `OPTIONS` of a known path is answered here, by anybody.
pub async fn layer(State(settings): State<Arc<Settings>>, request: Request, next: Next) -> Response {
    let words = if Face::of(request.uri().path(), request.headers()) == Face::V4 { V4 } else { V5 };
    let listed = &settings.cors_origins;
    let origin = if listed.is_empty() {
        Some(HeaderValue::from_static("*"))
    } else {
        let theirs = request.headers().get(ORIGIN);
        theirs.filter(|origin| listed.iter().any(|one| one.as_bytes() == origin.as_bytes())).cloned()
    };
    let is_tus = request.uri().path().starts_with("/api/files");
    let preflight = request.method() == Method::OPTIONS && request.extensions().get::<MatchedPath>().is_some();
    let mut response = if preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    if preflight && is_tus {
        headers.extend(tus::abilities());
    }
    if !listed.is_empty() {
        headers.append(VARY, HeaderValue::from_static("Origin"));
    }
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        allow(headers, &words, preflight, !listed.is_empty());
    }
    response
}

fn allow(headers: &mut HeaderMap, words: &Words, preflight: bool, credentials: bool) {
    if credentials {
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
    if preflight {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(words.methods));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(words.headers));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    } else {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(words.exposed));
    }
}
