//! The feed of all changes (ours).

mod pages;
mod stream;
mod wait;

use serde_json::Value;

use crate::support::client::{Answer, Caller};

/// Follows the feed after a cursor until there are so many; transactions of other databases delay it. Each page goes on where
/// the one before ended. Returns the entries and the last cursor.
pub async fn follow(caller: &Caller, query: &str, after: &str, count: usize) -> (Vec<Value>, String) {
    let (mut found, mut cursor) = (Vec::new(), after.to_owned());
    let caller = caller.accept("application/json");
    loop {
        let page = caller.get(&format!("/api/changes?{query}&after={cursor}&wait=20")).await.expect(200);
        cursor = cursor_of(&page);
        let entries = page.json().as_array().expect("a list").clone();
        assert!(entries.last().is_none_or(|last| last["cursor"].is_string()), "{}", page.text());
        found.extend(entries);
        if found.len() >= count {
            return (found, cursor);
        }
    }
}

/// The cursor that an answer leads on with.
pub fn cursor_of(answer: &Answer) -> String {
    let cursor = answer.header("x-cursor").to_owned();
    assert!(answer.all("link").contains(&format!("after={cursor}")), "{}", answer.all("link"));
    cursor
}

/// The cursor of this moment.
pub async fn now(caller: &Caller) -> String {
    cursor_of(&caller.get("/api/changes?after=now").await.expect(200))
}

/// What happened to what, in order: `update document lamp`.
pub fn told(entries: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let line = |entry: &Value| {
        let resource = &entry["resource"];
        format!("{} {} {}", text(&entry["operation"]), text(&resource["type"]), text(&resource["id"]))
    };
    entries.iter().map(line).collect()
}
