//! 121 and 122: imports and their processes.

use serde_json::json;

use crate::flows::{begin, import, text, upload};
use crate::support::db::on_both;
use crate::support::server::Server;

const FILE: &str = "document_code;power\nlamp-1;40\nlamp-2;far\n";

on_both! {
    async fn n121_an_import_by_a_profile(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let profile = json!({"name": "Lamps", "model": "document.lamp", "extension": "csv"});
        let profile = full.post("/api/import-profiles", profile).await.expect(201).json();
        let file = upload(&full, "lamps.csv", FILE).await;
        let body = json!({"importProfileId": profile["id"], "fileId": file});
        let made = full.post("/api/imports", body).await.expect(201).json();
        assert_eq!((&made["type"], &made["importProfileId"]), (&json!("import"), &profile["id"]), "{made}");
        crate::flows::over(&full, &made).await;
        let list = full.get("/api/processes?type=import&order[dateCreated]=desc").await.expect(200).json();
        let shown = &list["hydra:member"][0];
        assert_eq!((&shown["id"], &shown["status"], &shown["documentType"]), (&made["id"], &json!("finished"), &json!("document.lamp")));
        let count = json!({"total": 2, "created": 1, "updated": 0, "deleted": 0, "ignored": 0, "errors": 1});
        assert_eq!(shown["metadata"]["count"], count, "{shown}");
        let report = text(&server, shown, "report").await;
        assert!(report.starts_with("line;column;code;message") && report.contains("\n3;power;"), "{report}");
        full.get("/api/documents/lamp-1").await.expect(200);
        full.get("/api/documents/lamp-2").await.expect(404);
    }
}

on_both! {
    async fn n122_an_import_by_a_profile_that_is_sent_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let profile = json!({"extension": "csv", "model": "document.lamp", "dateFormat": "yyyy-MM-dd", "dateTimeSeparator": " "});
        let made = import(&full, "lamps.csv", FILE, json!({"importProfile": profile})).await;
        assert_eq!(made["metadata"]["count"]["created"], 1, "{made}");
        full.post("/api/imports", json!({"importProfile": profile})).await.refused_at("fileId");
        begin(&full, "x.csv", "a\n", json!({"importProfile": {"model": "document.sofa"}})).await.expect(422);
        assert_eq!(full.get("/api/import-profiles?limit=0").await.json()["hydra:totalItems"], 0, "it is not kept");
    }
}
