//! The conformance checklist of v4.md part 19: one test a number, named after it and what it says. A number whose
//! rule was changed says so (`n022_amended_…`), and why. `tests/conformance.py` tells which ones are missing.

mod across;
mod assets;
mod attributes;
mod classifications;
mod deliveries;
mod documents;
mod links;
mod lists;
mod sessions;
mod structure;
mod transport;
mod variants;
mod webhooks;

use serde_json::{Value, json};

use crate::support::client::{Answer, Caller};
use crate::support::db::Engine;
use crate::support::server::Server;

/// Where API v4 lies.
pub const BASE: &str = "/api_1.php";

/// A server with the checklist's stock: one type, two link types, six attributes, two languages, a classification, a
/// channel, and the documents `d1` to `d3`.
pub async fn stock(engine: Engine) -> Server {
    stocked(Server::bare(engine).await).await
}

/// The same, on a server that has nothing yet.
pub async fn stocked(server: Server) -> Server {
    let full = server.as_full();
    let locale = json!({"id": "fr_FR", "name": "Français", "isData": true, "isInterface": true});
    full.post("/api/locales", locale).await.expect(201);
    for id in ["ref", "part"] {
        let body = json!({"id": id, "name": {"en_GB": id}, "hasVariants": true});
        full.post("/api/document-types", body).await.expect(201);
    }
    for (id, kind, more) in [
        ("label", "text", json!({"isLocalizable": true, "isInherited": true})),
        ("price", "decimal", json!({})),
        ("sellable", "boolean", json!({})),
        ("erp_at", "datetime", json!({})),
        ("brand", "select", json!({"isInherited": true})),
        ("washing", "multiselect", json!({})),
    ] {
        let mut body = json!({
            "id": id, "objectType": "document", "documentType": {"id": "ref"}, "type": kind, "name": {"en_GB": id},
        });
        for (key, value) in more.as_object().expect("an object") {
            body[key] = value.clone();
        }
        full.post("/api/attributes", body).await.expect(201);
    }
    for (attribute, code, en, fr) in [
        ("brand", "nike", "Nike", "Nike FR"),
        ("brand", "puma", "Puma", "Puma FR"),
        ("washing", "N1", "Cold", "Froid"),
        ("washing", "A20", "Warm", "Tiède"),
    ] {
        let name = json!({"en_GB": en, "fr_FR": fr});
        let body = json!({"attribute": {"id": attribute}, "code": code, "name": name});
        full.post("/api/predefined-values", body).await.expect(201);
    }
    for (id, target) in [("ref_col", "document"), ("doc_media", "asset")] {
        let body = json!({"id": id, "name": {"en_GB": id}, "originType": "document", "targetType": target});
        full.post("/api/link-types", body).await.expect(201);
    }
    full.post("/api/catalogs", json!({"id": "WEB", "name": "Web shop", "objectType": "document"})).await.expect(201);
    full.post("/api/classifications", json!({"id": "fam", "parent": {"id": "root"}})).await.expect(201);
    let web = json!({"id": "web_top", "parent": {"id": "root"}, "catalogs": [{"id": "WEB"}]});
    full.post("/api/classifications", web).await.expect(201);
    for code in ["d1", "d2", "d3"] {
        post(&full, "/documents", document(code)).await.expect(201);
    }
    server
}

/// A document with the least that POST takes.
pub fn document(code: &str) -> Value {
    json!({"code": code, "classification_code": "fam", "document_type_code": "ref"})
}

pub async fn get(caller: &Caller, path: &str) -> Answer {
    caller.get(&format!("{BASE}{path}")).await
}

pub async fn post(caller: &Caller, path: &str, body: Value) -> Answer {
    caller.post(&format!("{BASE}{path}"), body).await
}

pub async fn put(caller: &Caller, path: &str, body: Value) -> Answer {
    caller.put(&format!("{BASE}{path}"), body).await
}

pub async fn delete(caller: &Caller, path: &str) -> Answer {
    caller.delete(&format!("{BASE}{path}")).await
}

/// The object at an address.
pub async fn shown(caller: &Caller, path: &str) -> Value {
    get(caller, path).await.expect(200).json()["response"].clone()
}

/// The members of a page.
pub async fn listed(caller: &Caller, path: &str) -> Vec<Value> {
    get(caller, path).await.expect(200).json()["response"].as_array().expect("a list").clone()
}

/// The codes of the members of a page.
pub async fn codes(caller: &Caller, path: &str) -> Vec<String> {
    listed(caller, path).await.iter().map(|member| member["code"].as_str().expect("a code").to_owned()).collect()
}

/// Refused in v4's shape, at that field.
#[track_caller]
pub fn refused_at(answer: Answer, status: u16, field: &str) {
    let body = answer.expect(status).json();
    let fields: Vec<_> = body["errors"].as_array().expect("a list").iter().map(|error| &error["field"]).collect();
    assert!(fields.contains(&&json!(field)), "{field}: {body}");
}
