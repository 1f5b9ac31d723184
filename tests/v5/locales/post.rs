use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::snapshot::assert_shape;

on_both! {
    /// v5.md 3.8: usable for values at once.
    async fn is_usable_at_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/locales", json!({"id": "zh_Hant_TW", "name": "繁體中文", "isData": true})).await.expect(201);
        let got = full.get("/api/locales/zh_Hant_TW").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_shape!("locale_ld", got);
        assert_shape!("locale_default_ld", full.get("/api/locales/en_GB").await.expect(200).json());
        let mut body = plain_lamp("a");
        body["attributes"] = json!({"name": {"zh_Hant_TW": "檯燈"}});
        full.post("/api/documents", body).await.expect(201);
        full.post("/api/locales", json!({"id": "fr_FR", "name": "F"})).await.expect(409);
    }
}

on_both! {
    async fn refuses_odd_ids(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for id in ["english", "en-GB", "EN_GB", "en_gb", "en_GB_", "", "e", "en_Gb"] {
            full.post("/api/locales", json!({"id": id, "name": "X"})).await.refused_at("id");
        }
        full.post("/api/locales", json!({"id": "nl_NL", "name": "X", "fallback": {"id": "xx_XX"}})).await.expect(422);
        assert_eq!(full.get("/api/locales").await.json()["hydra:totalItems"], 1);
    }
}
