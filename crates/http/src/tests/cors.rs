use axum::Router;
use axum::body::Body;
use axum::http::header::ORIGIN;
use axum::routing::get;

use super::{Answer, ask, request, send, serve, serve_with};
use crate::Settings;

fn routes() -> Router {
    Router::new().route("/x", get(async || "x")).route("/api/x", get(async || "x"))
}

async fn from(router: &Router, method: &str, origin: &str) -> Answer {
    send(router, request(method, "/x").header(ORIGIN, origin).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn any_page_may_call_by_default() {
    let router = serve(routes());
    let answer = ask(&router, "OPTIONS", "/x").await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-methods"), "GET, POST, PUT, DELETE, OPTIONS");
    assert_eq!(answer.header("access-control-allow-headers"), "Authorization, Content-Type, Accept");
    assert_eq!(answer.header("access-control-max-age"), "600");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    let answer = ask(&router, "GET", "/x").await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-expose-headers"), "Quable-Digest, Location");
    assert!(ask(&router, "OPTIONS", "/api/x").await.header("access-control-allow-methods").contains("PATCH"));
    assert_eq!(ask(&router, "OPTIONS", "/nowhere").await.status, 404);
}

#[tokio::test]
async fn listed_pages_may_bring_credentials_and_others_nothing() {
    let cors_origins = vec!["https://shop.example".to_owned()];
    let router = serve_with(routes(), Settings { cors_origins, ..Settings::default() });
    let answer = from(&router, "GET", "https://shop.example").await;
    assert_eq!(answer.header("access-control-allow-origin"), "https://shop.example");
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "Origin"));
    for method in ["GET", "OPTIONS"] {
        let answer = from(&router, method, "https://evil.example").await;
        assert_eq!(answer.header("access-control-allow-origin"), "");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}
