use std::fs::File;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};

use super::{Ran, on};
use crate::support::db::Engine;
use crate::support::instance::Instance;
use crate::support::server::Server;

/// What a command does when the server at the other end says these lines, and leaves.
async fn told(lines: &[&str], arguments: &[&str]) -> Ran {
    let instance = Instance::untouched(Engine::Sqlite).await;
    let lock = File::create(instance.folder().join("serve.lock")).unwrap();
    lock.lock().unwrap();
    let listener = UnixListener::bind(instance.folder().join("control.sock")).unwrap();
    let server = async {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let mut request = String::new();
        BufReader::new(read).read_line(&mut request).await.unwrap();
        for line in lines {
            write.write_all(format!("{line}\n").as_bytes()).await.unwrap();
        }
        request
    };
    let (ran, request) = tokio::join!(on(&instance, arguments), server);
    let request: Value = serde_json::from_str(&request).unwrap();
    assert_eq!(request["version"], env!("CARGO_PKG_VERSION"));
    ran
}

/// Steps are shown as they come, and the answer ends the command with its own result and error.
#[tokio::test]
async fn steps_and_the_answer_come_through() {
    let lines = [
        r#"{"progress":{"label":"checking","done":1,"total":4}}"#,
        r#"{"progress":{"label":"checking","done":4,"total":4}}"#,
        r#"{"answer":{"result":{"demo":{"products":3,"written":1,"unchanged":2}},"error":"1 damage found"}}"#,
    ];
    let ran = told(&lines, &["check", "--json"]).await;
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(ran.out, "{\"demo\":{\"products\":3,\"written\":1,\"unchanged\":2}}\n");
    assert_eq!(ran.err, format!("{}\n{}\n{{\"error\":\"1 damage found\"}}\n", lines[0], lines[1]));
    let plain = told(&lines, &["check"]).await;
    assert_eq!(
        (plain.out.as_str(), plain.err.as_str()),
        ("3 products: 1 writes, 2 unchanged\n", "error: 1 damage found\n")
    );
}

/// A server that ends meanwhile, and one that says what can't be understood.
#[tokio::test]
async fn a_server_that_fails() {
    let step = r#"{"progress":{"label":"checking","done":1,"total":4}}"#;
    for lines in [&[][..], &[step]] {
        let refused = told(lines, &["check"]).await.refused(1);
        assert!(refused.contains("ended before it answered"), "{refused}");
    }
    for line in ["what?", r#"{"out":"","error":"of old"}"#] {
        let refused = told(&[line], &["check"]).await.refused(1);
        assert!(refused.contains("another version"), "{refused}");
    }
}

/// A command of another version is turned away before it is read, and the server goes on.
#[tokio::test]
async fn another_version_is_turned_away() {
    let server = Server::bare(Engine::Sqlite).await;
    let instance = Arc::clone(server.instance());
    let list = json!({ "Token": "List" });
    for request in [
        json!({ "version": "0.0.0", "order": list, "password": null }),
        json!({ "version": "99.0.0", "order": { "Paint": "red" }, "password": null }),
        json!({ "order": list, "password": null }),
        json!("nonsense"),
    ] {
        let mut stream = UnixStream::connect(instance.folder().join("control.sock")).await.unwrap();
        stream.write_all(format!("{request}\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer).await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let error = answer["answer"]["error"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert!(error.contains(env!("CARGO_PKG_VERSION")) && error.contains("version"), "{error}");
        assert_eq!(answer["answer"]["result"], Value::Null);
    }
    on(&instance, &["token", "list"]).await.done();
}
