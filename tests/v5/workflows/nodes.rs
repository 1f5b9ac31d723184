use serde_json::json;

use super::{at, finish, found, node, shop};
use crate::support::db::on_both;
use crate::support::history;

on_both! {
    /// A node at which documents stand goes by force alone: they fall back to the first one.
    async fn a_node_goes_from_documents(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        finish(&full, "a").await;
        full.put("/api/documents/b", at("publication", "review")).await.expect(200);
        let without = json!({"nodes": {"done": null}, "links": {"approve": null}});
        let refused = full.put("/api/workflows/publication", without.clone()).await.expect(409).json();
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.contains("\"done\"") && detail.contains("1 object, such as \"a\""), "{detail}");
        assert_eq!(node(&full, "a").await, "done");
        full.put("/api/workflows/publication?force=true", without).await.expect(200);
        assert_eq!((node(&full, "a").await, node(&full, "b").await), (json!("draft"), json!("review")));
        assert_eq!(found(&full, "/api/documents?workflows.node.id=draft").await, ["a", "c"]);
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update", "update", "update"]);
        // Who comes to a node made anew under the code isn't those who stood at the old one.
        full.put("/api/workflows/publication", json!({"nodes": {"done": {}}})).await.expect(200);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=done").await, [""; 0]);
        // One where nobody stands goes without a word.
        full.put("/api/workflows/publication", json!({"nodes": {"done": null}})).await.expect(200);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// With the first node: those that stood there stand at the next, without a write to them.
    async fn the_first_node_goes(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        finish(&full, "a").await;
        full.put("/api/documents/b", at("publication", "review")).await.expect(200);
        let without = json!({"nodes": {"draft": null}, "links": {"submit": null, "reopen": {"to": "review"}}});
        let refused = full.put("/api/workflows/publication", without.clone()).await.expect(409).json();
        assert!(refused["detail"].as_str().unwrap().contains("such as \"c\""), "{refused}");
        full.put("/api/workflows/publication?force=true", without).await.expect(200);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=review").await, ["b", "c"]);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=done").await, ["a"]);
        assert_eq!(history::of(&server, "document", "c").await, ["create"]);
        full.put("/api/documents/b", at("publication", "review")).await.expect(200);
        full.put("/api/documents/b", at("publication", "done")).await.expect(200);
        full.put("/api/documents/b", at("publication", "review")).await.expect(200);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=review").await, ["b", "c"]);
        server.instance().run(&["check"]).await;

        let without = json!({"nodes": {"review": null}, "links": {"approve": null, "reopen": null}});
        full.put("/api/workflows/publication", without.clone()).await.expect(409);
        full.put("/api/workflows/publication?force=true", without).await.expect(200);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=done").await, ["a", "b", "c"]);
        server.instance().run(&["check"]).await;
    }
}
