use serde_json::{Value, json};

use super::{content, moment};
use crate::flows::{over, text};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

async fn members(full: &Caller, path: &str) -> Vec<Value> {
    let list = full.get(path).await.expect(200).json();
    list["hydra:member"].as_array().expect("members").iter().map(content).collect()
}

on_both! {
    /// What was there then, as it stood, whatever became of it.
    async fn a_list_is_seen_as_it_stood(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b", "c"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        for (id, document) in [("a-1", "a"), ("b-1", "b")] {
            full.post("/api/variants", variant(id, document)).await.expect(201);
        }
        full.put("/api/documents/b", json!({"attributes": {"power": 60}, "classifications": [{"id": "floor"}]})).await.expect(200);
        let at = moment(&full, "/api/documents/b").await;
        let mut before = Vec::new();
        for kind in ["documents", "variants", "classifications"] {
            before.push(members(&full, &format!("/api/{kind}?order[id]=asc")).await);
        }
        full.put("/api/documents/a", json!({"attributes": {"power": 1, "name": {"fr_FR": null}}})).await.expect(200);
        full.delete("/api/documents/b?recursive=true").await.expect(204);
        full.delete("/api/classifications/floor").await.expect(204);
        full.post("/api/documents", lamp("b")).await.expect(201);
        full.post("/api/documents", lamp("d")).await.expect(201);
        for (kind, before) in ["documents", "variants", "classifications"].iter().zip(&before) {
            assert_eq!(&members(&full, &format!("/api/{kind}?asOf={at}")).await, before, "{kind}");
        }
        for (query, expected) in [
            ("attributes.power[gte]=50", vec!["b"]),
            ("attributes.power=40", vec!["a", "c"]),
            ("classifications.id=floor", vec!["b"]),
            ("attributes.name.fr_FR[contains]=bureau&id[]=a&id[]=d", vec!["a"]),
            ("documentType.id=chair", vec![]),
            ("isActive=true&exists[attributes.price]=true", vec!["a", "b", "c"]),
        ] {
            assert_eq!(ids(&full.get(&format!("/api/documents?asOf={at}&{query}")).await.expect(200).json()), expected, "{query}");
        }
        let variants = full.get(&format!("/api/variants?asOf={at}&document.id=b")).await.expect(200).json();
        assert_eq!(ids(&variants), ["b-1"]);
        assert_eq!(ids(&full.get("/api/documents?asOf=2001-01-01").await.expect(200).json()), Vec::<String>::new());
        assert!(variants.get("hydra:totalItems").is_none(), "nobody counted them: {variants}");
    }
}

on_both! {
    async fn comes_in_pages_and_whole(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let all: Vec<_> = (0..9).map(|n| format!("d{n}")).collect();
        for id in &all {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        let at = moment(&full, "/api/documents/d8").await;
        for id in &all[..5] {
            full.delete(&format!("/api/documents/{id}")).await.expect(204);
        }
        full.post("/api/documents", lamp("d0")).await.expect(201);
        for limit in [1, 2, 4, 9, 30] {
            assert_eq!(walk(&full, &format!("/api/documents?asOf={at}&limit={limit}")).await, all, "{limit}");
        }
        let lines = full.accept("application/x-ndjson").get(&format!("/api/documents?asOf={at}&pagination=false")).await.expect(200);
        let shown: Vec<_> = lines.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(shown, all);
    }
}

on_both! {
    /// What the index alone could tell is refused, in words.
    async fn what_cannot_be_asked_is_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (query, word) in [
            ("search=lamp", "search"),
            ("order[dateCreated]=asc", "order"),
            ("classifications[descendants]=lighting", "classifications[descendants]"),
            ("catalogs.id=PIM", "catalogs.id"),
            ("facets[]=attributes.socket", "facets"),
            ("page=2", "cursor"),
            ("attributes.nothing=1", "attributes.nothing"),
        ] {
            let refused = full.get(&format!("/api/documents?asOf=2026-11-29&{query}")).await.expect(400).text();
            assert!(refused.contains(word), "{query}: {refused}");
        }
        full.get("/api/documents?asOf=soon").await.expect(400);
        full.get("/api/attributes?asOf=2026-11-29").await.expect(400);
        full.get("/api/keyvalues?asOf=2026-11-29").await.expect(400);
    }
}

on_both! {
    /// Exports tell what was there then: by a process and at once.
    async fn exports_are_as_of_then(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        let at = moment(&full, "/api/documents/b").await;
        full.put("/api/documents/a", json!({"attributes": {"power": 1}})).await.expect(200);
        full.delete("/api/documents/b").await.expect(204);
        full.post("/api/documents", lamp("c")).await.expect(201);
        let profile = json!({
            "name": "Lamps", "model": "document.lamp", "extension": "csv",
            "mappings": [
                {"column": "SKU", "target": {"type": "property", "code": "document_code"}, "options": []},
                {"column": "Watts", "target": {"type": "attribute", "code": "power"}, "options": []},
            ],
        });
        let made = full.post("/api/export-profiles", profile).await.expect(201).json();
        let id = made["id"].as_str().expect("an id");
        let expected = "SKU;Watts\na;40\nb;40\n";
        let moment = at.replace("%2B", "+");
        let process = full.post("/api/exports", json!({"exportProfileId": id, "asOf": moment})).await.expect(201).json();
        assert_eq!(text(&server, &over(&full, &process).await, "file").await, expected);
        let at_once = full.get(&format!("/api/export-profiles/{id}/file?asOf={at}")).await.expect(200).text();
        assert_eq!(at_once.trim_start_matches('\u{feff}'), expected);
        let some = full.get(&format!("/api/export-profiles/{id}/file?asOf={at}&id=b")).await.expect(200).text();
        assert_eq!(some.trim_start_matches('\u{feff}'), "SKU;Watts\nb;40\n");

        full.post("/api/exports", json!({"exportProfileId": id, "asOf": "soon"})).await.refused_at("asOf");
        let values = json!({"name": "Values", "model": "predefined-value", "extension": "csv"});
        full.post("/api/exports", json!({"exportProfile": values, "asOf": moment})).await.refused_at("asOf");
        let below = json!({"exportProfileId": id, "asOf": moment, "filters": {"classifications[descendants]": "lighting"}});
        full.post("/api/exports", below).await.expect(400);
    }
}
