use serde_json::json;

use super::{ann, made, session};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// Who asks, as it is after the sign-in; an API token is no user.
    async fn me(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, ann()).await;
        let before = full.get(&path).await.json();
        let shown = session(&server, "ann").await.get("/api/users/me").await.expect(200).json();
        assert_eq!((&shown["@id"], &shown["username"]), (&json!(path), &json!("ann")));
        assert!(before["dateLogged"].is_null() && shown["dateLogged"].is_string(), "{before} {shown}");
        assert_eq!(shown["dateModified"], before["dateModified"]);
        full.get("/api/users/me").await.expect(404);
        server.anonymous().get("/api/users/me").await.expect(401);
    }
}

on_both! {
    /// A locale that is gone is shown to nobody.
    async fn shows_locales_that_are_there(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/locales", json!({"id": "fr_FR", "name": "Français"})).await.expect(201);
        let mut body = ann();
        body["localesAvailable"] = json!(["fr_FR", "en_GB"]);
        body["localeDefault"] = json!("fr_FR");
        let path = made(&full, body).await;
        assert_eq!(full.get(&path).await.json()["localesAvailable"], json!(["en_GB", "fr_FR"]));
        full.delete("/api/locales/fr_FR").await.expect(204);
        let shown = full.get(&path).await.json();
        assert_eq!((&shown["localesAvailable"], &shown["localeDefault"]), (&json!(["en_GB"]), &json!("en_GB")));
    }
}
