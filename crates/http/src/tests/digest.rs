use std::io;

use app::Failure;
use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use axum::routing::get;
use bytes::Bytes;
use futures_util::stream;
use model::problem::Problem;

use super::{Answer, ask, request, send, serve};
use crate::digest::{QUABLE_DIGEST, of};

const EMPTY: &str = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

fn digest(answer: &Answer) -> &str {
    answer.header(QUABLE_DIGEST.as_str())
}

/// A body that comes in pieces, of unknown length.
fn pieces(count: usize, size: usize) -> Body {
    let pieces = (0..count).map(move |n| Ok::<_, io::Error>(Bytes::from(vec![n.to_le_bytes()[0]; size])));
    Body::from_stream(stream::iter(pieces))
}

fn routes() -> Router {
    serve(
        Router::new()
            .route("/words", get(async || "words ".repeat(1_000)))
            .route("/nothing", get(async || StatusCode::NO_CONTENT))
            .route("/pieces", get(async || pieces(3, 10)))
            .route("/long", get(async || pieces(30, 100_000)))
            .route("/whole", get(async || vec![b'x'; 3 << 20]))
            .route("/known", get(async || ([(QUABLE_DIGEST, "SHA-256=known")], "body")))
            .route("/panic", get(async || -> &'static str { panic!("on purpose") }))
            .route("/events", get(async || ([("content-type", "text/event-stream")], "data: 1\n\n"))),
    )
}

#[tokio::test]
async fn every_answer_has_that_of_its_body() {
    let routes = routes();
    let cases = [
        ("GET", "/words", 200),
        ("GET", "/pieces", 200),
        ("GET", "/long", 200),
        ("GET", "/whole", 200),
        ("GET", "/nothing", 204),
        ("OPTIONS", "/words", 204),
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("PUT", "/words", 405),
        ("GET", "/panic", 500),
    ];
    for (method, uri, status) in cases {
        let answer = ask(&routes, method, uri).await;
        assert_eq!(answer.status, status, "{method} {uri}");
        assert_eq!(digest(&answer), of(&answer.body).to_str().unwrap(), "{method} {uri}");
    }
    assert_eq!(digest(&ask(&routes, "GET", "/nothing").await), EMPTY);
}

#[tokio::test]
async fn head_has_that_of_get() {
    let routes = routes();
    for uri in ["/words", "/long", "/nowhere"] {
        let (head, get) = (ask(&routes, "HEAD", uri).await, ask(&routes, "GET", uri).await);
        assert!(head.body.is_empty(), "{uri}");
        assert_eq!(head.status, get.status, "{uri}");
        // An error's body holds the request's id.
        if get.status.is_success() {
            assert_eq!(digest(&head), digest(&get), "{uri}");
        }
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{uri}");
    }
}

#[tokio::test]
async fn compression_leaves_it() {
    let routes = routes();
    for uri in ["/words", "/long"] {
        let plain = ask(&routes, "GET", uri).await;
        let gzip = request("GET", uri).header(ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let gzip = send(&routes, gzip).await;
        assert_eq!(gzip.header(CONTENT_ENCODING.as_str()), "gzip");
        assert!(gzip.body.len() < plain.body.len() / 5);
        assert_eq!(digest(&gzip), digest(&plain));
    }
}

#[tokio::test]
async fn long_bodies_come_whole_and_with_their_length() {
    let answer = ask(&routes(), "GET", "/long").await;
    assert_eq!(answer.header(CONTENT_LENGTH.as_str()), "3000000");
    assert_eq!(answer.body.len(), 3_000_000);
    assert!(answer.body.chunks(100_000).enumerate().all(|(n, piece)| piece.iter().all(|b| usize::from(*b) == n)));
}

#[tokio::test]
async fn what_a_handler_knows_is_not_computed_again() {
    assert_eq!(digest(&ask(&routes(), "GET", "/known").await), "SHA-256=known");
}

#[tokio::test]
async fn event_streams_have_none() {
    assert_eq!(digest(&ask(&routes(), "GET", "/events").await), "");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error_like_any_other() {
    let breaking = async || {
        let problem = Failure::Problem(Problem::unavailable("gone for a moment"));
        let pieces = vec![Ok(Bytes::from(vec![1; 2 << 20])), Err(problem)];
        Body::from_stream(stream::iter(pieces))
    };
    let answer = ask(&serve(Router::new().route("/breaks", get(breaking))), "GET", "/breaks").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.json()["message"], "gone for a moment");
    assert_eq!(digest(&answer), of(&answer.body).to_str().unwrap());
}
