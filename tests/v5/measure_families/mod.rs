use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

fn length() -> Value {
    let units =
        json!([{"id": "mm", "factor": 0.001, "name": {"en_GB": "millimetres"}}, {"id": "in", "factor": "0.0254"}]);
    json!({"id": "length", "name": {"en_GB": "Length"}, "baseUnit": "m", "units": units})
}

on_both! {
    /// Made, read, changed, listed and deleted like every definition.
    async fn come_and_go(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/measure-families", length()).await.expect(201);
        assert_eq!(made.header("location"), "/api/measure-families/length");
        let got = full.get("/api/measure-families/length").await.expect(200);
        assert_eq!(made.json(), got.json());
        assert_eq!(got.json()["@type"], "MeasureFamily");
        let shown: Vec<_> = got.json()["units"].as_array().expect("units").iter().map(|unit| (unit["id"].clone(), unit["factor"].to_string())).collect();
        let expected = [("m", "1"), ("mm", "0.001"), ("in", "0.0254")].map(|(id, factor)| (json!(id), factor.to_owned()));
        assert_eq!(shown, expected);
        full.post("/api/measure-families", length()).await.expect(409);
        let put = full.put("/api/measure-families/length", json!({"name": {"fr_FR": "Longueur"}})).await.expect(200).json();
        assert_eq!(put["name"], json!({"en_GB": "Length", "fr_FR": "Longueur"}));
        assert_eq!(put["units"].as_array().map(Vec::len), Some(3));
        full.with("if-match", got.header("etag")).put("/api/measure-families/length", json!({"name": {}})).await.expect(412);
        assert_eq!(full.put("/api/measure-families/length", put.clone()).await.expect(200).json(), put);
        assert_eq!(history::of(&server, "measure_family", "length").await, ["create", "update"]);
        assert_eq!(ids(&full.get("/api/measure-families").await.json()), ["length"]);
        full.delete("/api/measure-families/length").await.expect(204);
        full.get("/api/measure-families/length").await.expect(404);
    }
}

on_both! {
    async fn bad_ones_are_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let with = |key: &str, value: Value| {
            let mut body = length();
            body[key] = value;
            body
        };
        for (key, value) in [
            ("baseUnit", Value::Null),
            ("units", json!("m")),
            ("units", json!([{"id": "mm"}])),
            ("units", json!([{"id": "mm", "factor": 0}])),
            ("units", json!([{"id": "mm", "factor": -1}])),
            ("units", json!([{"id": "mm", "factor": 1}, {"id": "mm", "factor": 2}])),
            ("units", json!([{"id": "m", "factor": 2}])),
        ] {
            full.post("/api/measure-families", with(key, value)).await.refused_at(key);
        }
        full.get("/api/measure-families/length").await.expect(404);
    }
}

on_both! {
    /// A unit that values are in stays as it is, and a family that an attribute needs.
    async fn stay_what_values_rely_on(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/measure-families", length()).await.expect(201);
        let attribute = |family: Value| json!({"id": "reach", "type": "measure", "objectType": "document", "documentType": {"id": "lamp"}, "measureFamily": family});
        full.post("/api/attributes", attribute(json!({"id": "weight"}))).await.refused_at("measureFamily");
        full.post("/api/attributes", attribute(Value::Null)).await.refused_at("measureFamily");
        let made = full.post("/api/attributes", attribute(json!({"id": "length"}))).await.expect(201).json();
        assert_eq!(made["measureFamily"]["id"], "length");
        let mut lamp = plain_lamp("a");
        lamp["attributes"] = json!({"reach": {"value": 40, "unit": "in"}});
        full.post("/api/documents", lamp).await.expect(201);

        let path = "/api/measure-families/length";
        full.put(path, json!({"units": [{"id": "in", "factor": 1}]})).await.refused_at("units");
        full.put(path, json!({"units": [{"id": "mm", "factor": 0.001}]})).await.refused_at("units");
        full.put(path, json!({"baseUnit": "mm"})).await.refused_at("baseUnit");
        full.put(path, json!({"units": [{"id": "in", "factor": 0.0254}, {"id": "ft", "factor": 0.3048}]})).await.expect(200);
        full.put("/api/documents/a", json!({"attributes": {"reach": {"value": 1, "unit": "mm"}}})).await.refused_at("attributes.reach");
        full.delete(path).await.expect(409);
        full.delete("/api/attributes/reach?force=true").await.expect(204);
        full.delete(path).await.expect(204);
    }
}

on_both! {
    /// A deleted one can be brought in again by bulk.
    async fn bulk(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for statuses in [[201, 422], [200, 422]] {
            let answers = full.lines("/api/measure-families/bulk", &[length(), json!({"id": "none"})]).await.expect(200).lines();
            assert_eq!([&answers[0]["status"], &answers[1]["status"]], [&json!(statuses[0]), &json!(statuses[1])]);
        }
    }
}
