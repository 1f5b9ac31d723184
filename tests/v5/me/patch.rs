use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::session::page_of;

on_both! {
    async fn users_say_what_is_theirs(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        let before = page.get("/api/me").await.expect(200).json();
        assert_eq!((&before["interfaceLocale"], &before["decimalFormat"]), (&json!(null), &json!("dot")));
        assert_eq!(before["localesAvailable"], json!(["en_GB", "fr_FR"]));
        let change = json!({"lastName": "Ray", "interfaceLocale": "fr", "decimalFormat": "comma", "localeDefault": "fr_FR"});
        let after = page.patch("/api/me", change.clone()).await.expect(200).json();
        let mut expected = before;
        for (name, value) in change.as_object().expect("an object") {
            expected[name] = value.clone();
        }
        assert_eq!(after, expected);
        assert_eq!(page.get("/api/me").await.expect(200).json(), expected);
        assert_eq!(history::of(&server, "user", "ann").await, ["create", "update"]);
        page.patch("/api/me", change).await.expect(200);
        assert_eq!(history::of(&server, "user", "ann").await, ["create", "update"], "nothing has changed");
        assert_eq!(page.patch("/api/me", json!({"interfaceLocale": null})).await.expect(200).json()["interfaceLocale"], json!(null));
    }

    async fn but_not_what_they_may_do(engine: Engine) {
        let server = Server::bare(engine).await;
        let page = page_of(&server, "ann").await;
        for (name, value) in [
            ("admin", json!(true)),
            ("active", json!(true)),
            ("type", json!("api")),
            ("roles", json!([])),
            ("localesAvailable", json!(["en_GB"])),
            ("permissionFeatures", json!(["EDITOR"])),
            ("classificationAccess", json!(null)),
            ("attributeAccess", json!(null)),
        ] {
            page.patch("/api/me", json!({"firstName": "Eve", name: value})).await.expect(422).refused_at(name);
        }
        page.patch("/api/me", json!({"username": "eve"})).await.expect(422).refused_at("username");
        page.patch("/api/me", json!({"email": "nowhere"})).await.expect(422).refused_at("email");
        page.patch("/api/me", json!({"interfaceLocale": "de"})).await.expect(422).refused_at("interfaceLocale");
        page.patch("/api/me", json!({"firstName": ""})).await.expect(422).refused_at("firstName");
        assert_eq!(page.get("/api/me").await.expect(200).json()["firstName"], "Ann");
        // Nor by the road of administrators.
        let id = page.get("/api/me").await.expect(200).json()["id"].to_string();
        page.patch(&format!("/api/users/{id}"), json!({"firstName": "Eve"})).await.expect(403);
    }

    async fn a_token_is_nobody(engine: Engine) {
        let server = Server::bare(engine).await;
        for path in ["/api/me", "/api/me/preferences", "/api/me/sessions", "/api/session"] {
            server.as_full().get(path).await.expect(403);
            server.anonymous().get(path).await.expect(401);
        }
        server.as_full().patch("/api/me", json!({})).await.expect(403);
        server.as_full().put("/api/me/password", json!({"currentPassword": "x", "password": "battery staple"})).await.expect(403);
    }
}
