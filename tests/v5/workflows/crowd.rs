//! Changes that more documents must follow than one commit may touch.

use serde_json::json;

use super::{at, node, publication, shop};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::shop::plain_lamp;
use crate::support::until::until_some;

const MANY: usize = 1_200;

/// Documents at `review`.
async fn fill(full: &Caller) {
    let body = |n: usize| {
        let mut body = plain_lamp(&format!("d{n:04}"));
        body["workflows"] = at("publication", "review")["workflows"].clone();
        body
    };
    let answer = full.lines("/api/documents/bulk", &(0..MANY).map(body).collect::<Vec<_>>()).await.expect(200);
    assert_eq!(answer.header("x-bulk-failed"), "0", "{}", answer.text());
}

async fn count(full: &Caller, node: &str) -> usize {
    let list = full.get(&format!("/api/documents?workflows.node.id={node}&limit=1")).await.expect(200).json();
    usize::try_from(list["hydra:totalItems"].as_u64().unwrap()).unwrap()
}

/// Repeats a write until it is answered otherwise.
async fn once_settled(mut write: impl AsyncFnMut() -> u16, busy: u16) -> u16 {
    until_some(async || Some(write().await).filter(|status| *status != busy)).await
}

on_both! {
    /// Everybody sees them at the first node at once; the node's code is free when all follow.
    async fn many_leave_a_node(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        fill(&full).await;
        let without = json!({"nodes": {"review": null}, "links": {"submit": null, "approve": null}});
        let refused = full.put("/api/workflows/publication", without.clone()).await.expect(409).json();
        assert!(refused["detail"].as_str().unwrap().contains("more than 1000 objects"), "{refused}");
        full.put("/api/workflows/publication?force=true", without).await.expect(200);
        assert_eq!((count(&full, "draft").await, count(&full, "review").await), (MANY + 3, 0));
        assert_eq!(node(&full, "d1199").await, "draft");
        full.put("/api/documents/d1198", json!({"attributes": {"power": 5}})).await.expect(200);
        assert_eq!(node(&full, "d1198").await, "draft");
        let back = async || full.put("/api/workflows/publication", json!({"nodes": {"review": {}}})).await.status;
        assert_eq!(once_settled(back, 503).await, 200);
        assert_eq!((count(&full, "draft").await, count(&full, "review").await), (MANY + 3, 0));
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn many_leave_a_workflow(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        fill(&full).await;
        full.delete("/api/workflows/publication").await.expect(409);
        full.delete("/api/workflows/publication?force=true").await.expect(204);
        assert_eq!((count(&full, "draft").await, count(&full, "review").await), (0, 0));
        assert_eq!(full.get("/api/documents/d1199").await.json()["workflows"], json!([]));
        let again = async || full.post("/api/workflows", publication()).await.status;
        assert_eq!(once_settled(again, 409).await, 201);
        assert_eq!((count(&full, "draft").await, count(&full, "review").await), (MANY + 3, 0));
        server.instance().run(&["check"]).await;
    }
}
