//! Workbooks, ZIP files and lines of JSON: several sheets in any order.

use std::io::{Cursor, Write as _};

use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{counts, import};
use crate::support::client::ndjson;
use crate::support::db::on_both;
use crate::support::server::Server;

/// A ZIP file of texts by name.
pub fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

on_both! {
    /// Variants before their documents, documents before their values: all of it is sorted.
    async fn sheets_come_in_any_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let file = zipped(&[
            ("variant.lamp.csv", "variant_code;document_code;cable\nl1-a;l1;1.5\nl1-b;l1;2\n"),
            ("document.lamp.csv", "document_code;classification_code;socket;power\nl1;wall;b22;40\n"),
            ("classifications.csv", "classification_code;parent_code;title-en_GB\nwall;lighting;Wall lamps\n"),
            ("predefined-values.csv", "attribute_code;value_code;value_label-en_GB\nsocket;b22;B22 bayonet\n"),
        ]);
        let process = import(&full, "range.zip", &file, json!({})).await;
        assert_eq!(counts(&process), [5, 0, 0, 0, 0], "{process}");
        let lamp = full.get("/api/documents/l1").await.expect(200).json();
        assert_eq!(lamp["variants"].as_array().map(Vec::len), Some(2), "{lamp}");
        assert_eq!(lamp["attributes"]["socket"][0]["code"], "b22", "{lamp}");
    }
}

on_both! {
    /// A profile reads what is called after its model, or after nothing; never what is something else.
    async fn a_profile_reads_its_own_sheets(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let profile = json!({"importProfile": {
            "name": "Watts", "model": "document.lamp", "extension": "csv",
            "mappings": [
                {"column": "SKU", "target": {"type": "property", "code": "document_code"}, "options": []},
                {"column": "Watts", "target": {"type": "attribute", "code": "power"}, "options": []},
            ],
        }});
        let file = zipped(&[
            ("monday.csv", "SKU;Watts\nm1;41\n"),
            ("tuesday.csv", "Watts ;SKU\n42;t1\n"),
            ("classifications.csv", "classification_code;parent_code\nwall;lighting\n"),
        ]);
        let process = import(&full, "week.zip", &file, profile.clone()).await;
        assert_eq!(counts(&process), [3, 0, 0, 0, 0], "{process}");
        for (id, power) in [("m1", 41), ("t1", 42)] {
            assert_eq!(full.get(&format!("/api/documents/{id}")).await.expect(200).json()["attributes"]["power"], power);
        }
        // Somebody has named a column anew.
        let renamed = import(&full, "friday.csv", "SKU;Power\nm1;43\n", profile.clone()).await;
        assert_eq!((counts(&renamed), &renamed["metadata"]["warnings"]), ([0, 0, 0, 1, 0], &json!(1)), "{renamed}");
        let report = super::text(&server, &renamed, "report").await;
        assert!(report.contains("these columns of the profile are missing") && report.contains("Watts"), "{report}");
        let file = zipped(&[
            ("classifications.csv", "classification_code;parent_code\nfloor;lighting\n"),
            ("predefined-values.csv", "attribute_code;value_code\nsocket;b22\n"),
        ]);
        let unused = import(&full, "others.zip", &file, profile).await;
        assert_eq!(unused["status"], "failed", "{unused}");
        assert!(unused["trouble"].as_str().is_some_and(|words| words.contains("document.lamp")), "{unused}");
    }
}

on_both! {
    /// Items as lists print them, each saying what it is; definitions and what needs them in one file.
    async fn lines_say_what_they_are(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lines = [
            json!({"resource": "attributes", "item": {"id": "warranty", "objectType": "document", "documentType": {"id": "lamp"}, "type": "integer", "name": {"en_GB": "Warranty"}}}),
            json!({"resource": "documents", "item": {"id": "w1", "documentType": {"id": "lamp"}, "attributes": {"warranty": 5}}}),
            json!({"resource": "documents", "item": {"id": "w2", "documentType": {"id": "sofa"}}}),
            json!({"resource": "nothing", "item": {}}),
            json!({"item": {}}),
        ];
        let mut text = ndjson(&lines);
        text.push_str("{\"resource\"\n");
        let process = import(&full, "mixed.ndjson", &text, json!({})).await;
        assert_eq!(counts(&process), [2, 0, 0, 0, 4], "{process}");
        assert_eq!(full.get("/api/documents/w1").await.expect(200).json()["attributes"]["warranty"], 5);
        let failed = super::text(&server, &process, "failed").await;
        assert_eq!(failed.lines().collect::<Vec<_>>(), text.lines().skip(2).collect::<Vec<_>>());
    }
}
