use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;

/// A tree as nested lists of ids.
fn outline(node: &Value) -> Value {
    let below: Vec<_> = node["children"].as_array().expect("children").iter().map(outline).collect();
    json!([node["id"], below])
}

on_both! {
    async fn shows_what_is_below_in_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, parent, sequence) in [("b", "desk", 1), ("a", "desk", 2), ("deep", "b", 1)] {
            let body = json!({"id": id, "parent": {"id": parent}, "sequence": sequence});
            full.post("/api/classifications", body).await.expect(201);
        }
        full.put("/api/classifications/floor", json!({"sequence": -1})).await.expect(200);
        let whole = full.get("/api/classifications/lighting/tree").await.expect(200).json();
        assert_eq!(outline(&whole), json!(["lighting", [["floor", []], ["desk", [["b", [["deep", []]]], ["a", []]]]]]));
        assert_eq!((&whole["@type"], &whole["level"]), (&json!("Classification"), &json!(1)));
        let shallow = full.get("/api/classifications/lighting/tree?depth=1").await.expect(200).json();
        assert_eq!(outline(&shallow), json!(["lighting", [["floor", []], ["desk", []]]]));
        let alone = full.get("/api/classifications/lighting/tree?depth=0").await.expect(200).json();
        assert_eq!(outline(&alone), json!(["lighting", []]));
    }
}

on_both! {
    async fn refuses_what_makes_no_sense(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.get("/api/classifications/nope/tree").await.expect(404);
        full.get("/api/classifications/lighting/tree?depth=-1").await.expect(400);
        full.post("/api/classifications/lighting/tree", json!({})).await.expect(405);
    }
}

on_both! {
    /// v5.md 3.7: the list of a channel's classifications, as a filter of the whole list.
    async fn of_a_catalog(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let all = walk(&full, "/api/catalogs/PIM/classifications?limit=2").await;
        assert_eq!(all, walk(&full, "/api/classifications?catalogs.id=PIM&limit=2").await);
        assert!(all.len() == 5 && !all.contains(&"root_DAM".to_owned()), "{all:?}");
        let other = full.get("/api/catalogs/DAM/classifications?catalogs.id[]=PIM").await.expect(200).json();
        assert_eq!(ids(&other), ["root_DAM"]);
        full.get("/api/catalogs/nope/classifications").await.expect(404);
    }
}
