//! Every request has an id, a span in the log, and is counted and timed by its route.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use app::{App, statements};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::ops;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: the caller's own, else one made here. A request extension.
#[derive(Debug, Clone)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// As printed in answers and in the log.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The caller's, if it is one that a log can bear.
    fn given(request: &Request) -> Option<Self> {
        let text = request.headers().get(X_REQUEST_ID)?.to_str().ok()?;
        let sane = (1..=128).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
        sane.then(|| Self(text.into()))
    }
}

/// Makes request ids: what is this node's alone, then a number.
pub(crate) struct RequestIds {
    node: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// Draws the node's part.
    pub fn new(app: &App) -> Self {
        let mut node = [0; 8];
        app.draw(&mut node);
        Self::of_node(u64::from_be_bytes(node))
    }

    pub fn of_node(node: u64) -> Self {
        Self { node, next: AtomicU64::new(0) }
    }

    fn next(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        RequestId(format!("{:016x}{number:08x}", self.node).into())
    }
}

/// The layer.
pub(crate) async fn layer(State(ids): State<Arc<RequestIds>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::given(&request).unwrap_or_else(|| ids.next());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("none", |route| plain_spelling(route.as_str()));
    let method = method_name(request.method());
    let span = tracing::info_span!("request", id = id.as_str(), method, path = request.uri().path());
    request.extensions_mut().insert(id.clone());

    let (mut response, statements) = statements::counted(next.run(request)).instrument(span.clone()).await;

    let took = started.elapsed();
    let status = response.status().as_u16();
    tracing::debug!(parent: &span, status, ?took, statements, "answered");
    ops::count(route, method, status, took, statements);
    if let Ok(id) = HeaderValue::try_from(id.as_str()) {
        response.headers_mut().insert(X_REQUEST_ID, id);
    }
    response
}

/// One route for all spellings of it: v4's prefix and a slash at the end are left out.
fn plain_spelling(route: &str) -> &str {
    route.strip_prefix("/api_1.php").unwrap_or(route).trim_end_matches('/')
}

/// The method for the log and the metrics, which must not grow with what callers think up.
fn method_name(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("OTHER")
}
