use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    async fn leaves_its_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        full.post("/api/variants", variant("v", "ld")).await.expect(201);
        full.post("/api/variants", variant("w", "ld")).await.expect(201);
        let before = history::updated_at(&server, "document", "ld").await;
        full.delete("/api/variants/v").await.expect(204);
        full.get("/api/variants/v").await.expect(404);
        full.delete("/api/variants/v").await.expect(404);
        let document = full.get("/api/documents/ld").await.expect(200).json();
        assert_eq!(document["variants"].as_array().map(Vec::len), Some(1), "{document}");
        assert!(history::updated_at(&server, "document", "ld").await > before);
        assert_eq!(history::of(&server, "variant", "v").await, ["create", "delete"]);
    }
}
