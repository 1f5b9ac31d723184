use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    async fn a_link_type_says_between_what_its_links_lead(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({
            "id": "x-sell", "name": {"en_GB": "Cross-sell"}, "originType": "document", "targetType": "document",
            "originDocumentTypes": [{"id": "lamp"}], "targetDocumentTypes": [{"id": "lamp"}, {"id": "chair"}],
        });
        let made = full.post("/api/link-types", body.clone()).await.expect(201);
        assert_eq!(made.json(), full.get("/api/link-types/x-sell").await.expect(200).json());
        assert_shape!("link_type_ld", made.json());
        full.post("/api/link-types", body).await.expect(409);
        let put = full.put("/api/link-types/x-sell", json!({"priority": 7, "isActive": false, "targetDocumentTypes": []}));
        let put = put.await.expect(200).json();
        assert_eq!((&put["priority"], &put["isActive"], &put["targetDocumentTypes"]), (&json!(7), &json!(false), &json!([])));
        for (field, value) in [("originType", "variant"), ("targetType", "asset")] {
            full.put("/api/link-types/x-sell", json!({ field: value })).await.refused_at(field);
        }
        assert_eq!(history::of(&server, "link_type", "x-sell").await, ["create", "update"]);
        full.delete("/api/document-types/lamp").await.expect(409);
        full.delete("/api/link-types/x-sell").await.expect(204);
        full.get("/api/link-types/x-sell").await.expect(404);
    }
}

on_both! {
    async fn what_a_link_type_needs(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        let refused = full.post("/api/link-types", json!({"id": "x"})).await.expect(422).violations();
        let mut paths: Vec<_> = refused.iter().map(|(path, _)| path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["name", "originType", "targetType"]);
        let good = json!({"id": "x", "name": {"en_GB": "x"}, "originType": "document", "targetType": "asset"});
        for (field, value) in [
            ("originType", json!("asset")),
            ("targetType", json!("classification")),
            ("originDocumentTypes", json!([{"id": "nothing"}])),
            ("targetDocumentTypes", json!([{"id": "lamp"}])),
        ] {
            let mut body = good.clone();
            body[field] = value;
            full.post("/api/link-types", body).await.refused_at(field);
        }
        assert_eq!(history::length(&server).await, before);
    }
}
