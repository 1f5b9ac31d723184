mod crowd;
mod crud;
mod delete;
mod documents;
mod list;

use serde_json::{Value, json};

/// An indicator of lamps that counts these attributes and link types.
pub fn indicator(id: &str, attributes: &[&str], link_types: &[&str]) -> Value {
    let named = |codes: &[&str]| codes.iter().map(|code| json!({"id": code})).collect::<Vec<_>>();
    json!({
        "id": id, "name": {"en_GB": id}, "color": "#00AA55", "documentType": {"id": "lamp"},
        "attributes": named(attributes), "linkTypes": named(link_types),
    })
}

/// The percentages of a document as `indicator locale value`.
pub fn percent(document: &Value) -> Vec<String> {
    let all = document["completeness"].as_array().expect("a list");
    let text = |one: &Value, name: &str| one[name].as_str().expect("a text").to_owned();
    all.iter().map(|one| format!("{} {} {}", text(one, "id"), text(one, "locale"), one["value"])).collect()
}
