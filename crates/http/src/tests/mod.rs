//! The layers, around a few routes of the tests' own.

mod cors;
mod digest;
mod errors;
mod limits;
mod routes;
mod transport;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::trace::RequestIds;
use crate::{Settings, Transport, wrap};

/// The routes with all layers around them.
fn serve(routes: Router) -> Router {
    serve_with(routes, Settings::default())
}

fn serve_with(routes: Router, settings: Settings) -> Router {
    wrap(routes, Arc::new(settings), RequestIds::of_node(7))
}

/// A request over plain HTTP from this machine.
fn request(method: &str, uri: &str) -> Builder {
    Request::builder().method(method).uri(uri).extension(transport(false, "127.0.0.1:9"))
}

fn transport(tls: bool, peer: &str) -> Transport {
    Transport { tls, peer: peer.parse::<SocketAddr>().unwrap() }
}

/// What came back, whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json_or_null(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
}

async fn ask(router: &Router, method: &str, uri: &str) -> Answer {
    send(router, request(method, uri).body(Body::empty()).unwrap()).await
}
