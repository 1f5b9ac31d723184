//! What processes read, made and told is not for everybody.

use serde_json::json;

use super::{counts, import, over, text};
use crate::support::db::on_both;
use crate::support::server::{Server, path};
use crate::v5::users::{ann, made, session};

const ADDRESS: &str = "sftp://ada:s3cret@files.example.org/in/nightly.csv#";

on_both! {
    /// A password that was sent stands in no report, and lines with it are for who sent them.
    async fn failed_lines_are_for_who_sent_them(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        made(&full, ann()).await;
        let ann = session(&server, "ann").await;
        let file = format!("id;name;model;remotePath\nnightly;Nightly;asset;{ADDRESS}\n");
        let process = import(&full, "import-profiles.csv", &file, json!({})).await;
        assert_eq!(counts(&process), [0, 0, 0, 0, 1], "{process}");
        let report = text(&server, &process, "report").await;
        assert!(report.contains("remotePath") && report.contains("sftp://ada:***@") && !report.contains("s3cret"), "{report}");
        assert_eq!(text(&server, &process, "failed").await.lines().last(), file.lines().last());
        ann.get(&path(&server, &process["metadata"]["report"])).await.expect(200);
        ann.get(&path(&server, &process["metadata"]["failed"])).await.expect(403);

        let own = import(&ann, "import-profiles.csv", &file, json!({})).await;
        ann.get(&path(&server, &own["metadata"]["failed"])).await.expect(200);
        full.get(&path(&server, &own["metadata"]["failed"])).await.expect(200);
        assert!(!server.log().contains("s3cret"));
    }
}

on_both! {
    /// An export may hold what a token that only reads isn't shown: private key-values.
    async fn files_of_processes_are_not_for_those_who_only_read(engine: Engine) {
        let server = Server::shop(engine).await;
        let (full, read) = (server.as_full(), server.as_read());
        full.post("/api/keyvalues", json!({"id": "inner", "value": "hidden", "isPublic": false})).await.expect(201);
        let profile = json!({"exportProfile": {"name": "Pairs", "model": "keyvalues", "extension": "csv"}});
        let process = full.post("/api/exports", profile).await.expect(201).json();
        let process = over(&full, &process).await;
        assert!(text(&server, &process, "file").await.contains("hidden"));
        let address = path(&server, &process["metadata"]["file"]);
        read.get(&address).await.expect(403);
        read.get(address.trim_end_matches("/file")).await.expect(200);
        for name in ["report", "failed", "changes"] {
            read.get(&address.replace("/file", &format!("/{name}"))).await.expect(403);
        }
    }
}
