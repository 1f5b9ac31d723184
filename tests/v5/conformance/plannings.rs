use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn n125_plannings_name_their_profile_and_mask_the_password(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let profile = full.post("/api/export-profiles", json!({"name": "All", "model": "asset"})).await.expect(201).json();
        let planning = json!({
            "name": "Nightly", "cron": "30 2 * * *",
            "export": {"exportProfileId": profile["id"], "uploadLocation": "sftp://shop:horse@files.example.com/out/"},
        });
        full.post("/api/plannings/exports", planning).await.expect(201);
        let before = history::length(&server).await;
        let listed = full.get("/api/plannings/exports").await.expect(200);
        assert!(!listed.text().contains("horse"), "{}", listed.text());
        let export = &listed.json()["hydra:member"][0]["export"];
        assert_eq!(export["exportProfileId"], profile["id"]);
        assert_eq!(export["uploadLocation"], "sftp://shop:***@files.example.com/out/");
        assert_eq!(history::length(&server).await, before);
    }
}
