use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::conformance::assets::sent;

/// Sends a file; its id, and what it is a duplicate of.
async fn send(full: &Caller, name: &str, bytes: &[u8]) -> (String, Value) {
    let made = full.form("/api/files", &[], (name, bytes)).await.expect(201).json();
    (made["id"].as_str().expect("an id").to_owned(), made["duplicates"].clone())
}

on_both! {
    /// They are pointed out, and nothing stands against them.
    async fn assets_with_the_same_bytes_are_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let (first, none) = send(&full, "a.txt", b"the same").await;
        assert_eq!(none, json!([]));
        full.post("/api/assets", json!({"id": "a", "fileId": first})).await.expect(201);
        let (second, told) = send(&full, "other.txt", b"the same").await;
        assert_eq!(told, json!(["a"]));
        full.post("/api/assets", json!({"id": "b", "fileId": second})).await.expect(201);
        assert_eq!(server.as_read().get(&format!("/api/files/{first}")).await.expect(200).json()["duplicates"], json!(["a", "b"]));
        assert_eq!(send(&full, "a.txt", b"the same, nearly").await.1, json!([]));

        // What an asset had before doesn't count, nor what is gone.
        let other = sent(&full, "new.txt", b"another").await;
        full.put("/api/assets/a", json!({"fileId": other})).await.expect(200);
        assert_eq!(full.get(&format!("/api/files/{first}")).await.expect(200).json()["duplicates"], json!(["b"]));
        full.delete("/api/assets/b").await.expect(204);
        assert_eq!(full.get(&format!("/api/files/{first}")).await.expect(200).json()["duplicates"], json!([]));
    }
}

on_both! {
    async fn of_many_the_first_ten_are_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let (id, _) = send(&full, "a.txt", b"the same").await;
        let assets: Vec<_> = (10..22).map(|n| json!({"id": format!("a{n}"), "fileId": id})).collect();
        let made = full.lines("/api/assets/bulk", &assets).await.expect(200);
        assert_eq!(made.header("x-bulk-created"), "12");
        let expected: Vec<_> = (10..20).map(|n| format!("a{n}")).collect();
        assert_eq!(send(&full, "b.txt", b"the same").await.1, json!(expected));
    }
}

on_both! {
    async fn what_came_piece_by_piece_is_compared_once_it_is_there(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let (id, _) = send(&full, "a.txt", b"the same").await;
        full.post("/api/assets", json!({"id": "a", "fileId": id})).await.expect(201);
        let tus = full.with("tus-resumable", "1.0.0");
        let made = tus.with("upload-length", "8").send(Method::POST, "/api/files", None).await.expect(201);
        let place = made.header("location").replacen(server.http(), "", 1);
        assert_eq!(full.get(&place).await.expect(200).json()["duplicates"], json!([]));
        let bytes = b"the same".to_vec();
        tus.with("upload-offset", "0").bytes(Method::PATCH, &place, "application/offset+octet-stream", bytes).await.expect(204);
        assert_eq!(full.get(&place).await.expect(200).json()["duplicates"], json!(["a"]));
    }
}
