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

/// What a page that asks may read.
pub struct Grant {
    words: Words,
    /// Whose pages; `None`: not those of who asks.
    origin: Option<HeaderValue>,
    /// Whether origins are listed, so that answers differ by them and credentials may go along.
    is_listed: bool,
}

/// Set on answers that tell already what may be read.
#[derive(Clone, Copy)]
struct Granted;

impl Grant {
    /// To who sends a request to this path with these headers.
    pub fn of(settings: &Settings, path: &str, headers: &HeaderMap) -> Self {
        let listed = &settings.cors_origins;
        let origin = if listed.is_empty() {
            Some(HeaderValue::from_static("*"))
        } else {
            let theirs = headers.get(ORIGIN);
            theirs.filter(|origin| listed.iter().any(|one| one.as_bytes() == origin.as_bytes())).cloned()
        };
        let words = if Face::of(path, headers) == Face::V4 { V4 } else { V5 };
        Self { words, origin, is_listed: !listed.is_empty() }
    }

    /// Tells it, unless the answer does already: what lies outside of the layer refuses too.
    pub fn tell(self, response: &mut Response, preflight: bool) {
        if response.extensions_mut().insert(Granted).is_some() {
            return;
        }
        let headers = response.headers_mut();
        if self.is_listed {
            headers.append(VARY, HeaderValue::from_static("Origin"));
        }
        if let Some(origin) = self.origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            allow(headers, &self.words, preflight, self.is_listed);
        }
    }
}

/// The layer. `OPTIONS` of a known path is answered here, by anybody.
pub async fn layer(State(settings): State<Arc<Settings>>, request: Request, next: Next) -> Response {
    let grant = Grant::of(&settings, request.uri().path(), request.headers());
    let is_tus = request.uri().path().starts_with("/api/files");
    let preflight = request.method() == Method::OPTIONS && request.extensions().get::<MatchedPath>().is_some();
    let mut response = if preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    if preflight && is_tus {
        response.headers_mut().extend(tus::abilities());
    }
    grant.tell(&mut response, preflight);
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
