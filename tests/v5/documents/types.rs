//! Prices, measures, times, addresses, colours, item numbers, tables and JSON: in, out, and asked for.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::history;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// The shop with an attribute of each of these types, and a lamp `a`.
async fn shop(engine: Engine) -> Server {
    let server = Server::shop(engine).await;
    let full = server.as_full();
    let units = json!([{"id": "kg", "factor": 1}, {"id": "g", "factor": "0.001"}]);
    full.post("/api/measure-families", json!({"id": "weight", "baseUnit": "kg", "units": units})).await.expect(201);
    for (id, more) in [
        ("cost", json!({"type": "price"})),
        ("fee", json!({"type": "price", "constraints": {"currencies": ["EUR"], "minValue": 0}})),
        ("mass", json!({"type": "measure", "measureFamily": {"id": "weight"}})),
        ("opens", json!({"type": "time"})),
        ("page", json!({"type": "url"})),
        ("sheet", json!({"type": "url", "constraints": {"extensions": [".PDF"]}})),
        ("contact", json!({"type": "email"})),
        ("shade", json!({"type": "color"})),
        ("gtin", json!({"type": "gtin"})),
        ("own_number", json!({"type": "gtin", "constraints": {"lenient": true}})),
        ("parts", json!({"type": "table"})),
        ("extra", json!({"type": "json"})),
        ("extra_by_locale", json!({"type": "json", "isLocalizable": true})),
    ] {
        let mut body = more;
        body["id"] = id.into();
        body["objectType"] = "document".into();
        body["documentType"] = json!({"id": "lamp"});
        full.post("/api/attributes", body).await.expect(201);
    }
    full.post("/api/documents", plain_lamp("a")).await.expect(201);
    server
}

async fn written(full: &Caller, attribute: &str, value: Value) -> Value {
    let put = full.put("/api/documents/a", json!({"attributes": {attribute: value}})).await.expect(200);
    put.json()["attributes"].get(attribute).cloned().unwrap_or(Value::Null)
}

fn money(amount: &str, currency: &str) -> Value {
    let amount: Value = serde_json::from_str(amount).expect("a number");
    json!({"amount": amount, "currency": currency})
}

on_both! {
    /// v5.md 1.12; what was read can be sent back, and that changes nothing.
    async fn each_has_one_form(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        for (attribute, sent, shown) in [
            ("cost", money("12.5", "EUR"), json!([money("12.5", "EUR")])),
            ("cost", json!({"value": "12.50", "currency": "USD"}), json!([money("12.5", "USD")])),
            ("cost", json!([money("2", "USD"), money("1", "EUR")]), json!([money("1", "EUR"), money("2", "USD")])),
            ("fee", json!(3), json!([money("3", "EUR")])),
            ("mass", json!({"value": "900.0", "unit": "g"}), json!({"value": 900, "unit": "g"})),
            ("opens", json!("09:30"), json!("09:30:00")),
            ("page", json!("https://example.org/a?b=c#d"), json!("https://example.org/a?b=c#d")),
            ("sheet", json!("https://example.org/a.pdf"), json!("https://example.org/a.pdf")),
            ("contact", json!("ada@example.org"), json!("ada@example.org")),
            ("shade", json!("#ff8a00"), json!("#FF8A00")),
            ("gtin", json!("4006381333931"), json!("4006381333931")),
            ("own_number", json!("4006381333932"), json!("4006381333932")),
            ("parts", json!([{"part": "bulb", "count": 2}, {"part": "cord", "count": null}]), json!([{"count": 2, "part": "bulb"}, {"count": null, "part": "cord"}])),
            ("extra", json!({"b": [1, null, {"c": true}], "a": "é"}), json!({"a": "é", "b": [1, null, {"c": true}]})),
            ("extra_by_locale", json!({"en_GB": {"fr_FR": 1}, "fr_FR": [2]}), json!({"en_GB": {"fr_FR": 1}, "fr_FR": [2]})),
        ] {
            assert_eq!(written(&full, attribute, sent.clone()).await, shown, "{attribute} {sent}");
        }
        let got = full.get("/api/documents/a").await.expect(200).json();
        let writes = history::of(&server, "document", "a").await.len();
        assert_eq!(full.put("/api/documents/a", got.clone()).await.expect(200).json(), got);
        assert_eq!(history::of(&server, "document", "a").await.len(), writes);
        for attribute in ["cost", "mass", "parts", "extra", "extra_by_locale", "gtin"] {
            assert_eq!(written(&full, attribute, Value::Null).await, Value::Null, "{attribute}");
        }
        assert_eq!(written(&full, "cost", json!([])).await, Value::Null);
    }
}

on_both! {
    /// What is not of the type is refused at its attribute, and nothing is written.
    async fn others_are_refused(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        for (attribute, bad, told) in [
            ("cost", json!(12.5), "currency"),
            ("cost", money("1", "EURO"), "ISO 4217"),
            ("cost", json!([money("1", "EUR"), money("2", "EUR")]), "twice"),
            ("cost", json!({"amount": "12,5", "currency": "EUR"}), "amount"),
            ("fee", money("1", "USD"), "EUR"),
            ("fee", money("-1", "EUR"), "0 or more"),
            ("mass", json!(3), "unit"),
            ("mass", json!({"value": 3, "unit": "m"}), "kg, g"),
            ("opens", json!("25:00:00"), "HH:MM:SS"),
            ("page", json!("example.org"), "https://"),
            ("sheet", json!("https://example.org/a.doc"), ".pdf"),
            ("contact", json!("ada"), "e-mail"),
            ("shade", json!("red"), "#RRGGBB"),
            ("gtin", json!("4006381333932"), "check digit 1"),
            ("own_number", json!("4006381"), "8, 12, 13 or 14 digits"),
            ("parts", json!([1]), "rows"),
            ("parts", json!([{"part": {"deep": 1}}]), "rows"),
        ] {
            let put = full.put("/api/documents/a", json!({"attributes": {attribute: bad.clone()}})).await;
            let message = put.refused_at(&format!("attributes.{attribute}")).violations()[0].1.clone();
            assert!(message.contains(told), "{attribute} {bad}: {message}");
        }
        full.put("/api/documents/a", json!({"attributes": {"extra_by_locale": {"en_GB": 1, "de_AT": 2}}})).await.refused_at("attributes.extra_by_locale.de_AT");
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"], json!({}));
    }
}

on_both! {
    /// Prices by currency, measures in the base unit; tables and JSON only by whether they are there.
    async fn lists_are_asked_by_them(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        for (id, values) in [
            ("a", json!({"cost": money("10", "EUR"), "fee": 2, "mass": {"value": 900, "unit": "g"}, "opens": "09:30", "page": "https://example.org/Été", "parts": [{"a": 1}]})),
            ("b", json!({"cost": [money("9", "EUR"), money("20", "USD")], "fee": 1, "mass": {"value": 3, "unit": "kg"}, "opens": "08:00", "gtin": "96385074"})),
            ("c", json!({"cost": money("5", "USD"), "mass": {"value": "0.9", "unit": "kg"}, "extra": {"x": 1}, "shade": "#ff0000"})),
        ] {
            if id != "a" {
                full.post("/api/documents", plain_lamp(id)).await.expect(201);
            }
            full.put(&format!("/api/documents/{id}"), json!({"attributes": values})).await.expect(200);
        }
        for (query, expected) in [
            ("attributes.cost.EUR[gte]=10", &["a"][..]),
            ("attributes.cost[gte]=10", &["a", "b"]),
            ("attributes.cost.USD=5.0", &["c"]),
            ("attributes.fee[lt]=2", &["b"]),
            ("order[attributes.cost.USD]=desc", &["b", "c", "a"]),
            ("order[attributes.fee]=asc", &["b", "a", "c"]),
            ("exists[attributes.cost.USD]=true", &["b", "c"]),
            ("exists[attributes.cost]=false", &[]),
            ("attributes.mass=900%20g", &["a", "c"]),
            ("attributes.mass[gt]=0.9", &["b"]),
            ("attributes.mass[between]=900+g..1", &["a", "c"]),
            ("order[attributes.mass]=desc&order[id]=asc", &["b", "a", "c"]),
            ("attributes.opens[lt]=09:00", &["b"]),
            ("attributes.page[endsWith]=ete", &["a"]),
            ("attributes.gtin[startsWith]=9638", &["b"]),
            ("attributes.shade=%23FF0000", &["c"]),
            ("exists[attributes.parts]=true", &["a"]),
            ("exists[attributes.extra]=true", &["c"]),
            ("search=96385074", &["b"]),
        ] {
            let list = full.get(&format!("/api/documents?{query}")).await.expect(200).json();
            assert_eq!(ids(&list), expected, "{query}");
        }
        for refused in ["attributes.cost.EURO[gt]=1", "attributes.cost[gt]=cheap", "order[attributes.cost]=asc", "attributes.mass=3%20m", "attributes.extra=1", "order[attributes.parts]=asc", "facets[]=attributes.cost"] {
            full.get(&format!("/api/documents?{refused}")).await.expect(400);
        }
        let facets = "facets[]=attributes.mass&facets[]=attributes.cost.USD&facets[]=attributes.fee&limit=0";
        let facets = full.get(&format!("/api/documents?{facets}")).await.expect(200).json()["facets"].clone();
        assert_eq!(facets[0]["values"], json!([{"value": {"value": 900, "unit": "g"}, "count": 2}, {"value": {"value": 3, "unit": "kg"}, "count": 1}]));
        assert_eq!((&facets[1]["currency"], &facets[1]["missing"]), (&json!("USD"), &json!(1)));
        assert_eq!(facets[1]["values"][0]["value"], json!([money("5", "USD")]));
        assert_eq!((&facets[2]["currency"], &facets[2]["values"][0]["count"]), (&json!("EUR"), &json!(1)));
    }
}

on_both! {
    /// Bulk takes the same forms; a dry run shows them as they may be sent, and writes nothing.
    async fn bulk_takes_and_shows_them(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let values = json!({"cost": money("1.5", "EUR"), "mass": {"value": 1, "unit": "kg"}, "extra": {"a": [1]}});
        let line = json!({"id": "a", "attributes": values});
        let dry = full.lines("/api/documents/bulk?dryRun=1", std::slice::from_ref(&line)).await.expect(200).lines();
        let after = |path: &str| {
            let changes = dry[0]["changes"].as_array().expect("changes");
            changes.iter().find(|change| change["path"] == path).map(|change| change["after"].clone())
        };
        assert_eq!(after("attributes.cost"), Some(json!([money("1.5", "EUR")])));
        assert_eq!(after("attributes.mass"), Some(json!({"value": 1, "unit": "kg"})));
        assert_eq!(after("attributes.extra"), Some(json!({"a": [1]})));
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"], json!({}));
        for unchanged in [false, true] {
            let done = full.lines("/api/documents/bulk", std::slice::from_ref(&line)).await.expect(200).lines();
            assert_eq!((&done[0]["status"], done[0]["unchanged"] == true), (&json!(200), unchanged));
        }
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// v5.md 3.1: a type may change when every stored value converts.
    async fn types_change_if_values_convert(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let values = json!({"finish": "https://example.org", "price": 4, "extra": {"value": 2, "unit": "g"}});
        full.put("/api/documents/a", json!({"attributes": values})).await.expect(200);
        full.put("/api/attributes/finish", json!({"type": "email"})).await.refused_at("type");
        full.put("/api/attributes/finish", json!({"type": "url"})).await.expect(200);
        full.put("/api/attributes/price", json!({"type": "price"})).await.refused_at("type");
        let euro = json!({"type": "price", "constraints": {"currencies": ["EUR"]}});
        full.put("/api/attributes/price", euro).await.expect(200);
        full.put("/api/attributes/extra", json!({"type": "measure"})).await.refused_at("measureFamily");
        let weight = json!({"type": "measure", "measureFamily": {"id": "weight"}, "isFilterable": true});
        full.put("/api/attributes/extra", weight).await.expect(200);
        let got = full.get("/api/documents/a").await.json()["attributes"].clone();
        assert_eq!((&got["price"], &got["extra"]), (&json!([money("4", "EUR")]), &json!({"value": 2, "unit": "g"})));
        let found = full.get("/api/documents?attributes.extra=0.002&attributes.price=4").await.expect(200).json();
        assert_eq!(ids(&found), ["a"]);
        server.instance().run(&["check"]).await;
    }
}
