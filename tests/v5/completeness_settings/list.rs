use serde_json::json;

use super::indicator;
use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};

/// Lamps `a` to `e` that hold none to four of the attributes that `web` counts, `c` one of them in French alone; and a
/// chair.
async fn furnish(engine: Engine) -> (Server, Caller) {
    let server = Server::shop(engine).await;
    let full = server.as_full();
    full.post("/api/completeness-settings", indicator("web", &["power", "price", "ean", "name"], &[]))
        .await
        .expect(201);
    let values = [
        json!({}),
        json!({"power": 1}),
        json!({"power": 2, "name": {"fr_FR": "Lampe"}}),
        json!({"power": 3, "price": 3, "ean": "3"}),
        json!({"power": 4, "price": 4, "ean": "4", "name": {"en_GB": "Lamp", "fr_FR": "Lampe"}}),
    ];
    for (id, values) in ["a", "b", "c", "d", "e"].into_iter().zip(values) {
        let mut body = plain_lamp(id);
        body["attributes"] = values;
        full.post("/api/documents", body).await.expect(201);
    }
    let mut chair = plain_lamp("stool");
    chair["documentType"] = json!({"id": "chair"});
    full.post("/api/documents", chair).await.expect(201);
    (server, full)
}

on_both! {
    async fn filtered_by_percentages(engine: Engine) {
        let (_server, full) = furnish(engine).await;
        let cases: [(&str, &[&str]); 13] = [
            ("completeness[web][en_GB][gte]=75", &["d", "e"]),
            ("completeness[web][en_GB][gt]=75", &["e"]),
            ("completeness[web][fr_FR][lt]=50", &["a", "b"]),
            ("completeness[web][fr_FR][lte]=50", &["a", "b", "c"]),
            ("completeness[web][en_GB]=25", &["b", "c"]),
            ("completeness[web][en_GB][in]=0,100", &["a", "e"]),
            ("completeness[web][en_GB][between]=1..75", &["b", "c", "d"]),
            ("completeness[web][en_GB][notEquals]=25", &["a", "d", "e", "stool"]),
            ("completeness[web][en_GB][exists]=false", &["stool"]),
            ("completeness[web][en_GB][lt]=50&completeness[web][fr_FR][gte]=50", &["c"]),
            ("completeness[web][en_GB][gt]=100", &[]),
            (r#"filter={"or":[{"completeness[web][en_GB]":{"gt":90}},{"attributes.power":1}]}"#, &["b", "e"]),
            ("completeness[web][de_DE][gte]=0", &[]),
        ];
        for (query, expected) in cases {
            let list = full.get(&format!("/api/documents?{query}")).await.expect(200).json();
            assert_eq!(ids(&list), expected, "{query}");
            assert_eq!(list["hydra:totalItems"], expected.len(), "{query}");
        }
        for id in ["v1", "v2"] {
            full.post("/api/variants", variant(id, if id == "v1" { "a" } else { "e" })).await.expect(201);
        }
        let list = full.get("/api/variants?document.completeness[web][en_GB][gte]=50").await.expect(200).json();
        assert_eq!(ids(&list), ["v2"]);
    }
}

on_both! {
    async fn ordered_by_percentages(engine: Engine) {
        let (_server, full) = furnish(engine).await;
        let cases: [(&str, &[&str]); 3] = [
            ("order[completeness[web][fr_FR]]=desc", &["e", "d", "c", "b", "a", "stool"]),
            ("order[completeness[web][fr_FR]]=asc", &["a", "b", "c", "d", "e", "stool"]),
            ("order[completeness[web][en_GB]]=asc&order[id]=desc", &["a", "c", "b", "d", "e", "stool"]),
        ];
        for (query, expected) in cases {
            let list = full.get(&format!("/api/documents?{query}")).await.expect(200).json();
            assert_eq!(ids(&list), expected, "{query}");
            let walked = crate::support::pages::walk(&full, &format!("/api/documents?{query}&limit=2")).await;
            assert_eq!(walked, expected, "{query}");
        }
    }
}

on_both! {
    async fn what_cannot_be_asked_is_named(engine: Engine) {
        let (_server, full) = furnish(engine).await;
        for (query, told) in [
            ("completeness[app][en_GB]=1", "completeness[app][en_GB]: expected the code of a completeness setting"),
            ("completeness[web][xx]=1", "completeness[web][xx]: expected a locale (de_DE, en_GB, fr_FR)"),
            ("completeness[web][en_GB]=much", "completeness[web][en_GB]: expected an integer"),
            ("completeness[web][en_GB][contains]=1", "completeness[web][en_GB]: expected equals, notEquals, in"),
            ("completeness[web][en_GB][like]=1", "completeness[web][en_GB][like]: expected equals"),
            ("order[completeness[app][en_GB]]=asc", "completeness[app][en_GB]: expected the code"),
        ] {
            let refused = full.get(&format!("/api/documents?{query}")).await.expect(400).json();
            let message = refused["hydra:description"].as_str().expect("a message");
            assert!(message.contains(told), "{query}: {message}");
        }
    }
}
