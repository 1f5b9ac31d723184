use serde_json::json;

use crate::support::client::DIGEST_OF_NOTHING;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// 79.
    async fn guards_reads_and_writes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("tagged")).await.expect(201);
        let path = "/api/documents/tagged";
        let first = full.get(path).await.expect(200).header("etag").to_owned();
        let unchanged = full.with("if-none-match", &first).get(path).await.expect(304);
        assert_eq!((unchanged.body.len(), unchanged.header("etag")), (0, first.as_str()));
        assert_eq!(unchanged.header("quable-digest"), DIGEST_OF_NOTHING);

        full.with("if-match", &first).put(path, json!({"attributes": {"power": 41}})).await.expect(200);
        let changed = full.with("if-none-match", &first).get(path).await.expect(200);
        assert_ne!(changed.header("etag"), first);
        assert_eq!(changed.json()["attributes"]["power"], 41);

        for stale in [full.with("if-match", &first).put(path, json!({"attributes": {"power": 42}})).await,
            full.with("if-match", &first).patch(path, json!({"attributes": {"power": 42}})).await,
            full.with("if-match", &first).delete(path).await]
        {
            assert_eq!(stale.expect(412).json()["code"], 412);
        }
        assert_eq!(full.get(path).await.expect(200).json(), changed.json());
        full.with("if-match", "*").put(path, json!({"attributes": {"power": 43}})).await.expect(200);
        assert_eq!(history::of(&server, "document", "tagged").await, ["create", "update", "update"]);
        full.with("if-match", full.get(path).await.header("etag")).delete(path).await.expect(204);
    }
}

on_both! {
    /// A variant's change shows in its document: the answer is another, but a write may still rely on its own content.
    async fn moves_with_what_is_shown(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("parent")).await.expect(201);
        let path = "/api/documents/parent";
        let first = full.get(path).await.header("etag").to_owned();
        full.post("/api/variants", variant("child", "parent")).await.expect(201);
        let second = full.with("if-none-match", &first).get(path).await.expect(200);
        assert_eq!(second.json()["variants"][0]["id"], "child");
        full.put("/api/variants/child", json!({"attributes": {"finish": "black"}})).await.expect(200);
        let third = full.with("if-none-match", second.header("etag")).get(path).await.expect(200);
        assert_eq!(third.json()["variants"][0]["attributes"]["finish"], "black");
        full.with("if-match", &first).put(path, json!({"attributes": {"power": 1}})).await.expect(200);
        full.delete("/api/variants/child").await.expect(204);
        assert_eq!(full.get(path).await.json()["variants"], json!([]));
    }
}

on_both! {
    /// Words of others in a body are part of its tag: a value renamed shows at once.
    async fn moves_with_the_names_it_prints(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("worded")).await.expect(201);
        let path = "/api/documents/worded";
        let first = full.get(path).await.expect(200);
        let list = full.get("/api/documents").await.expect(200);
        let value = "/api/predefined-values/attribute=socket;code=e27";
        full.put(value, json!({"name": {"en_GB": "Edison screw"}})).await.expect(200);
        let second = full.with("if-none-match", first.header("etag")).get(path).await.expect(200);
        assert_eq!(second.json()["attributes"]["socket"][0]["labels"]["en_GB"], "Edison screw");
        let relisted = full.with("if-none-match", list.header("etag")).get("/api/documents").await.expect(200);
        let member = &relisted.json()["hydra:member"][0];
        assert_eq!(member["attributes"]["socket"][0]["labels"]["en_GB"], "Edison screw");
    }
}

on_both! {
    /// Each view has a tag of its own, and the tag stays with compression.
    async fn differs_by_view_only(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("viewed")).await.expect(201);
        let path = "/api/documents/viewed";
        let ld = full.get(path).await.expect(200);
        let json = full.accept("application/json").get(path).await.expect(200);
        assert_ne!(ld.header("etag"), json.header("etag"));
        let packed = full.with("accept-encoding", "gzip").get(path).await.expect(200);
        assert_eq!(packed.header("etag"), ld.header("etag"));
        assert_eq!(packed.header("quable-digest"), ld.header("quable-digest"));
        // As another reader, the same view.
        assert_eq!(server.as_read().get(path).await.expect(200).json(), ld.json());
    }
}

on_both! {
    /// v5.md 1.10: one of several tags will do; a tag of `If-None-Match` must not.
    async fn several_tags_and_none_of_them(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let path = "/api/documents/a";
        let first = full.get(path).await.header("etag").to_owned();
        full.put(path, json!({"attributes": {"power": 41}})).await.expect(200);
        let second = full.get(path).await.header("etag").to_owned();

        let put = async |header: &str, tags: &str, power: u32| {
            full.with(header, tags).put(path, json!({"attributes": {"power": power}})).await.status
        };
        assert_eq!(put("if-match", &format!("{first}, W/\"x\""), 1).await, 412);
        assert_eq!(put("if-match", "\"never-ours\"", 1).await, 412);
        assert_eq!(put("if-none-match", "*", 1).await, 412);
        assert_eq!(put("if-none-match", &format!("{first}, {second}"), 1).await, 412);
        assert_eq!(full.get(path).await.json()["attributes"]["power"], 41);
        assert_eq!(put("if-match", &format!("{first}, {second}"), 42).await, 200);
        assert_eq!(put("if-none-match", &format!("{first}, {second}"), 43).await, 200);
        assert_eq!(full.get(path).await.json()["attributes"]["power"], 43);
        full.with("if-none-match", "*").put("/api/documents/nope", json!({})).await.expect(404);
        full.with("if-none-match", "*").delete(path).await.expect(412);
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update", "update", "update"]);
    }
}
