use serde_json::json;

use super::{PASSWORD, ann, made, session, signed_in};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn changes_what_is_said(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/users/groups", json!({"id": "editor", "name": {"en_GB": "Editor"}})).await.expect(201);
        full.post("/api/attribute-access-profiles", json!({"id": "shop"})).await.expect(201);
        let path = made(&full, ann()).await;
        let etag = full.get(&path).await.header("etag").to_owned();
        let change = json!({
            "lastName": "Ray", "decimalFormat": "comma", "timezone": "Europe/Paris", "localesAvailable": ["fr_FR"],
            "localeDefault": "fr_FR", "permissionFeatures": ["VIEWER"], "roles": ["editor"], "type": "api",
            "attributeAccess": "/api/attribute-access-profiles/shop", "isAutomaticTimezone": true,
        });
        let put = full.with("if-match", &etag).put(&path, change.clone()).await.expect(200).json();
        for (key, value) in change.as_object().unwrap().iter().filter(|(key, _)| *key != "attributeAccess") {
            assert_eq!(put[key], *value, "{key}");
        }
        assert_eq!((&put["attributeAccess"]["id"], &put["firstName"]), (&json!("shop"), &json!("Ann")));
        full.with("if-match", &etag).put(&path, json!({"lastName": "Late"})).await.expect(412);
        full.put(&path, change).await.expect(200);
        let cleared = full.patch(&path, json!({"roles": [], "localesAvailable": null, "attributeAccess": null})).await.expect(200).json();
        assert_eq!((&cleared["roles"], &cleared["localesAvailable"], &cleared["attributeAccess"]), (&json!([]), &json!(["en_GB", "fr_FR"]), &json!(null)));
        assert_eq!(history::of(&server, "user", "ann").await, ["create", "update", "update"]);
    }
}

on_both! {
    async fn refuses_another_name_and_nobodys_number(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, ann()).await;
        full.put(&path, json!({"username": "eve"})).await.refused_at("username");
        full.put(&path, json!({"id": 1_000_000})).await.refused_at("id");
        full.put(&path, json!({"email": null})).await.refused_at("email");
        full.put(&path, json!({"password": "short"})).await.refused_at("password");
        for nobody in ["/api/users/999999", "/api/users/ann", "/api/users/99999999999999999999"] {
            full.put(nobody, json!({"lastName": "Ray"})).await.expect(404);
            full.get(nobody).await.expect(404);
        }
        assert_eq!(history::of(&server, "user", "ann").await, ["create"]);
        signed_in(&server, "ann", PASSWORD).await.expect(201);
    }
}

on_both! {
    /// Only administrators, and programs that may write, manage users; what an administrator loses is lost at once.
    async fn is_for_administrators(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, ann()).await;
        let ann = session(&server, "ann").await;
        ann.put(&path, json!({"admin": true})).await.expect(403);
        ann.post("/api/users", json!({"username": "eve"})).await.expect(403);
        server.as_read().put(&path, json!({"admin": true})).await.expect(403);
        assert_eq!(full.get(&path).await.json()["admin"], false);
        full.put(&path, json!({"admin": true})).await.expect(200);
        assert_eq!(ann.put(&path, json!({"lastName": "Ray"})).await.expect(200).json()["updatedBy"], "ann");
        full.put(&path, json!({"admin": false})).await.expect(200);
        ann.put(&path, json!({"lastName": "Lee"})).await.expect(403);
        assert_eq!(full.get(&path).await.json()["lastName"], "Ray");
    }
}

on_both! {
    /// An administrator in person changes protected key-values, a program doesn't.
    async fn administrators_change_what_is_protected(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let mut admin = ann();
        admin["admin"] = json!(true);
        made(&full, admin).await;
        full.post("/api/keyvalues", json!({"id": "fixed", "value": "a", "isProtected": true})).await.expect(201);
        full.put("/api/keyvalues/fixed", json!({"value": "b"})).await.expect(403);
        let ann = session(&server, "ann").await;
        assert_eq!(ann.put("/api/keyvalues/fixed", json!({"value": "b"})).await.expect(200).json()["value"], "b");
        ann.put("/api/keyvalues/version", json!({"value": "b"})).await.expect(403);
    }
}
