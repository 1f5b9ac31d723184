use crate::support::db::on_both;
use crate::support::pages::walk;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// More than are written at a time: each follows those before it all the same.
    async fn a_document_s_variants_stay_in_their_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let codes: Vec<_> = (0..1_100).map(|n| format!("v{:04}", 1_100 - n)).collect();
        let variants: Vec<_> = codes.iter().map(|code| variant(code, "a")).collect();
        full.lines("/api/variants/bulk", &variants).await.expect(200);
        assert_eq!(walk(&full, "/api/variants?document.id=a&order[sequence]=asc&limit=500").await, codes);
    }
}
