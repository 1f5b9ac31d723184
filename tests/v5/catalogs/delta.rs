use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pages::walk;
use crate::support::server::Server;
use crate::support::shop::lamp;
use crate::v4::conformance::put;
use crate::v5::history::moment;

/// A lamp that stands in other classifications too.
fn placed(id: &str, nodes: &[&str]) -> Value {
    let mut lamp = lamp(id);
    lamp.as_object_mut().expect("an object").remove("classification");
    lamp["classifications"] = nodes.iter().map(|node| json!({"id": node})).collect();
    lamp
}

async fn places(full: &Caller, id: &str, nodes: &[&str]) {
    let nodes: Value = nodes.iter().map(|node| json!({"id": node})).collect();
    full.put(&format!("/api/documents/{id}"), json!({"classifications": nodes})).await.expect(200);
}

/// A catalog `ECO` with the classifications `first` and `second`.
async fn shop(server: &Server) -> Caller {
    let full = server.as_full();
    full.post("/api/catalogs", json!({"id": "ECO", "name": "Shop", "objectType": "document"})).await.expect(201);
    for id in ["first", "second"] {
        full.post("/api/classifications", json!({"id": id, "parent": {"id": "root_ECO"}})).await.expect(201);
    }
    full
}

/// What became of each document, with what of it differs.
async fn told(full: &Caller, query: &str) -> BTreeMap<String, (String, Value)> {
    let list = full.get(&format!("/api/catalogs/ECO/delta?{query}")).await.expect(200).json();
    let members = list["hydra:member"].as_array().expect("members").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    members
        .map(|one| {
            let parts = json!([one["attributes"], one["locales"], one["properties"]]);
            (text(&one["id"]), (text(&one["change"]), parts))
        })
        .collect()
}

on_both! {
    /// What came, went or changed, once each; what came and went again, or is as it was, isn't there.
    async fn tells_what_differs(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = shop(&server).await;
        for (id, nodes) in [
            ("changes", &["desk", "first"][..]),
            ("comes", &["desk"]),
            ("goes", &["desk", "first"]),
            ("dies", &["first"]),
            ("moves", &["first"]),
            ("returns", &["first"]),
            ("visits", &["desk"]),
            ("outside", &["desk"]),
            ("still", &["first"]),
        ] {
            full.post("/api/documents", placed(id, nodes)).await.expect(201);
        }
        let from = moment(&full, "/api/documents/still").await;
        let change = json!({"attributes": {"power": 7, "name": {"fr_FR": "Autre"}}, "isActive": false});
        full.put("/api/documents/changes", change).await.expect(200);
        places(&full, "comes", &["desk", "second"]).await;
        places(&full, "goes", &["desk"]).await;
        full.delete("/api/documents/dies").await.expect(204);
        places(&full, "moves", &["second"]).await;
        for power in [1, 40] {
            full.put("/api/documents/returns", json!({"attributes": {"power": power}})).await.expect(200);
        }
        places(&full, "visits", &["desk", "first"]).await;
        places(&full, "visits", &["desk"]).await;
        full.put("/api/documents/outside", json!({"attributes": {"power": 7}})).await.expect(200);
        full.post("/api/documents", placed("new", &["second"])).await.expect(201);
        let to = moment(&full, "/api/documents/new").await;

        let nothing = json!([[], [], []]);
        let expected = BTreeMap::from([
            ("changes", ("changed", json!([["name", "power"], ["fr_FR"], ["isActive"]]))),
            ("comes", ("entered", nothing.clone())),
            ("goes", ("left", nothing.clone())),
            ("dies", ("left", nothing.clone())),
            ("moves", ("changed", json!([[], [], ["classifications"]]))),
            ("new", ("entered", nothing.clone())),
        ]);
        let expected: BTreeMap<_, _> =
            expected.into_iter().map(|(id, (change, parts))| (id.to_owned(), (change.to_owned(), parts))).collect();
        assert_eq!(told(&full, &format!("from={from}&to={to}")).await, expected);
        assert_eq!(told(&full, &format!("from={from}")).await, expected, "until now");

        // What happens later doesn't change what is told of then.
        full.put("/api/documents/new", json!({"attributes": {"power": 3}})).await.expect(200);
        full.delete("/api/documents/comes").await.expect(204);
        full.post("/api/documents", placed("dies", &["first"])).await.expect(201);
        assert_eq!(told(&full, &format!("from={from}&to={to}")).await, expected);
        let later = told(&full, &format!("from={to}")).await;
        let moves: Vec<_> = later.iter().map(|(id, (change, _))| (id.as_str(), change.as_str())).collect();
        assert_eq!(moves, [("comes", "left"), ("dies", "entered"), ("new", "changed")]);
    }
}

on_both! {
    /// A classification that is called otherwise, or is gone, is still known as what it was.
    async fn names_of_then_are_known(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = shop(&server).await;
        for id in ["stays", "moves"] {
            full.post("/api/documents", placed(id, &["first"])).await.expect(201);
        }
        full.post("/api/documents", placed("orphan", &["desk", "second"])).await.expect(201);
        let from = moment(&full, "/api/documents/orphan").await;
        places(&full, "moves", &["desk"]).await;
        full.put("/api/documents/stays", json!({"attributes": {"power": 7}})).await.expect(200);
        put(&full, "/classifications/first", json!({"code": "renamed"})).await.expect(200);
        full.delete("/api/classifications/second").await.expect(204);
        let told = told(&full, &format!("from={from}")).await;
        let moves: Vec<_> = told.iter().map(|(id, (change, _))| (id.as_str(), change.as_str())).collect();
        assert_eq!(moves, [("moves", "left"), ("orphan", "left"), ("stays", "changed")]);
    }
}

on_both! {
    async fn comes_in_pages_and_as_lines(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = shop(&server).await;
        let from = moment(&full, "/api/classifications/second").await;
        for n in 0..7 {
            full.post("/api/documents", placed(&format!("d{n}"), &["first"])).await.expect(201);
        }
        let path = format!("/api/catalogs/ECO/delta?from={from}");
        let all: Vec<_> = (0..7).map(|n| format!("d{n}")).collect();
        assert_eq!(walk(&full, &format!("{path}&limit=2")).await, all);
        // Pages go on to the moment at which the first was asked for.
        let first = full.get(&format!("{path}&limit=3")).await.expect(200);
        let to = first.header("x-to").replace('+', "%2B");
        full.put("/api/documents/d0", json!({"attributes": {"power": 7}})).await.expect(200);
        full.post("/api/documents", placed("late", &["first"])).await.expect(201);
        let next = first.json()["hydra:view"]["hydra:next"].as_str().expect("a page").to_owned();
        assert_eq!(walk(&full, &next).await, all[3..]);
        let lines = full.accept("application/x-ndjson").get(&format!("{path}&to={to}&pagination=false")).await.expect(200);
        let ids: Vec<_> = lines.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(ids, all);
        assert_eq!(told(&full, &format!("from={to}")).await.into_keys().collect::<Vec<_>>(), ["d0", "late"]);
        for format in ["application/json", "application/hal+json"] {
            full.accept(format).get(&path).await.expect(200);
        }
        for bad in ["", "from=soon", "from=2026-11-01&to=2026-10-01", "from=2026-11-01&page=2", "from=2026-11-01&cursor=x"] {
            full.get(&format!("/api/catalogs/ECO/delta?{bad}")).await.expect(400);
        }
        full.get("/api/catalogs/never/delta?from=2026-11-01").await.expect(404);
    }
}
