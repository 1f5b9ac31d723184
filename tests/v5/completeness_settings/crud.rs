use serde_json::{Value, json};

use super::indicator;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;
use crate::v5::links::furnish;

on_both! {
    async fn come_and_go(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let body = indicator("web", &["power", "name"], &["media"]);
        let made = full.post("/api/completeness-settings", body.clone()).await.expect(201);
        assert_eq!(made.header("location"), "/api/completeness-settings/web");
        let got = full.get("/api/completeness-settings/web").await.expect(200);
        assert_eq!(made.json(), got.json());
        assert_shape!("completeness_setting_ld", got.json());
        full.post("/api/completeness-settings", body).await.expect(409);
        let hal = full.accept("application/hal+json").get("/api/completeness-settings/web").await.expect(200).json();
        assert_eq!(hal["_links"]["documentType"]["href"], "/api/document-types/lamp");

        let path = "/api/completeness-settings/web";
        let put = full.put(path, json!({"name": {"fr_FR": "Toile"}, "color": "#123456"})).await.expect(200).json();
        assert_eq!((&put["name"], &put["color"]), (&json!({"en_GB": "web", "fr_FR": "Toile"}), &json!("#123456")));
        assert_eq!(put["attributes"].as_array().map(Vec::len), Some(2));
        full.with("if-match", got.header("etag")).patch(path, json!({"attributes": []})).await.expect(412);
        let patched = full.patch(path, json!({"attributes": []})).await.expect(200).json();
        assert_eq!((&patched["attributes"], patched["linkTypes"][0]["id"].as_str()), (&json!([]), Some("media")));
        assert_eq!(history::of(&server, "completeness_setting", "web").await, ["create", "update", "update"]);

        let more = [indicator("app", &["power"], &[]), indicator("web", &[], &["media", "similar"])];
        full.lines("/api/completeness-settings/bulk", &more).await.expect(200);
        assert_eq!(ids(&full.get("/api/completeness-settings").await.expect(200).json()), ["app", "web"]);
        full.delete(path).await.expect(204);
        full.get(path).await.expect(404);
    }
}

on_both! {
    async fn what_one_needs(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let before = history::length(&server).await;
        let refused = full.post("/api/completeness-settings", json!({"id": "x"})).await.expect(422).violations();
        let mut paths: Vec<_> = refused.iter().map(|(path, _)| path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["attributes", "documentType", "name"]);
        for (field, value) in [
            ("color", json!("green")),
            ("attributes", json!([{"id": "nothing"}])),
            ("attributes", json!([{"id": "legs"}])),
            ("attributes", json!([{"id": "cable"}])),
            ("attributes", json!("power")),
            ("linkTypes", json!([{"id": "nothing"}])),
            ("linkTypes", json!([{"id": "photo"}])),
        ] {
            let mut body = indicator("x", &["power"], &[]);
            body[field] = value;
            full.post("/api/completeness-settings", body).await.refused_at(field);
        }
        let mut nowhere = indicator("x", &["power"], &[]);
        nowhere["documentType"] = json!({"id": "nothing"});
        full.post("/api/completeness-settings", nowhere).await.refused_at("documentType.id");
        assert_eq!(history::length(&server).await, before);

        let mut plain = indicator("x", &["power"], &[]);
        plain["color"] = Value::Null;
        let made = full.post("/api/completeness-settings", plain).await.expect(201).json();
        assert_eq!(made["color"], "#808080");
        full.put("/api/completeness-settings/x", json!({"documentType": {"id": "chair"}})).await.refused_at("documentType.id");
        full.put("/api/completeness-settings/x", json!({"attributes": []})).await.refused_at("attributes");
    }
}
