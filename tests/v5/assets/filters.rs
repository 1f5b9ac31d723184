//! Lists of assets by what their files are, by who uses them and by their values.

use serde_json::json;

use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::pages::ids;
use crate::support::pictures::{jpeg, png, size};
use crate::support::server::{Server, path};
use crate::v5::conformance::assets::sent;
use crate::v5::links::{furnish, linked};

/// Beside the assets `p1` to `p4`, which have no file, of which `desk-lamp` is linked to `p1` and `red` to `p2`:
///
/// | | file | kind | pixels | mannequin |
/// |---|---|---|---|---|
/// | `notes` | Notes.txt | text | | |
/// | `square` | Square é.jpg | JPEG | 16 × 16 | Zoë |
/// | `tall` | tall_shot.png | PNG | 20 × 30 | Ann |
/// | `twin` | other name.png | that of `tall` | | |
/// | `wide` (not active) | wide_shot.png | PNG | 40 × 20 | Lee |
async fn shelf(engine: Engine) -> (Server, Caller) {
    let server = Server::shop(engine).await;
    let full = furnish(&server).await;
    full.post("/api/attributes", json!({"id": "mannequin", "objectType": "asset", "type": "text"})).await.expect(201);
    linked(&full, "media", "desk-lamp", "p1").await;
    linked(&full, "photo", "red", "p2").await;
    let files = [
        ("notes", "Notes.txt", b"Delivery is free.\n".to_vec(), None),
        ("square", "Square é.jpg", jpeg(16, 16, 1), Some("Zoë")),
        ("tall", "tall_shot.png", png(20, 30, 2), Some("Ann")),
        ("twin", "other name.png", png(20, 30, 2), None),
        ("wide", "wide_shot.png", png(40, 20, 3), Some("Lee")),
    ];
    for (id, name, bytes, mannequin) in files {
        let file = sent(&full, name, &bytes).await;
        let body = json!({"id": id, "fileId": file, "isActive": id != "wide", "attributes": {"mannequin": mannequin}});
        full.post("/api/assets", body).await.expect(201);
    }
    (server, full)
}

/// The ids of what matches, in order; the total must be as many.
async fn found(full: &Caller, query: &str) -> String {
    let list = full.get(&format!("/api/assets?{query}")).await.expect(200).json();
    let ids = ids(&list);
    assert_eq!(list["hydra:totalItems"], ids.len(), "{query}");
    ids.join(" ")
}

async fn check(full: &Caller, cases: &[(&str, &str)]) {
    for (query, expected) in cases {
        assert_eq!(found(full, query).await, *expected, "{query}");
    }
}

on_both! {
    async fn assets_are_found_by_their_files(engine: Engine) {
        let (server, full) = shelf(engine).await;
        let tall = full.get("/api/assets/tall").await.expect(200).json();
        let (size, checksum) = (&tall["metadata"]["size"], tall["metadata"]["checksum"].as_str().expect("a checksum"));
        check(&full, &[
            ("metadata.orientation=portrait", "tall twin"),
            ("metadata.orientation[]=landscape&metadata.orientation[]=square", "square wide"),
            ("metadata.orientation[exists]=false", "notes p1 p2 p3 p4"),
            ("metadata.mimeType=image/png", "tall twin wide"),
            ("metadata.mimeType[startsWith]=image/", "square tall twin wide"),
            ("metadata.mimeType[in]=text/plain,image/jpeg", "notes square"),
            ("metadata.width=20", "tall twin"),
            ("metadata.width[gt]=16&metadata.width[lte]=40", "tall twin wide"),
            ("metadata.width[between]=16..20", "square tall twin"),
            ("metadata.height[lt]=20", "square"),
            ("metadata.size=18", "notes"),
            ("metadata.size[lte]=18", "notes"),
            ("metadata.size[gt]=18", "square tall twin wide"),
            (format!("metadata.size[between]={size}..{size}&metadata.mimeType=image/png").as_str(), "tall twin"),
            ("metadata.status=ready", "notes square tall twin wide"),
            ("metadata.status=failed", ""),
            ("exists[file]=false", "p1 p2 p3 p4"),
            (format!("metadata.checksum={checksum}").as_str(), "tall twin"),
            (format!("metadata.checksum[]={}", checksum.replace("sha256:", "")).as_str(), "tall twin"),
            ("originalFilename=square E.JPG", "square"),
            ("originalFilename[contains]=_SHOT", "tall wide"),
            ("originalFilename[endsWith]=.png&originalFilename[startsWith]=t", "tall"),
            ("originalFilename[notEquals]=Notes.txt&exists[file]=true", "square tall twin wide"),
            ("filter={\"or\":[{\"metadata.width\":{\"gte\":40}},{\"originalFilename\":\"notes.txt\"}]}", "notes wide"),
        ]).await;
        for wrong in ["metadata.width=wide", "metadata.size[near]=5", "isUsed=perhaps", "isUsed[gt]=true"] {
            full.get(&format!("/api/assets?{wrong}")).await.expect(400);
        }
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn assets_are_found_by_who_uses_them(engine: Engine) {
        let (_server, full) = shelf(engine).await;
        check(&full, &[
            ("exists[documentLinks]=true", "p1"),
            ("exists[variantLinks]=true", "p2"),
            ("exists[documentLinks]=false&exists[file]=false", "p2 p3 p4"),
            ("isUsed=true", "p1 p2"),
            ("isUsed=false", "notes p3 p4 square tall twin wide"),
            ("isUsed=0&metadata.mimeType[startsWith]=image/&isActive=true", "square tall twin"),
        ]).await;
        // A value that leads to it uses it as well.
        let cover = json!({"id": "cover", "objectType": "document", "documentType": {"id": "lamp"}, "type": "media"});
        full.post("/api/attributes", cover).await.expect(201);
        full.put("/api/documents/bulb", json!({"attributes": {"cover": ["wide"]}})).await.expect(200);
        assert_eq!(found(&full, "isUsed=true").await, "p1 p2 wide");
        full.delete("/api/documents/desk-lamp").await.expect(204);
        assert_eq!(found(&full, "isUsed=true").await, "wide");
    }
}

on_both! {
    async fn assets_are_found_by_values_words_and_dates(engine: Engine) {
        let (_server, full) = shelf(engine).await;
        check(&full, &[
            ("attributes.mannequin=zoe", "square"),
            ("attributes.mannequin[contains]=e", "square wide"),
            ("exists[attributes.mannequin]=true&isActive=true", "square tall"),
            ("isActive=false", "wide"),
            ("search=shot", "tall wide"),
            ("search=square&metadata.mimeType=image/jpeg", "square"),
            ("search=zoe", "square"),
            ("dateCreated[after]=2000-01-01&exists[file]=true", "notes square tall twin wide"),
            ("dateCreated[before]=2000-01-01", ""),
            ("dateModified[strictly_before]=2000-01-01", ""),
            ("id[startsWith]=t", "tall twin"),
        ]).await;
    }
}

on_both! {
    /// What has no value comes last in both directions.
    async fn assets_come_in_order(engine: Engine) {
        let (_server, full) = shelf(engine).await;
        check(&full, &[
            ("order[metadata.width]=desc&order[id]=asc&exists[file]=true", "wide tall twin square notes"),
            ("order[metadata.height]=asc&order[id]=asc&exists[file]=true", "square wide tall twin notes"),
            ("order[originalFilename]=asc&exists[file]=true", "notes twin square tall wide"),
            ("order[metadata.mimeType]=desc&order[id]=desc&exists[file]=true", "notes wide twin tall square"),
            ("order[metadata.orientation]=asc&order[id]=asc&exists[file]=true", "wide tall twin square notes"),
            ("order[attributes.mannequin]=desc&order[id]=asc&exists[file]=true", "square wide tall notes twin"),
            ("order[dateCreated]=asc&order[id]=desc&search=shot", "tall wide"),
            ("order[metadata.size]=asc&exists[file]=true&metadata.size[lt]=19", "notes"),
            ("order[id]=desc&exists[file]=false", "p4 p3 p2 p1"),
        ]).await;
        let sizes = full.get("/api/assets?order[metadata.size]=desc&exists[file]=true").await.expect(200).json();
        let sizes: Vec<_> = sizes["hydra:member"].as_array().expect("members").iter().map(|one| one["metadata"]["size"].as_u64()).collect();
        assert!(sizes.is_sorted_by(|one, next| one >= next) && sizes.len() == 5, "{sizes:?}");
        // Duplicates stand side by side.
        let order = found(&full, "order[metadata.checksum]=asc&exists[file]=true").await;
        assert!(order.contains("tall twin"), "{order}");
    }
}

on_both! {
    /// Their bytes are delivered all the same.
    async fn damaged_pictures_are_found(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let (whole, notes) = (png(200, 200, 1), b"Delivery is free.\n");
        let torn = &whole[..whole.len() / 2];
        for (id, name, bytes) in [("notes", "notes.txt", &notes[..]), ("torn", "torn.png", torn), ("whole", "whole.png", &whole)] {
            let file = sent(&full, name, bytes).await;
            full.post("/api/assets", json!({"id": id, "fileId": file})).await.expect(201);
        }
        check(&full, &[
            ("metadata.status=failed", "torn"),
            ("metadata.status=ready", "notes whole"),
            ("exists[metadata.trouble]=true", "torn"),
            ("exists[metadata.trouble]=false&exists[file]=true", "notes whole"),
            (r#"filter={"exists":{"metadata.trouble":true}}"#, "torn"),
        ]).await;
        let asset = full.get("/api/assets/torn").await.expect(200).json();
        assert!(asset["metadata"]["trouble"].as_str().is_some_and(|words| words.contains("damaged")), "{asset}");
        let anyone = server.anonymous();
        assert_eq!(anyone.get(&path(&server, &asset["url"])).await.expect(200).body, torn);
        // In place of a picture there is an icon.
        assert_eq!(size(&anyone.get(&path(&server, &asset["thumbnailUrl"])).await.expect(200).body).0, 600);
        // A whole file is the end of it.
        let file = sent(&full, "whole.png", &whole).await;
        let mended = full.put("/api/assets/torn", json!({"fileId": file})).await.expect(200).json();
        assert_eq!((&mended["metadata"]["status"], mended["metadata"].get("trouble")), (&json!("ready"), None));
        server.instance().run(&["check"]).await;
    }
}
