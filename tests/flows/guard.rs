//! A file that would take much away is refused before anything of it is written.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::lines::zipped;
use super::{counts, import};
use crate::support::client::ndjson;
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
    /// By an attribute of the same file; and again on lines that name what stands below them.
    async fn nor_by_what_comes_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lamps: Vec<_> = (0..MANY).map(|n| lamp(&format!("l{n:03}"))).collect();
        full.lines("/api/documents/bulk", &lamps).await.expect(200);
        let lines = |more: &[Value], item: &dyn Fn(String) -> Value| -> String {
            let items = (0..MANY).map(|n| json!({"resource": "documents", "item": item(format!("l{n:03}"))}));
            ndjson(&items.chain(more.iter().cloned()).collect::<Vec<_>>())
        };
        let attribute = json!({"resource": "attributes", "item": {
            "id": "warranty", "objectType": "document", "documentType": {"id": "lamp"}, "type": "integer", "name": {"en_GB": "Warranty"},
        }});
        let filled = lines(&[], &|id: String| json!({"id": id, "attributes": {"power": 41, "warranty": 5}}));
        let filled = format!("{attribute}\n{filled}");
        let written = history::length(&server).await;
        let tried = import(&full, "filled.ndjson", filled.replace(":41", ":null"), json!({})).await;
        let words = tried["trouble"].as_str().unwrap_or_else(|| panic!("words: {tried}"));
        assert!(words.contains("120 would clear a value"), "{tried}");
        assert_eq!(tried["metadata"].get("report"), None, "no line has failed: {tried}");

        let wall = json!({"resource": "classifications", "item": {"id": "wall", "parent": {"id": "lighting"}}});
        let moved = |id: String| json!({"id": id, "classification": {"id": "wall"}, "attributes": {"power": null}});
        let tried = import(&full, "moved.ndjson", lines(&[wall], &moved), json!({})).await;
        assert!(tried["trouble"].as_str().is_some_and(|words| words.contains("120 would clear a value")), "{tried}");
        assert_eq!(history::length(&server).await, written, "not a line was written");

        let once = filled.replacen(":41", ":null", 3);
        assert_eq!(counts(&import(&full, "filled.ndjson", once, json!({})).await), [1, 120, 0, 0, 0]);
        assert_eq!(full.get("/api/documents/l119").await.json()["attributes"]["warranty"], 5);
    }
}

on_both! {
    /// Sheets whose definitions come along are looked at by these.
    async fn what_comes_with_its_definitions_is_looked_at(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lamps: Vec<_> = (0..MANY).map(|n| lamp(&format!("l{n:03}"))).collect();
        full.lines("/api/documents/bulk", &lamps).await.expect(200);
        let file = |gone: usize| {
            let gone = (0..gone).fold(String::new(), |lines, n| {
                lines + &json!({"resource": "documents", "delete": format!("l{n:03}")}).to_string() + "\n"
            });
            zipped(&[
                ("document.shoe.csv", "document_code;shoesize\ns1;41\ns2;42\n"),
                ("gone.ndjson", &gone),
                ("attributes.csv", "id;objectType;documentType;type;name-en_GB\nshoesize;document;shoe;integer;Size\n"),
                ("document-types.csv", "id;name-en_GB\nshoe;Shoe\n"),
            ])
        };
        let refused = import(&full, "shoes.zip", file(MANY), json!({})).await;
        assert!(refused["trouble"].as_str().is_some_and(|words| words.contains("120 of 124 lines would delete")), "{refused}");
        full.get("/api/document-types/shoe").await.expect(404);
        assert_eq!(counts(&import(&full, "shoes.zip", file(3), json!({})).await), [4, 0, 3, 0, 0]);
        assert_eq!(full.get("/api/documents/s2").await.expect(200).json()["attributes"]["shoesize"], 42);
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
