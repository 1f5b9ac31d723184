//! 90 to 95: assets and their media objects. Those without bytes are v5's to make.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BASE, codes, delete, get, post, put, refused_at, shown, stock};
use crate::support::db::on_both;
use crate::support::pictures::{jpeg, png, size};
use crate::support::server::{Server, path};
use crate::support::site::{Page, Site};
use crate::v5::conformance::assets::open_to_loopback;

/// The path of a link of a media object on this server.
#[track_caller]
fn link(server: &Server, media: &Value, rel: &str) -> String {
    let links = media["links"].as_array().unwrap_or_else(|| panic!("links in {media}"));
    let found = links.iter().find(|link| link["rel"] == rel).unwrap_or_else(|| panic!("{rel} in {media}"));
    path(server, &found["href"])
}

on_both! {
    async fn assets_are_written_and_read_without_bytes(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.post("/api/assets", json!({"id": "A"})).await.expect(201);
        // Of assets alone, POST changes the one that is there.
        let again = post(&full, "/assets", json!({"code": "A", "active": false})).await.expect(200).json();
        assert_eq!((&again["code"], &again["active"], &again["location"]), (&json!("A"), &json!(false), &json!("/assets/A")));
        let asset = shown(&full, "/assets/A").await;
        assert_eq!((&asset["code"], &asset["active"]), (&json!("A"), &json!(false)));
        let own = path(&server, &asset["links"][0]["href"]);
        assert_eq!(full.get(&own).await.expect(200).json()["response"], asset);
        assert_eq!(codes(&full, "/medias?codes[]=A").await, ["A"]);
        put(&full, "/assets/A", json!({"code": "B"})).await.expect(200);
        get(&full, "/assets/A").await.expect(404);
        delete(&full, "/medias/B").await.expect(204);
        get(&full, "/assets/B").await.expect(404);
    }
}

on_both! {
    async fn n090_an_asset_by_its_address(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        let url = site.put("/x.png", Page::File(png(20, 10, 1)));
        let made = post(&full, "/assets", json!({"code": "A", "media_url": url})).await.expect(201).json();
        assert_eq!((&made["code"], &made["location"], &made["success"]), (&json!("A"), &json!("/assets/A"), &json!(true)));
        refused_at(post(&full, "/assets", json!({"code": "B"})).await, 400, "media_url");
        get(&full, "/assets/B").await.expect(404);
    }
}

on_both! {
    async fn n091_what_a_media_object_holds(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.form(&format!("{BASE}/assets"), &[("code", "LSB_1")], ("LSB_1.png", &png(20, 10, 1))).await.expect(201);
        let media = shown(&full, "/assets/LSB_1").await;
        for key in ["id", "name", "code", "type", "active", "created_at", "updated_at", "source", "links"] {
            assert!(!media[key].is_null(), "{key}: {media}");
        }
        assert_eq!((&media["type"], &media["source"]), (&json!("image/png"), &json!("LSB_1.png")));
        assert_eq!((&media["width"], &media["height"], &media["size"]), (&json!(20), &json!(10), &json!(png(20, 10, 1).len())));
        let rels: Vec<_> = media["links"].as_array().expect("links").iter().map(|link| link["rel"].clone()).collect();
        assert_eq!(rels, [json!("self"), json!("thumbnail"), json!("source")]);
    }
}

on_both! {
    async fn n092_its_own_address(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.form(&format!("{BASE}/assets"), &[("code", "A")], ("a.png", &png(4, 4, 1))).await.expect(201);
        let media = shown(&full, "/assets/A").await;
        let own = link(&server, &media, "self");
        assert_eq!(own, format!("{BASE}/medias/{}", media["id"]));
        assert_eq!(full.get(&own).await.expect(200).json()["response"], media);
    }
}

on_both! {
    async fn n093_source_and_thumbnail(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let picture = jpeg(1600, 900, 1);
        full.form(&format!("{BASE}/assets"), &[("code", "A")], ("Shirt Front.JPG", &picture)).await.expect(201);
        let media = shown(&full, "/assets/A").await;
        let anyone = server.anonymous();
        let source = link(&server, &media, "source");
        assert!(source.contains("/original/"), "{source}");
        assert_eq!(anyone.get(&source).await.expect(200).body, picture);
        let thumbnail = link(&server, &media, "thumbnail");
        assert!(thumbnail.ends_with("/600x600/shirt%20front-jpg.png"), "{thumbnail}");
        let small = anyone.get(&thumbnail).await.expect(200);
        assert_eq!((small.header("content-type"), size(&small.body)), ("image/png", (600, 338)));
        let sized = anyone.get(&thumbnail.replace("600x600", "800x450")).await.expect(200);
        assert_eq!(size(&sized.body), (800, 450));
    }
}

on_both! {
    async fn n094_attributes_alone_leave_the_bytes(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        full.post("/api/attributes", json!({"id": "caption", "objectType": "asset", "type": "text"})).await.expect(201);
        let url = site.put("/x.png", Page::File(png(20, 10, 1)));
        post(&full, "/assets", json!({"code": "A", "media_url": url})).await.expect(201);
        let before = shown(&full, "/assets/A").await;
        put(&full, "/assets/A", json!({"caption": "Front"})).await.expect(200);
        post(&full, "/assets", json!({"code": "A", "caption": "Back"})).await.expect(200);
        let after = shown(&full, "/assets/A").await;
        assert_eq!((&after["links"], &after["size"]), (&before["links"], &before["size"]));
        assert_eq!(after["fields"]["caption"], "Back");
        // Without leave for it.
        let closed = stock(engine).await;
        let refused = post(&closed.as_full(), "/assets", json!({"code": "A", "media_url": "http://127.0.0.1:9/x.png"})).await;
        refused_at(refused, 422, "media_url");
    }
}

on_both! {
    async fn n095_an_asset_in_a_form(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.post("/api/attributes", json!({"id": "caption", "objectType": "asset", "type": "text"})).await.expect(201);
        let texts = [("code", "A"), ("caption", "Front"), ("active", "0")];
        let made = full.form(&format!("{BASE}/assets"), &texts, ("x.png", &png(9, 9, 1))).await.expect(201).json();
        assert_eq!((&made["code"], &made["active"]), (&json!("A"), &json!(false)));
        assert_eq!(shown(&full, "/assets/A").await["fields"]["caption"], "Front");
        // Without a code it is called as its file is.
        full.form(&format!("{BASE}/medias"), &[], ("Desk_7.png", &png(9, 9, 2))).await.expect(201);
        assert_eq!(shown(&full, "/assets/Desk_7").await["source"], "Desk_7.png");
        // Another file, as it is.
        let bytes = jpeg(30, 20, 3);
        full.bytes(Method::POST, &format!("{BASE}/assets/A/file?filename=y.jpg"), "image/jpeg", bytes).await.expect(200);
        let media = shown(&full, "/assets/A").await;
        assert_eq!((&media["type"], &media["width"], &media["source"]), (&json!("image/jpeg"), &json!(30), &json!("y.jpg")));
        full.form(&format!("{BASE}/assets/none/file"), &[], ("x.png", &png(9, 9, 1))).await.expect(404);
        delete(&full, "/assets/A").await.expect(204);
        get(&full, "/assets/A").await.expect(404);
    }
}

on_both! {
    async fn assets_are_found_by_what_their_files_are(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for (name, bytes) in [("a.jpg", jpeg(9, 9, 1)), ("b.png", png(9, 9, 2)), ("c.txt", b"Delivery is free.\n".to_vec())] {
            full.form(&format!("{BASE}/assets"), &[], (name, &bytes)).await.expect(201);
        }
        for (query, expected) in [
            ("type=image/jpeg", vec!["a"]),
            ("type=image/jpeg,text/plain", vec!["a", "c"]),
            ("type[]=image/png&type[]=text/plain&codes[]=b", vec!["b"]),
            ("type=image/gif", vec![]),
            ("", vec!["a", "b", "c"]),
        ] {
            assert_eq!(codes(&full, &format!("/assets?{query}")).await, expected, "{query}");
        }
    }
}

on_both! {
    async fn bare_bytes_are_named_by_their_headers(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.form(&format!("{BASE}/assets"), &[("code", "A")], ("x.png", &png(9, 9, 1))).await.expect(201);
        for (query, disposition, expected) in [
            ("", "attachment; filename=\"Desk lamp; 1.jpg\"", "Desk lamp; 1.jpg"),
            ("", "attachment; filename=\"e.jpg\"; filename*=UTF-8''%C3%A9t%C3%A9.jpg", "été.jpg"),
            ("?filename=y.jpg", "attachment; filename=z.jpg", "y.jpg"),
            ("", "inline", "A"),
        ] {
            let caller = full.with("content-disposition", disposition);
            let path = format!("{BASE}/assets/A/file{query}");
            caller.bytes(Method::POST, &path, "image/jpeg", jpeg(9, 9, 3)).await.expect(200);
            assert_eq!(shown(&full, "/assets/A").await["source"], expected, "{disposition}");
        }
    }
}
