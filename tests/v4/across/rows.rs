//! One logical write leaves the same rows by v4, by v5 and in bulk.

use serde_json::{Value, json};

use super::samples::{all, values};
use super::{frame, with};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history::texts;
use crate::support::server::Server;
use crate::v4::conformance::{delete, post, put};

/// What is compared: all but moments, the transaction and where a write came from.
const TABLES: [(&str, &str, &str); 5] = [
    ("objects", "kind, code, type_id, parent_id, active, sequence, rev, shown, created_by, updated_by, body", "id"),
    ("placements", "object_id, node_id, position", "object_id, position"),
    ("value_index", "field, key, object_id", "field, key, object_id"),
    ("unique_keys", "field, key_hash, object_id", "field, key_hash"),
    ("changes", "actor, kind, object_id, code, op, locales, before, after, shown, parent_id, target_id", "seq"),
];

on_both! {
    async fn rows_do_not_tell_which_version_wrote_them(engine: Engine) {
        let mut all = Vec::new();
        for write in [By::V4, By::V5, By::Bulk] {
            let (server, full) = frame(engine).await;
            model(&full).await;
            let before = rows(&server).await;
            write.all(&full).await;
            let after = rows(&server).await;
            assert_ne!(before, after);
            all.push(after);
            server.instance().run(&["check"]).await;
        }
        for (n, (table, ..)) in TABLES.iter().enumerate() {
            assert_eq!(all[0][n], all[1][n], "{table}: v4 and v5");
            assert_eq!(all[1][n], all[2][n], "{table}: v5 and bulk");
            assert!(!all[0][n].is_empty(), "{table}");
        }
    }
}

async fn rows(server: &Server) -> Vec<Vec<String>> {
    let mut tables = Vec::new();
    for (table, columns, order) in TABLES {
        let column = |name: &str| format!("COALESCE(CAST({name} AS text), '-')");
        let columns: Vec<_> = columns.split(", ").map(column).collect();
        let sql = format!("SELECT {} FROM {table} ORDER BY {order}", columns.join(" || '|' || "));
        tables.push(texts(server, &sql).await);
    }
    tables
}

/// The attributes, types and classifications that are written to.
async fn model(full: &Caller) {
    let make = async |path: &str, body: Value| drop(full.post(&format!("/api{path}"), body).await.expect(201));
    make("/document-types", json!({"id": "lamp", "name": {"en_GB": "lamp"}, "hasVariants": true})).await;
    for sample in all() {
        let body = json!({"id": sample.code, "type": sample.kind, "objectType": "document", "isInherited": true,
            "documentType": {"id": "lamp"}, "isUnique": sample.code == "gtin"});
        make("/attributes", with(body, &sample.v5_more)).await;
    }
    for (attribute, code) in [("brand", "nike"), ("washing", "N1"), ("washing", "A20")] {
        make("/predefined-values", json!({"attribute": {"id": attribute}, "code": code})).await;
    }
    for code in ["fam", "other"] {
        make("/classifications", json!({"id": code, "parent": {"id": "root"}})).await;
    }
    let goes_with =
        json!({"id": "goes_with", "name": {"en_GB": "x"}, "originType": "document", "targetType": "document"});
    make("/link-types", goes_with).await;
}

#[derive(Clone, Copy, PartialEq)]
enum By {
    V4,
    V5,
    Bulk,
}

impl By {
    async fn all(self, full: &Caller) {
        let of_type = |one: &str, type_: &str| json!({one: {"id": type_}});
        for code in ["d1", "d2"] {
            let values = if code == "d1" { values(|sample| &sample.v4) } else { json!({"label": "Other"}) };
            let v4 =
                json!({"code": code, "classification_code": "fam", "document_type_code": "lamp", "fields": values});
            let values = if code == "d1" {
                super::samples::values(|sample| &sample.v5)
            } else {
                json!({"label": {"en_GB": "Other"}})
            };
            let v5 = json!({"id": code, "classification": {"id": "fam"}, "attributes": values});
            self.create(full, "documents", v4, with(v5, &of_type("documentType", "lamp"))).await;
        }
        let v4 = json!({"code": "v1", "document_code": "d2", "decimal": "4.50", "label": "Red"});
        let v5 =
            json!({"id": "v1", "document": {"id": "d2"}, "attributes": {"decimal": "4.50", "label": {"en_GB": "Red"}}});
        self.create(full, "variants", v4, v5).await;
        // One language, a value that goes, one that stays what it is, a switch and another place.
        let v4 =
            json!({"label": "Lampe", "brand": null, "text": "linen", "active": false, "classification_code": "other"});
        let v5 = json!({"attributes": {"label": {"fr_FR": "Lampe"}, "brand": null, "text": "linen"}, "isActive": false,
            "classifications": [{"id": "other"}]});
        self.change(full, ("documents", "d1", "?target_culture=fr_FR"), v4, v5).await;
        let of_variant = json!({"attributes": {"decimal": null, "integer": 5}});
        self.change(full, ("variants", "v1", ""), json!({"decimal": "", "integer": "5"}), of_variant).await;
        self.link(full).await;
        self.remove(full, "variants", "v1").await;
    }

    async fn create(self, full: &Caller, resource: &str, v4: Value, v5: Value) {
        match self {
            Self::V4 => drop(post(full, &format!("/{resource}"), v4).await.expect(201)),
            Self::V5 => drop(full.post(&format!("/api/{resource}"), v5).await.expect(201)),
            Self::Bulk => bulk(full, resource, "create", v5).await,
        }
    }

    async fn change(self, full: &Caller, (resource, code, query): (&str, &str, &str), v4: Value, v5: Value) {
        match self {
            Self::V4 => drop(put(full, &format!("/{resource}/{code}{query}"), v4).await.expect(200)),
            Self::V5 => drop(full.put(&format!("/api/{resource}/{code}"), v5).await.expect(200)),
            Self::Bulk => bulk(full, resource, "update", with(v5, &json!({"id": code}))).await,
        }
    }

    async fn link(self, full: &Caller) {
        let link = json!({"linkType": {"id": "goes_with"}, "origin": {"id": "d1"}, "target": {"id": "d2"}});
        match self {
            Self::V4 => {
                let items = json!({"items": [{"target_code": "d2"}]});
                post(full, "/documents/d1/links/goes_with", items).await.expect(201);
            }
            Self::V5 => drop(full.post("/api/links", link).await.expect(201)),
            Self::Bulk => bulk(full, "links", "create", link).await,
        }
    }

    async fn remove(self, full: &Caller, resource: &str, code: &str) {
        match self {
            Self::V4 => drop(delete(full, &format!("/{resource}/{code}")).await.expect(204)),
            Self::V5 => drop(full.delete(&format!("/api/{resource}/{code}")).await.expect(204)),
            Self::Bulk => bulk(full, resource, "delete", json!({"id": code})).await,
        }
    }
}

async fn bulk(full: &Caller, resource: &str, mode: &str, item: Value) {
    let body = json!({"mode": mode, "items": [item]});
    let answer = full.post(&format!("/api/{resource}/bulk"), body).await.expect(200).json();
    assert!(answer["results"][0]["status"].as_u64().is_some_and(|status| status < 300), "{answer}");
}
