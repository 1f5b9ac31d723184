use serde_json::{Value, json};

use super::{held, set};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until;

const MANY: usize = 1_200;

on_both! {
    /// Nobody has the set from the first moment; its code is free once the job is done.
    async fn a_set_of_many_goes_by_a_job(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes-sets", set("summer", &["power"], &[])).await.expect(201);
        let lamp = |n: usize| {
            let mut body = plain_lamp(&format!("d{n:04}"));
            body["attributeSet"] = json!({"id": "summer"});
            body["attributes"] = json!({"power": n, "finish": "red"});
            body
        };
        let lines: Vec<Value> = (0..MANY).map(lamp).collect();
        full.lines("/api/documents/bulk", &lines).await.expect(200);
        full.delete("/api/attributes-sets/summer").await.expect(409);
        full.delete("/api/attributes-sets/summer?force=true").await.expect(204);
        let shown = full.get("/api/documents/d1199").await.expect(200).json();
        assert_eq!((&shown["attributeSet"], held(&shown)), (&json!(null), vec!["finish", "power"]));
        let counted = full.get("/api/documents?exists[attributeSet]=true&limit=0").await.expect(200).json();
        assert_eq!(counted["hydra:totalItems"], 0);
        full.put("/api/documents/d1198", json!({"attributes": {"power": 1}})).await.expect(200);
        until(async || full.post("/api/attributes-sets", set("summer", &["power"], &[])).await.status != 409).await;
        full.delete("/api/attributes-sets/summer").await.expect(204);
        server.instance().run(&["check"]).await;
    }
}
