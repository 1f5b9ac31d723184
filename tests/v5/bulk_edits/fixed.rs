//! Which objects are edited is settled when it is wanted.

use serde_json::json;

use super::{PATH, lamps, of_documents, run, values};
use crate::flows::counts;
use crate::support::db::on_both;
use crate::support::server::Server;

/// More than a chunk, and more than a part.
const MANY: usize = 2_100;

on_both! {
    /// Neither does an edit that ends what it was found by skip any, nor one that makes more of them run on.
    async fn whatever_the_edit_makes_of_them(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..MANY)
            .map(|n| json!({"id": format!("k{n:04}"), "documentType": {"id": "lamp"}, "classification": {"id": "desk"}, "attributes": {"power": 1}}))
            .collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        let weak = json!({"attributes.power": 1});
        let mut body = of_documents(json!([{"op": "set", "attribute": "power", "value": 2}]));
        body["filter"] = weak.clone();
        body["expected"] = json!(MANY);
        assert_eq!(counts(&run(&full, body.clone()).await), [0, MANY as u64, 0, 0, 0]);
        let left = full.get("/api/documents?limit=0&attributes.power=1").await.expect(200).json();
        assert_eq!(left["hydra:totalItems"], 0);
        let mut copies = of_documents(json!([{"op": "duplicate"}]));
        copies["filter"] = json!({"attributes.power": 2});
        assert_eq!(counts(&run(&full, copies).await), [MANY as u64, 0, 0, 0, 0]);
        // By now nothing matches.
        let refused = full.post(PATH, body).await.expect(409);
        assert!(refused.text().contains("there are 0"), "{}", refused.text());
        server.instance().run(&["check"]).await;
    }

    async fn by_a_search_and_by_ids(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "b"]).await;
        full.patch("/api/documents/b", json!({"attributes": {"name": {"en_GB": "Chandelier"}}})).await.expect(200);
        let mut found = of_documents(json!([{"op": "set", "attribute": "power", "value": 7}]));
        found["search"] = json!("chandelier");
        assert_eq!(counts(&run(&full, found).await), [0, 1, 0, 0, 0]);
        assert_eq!((values(&full, "a").await["power"].clone(), values(&full, "b").await["power"].clone()), (json!(40), json!(7)));
        // What isn't there isn't counted.
        let ids = json!({"resource": "documents", "ids": ["a", "none"], "expected": 1, "operations": [{"op": "set", "attribute": "power", "value": 8}]});
        assert_eq!(counts(&run(&full, ids).await), [0, 1, 0, 0, 0]);
    }
}
