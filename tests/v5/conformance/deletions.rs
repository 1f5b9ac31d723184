use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};
use crate::support::until::until;

on_both! {
    /// With more objects than one commit touches.
    async fn n095_a_deleted_attribute_takes_its_values_from_all_objects(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = |n: usize| {
            let mut body = plain_lamp(&format!("d{n:04}"));
            body["attributes"] = json!({"finish": format!("finish {n}"), "power": 40});
            body
        };
        full.lines("/api/documents/bulk", &(0..1_500).map(body).collect::<Vec<_>>()).await.expect(200);
        let mut own = variant("v", "d0000");
        own["attributes"] = json!({"finish": "red"});
        full.post("/api/variants", own).await.expect(201);

        let deleted = full.delete("/api/attributes/finish").await.expect(204);
        assert!(deleted.body.is_empty());
        full.get("/api/attributes/finish").await.expect(404);
        let carries = |body: &Value| body["attributes"].get("finish").is_some();
        assert!(!carries(&full.get("/api/documents/d1499").await.expect(200).json()));

        // Its code is free once no object holds a value.
        let again = json!({"id": "finish", "objectType": "document", "documentType": {"id": "lamp"}, "type": "text"});
        until(async || full.post("/api/attributes", again.clone()).await.status != 409).await;
        full.get("/api/attributes/finish").await.expect(200);
        let plain = full.accept("application/json");
        for resource in ["documents", "variants"] {
            let all = plain.get(&format!("/api/{resource}?pagination=false")).await.expect(200).json();
            assert!(!all.as_array().expect("a list").iter().any(carries), "{resource} carry it");
            let held = full.get(&format!("/api/{resource}?exists[attributes.finish]=true")).await.expect(200).json();
            assert_eq!(held["hydra:totalItems"], 0);
        }
        assert_eq!(plain.get("/api/documents/d0007").await.json()["attributes"], json!({"power": 40}));
        server.instance().run(&["check"]).await;
    }
}
