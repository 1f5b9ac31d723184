use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// 99, 100: makes its root; localised names are taken, one string is printed.
    async fn makes_its_root(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let made = full.post("/api/catalogs", json!({"id": "ECO", "name": "Shop", "objectType": "document"})).await.expect(201);
        let got = full.get("/api/catalogs/ECO").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_eq!((&got["root"]["id"], &got["name"]), (&json!("root_ECO"), &json!("Shop")));
        let root = full.get("/api/classifications/root_ECO").await.expect(200).json();
        assert_eq!(root["catalogs"][0]["id"], "ECO");
        let named = json!({"id": "B2B", "name": {"en_GB": "Trade"}, "objectType": "document"});
        assert_eq!(full.post("/api/catalogs", named).await.expect(201).json()["name"], "Trade");
    }
}

on_both! {
    /// 100.
    async fn refuses_long_ids(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let catalog = |id: &str| json!({"id": id, "name": "X", "objectType": "document"});
        full.post("/api/catalogs", catalog("SHOP")).await.refused_at("id");
        full.post("/api/catalogs", catalog("")).await.refused_at("id");
        full.post("/api/catalogs", json!({"id": "X", "name": "X", "objectType": "planet"})).await.expect(422);
        full.post("/api/catalogs", catalog("PIM")).await.expect(409);
        full.get("/api/catalogs/SHOP").await.expect(404);
        full.get("/api/classifications/root_SHOP").await.expect(404);
    }
}
