//! Questions with a token: whom they reach, and what comes back.

use std::time::Duration;

use outward::{Limits, Refused};

use crate::support::{AMPLE, Host, answer, local};

#[tokio::test]
async fn any_status_is_an_answer_and_says_when_to_come_again() {
    let host = Host::start(|path| match path {
        "/busy" => answer("503 Service Unavailable", &["retry-after: 7"], b"later"),
        _ => answer("200 OK", &[], b"{}"),
    })
    .await;
    let ask =
        async |path: &str| local().ask(&host.url("files.test", path), "s3cret", "application/ld+json", AMPLE).await;
    let busy = ask("/busy").await.expect("an answer");
    assert_eq!((busy.status, busy.retry_after, &busy.body[..]), (503, Some(Duration::from_secs(7)), &b"later"[..]));
    let fine = ask("/").await.expect("an answer");
    assert_eq!((fine.status, fine.retry_after, &fine.body[..]), (200, None, &b"{}"[..]));
    let request = host.requests().pop().expect("a request").to_lowercase();
    assert!(request.contains("authorization: bearer s3cret") && request.contains("accept: application/ld+json"));
}

#[tokio::test]
async fn a_token_goes_to_the_host_that_is_asked_alone() {
    let other = Host::start(|_| answer("200 OK", &[], b"")).await;
    let elsewhere = format!("location: {}", other.url("files.test", "/"));
    let host = Host::start(move |_| answer("302 Found", &[&elsewhere], b"")).await;
    let redirected = local().ask(&host.url("files.test", "/"), "s3cret", "*/*", AMPLE).await.expect("an answer");
    assert_eq!((redirected.status, other.connections()), (302, 0));
    let refused = local().ask("http://10.0.0.1/", "s3cret", "*/*", AMPLE).await;
    assert_eq!(refused, Err(Refused::Forbidden));
}

#[tokio::test]
async fn an_answer_may_be_as_large_as_the_limit() {
    let host = Host::start(|_| answer("200 OK", &[], &[b'x'; 1_000])).await;
    let ask = async |size| local().ask(&host.url("files.test", "/"), "s3cret", "*/*", Limits { size, ..AMPLE }).await;
    assert_eq!(ask(1_000).await.expect("all of it").body.len(), 1_000);
    assert_eq!(ask(999).await, Err(Refused::TooLarge { limit: 999 }));
}
