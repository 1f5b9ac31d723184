mod delete;
mod post;
mod put;

use serde_json::{Value, json};

use crate::support::client::Caller;

/// A tab, a category in it and a section in that, of the sheet of lamps.
pub async fn furnish(full: &Caller) {
    for body in [
        json!({"id": "tab", "name": {"en_GB": "Tab"}, "level": 1, "documentType": {"id": "lamp"}}),
        json!({"id": "category", "name": {"en_GB": "Category"}, "level": 2, "parent": {"id": "tab"}}),
        section("section", "category"),
    ] {
        full.post("/api/attribute-groups", body).await.expect(201);
    }
}

pub fn section(id: &str, parent: &str) -> Value {
    json!({"id": id, "name": {"en_GB": id}, "level": 3, "parent": {"id": parent}})
}
