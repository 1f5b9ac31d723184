//! What happened to things, how they stood, and the writes that bring that back (ours).

mod all;
mod as_of;
mod duplicate;
mod links;
mod list;
mod lists;
mod revert;

use serde_json::Value;

use crate::support::client::Caller;

/// The newest entry of a thing's history.
pub async fn newest(full: &Caller, path: &str) -> Value {
    let page = full.get(&format!("{path}/history?limit=1")).await.expect(200).json();
    page["hydra:member"][0].clone()
}

/// The moment of the last change, to the microsecond, as a query takes it.
pub async fn moment(full: &Caller, path: &str) -> String {
    newest(full, path).await["date"].as_str().expect("a date").replace('+', "%2B")
}

/// The item without what moves with every write around it.
pub fn content(item: &Value) -> Value {
    let mut item = item.clone();
    for name in ["dateModified", "legacyId", "dateCreated", "createdBy", "updatedBy"] {
        item.as_object_mut().expect("an object").remove(name);
    }
    item
}
