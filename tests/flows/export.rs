//! Things out: by profile and filters, by a process or at once, as CSV, workbook and lines.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{counts, fetched, import, over, text};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::pictures::{jpeg, png};
use crate::support::server::Server;
use crate::support::shop::lamp;
use crate::support::site::{Page, Site};
use crate::v5::conformance::assets::sent;

async fn profile(full: &Caller, body: Value) -> String {
    let made = full.post("/api/export-profiles", body).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

on_both! {
    async fn a_profile_says_what_and_how(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b", "c"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        full.put("/api/documents/b", json!({"attributes": {"power": 60, "finish": "=1+2"}})).await.expect(200);
        let id = profile(&full, json!({
            "name": "Lamps", "model": "document.lamp", "extension": "csv", "locales": ["en_GB"],
            "filters": {"attributes.power[gte]": 60},
            "mappings": [
                {"column": "SKU", "target": {"type": "property", "code": "document_code"}, "options": []},
                {"column": "Finish", "target": {"type": "attribute", "code": "finish"}, "options": []},
                {"column": "Watts", "target": {"type": "attribute", "code": "power"}, "options": []},
            ],
        })).await;
        let process = full.post("/api/exports", json!({"exportProfileId": id})).await.expect(201).json();
        let process = over(&full, &process).await;
        assert_eq!(process["status"], "finished", "{process}");
        let csv = text(&server, &process, "file").await;
        assert_eq!(csv, "SKU;Finish;Watts\nb;'=1+2;60\n", "what a spreadsheet would run is neutralised");

        let at_once = full.get(&format!("/api/export-profiles/{id}/file?attributes.power=40")).await.expect(200);
        assert_eq!(at_once.text().trim_start_matches('\u{feff}').lines().count(), 3, "{}", at_once.text());
        let lines = json!({"exportProfile": {"name": "Lines", "model": "document.lamp", "extension": "ndjson"}});
        let process = full.post("/api/exports", lines).await.expect(201).json();
        let process = over(&full, &process).await;
        let lines = text(&server, &process, "file").await;
        assert_eq!(lines.lines().count(), 3);
        assert_eq!(serde_json::from_str::<Value>(lines.lines().next().unwrap()).unwrap()["id"], "a");

        let western = json!({"exportProfile": {
            "name": "Western", "model": "document.lamp", "extension": "csv", "encoding": "windows-1252", "enclosure": "'",
            "mappings": [
                {"column": "Café", "target": {"type": "property", "code": "document_code"}, "options": []},
                {"column": "a;b", "target": {"type": "attribute", "code": "power"}, "options": []},
            ],
        }});
        let process = full.post("/api/exports", western).await.expect(201).json();
        let bytes = fetched(&server, &over(&full, &process).await, "file").await;
        assert_eq!(bytes, b"Caf\xe9;'a;b'\na;40\nb;60\nc;40\n");

        let french = json!({
            "exportProfile": {"name": "Lines", "model": "document.lamp", "extension": "ndjson"}, "locale": "fr_FR",
        });
        let process = full.post("/api/exports", french).await.expect(201).json();
        let lines = text(&server, &over(&full, &process).await, "file").await;
        let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!(first["attributes"]["name"], json!({"fr_FR": "Lampe de bureau"}), "{first}");
        assert_eq!(first["attributes"]["power"], 40, "{first}");

        full.post("/api/exports", json!({"exportProfileId": id, "locale": "xx_YY"})).await.refused_at("locale");
        full.get(&format!("/api/export-profiles/{id}/file?locale=xx_YY")).await.refused_at("locale");
        full.get("/api/export-profiles/nobody/file").await.expect(404);
        for _ in 0..2 {
            profile(&full, json!({"name": "Twice", "model": "document.lamp"})).await;
        }
        full.get("/api/export-profiles/Twice/file").await.refused_at("exportProfileId");
        full.post("/api/exports", json!({})).await.refused_at("exportProfileId");
        let both = json!({"exportProfileId": id, "exportProfile": {"name": "Both", "model": "asset"}});
        full.post("/api/exports", both).await.refused_at("exportProfile");
        full.post("/api/exports", json!({"exportProfileId": "nobody"})).await.refused_at("exportProfileId");
    }
}

on_both! {
    /// Values of lists are filtered by attribute; what isn't known as a filter is no reason to write everything.
    async fn filters_are_those_of_the_list(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let begin = async |model: &str, filters: Value| {
            let profile = json!({"name": "Filtered", "model": model, "extension": "csv", "filters": filters});
            full.post("/api/exports", json!({"exportProfile": profile})).await
        };
        let process = begin("predefined-value", json!({"attribute.id": ["socket"]})).await.expect(201).json();
        let csv = text(&server, &over(&full, &process).await, "file").await;
        assert!(csv.lines().skip(1).all(|line| line.starts_with("socket;")) && csv.lines().count() == 4, "{csv}");
        let process = begin("predefined-value", json!({})).await.expect(201).json();
        assert!(text(&server, &over(&full, &process).await, "file").await.contains("\nrooms;"));
        for (model, filters) in [
            ("predefined-value", json!({"code": "e27"})),
            ("keyvalues", json!({"id": "greeting"})),
            ("attributes", json!({"type": "text"})),
        ] {
            begin(model, filters).await.refused_at("filters");
        }
    }
}

on_both! {
    /// A workbook comes back as it was.
    async fn a_workbook_goes_out_and_in(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.put("/api/documents/a", json!({"attributes": {"ean": "0012345678905", "finish": "-5"}})).await.expect(200);
        let body = json!({"exportProfile": {"name": "Workbook", "model": "document.lamp", "extension": "xlsx"}});
        let process = full.post("/api/exports", body).await.expect(201).json();
        let process = over(&full, &process).await;
        let workbook = fetched(&server, &process, "file").await;
        assert!(workbook.starts_with(b"PK"));
        let again = import(&full, "document.lamp.xlsx", &workbook, json!({})).await;
        assert_eq!(super::counts(&again), [0, 0, 0, 1, 0], "{again}");
    }
}

on_both! {
    /// A workbook has no room for the name of such a sheet, and keeps its beginning.
    async fn a_long_name_is_known_again(engine: Engine) {
        const TYPE: &str = "lamps-of-brushed-brass-and-oak";
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/document-types", json!({"id": TYPE, "name": {"en_GB": "Brass and oak"}})).await.expect(201);
        full.post("/api/documents", json!({"id": "a", "documentType": {"id": TYPE}, "classification": {"id": "desk"}})).await.expect(201);
        let model = format!("document.{TYPE}");
        let body = json!({"exportProfile": {"name": "Workbook", "model": model, "extension": "xlsx"}});
        let process = full.post("/api/exports", body).await.expect(201).json();
        let workbook = fetched(&server, &over(&full, &process).await, "file").await;
        let again = import(&full, "export.xlsx", &workbook, json!({})).await;
        assert_eq!(counts(&again), [0, 0, 0, 1, 0], "{again}");
    }
}

on_both! {
    /// Files go out by their public addresses. These change nothing on the way in; others do.
    async fn an_asset_that_comes_back_keeps_its_file(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let server = Server::start_with(instance, |command| {
            command.args(["--allow-private", "127.0.0.0/8", "--cdn-url", "https://cdn.example.org"]);
        })
        .await;
        let (full, site) = (server.as_full(), Site::open().await);
        let id = sent(&full, "Chair.JPG", &jpeg(640, 480, 7)).await;
        let chair = full.post("/api/assets", json!({"id": "chair", "fileId": id})).await.expect(201).json();
        let remote = site.put("/lamp.png", Page::File(png(30, 20, 1)));
        let lamp = full.post("/api/assets", json!({"id": "lamp", "remotePath": remote})).await.expect(201).json();

        let property = |code: &str| json!({"column": code, "target": {"type": "property", "code": code}, "options": []});
        let body = json!({"exportProfile": {
            "name": "Assets", "model": "asset", "extension": "csv", "mappings": [property("asset_code"), property("asset_url")],
        }});
        let process = full.post("/api/exports", body).await.expect(201).json();
        let csv = text(&server, &over(&full, &process).await, "file").await;
        for asset in [&chair, &lamp] {
            let url = asset["url"].as_str().expect("an address");
            assert!(url.starts_with("https://cdn.example.org/") && csv.contains(url), "{url} in {csv}");
        }
        let written = history::length(&server).await;
        let again = import(&full, "asset.csv", &csv, json!({})).await;
        assert_eq!(counts(&again), [0, 0, 0, 2, 0], "{again}");
        assert_eq!(history::length(&server).await, written);
        assert_eq!(site.asked("/lamp.png"), 1, "nothing is fetched again");

        let other = site.put("/other.png", Page::File(png(20, 30, 2)));
        let changed = format!("asset_code;asset_url\nlamp;{other}\n");
        assert_eq!(counts(&import(&full, "asset.csv", changed, json!({})).await), [0, 1, 0, 0, 0]);
    }
}
