//! `GET /api/completeness` and its history.

use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};
use crate::support::until::until_some;
use crate::v5::completeness_settings::indicator;

on_both! {
    async fn counts_all_documents_of_a_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/completeness-settings", indicator("web", &["name", "power"], &[])).await.expect(201);
        full.post("/api/documents", lamp("whole")).await.expect(201);
        full.post("/api/documents", plain_lamp("bare")).await.expect(201);
        let mut half = plain_lamp("half");
        half["attributes"] = json!({"power": 1});
        full.post("/api/documents", half).await.expect(201);
        let rows = full.get("/api/completeness?documentType.id=lamp").await.expect(200).json();
        let french = rows.as_array().expect("rows").iter().find(|row| row["locale"] == "fr_FR").expect("French");
        assert_eq!(french, &json!({
            "completenessSetting": {"id": "web"}, "locale": "fr_FR",
            "documents": 3, "complete": 1, "average": 50.0, "buckets": [1, 0, 0, 1, 0, 1],
        }), "{rows}");
        assert_eq!(rows.as_array().map(Vec::len), Some(2), "one for each locale in use: {rows}");
        assert_eq!(full.get("/api/completeness?documentType.id=chair").await.expect(200).json(), json!([]));
        server.as_read().get("/api/completeness").await.expect(200);
    }

    /// A server writes today down as soon as it looks; a day that is there stays.
    async fn is_kept_day_by_day(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/completeness-settings", indicator("web", &["power"], &[])).await.expect(201);
        full.post("/api/documents", lamp("a")).await.expect(201);
        let instance = std::sync::Arc::clone(server.instance());
        server.stop().await;
        let days = "INSERT INTO completeness_days (day, setting_id, locale, documents, complete, percents)
            SELECT '2026-01-02', id, 'en_GB', 4, 1, 200 FROM definitions WHERE code = 'web'";
        instance.tamper(days).await;
        let server = Server::start(instance).await;
        let full = server.as_full();
        let address = "/api/completeness/history?completenessSetting.id=web&locale=en_GB";
        let rows = until_some(async || {
            let rows = full.get(address).await.expect(200).json();
            (rows.as_array().map(Vec::len) == Some(2)).then_some(rows)
        })
        .await;
        assert_eq!(rows[0], json!({
            "date": "2026-01-02", "completenessSetting": {"id": "web"}, "locale": "en_GB",
            "documents": 4, "complete": 1, "average": 50.0,
        }), "{rows}");
        let counts = |row: &Value| (row["documents"].clone(), row["complete"].clone());
        assert_eq!(counts(&rows[1]), (json!(1), json!(1)), "{rows}");
        let early = full.get(&format!("{address}&before=2026-01-02")).await.expect(200).json();
        assert_eq!(early.as_array().map(Vec::len), Some(1), "{early}");
        let late = full.get(&format!("{address}&after=2026-01-03")).await.expect(200).json();
        assert_eq!(late.as_array().map(Vec::len), Some(1), "{late}");
        full.get(&format!("{address}&after=soon")).await.expect(400);
    }
}
