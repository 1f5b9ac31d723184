//! CSV in: what a line says is written, what is wrong is told by line and column, and can be had again.

use serde_json::json;

use super::lines::zipped;
use super::{begin, counts, import, text};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

const LAMPS: &str = "document_code;document_type_code;classification_code;name-en_GB;name-fr_FR;power;price;dimmable;\
launched;socket;rooms\n\
lamp-1;lamp;desk;Desk lamp;Lampe de bureau;40;12.50;true;2026-03-01;e27;study|hall\n\
lamp-2;lamp;floor|desk;\"Tall; \"\"slim\"\"\";;60;;;;;\n";

on_both! {
    /// A file without a profile: what it is, is told by its columns.
    async fn a_file_is_written_line_by_line(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let process = import(&full, "lamps.csv", LAMPS, json!({})).await;
        assert_eq!(counts(&process), [2, 0, 0, 0, 0], "{process}");
        assert_eq!(process["type"], "import");
        let lamp = full.get("/api/documents/lamp-1").await.expect(200).json();
        let attributes = &lamp["attributes"];
        assert_eq!(attributes["name"], json!({"en_GB": "Desk lamp", "fr_FR": "Lampe de bureau"}));
        assert_eq!((&attributes["power"], &attributes["price"], &attributes["dimmable"]), (&json!(40), &json!(12.5), &json!(true)));
        assert_eq!(attributes["rooms"].as_array().map(Vec::len), Some(2));
        let tall = full.get("/api/documents/lamp-2").await.expect(200).json();
        assert_eq!(tall["attributes"]["name"], json!({"en_GB": "Tall; \"slim\""}));
        assert_eq!(tall["classifications"][1]["id"], "desk");

        let written = history::length(&server).await;
        let again = import(&full, "lamps.csv", LAMPS, json!({})).await;
        assert_eq!(counts(&again), [0, 0, 0, 2, 0], "the same again changes nothing");
        assert_eq!(history::length(&server).await, written);
    }
}

on_both! {
    /// Each broken cell is told; the others are written; the lines that failed can be had, corrected and sent again.
    async fn what_is_wrong_is_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let file = "document_code;document_type_code;classification_code;power;socket;launched\n\
                    good;lamp;desk;40;e27;2026-01-01\n\
                    hot;lamp;desk;4000;e27;\n\
                    odd;lamp;desk;many;b22;yesterday\n\
                    lost;lamp;nowhere;1;;\n\
                    fine;lamp;desk;41;e14;\n";
        let process = import(&full, "lamps.csv", file, json!({})).await;
        assert_eq!(counts(&process), [2, 0, 0, 0, 3], "{process}");
        let report = text(&server, &process, "report").await;
        let lines: Vec<Vec<&str>> = report.lines().map(|line| line.split(';').collect()).collect();
        assert_eq!(lines[0][..4], ["line", "column", "code", "message"], "{report}");
        let told: Vec<(&str, &str)> = lines[1..].iter().map(|line| (line[0], line[1])).collect();
        for expected in [("3", "power"), ("4", "power"), ("5", "classification_code")] {
            assert!(told.contains(&expected), "{expected:?} in {report}");
        }
        let failed = text(&server, &process, "failed").await;
        let expected: Vec<&str> = file.lines().enumerate().filter(|(n, _)| [0, 2, 3, 4].contains(n)).map(|(_, line)| line).collect();
        assert_eq!(failed.lines().collect::<Vec<_>>(), expected);

        let corrected = failed.replace("4000", "400").replace("many", "4").replace("b22", "gu10").replace("yesterday", "2026-02-02");
        let process = import(&full, "lamps.csv", corrected.replace("nowhere", "floor"), json!({})).await;
        assert_eq!(counts(&process), [3, 0, 0, 0, 0], "{process}");

        let quoted = json!({"importProfile": {"name": "Quoted", "model": "document.lamp", "extension": "csv", "enclosure": "'"}});
        let file = "document_code;power;finish\nq;x;'b;c'\n";
        let process = import(&full, "quoted.csv", file, quoted).await;
        assert_eq!(text(&server, &process, "failed").await, file, "the same profile reads it");
    }
}

on_both! {
    /// What can't be read at all fails with words, and writes nothing.
    async fn what_cannot_be_read_is_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let written = history::length(&server).await;
        let nothing = import(&full, "guess.csv", "a;b\n1;2\n", json!({})).await;
        assert_eq!(nothing["status"], "failed", "{nothing}");
        assert!(nothing["trouble"].as_str().is_some_and(|words| words.contains("guess")), "{nothing}");
        let mut damaged = zipped(&[("document.lamp.csv", LAMPS)]);
        // Amid what is packed.
        damaged[120] ^= 0xff;
        let damaged = import(&full, "lamps.zip", damaged, json!({})).await;
        assert_eq!(damaged["status"], "failed", "no further try would help: {damaged}");
        assert!(damaged["trouble"].as_str().is_some_and(|words| words.contains("can't be read")), "{damaged}");
        begin(&full, "x.csv", "a;b\n", json!({"remotePath": "https://example.com/x.csv"})).await.refused_at("remotePath");
        begin(&full, "x.csv", "a;b\n", json!({"importProfileId": "unknown"})).await.refused_at("importProfileId");
        full.post("/api/imports", json!({})).await.refused_at("fileId");
        full.post("/api/imports", json!({"fileId": "0".repeat(32)})).await.refused_at("fileId");
        server.as_read().post("/api/imports", json!({"fileId": "0".repeat(32)})).await.expect(403);
        assert_eq!(history::length(&server).await, written);
    }
}
