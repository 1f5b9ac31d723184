//! `defaultValue`: what a new object has that says nothing of an attribute.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};

async fn default(full: &Caller, attribute: &str, value: Value) -> Value {
    let put = full.put(&format!("/api/attributes/{attribute}"), json!({"defaultValue": value})).await.expect(200);
    put.json()["defaultValue"].clone()
}

async fn made(full: &Caller, id: &str, values: Value) -> Value {
    let mut body = plain_lamp(id);
    body["attributes"] = values;
    full.post("/api/documents", body).await.expect(201).json()["attributes"].clone()
}

on_both! {
    /// New objects alone, and only where they say nothing; null says something.
    async fn are_given_to_new_objects(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("before")).await.expect(201);
        assert_eq!(default(&full, "power", json!("40.0")).await, json!(40));
        assert_eq!(default(&full, "socket", json!("e27")).await, json!("e27"));
        assert_eq!(default(&full, "tagline", json!({"en_GB": "New", "fr_FR": "Neuf"})).await, json!({"en_GB": "New", "fr_FR": "Neuf"}));
        let given = made(&full, "a", json!({})).await;
        assert_eq!((&given["power"], &given["socket"][0]["code"]), (&json!(40), &json!("e27")));
        assert_eq!(given["tagline"], json!({"en_GB": "New", "fr_FR": "Neuf"}));
        let own = made(&full, "b", json!({"power": null, "socket": "e14", "tagline": {"en_GB": "Own"}})).await;
        assert_eq!((own.get("power"), &own["socket"][0]["code"]), (None, &json!("e14")));
        assert_eq!(own["tagline"], json!({"en_GB": "Own"}));
        assert_eq!(full.get("/api/documents/before").await.json()["attributes"], json!({}));
        full.put("/api/documents/before", json!({"isActive": false})).await.expect(200);
        assert_eq!(full.get("/api/documents/before").await.json()["attributes"], json!({}));
        // A variant goes on inheriting.
        full.post("/api/variants", variant("v", "a")).await.expect(201);
        assert_eq!(full.get("/api/variants/v").await.json()["attributes"], json!({}));
        let line = full.lines("/api/documents/bulk", &[plain_lamp("c")]).await.expect(200).lines();
        assert_eq!(line[0]["status"], 201);
        assert_eq!(full.get("/api/documents?attributes.power=40&limit=0").await.json()["hydra:totalItems"], 2);
        assert_eq!(default(&full, "power", Value::Null).await, Value::Null);
        assert!(made(&full, "d", json!({})).await.get("power").is_none());
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// A default is a value like any other, and stays one.
    async fn are_good_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (attribute, bad) in [
            ("power", json!("forty")),
            ("power", json!(9999)),
            ("socket", json!("e99")),
            ("tagline", json!("bare")),
            ("tagline", json!({"xx_XX": "New"})),
            ("ean", json!("4006381333931")),
        ] {
            let path = format!("/api/attributes/{attribute}");
            full.put(&path, json!({"defaultValue": bad})).await.refused_at("defaultValue");
            assert_eq!(full.get(&path).await.json()["defaultValue"], Value::Null, "{bad}");
        }
        default(&full, "power", json!(40)).await;
        full.put("/api/attributes/power", json!({"constraints": {"maxValue": 30}})).await.refused_at("defaultValue");
        full.put("/api/attributes/power", json!({"type": "boolean"})).await.refused_at("defaultValue");
        let text = full.put("/api/attributes/power", json!({"type": "text"})).await.expect(200).json();
        assert_eq!(text["defaultValue"], "40");
    }
}

on_both! {
    /// A predefined value that goes, goes from the default too.
    async fn lose_a_deleted_value(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        assert_eq!(default(&full, "rooms", json!(["study", "hall"])).await, json!(["hall", "study"]));
        default(&full, "socket", json!("e27")).await;
        full.delete("/api/predefined-values/attribute=rooms;code=hall").await.expect(204);
        full.delete("/api/predefined-values/attribute=socket;code=e27").await.expect(204);
        assert_eq!(full.get("/api/attributes/rooms").await.json()["defaultValue"], json!(["study"]));
        assert_eq!(full.get("/api/attributes/socket").await.json()["defaultValue"], Value::Null);
        let given = made(&full, "a", json!({})).await;
        assert_eq!((given["rooms"].as_array().map(Vec::len), given.get("socket")), (Some(1), None));
    }
}
