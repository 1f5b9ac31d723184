use reqwest::Method;
use serde_json::json;

use crate::support::client::{DIGEST_OF_NOTHING, form};
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::pictures::{jpeg, png};
use crate::support::server::Server;
use crate::v5::conformance::assets::sent;

on_both! {
    async fn what_is_wrong_with_a_form_is_named(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.form("/api/files", &[("fileType", "photo")], ("a.txt", b"a")).await.refused_at("fileType");
        let long = "n".repeat(101);
        full.form("/api/files", &[], (&long, b"a")).await.refused_at("file");
        let (content_type, _) = form(&[], ("a", b""));
        let boundary = content_type.rsplit('=').next().expect("a boundary");
        let without = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"fileType\"\r\n\r\nasset\r\n--{boundary}--\r\n");
        full.bytes(Method::POST, "/api/files", &content_type, without.into_bytes()).await.refused_at("file");
        let (_, body) = form(&[], ("a.txt", b"some bytes"));
        full.bytes(Method::POST, "/api/files", &content_type, body[..body.len() - 20].to_vec()).await.expect(400);
        full.post("/api/files", json!({"file": "a"})).await.expect(400);
        let part = String::from_utf8(body).expect("a text").replace(&format!("\r\n--{boundary}--\r\n"), "\r\n");
        let twice = format!("{part}{part}--{boundary}--\r\n");
        let refused = full.bytes(Method::POST, "/api/files", &content_type, twice.into_bytes()).await.expect(400);
        assert!(refused.text().contains("got two"), "{}", refused.text());
        server.as_read().form("/api/files", &[], ("a.txt", b"a")).await.expect(403);
        server.anonymous().form("/api/files", &[], ("a.txt", b"a")).await.expect(401);
    }
}

on_both! {
    async fn odd_names_are_made_plain(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (sent, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\\\fakepath\\\\Ete.png", "Ete.png"),
            ("naïve – 漢字.txt", "naïve – 漢字.txt"),
            ("", "file"),
        ] {
            let made = full.form("/api/files", &[], (sent, b"x")).await.expect(201).json();
            assert_eq!(made["originalFilename"], kept, "{sent}");
        }
    }
}

on_both! {
    async fn a_file_that_is_too_large_is_refused(engine: Engine) {
        let instance = Instance::new(engine, Content::Shop).await;
        let server = Server::start_with(std::sync::Arc::new(instance), |command| {
            command.args(["--max-file", "1"]);
        })
        .await;
        let full = server.as_full();
        full.form("/api/files", &[], ("large.bin", &vec![7; 1_000_001])).await.expect(413);
        full.form("/api/files", &[], ("right.bin", &vec![7; 1_000_000])).await.expect(201);
        full.with("tus-resumable", "1.0.0").with("upload-length", "1000001").send(Method::POST, "/api/files", None).await.expect(413);
    }
}

on_both! {
    async fn the_bytes_are_kept_once_and_go_with_their_upload(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let picture = png(8, 8, 1);
        let (one, two) = (sent(&full, "a.png", &picture).await, sent(&full, "b.png", &picture).await);
        for (id, asset) in [(&one, "a"), (&two, "b")] {
            full.post("/api/assets", json!({"id": asset, "fileId": id})).await.expect(201);
        }
        let of = |asset: serde_json::Value| asset["metadata"]["checksum"].clone();
        let (a, b) = (full.get("/api/assets/a").await.json(), full.get("/api/assets/b").await.json());
        assert_eq!(of(a.clone()), of(b));
        let checksum = of(a);
        let same = full.get(&format!("/api/assets?metadata.checksum={}", checksum.as_str().expect("one"))).await.expect(200).json();
        assert_eq!(same["hydra:totalItems"], 2);
        let content = full.get(&format!("/api/files/{one}/content")).await.expect(200);
        assert_eq!(content.body, picture);
        assert!(content.header("content-disposition").starts_with("attachment"));
        server.anonymous().get(&format!("/api/files/{one}/content")).await.expect(401);
        full.delete(&format!("/api/files/{one}")).await.expect(204);
        full.get(&format!("/api/files/{one}")).await.expect(404);
        full.post("/api/assets", json!({"id": "c", "fileId": one})).await.refused_at("fileId");
        // What uses the bytes has them still.
        let url = full.get("/api/assets/a").await.json()["url"].as_str().expect("an address").replacen(server.http(), "", 1);
        assert_eq!(server.anonymous().get(&url).await.expect(200).body, picture);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn an_empty_file_is_a_file(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let id = sent(&full, "empty.txt", b"").await;
        let made = full.post("/api/assets", json!({"id": "a", "fileId": id})).await.expect(201).json();
        let url = made["url"].as_str().expect("an address").replacen(server.http(), "", 1);
        let answer = server.anonymous().get(&url).await.expect(200);
        assert_eq!((answer.body.len(), answer.header("quable-digest")), (0, DIGEST_OF_NOTHING));
    }
}

on_both! {
    async fn assets_are_found_by_their_files(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (asset, name, bytes) in [
            ("wide", "Chair Front.JPG", jpeg(40, 20, 1)),
            ("tall", "chair-side.png", png(20, 40, 2)),
            ("square", "logo.png", png(30, 30, 3)),
            ("text", "readme.txt", b"hello".to_vec()),
        ] {
            let id = sent(&full, name, &bytes).await;
            full.post("/api/assets", json!({"id": asset, "fileId": id})).await.expect(201);
        }
        full.post("/api/assets", json!({"id": "bare"})).await.expect(201);
        let found = async |query: &str| -> Vec<String> {
            let list = full.get(&format!("/api/assets?{query}")).await.expect(200).json();
            let members = list["hydra:member"].as_array().expect("members").clone();
            members.iter().map(|member| member["id"].as_str().expect("an id").to_owned()).collect()
        };
        for (query, expected) in [
            ("metadata.mimeType=image/png", &["square", "tall"][..]),
            ("metadata.mimeType[startsWith]=image/", &["square", "tall", "wide"]),
            ("originalFilename[contains]=CHAIR", &["tall", "wide"]),
            ("originalFilename=chair%20front.jpg", &["wide"]),
            ("metadata.width[gte]=30", &["square", "wide"]),
            ("metadata.orientation=portrait", &["tall"]),
            ("metadata.size[lt]=6", &["text"]),
            ("metadata.status=ready&exists[file]=true", &["square", "tall", "text", "wide"]),
            ("exists[file]=false", &["bare"]),
            ("search=chair", &["tall", "wide"]),
            ("order[metadata.width]=desc&exists[file]=true", &["wide", "square", "tall", "text"]),
            ("order[originalFilename]=asc", &["wide", "tall", "square", "text", "bare"]),
        ] {
            let mut ids = found(query).await;
            if !query.contains("order") {
                ids.sort();
            }
            assert_eq!(ids, expected, "{query}");
        }
        full.get("/api/assets?metadata.size=large").await.expect(400);
        full.get("/api/assets?metadata.mimeType[gt]=a").await.expect(400);
        server.instance().run(&["check"]).await;
    }
}
