use reqwest::Method;
use serde_json::json;

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pictures::png;
use crate::support::server::Server;

const PIECE: &str = "application/offset+octet-stream";

fn tus(full: &Caller) -> Caller {
    full.with("tus-resumable", "1.0.0")
}

async fn begin(full: &Caller, length: usize) -> String {
    let caller = tus(full)
        .with("upload-length", &length.to_string())
        .with("upload-metadata", "filename YS5wbmc=,fileType YXNzZXQ=");
    let made = caller.send(Method::POST, "/api/files", None).await.expect(201);
    let place = made.header("location").to_owned();
    place[place.find("/api/").expect("an address")..].to_owned()
}

async fn piece(full: &Caller, place: &str, offset: usize, bytes: &[u8]) -> crate::support::client::Answer {
    tus(full).with("upload-offset", &offset.to_string()).bytes(Method::PATCH, place, PIECE, bytes.to_vec()).await
}

on_both! {
    async fn a_file_comes_piece_by_piece(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let options = full.send(Method::OPTIONS, "/api/files", None).await.expect(204);
        assert_eq!((options.header("tus-version"), options.header("tus-extension")), ("1.0.0", "creation,termination"));
        let picture = png(60, 40, 9);
        let place = begin(&full, picture.len()).await;
        let half = picture.len() / 2;
        assert_eq!(piece(&full, &place, 0, &picture[..half]).await.expect(204).header("upload-offset"), half.to_string());
        let id = place.rsplit('/').next().expect("an id");
        full.post("/api/assets", json!({"id": "early", "fileId": id})).await.refused_at("fileId");

        // Another process of the same instance goes on where this one was.
        let instance = std::sync::Arc::clone(server.instance());
        server.stop().await;
        let server = Server::start(instance).await;
        let full = server.as_full();
        let head = tus(&full).head(&place).await.expect(200);
        assert_eq!((head.header("upload-offset"), head.header("cache-control")), (half.to_string().as_str(), "no-store"));
        assert_eq!(head.header("upload-length"), picture.len().to_string());
        piece(&full, &place, 3, &picture[3..]).await.expect(409);
        piece(&full, &place, half, &picture[half..]).await.expect(204);
        let told = full.get(&place).await.expect(200).json();
        assert_eq!((&told["originalFilename"], &told["mimeType"]), (&json!("a.png"), &json!("image/png")));
        let made = full.post("/api/assets", json!({"id": "a", "fileId": id})).await.expect(201).json();
        let url = made["url"].as_str().expect("an address").replacen(server.http(), "", 1);
        assert_eq!(server.anonymous().get(&url).await.expect(200).body, picture);
        assert!(tus(&full).head(&place).await.expect(200).header("upload-offset") == picture.len().to_string());
    }
}

on_both! {
    async fn what_is_wrong_is_said(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.with("tus-resumable", "0.2").with("upload-length", "3").send(Method::POST, "/api/files", None).await.expect(412);
        tus(&full).with("upload-length", "many").send(Method::POST, "/api/files", None).await.expect(400);
        tus(&full).with("upload-length", "3").with("upload-metadata", "filename ?").send(Method::POST, "/api/files", None).await.expect(400);
        let place = begin(&full, 3).await;
        tus(&full).with("upload-offset", "0").bytes(Method::PATCH, &place, "text/plain", vec![1]).await.expect(415);
        piece(&full, &place, 0, b"four").await.expect(413);
        server.as_read().with("tus-resumable", "1.0.0").with("upload-offset", "0").bytes(Method::PATCH, &place, PIECE, vec![1]).await.expect(403);
        tus(&full).delete(&place).await.expect(204);
        tus(&full).head(&place).await.expect(404);
        piece(&full, &place, 0, b"abc").await.expect(404);
    }
}
