use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

on_both! {
    /// v5.md 3.8: not the default; not while values stand in it.
    async fn not_the_default(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.delete("/api/locales/en_GB").await.expect(409);
        let mut body = plain_lamp("a");
        body["attributes"] = json!({"name": {"fr_FR": "Lampe"}});
        full.post("/api/documents", body).await.expect(201);
        full.delete("/api/locales/fr_FR").await.expect(409);
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["name"]["fr_FR"], "Lampe");
        full.delete("/api/locales/de_DE").await.expect(204);
        full.get("/api/locales/de_DE").await.expect(404);
        full.delete("/api/locales/de_DE").await.expect(404);
    }
}
