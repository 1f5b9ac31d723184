//! `/api/bulk-edits`: the same done to many objects.

mod fixed;
mod killed;
mod operations;
mod preview;
mod refused;
mod undo;

use serde_json::{Value, json};

use crate::flows::over;
use crate::support::client::Caller;
use crate::support::shop::lamp;

const PATH: &str = "/api/bulk-edits";
const PREVIEW: &str = "/api/bulk-edits/preview";

/// Lamps of these ids, made one by one.
async fn lamps(full: &Caller, ids: &[&str]) {
    for id in ids {
        full.post("/api/documents", lamp(id)).await.expect(201);
    }
}

/// An edit of all documents.
#[expect(clippy::needless_pass_by_value, reason = "it is written where it is passed")]
fn of_documents(operations: Value) -> Value {
    json!({"resource": "documents", "operations": operations})
}

/// Runs an edit, and waits until it is over.
async fn run(full: &Caller, body: Value) -> Value {
    let process = full.post(PATH, body).await.expect(202).json();
    assert_eq!(process["type"], "bulk_edit", "{process}");
    over(full, &process).await
}

/// A document's values.
async fn values(full: &Caller, id: &str) -> Value {
    full.get(&format!("/api/documents/{id}")).await.expect(200).json()["attributes"].clone()
}
