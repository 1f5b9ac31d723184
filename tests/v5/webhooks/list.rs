use super::{made, named};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;

async fn found(caller: &Caller, query: &str) -> usize {
    ids(&caller.get(&format!("/api/webhooks?{query}")).await.expect(200).json()).len()
}

on_both! {
    async fn is_filtered_and_walked(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for name in ["Shop", "shop", "Shop 2", "Shop"] {
            let mut body = named(name);
            body["active"] = (name != "shop").into();
            made(&full, body).await;
        }
        let read = server.as_read();
        for (query, count) in [
            ("", 4),
            ("name=Shop", 2),
            ("name=shop", 1),
            ("name=Sho", 0),
            ("name[]=shop&name[]=Shop+2", 2),
            ("active=true", 3),
            ("active=0&name=Shop", 0),
            ("isActive=false", 4),
            ("name=Shop&limit=1", 1),
        ] {
            assert_eq!(found(&read, query).await, count, "{query}");
        }
        assert_eq!(walk(&read, "/api/webhooks?limit=1&name=Shop").await.len(), 2);
        read.get("/api/webhooks?active=perhaps").await.expect(400);
        read.get("/api/webhooks?name[contains]=x").await.expect(400);
    }
}
