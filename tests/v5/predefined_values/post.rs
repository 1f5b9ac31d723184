use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// 91: in both forms; without a sequence it comes last.
    async fn makes_the_double_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"attribute": {"id": "socket"}, "code": "b22", "name": {"en_GB": "Bayonet"}});
        let made = full.post("/api/predefined-values", body.clone()).await.expect(201);
        assert_eq!(made.json()["id"], "attribute=socket;code=b22");
        assert_eq!(made.json()["sequence"], 4);
        let location = made.header("location").to_owned();
        assert_eq!(full.get(&location).await.expect(200).json(), made.json());
        full.post("/api/predefined-values", body).await.expect(409);
        let by_id = json!({"id": "attribute=socket;code=g9", "name": {"en_GB": "G9"}});
        let made = full.post("/api/predefined-values", by_id).await.expect(201).json();
        assert_eq!((&made["code"], &made["attribute"]["id"]), (&json!("g9"), &json!("socket")));
    }
}

on_both! {
    async fn needs_a_list_attribute(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let value = |attribute: &str| json!({"attribute": {"id": attribute}, "code": "x", "name": {"en_GB": "X"}});
        full.post("/api/predefined-values", value("name")).await.expect(422);
        full.post("/api/predefined-values", value("nope")).await.refused_at("attribute.id");
        full.post("/api/predefined-values", json!({"code": "x"})).await.expect(422);
        full.post("/api/predefined-values", json!({"attribute": {"id": "socket"}})).await.expect(422);
        assert_eq!(full.get("/api/predefined-values?limit=0").await.json()["hydra:totalItems"], 6);
    }
}

on_both! {
    /// A value is usable at once, also in the lines that follow it.
    async fn is_usable_at_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let values: Vec<_> = (0..50).map(|n| json!({"attribute": {"id": "rooms"}, "code": format!("r{n:02}"), "name": {"en_GB": "R"}})).collect();
        let made = full.lines("/api/predefined-values/bulk", &values).await.expect(200);
        assert_eq!(made.header("x-bulk-created"), "50");
        let mut body = crate::support::shop::plain_lamp("a");
        body["attributes"] = json!({"rooms": ["r49", "r00"]});
        let got = full.post("/api/documents", body).await.expect(201).json();
        assert_eq!(got["attributes"]["rooms"][0]["code"], "r00");
    }
}
