//! How much is taken, and for how long.

use std::time::Duration;

use outward::{Limits, Refused};

use crate::support::{AMPLE, Answer, Host, all, answer, head, local};

const SOON: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_file_may_be_as_large_as_the_limit() {
    let host = Host::start(|path| match path {
        "/said" => answer("200 OK", &[], &[b'x'; 1_000]),
        // Says how many come, and sends none of them.
        "/only-said" => Answer::Stall(head("200 OK", &[], 1_000).into()),
        _ => Answer::Whole([b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec(), vec![b'x'; 1_000]].concat()),
    })
    .await;
    let get = async |path: &str, size| local().get(&host.url("files.test", path), Limits { size, ..AMPLE }).await;
    for path in ["/said", "/unsaid"] {
        assert_eq!(all(get(path, 1_000).await.expect("a file")).await.expect("all bytes").len(), 1_000);
    }
    for path in ["/said", "/only-said"] {
        assert_eq!(get(path, 999).await.expect_err("too large"), Refused::TooLarge { limit: 999 });
    }
    let unsaid = get("/unsaid", 999).await.expect("nobody knows yet");
    assert_eq!(all(unsaid).await, Err(Refused::TooLarge { limit: 999 }));
}

#[tokio::test]
async fn an_endless_body_ends_at_the_limit() {
    let host = Host::start(|_| Answer::Drip([b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 99_990]].concat())).await;
    let download = local().get(&host.url("files.test", "/"), Limits { size: 100_000, ..AMPLE }).await.expect("a file");
    assert_eq!(all(download).await, Err(Refused::TooLarge { limit: 100_000 }));
}

#[tokio::test]
async fn nothing_may_stand_still() {
    let host = Host::start(|path| match path {
        "/silent" => Answer::Stall(Vec::new()),
        "/half-a-head" => Answer::Stall(b"HTTP/1.1 200 OK\r\ncontent-".into()),
        "/redirect" => answer("302 Found", &["location: /silent"], b""),
        _ => Answer::Stall([head("200 OK", &[], 10).into_bytes(), b"abc".to_vec()].concat()),
    })
    .await;
    let limits = Limits { idle: SOON, ..AMPLE };
    for path in ["/silent", "/half-a-head", "/redirect"] {
        let refused = local().get(&host.url("files.test", path), limits).await.expect_err("no answer");
        assert_eq!(refused, Refused::TooSlow, "{path}");
    }
    let stalled = local().get(&host.url("files.test", "/body"), limits).await.expect("an answer");
    assert_eq!(all(stalled).await, Err(Refused::TooSlow));
}

#[tokio::test]
async fn nor_may_all_of_it_take_for_ever() {
    let host = Host::start(|path| match path {
        "/body" => Answer::Drip(b"HTTP/1.1 200 OK\r\n\r\n".into()),
        _ => Answer::Drip(b"HTTP/1.1 200 OK\r\nx: ".into()),
    })
    .await;
    let limits = Limits { total: SOON, ..AMPLE };
    let refused = local().get(&host.url("files.test", "/head"), limits).await.expect_err("no answer");
    assert_eq!(refused, Refused::TooSlow);
    let dripping = local().get(&host.url("files.test", "/body"), limits).await.expect("an answer");
    assert_eq!(all(dripping).await, Err(Refused::TooSlow));
}
