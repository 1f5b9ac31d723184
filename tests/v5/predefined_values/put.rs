use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

on_both! {
    /// 92; and order and names show wherever the value is printed.
    async fn merges_names_and_moves(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = plain_lamp("a");
        body["attributes"] = json!({"rooms": ["hall", "kitchen"]});
        full.post("/api/documents", body).await.expect(201);
        let path = "/api/predefined-values/attribute=rooms;code=kitchen";
        let put = full.put(path, json!({"name": {"fr_FR": "Cuisine"}})).await.expect(200).json();
        assert_eq!(put["name"], json!({"en_GB": "Kitchen", "fr_FR": "Cuisine"}));
        full.put(path, json!({"sequence": 9})).await.expect(200);
        let got = full.get("/api/documents/a").await.expect(200).json();
        assert_eq!(got["attributes"]["rooms"][0]["code"], "hall");
        assert_eq!(got["attributes"]["rooms"][1]["labels"], json!({"en_GB": "Kitchen", "fr_FR": "Cuisine"}));

        full.put(path, json!({"code": "other"})).await.expect(422);
        full.put(path, json!({"id": "attribute=rooms;code=other"})).await.expect(422);
        full.put("/api/predefined-values/attribute=rooms;code=nope", json!({})).await.expect(404);
        full.with("if-match", "\"0-0\"").put(path, json!({"sequence": 1})).await.expect(412);
        assert_eq!(full.get(path).await.json()["sequence"], 9);
    }
}
