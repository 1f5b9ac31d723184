//! More documents than one commit may touch.

use serde_json::{Value, json};

use super::{indicator, percent};
use crate::support::client::{Answer, Caller};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until_some;

const MANY: usize = 1_200;

/// How many documents are so complete in English, once all are counted.
async fn found(full: &Caller, test: &str) -> Value {
    let path = format!("/api/documents?completeness[web][en_GB]{test}&limit=0");
    until_some(async || {
        let answer: Answer = full.get(&path).await;
        if answer.status != 503 {
            return Some(answer.expect(200).json()["hydra:totalItems"].clone());
        }
        let told = answer.text();
        assert!(told.contains("of 1200 objects") || told.contains("of 0 objects"), "{told}");
        assert!(!answer.header("retry-after").is_empty());
        None
    })
    .await
}

on_both! {
    /// A document shows at once what filters find once all are counted.
    async fn are_counted_by_a_job(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = |n: usize| {
            let mut body = plain_lamp(&format!("d{n:04}"));
            body["attributes"] = if n.is_multiple_of(2) { json!({"power": 7, "socket": "e27"}) } else { json!({"socket": "e14"}) };
            body
        };
        full.lines("/api/documents/bulk", &(0..MANY).map(body).collect::<Vec<_>>()).await.expect(200);
        let shown = async |id: &str| percent(&full.get(&format!("/api/documents/{id}")).await.expect(200).json());

        full.post("/api/completeness-settings", indicator("web", &["power", "socket"], &[])).await.expect(201);
        assert_eq!(shown("d0007").await, ["web en_GB 50", "web fr_FR 50"]);
        full.put("/api/documents/d0008", json!({"attributes": {"power": null}})).await.expect(200);
        assert_eq!((found(&full, "=100").await, found(&full, "[lt]=100").await), (json!(599), json!(601)));

        full.put("/api/completeness-settings/web", json!({"attributes": [{"id": "socket"}, {"id": "ean"}, {"id": "price"}]})).await.expect(200);
        assert_eq!(shown("d0006").await, ["web en_GB 33", "web fr_FR 33"]);
        full.put("/api/documents/d0006", json!({"attributes": {"ean": "6"}})).await.expect(200);
        assert_eq!((found(&full, "=66").await, found(&full, "=33").await, found(&full, "[in]=50,100").await), (json!(1), json!(1_199), json!(0)));
        assert!(full.get("/api/completeness-settings/web").await.json().get("changing").is_none());

        // A value of a list goes, and with it what so many documents held.
        full.put("/api/completeness-settings/web", json!({"attributes": [{"id": "socket"}]})).await.expect(200);
        assert_eq!(found(&full, "=100").await, json!(1_200));
        full.lines("/api/documents/bulk", &(0..MANY).filter(|n| !n.is_multiple_of(20)).map(|n| json!({"id": format!("d{n:04}"), "attributes": {"socket": "e27"}})).collect::<Vec<_>>()).await.expect(200);
        full.delete("/api/predefined-values/attribute=socket;code=e27").await.expect(204);
        assert_eq!(shown("d0007").await, ["web en_GB 0", "web fr_FR 0"]);
        full.put("/api/documents/d0007", json!({"attributes": {"socket": "e14"}})).await.expect(200);
        assert_eq!((found(&full, "=100").await, found(&full, "=0").await), (json!(1), json!(1_199)));

        full.put("/api/locales/de_DE", json!({"isActive": true})).await.expect(200);
        assert_eq!(shown("d0007").await, ["web de_DE 100", "web en_GB 100", "web fr_FR 100"]);
        assert_eq!(found(&full, "=100").await, json!(1));
        let german = full.get("/api/documents?completeness[web][de_DE]=0&limit=0").await.expect(200).json();
        assert_eq!(german["hydra:totalItems"], 1_199);
        full.delete("/api/completeness-settings/web").await.expect(204);
        assert_eq!(shown("d0007").await, Vec::<String>::new());
        full.get("/api/documents?completeness[web][en_GB]=0").await.expect(400);
        server.instance().run(&["check"]).await;
    }
}
