use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

on_both! {
    /// v5.md 1.12: nothing is written in an inactive locale; what stands there stays.
    async fn inactive_takes_no_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = plain_lamp("a");
        body["attributes"] = json!({"name": {"fr_FR": "Lampe"}});
        full.post("/api/documents", body).await.expect(201);
        full.put("/api/locales/fr_FR", json!({"isActive": false})).await.expect(200);
        let named = |name: &str| json!({"attributes": {"name": {"fr_FR": name}}});
        full.put("/api/documents/a", named("Luminaire")).await.refused_at("attributes.name.fr_FR");
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["name"]["fr_FR"], "Lampe");
        full.put("/api/locales/fr_FR", json!({"isActive": true})).await.expect(200);
        full.put("/api/documents/a", named("Luminaire")).await.expect(200);
    }
}

on_both! {
    /// There is always exactly one default.
    async fn one_default(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.put("/api/locales/en_GB", json!({"isDefault": false})).await.expect(422);
        full.put("/api/locales/fr_FR", json!({"isDefault": true})).await.expect(200);
        assert_eq!(full.get("/api/locales/en_GB").await.json()["isDefault"], false);
        assert_eq!(full.get("/api/locales/fr_FR").await.json()["isDefault"], true);
    }
}

on_both! {
    /// A chain of fallbacks never closes.
    async fn no_circle_of_fallbacks(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.put("/api/locales/en_GB", json!({"fallback": {"id": "fr_FR"}})).await.expect(422);
        full.put("/api/locales/fr_FR", json!({"fallback": {"id": "fr_FR"}})).await.expect(422);
        full.put("/api/locales/fr_FR", json!({"fallback": null})).await.expect(200);
        full.put("/api/locales/en_GB", json!({"fallback": {"id": "fr_FR"}})).await.expect(200);
    }
}
