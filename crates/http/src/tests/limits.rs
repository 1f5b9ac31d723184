use std::future;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_LENGTH;
use axum::routing::{get, post};
use futures_util::stream;
use std::io;

use super::{ask, request, send, serve_with};
use crate::errors::Refusal;
use crate::{Limits, Settings, limits};

fn limited(limits: Limits) -> Router {
    let count = async |body: Body| Ok::<_, Refusal>(limits::read(body).await?.len().to_string());
    let routes = Router::new()
        .route("/echo", post(count).get(async || "fine"))
        .route("/api/documents/bulk", post(count))
        .route("/never", get(future::pending::<&'static str>));
    serve_with(routes, Settings { limits, ..Settings::default() })
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

#[tokio::test]
async fn places_are_counted_and_given_back() {
    let router = limited(Limits { concurrency: 1, ..Limits::default() });
    let waiting = tokio::spawn({
        let router = router.clone();
        async move { ask(&router, "GET", "/never").await }
    });
    while ask(&router, "GET", "/echo").await.status != 503 {
        tokio::task::yield_now().await;
    }
    let answer = ask(&router, "GET", "/api/x").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"));
    assert_eq!(answer.json()["requestId"], answer.header("x-request-id"));
    waiting.abort();
    assert!(waiting.await.is_err());
    assert_eq!(ask(&router, "GET", "/echo").await.status, 200);
}
