//! 46 to 58: filters.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};

/// A server with the documents a, b, c and d.
async fn with_lamps(engine: Engine) -> Server {
    let server = Server::shop(engine).await;
    let lamp = |id: &str, attributes: Value| {
        let mut body = plain_lamp(id);
        body["attributes"] = attributes;
        body
    };
    let bodies = [
        lamp("a", json!({"socket": "e27", "price": "9.99", "name": {"en_GB": "Desk lamp", "fr_FR": "Lampe"}})),
        lamp("b", json!({"socket": "e14", "price": 10, "name": {"en_GB": "Spot", "fr_FR": "Lamp"}})),
        lamp("c", json!({"socket": "e27", "price": "19.99", "rooms": ["hall"]})),
        lamp("d", json!({"price": 20})),
    ];
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
    server
}

/// The ids found, in order; the total must be as many.
async fn found(caller: &Caller, path: &str) -> String {
    let list = caller.get(&format!("/api/{path}")).await.expect(200).json();
    assert_eq!(list["hydra:totalItems"], ids(&list).len(), "{path}");
    ids(&list).join(" ")
}

on_both! {
    async fn n047_several_attributes_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes", json!({"id": "other", "objectType": "document", "documentType": {"id": "lamp"}, "type": "select", "name": {}}))
            .await.expect(201);
        full.post("/api/predefined-values", json!({"attribute": {"id": "other"}, "code": "x", "name": {}})).await.expect(201);
        let both = full.get("/api/predefined-values?attribute.id[]=socket&attribute.id%5B%5D=rooms").await.expect(200).json();
        assert_eq!(both["hydra:totalItems"], 6);
        let mut attributes: Vec<_> =
            both["hydra:member"].as_array().expect("members").iter().map(|value| value["attribute"]["id"].clone()).collect();
        attributes.dedup();
        assert_eq!(attributes, ["rooms", "socket"]);
        let one = full.get("/api/predefined-values?attribute.id=socket").await.expect(200).json();
        assert_eq!(ids(&one), ["attribute=socket;code=e27", "attribute=socket;code=e14", "attribute=socket;code=gu10"]);
    }
}

on_both! {
    async fn n048_one_channels_classifications(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/catalogs", json!({"id": "ECO", "name": "Shop", "objectType": "document"})).await.expect(201);
        full.post("/api/classifications", json!({"id": "web", "parent": {"id": "root_ECO"}})).await.expect(201);
        assert_eq!(found(&full, "classifications?catalogs.id[]=ECO&order[id]=asc").await, "root_ECO web");
        assert_eq!(found(&full, "classifications?catalogs.id[]=PIM&order[id]=asc").await, "desk floor lighting root seating");
    }
}

on_both! {
    async fn n049_equals_in_three_spellings(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        for spelling in ["attributes.socket=e27", "attributes.socket[]=e27", "attributes.socket[equals]=e27", "attributes.socket%5Bequals%5D=e27"] {
            assert_eq!(found(&full, &format!("documents?{spelling}")).await, "a c", "{spelling}");
        }
    }
}

on_both! {
    async fn n050_a_half_open_range(engine: Engine) {
        let server = with_lamps(engine).await;
        assert_eq!(found(&server.as_full(), "documents?attributes.price[gte]=10&attributes.price[lt]=20").await, "b c");
    }
}

on_both! {
    async fn n051_one_locale_alone(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        assert_eq!(found(&full, "documents?attributes.name.en_GB[contains]=lamp").await, "a");
        assert_eq!(found(&full, "documents?attributes.name.fr_FR[contains]=lamp").await, "a b");
        assert_eq!(found(&full, "documents?attributes.name[contains]=spot").await, "b");
    }
}

on_both! {
    async fn n052_a_date_in_both_forms_is_included(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        let at = full.get("/api/documents/a").await.json()["dateModified"].as_str().expect("a date").to_owned();
        let plain = at.replace('T', "%20").replace("+00:00", "");
        for bound in [at.replace('+', "%2B"), plain, at.replace("+00:00", "Z")] {
            assert_eq!(found(&full, &format!("documents?dateModified[after]={bound}")).await, "a b c d", "{bound}");
            assert_eq!(found(&full, &format!("documents?dateModified[before]={bound}")).await, "a b c d", "{bound}");
        }
        for bound in ["2999-01-01 00:00:00", "2999-01-01T00:00:00%2B00:00", "2999-01-01"] {
            assert_eq!(found(&full, &format!("documents?dateModified[after]={bound}")).await, "", "{bound}");
        }
    }
}

on_both! {
    async fn n053_strictly_excludes_the_bound(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        let at = full.get("/api/documents/a").await.json()["dateModified"].as_str().expect("a date").replace('+', "%2B");
        assert_eq!(found(&full, &format!("documents?dateModified[strictly_after]={at}")).await, "");
        assert_eq!(found(&full, &format!("documents?dateModified[strictly_before]={at}")).await, "");
        assert_eq!(found(&full, "documents?dateModified[strictly_after]=2020-01-01").await, "a b c d");
    }
}

on_both! {
    async fn n054_without_the_value(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        assert_eq!(found(&full, "documents?exists[attributes.socket]=false").await, "d");
        assert_eq!(found(&full, "documents?exists[attributes.socket]=true").await, "a b c");
        assert_eq!(found(&full, "documents?exists[attributes.name.fr_FR]=false").await, "c d");
    }
}

on_both! {
    async fn n055_unknown_names_and_bad_values(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        assert_eq!(found(&full, "documents?colour=red&shade[]=x&size[gt]=1").await, "a b c d");
        for (bad, named) in [
            ("attributes.colour=red", "attributes.colour"),
            ("attributes.price[like]=1", "attributes.price[like]"),
            ("dateModified[after]=yesterday", "dateModified[after]"),
            ("isActive=perhaps", "isActive"),
            ("attributes.price=cheap", "attributes.price"),
            ("filter={\"or\":[{},{\"attributes.colour\":1}]}", "filter.or[1].attributes.colour"),
            ("filter={\"not\":{\"attributes.price\":{\"gt\":\"cheap\"}}}", "filter.not.attributes.price"),
        ] {
            let refused = full.get(&format!("/api/documents?{bad}")).await.expect(400).json();
            let message = refused["message"].as_str().expect("a message");
            assert!(refused["code"] == 400 && message.contains(&format!("{named}: expected ")), "{bad}: {message}");
        }
    }
}

on_both! {
    async fn n056_and_between_or_among(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        assert_eq!(found(&full, "documents?attributes.socket[]=e27&attributes.socket[]=e14").await, "a b c");
        assert_eq!(found(&full, "documents?attributes.socket[]=e27&attributes.socket[]=e14&attributes.price=10").await, "b");
        assert_eq!(found(&full, "documents?attributes.socket=e14&attributes.rooms=hall").await, "");
    }
}

on_both! {
    async fn n057_properties_of_documents_and_variants(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        full.put("/api/document-types/chair", json!({"hasVariants": true})).await.expect(200);
        full.post("/api/documents", json!({"id": "e", "documentType": {"id": "chair"}, "classification": {"id": "seating"}, "isActive": false}))
            .await.expect(201);
        for (id, document) in [("v", "a"), ("w", "b"), ("x", "e")] {
            full.post("/api/variants", variant(id, document)).await.expect(201);
        }
        full.put("/api/variants/w", json!({"isActive": false})).await.expect(200);
        for (query, expected) in [
            ("documents?documentType.id[]=chair", "e"),
            ("documents?documentType.id[]=chair&documentType.id[]=lamp", "a b c d e"),
            ("documents?isActive=true", "a b c d"),
            ("documents?isActive=0", "e"),
            ("documents?id[]=b&id[]=e&id[]=nope", "b e"),
            ("variants?document.documentType.id[]=lamp", "v w"),
            ("variants?isActive=false", "w"),
            ("variants?id[]=x&id[]=v", "v x"),
            ("variants?document.id[]=a&document.id[]=e", "v x"),
        ] {
            assert_eq!(found(&full, query).await, expected, "{query}");
        }
    }
}

on_both! {
    async fn n058_sparse_members(engine: Engine) {
        let server = with_lamps(engine).await;
        let full = server.as_full();
        let list = full.get("/api/documents?properties[]=id&limit=1").await.expect(200).json();
        assert_eq!(list["hydra:member"], json!([{"@id": "/api/documents/a", "@type": "Document", "id": "a"}]));
        let json = full.accept("application/json").get("/api/documents?properties%5B%5D=id&limit=1").await.expect(200);
        assert_eq!(json.json(), json!([{"id": "a"}]));
        let inner = full.get("/api/documents/a?properties[attributes][]=price&properties[]=id").await.expect(200).json();
        assert_eq!((&inner["attributes"], inner.get("isActive")), (&json!({"price": 9.99}), None));
    }
}
