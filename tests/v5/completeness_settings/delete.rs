use serde_json::json;

use super::{indicator, percent};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::links::{furnish, linked};

on_both! {
    async fn what_is_counted_can_not_just_go(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        for body in [indicator("web", &["power"], &["media", "similar"]), indicator("app", &[], &["media"])] {
            full.post("/api/completeness-settings", body).await.expect(201);
        }
        linked(&full, "similar", "desk-lamp", "bulb").await;
        for (path, told) in [("attributes/power", "\"web\""), ("link-types/media", "\"app\"")] {
            let refused = full.delete(&format!("/api/{path}")).await.expect(409);
            assert!(refused.text().contains(&told.replace('"', "\\\"")), "{}", refused.text());
        }
        let shown = async || percent(&full.get("/api/documents/desk-lamp").await.expect(200).json());
        assert_eq!(shown().await, ["app en_GB 0", "app fr_FR 0", "web en_GB 66", "web fr_FR 66"]);
        full.delete("/api/link-types/similar").await.expect(204);
        let web = full.get("/api/completeness-settings/web").await.expect(200).json();
        assert_eq!(web["linkTypes"].as_array().map(Vec::len), Some(1), "{web}");
        assert_eq!(shown().await, ["app en_GB 0", "app fr_FR 0", "web en_GB 50", "web fr_FR 50"]);
        let found = full.get("/api/documents?completeness[web][en_GB]=50&limit=0").await.expect(200).json();
        assert_eq!(found["hydra:totalItems"], 1);
        full.delete("/api/completeness-settings/web").await.expect(204);
        full.delete("/api/attributes/power").await.expect(204);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn they_go_with_their_document_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/completeness-settings", indicator("web", &["power"], &[])).await.expect(201);
        full.delete("/api/document-types/lamp").await.expect(204);
        full.get("/api/completeness-settings/web").await.expect(404);
        let again = json!({"id": "lamp", "name": {"en_GB": "Lamp"}});
        full.post("/api/document-types", again).await.expect(201);
        let list = full.get("/api/completeness-settings").await.expect(200).json();
        assert_eq!(list["hydra:totalItems"], 0);
    }
}
