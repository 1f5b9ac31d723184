//! 75, 104 to 110: assets, their files and their public addresses.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::{Caller, form};
use crate::support::db::{Engine, on_both};
use crate::support::pictures::{jpeg, png, size};
use crate::support::server::Server;
pub use crate::support::server::path;
use crate::support::shop::plain_lamp;
use crate::support::site::{Page, Site};

/// A server that may fetch files from this machine.
pub async fn open_to_loopback(engine: Engine) -> Server {
    let instance = crate::support::instance::Instance::new(engine, crate::support::instance::Content::Shop).await;
    Server::start_with(std::sync::Arc::new(instance), |command| {
        command.args(["--allow-private", "127.0.0.0/8"]);
    })
    .await
}

/// Sends a file; its id.
pub async fn sent(full: &Caller, name: &str, bytes: &[u8]) -> String {
    let made = full.form("/api/files", &[("fileType", "asset")], (name, bytes)).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

on_both! {
    async fn n075_the_thumbnail_of_the_first_asset(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("d")).await.expect(201);
        let link_type = json!({"id": "pictures", "name": {"en_GB": "Pictures"}, "originType": "document", "targetType": "asset"});
        full.post("/api/link-types", link_type).await.expect(201);
        let shown = async || full.get("/api/documents/d").await.expect(200).json()["mainAssetThumbnailUrl"].clone();
        assert_eq!(shown().await, Value::Null);
        let id = sent(&full, "front.jpg", &jpeg(900, 600, 1)).await;
        full.post("/api/assets", json!({"id": "front"})).await.expect(201);
        let link = json!({"linkType": {"id": "pictures"}, "origin": {"id": "d"}, "target": {"id": "front"}});
        full.post("/api/links", link).await.expect(201);
        // It has no file yet; once it has, the document is shown with it.
        assert_eq!(shown().await, Value::Null);
        full.put("/api/assets/front", json!({"fileId": id})).await.expect(200);
        let url = shown().await;
        assert!(url.as_str().is_some_and(|url| url.ends_with("/600x600/front-jpg.jpg")), "{url}");
        let list = full.get("/api/documents").await.expect(200).json();
        assert_eq!(list["hydra:member"][0]["mainAssetThumbnailUrl"], url);
        assert_eq!(size(&server.anonymous().get(&path(&server, &url)).await.expect(200).body), (600, 400));
        full.put("/api/assets/front", json!({"isActive": false})).await.expect(200);
        assert_eq!(shown().await, Value::Null);
    }
}

on_both! {
    async fn n104_an_asset_by_its_address(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        let picture = png(1200, 800, 1);
        let remote = site.put("/shots/skirt_y_01.png", Page::File(picture.clone()));
        let made = full.post("/api/assets", json!({"id": "A", "remotePath": remote})).await.expect(201).json();
        for name in ["url", "thumbnailUrl", "previewUrl"] {
            assert!(made[name].as_str().is_some_and(|url| url.starts_with(server.http())), "{name}: {made}");
        }
        assert_eq!(made["originalFilename"], "skirt_y_01.png");
        assert_eq!((&made["metadata"]["mimeType"], &made["metadata"]["size"]), (&json!("image/png"), &json!(picture.len())));
        assert_eq!((&made["metadata"]["width"], &made["metadata"]["height"]), (&json!(1200), &json!(800)));
        assert_eq!((&made["metadata"]["status"], &made["metadata"]["extension"]), (&json!("ready"), &json!("png")));
        assert!(made["thumbnails"]["600x600"].is_string() && made["thumbnails"]["original"].is_string(), "{made}");
        assert_eq!((&made["documentLinks"], &made["variantLinks"]), (&json!([]), &json!([])));
        assert!(made["legacyId"].is_i64(), "{made}");
        assert_eq!(server.anonymous().get(&path(&server, &made["url"])).await.expect(200).body, picture);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn n105_a_file_is_sent_as_a_form(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.form("/api/files", &[("fileType", "import")], ("rows.csv", b"id;name\na;b\n")).await.expect(201);
        let told = made.json();
        assert_eq!((&told["fileType"], &told["originalFilename"], &told["size"]), (&json!("import"), &json!("rows.csv"), &json!(12)));
        let id = told["id"].as_str().expect("an id");
        assert_eq!(made.header("location"), format!("/api/files/{id}"));
        assert_eq!(full.get(&format!("/api/files/{id}")).await.expect(200).json(), told);
        // The same form under the media type that a client sets for all its calls.
        let (_, body) = form(&[("fileType", "import")], ("rows.csv", b"id;name\n"));
        let lied = full.bytes(Method::POST, "/api/files", "application/json", body).await.expect(201).json();
        assert_eq!((&lied["size"], &lied["fileType"]), (&json!(8), &json!("import")));
    }
}

on_both! {
    async fn n106_an_asset_of_a_file_that_was_sent(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let picture = jpeg(640, 480, 7);
        let id = sent(&full, "Chair.JPG", &picture).await;
        let made = full.post("/api/assets", json!({"id": "A", "fileId": id})).await.expect(201).json();
        let answer = server.anonymous().get(&path(&server, &made["url"])).await.expect(200);
        assert!(answer.body == picture && answer.header("content-type") == "image/jpeg");
    }
}

on_both! {
    async fn n107_addresses_name_instance_key_and_profile(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let id = sent(&full, "wide.png", &png(1600, 400, 3)).await;
        let made = full.post("/api/assets", json!({"id": "A", "fileId": id})).await.expect(201).json();
        let original = path(&server, &made["url"]);
        let parts: Vec<_> = original.split('/').collect();
        assert_eq!((parts[1], parts[2], parts[4], parts[5]), ("cdn", "vitrine", "original", "wide.png"), "{original}");
        assert!(parts[3].len() == 32 && parts[3].bytes().all(|byte| byte.is_ascii_hexdigit()), "{original}");
        let anyone = server.anonymous();
        assert_eq!(size(&anyone.get(&original.replace("original", "800x450")).await.expect(200).body), (800, 200));
        // Never enlarged.
        assert_eq!(size(&anyone.get(&original.replace("original", "4000x4000")).await.expect(200).body), (1600, 400));
        for wrong in ["0x5", "4001x5", "5x", "nothing"] {
            anyone.get(&original.replace("original", wrong)).await.expect(404);
        }
    }
}

on_both! {
    async fn n108_an_icon_stands_for_what_is_no_picture(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let id = sent(&full, "terms.txt", b"Delivery is free.\n").await;
        let made = full.post("/api/assets", json!({"id": "A", "fileId": id})).await.expect(201).json();
        let anyone = server.anonymous();
        let icon = anyone.get(&path(&server, &made["thumbnailUrl"])).await.expect(200);
        assert_eq!((icon.header("content-type"), size(&icon.body)), ("image/png", (600, 600)));
        let original = path(&server, &made["url"]);
        let key = original.split('/').nth(3).expect("a key");
        let other = if key.starts_with('0') { "1" } else { "0" };
        anyone.get(&original.replace(key, &format!("{other}{}", &key[1..]))).await.expect(404);
        anyone.get(&original.replace("/vitrine/", "/other/")).await.expect(404);
    }
}

on_both! {
    async fn n109_what_may_not_or_can_not_be_fetched(engine: Engine) {
        let site = Site::open().await;
        let remote = site.put("/a.png", Page::File(png(4, 4, 1)));
        let closed = Server::shop(engine).await;
        let full = closed.as_full();
        full.post("/api/assets", json!({"id": "A", "remotePath": remote})).await.refused_at("remotePath");
        assert_eq!(site.asked("/a.png"), 0, "nothing was connected to");
        full.get("/api/assets/A").await.expect(404);

        let open = open_to_loopback(engine).await;
        let full = open.as_full();
        let gone = site.put("/gone.png", Page::Status(404, None));
        for wrong in [gone.as_str(), "ftp://127.0.0.1/a.png", "nowhere", "http://127.0.0.1:1/a.png"] {
            full.post("/api/assets", json!({"id": "A", "remotePath": wrong})).await.refused_at("remotePath");
        }
        full.get("/api/assets/A").await.expect(404);
    }
}

on_both! {
    async fn n110_another_file_for_an_asset(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        let (first, second) = (png(30, 20, 1), png(20, 30, 2));
        let one = site.put("/one.png", Page::File(first));
        let two = site.put("/two.png", Page::File(second.clone()));
        let before = full.post("/api/assets", json!({"id": "A", "remotePath": one})).await.expect(201).json();
        full.post("/api/documents", plain_lamp("d")).await.expect(201);
        let link_type = json!({"id": "pictures", "name": {"en_GB": "Pictures"}, "originType": "document", "targetType": "asset"});
        full.post("/api/link-types", link_type).await.expect(201);
        let link = json!({"linkType": {"id": "pictures"}, "origin": {"id": "d"}, "target": {"id": "A"}});
        full.post("/api/links", link).await.expect(201);

        let after = full.put("/api/assets/A", json!({"remotePath": two})).await.expect(200).json();
        assert_ne!(after["metadata"]["checksum"], before["metadata"]["checksum"]);
        assert_eq!((&after["legacyId"], after["documentLinks"].as_array().map(Vec::len)), (&before["legacyId"], Some(1)));
        let key = |asset: &Value| path(&server, &asset["url"]).split('/').nth(3).map(str::to_owned);
        assert_eq!(key(&after), key(&before), "its address stays");
        assert_eq!(server.anonymous().get(&path(&server, &after["url"])).await.expect(200).body, second);
    }
}
