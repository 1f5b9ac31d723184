use std::os::unix::fs::PermissionsExt as _;

use crate::support::client::{Caller, http_client};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// The self-made certificate is one that a client can be told to trust, and stays over restarts.
    async fn with_the_self_made_certificate(engine: Engine) {
        let server = Server::shop(engine).await;
        // Plain JSON has no address of the server in it.
        let tls = server.over_tls().accept("application/json").bearer(&server.instance().token("full"));
        let made = tls.post("/api/documents", lamp("a")).await.expect(201);
        assert_eq!(made.header("strict-transport-security"), "max-age=31536000");
        assert_eq!(tls.get("/api/documents/a").await.expect(200).json(), made.json());
        assert_eq!(server.as_full().accept("application/json").get("/api/documents/a").await.expect(200).json(), made.json());
        let named = Caller::new(http_client(Some(&certificate(&server))), &server.https().replace("127.0.0.1", "localhost"));
        named.get("/health").await.expect(200);

        let (instance, before) = (std::sync::Arc::clone(server.instance()), certificate(&server));
        let key = std::fs::metadata(instance.folder().join("tls/key.pem")).expect("a key");
        assert_eq!(key.permissions().mode() & 0o077, 0, "the key is its owner's alone");
        server.stop().await;
        let server = Server::start(instance).await;
        assert_eq!(certificate(&server), before);
        server.over_tls().get("/health").await.expect(200);
    }
}

fn certificate(server: &Server) -> Vec<u8> {
    std::fs::read(server.instance().folder().join("tls/cert.pem")).expect("a certificate")
}

on_both! {
    /// Who does not trust it gets no connection; who speaks plainly to the secure port gets no answer.
    async fn strangers_are_turned_away(engine: Engine) {
        let server = Server::bare(engine).await;
        let stranger = Caller::new(http_client(None), server.https());
        assert!(stranger.try_send(reqwest::Method::GET, "/health", None).await.is_err());
        let plain = Caller::new(http_client(None), &server.https().replace("https://", "http://"));
        assert!(plain.try_send(reqwest::Method::GET, "/health", None).await.is_err());
        server.over_tls().get("/health").await.expect(200);
    }
}
