use serde_json::{Value, json};

use super::{moment, newest};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::links::{are, furnish, linked, targets};

const PATH: &str = "/api/documents/desk-lamp";

async fn gallery(full: &Caller) {
    let of =
        |id: &str, kind: &str| json!({"id": id, "objectType": kind, "documentType": {"id": "lamp"}, "type": "media"});
    for attribute in [of("gallery", "document"), of("shot", "variant")] {
        full.post("/api/attributes", attribute).await.expect(201);
    }
}

/// The links inside an item, without what is new in those that came back.
fn parts(item: &Value) -> Vec<Value> {
    let without_id =
        |link: &Value| json!([link["linkType"]["id"], link["target"]["id"], link["origin"]["id"], link["sequence"]]);
    let lists =
        ["assetLinks", "documentLinks", "parentLinks"].map(|name| item[name].as_array().cloned().unwrap_or_default());
    let mut parts: Vec<Value> = lists.iter().flatten().map(without_id).collect();
    parts.sort_by_key(Value::to_string);
    parts
}

on_both! {
    /// Links, and values that are links, are seen as they were, and put back.
    async fn links_are_seen_and_put_back(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        gallery(&full).await;
        full.put(PATH, json!({"attributes": {"gallery": ["p2", "p1"], "power": 1}})).await.expect(200);
        let similar = linked(&full, "similar", "bulb", "desk-lamp").await;
        full.put("/api/variants/red", json!({"attributes": {"shot": ["p4"]}})).await.expect(200);
        let before = full.get(PATH).await.expect(200).json();
        full.put("/api/documents/cord", json!({"attributes": {"power": 1}})).await.expect(200);
        let at = moment(&full, "/api/documents/cord").await;
        full.put(PATH, json!({"attributes": {"gallery": ["p3", "p1"], "power": 2}})).await.expect(200);
        full.put("/api/variants/red", json!({"attributes": {"shot": null}})).await.expect(200);
        full.delete(&format!("/api/links/{similar}")).await.expect(204);
        linked(&full, "media", "desk-lamp", "p4").await;
        let now = full.get(PATH).await.expect(200).json();
        let seen = full.get(&format!("{PATH}?asOf={at}")).await.expect(200).json();
        assert_eq!(seen["attributes"], before["attributes"]);
        assert_eq!(parts(&seen), parts(&before));
        assert_eq!(seen["variants"], before["variants"]);
        let seen = full.get(&format!("/api/links/{similar}?asOf={at}")).await.expect(200).json();
        assert_eq!((&seen["origin"]["id"], &seen["target"]["id"]), (&json!("bulb"), &json!("desk-lamp")));
        let told = newest(&full, &format!("/api/links/{similar}")).await;
        assert_eq!(told["operation"], "delete");

        let at = at.replace("%2B", "+");
        full.post(&format!("{PATH}/revert"), json!({"asOf": at, "attributes": ["gallery"]})).await.expect(200);
        let back = full.get(PATH).await.json();
        assert_eq!(back["attributes"]["gallery"], before["attributes"]["gallery"]);
        assert_eq!(back["attributes"]["power"], now["attributes"]["power"]);
        let again = full.post(&format!("{PATH}/revert"), json!({"asOf": at, "attributes": ["gallery"]})).await.expect(200);
        assert_eq!(again.json()["results"][0]["unchanged"], true);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// The links that went with a document come back with it, but for those whose other end is gone.
    async fn links_come_back_with_a_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        gallery(&full).await;
        full.put(PATH, json!({"attributes": {"gallery": ["p2", "p1"]}})).await.expect(200);
        full.put("/api/variants/red", json!({"attributes": {"shot": ["p4"]}})).await.expect(200);
        linked(&full, "similar", "bulb", "desk-lamp").await;
        linked(&full, "similar", "desk-lamp", "bulb").await;
        linked(&full, "similar", "cord", "desk-lamp").await;
        let before = full.get(PATH).await.expect(200).json();
        full.delete(PATH).await.expect(204);
        full.delete("/api/documents/cord").await.expect(204);
        let deletion = newest(&full, PATH).await["id"].clone();
        let done = full.post(&format!("{PATH}/revert"), json!({"change": deletion})).await.expect(200).json();
        let warnings = done["results"][0]["warnings"].as_array().expect("warnings").len();
        assert_eq!((warnings, done["results"].as_array().map(Vec::len)), (1, Some(7)), "{done}");
        let back = full.get(PATH).await.expect(200).json();
        assert_eq!(back["attributes"], before["attributes"]);
        assert_eq!(back["variants"], before["variants"]);
        let left: Vec<_> = parts(&before).into_iter().filter(|link| link[2] != "cord").collect();
        assert_eq!(parts(&back), left);
        are(&targets(&full, "gallery", "desk-lamp").await, &[("p2", 1), ("p1", 2)]);
        server.instance().run(&["check"]).await;
    }
}
