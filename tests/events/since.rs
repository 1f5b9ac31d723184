use serde_json::json;

use super::{NOWHERE, hears_all, names, told};
use crate::support::db::on_both;
use crate::support::shop::plain_lamp;
use crate::support::webhooks::{log, shop, subscribe};

on_both! {
    /// A webhook hears of what happens from its making on, or from when it is switched on.
    async fn nobody_hears_of_what_was_before(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let all = hears_all(&server).await;
        full.post("/api/documents", plain_lamp("first")).await.expect(201);
        let late = subscribe(&server, NOWHERE, &["document.create"]).await;
        full.post("/api/documents", plain_lamp("second")).await.expect(201);
        full.put(&late, json!({"active": false})).await.expect(200);
        full.post("/api/documents", plain_lamp("third")).await.expect(201);
        full.put(&late, json!({"active": true})).await.expect(200);
        full.post("/api/documents", plain_lamp("fourth")).await.expect(201);

        let expected = ["document.create first", "document.create fourth", "document.create second", "document.create third"];
        assert_eq!(names(&told(&server, &all, "m1").await), expected);
        let heard: Vec<_> = log(&server, &late, "").await.iter().map(|entry| entry["resource"]["code"].clone()).collect();
        assert!(!heard.contains(&json!("first")) && !heard.contains(&json!("third")), "{heard:?}");
        assert_eq!(heard.first(), Some(&json!("fourth")));
    }

    async fn only_what_was_asked_for_is_told(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let all = hears_all(&server).await;
        let some = subscribe(&server, NOWHERE, &["document.delete"]).await;
        full.post("/api/documents", plain_lamp("spot")).await.expect(201);
        full.delete("/api/documents/spot").await.expect(204);
        assert_eq!(names(&told(&server, &all, "m1").await), ["document.create spot", "document.delete spot"]);
        let heard: Vec<_> = log(&server, &some, "").await.iter().map(|entry| entry["event"].clone()).collect();
        assert_eq!(heard, ["document.delete"]);
    }
}
