//! Calls that say something: what arrives, and how much of an answer is taken.

use std::time::Duration;

use outward::{Call, HeaderMap, HeaderValue, Limits, Method, Refused};

use crate::support::{AMPLE, Host, answer, local};

fn call(url: String) -> Call {
    let headers = HeaderMap::from_iter([(outward::HeaderName::from_static("x-word"), HeaderValue::from_static("yes"))]);
    Call { method: Method::POST, url, headers, body: "{\"said\":1}".into() }
}

#[tokio::test]
async fn method_headers_and_body_arrive_and_any_status_is_an_answer() {
    let host = Host::start(|_| answer("500 Oh", &["retry-after: 3", "content-type: text/plain"], b"no")).await;
    let reply = local().call(call(host.url("files.test", "/in?a=b")), AMPLE).await.expect("an answer");
    assert_eq!((reply.answer.status, reply.answer.retry_after), (500, Some(Duration::from_secs(3))));
    assert_eq!(
        (reply.content_type.as_deref(), &reply.answer.body[..], reply.is_cut),
        (Some("text/plain"), &b"no"[..], false)
    );
    let request = host.requests().pop().expect("a request").to_lowercase();
    assert!(request.starts_with("post /in?a=b ") && request.contains("x-word: yes"), "{request}");
    assert!(request.contains("content-length: 10"), "{request}");
}

#[tokio::test]
async fn what_is_beyond_the_limit_is_left() {
    let host = Host::start(|_| answer("200 OK", &[], &[b'x'; 1_000])).await;
    let ask = async |size| local().call(call(host.url("files.test", "/")), Limits { size, ..AMPLE }).await;
    let cut = ask(999).await.expect("an answer");
    assert_eq!((cut.answer.status, cut.answer.body.len(), cut.is_cut), (200, 999, true));
    let whole = ask(1_000).await.expect("an answer");
    assert_eq!((whole.answer.body.len(), whole.is_cut), (1_000, false));
}

#[tokio::test]
async fn nobody_is_followed_and_nothing_inside_is_called() {
    let other = Host::start(|_| answer("200 OK", &[], b"")).await;
    let elsewhere = format!("location: {}", other.url("files.test", "/"));
    let host = Host::start(move |_| answer("307 Elsewhere", &[&elsewhere], b"")).await;
    let reply = local().call(call(host.url("files.test", "/")), AMPLE).await.expect("an answer");
    assert_eq!((reply.answer.status, other.connections()), (307, 0));
    assert_eq!(local().call(call("http://10.0.0.1/".to_owned()), AMPLE).await, Err(Refused::Forbidden));
}
