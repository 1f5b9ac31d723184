mod due;
mod preview;
mod write;

use serde_json::{Value, json};

use crate::support::client::Caller;

/// Makes a profile; its id.
async fn profile(full: &Caller, path: &str) -> String {
    let body = json!({"name": "Assets", "model": "asset", "extension": "csv"});
    let made = full.post(&format!("/api/{path}"), body).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// A planned export, at night.
fn nightly(profile: &str, location: &Value) -> Value {
    json!({
        "name": "Nightly",
        "export": {"exportProfileId": profile, "uploadLocation": location},
        "cron": "30 2 * * *",
        "timezone": "Europe/Paris",
    })
}
