use std::sync::Arc;

use serde_json::json;

use super::{hears_all, names, told};
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::shop::plain_lamp;
use crate::support::webhooks::start;

on_both! {
    /// What was answered is told, even if the server dies with its answer.
    async fn nothing_is_lost_with_the_server(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let mut server = start(Arc::clone(&instance), &[]).await;
        let webhook = hears_all(&server).await;
        let mut expected = Vec::new();
        for round in 0..4 {
            let id = format!("lamp-{round}");
            server.as_full().post("/api/documents", plain_lamp(&id)).await.expect(201);
            server.as_full().put(&format!("/api/documents/{id}"), json!({"attributes": {"power": 7}})).await.expect(200);
            server.kill().await;
            server = start(Arc::clone(&instance), &[]).await;
            expected.extend([format!("document.create {id}"), format!("document.update {id}")]);
        }
        expected.sort();
        assert_eq!(names(&told(&server, &webhook, "m1").await), expected, "each once");
    }
}
