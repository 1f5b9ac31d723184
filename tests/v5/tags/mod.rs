//! `/api/tags` (v5.md 3.10), and the tags of documents.

mod crowd;
mod crud;
mod documents;
mod rules;

use serde_json::{Value, json};

use crate::support::client::Caller;

/// A tag of lamps.
#[expect(clippy::needless_pass_by_value, reason = "given as a literal")]
pub fn tag(id: &str, more: Value) -> Value {
    let mut body = json!({"id": id, "name": {"en_GB": id}, "documentType": {"id": "lamp"}, "color": "#2e7d32"});
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    body
}

/// A rule on an attribute.
#[expect(clippy::needless_pass_by_value, reason = "given as a literal")]
pub fn rule(attribute: &str, operator: &str, value: Value) -> Value {
    json!({"attribute": {"id": attribute}, "operator": operator, "value": value})
}

/// The ids of a document's tags, in order.
pub async fn tags_of(full: &Caller, document: &str) -> String {
    let shown = full.get(&format!("/api/documents/{document}")).await.expect(200).json();
    let tags = shown["tags"].as_array().expect("a list").iter();
    tags.map(|tag| tag["id"].as_str().expect("an id")).collect::<Vec<_>>().join(" ")
}

/// The ids of what a filter finds.
pub async fn found(full: &Caller, path: &str) -> String {
    let list = full.get(path).await.expect(200).json();
    let ids = crate::support::pages::ids(&list);
    assert_eq!(list["hydra:totalItems"], ids.len(), "{path}");
    ids.join(" ")
}
