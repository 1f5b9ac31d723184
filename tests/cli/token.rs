use super::{alone_and_beside, on};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// The token alone stands on stdout; it works, and a server learns of it at once.
    async fn create_prints_the_token_alone(engine: Engine) {
        for (instance, server) in alone_and_beside(engine).await {
            let out = on(&instance, &["token", "create", "--name", "erp"]).await.done();
            let token = out.strip_suffix('\n').expect("one line");
            assert!(token.len() == 40 && token.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')), "{out}");
            let server = match server {
                Some(server) => server,
                None => Server::start(instance).await,
            };
            server.anonymous().bearer(token).get("/api/documents").await.expect(200);
        }
    }
}

on_both! {
    /// A name is taken once; the list tells names and rights, never secrets; a revoked token is gone.
    async fn list_and_revoke(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            let token = on(&instance, &["token", "create", "--name", "erp"]).await.done();
            on(&instance, &["token", "create", "--name", "bi", "--access", "read"]).await.done();
            let again = on(&instance, &["token", "create", "--name", "erp"]).await.refused(1);
            assert!(again.contains("erp"), "{again}");
            let listed = on(&instance, &["token", "list"]).await.done();
            let words: Vec<Vec<&str>> = listed.lines().map(|line| line.split_whitespace().take(2).collect()).collect();
            assert_eq!(words, [["NAME", "ACCESS"], ["bi", "read"], ["erp", "full"]]);
            assert!(!listed.contains(token.trim_end()), "{listed}");
            assert_eq!(on(&instance, &["token", "revoke", "--name", "bi"]).await.done(), "");
            let gone = on(&instance, &["token", "revoke", "--name", "bi"]).await.refused(1);
            assert!(gone.contains("bi"), "{gone}");
            assert_eq!(on(&instance, &["token", "list"]).await.done().lines().count(), 2);
        }
    }
}
