//! The way from one instance to another that docs/migrating-from-quable.md tells: definitions of all sorts, and objects
//! that use them.

use serde_json::{Value, json};

use super::{other, run_with};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::forget::forget;
use crate::support::server::Server;
use crate::support::shop::variant;
use crate::v5::links::{furnish, link};

const RESOURCES: [&str; 16] = [
    "locales",
    "measure-families",
    "document-types",
    "link-types",
    "attribute-groups",
    "attributes",
    "predefined-values",
    "attributes-sets",
    "catalogs",
    "classifications",
    "completeness-settings",
    "tags",
    "assets",
    "documents",
    "variants",
    "links",
];

on_both! {
    /// From each database to the other; walked again it writes nothing.
    async fn a_catalogue_moves_by_the_page(engine: Engine) {
        let there = Server::shop(engine).await;
        let old = furnish(&there).await;
        add_more(&old).await;
        let here = Server::bare(other(engine)).await;
        let token = there.instance().token("read");
        let order = ["import", "--from", "quable", there.http()];
        run_with(here.instance(), &order, Some(&token)).await.done();
        run_with(here.instance(), &order, Some(&token)).await.unchanged();
        let new = here.as_full();
        for what in RESOURCES {
            let (one, other) = (content(&old, what).await, content(&new, what).await);
            assert_eq!(one, other, "{what}");
        }
        here.instance().run(&["check"]).await;
    }
}

async fn add_more(full: &Caller) {
    let make = async |path: &str, body: Value| drop(full.post(&format!("/api/{path}"), body).await.expect(201));
    make("measure-families", json!({"id": "weight", "baseUnit": "kg", "units": [{"id": "kg", "factor": 1}]})).await;
    let tab = json!({"id": "main", "level": 1, "name": {"en_GB": "Main"}, "objectType": "document", "documentType": {"id": "lamp"}});
    make("attribute-groups", tab).await;
    for (id, kind) in [("picture", "media"), ("goes_on", "document")] {
        make("attributes", json!({"id": id, "type": kind, "objectType": "document", "documentType": {"id": "lamp"}}))
            .await;
    }
    let note = json!({"id": "note", "type": "text", "objectType": "link", "linkType": {"id": "similar"}});
    make("attributes", note).await;
    let set =
        json!({"id": "summer", "documentType": {"id": "lamp"}, "attributes": [{"id": "name"}, {"id": "picture"}]});
    make("attributes-sets", set).await;
    make("catalogs", json!({"id": "WEB", "name": "Web", "objectType": "document"})).await;
    make("classifications", json!({"id": "web_top", "parent": {"id": "root"}, "catalogs": [{"id": "WEB"}]})).await;
    make("classifications", json!({"id": "a_low", "parent": {"id": "web_top"}})).await;
    make("tags", json!({"id": "hand", "name": {"en_GB": "Hand"}, "color": "#2E7D32", "documentType": {"id": "lamp"}}))
        .await;
    let web = json!({"id": "web", "name": {"en_GB": "Web"}, "color": "#2E7D32", "documentType": {"id": "lamp"},
        "attributes": [{"id": "power"}]});
    make("completeness-settings", web).await;
    let values = json!({"picture": [{"id": "p1"}], "goes_on": [{"id": "cord"}, {"id": "bulb"}]});
    let change = json!({"attributes": values, "tags": [{"id": "hand"}],
        "classifications": [{"id": "desk"}, {"id": "a_low"}]});
    full.put("/api/documents/desk-lamp", change).await.expect(200);
    full.put("/api/documents/cord", json!({"attributeSet": {"id": "summer"}, "isActive": false})).await.expect(200);
    make("variants", variant("blue", "desk-lamp")).await;
    let mut similar = link("similar", "desk-lamp", "bulb");
    similar["attributes"] = json!({"note": "n"});
    make("links", similar).await;
    make("links", link("photo", "red", "p2")).await;
}

/// What a list shows in any order, but for what is an instance's own: numbers, moments, names.
async fn content(full: &Caller, what: &str) -> Vec<String> {
    let list = full.accept("application/json").get(&format!("/api/{what}?limit=1000")).await.expect(200);
    let mut list = list.json();
    let is_own = |key: &str| ["legacyId", "dateCreated", "dateModified", "createdBy", "updatedBy"].contains(&key);
    let is_number = |value: &Value| value.as_str().is_some_and(|id| id.parse::<i64>().is_ok());
    forget(&mut list, &|key, value| is_own(key) || key == "id" && is_number(value));
    let mut members: Vec<_> = list.as_array().expect("a list").iter().map(Value::to_string).collect();
    members.sort();
    members
}
