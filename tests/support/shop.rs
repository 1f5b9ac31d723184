//! The catalogue that most tests start from: lamps and chairs in two languages.
//!
//! | attribute | type | |
//! |---|---|---|
//! | `name` | text | localised |
//! | `story` | html | localised |
//! | `notes` | multiline | |
//! | `power` | integer | 0 to 2000 |
//! | `price` | decimal | |
//! | `dimmable` | boolean | inherited by variants |
//! | `launched`, `reviewed` | date, datetime | |
//! | `socket` | select | e14, e27, gu10 in this order: e27, e14, gu10 |
//! | `rooms` | multiselect | kitchen, hall, study in this order |
//! | `ean` | text | unique |
//! | `finish` | text | inherited by variants |
//! | `tagline` | text | localised, inherited by variants |
//! | `cable` | decimal | variants only |
//! | `legs` | integer | of chairs |
//! | `title` | text | localised, of classifications |
//!
//! Locales: `en_GB` (default), `fr_FR`, and `de_DE`, which is not active.
//! Classifications: `lighting` (`desk`, `floor`) and `seating` under the root of PIM.

use serde_json::{Value, json};

use super::client::Caller;

/// Makes all of it, one by one.
pub async fn furnish(full: &Caller) {
    for (resource, bodies) in [
        ("locales", locales()),
        ("document-types", document_types()),
        ("attributes", attributes()),
        ("predefined-values", predefined_values()),
        ("classifications", classifications()),
    ] {
        for body in bodies {
            full.post(&format!("/api/{resource}"), body).await.expect(201);
        }
    }
}

/// A lamp in the classification `desk`, in both languages.
pub fn lamp(id: &str) -> Value {
    json!({
        "id": id,
        "documentType": {"id": "lamp"},
        "classification": {"id": "desk"},
        "attributes": {
            "name": {"en_GB": "Desk lamp", "fr_FR": "Lampe de bureau"},
            "power": 40,
            "price": "12.50",
            "dimmable": true,
            "launched": "2026-03-01",
            "socket": "e27",
            "rooms": ["study", "hall"],
            "finish": "brushed brass",
        },
    })
}

/// A lamp with the least that POST takes.
pub fn plain_lamp(id: &str) -> Value {
    json!({"id": id, "documentType": {"id": "lamp"}, "classification": {"id": "desk"}})
}

/// A variant with the least that POST takes.
pub fn variant(id: &str, document: &str) -> Value {
    json!({"id": id, "document": {"id": document}})
}

fn locales() -> Vec<Value> {
    vec![
        json!({"id": "fr_FR", "name": "Français", "isData": true, "isInterface": true, "fallback": {"id": "en_GB"}}),
        json!({"id": "de_DE", "name": "Deutsch", "isData": true, "isInterface": true, "isActive": false}),
    ]
}

fn document_types() -> Vec<Value> {
    vec![
        json!({"id": "lamp", "name": {"en_GB": "Lamp", "fr_FR": "Lampe"}, "hasVariants": true}),
        json!({"id": "chair", "name": {"en_GB": "Chair", "fr_FR": "Chaise"}}),
    ]
}

fn attributes() -> Vec<Value> {
    let of = |kind: &str, type_: &str, id: &str, more: Value| {
        let mut body = json!({"id": id, "objectType": kind, "type": type_, "name": {"en_GB": id}});
        if kind != "classification" {
            body["documentType"] = json!({"id": "lamp"});
        }
        for (key, value) in more.as_object().expect("an object") {
            body[key] = value.clone();
        }
        body
    };
    vec![
        of("document", "text", "name", json!({"isLocalizable": true})),
        of("document", "html", "story", json!({"isLocalizable": true})),
        of("document", "multiline", "notes", json!({})),
        of("document", "integer", "power", json!({"constraints": {"minValue": 0, "maxValue": 2000}})),
        of("document", "decimal", "price", json!({})),
        of("document", "boolean", "dimmable", json!({"isInherited": true})),
        of("document", "date", "launched", json!({})),
        of("document", "datetime", "reviewed", json!({})),
        of("document", "select", "socket", json!({})),
        of("document", "multiselect", "rooms", json!({})),
        of("document", "text", "ean", json!({"isUnique": true})),
        of("document", "text", "finish", json!({"isInherited": true})),
        of("document", "text", "tagline", json!({"isLocalizable": true, "isInherited": true})),
        of("variant", "decimal", "cable", json!({})),
        of("document", "integer", "legs", json!({"documentType": {"id": "chair"}})),
        of("classification", "text", "title", json!({"isLocalizable": true})),
    ]
}

fn predefined_values() -> Vec<Value> {
    let value = |attribute: &str, code: &str, sequence: u32, name: &str| {
        let name = json!({"en_GB": name});
        json!({"attribute": {"id": attribute}, "code": code, "sequence": sequence, "name": name})
    };
    vec![
        value("socket", "e27", 1, "E27 screw"),
        value("socket", "e14", 2, "E14 screw"),
        value("socket", "gu10", 3, "GU10 twist"),
        value("rooms", "kitchen", 1, "Kitchen"),
        value("rooms", "hall", 2, "Hall"),
        value("rooms", "study", 3, "Study"),
    ]
}

fn classifications() -> Vec<Value> {
    let node = |id: &str, parent: &str, title: &str| json!({"id": id, "parent": {"id": parent}, "attributes": {"title": {"en_GB": title}}});
    vec![
        node("lighting", "root", "Lighting"),
        node("desk", "lighting", "Desk lamps"),
        node("floor", "lighting", "Floor lamps"),
        node("seating", "root", "Seating"),
    ]
}
