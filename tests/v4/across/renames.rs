//! v4 renames; v5 tells of it, sees how it was, and takes it back.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};
use crate::v4::conformance::put;
use crate::v5::history::{content, moment, newest};

on_both! {
    async fn a_rename_is_told_seen_and_taken_back(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("was")).await.expect(201);
        full.post("/api/variants", variant("red", "was")).await.expect(201);
        let at = moment(&full, "/api/variants/red").await;
        let first = full.get("/api/documents/was").await.expect(200).json();

        put(&full, "/documents/was", json!({"code": "between"})).await.expect(200);
        put(&full, "/documents/between", json!({"code": "is", "power": 9})).await.expect(200);
        let told = newest(&full, "/api/documents/is").await;
        let fields = told["changes"].as_array().expect("a list");
        let code = json!({"path": "id", "before": "between", "after": "is"});
        assert!(fields.contains(&code) && fields.len() == 2, "{told}");
        assert_eq!(told["origin"], "v4");

        // As it stood then, under the code of today.
        let then = full.get(&format!("/api/documents/is?asOf={at}")).await.expect(200).json();
        assert_eq!((content(&then), &then["id"]), (content(&first), &json!("was")));
        let red = full.get(&format!("/api/variants/red?asOf={at}")).await.expect(200).json();
        assert_eq!(red["document"]["id"], "was");
        assert_eq!(full.get("/api/variants/red").await.json()["document"]["id"], "is");

        let back = full.post("/api/documents/is/revert", json!({"change": told["id"]})).await.expect(200).json();
        assert_eq!(back["results"][0]["id"], "between", "{back}");
        let at = at.replace("%2B", "+");
        full.post("/api/documents/between/revert", json!({"asOf": at})).await.expect(200);
        assert_eq!(content(&full.get("/api/documents/was").await.expect(200).json()), content(&first));
        for gone in ["between", "is"] {
            full.get(&format!("/api/documents/{gone}")).await.expect(404);
        }
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// Attributes alone go back without the code.
    async fn what_is_deleted_after_a_rename_comes_back_as_it_was_called_last(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("was")).await.expect(201);
        let at = moment(&full, "/api/documents/was").await.replace("%2B", "+");
        put(&full, "/documents/was", json!({"code": "is", "power": 9})).await.expect(200);
        full.post("/api/documents/is/revert", json!({"asOf": at, "attributes": ["power"]})).await.expect(200);
        assert_eq!(full.get("/api/documents/is").await.expect(200).json()["attributes"]["power"], 40);
        full.delete("/api/documents/is").await.expect(204);
        let gone = newest(&full, "/api/documents/is").await["id"].clone();
        full.post("/api/documents/is/revert", json!({"change": gone})).await.expect(200);
        assert_eq!(full.get("/api/documents/is").await.expect(200).json()["attributes"]["power"], 40);
        full.get("/api/documents/was").await.expect(404);
        server.instance().run(&["check"]).await;
    }
}
