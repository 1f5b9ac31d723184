//! 113: both versions are faces of one catalogue.

use serde_json::json;

use super::{document, post, stock};
use crate::support::db::on_both;

on_both! {
    async fn n113_v5_shows_what_v4_makes(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let mut body = document("x");
        body["price"] = json!(12.5);
        post(&full, "/documents", body).await.expect(201);
        let seen = full.get("/api/documents/x").await.expect(200).json();
        assert_eq!((&seen["id"], &seen["attributes"]["price"]), (&json!("x"), &json!(12.5)));
    }
}
