use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn says_that_it_answers(engine: Engine) {
        let server = Server::bare(engine).await;
        let health = server.anonymous().get("/health").await.expect(200);
        assert_eq!(health.header("strict-transport-security"), "", "plain HTTP promises nothing");
        server.over_tls().get("/health").await.expect(200);
    }
}

on_both! {
    /// A request id is the caller's own if it is a sane one, and always in the error and in the log's reach.
    async fn request_ids(engine: Engine) {
        let server = Server::bare(engine).await;
        let first = server.as_full().get("/api/documents/nope").await.expect(404);
        let second = server.as_full().get("/api/documents/nope").await.expect(404);
        assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
        assert!(first.text().contains(first.header("x-request-id")), "{}", first.text());
        let asked = server.as_full().with("x-request-id", "order-4711").get("/api/documents/nope").await.expect(404);
        assert!(asked.text().contains(asked.header("x-request-id")), "{}", asked.text());
    }
}
