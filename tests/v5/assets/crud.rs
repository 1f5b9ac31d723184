use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::pictures::png;
use crate::support::server::Server;
use crate::support::site::{Page, Site};
use crate::support::snapshot::assert_shape;
use crate::v5::conformance::assets::{open_to_loopback, sent};

on_both! {
    async fn an_asset_is_a_record(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/classifications", json!({"id": "shoots", "parent": {"id": "root_DAM"}})).await.expect(201);
        for (id, kind) in [("asset_name", "text"), ("mannequin", "text"), ("date_shooting", "datetime")] {
            full.post("/api/attributes", json!({"id": id, "objectType": "asset", "type": kind})).await.expect(201);
        }
        let body = json!({
            "id": "SKIRT_Y_01",
            "classification": {"id": "shoots"},
            "attributes": {"asset_name": "skirt y 01", "mannequin": "Ann Lee", "date_shooting": "2026-09-01T10:00:00"},
        });
        let made = full.post("/api/assets", body.clone()).await.expect(201);
        assert_eq!(made.header("location"), "/api/assets/SKIRT_Y_01");
        let got = full.get("/api/assets/SKIRT_Y_01").await.expect(200);
        assert_eq!(made.json(), got.json());
        assert_shape!("asset_ld", got.json());
        full.post("/api/assets", body).await.expect(409);
        full.post("/api/assets", json!({"id": "x", "classification": {"id": "desk"}})).await.refused_at("classification.id");
        full.post("/api/documents", json!({"id": "x", "documentType": {"id": "lamp"}, "classification": {"id": "shoots"}})).await.refused_at("classification.id");

        let put = full.put("/api/assets/SKIRT_Y_01", json!({"isActive": false, "attributes": {"mannequin": null}})).await;
        let put = put.expect(200).json();
        assert_eq!((&put["isActive"], put["attributes"].get("mannequin")), (&json!(false), None));
        assert_eq!(history::of(&server, "asset", "SKIRT_Y_01").await, ["create", "update"]);
        full.delete("/api/assets/SKIRT_Y_01").await.expect(204);
        full.get("/api/assets/SKIRT_Y_01").await.expect(404);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn assets_are_found_where_they_are_placed(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, parent) in [("shoots", "root_DAM"), ("summer", "shoots")] {
            full.post("/api/classifications", json!({ "id": id, "parent": {"id": parent} })).await.expect(201);
        }
        full.post("/api/attributes", json!({"id": "mannequin", "objectType": "asset", "type": "text"})).await.expect(201);
        let assets = [
            json!({"id": "a", "classifications": [{"id": "summer"}], "attributes": {"mannequin": "Zoë"}}),
            json!({"id": "b", "classifications": [{"id": "shoots"}, {"id": "summer"}]}),
            json!({"id": "c"}),
        ];
        let told = full.lines("/api/assets/bulk", &assets).await.expect(200).lines();
        assert!(told.iter().all(|line| line["status"] == 201 && line.get("warnings").is_none()), "{told:?}");
        for (query, expected) in [
            ("", vec!["a", "b", "c"]),
            ("classifications.id[]=shoots", vec!["b"]),
            ("classifications[descendants]=shoots", vec!["a", "b"]),
            ("catalogs.id[]=DAM", vec!["a", "b"]),
            ("catalogs.id[]=PIM", vec![]),
            ("orphan=true", vec!["c"]),
            ("exists[classifications]=true", vec!["a", "b"]),
            ("attributes.mannequin=zoe", vec!["a"]),
            ("search=zoe", vec!["a"]),
            ("isActive=true&order[id]=desc", vec!["c", "b", "a"]),
        ] {
            let list = full.accept("application/json").get(&format!("/api/assets?{query}")).await.expect(200).json();
            let ids: Vec<_> = list.as_array().unwrap().iter().map(|asset| asset["id"].as_str().unwrap()).collect();
            assert_eq!(ids, expected, "{query}");
        }
        full.delete("/api/classifications/shoots?recursive=true").await.expect(204);
        let orphans = full.get("/api/assets?orphan=true").await.json();
        assert_eq!(orphans["hydra:totalItems"], 3);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_file_comes_from_one_place(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        let url = site.put("/there.png", Page::File(png(9, 8, 1)));
        let file = sent(&full, "here.png", &png(8, 9, 2)).await;
        let both = json!({"id": "a", "fileId": file, "remotePath": url});
        let refused = full.post("/api/assets", both.clone()).await.refused_at("remotePath");
        assert!(refused.text().contains("got both"), "{}", refused.text());
        let line = full.lines("/api/assets/bulk", &[both]).await.expect(200).lines();
        assert_eq!(line[0]["status"], 422, "{line:?}");
        full.get("/api/assets/a").await.expect(404);
        // What is null isn't given.
        let made = full.post("/api/assets", json!({"id": "a", "fileId": null, "remotePath": url})).await.expect(201).json();
        assert_eq!(made["originalFilename"], "there.png");
        let put = full.put("/api/assets/a", json!({"fileId": file, "remotePath": null})).await.expect(200).json();
        assert_eq!(put["originalFilename"], "here.png");
        let put = full.put("/api/assets/a", json!({"fileId": null})).await.expect(200).json();
        assert_eq!(put["metadata"], json!(null));
    }
}
