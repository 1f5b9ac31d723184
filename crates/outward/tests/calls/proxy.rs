//! The environment's proxy isn't asked: it would look names up itself.

use std::process::Command;

use crate::support::{AMPLE, Host, all, answer, local};

const TARGET: &str = "VITRINE_TEST_TARGET";

/// In a process of its own, whose environment names a proxy.
#[tokio::test]
#[ignore = "run by the test below"]
async fn fetches() {
    let target = std::env::var(TARGET).expect("a target");
    assert_eq!(all(local().get(&target, AMPLE).await.expect("a file")).await.expect("all bytes"), b"direct");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_is_asked() {
    let proxy = Host::start(|_| answer("200 OK", &[], b"by the proxy")).await;
    let host = Host::start(|_| answer("200 OK", &[], b"direct")).await;
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["calls::proxy::fetches", "--exact", "--ignored"]).env(TARGET, host.url("files.test", "/"));
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, format!("http://{}", proxy.address));
    }
    command.env_remove("no_proxy").env_remove("NO_PROXY");
    let ended = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("a process");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!((proxy.connections(), host.connections()), (0, 1));
}
