use std::future;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use futures_util::{StreamExt as _, stream};
use http_body_util::BodyExt as _;
use std::io;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

use super::{ask, request, send, serve_with};
use crate::errors::Refusal;
use crate::{Limits, Settings, limits};

fn limited(limits: Limits) -> Router {
    let count = async |body: Body| Ok::<_, Refusal>(limits::read(body).await?.len().to_string());
    let routes = Router::new()
        .route("/echo", post(count).get(async || "fine"))
        .route("/api/documents/bulk", post(count))
        .route("/health", get(async || "fine"))
        .route("/api/changes", get(endless))
        .route("/never", get(future::pending::<&'static str>));
    serve_with(routes, Settings { limits, ..Settings::default() })
}

async fn endless() -> impl IntoResponse {
    let pieces = stream::iter([Ok::<_, io::Error>("id: 1\n\n")]).chain(stream::pending());
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(pieces))
}

fn small() -> Limits {
    Limits { body: 100, bulk_body: 200, uri: 50, headers: 60, ..Limits::default() }
}

/// A body whose length isn't told beforehand.
fn chunked(size: usize) -> Body {
    Body::from_stream(stream::iter(
        vec![b'x'; size].chunks(7).map(|c| Ok::<_, io::Error>(Bytes::copy_from_slice(c))).collect::<Vec<_>>(),
    ))
}

#[tokio::test]
async fn bodies_have_a_size() {
    let router = limited(small());
    for (uri, size, status) in
        [("/echo", 100, 200), ("/echo", 101, 413), ("/api/documents/bulk", 200, 200), ("/api/documents/bulk", 201, 413)]
    {
        let told = request("POST", uri).header(CONTENT_LENGTH, size).body(Body::from(vec![b'x'; size])).unwrap();
        assert_eq!(send(&router, told).await.status, status, "{uri} {size}");
        let untold = request("POST", uri).body(chunked(size)).unwrap();
        assert_eq!(send(&router, untold).await.status, status, "{uri} {size}, chunked");
    }
}

#[tokio::test]
async fn addresses_and_headers_have_a_size() {
    let router = limited(small());
    assert_eq!(ask(&router, "GET", &format!("/echo?{}", "x".repeat(44))).await.status, 200);
    assert_eq!(ask(&router, "GET", &format!("/echo?{}", "x".repeat(45))).await.status, 414);
    let headers = |size| request("GET", "/echo").header("x", "y".repeat(size)).body(Body::empty()).unwrap();
    assert_eq!(send(&router, headers(59)).await.status, 200);
    assert_eq!(send(&router, headers(60)).await.status, 431);
}

#[tokio::test]
async fn who_waits_too_long_is_told_to_come_back() {
    let answer = ask(&limited(Limits { time: Duration::from_millis(5), ..Limits::default() }), "GET", "/never").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"));
}

/// A request that is at work for ever.
async fn hold(router: &Router, uri: &str) -> JoinHandle<()> {
    let router = router.clone();
    let request = request("GET", uri).body(Body::empty()).unwrap();
    let held = tokio::spawn(async move { _ = send(&router, request).await });
    tokio::task::yield_now().await;
    held
}

#[tokio::test]
async fn who_finds_no_place_waits_and_is_told_to_come_back() {
    let limits = Limits { concurrency: 1, patience: Duration::from_millis(5), ..Limits::default() };
    let router = limited(limits);
    let _held = hold(&router, "/never").await;
    let answer = ask(&router, "GET", "/api/x").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"));
    assert_eq!(answer.json()["requestId"], answer.header("x-request-id"));
}

#[tokio::test]
async fn places_are_given_back() {
    let router = limited(Limits { concurrency: 1, ..Limits::default() });
    let held = hold(&router, "/never").await;
    let waiting = tokio::spawn({
        let router = router.clone();
        async move { ask(&router, "GET", "/echo").await.status }
    });
    tokio::task::yield_now().await;
    held.abort();
    assert_eq!(waiting.await.unwrap(), 200);
}

#[tokio::test]
async fn long_requests_have_places_of_their_own() {
    let router = limited(Limits { concurrency: 1, bulk_concurrency: 1, ..Limits::default() });
    let _held = hold(&router, "/never?pagination=false").await;
    assert_eq!(ask(&router, "GET", "/echo").await.status, 200);
    // Bodies whose length isn't told, and long ones, may come slowly.
    for slow in [
        request("POST", "/echo").body(chunked(10)).unwrap(),
        request("POST", "/echo").header(CONTENT_LENGTH, 100_000).body(Body::from(vec![b'x'; 100_000])).unwrap(),
    ] {
        let answer = send(&router, slow).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    }
    // The others' places are no help, and no harm.
    let _held = hold(&router, "/never").await;
    assert_eq!(ask(&router, "GET", "/health").await.status, 200);
}

#[tokio::test]
async fn a_stream_keeps_a_place_of_its_own_until_it_ends() {
    let router = limited(Limits { concurrency: 1, waiting: 1, ..Limits::default() });
    let request = || request("GET", "/api/changes").header(ACCEPT, "text/event-stream").body(Body::empty()).unwrap();
    let mut open = router.clone().oneshot(request()).await.unwrap().into_body();
    assert_eq!(open.frame().await.unwrap().unwrap().into_data().unwrap(), "id: 1\n\n");
    for uri in ["/api/changes?wait=5", "/api/changes?after=x&wait=60"] {
        let answer = ask(&router, "GET", uri).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"), "{uri}");
    }
    assert_eq!(ask(&router, "GET", "/echo").await.status, 200);
    drop(open);
    assert_eq!(router.oneshot(request()).await.unwrap().status(), 200);
}
