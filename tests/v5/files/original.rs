use serde_json::json;

use crate::support::client::{Caller, digest_of};
use crate::support::db::on_both;
use crate::support::pictures::jpeg;
use crate::support::server::Server;
use crate::v5::conformance::assets::sent;

/// Makes an asset of a file; the path of its bytes.
async fn published(server: &Server, full: &Caller, id: &str, name: &str, bytes: &[u8]) -> String {
    let file = sent(full, name, bytes).await;
    let made = full.post("/api/assets", json!({"id": id, "fileId": file})).await.expect(201).json();
    made["url"].as_str().expect("an address").replacen(server.http(), "", 1)
}

on_both! {
    async fn parts_of_a_file(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[n as usize % 3]).collect();
        let url = published(&server, &full, "a", "film.mp4", &bytes).await;
        let anyone = server.anonymous();
        let whole = anyone.get(&url).await.expect(200);
        assert!(whole.body == bytes && whole.header("accept-ranges") == "bytes");
        assert_eq!(whole.header("cache-control"), "public, max-age=86400");
        for (range, expected) in [
            ("bytes=0-9", &bytes[..10]),
            ("bytes=2999990-", &bytes[2_999_990..]),
            ("bytes=-5", &bytes[2_999_995..]),
            ("bytes=100-2500000", &bytes[100..=2_500_000]),
        ] {
            let part = anyone.with("range", range).get(&url).await.expect(206);
            assert!(part.body == expected, "{range}");
            assert_eq!(part.header("quable-digest"), digest_of(expected));
            assert!(part.header("content-range").ends_with("/3000000"), "{}", part.header("content-range"));
        }
        let beyond = anyone.with("range", "bytes=3000000-").get(&url).await.expect(416);
        assert_eq!(beyond.header("content-range"), "bytes */3000000");
        let tag = whole.header("etag");
        anyone.with("if-none-match", tag).get(&url).await.expect(304);
        anyone.with("range", "bytes=0-9").with("if-range", tag).get(&url).await.expect(206);
        anyone.with("range", "bytes=0-9").with("if-range", "\"other\"").get(&url).await.expect(200);
        // So does its date, where no tag is named.
        let date = whole.header("last-modified");
        anyone.with("if-modified-since", date).get(&url).await.expect(304);
        anyone.with("if-modified-since", date).with("if-none-match", "\"other\"").get(&url).await.expect(200);
        for earlier in ["Sun, 06 Nov 1994 08:49:37 GMT", "yesterday"] {
            anyone.with("if-modified-since", earlier).get(&url).await.expect(200);
        }
        let head = anyone.head(&url).await.expect(200);
        assert_eq!((head.header("content-length"), head.body.len()), ("3000000", 0));
        // Pinned to these very bytes it never changes.
        let pinned = format!("{url}?v={}", tag.trim_matches('"'));
        assert!(anyone.get(&pinned).await.expect(200).header("cache-control").contains("immutable"));
        assert!(!anyone.get(&format!("{url}?v=other")).await.expect(200).header("cache-control").contains("immutable"));
    }
}

on_both! {
    async fn nothing_that_was_sent_is_run(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let script = b"<script>alert(document.domain)</script>";
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>"#;
        let html = format!("<!doctype html><html><body>{}</body></html>", "x".repeat(500));
        let files: [(&str, &[u8], bool); 6] = [
            ("page.html", html.as_bytes(), false),
            ("picture.png", script, false),
            ("drawing.svg", svg, false),
            ("app.js", b"alert(1)", false),
            ("paper.pdf", b"%PDF-1.4\n1 0 obj\n", false),
            ("photo.jpg", &jpeg(9, 9, 1), true),
        ];
        for (n, (name, bytes, is_shown)) in files.into_iter().enumerate() {
            let url = published(&server, &full, &format!("a{n}"), name, bytes).await;
            let answer = server.anonymous().get(&url).await.expect(200);
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
            assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox", "{name}");
            let is_inline = answer.header("content-disposition").starts_with("inline");
            assert_eq!(is_inline, is_shown, "{name}: {}", answer.header("content-disposition"));
            assert!(is_shown || answer.header("content-type") == "application/octet-stream", "{name}");
            assert_eq!(answer.body, bytes, "{name}");
        }
    }
}

on_both! {
    async fn an_inactive_asset_is_nowhere(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let url = published(&server, &full, "a", "photo.jpg", &jpeg(9, 9, 1)).await;
        let small = url.replace("original", "600x600");
        full.put("/api/assets/a", json!({"isActive": false})).await.expect(200);
        for url in [&url, &small] {
            server.anonymous().get(url).await.expect(404);
        }
        full.put("/api/assets/a", json!({"isActive": true})).await.expect(200);
        server.anonymous().get(&small).await.expect(200);
        full.delete("/api/assets/a").await.expect(204);
        server.anonymous().get(&url).await.expect(404);
    }
}
