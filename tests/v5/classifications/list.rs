use serde_json::json;

use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;

on_both! {
    /// v5.md 2.2: by sequence, then id; one parent's children alone.
    async fn in_order_of_sequence(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, sequence) in [("z", 1), ("y", 2), ("x", 2), ("w", 3)] {
            let body = json!({"id": id, "parent": {"id": "seating"}, "sequence": sequence});
            full.post("/api/classifications", body).await.expect(201);
        }
        assert_eq!(ids(&full.get("/api/classifications?parent.id=seating").await.expect(200).json()), ["z", "x", "y", "w"]);
        assert_eq!(walk(&full, "/api/classifications?parent.id=seating&limit=1").await, ["z", "x", "y", "w"]);
        let all = walk(&full, "/api/classifications?limit=3").await;
        let mut sorted = all.clone();
        sorted.sort();
        assert_eq!(sorted, ["desk", "floor", "lighting", "root", "root_DAM", "seating", "w", "x", "y", "z"]);
    }
}
