mod delete;
mod deliveries;
mod history;
mod list;
mod post;
mod put;
mod secrets;

use serde_json::{Value, json};

use crate::support::client::Caller;

/// Of a webhook with that name.
fn named(name: &str) -> Value {
    json!({"name": name, "url": "https://shop.example.com/hooks", "events": ["document.update", "document.create"]})
}

/// Makes one; its path.
async fn made(full: &Caller, body: Value) -> String {
    let made = full.post("/api/webhooks", body).await.expect(201);
    made.header("location").to_owned()
}
