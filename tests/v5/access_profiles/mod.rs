use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    /// Rules come back as they were written; they restrict nobody yet.
    async fn are_kept_as_records(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for (path, kind) in [("/api/classification-access-profiles", "classification_access"), ("/api/attribute-access-profiles", "attribute_access")] {
            let rules = json!([{"id": "lighting", "access": ["view"]}, 1.5, null]);
            let made = full.post(path, json!({"id": "shop", "name": "Shop", "rules": rules})).await.expect(201).json();
            assert_eq!((&made["name"], &made["rules"]), (&json!("Shop"), &rules));
            let item = format!("{path}/shop");
            assert_eq!(full.get(&item).await.expect(200).json(), made);
            let put = full.put(&item, json!({"rules": null})).await.expect(200).json();
            assert_eq!((&put["name"], &put["rules"]), (&json!("Shop"), &json!([])));
            full.put(&item, json!({"rules": {"a": 1}})).await.refused_at("rules");
            full.delete(&item).await.expect(204);
            full.get(&item).await.expect(404);
            assert_eq!(history::of(&server, kind, "shop").await, ["create", "update", "delete"]);
        }
    }
}
