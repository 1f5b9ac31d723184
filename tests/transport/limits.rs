use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

on_both! {
    /// A body or a bulk line that is too large is refused, with its own status and nothing kept.
    async fn of_bodies_and_lines(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        // Refused by what it announces: nobody has to send it first.
        let token = server.instance().token("full");
        let head = format!(
            "POST /api/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\n\r\n{{",
            40 << 20
        );
        let refused = raw(&server, head.as_bytes()).await;
        assert!(refused.starts_with("HTTP/1.1 413") && refused.contains("\"code\":413"), "{refused}");
        // What comes before a body in the order of errors is told before.
        for (from, to, status) in [("Bearer", "Nobody", 401), ("/documents", "/nowhere", 404), ("POST /api", "PATCH /api_1.php", 405)] {
            let other = raw(&server, head.replace(from, to).as_bytes()).await;
            assert!(other.starts_with(&format!("HTTP/1.1 {status}")), "{from} as {to}: {other}");
        }

        let mut line = plain_lamp("line");
        line["attributes"] = json!({"notes": "x".repeat(4 << 20)});
        let answer = full.lines("/api/documents/bulk", &[plain_lamp("before"), line, plain_lamp("after")]).await.expect(200);
        let statuses: Vec<_> = answer.lines().iter().map(|line| line["status"].as_u64()).collect();
        assert_eq!(statuses, [Some(201), Some(413), Some(201)], "{}", answer.text());
        full.get("/api/documents/after").await.expect(200);
        full.get("/api/documents/line").await.expect(404);
    }
}

on_both! {
    /// 900 kB of text are fine, and come back whole.
    async fn long_texts_are_kept(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let notes = "Lampe é ".repeat(100_000);
        let mut body = plain_lamp("long");
        body["attributes"] = json!({"notes": notes});
        full.post("/api/documents", body).await.expect(201);
        assert_eq!(full.get("/api/documents/long").await.expect(200).json()["attributes"]["notes"], notes);
    }
}

/// Sends raw bytes on a connection of its own and returns the beginning of what comes back.
async fn raw(server: &Server, bytes: &[u8]) -> String {
    let address = server.http().strip_prefix("http://").expect("an address");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // The server may close before all is sent.
    let _ = stream.write_all(bytes).await;
    let mut answer = vec![0; 4096];
    let read = timeout(Duration::from_secs(30), stream.read(&mut answer)).await.expect("an answer in time");
    String::from_utf8_lossy(&answer[..read.unwrap_or(0)]).into_owned()
}

on_both! {
    /// Heads without end and nonsense are turned away; the next caller is served.
    async fn of_heads(engine: Engine) {
        let server = Server::bare(engine).await;
        let head = format!("GET /health HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "x".repeat(2 << 20));
        let answer = raw(&server, head.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
        let answer = raw(&server, b"nonsense\r\n\r\n").await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
        let long = format!("/api/documents/{}", "x".repeat(7_000));
        assert!(matches!(server.as_full().get(&long).await.status, 404 | 414));
        server.anonymous().get("/health").await.expect(200);
    }
}

/// The limits of a server are those of its flags.
#[tokio::test]
async fn flags_choose_them() {
    let instance = Arc::new(Instance::new(Engine::Sqlite, Content::Builtins).await);
    let flags = ["--max-body", "1", "--session-idle", "2"];
    let server = Server::start_with(instance, |command| _ = command.args(flags)).await;
    let full = server.as_full();
    let pair = |size: usize| json!({"id": format!("of{size}"), "value": "x".repeat(size)});
    full.post("/api/keyvalues", pair(900)).await.expect(201);
    // Pages of other origins may read why.
    for path in ["/api/keyvalues", "/api_1.php/documents"] {
        let refused = full.with("origin", "https://shop.example").post(path, pair(1_024)).await.expect(413);
        assert_eq!(refused.header("access-control-allow-origin"), "*", "{path}");
        assert!(refused.header("access-control-expose-headers").contains("Quable-Digest"), "{path}");
    }
    let user = json!({"username": "ann", "firstName": "A", "lastName": "B", "email": "ann@example.org",
        "active": true, "password": "correct horse"});
    full.post("/api/users", user).await.expect(201);
    let login = json!({"signin": {"username": "ann", "password": "correct horse"}});
    let session = server.anonymous().post("/api_1.php/sessions", login).await.expect(201).json();
    assert_eq!(session["oauth"]["expires_in"], 120);
}
