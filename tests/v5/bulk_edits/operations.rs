//! Each operation, as a job does it.

use serde_json::{Value, json};

use super::{lamps, of_documents, run, values};
use crate::flows::counts;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::variant;
use crate::v5::tags::tag;

on_both! {
    async fn on_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "b"]).await;
        let process = run(&full, of_documents(json!([
            {"op": "set", "attribute": "power", "value": 60},
            {"op": "clear", "attribute": "price"},
            {"op": "append", "attribute": "name", "locale": "en_GB", "value": " (new)"},
            {"op": "append", "attribute": "rooms", "value": "kitchen"},
            {"op": "remove", "attribute": "rooms", "value": ["hall"]},
            {"op": "replace", "attribute": "finish", "find": "BRASS", "with": "steel"},
        ]))).await;
        assert_eq!(counts(&process), [0, 2, 0, 0, 0], "{process}");
        for id in ["a", "b"] {
            let values = values(&full, id).await;
            assert_eq!(values["power"], 60, "{values}");
            assert!(values.get("price").is_none_or(Value::is_null), "{values}");
            assert_eq!(values["name"], json!({"en_GB": "Desk lamp (new)", "fr_FR": "Lampe de bureau"}));
            assert_eq!(values["finish"], "brushed steel");
            let rooms = values["rooms"].to_string();
            assert!(rooms.contains("kitchen") && rooms.contains("study") && !rooms.contains("hall"), "{rooms}");
        }
    }

    async fn on_places_and_states(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/tags", tag("promo", json!({}))).await.expect(201);
        lamps(&full, &["a"]).await;
        let process = run(&full, of_documents(json!([
            {"op": "classify", "add": ["floor"], "main": "floor"},
            {"op": "tags", "add": ["promo"]},
            {"op": "active", "value": false},
        ]))).await;
        assert_eq!(counts(&process), [0, 1, 0, 0, 0], "{process}");
        let lamp = full.get("/api/documents/a").await.expect(200).json();
        let placed: Vec<_> = lamp["classifications"].as_array().expect("a list").iter().map(|at| at["id"].clone()).collect();
        assert_eq!(placed, ["floor", "desk"], "{lamp}");
        assert_eq!((&lamp["tags"][0]["id"], &lamp["isActive"]), (&json!("promo"), &json!(false)), "{lamp}");
        // Done again it changes nothing.
        let again = run(&full, of_documents(json!([{"op": "classify", "add": ["floor"], "main": "floor"}]))).await;
        assert_eq!(counts(&again), [0, 0, 0, 1, 0], "{again}");
    }

    async fn on_links(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let link_type = json!({"id": "goes_with", "name": {"en_GB": "Goes with"}, "originType": "document", "targetType": "document"});
        full.post("/api/link-types", link_type).await.expect(201);
        lamps(&full, &["a", "b", "c"]).await;
        let link = |op: &str| json!({
            "resource": "documents", "ids": ["a", "b"],
            "operations": [{"op": op, "linkType": "goes_with", "targets": ["c"]}],
        });
        assert_eq!(counts(&run(&full, link("link")).await), [0, 2, 0, 0, 0]);
        let links = full.get("/api/links?linkType.id=goes_with").await.expect(200).json();
        assert_eq!(links["hydra:totalItems"], 2, "{links}");
        assert_eq!(counts(&run(&full, link("link")).await), [0, 0, 0, 2, 0], "they are there already");
        assert_eq!(counts(&run(&full, link("unlink")).await), [0, 2, 0, 0, 0]);
        assert_eq!(counts(&run(&full, link("unlink")).await), [0, 0, 0, 2, 0], "they are gone already");
        // An object is counted once, whatever of it changes.
        let both = json!({
            "resource": "documents", "ids": ["a", "b"],
            "operations": [{"op": "active", "value": true}, {"op": "link", "linkType": "goes_with", "targets": ["c"]}],
        });
        assert_eq!(counts(&run(&full, both).await), [0, 2, 0, 0, 0]);
    }

    async fn that_make_and_delete(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "a-copy", "b"]).await;
        full.post("/api/variants", variant("b-1", "b")).await.expect(201);
        let ids = |operation: &str| json!({"resource": "documents", "ids": ["a", "b"], "operations": [{"op": operation}]});
        assert_eq!(counts(&run(&full, ids("duplicate")).await), [2, 0, 0, 0, 0]);
        for copy in ["a-copy-2", "b-copy"] {
            assert_eq!(values(&full, copy).await["power"], 40, "{copy}");
        }
        assert_eq!(counts(&run(&full, ids("delete")).await), [0, 0, 2, 0, 0]);
        full.get("/api/documents/a").await.expect(404);
        full.get("/api/variants/b-1").await.expect(404);
        full.get("/api/documents/a-copy").await.expect(200);
        // Those below go before those above.
        let tree = json!({"resource": "classifications", "ids": ["lighting", "desk", "floor"], "operations": [{"op": "delete"}]});
        assert_eq!(counts(&run(&full, tree).await), [0, 0, 3, 0, 0]);
    }

    async fn on_variants_and_classifications(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a"]).await;
        full.post("/api/variants", variant("a-1", "a")).await.expect(201);
        let body = json!({"resource": "variants", "operations": [{"op": "append", "attribute": "finish", "value": " II"}]});
        assert_eq!(counts(&run(&full, body).await), [0, 1, 0, 0, 0]);
        let own = full.get("/api/variants/a-1").await.expect(200).json();
        assert_eq!(own["attributes"]["finish"], "brushed brass II", "{own}");
        let title = json!({
            "resource": "classifications", "ids": ["desk", "floor"],
            "operations": [{"op": "set", "attribute": "title", "value": {"en_GB": "Lamps"}}],
        });
        assert_eq!(counts(&run(&full, title).await), [0, 2, 0, 0, 0]);
    }
}
