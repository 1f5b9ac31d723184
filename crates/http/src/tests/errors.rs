use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::routing::get;
use model::problem::{Field, Kind, Problem, Violation};
use serde_json::json;

use super::{Answer, ask, request, send, serve};
use crate::errors::Refusal;
use crate::v4::methods::Methods;

fn refusing(refusal: impl Fn() -> Refusal + Send + Sync + 'static) -> Router {
    let refusal = Arc::new(refusal);
    let handler = async move || refusal();
    serve(Router::new().route("/x", get(handler.clone())).route("/api/x", get(handler)))
}

/// As v4, as v5 in JSON-LD and as v5 in JSON.
async fn answers(refusal: impl Fn() -> Refusal + Send + Sync + 'static) -> [Answer; 3] {
    let router = refusing(refusal);
    let json = request("GET", "/api/x").header(ACCEPT, "application/json").body(Body::empty()).unwrap();
    [ask(&router, "GET", "/x").await, ask(&router, "GET", "/api/x").await, send(&router, json).await]
}

#[tokio::test]
async fn each_kind_has_its_status_in_each_face() {
    let cases = [
        (Kind::Malformed, 400, 400),
        (Kind::Invalid, 422, 422),
        (Kind::NotFound, 404, 404),
        (Kind::Conflict, 409, 409),
        (Kind::BuiltIn, 422, 409),
        (Kind::Forbidden, 401, 403),
        (Kind::Stale, 412, 412),
        (Kind::TooLarge, 413, 413),
        (Kind::Unavailable, 503, 503),
    ];
    for (kind, v4, v5) in cases {
        let [old, ld, json] = answers(move || Problem::new(kind, "no").into()).await;
        assert_eq!((old.status.as_u16(), ld.status.as_u16(), json.status.as_u16()), (v4, v5, v5), "{kind:?}");
        for answer in [&old, &ld, &json] {
            let is_old = std::ptr::eq(answer, &raw const old);
            let message = if is_old && kind == Kind::Forbidden { "Permission denied" } else { "no" };
            assert_eq!(answer.json()["message"], message);
            assert_eq!(answer.header("retry-after"), if kind == Kind::Unavailable { "1" } else { "" });
        }
        let scope = if kind == Kind::Forbidden { r#"Bearer realm="quable", error="insufficient_scope""# } else { "" };
        assert_eq!((old.header("www-authenticate"), ld.header("www-authenticate")), (scope, ""));
    }
}

#[tokio::test]
async fn broken_rules_are_told_in_the_words_of_the_face() {
    let refusal = || {
        let violations = vec![
            Violation::new(Field::Attribute("price".into()), "bad_number", "Expected a number."),
            Violation::new(Field::Localised("name".into(), "en_GB".into()), "too_long", "Too long."),
            Violation::new(Field::DocumentType, "unknown_code", "Unknown."),
        ];
        Problem::invalid(violations).into()
    };
    let [old, ld, json] = answers(refusal).await;
    let id = old.header("x-request-id");
    let expected = json!({
        "success": false, "status": 422, "error": "Unprocessable Entity",
        "message": "Expected a number.\nToo long.\nUnknown.",
        "errors": [
            { "field": "price", "message": "Expected a number." },
            { "field": "name", "message": "Too long." },
            { "field": "document_type_code", "message": "Unknown." },
        ],
        "request_id": id,
    });
    assert_eq!((old.json(), old.header(CONTENT_TYPE.as_str())), (expected, "application/json; charset=utf-8"));

    let violations = json!([
        { "propertyPath": "attributes.price", "message": "Expected a number.", "code": "bad_number" },
        { "propertyPath": "attributes.name.en_GB", "message": "Too long.", "code": "too_long" },
        { "propertyPath": "documentType.id", "message": "Unknown.", "code": "unknown_code" },
    ]);
    let words = "attributes.price: Expected a number.\nattributes.name.en_GB: Too long.\ndocumentType.id: Unknown.";
    let expected = json!({
        "@context": "/api/contexts/ConstraintViolationList", "@type": "ConstraintViolationList",
        "hydra:title": "An error occurred", "hydra:description": words, "violations": violations,
        "status": 422, "detail": words, "code": 422, "message": words, "requestId": ld.header("x-request-id"),
    });
    assert_eq!((ld.json(), ld.header(CONTENT_TYPE.as_str())), (expected, "application/ld+json; charset=utf-8"));
    let expected = json!({
        "type": "https://symfony.com/errors/validation", "title": "An error occurred", "violations": violations,
        "status": 422, "detail": words, "code": 422, "message": words, "requestId": json.header("x-request-id"),
    });
    assert_eq!(
        (json.json(), json.header(CONTENT_TYPE.as_str())),
        (expected, "application/problem+json; charset=utf-8")
    );
}

#[tokio::test]
async fn an_error_without_a_rule_is_a_plain_one() {
    let [_, ld, json] = answers(|| Problem::not_found("document", "nope").into()).await;
    assert_eq!((&ld.json()["@type"], &ld.json()["@context"]), (&json!("hydra:Error"), &json!("/api/contexts/Error")));
    assert_eq!(json.json()["type"], "https://tools.ietf.org/html/rfc2616#section-10");
    assert_eq!(json.json()["detail"], "There is no document \"nope\".");
    assert!(json.json().get("violations").is_none());
}

#[tokio::test]
async fn an_inner_error_is_for_the_log_alone() {
    for answer in answers(|| Refusal::Internal("SELECT password FROM accounts".into())).await {
        assert_eq!(answer.status, 500);
        let body = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(!body.contains("SELECT") && body.contains(answer.header("x-request-id")), "{body}");
    }
}

#[tokio::test]
async fn who_is_unknown_is_told_how_to_come() {
    let [old, ld, _] = answers(Refusal::anonymous).await;
    assert_eq!((old.status.as_u16(), old.header("www-authenticate")), (401, r#"Bearer realm="quable""#));
    assert_eq!((ld.status.as_u16(), ld.header("www-authenticate")), (401, "Bearer"));
    assert_eq!(ld.json()["code"], 401);
    let [old, ld, _] = answers(Refusal::bad_token).await;
    assert_eq!(old.header("www-authenticate"), r#"Bearer realm="quable", error="invalid_token""#);
    assert_eq!(ld.header("www-authenticate"), r#"Bearer error="invalid_token""#);
}

#[tokio::test]
async fn no_route_and_no_method_have_the_shape_of_the_face() {
    let router = serve(Router::new().route("/api/x", get(async || "x").put(async || "x")));
    let answer = ask(&router, "GET", "/api/y").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["@type"]), (404, &json!("hydra:Error")));
    let answer = ask(&router, "GET", "/api_1.php/y").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (404, &json!("Not Found")));
    let answer = ask(&router, "DELETE", "/api/x").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET,HEAD,PUT"));
}

/// Wrong method before wrong format, and both with `Allow` (v4.md 1.5).
#[tokio::test]
async fn v4_has_two_kinds_of_405() {
    let methods = Methods::new().get(async || "x").post(async || "x").delete(async || "x");
    let router = serve(Router::new().route("/sessions", methods.router()));
    let ask = async |method, headers: &[(&str, &str)], body: &'static str| {
        let request =
            headers.iter().fold(request(method, "/sessions"), |request, (name, value)| request.header(*name, *value));
        let answer = send(&router, request.body(Body::from(body)).unwrap()).await;
        (answer.status.as_u16(), answer.header("allow").to_owned(), answer.json_or_null()["message"].clone())
    };
    let allow = "GET, POST, DELETE, OPTIONS".to_owned();
    let method = (405, allow.clone(), json!("Method Not Allowed"));
    let format = (405, allow, json!("Request format is not acceptable"));
    let html = ("accept", "text/html");
    let text = ("content-type", "text/plain");
    assert_eq!(ask("PUT", &[], "").await, method);
    assert_eq!(ask("PUT", &[html, text], "x").await, method);
    assert_eq!(ask("GET", &[html], "").await, format);
    assert_eq!(ask("POST", &[text], "x").await, format);
    assert_eq!(ask("POST", &[text], "").await.0, 200);
    assert_eq!(ask("GET", &[text], "x").await.0, 200);
    assert_eq!(ask("DELETE", &[("content-type", "application/json")], "{}").await.0, 200);
}
