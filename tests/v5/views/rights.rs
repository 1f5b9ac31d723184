use serde_json::json;

use super::{PATH, made, names, view};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::session::{PASSWORD, page_of, signed_in, user};

on_both! {
    async fn ones_own_and_what_is_shared_with_one(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/roles", json!({"id": "editor", "name": {"en_GB": "Editor"}})).await.expect(201);
        let (ann, bob) = (page_of(&server, "ann").await, page_of(&server, "bob").await);
        let path = user(&server, "cleo", false).await;
        full.put(&path, json!({"roles": ["editor"]})).await.expect(200);
        user(&server, "root", true).await;
        let cleo = signed_in(&server.anonymous(), "cleo", PASSWORD).await;
        let root = signed_in(&server.anonymous(), "root", PASSWORD).await;

        let own = made(&ann, view("own")).await;
        let mut shared = view("shared");
        shared["isShared"] = json!(true);
        let shared_path = made(&ann, shared.clone()).await;
        shared["name"] = json!("editors");
        shared["roles"] = json!(["editor"]);
        let editors = made(&ann, shared).await;

        let mut seen = Vec::new();
        for page in [&ann, &bob, &cleo, &root] {
            let mut found = names(page, "").await;
            found.sort();
            seen.push(found.join(" "));
        }
        assert_eq!(seen, ["editors own shared", "shared", "editors shared", "editors shared"]);
        for (page, path, status) in [(&bob, &own, 404), (&root, &own, 404), (&bob, &editors, 404), (&cleo, &editors, 200)] {
            page.get(path).await.expect(status);
        }

        bob.patch(&shared_path, json!({"name": "mine"})).await.expect(403);
        bob.delete(&shared_path).await.expect(403);
        bob.patch(&own, json!({"name": "mine"})).await.expect(404);
        bob.delete(&own).await.expect(404);
        let renamed = root.patch(&shared_path, json!({"name": "everybody's"})).await.expect(200).json();
        assert_eq!((&renamed["name"], &renamed["owner"]), (&json!("everybody's"), &json!("ann")));
        ann.patch(&shared_path, json!({"isShared": false})).await.expect(200);
        bob.get(&shared_path).await.expect(404);
        root.delete(&editors).await.expect(204);
        ann.get(&editors).await.expect(404);
    }

    /// A token has none of its own.
    async fn a_token_has_none(engine: Engine) {
        let server = Server::bare(engine).await;
        let ann = page_of(&server, "ann").await;
        let mut shared = view("shared");
        shared["isShared"] = json!(true);
        let path = made(&ann, shared).await;
        server.as_full().post(PATH, view("x")).await.expect(403);
        server.as_read().get(&path).await.expect(200);
        server.as_read().delete(&path).await.expect(403);
        server.anonymous().get(&path).await.expect(401);
        server.as_full().delete(&path).await.expect(204);
    }
}
