mod crowd;
mod delete;
mod post;
mod put;
mod within;

use serde_json::{Value, json};

/// A set of lamps.
pub fn set(id: &str, attributes: &[&str], variant_attributes: &[&str]) -> Value {
    json!({
        "id": id,
        "name": {"en_GB": id},
        "documentType": {"id": "lamp"},
        "attributes": references(attributes),
        "variantAttributes": references(variant_attributes),
    })
}

pub fn references(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

/// The ids of the things in a list.
pub fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|one| one["id"].as_str()).collect()
}

/// The names of an object's values.
pub fn held(item: &Value) -> Vec<&str> {
    item["attributes"].as_object().expect("attributes").keys().map(String::as_str).collect()
}
