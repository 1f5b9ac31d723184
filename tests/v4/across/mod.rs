//! Both versions are faces of one catalogue: what one writes the other reads, and the rows don't tell which it was.

mod built;
mod renames;
mod rows;
mod samples;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::Engine;
use crate::support::server::Server;

/// A server with two languages and a family of units, which v4 has no calls for.
async fn frame(engine: Engine) -> (Server, Caller) {
    let server = Server::bare(engine).await;
    let full = server.as_full();
    let french = json!({"id": "fr_FR", "name": "Français", "isData": true, "isInterface": true});
    full.post("/api/locales", french).await.expect(201);
    let units = json!([{"id": "kg", "factor": 1}, {"id": "g", "factor": "0.001"}]);
    full.post("/api/measure-families", json!({"id": "weight", "baseUnit": "kg", "units": units})).await.expect(201);
    (server, full)
}

/// Puts the members of one object into another.
fn with(mut body: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    body
}
