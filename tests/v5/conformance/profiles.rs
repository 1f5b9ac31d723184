//! 124: profiles go from one instance to another.

use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

/// What an instance says of a profile on its own.
const OWN: [&str; 5] = ["id", "dateCreated", "dateModified", "createdBy", "updatedBy"];

fn without_own(profile: &Value) -> Value {
    let mut profile = profile.clone();
    for name in OWN {
        assert!(profile.as_object_mut().expect("an object").remove(name).is_some(), "{name} in {profile}");
    }
    profile
}

on_both! {
    async fn n124_a_profile_of_one_instance_is_taken_by_another(engine: Engine) {
        let (there, here) = (Server::shop(engine).await, Server::shop(engine).await);
        let (old, new) = (there.as_full().accept("application/json"), here.as_full().accept("application/json"));
        let mapping = json!({"column": "Power", "target": {"type": "attribute", "code": "power"}, "options": []});
        let lamps = json!({"name": "Lamps", "model": "document.lamp", "extension": "csv", "mappings": [mapping]});
        old.post("/api/export-profiles", lamps).await.expect(201);
        let printed = old.get("/api/export-profiles").await.expect(200).json()[0].clone();
        let made = new.post("/api/export-profiles", without_own(&printed)).await.expect(201).json();
        assert_eq!(without_own(&made), without_own(&printed));

        let written = history::length(&here).await;
        let mut again = made.clone();
        again["name"] = json!("Lamps of ours");
        let path = format!("/api/export-profiles/{}", made["id"].as_str().expect("an id"));
        let put = new.put(&path, again).await.expect(200).json();
        assert_eq!((&put["id"], &put["name"]), (&made["id"], &json!("Lamps of ours")));
        assert_eq!(history::length(&here).await, written + 1);
    }
}
