use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

on_both! {
    /// v5.md 3.5: not while it has documents.
    async fn only_without_documents(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.delete("/api/document-types/lamp").await.expect(409);
        full.get("/api/document-types/lamp").await.expect(200);
        full.get("/api/documents/a").await.expect(200);
        full.delete("/api/documents/a").await.expect(204);
        full.delete("/api/document-types/lamp").await.expect(204);
        full.get("/api/document-types/lamp").await.expect(404);
        full.get("/api/attributes/lamp_name").await.expect(404);
        full.post("/api/documents", plain_lamp("b")).await.refused_at("documentType.id");
        full.delete("/api/document-types/lamp").await.expect(404);
    }
}
