use serde_json::json;

use super::{furnish, link, targets};
use crate::support::db::on_both;
use crate::support::server::Server;

/// Clients, and links that each makes.
const CLIENTS: usize = 8;
const EACH: usize = 6;

on_both! {
    /// All link one origin: each link is there once, no place is taken twice, and the origin tells all of them.
    async fn many_link_one_origin(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let id = |client: usize, n: usize| format!("a{client}-{n}");
        let assets: Vec<_> =
            (0..CLIENTS).flat_map(|client| (0..EACH).map(move |n| json!({ "id": id(client, n) }))).collect();
        full.lines("/api/assets/bulk", &assets).await.expect(200);
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let full = full.clone();
                tokio::spawn(async move {
                    for n in 0..EACH {
                        let mut body = link("media", "desk-lamp", &id(client, n));
                        if n % 3 == 2 {
                            body["sequence"] = json!(1);
                        }
                        let made = full.post("/api/links", body).await.expect(201).json();
                        if n % 3 == 1 {
                            let path = format!("/api/links/{}", made["id"].as_str().expect("an id"));
                            full.delete(&path).await.expect(204);
                        }
                    }
                })
            })
            .collect();
        for client in clients {
            client.await.expect("all its links");
        }
        let left = targets(&full, "media", "desk-lamp&limit=1000").await;
        let mut places: Vec<_> = left.iter().map(|(_, sequence)| *sequence).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!((left.len(), places.len()), (CLIENTS * EACH * 2 / 3, left.len()));
        let shown = full.get("/api/documents/desk-lamp").await.json();
        assert_eq!(shown["assetLinks"].as_array().unwrap().len(), left.len());
        server.instance().run(&["check"]).await;
    }
}
