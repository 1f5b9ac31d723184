use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// 68.
    async fn leaves_what_it_does_not_mention(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamp("keep");
        body["isActive"] = json!(false);
        let mut before = full.post("/api/documents", body).await.expect(201).json();
        let put = full.put("/api/documents/keep", json!({"attributes": {"name": {"en_GB": "Reading lamp"}}})).await;
        let mut after = put.expect(200).json();
        assert_eq!(after, full.get("/api/documents/keep").await.expect(200).json());
        assert_eq!(after["attributes"]["name"], json!({"en_GB": "Reading lamp", "fr_FR": "Lampe de bureau"}));
        for json in [&mut before, &mut after] {
            json["attributes"]["name"]["en_GB"].take();
            json["dateModified"].take();
        }
        assert_eq!(after, before);
    }
}

on_both! {
    /// 69 amended: null and the empty text clear alike, a locale or the whole attribute.
    async fn null_and_empty_clear(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("clear")).await.expect(201);
        let put = full.put("/api/documents/clear", json!({"attributes": {"name": {"en_GB": null}}})).await.expect(200);
        assert_eq!(put.json()["attributes"]["name"], json!({"fr_FR": "Lampe de bureau"}));
        let put = full.put("/api/documents/clear", json!({"attributes": {"name": {"fr_FR": ""}}})).await.expect(200);
        assert!(put.json()["attributes"].get("name").is_none(), "{}", put.text());

        let cleared = json!({"power": null, "price": "", "dimmable": null, "launched": "", "socket": "", "rooms": [], "finish": null});
        let put = full.put("/api/documents/clear", json!({"attributes": cleared})).await.expect(200);
        assert_eq!(put.json()["attributes"], json!({}));
        // Clearing what is clear already is no change.
        let again = full.put("/api/documents/clear", json!({"attributes": cleared})).await.expect(200);
        assert_eq!(again.json(), put.json());
        assert_eq!(history::of(&server, "document", "clear").await.len(), 4);
    }
}

on_both! {
    /// 70.
    async fn replaces_classifications(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("moved")).await.expect(201);
        let put = full.put("/api/documents/moved", json!({"classifications": [{"id": "seating"}, {"id": "floor"}]})).await;
        let ids = |json: &serde_json::Value| -> Vec<String> {
            json["classifications"].as_array().expect("a list").iter().map(|c| c["id"].as_str().expect("an id").into()).collect()
        };
        assert_eq!(ids(&put.expect(200).json()), ["seating", "floor"]);
        // The order counts: the first is the main one.
        let put = full.put("/api/documents/moved", json!({"classifications": [{"id": "floor"}, {"id": "seating"}]})).await;
        assert_eq!(ids(&put.expect(200).json()), ["floor", "seating"]);
        let put = full.put("/api/documents/moved", json!({"classifications": []})).await.expect(200);
        assert_eq!(ids(&put.json()), Vec::<String>::new());
        assert_eq!(ids(&full.get("/api/documents/moved").await.expect(200).json()), Vec::<String>::new());
    }
}

on_both! {
    /// 71, 72.
    async fn keeps_to_its_path(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = full.post("/api/documents", lamp("fixed")).await.expect(201).json();
        full.put("/api/documents/fixed", json!({"id": "other"})).await.refused_at("id");
        full.put("/api/documents/fixed", json!({"documentType": {"id": "chair"}})).await.expect(422);
        assert_eq!(full.get("/api/documents/fixed").await.expect(200).json(), before);
        full.put("/api/documents/nope", json!({"isActive": false})).await.expect(404);
        full.get("/api/documents/nope").await.expect(404);
        // The same id and type, said again, are no change.
        full.put("/api/documents/fixed", json!({"id": "fixed", "documentType": {"id": "lamp"}})).await.expect(200);
        assert_eq!(history::of(&server, "document", "fixed").await, ["create"]);
    }
}

on_both! {
    /// 77.
    async fn only_a_change_moves_the_date(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/documents", lamp("dated")).await.expect(201);
        let before = history::updated_at(&server, "document", "dated").await;
        // Other words for the same values: canonical forms are what is compared.
        let same = json!({"attributes": {"price": 12.50, "power": "40", "dimmable": "1", "rooms": [{"code": "hall"}, "study", "hall"],
            "launched": "2026-03-01T12:00:00", "socket": [{"code": "e27"}]}, "isActive": true, "classifications": [{"id": "desk"}]});
        let again = full.put("/api/documents/dated", same).await.expect(200);
        assert_eq!(again.json(), made.json());
        assert_eq!(again.header("etag"), made.header("etag"));
        assert_eq!(history::updated_at(&server, "document", "dated").await, before);
        let changed = full.put("/api/documents/dated", json!({"attributes": {"power": 41}})).await.expect(200);
        assert!(history::updated_at(&server, "document", "dated").await > before);
        assert_eq!(changed.json()["dateCreated"], made.json()["dateCreated"]);
        assert_eq!(history::of(&server, "document", "dated").await, ["create", "update"]);
    }
}

on_both! {
    /// 22: a read token changes nothing.
    async fn refuses_a_read_token(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = full.post("/api/documents", lamp("guarded")).await.expect(201).json();
        let read = server.as_read();
        let refused = read.put("/api/documents/guarded", json!({"isActive": false})).await.expect(403).json();
        assert_eq!(refused["code"], 403);
        read.patch("/api/documents/guarded", json!({"isActive": false})).await.expect(403);
        read.delete("/api/documents/guarded").await.expect(403);
        read.post("/api/documents", lamp("another")).await.expect(403);
        read.lines("/api/documents/bulk", &[lamp("another")]).await.expect(403);
        assert_eq!(read.get("/api/documents/guarded").await.expect(200).json(), before);
        read.get("/api/documents/another").await.expect(404);
        assert_eq!(history::of(&server, "document", "guarded").await, ["create"]);
    }
}
