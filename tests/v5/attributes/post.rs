use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

fn text(id: &str) -> Value {
    json!({"id": id, "objectType": "document", "documentType": {"id": "lamp"}, "type": "text", "name": {"en_GB": "X"}})
}

on_both! {
    /// 73: `documentType`, never `documentTypeCode`, which is still taken.
    async fn answers_what_get_shows(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/attributes", text("shade")).await.expect(201);
        assert_eq!(made.header("location"), "/api/attributes/shade");
        let got = full.get("/api/attributes/shade").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_shape!("attribute_ld", got);
        assert_shape!("attribute_json", full.accept("application/json").get("/api/attributes/power").await.json());
        assert!(got.get("documentTypeCode").is_none(), "{got}");

        let mut old = text("old");
        old.as_object_mut().expect("an object").remove("documentType");
        old["documentTypeCode"] = json!("chair");
        let made = full.post("/api/attributes", old).await.expect(201).json();
        assert_eq!(made["documentType"]["id"], "chair");
        assert!(made.get("documentTypeCode").is_none(), "{made}");
    }
}

on_both! {
    /// 96 amended.
    async fn refuses_bad_ids_and_types(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes", text("name")).await.expect(409);
        for id in ["a.b", "a b", "", "é", &"x".repeat(101)] {
            full.post("/api/attributes", text(id)).await.refused_at("id");
        }
        let with = |key: &str, value: Value| {
            let mut body = text("new");
            body[key] = value;
            body
        };
        full.post("/api/attributes", with("type", json!("hologram"))).await.refused_at("type");
        full.post("/api/attributes", with("type", Value::Null)).await.refused_at("type");
        full.post("/api/attributes", with("objectType", json!("planet"))).await.refused_at("objectType");
        full.post("/api/attributes", with("documentType", json!({"id": "sofa"}))).await.refused_at("documentType.id");
        full.post("/api/attributes", with("documentType", Value::Null)).await.refused_at("documentType");
        full.get("/api/attributes/new").await.expect(404);
    }
}

on_both! {
    /// v5.md 1.12: constraints are checked on every write from then on.
    async fn constraints_hold(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = text("code");
        body["constraints"] = json!({"maxLength": 4, "regex": "[A-Z]+"});
        full.post("/api/attributes", body).await.expect(201);
        full.post("/api/documents", crate::support::shop::plain_lamp("a")).await.expect(201);
        let put = async |value: &str| full.put("/api/documents/a", json!({"attributes": {"code": value}})).await;
        put("ABCD").await.expect(200);
        put("ABCDE").await.refused_at("attributes.code");
        put("abc").await.refused_at("attributes.code");
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["code"], "ABCD");
        let mut bad = text("bad");
        bad["constraints"] = json!({"regex": "("});
        full.post("/api/attributes", bad).await.expect(422);
    }
}
