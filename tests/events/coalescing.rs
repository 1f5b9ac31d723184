use serde_json::json;

use super::{hears_all, names, one, told};
use crate::support::db::on_both;
use crate::support::shop::plain_lamp;
use crate::support::webhooks::shop;
use crate::v5::links::furnish;

on_both! {
    /// What one request does to one thing is one event: its making, if it was made.
    async fn one_request_is_one_event_of_each_thing(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        let items = json!({"items": [
            {"id": "spot", "documentType": {"id": "lamp"}, "classification": {"id": "desk"}},
            {"id": "spot", "attributes": {"power": 5}},
            {"id": "bulb", "attributes": {"power": 5}},
            {"id": "bulb", "attributes": {"finish": "matt", "name": {"fr_FR": "Ampoule"}}},
        ]});
        full.post("/api/documents/bulk", items).await.expect(200);
        let heard = told(&server, &webhook, "m1").await;
        assert_eq!(names(&heard), ["document.create spot", "document.update bulb"]);
        let resource = &one(&heard, "document.update", "bulb")["resource"];
        let items = ["finish", "name", "power"].map(|code| json!({"type": "field", "code": code}));
        assert_eq!(resource["updated_items"], json!(items));
        assert_eq!(resource["locales"], json!({"updated": ["fr_FR"], "inherited": ["fr_FR"]}));
        assert_eq!(one(&heard, "document.create", "spot")["resource"]["updated_items"], json!([]));
    }

    async fn two_requests_are_two_events(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let webhook = hears_all(&server).await;
        full.post("/api/documents", plain_lamp("spot")).await.expect(201);
        for power in [5, 6, 6] {
            full.put("/api/documents/spot", json!({"attributes": {"power": power}})).await.expect(200);
        }
        let heard = told(&server, &webhook, "m1").await;
        let codes: Vec<_> = heard.iter().map(|payload| payload["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["document.create", "document.update", "document.update"], "in order; what changed nothing is none");
    }
}
