//! Files in and out: imports, exports, and the undoing of what a job did.

mod cli;
mod csv;
mod dry_run;
mod export;
mod guard;
mod lines;
mod preview;
mod preview_profile;
mod rights;
mod round_trip;
mod rounds;
mod told;
mod undo;

use serde_json::{Value, json};

use crate::support::client::{Answer, Caller};
use crate::support::server::{Server, path};
use crate::support::until::until_some;

/// Sends a file to be imported; its id.
pub async fn upload(full: &Caller, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let sent = full.form("/api/files", &[("fileType", "import")], (name, bytes.as_ref())).await.expect(201).json();
    sent["id"].as_str().expect("an id").to_owned()
}

/// Waits until a process is over.
pub async fn over(full: &Caller, process: &Value) -> Value {
    let address = format!("/api/processes/{}", process["id"].as_str().expect("an id"));
    until_some(async || {
        let process = full.get(&address).await.expect(200).json();
        ["finished", "failed", "cancelled"].contains(&process["status"].as_str().unwrap_or("")).then_some(process)
    })
    .await
}

/// Begins an import of a file, with what else the body says.
pub async fn begin(full: &Caller, name: &str, bytes: impl AsRef<[u8]>, more: Value) -> Answer {
    let mut body = json!({"fileId": upload(full, name, bytes).await});
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    full.post("/api/imports", body).await
}

/// Imports a file, and waits until that is over.
pub async fn import(full: &Caller, name: &str, bytes: impl AsRef<[u8]>, more: Value) -> Value {
    let process = begin(full, name, bytes, more).await.expect(201).json();
    over(full, &process).await
}

/// The counts of a process: created, updated, deleted, ignored, errors.
#[track_caller]
pub fn counts(process: &Value) -> [u64; 5] {
    let count = &process["metadata"]["count"];
    let number = |name: &str| count[name].as_u64().unwrap_or_else(|| panic!("{name} in {process}"));
    assert_eq!(process["status"], "finished", "{process}");
    let counts = ["created", "updated", "deleted", "ignored", "errors"].map(number);
    assert_eq!(number("total"), counts.iter().sum::<u64>(), "{process}");
    counts
}

/// What an address of a process gives.
pub async fn fetched(server: &Server, process: &Value, name: &str) -> Vec<u8> {
    let address = path(server, &process["metadata"][name]);
    server.as_full().get(&address).await.expect(200).body
}

/// The same as a text, without a mark of its encoding.
pub async fn text(server: &Server, process: &Value, name: &str) -> String {
    String::from_utf8(fetched(server, process, name).await).expect("UTF-8").trim_start_matches('\u{feff}').to_owned()
}
