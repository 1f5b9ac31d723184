use serde_json::json;

use super::{at, finish, found, publication, shop};
use crate::support::db::on_both;
use crate::support::until::until;

on_both! {
    async fn a_workflow_goes_from_documents(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        finish(&full, "a").await;
        let refused = full.delete("/api/workflows/publication").await.expect(409).json();
        assert!(refused["detail"].as_str().unwrap().contains("1 object"), "{refused}");
        full.delete("/api/workflows/publication?force=true").await.expect(204);
        assert_eq!(full.get("/api/documents/a").await.json()["workflows"], json!([]));
        assert_eq!(found(&full, "/api/documents?workflows.node.id=done").await, [""; 0]);
        full.put("/api/documents/a", at("publication", "draft")).await.refused_at("workflows[0]");
        full.post("/api/workflows", publication()).await.expect(201);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=draft").await, ["a", "b", "c"]);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_document_type_takes_its_workflows(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        finish(&full, "a").await;
        full.delete("/api/document-types/lamp").await.expect(409);
        full.delete("/api/document-types/lamp?force=true").await.expect(204);
        full.get("/api/workflows/publication").await.expect(404);
        until(async || full.get("/api/documents").await.json()["hydra:totalItems"] == 0).await;
        server.instance().run(&["check"]).await;
    }
}
