use serde_json::{Value, json};

use super::{made, named};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn tells_what_changed(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let mut body = named("Shop");
        body["authorization"] = json!("Bearer correct-horse");
        let path = made(&full, body).await;
        full.put(&path, json!({"events": ["link.create"], "authorization": "Bearer other-horse", "active": false})).await.expect(200);
        let told = full.get(&format!("{path}/history")).await.expect(200).json();
        let changes: Vec<_> = told["hydra:member"][0]["changes"].as_array().unwrap().iter().map(|change| {
            (change["path"].as_str().unwrap(), &change["before"], &change["after"])
        }).collect();
        let (mask, yes, no) = (json!("***"), Value::from(true), Value::from(false));
        let (before, after) = (json!(["document.create", "document.update"]), json!(["link.create"]));
        assert_eq!(changes, [("active", &yes, &no), ("authorization", &mask, &mask), ("events", &before, &after)]);
    }
}
