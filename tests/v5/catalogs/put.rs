use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// 100: what it classifies is for good; a built-in's words are not.
    async fn keeps_what_it_classifies(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.put("/api/catalogs/PIM", json!({"objectType": "asset"})).await.expect(422);
        let put = full.put("/api/catalogs/PIM", json!({"name": "Products", "description": "All", "objectType": "document"})).await;
        let json = put.expect(200).json();
        assert_eq!((&json["name"], &json["description"]), (&json!("Products"), &json!("All")));
        let put = full.put("/api/catalogs/PIM", json!({"description": null})).await.expect(200).json();
        assert_eq!((&put["name"], &put["description"]), (&json!("Products"), &json!(null)));
        full.put("/api/catalogs/NO", json!({})).await.expect(404);
    }
}
