//! Which events come of what happens, and of what else.

mod cascades;
mod coalescing;
mod crash;
mod jobs;
mod many;
mod payload;
mod since;

use model::event::EventCode;
use serde_json::{Value, json};

use crate::support::server::Server;
use crate::support::until::until_some;
use crate::support::webhooks::{log, subscribe};

/// Nobody listens there: what was owed is read from the log.
const NOWHERE: &str = "http://127.0.0.2:10009/";

/// A webhook that hears of everything.
pub async fn hears_all(server: &Server) -> String {
    let codes: Vec<_> = EventCode::ALL.iter().map(|code| code.name()).collect();
    subscribe(server, NOWHERE, &codes).await
}

/// The payloads of all that a webhook was owed since it was last asked for, in the order of the feed. A classification of
/// that code marks what happened until now.
pub async fn told(server: &Server, webhook: &str, mark: &str) -> Vec<Value> {
    let full = server.as_full();
    full.post("/api/classifications", json!({"id": mark, "parent": {"id": "root"}})).await.expect(201);
    let is_mark = |entry: &Value| entry["event"] == "classification.create" && entry["resource"]["code"] == mark;
    let log = until_some(async || Some(log(server, webhook, "").await).filter(|log| log.iter().any(is_mark))).await;
    let since = log.iter().skip_while(|entry| !is_mark(entry)).skip(1);
    let since: Vec<_> = since.take_while(|entry| entry["event"] != "classification.create").collect();
    let mut payloads = Vec::new();
    for entry in since.iter().rev() {
        let uuid = entry["uuid"].as_str().expect("a uuid");
        payloads.push(full.get(&format!("/api/events/{uuid}")).await.expect(200).json());
    }
    payloads
}

/// The events, such as `document.update lamp`, sorted.
#[track_caller]
pub fn names(payloads: &[Value]) -> Vec<String> {
    let name = |payload: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{payload}")).to_owned();
        format!("{} {}", text(&payload["code"]), text(&payload["resource"]["code"]))
    };
    let mut names: Vec<_> = payloads.iter().map(name).collect();
    names.sort();
    names
}

/// The one event of that name.
#[track_caller]
pub fn one<'a>(payloads: &'a [Value], code: &str, resource: &str) -> &'a Value {
    let is_it = |payload: &&Value| payload["code"] == code && payload["resource"]["code"] == resource;
    let found: Vec<_> = payloads.iter().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{code} {resource} in {:?}", names(payloads));
    found[0]
}
