//! Forms that are none, and the file itself.

use reqwest::Method;
use serde_json::json;

use crate::support::client::form;
use crate::support::db::on_both;
use crate::support::pictures::png;
use crate::v4::conformance::{BASE, refused_at, shown, stock};

on_both! {
    async fn a_form_that_ends_at_once_is_refused(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for body in ["", "junk"] {
            for path in [&format!("{BASE}/assets"), "/api/files"] {
                let sent = full.bytes(Method::POST, path, "multipart/form-data; boundary=BB", body.into()).await;
                sent.expect(400);
            }
        }
    }
}

on_both! {
    async fn a_write_without_its_file_is_refused(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let (content_type, bytes) = form(&[("code", "A")], ("a.png", &png(4, 4, 1)));
        let without = String::from_utf8_lossy(&bytes).replace("name=\"file\"", "name=\"other\"").replace('\u{fffd}', "?");
        let sent = full.bytes(Method::POST, &format!("{BASE}/assets"), &content_type, without.into_bytes()).await;
        refused_at(sent, 400, "file");
        full.form(&format!("{BASE}/assets"), &[("code", "A")], ("a.png", &png(4, 4, 1))).await.expect(201);
        let before = shown(&full, "/assets/A").await;
        let empty = full.bytes(Method::POST, &format!("{BASE}/assets/A/file"), "image/png", Vec::new()).await;
        refused_at(empty, 400, "file");
        assert_eq!(shown(&full, "/assets/A").await, before);
    }
}

on_both! {
    /// v4.md 18.
    async fn the_file_is_there_with_a_token(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let bytes = png(20, 10, 1);
        full.form(&format!("{BASE}/assets"), &[("code", "A")], ("a.png", &bytes)).await.expect(201);
        for name in ["assets", "medias"] {
            let path = format!("{BASE}/{name}/A/file");
            let file = full.accept("image/png").get(&path).await.expect(200);
            assert_eq!((file.header("content-type"), &file.body), ("image/png", &bytes));
            let part = full.with("range", "bytes=0-3").get(&path).await.expect(206);
            assert_eq!(part.body, bytes[..4]);
            server.anonymous().get(&path).await.expect(401);
        }
        full.post("/api/assets", json!({"id": "bare"})).await.expect(201);
        for code in ["bare", "none"] {
            full.get(&format!("{BASE}/assets/{code}/file")).await.expect(404);
        }
    }
}
