use serde_json::json;

use super::{at, finish, node, shop};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;

/// Somebody who has signed in and acts in these roles.
async fn signed_in(server: &Server, username: &str, roles: &[&str], admin: bool) -> Caller {
    let user = json!({
        "username": username, "firstName": "A", "lastName": "B", "email": format!("{username}@example.org"),
        "active": true, "admin": admin, "password": "correct horse", "roles": roles,
    });
    server.as_full().post("/api/users", user).await.expect(201);
    let login = json!({"signin": {"username": username, "password": "correct horse"}});
    let session = server.anonymous().post("/api_1.php/sessions", login).await.expect(201).json();
    server.anonymous().bearer(session["oauth"]["access_token"].as_str().expect("a token"))
}

on_both! {
    /// Who has one of the roles may, and administrators and programs; where none is asked for, everybody who may write.
    async fn a_transition_asks_for_roles(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        full.post("/api/roles", json!({"id": "writer", "name": {"en_GB": "Writer"}})).await.expect(201);
        let writer = signed_in(&server, "wilma", &["writer"], false).await;
        let editor = signed_in(&server, "edith", &["editor", "writer"], false).await;
        let admin = signed_in(&server, "adam", &[], true).await;
        writer.put("/api/documents/a", at("publication", "review")).await.expect(200);
        let refused = writer.put("/api/documents/a", at("publication", "done")).await.expect(403).json();
        assert!(refused["detail"].as_str().unwrap().contains("editor"), "{refused}");
        assert_eq!(node(&full, "a").await, "review");
        editor.put("/api/documents/a", at("publication", "done")).await.expect(200);
        writer.put("/api/documents/a", at("publication", "draft")).await.expect(200);
        finish(&admin, "b").await;
        finish(&full, "c").await;
        full.put("/api/workflows/publication", json!({"links": {"approve": {"roles": []}}})).await.expect(200);
        finish(&writer, "a").await;
        server.as_read().put("/api/documents/a", at("publication", "draft")).await.expect(403);
    }
}

on_both! {
    /// A role goes from transitions by force, unless one would then be open to everybody.
    async fn a_role_that_transitions_ask_for(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        full.post("/api/roles", json!({"id": "chief", "name": {"en_GB": "Chief"}})).await.expect(201);
        for path in ["/api/roles/editor", "/api/roles/editor?force=true"] {
            let refused = full.delete(path).await.expect(409).json();
            assert!(refused["detail"].as_str().unwrap().contains("\"publication\""), "{refused}");
        }
        full.put("/api/workflows/publication", json!({"links": {"approve": {"roles": ["editor", "chief"]}}})).await.expect(200);
        full.delete("/api/roles/editor").await.expect(409);
        full.delete("/api/roles/editor?force=true").await.expect(204);
        let workflow = full.get("/api/workflows/publication").await.json();
        assert_eq!(workflow["links"]["approve"]["roles"], json!(["chief"]));
        full.delete("/api/roles/chief?force=true").await.expect(409);
        full.put("/api/workflows/publication", json!({"links": {"approve": null}})).await.expect(200);
        full.delete("/api/roles/chief").await.expect(204);
        server.instance().run(&["check"]).await;
    }
}
