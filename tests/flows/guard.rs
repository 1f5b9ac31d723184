//! A file that would take much away is refused before anything of it is written.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{counts, import};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

const MANY: usize = 120;

fn erasing(column: &str) -> Value {
    json!({"importProfile": {"name": "erasing", "model": "document.lamp", "extension": "csv", "emptyCell": column}})
}

on_both! {
    async fn much_is_not_lost_unasked(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lamps: Vec<_> = (0..MANY).map(|n| lamp(&format!("l{n:03}"))).collect();
        full.lines("/api/documents/bulk", &lamps).await.expect(200);
        let written = history::length(&server).await;
        let file = |from: usize| (0..MANY).fold("document_code;power;finish\n".to_owned(), |mut file, n| {
            let finish = if n < from { "brushed brass" } else { "" };
            let _ = writeln!(file, "l{n:03};41;{finish}");
            file
        });

        let refused = import(&full, "lamps.csv", file(0), erasing("erase")).await;
        assert_eq!(refused["status"], "failed", "{refused}");
        let words = refused["trouble"].as_str().expect("words");
        assert!(words.contains("120 would clear a value") && words.contains("20 %"), "{words}");
        assert_eq!(history::length(&server).await, written, "not a line was written");

        let mut allowed = erasing("erase");
        allowed["lossLimit"] = json!(100);
        assert_eq!(counts(&import(&full, "lamps.csv", file(0), allowed).await), [0, 120, 0, 0, 0]);
        assert!(full.get("/api/documents/l000").await.json()["attributes"].get("finish").is_none());
        assert_eq!(counts(&import(&full, "lamps.csv", file(0), erasing("ignore")).await), [0, 0, 0, 120, 0]);
    }
}

on_both! {
    async fn nor_deleted(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lamps: Vec<_> = (0..MANY).map(|n| lamp(&format!("l{n:03}"))).collect();
        full.lines("/api/documents/bulk", &lamps).await.expect(200);
        let deleting = (0..MANY).fold(String::new(), |lines, n| {
            lines + &json!({"resource": "documents", "delete": format!("l{n:03}")}).to_string() + "\n"
        });
        let refused = import(&full, "gone.ndjson", &deleting, json!({})).await;
        assert!(refused["trouble"].as_str().is_some_and(|words| words.contains("120 of 120 lines would delete")), "{refused}");
        assert_eq!(full.get("/api/documents?limit=0").await.json()["hydra:totalItems"], MANY);
        let few: String = deleting.split_inclusive('\n').take(3).collect();
        assert_eq!(counts(&import(&full, "gone.ndjson", few, json!({})).await), [0, 0, 3, 0, 0], "few are never asked about");
        let rest: String = deleting.split_inclusive('\n').skip(3).collect();
        let gone = import(&full, "gone.ndjson", rest, json!({"lossLimit": 100})).await;
        assert_eq!(counts(&gone), [0, 0, 117, 0, 0]);
    }
}
