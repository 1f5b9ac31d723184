//! Filters, orders, search, facets and totals (v5.md 1.9): one file a subject.
//!
//! | | name | price | power | dimmable | launched | socket | rooms | finish | in |
//! |---|---|---|---|---|---|---|---|---|---|
//! | `d1` | Desk lamp · Lampe de bureau | 12.5 | 40 | yes | 2026-03-01 | e27 | study, hall | Brushed Brass | desk |
//! | `d2` | Élan · Élan vital | 9.99 | 60 | no | 2026-01-15 | e14 | kitchen | brass | floor |
//! | `d3` | floor LAMP | 120 | 100 | | 2025-12-31 | gu10 | | steel | floor, desk |
//! | `d4` (not active) | · Lampadaire | -0.5 | 9 | yes | | | kitchen, study | | lighting |
//! | `d5` | | | | | | | | | nothing |
//! | `c1`, a chair | | | | | | | | | seating |

mod classifications;
mod dates;
mod equality;
mod errors;
mod exists;
mod facets;
mod groups;
mod order;
mod pages;
mod ranges;
mod search;
mod texts;
mod variants;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::Engine;
use crate::support::pages::ids;
use crate::support::server::Server;

/// A server with the documents of the table, written in its order.
async fn lamps(engine: Engine) -> Server {
    let server = Server::shop(engine).await;
    let lines = server.as_full().lines("/api/documents/bulk", &documents()).await.expect(200).lines();
    assert!(lines.iter().all(|line| line["status"] == 201), "{lines:?}");
    server
}

fn documents() -> Vec<Value> {
    let lamp = |id: &str, nodes: &[&str], attributes: Value| {
        let nodes: Vec<_> = nodes.iter().map(|node| json!({"id": node})).collect();
        json!({"id": id, "documentType": {"id": "lamp"}, "classifications": nodes, "attributes": attributes})
    };
    let mut inactive = lamp(
        "d4",
        &["lighting"],
        json!({
            "name": {"fr_FR": "Lampadaire"}, "price": "-0.5", "power": 9, "dimmable": true, "rooms": ["kitchen", "study"],
        }),
    );
    inactive["isActive"] = false.into();
    vec![
        lamp(
            "d1",
            &["desk"],
            json!({
                "name": {"en_GB": "Desk lamp", "fr_FR": "Lampe de bureau"}, "price": "12.50", "power": 40,
                "dimmable": true, "launched": "2026-03-01", "reviewed": "2026-03-01T10:00:00", "socket": "e27",
                "rooms": ["study", "hall"], "finish": "Brushed Brass",
            }),
        ),
        lamp(
            "d2",
            &["floor"],
            json!({
                "name": {"en_GB": "Élan", "fr_FR": "Élan vital"}, "price": 9.99, "power": 60, "dimmable": false,
                "launched": "2026-01-15", "reviewed": "2026-03-01T10:00:01", "socket": "e14", "rooms": ["kitchen"],
                "finish": "brass",
            }),
        ),
        lamp(
            "d3",
            &["floor", "desk"],
            json!({
                "name": {"en_GB": "floor LAMP"}, "price": 120, "power": 100, "launched": "2025-12-31", "socket": "gu10",
                "finish": "steel",
            }),
        ),
        inactive,
        lamp("d5", &[], json!({})),
        json!({"id": "c1", "documentType": {"id": "chair"}, "classifications": [{"id": "seating"}]}),
    ]
}

/// The ids of what matches, in order, with a blank between; the total must be as many.
async fn found(caller: &Caller, path: &str) -> String {
    let list = caller.get(path).await.expect(200).json();
    let ids = ids(&list);
    assert_eq!(list["hydra:totalItems"], ids.len(), "{path}");
    ids.join(" ")
}

/// Asks for documents by each of the queries.
async fn check(caller: &Caller, cases: &[(&str, &str)]) {
    for (query, expected) in cases {
        assert_eq!(found(caller, &format!("/api/documents?{query}")).await, *expected, "{query}");
    }
}
