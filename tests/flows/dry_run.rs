//! A dry run counts and shows what would change, and writes nothing.

use serde_json::json;

use super::lines::zipped;
use super::{counts, fetched, import, text};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    async fn a_dry_run_writes_nothing(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("old")).await.expect(201);
        let written = history::length(&server).await;
        let file = "document_code;document_type_code;classification_code;power\nold;;;41\nnew;lamp;desk;7\nnew;;;8\nbad;;;x\n";
        let process = import(&full, "lamps.csv", file, json!({"dryRun": true})).await;
        assert_eq!(counts(&process), [1, 2, 0, 0, 1], "later lines see what earlier ones would make: {process}");
        let changes: serde_json::Value = serde_json::from_slice(&fetched(&server, &process, "changes").await).unwrap();
        let told: Vec<_> = changes.as_array().expect("a list").iter().map(|one| (one["line"].clone(), one["effect"].clone())).collect();
        assert_eq!(json!(told), json!([[2, "updated"], [3, "created"], [4, "updated"]]));
        assert_eq!(changes[0]["changes"], json!([{"path": "attributes.power", "before": 40, "after": 41}]));
        assert_eq!(history::length(&server).await, written);
        full.get("/api/documents/new").await.expect(404);
    }
}

on_both! {
    /// What comes along in the same file is known by its labels, though it isn't written.
    async fn labels_may_come_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let title = json!({
            "id": "classification_name", "objectType": "classification", "type": "text", "isLocalizable": true,
            "name": {"en_GB": "Name"},
        });
        full.post("/api/attributes", title).await.expect(201);
        // Nothing that lamps could be placed in.
        let picture = json!({
            "id": "pictures", "parent": {"id": "root"}, "catalogs": [{"id": "DAM"}],
            "attributes": {"classification_name": {"en_GB": "Wall lamps"}},
        });
        full.post("/api/classifications", picture).await.expect(201);
        let file = zipped(&[
            ("predefined-values.csv", "attribute_code;value_code;value_label-en_GB\nsocket;b22;B22 bayonet\nsocket;e27;Edison\n"),
            ("classifications.csv", "classification_code;parent_code;classification_name-en_GB\nwall;lighting;Wall lamps\n"),
            ("document.lamp.csv", "document_code;classification_code;socket\nl1;Wall lamps;B22 bayonet\nl2;Wall lamps;edison\n"),
        ]);
        for dry_run in [true, false] {
            let process = import(&full, "range.zip", &file, json!({"dryRun": dry_run})).await;
            assert_eq!(counts(&process), [4, 1, 0, 0, 0], "{process}\n{}", text(&server, &process, "report").await);
        }
        let lamp = full.get("/api/documents/l2").await.expect(200).json();
        assert_eq!((&lamp["classifications"][0]["id"], &lamp["attributes"]["socket"][0]["code"]), (&json!("wall"), &json!("e27")));
    }
}
