//! What files note in EXIF, IPTC and XMP, and attributes that take values from it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::notes::Noted;
use crate::support::server::Server;
use crate::support::site::{Page, Site};
use crate::support::until::until;
use crate::v4::conformance::BASE;
use crate::v5::conformance::assets::{open_to_loopback, sent};

const OAK: Noted<'_> = Noted {
    description: Some("seen by the camera"),
    taken: Some("2020:01:02 03:04:05"),
    has_place: true,
    iptc: &[(105, "An oak chair"), (25, "Chair"), (25, "chêne"), (25, "pine"), (120, "Long & broad")],
    title: Some("A chair of oak"),
};

/// What an asset takes from [`OAK`].
fn of_oak() -> Value {
    json!({
        "asset_title": {"en_GB": "An oak chair"}, "caption": "Long &amp; broad", "shot": "2020-01-02T03:04:05",
        "words": ["chair", "oak"],
    })
}

/// Attributes of assets that take values from files.
async fn mapped(server: &Server) -> Caller {
    let full = server.as_full();
    for (id, kind, sources, more) in [
        (
            "asset_title",
            "text",
            &["iptc:Headline", "xmp:dc:title", "exif:ImageDescription"][..],
            json!({"isLocalizable": true, "constraints": {"maxLength": 14}}),
        ),
        ("caption", "html", &["iptc:Caption"], json!({})),
        ("shot", "datetime", &["exif:DateTimeOriginal"], json!({})),
        ("words", "multiselect", &["iptc:Keywords"], json!({})),
    ] {
        let mut body = json!({"id": id, "objectType": "asset", "type": kind, "metadataSources": sources});
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let made = full.post("/api/attributes", body).await.expect(201).json();
        assert_eq!(made["metadataSources"], json!(sources));
    }
    for (code, label) in [("chair", "Chair"), ("oak", "Chêne")] {
        let body = json!({"attribute": {"id": "words"}, "code": code, "name": {"fr_FR": label}});
        full.post("/api/predefined-values", body).await.expect(201);
    }
    full
}

/// The values of an asset as they are written.
async fn values(full: &Caller, id: &str) -> Value {
    let asset = full.accept("application/json").get(&format!("/api/assets/{id}")).await.expect(200).json();
    let mut values = asset["attributes"].clone();
    if let Some(words) = values.get_mut("words") {
        *words = words.as_array().expect("values").iter().map(|word| word["code"].clone()).collect();
    }
    values
}

/// An asset with that file, sent as a form.
async fn asset(full: &Caller, id: &str, noted: Noted<'_>, seed: u8) -> Value {
    let file = sent(full, "a.jpg", &noted.jpeg(seed)).await;
    let asset = full.put(&format!("/api/assets/{id}"), json!({"fileId": file})).await;
    if asset.status == 200 {
        asset.json()
    } else {
        full.post("/api/assets", json!({"id": id, "fileId": file})).await.expect(201).json()
    }
}

on_both! {
    async fn what_a_file_notes_is_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let told = asset(&full, "a", OAK, 1).await["metadata"].clone();
        assert_eq!(told["colorSpace"], "sRGB");
        let noted = json!({"ImageDescription": "seen by the camera", "DateTimeOriginal": "2020:01:02 03:04:05"});
        assert_eq!(told["exif"], noted);
        assert_eq!(told["iptc"], json!({"Headline": "An oak chair", "Keywords": "Chair, chêne, pine", "Caption": "Long & broad"}));
        assert_eq!(told["xmp"], json!({"dc:title": "A chair of oak"}));
        // Not where it was, in no words.
        assert!(!told.to_string().contains("GPS"), "{told}");
        let plain = asset(&full, "b", Noted::default(), 2).await["metadata"].clone();
        for part in ["exif", "iptc", "xmp"] {
            assert!(plain.get(part).is_none(), "{plain}");
        }
    }
}

on_both! {
    async fn files_fill_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = mapped(&server).await;
        asset(&full, "a", OAK, 1).await;
        assert_eq!(values(&full, "a").await, of_oak());
        assert_eq!(history::of(&server, "asset", "a").await, ["create"]);
        for query in ["attributes.asset_title=AN%20OAK%20CHAIR", "attributes.words=oak", "search=broad", "attributes.shot[lt]=2020-01-03"] {
            let found = full.get(&format!("/api/assets?{query}")).await.expect(200).json();
            assert_eq!(found["hydra:totalItems"], 1, "{query}");
        }
        // What is too long for one source comes from the next.
        let noted = Noted { iptc: &[(105, "Far too long a headline")], ..OAK };
        asset(&full, "b", noted, 2).await;
        assert_eq!(values(&full, "b").await, json!({"asset_title": {"en_GB": "A chair of oak"}, "shot": "2020-01-02T03:04:05"}));
        // What people wrote stays, with another file too.
        let id = sent(&full, "c.jpg", &OAK.jpeg(3)).await;
        let body = json!({"id": "c", "fileId": id, "attributes": {"caption": null, "asset_title": {"en_GB": "Mine"}}});
        full.post("/api/assets", body).await.expect(201);
        assert_eq!(values(&full, "c").await, json!({"asset_title": {"en_GB": "Mine"}, "shot": "2020-01-02T03:04:05", "words": ["chair", "oak"]}));
        asset(&full, "c", Noted { taken: Some("2021:01:01 00:00:00"), ..OAK }, 4).await;
        let now = json!({"asset_title": {"en_GB": "Mine"}, "caption": "Long &amp; broad", "shot": "2020-01-02T03:04:05", "words": ["chair", "oak"]});
        assert_eq!(values(&full, "c").await, now);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn the_same_bytes_fill_nothing_again(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = mapped(&server).await;
        asset(&full, "a", OAK, 1).await;
        full.put("/api/assets/a", json!({"attributes": {"words": null, "caption": null}})).await.expect(200);
        asset(&full, "a", OAK, 1).await;
        let left = json!({"asset_title": {"en_GB": "An oak chair"}, "shot": "2020-01-02T03:04:05"});
        assert_eq!(values(&full, "a").await, left);
        // Another file and back again: the revert brings back what was there.
        asset(&full, "a", Noted::default(), 2).await;
        let told = full.get("/api/assets/a/history").await.expect(200).json();
        let last = told["hydra:member"][0]["id"].clone();
        full.post("/api/assets/a/revert", json!({"change": last})).await.expect(200);
        assert_eq!(values(&full, "a").await, left);
    }
}

on_both! {
    /// An asset made by v4 gets the same values, and v4 shows them.
    async fn both_versions_fill_alike(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (mapped(&server).await, Site::open().await);
        let url = site.put("/oak.jpg", Page::File(OAK.jpeg(1)));
        full.post(&format!("{BASE}/assets"), json!({"code": "address", "media_url": url})).await.expect(201);
        full.form(&format!("{BASE}/assets"), &[("code", "form")], ("oak.jpg", &OAK.jpeg(1))).await.expect(201);
        full.post("/api/assets", json!({"id": "bytes"})).await.expect(201);
        let path = format!("{BASE}/assets/bytes/file?filename=oak.jpg");
        full.bytes(Method::POST, &path, "image/jpeg", OAK.jpeg(1)).await.expect(200);
        full.post("/api/assets", json!({"id": "remote", "remotePath": url})).await.expect(201);
        for id in ["address", "form", "bytes", "remote"] {
            assert_eq!(values(&full, id).await, of_oak(), "{id}");
            let shown = full.get(&format!("{BASE}/assets/{id}")).await.expect(200).json();
            let fields = &shown["response"]["fields"];
            assert_eq!((&fields["asset_title"], &fields["shot"]), (&json!("An oak chair"), &json!("2020-01-02 03:04:05")), "{shown}");
        }
    }
}

on_both! {
    async fn bulk_and_dry_run_fill_too(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = mapped(&server).await;
        let mut lines = Vec::new();
        for n in 0..3 {
            let id = sent(&full, "a.jpg", &OAK.jpeg(n)).await;
            lines.push(json!({"id": format!("a{n}"), "fileId": id}));
        }
        let dry = full.lines("/api/assets/bulk?dryRun=1", &lines).await.expect(200).lines();
        for line in &dry {
            let changes = line["changes"].as_array().unwrap_or_else(|| panic!("changes in {line}"));
            let title = changes.iter().find(|change| change["path"] == "attributes.asset_title.en_GB");
            assert_eq!(title.map(|title| &title["after"]), Some(&json!("An oak chair")), "{line}");
        }
        full.get("/api/assets/a0").await.expect(404);
        full.lines("/api/assets/bulk", &lines).await.expect(200);
        for n in 0..3 {
            assert_eq!(values(&full, &format!("a{n}")).await, of_oak());
        }
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_file_that_comes_later_fills_what_is_still_empty(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (mapped(&server).await, Site::open().await);
        let url = site.put("/oak.jpg", Page::File(OAK.jpeg(1)));
        let lines = [
            json!({"id": "a", "remotePath": url}),
            json!({"id": "b", "remotePath": url, "attributes": {"caption": "Mine"}}),
        ];
        full.lines("/api/assets/bulk", &lines).await.expect(200);
        for id in ["a", "b"] {
            let path = format!("/api/assets/{id}");
            until(async || full.get(&path).await.expect(200).json()["metadata"]["status"] != "pending").await;
        }
        assert_eq!(values(&full, "a").await, of_oak());
        let mut expected = of_oak();
        expected["caption"] = json!("Mine");
        assert_eq!(values(&full, "b").await, expected);
    }
}

on_both! {
    async fn unique_values_are_taken_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let number = json!({"id": "number", "objectType": "asset", "type": "text", "isUnique": true, "metadataSources": ["iptc:Headline", "xmp:dc:title"]});
        full.post("/api/attributes", number).await.expect(201);
        let mut lines = Vec::new();
        for (n, id) in ["a", "b", "c"].into_iter().enumerate() {
            let file = sent(&full, "a.jpg", &OAK.jpeg(u8::try_from(n).expect("few"))).await;
            lines.push(json!({"id": id, "fileId": file}));
        }
        full.post("/api/assets", lines.remove(0)).await.expect(201);
        let told = full.lines("/api/assets/bulk", &lines).await.expect(200).lines();
        assert!(told.iter().all(|line| line["status"] == 201), "{told:?}");
        assert_eq!(values(&full, "a").await, json!({"number": "An oak chair"}));
        assert_eq!(values(&full, "b").await, json!({"number": "A chair of oak"}));
        assert_eq!(values(&full, "c").await, json!({}));
    }
}

on_both! {
    async fn sources_are_a_property_of_attributes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let of = |sources: Value| json!({"id": "x", "objectType": "asset", "type": "text", "metadataSources": sources});
        let many: Vec<_> = (0..11).map(|n| format!("exif:Tag{n}")).collect();
        for wrong in [
            json!("iptc:Headline"),
            json!([1]),
            json!([""]),
            json!(["icc:Name"]),
            json!(["xmp:title"]),
            json!(["iptc:Headline", "iptc:Headline"]),
            json!(many),
        ] {
            full.post("/api/attributes", of(wrong.clone())).await.refused_at("metadataSources");
        }
        for (name, value) in [("objectType", json!("classification")), ("type", json!("json")), ("defaultValue", json!("a"))] {
            let mut body = of(json!(["iptc:Headline"]));
            body[name] = value;
            full.post("/api/attributes", body).await.refused_at("metadataSources");
        }
        let made = full.post("/api/attributes", of(json!(["iptc:Headline"]))).await.expect(201).json();
        assert_eq!(made, full.get("/api/attributes/x").await.expect(200).json());
        let patched = full.patch("/api/attributes/x", json!({"isHidden": true})).await.expect(200).json();
        assert_eq!(patched["metadataSources"], json!(["iptc:Headline"]));
        let line = json!({"id": "x", "metadataSources": ["exif:Make", "exif:Artist"]});
        full.lines("/api/attributes/bulk", &[line]).await.expect(200);
        let told = full.get("/api/attributes/x/history").await.expect(200).json();
        let changes = told["hydra:member"][0]["changes"].as_array().expect("changes").clone();
        let expected = json!([{"path": "metadataSources", "before": ["iptc:Headline"], "after": ["exif:Make", "exif:Artist"]}]);
        assert_eq!(json!(changes), expected);
        full.put(&format!("{BASE}/eav-attributes/x"), json!({"name": "X"})).await.expect(200);
        // v4 knows nothing of it, and leaves it.
        assert_eq!(full.get("/api/attributes/x").await.json()["metadataSources"], json!(["exif:Make", "exif:Artist"]));
        let cleared = full.put("/api/attributes/x", json!({"metadataSources": null})).await.expect(200).json();
        assert_eq!(cleared["metadataSources"], json!([]));
    }
}

on_both! {
    async fn real_pictures_fill_values(engine: Engine) {
        let Some(catalogue) = std::env::var_os("VITRINE_CATALOGUE") else {
            eprintln!("skipped: VITRINE_CATALOGUE names no catalogue");
            return;
        };
        let folder = std::path::PathBuf::from(catalogue).join("images");
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, kind, sources) in [
            ("camera", "text", json!(["exif:Model"])),
            ("stop", "decimal", json!(["exif:FNumber"])),
            ("speed", "integer", json!(["exif:PhotographicSensitivity"])),
            ("taken", "datetime", json!(["exif:DateTimeOriginal"])),
        ] {
            let body = json!({"id": id, "objectType": "asset", "type": kind, "metadataSources": sources});
            full.post("/api/attributes", body).await.expect(201);
        }
        for (name, expected) in [
            ("Canon_40D", json!({"camera": "Canon EOS 40D", "stop": 7.1, "speed": 100, "taken": "2008-05-30T15:56:01"})),
            ("Nikon_D70", json!({"camera": "NIKON D70", "stop": 9, "speed": 200, "taken": "2008-03-15T09:52:01"})),
        ] {
            let bytes = std::fs::read(folder.join(format!("exif-samples/{name}.jpg"))).expect("a picture");
            let id = sent(&full, "a.jpg", &bytes).await;
            full.post("/api/assets", json!({"id": name, "fileId": id})).await.expect(201);
            assert_eq!(values(&full, name).await, expected, "{name}");
        }
    }
}
