//! Assets, as far as they have no bytes yet. 90 to 95 come with these.

use serde_json::json;

use super::{codes, delete, get, post, put, shown, stock};
use crate::support::db::on_both;

on_both! {
    async fn assets_are_written_and_read_without_bytes(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.post("/api/assets", json!({"id": "A"})).await.expect(201);
        // Of assets alone, POST changes the one that is there.
        let again = post(&full, "/assets", json!({"code": "A", "active": false})).await.expect(200).json();
        assert_eq!((&again["code"], &again["active"], &again["location"]), (&json!("A"), &json!(false), &json!("/assets/A")));
        let asset = shown(&full, "/assets/A").await;
        assert_eq!((&asset["code"], &asset["active"]), (&json!("A"), &json!(false)));
        let own = asset["links"][0]["href"].as_str().expect("a link").replacen(server.http(), "", 1);
        assert_eq!(full.get(&own).await.expect(200).json()["response"], asset);
        assert_eq!(codes(&full, "/medias?codes[]=A").await, ["A"]);
        put(&full, "/assets/A", json!({"code": "B"})).await.expect(200);
        get(&full, "/assets/A").await.expect(404);
        delete(&full, "/medias/B").await.expect(204);
        get(&full, "/assets/B").await.expect(404);
    }
}
