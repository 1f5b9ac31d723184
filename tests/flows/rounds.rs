//! Lines that name what stands below them come through all the same, and what deserves a word is told.

use serde_json::json;

use super::{counts, fetched, import, text};
use crate::support::client::ndjson;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

const LEAF_FIRST: &str = "classification_code;parent_code;title-en_GB\n\
leaf;twig;Leaf\n\
twig;branch;Twig\n\
lost;nowhere;Lost\n\
branch;lighting;Branch\n";

on_both! {
    /// Each round brings one level; what is nowhere in the file stays an error, and is told once.
    async fn parents_may_stand_below(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let written = history::length(&server).await;
        let tried = import(&full, "classifications.csv", LEAF_FIRST, json!({"dryRun": true})).await;
        assert_eq!(counts(&tried), [3, 0, 0, 0, 1], "{tried}");
        let changes: serde_json::Value = serde_json::from_slice(&fetched(&server, &tried, "changes").await).unwrap();
        let mut made: Vec<_> = changes.as_array().expect("a list").iter().map(|one| one["id"].as_str()).collect();
        made.sort_unstable();
        assert_eq!(made, [Some("branch"), Some("leaf"), Some("twig")]);
        assert_eq!(history::length(&server).await, written);

        let process = import(&full, "classifications.csv", LEAF_FIRST, json!({})).await;
        assert_eq!(counts(&process), [3, 0, 0, 0, 1], "{process}");
        assert_eq!(history::length(&server).await, written + 3);
        assert_eq!(full.get("/api/classifications/leaf").await.expect(200).json()["parent"]["id"], "twig");
        let report = text(&server, &process, "report").await;
        let told: Vec<_> = report.lines().skip(1).collect();
        assert!(told.len() == 1 && told[0].starts_with("4;parent_code;unknown_reference;"), "{report}");
        assert!(told[0].ends_with(";error"), "{report}");
        let failed = text(&server, &process, "failed").await;
        assert_eq!(failed.lines().skip(1).collect::<Vec<_>>(), ["lost;nowhere;Lost"]);
    }
}

on_both! {
    /// Links before their ends, documents before their classification and the attribute that they fill.
    async fn items_of_all_sorts_may_stand_below(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lamp = |id: &str| json!({"resource": "documents", "item": {
            "id": id, "documentType": {"id": "lamp"}, "classification": {"id": "wall"}, "attributes": {"warranty": 5},
        }});
        let lines = [
            json!({"resource": "links", "item": {
                "linkType": {"id": "upsell"}, "origin": {"id": "w1", "@type": "Document"}, "target": {"id": "w2", "@type": "Document"},
            }}),
            lamp("w1"),
            lamp("w2"),
            json!({"resource": "link-types", "item": {
                "id": "upsell", "name": {"en_GB": "Upsell"}, "originType": "document", "targetType": "document",
            }}),
            json!({"resource": "attributes", "item": {
                "id": "warranty", "objectType": "document", "documentType": {"id": "lamp"}, "type": "integer", "name": {"en_GB": "Warranty"},
            }}),
            json!({"resource": "classifications", "item": {"id": "wall", "parent": {"id": "lighting"}}}),
        ];
        let file = ndjson(&lines);
        for dry_run in [true, false] {
            let process = import(&full, "all.ndjson", &file, json!({"dryRun": dry_run})).await;
            assert_eq!(counts(&process), [6, 0, 0, 0, 0], "{process}\n{}", text(&server, &process, "report").await);
        }
        assert_eq!(full.get("/api/documents/w1").await.expect(200).json()["attributes"]["warranty"], 5);
        let pairs = full.get("/api/links").await.expect(200).json();
        assert_eq!(pairs["hydra:totalItems"], 1, "{pairs}");
    }
}

on_both! {
    /// A line that comes through with a word is no error, and not among those that failed.
    async fn warnings_are_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let file = "document_code;classification_code;power\nlone;;40\nhome;desk;41\n";
        let process = import(&full, "document.lamp.csv", file, json!({})).await;
        assert_eq!(counts(&process), [2, 0, 0, 0, 0], "{process}");
        assert_eq!(process["metadata"]["warnings"], 1, "{process}");
        assert!(process["metadata"].get("failed").is_none(), "{process}");
        let report = text(&server, &process, "report").await;
        let told: Vec<_> = report.lines().skip(1).collect();
        assert!(told.len() == 1 && told[0].starts_with("2;classification_code;orphan;"), "{report}");
        assert!(told[0].ends_with(";warning"), "{report}");
    }
}
