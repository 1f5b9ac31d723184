//! The same catalogue, built by v4 alone and by v5 alone.

use regex::Regex;
use serde_json::{Value, json};

use super::samples::{all, values};
use super::{frame, with};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::forget::forget;
use crate::support::pictures::png;
use crate::support::server::Server;
use crate::v4::conformance::{delete, post, put};
use crate::v5::conformance::assets::sent;

on_both! {
    /// Every type, variant, link, placement and asset record, in each version's eyes.
    async fn a_catalogue_is_the_same_whichever_version_built_it(engine: Engine) {
        let (old, old_full) = frame(engine).await;
        by_v4(&old_full).await;
        let (new, new_full) = frame(engine).await;
        by_v5(&new_full).await;
        for path in PATHS {
            let (by_v4, by_v5) = (seen(&old, path).await, seen(&new, path).await);
            assert_eq!(by_v4, by_v5, "{path}");
        }
        for server in [&old, &new] {
            let documents = [seen(server, "/api/documents/d1").await, seen(server, "/api/variants/v1").await];
            let shown = [seen(server, "/api_1.php/documents/d1").await, seen(server, "/api_1.php/variants/v1").await];
            for sample in all() {
                for (v5, v4) in documents.iter().zip(&shown) {
                    let french = if sample.code == "label" { french(v5) } else { Value::Null };
                    let expected = if french == Value::Null { sample.v5_shown.clone() } else { with(sample.v5_shown.clone(), &json!({"fr_FR": french})) };
                    assert_eq!(v5["attributes"][sample.code], expected, "{}", sample.code);
                    assert_eq!(v4["response"]["fields"][sample.code], sample.v4_shown, "{}", sample.code);
                }
            }
            let fields = &shown[0]["response"]["fields"];
            assert_eq!((&fields["picture"]["code"], &fields["goes_on"]["code"]), (&json!("A"), &json!("d2")));
            assert_eq!(documents[0]["attributes"]["picture"][0]["id"], "A");
            assert_eq!(documents[0]["classifications"].as_array().map(Vec::len), Some(2));
            server.instance().run(&["check"]).await;
        }
    }
}

const PATHS: [&str; 17] = [
    "/api/documents/d1",
    "/api/documents?etag=0",
    "/api/variants",
    "/api/assets",
    "/api/classifications",
    "/api/catalogs",
    "/api/links",
    "/api/attributes?limit=100",
    "/api/predefined-values",
    "/api/link-types",
    "/api_1.php/documents?parent_documents=1&target_documents=1&media_fields_included=1",
    "/api_1.php/documents?target_culture=fr_FR",
    "/api_1.php/variants",
    "/api_1.php/assets",
    "/api_1.php/documents/d1/links",
    "/api_1.php/catalog-views/WEB/classifications?documents_included=1",
    "/api_1.php/eav-attributes",
];

fn french(document: &Value) -> Value {
    document["attributes"]["label"]["fr_FR"].clone()
}

/// What an address shows, without what no two servers share.
async fn seen(server: &Server, path: &str) -> Value {
    let text = server.as_full().get(path).await.expect(200).text().replace(server.http(), "http://host");
    let key = Regex::new("/cdn/vitrine/[0-9a-f]{32}/").expect("a pattern");
    let mut seen = serde_json::from_str(&key.replace_all(&text, "/cdn/vitrine/key/")).expect("JSON");
    let dates = ["dateCreated", "dateModified", "created_at", "updated_at"];
    forget(&mut seen, &|key, _| dates.contains(&key));
    seen
}

async fn by_v4(full: &Caller) {
    let make = async |path: &str, body: Value| drop(post(full, path, body).await.expect(201));
    make("/document-types", json!({"code": "lamp", "name": "lamp", "has_variants": true})).await;
    for sample in all() {
        let body = json!({"code": sample.code, "type": sample.kind, "name": sample.code, "object_type": "document",
            "document_type_code": "lamp", "inheritable": true});
        make("/eav-attributes", with(body, &sample.v4_more)).await;
    }
    for (attribute, code, value) in VALUES {
        make(&format!("/eav-attributes/{attribute}/values"), json!({"code": code, "value": value})).await;
    }
    for (code, kind) in [("picture", "media"), ("goes_on", "document")] {
        let body =
            json!({"code": code, "type": kind, "name": code, "object_type": "document", "document_type_code": "lamp"});
        make("/eav-attributes", body).await;
    }
    let goes_with =
        json!({"code": "goes_with", "name": "goes_with", "origin_type": "document", "target_type": "document"});
    make("/link-types", goes_with).await;
    let note =
        json!({"code": "note", "type": "text", "name": "note", "object_type": "link", "link_type_code": "goes_with"});
    make("/eav-attributes", note).await;
    make("/catalog-views", json!({"code": "WEB", "name": "Web shop"})).await;
    make("/classifications", json!({"code": "fam", "parent_code": "root"})).await;
    make("/classifications", json!({"code": "gone", "parent_code": "root"})).await;
    make("/classifications", json!({"code": "shots", "parent_code": "root", "catalog_code": "DAM"})).await;
    make("/classifications", json!({"code": "web_top", "parent_code": "root", "catalog_code": "web"})).await;
    let texts = [("code", "A"), ("classification_code", "shots")];
    full.form("/api_1.php/assets", &texts, ("a.png", &png(9, 6, 1))).await.expect(201);
    let document = |code: &str| json!({"code": code, "classification_code": "fam", "document_type_code": "lamp"});
    make("/documents", document("d2")).await;
    make("/documents", with(document("d1"), &json!({"fields": values(|sample| &sample.v4)}))).await;
    let change = async |path: &str, body: Value| drop(put(full, path, body).await.expect(200));
    change("/documents/d1", json!({"picture": "A", "goes_on": {"code": "d2"}})).await;
    change("/documents/d1?target_culture=fr_FR", json!({"label": "Lampe"})).await;
    change("/documents/d1", json!({"classification_code": "web_top"})).await;
    make("/variants", json!({"code": "v1", "document_code": "d2", "fields": values(|sample| &sample.v4)})).await;
    make("/variants", json!({"code": "v2", "document_code": "d1"})).await;
    make("/documents/d1/links/goes_with", json!({"items": [{"target_code": "d2", "note": "n"}]})).await;
    delete(full, "/classifications/gone").await.expect(204);
}

const VALUES: [(&str, &str, &str); 4] =
    [("brand", "nike", "Nike"), ("brand", "puma", "Puma"), ("washing", "N1", "Cold"), ("washing", "A20", "Warm")];

async fn by_v5(full: &Caller) {
    let make = async |path: &str, body: Value| drop(full.post(&format!("/api{path}"), body).await.expect(201));
    make("/document-types", json!({"id": "lamp", "name": {"en_GB": "lamp"}, "hasVariants": true})).await;
    let attribute =
        |code: &str, kind: &str, of: &str| json!({"id": code, "type": kind, "name": {"en_GB": code}, "objectType": of});
    let of_lamps = json!({"documentType": {"id": "lamp"}});
    for sample in all() {
        let body = with(attribute(sample.code, sample.kind, "document"), &of_lamps);
        make("/attributes", with(with(body, &json!({"isInherited": true})), &sample.v5_more)).await;
    }
    for (attribute, code, name) in VALUES {
        make("/predefined-values", json!({"attribute": {"id": attribute}, "code": code, "name": {"en_GB": name}}))
            .await;
    }
    for (code, kind) in [("picture", "media"), ("goes_on", "document")] {
        make("/attributes", with(attribute(code, kind, "document"), &of_lamps)).await;
    }
    let goes_with =
        json!({"id": "goes_with", "name": {"en_GB": "goes_with"}, "originType": "document", "targetType": "document"});
    make("/link-types", goes_with).await;
    make("/attributes", with(attribute("note", "text", "link"), &json!({"linkType": {"id": "goes_with"}}))).await;
    make("/catalogs", json!({"id": "WEB", "name": "Web shop", "objectType": "document"})).await;
    let node = |code: &str, catalog: &str| json!({"id": code, "parent": {"id": "root"}, "catalogs": [{"id": catalog}]});
    for (code, catalog) in [("fam", "PIM"), ("gone", "PIM"), ("shots", "DAM"), ("web_top", "WEB")] {
        make("/classifications", node(code, catalog)).await;
    }
    let file = sent(full, "a.png", &png(9, 6, 1)).await;
    make("/assets", json!({"id": "A", "classification": {"id": "shots"}, "fileId": file})).await;
    let document = |code: &str| json!({"id": code, "classification": {"id": "fam"}, "documentType": {"id": "lamp"}});
    make("/documents", document("d2")).await;
    make("/documents", with(document("d1"), &json!({"attributes": values(|sample| &sample.v5)}))).await;
    let change = async |body: Value| drop(full.put("/api/documents/d1", body).await.expect(200));
    change(json!({"attributes": {"picture": [{"id": "A"}], "goes_on": {"id": "d2"}}})).await;
    change(json!({"attributes": {"label": {"fr_FR": "Lampe"}}})).await;
    change(json!({"classifications": [{"id": "fam"}, {"id": "web_top"}]})).await;
    let variant = |code: &str, document: &str| json!({"id": code, "document": {"id": document}});
    make("/variants", with(variant("v1", "d2"), &json!({"attributes": values(|sample| &sample.v5)}))).await;
    make("/variants", variant("v2", "d1")).await;
    let link = json!({"linkType": {"id": "goes_with"}, "origin": {"id": "d1"}, "target": {"id": "d2"}, "attributes": {"note": "n"}});
    make("/links", link).await;
    full.delete("/api/classifications/gone").await.expect(204);
}
