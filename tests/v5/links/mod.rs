mod bulk;
mod crowd;
mod delete;
mod list;
mod parts;
mod post;
mod put;
mod values;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

/// The shop with the link types `media` (documents to assets), `similar` (documents to documents), `photo` (variants to
/// assets); the documents `desk-lamp`, `bulb` and `cord`, the variant `red` of the first, and the assets `p1` to `p4`.
pub async fn furnish(server: &Server) -> Caller {
    let full = server.as_full();
    for (id, from, to) in
        [("media", "document", "asset"), ("similar", "document", "document"), ("photo", "variant", "asset")]
    {
        let body = json!({"id": id, "name": {"en_GB": id}, "originType": from, "targetType": to});
        full.post("/api/link-types", body).await.expect(201);
    }
    full.post("/api/documents", lamp("desk-lamp")).await.expect(201);
    for id in ["bulb", "cord"] {
        full.post("/api/documents", plain_lamp(id)).await.expect(201);
    }
    full.post("/api/variants", variant("red", "desk-lamp")).await.expect(201);
    for id in ["p1", "p2", "p3", "p4"] {
        full.post("/api/assets", json!({ "id": id })).await.expect(201);
    }
    full
}

pub fn link(link_type: &str, origin: &str, target: &str) -> Value {
    json!({"linkType": {"id": link_type}, "origin": {"id": origin}, "target": {"id": target}})
}

/// Makes a link, and tells its id.
pub async fn linked(full: &Caller, link_type: &str, origin: &str, target: &str) -> String {
    let made = full.post("/api/links", link(link_type, origin, target)).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// Targets and places of the links of a type from an origin, in their order.
pub async fn targets(full: &Caller, link_type: &str, origin: &str) -> Vec<(String, i64)> {
    let path = format!("/api/links?linkType.id={link_type}&origin.id={origin}");
    let list = full.accept("application/json").get(&path).await.expect(200).json();
    let end = |link: &Value| {
        (link["target"]["id"].as_str().expect("an id").to_owned(), link["sequence"].as_i64().expect("a number"))
    };
    list.as_array().expect("a list").iter().map(end).collect()
}

pub fn are(found: &[(String, i64)], expected: &[(&str, i64)]) {
    let found: Vec<_> = found.iter().map(|(id, sequence)| (id.as_str(), *sequence)).collect();
    assert_eq!(found, expected);
}
