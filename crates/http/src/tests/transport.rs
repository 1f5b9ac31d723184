use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use axum::{Extension, Router};

use super::{ask, request, send, serve, transport};
use crate::https::Caller;
use crate::trace::RequestId;

fn routes() -> Router {
    let show = async |Extension(id): Extension<RequestId>, Extension(caller): Extension<Caller>| {
        format!("{} {}", id.as_str(), caller.address)
    };
    serve(Router::new().route("/x", get(show)))
}

#[tokio::test]
async fn in_the_clear_nothing_is_done_for_strangers() {
    let from = |tls, peer| Request::get("/x").extension(transport(tls, peer)).body(Body::empty()).unwrap();
    let router = routes();
    let answer = send(&router, from(false, "192.0.2.1:9")).await;
    assert_eq!((answer.status.as_u16(), answer.header("strict-transport-security")), (403, ""));
    assert_eq!(answer.json()["error"], "Forbidden");
    let answer = send(&router, from(true, "192.0.2.1:9")).await;
    assert_eq!((answer.status.as_u16(), answer.header("strict-transport-security")), (200, "max-age=31536000"));
    let answer = send(&router, from(false, "127.0.0.1:9")).await;
    assert_eq!((answer.status.as_u16(), answer.header("strict-transport-security")), (200, ""));
    let unknown = Request::get("/x").body(Body::empty()).unwrap();
    assert_eq!(send(&router, unknown).await.status, 403);
}

#[tokio::test]
async fn a_request_has_an_id_its_own_if_it_is_sane() {
    let router = routes();
    let with = |id: &str| request("GET", "/x").header("x-request-id", id).body(Body::empty()).unwrap();
    let answer = send(&router, with("order-7.b:1")).await;
    assert_eq!(answer.header("x-request-id"), "order-7.b:1");
    assert_eq!(answer.body, "order-7.b:1 127.0.0.1");
    for insane in ["", "a b", "x\u{7f}", &"x".repeat(129)] {
        let Ok(request) = request("GET", "/x").header("x-request-id", insane).body(Body::empty()) else { continue };
        let id = send(&router, request).await.header("x-request-id").to_owned();
        assert!(id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    }
    let ids = [ask(&router, "GET", "/x").await, ask(&router, "GET", "/x").await];
    assert_ne!(ids[0].header("x-request-id"), ids[1].header("x-request-id"));
}
