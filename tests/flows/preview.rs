//! A file is looked at before anything of it is imported.

use serde_json::{Value, json};

use super::lines::zipped;
use super::upload;
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::session::page_of;

const PATH: &str = "/api/imports/preview";

/// What is told of a file, with what else the body says.
async fn preview(full: &Caller, name: &str, bytes: impl AsRef<[u8]>, more: Value) -> Value {
    let mut body = json!({"fileId": upload(full, name, bytes).await});
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    full.post(PATH, body).await.expect(200).json()
}

on_both! {
    /// All that a page needs to show it, and nothing is written.
    async fn a_file_is_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let written = history::length(&server).await;
        let file = "document_code;name-fr_FR;power;launched;price;Foo\nA-1;Lampe;40;31/12/2026;12,50;x\n\nA-2;\"Haute; fine\";60;;;\n";
        let told = preview(&full, "Lamp.csv", file, json!({})).await;
        assert_eq!((&told["fileName"], &told["size"]), (&json!("Lamp.csv"), &json!(file.len())));
        assert_eq!(told["sheets"], json!([{"name": "Lamp", "model": "document.lamp"}]));
        assert_eq!((&told["sheet"], &told["lines"]), (&json!("Lamp"), &json!(2)));
        assert_eq!(told["header"], json!(["document_code", "name-fr_FR", "power", "launched", "price", "Foo"]));
        assert_eq!(told["rows"], json!([
            ["A-1", "Lampe", "40", "31/12/2026", "12,50", "x"], ["A-2", "Haute; fine", "60", "", "", ""],
        ]));
        let profile = &told["profile"];
        for (member, expected) in [
            ("model", json!("document.lamp")), ("extension", json!("csv")), ("separator", json!(";")),
            ("enclosure", json!("\"")), ("encoding", json!("utf-8")), ("decimalSeparator", json!(",")),
            ("dateFormat", json!("dd/MM/yyyy")), ("emptyCell", json!("ignore")), ("action", json!("upsert")),
            ("lossLimit", json!(20)), ("matchLabels", json!(true)),
        ] {
            assert_eq!(profile[member], expected, "{member}: {profile}");
        }
        assert!(profile.get("id").is_none() && profile.get("dateCreated").is_none(), "{profile}");
        let name = json!({"column": "name-fr_FR", "target": {"type": "attribute", "code": "name", "locale": "fr_FR"}, "options": []});
        assert_eq!(profile["mappings"][1], name);
        assert_eq!(told["unmapped"].as_array().map(Vec::len), Some(1), "{told}");
        assert_eq!((&told["unmapped"][0]["column"], &told["violations"]), (&json!("Foo"), &json!([])));
        let targets = told["targets"].as_array().expect("a list");
        let code = json!({"type": "property", "code": "document_code", "isLocalised": false, "isRequired": true});
        assert_eq!(targets[0], code);
        let title = targets.iter().find(|target| target["code"] == "document_name").expect("a title");
        assert_eq!((&title["isLocalised"], &title["isRequired"]), (&json!(true), &json!(false)));
        assert_eq!(history::length(&server).await, written);
        let processes = full.get("/api/processes?type=import").await.expect(200).json();
        assert_eq!(processes["hydra:totalItems"], 0, "{processes}");
    }

    /// Of several sheets the first is shown of which it is known what it is, or the one that is asked for.
    async fn sheets_are_chosen(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let file = zipped(&[
            ("notes.csv", "a;b\n1;2\n"),
            ("document.lamp.csv", "document_code;power\nA-1;40\n"),
            ("classifications.csv", "classification_code;parent_code\nwall;lighting\nroof;lighting\n"),
        ]);
        let told = preview(&full, "range.zip", &file, json!({})).await;
        assert_eq!(told["sheets"], json!([
            {"name": "notes", "model": null}, {"name": "document.lamp", "model": "document.lamp"},
            {"name": "classifications", "model": "classification"},
        ]));
        assert_eq!((&told["sheet"], &told["rows"]), (&json!("document.lamp"), &json!([["A-1", "40"]])));
        let told = preview(&full, "range.zip", &file, json!({"sheet": "classifications"})).await;
        assert_eq!((&told["lines"], &told["profile"]["model"]), (&json!(2), &json!("classification")));
        let told = preview(&full, "range.zip", &file, json!({"sheet": "notes"})).await;
        assert_eq!((&told["profile"]["model"], &told["targets"], &told["violations"]), (&Value::Null, &json!([]), &json!([])));
        assert_eq!((&told["header"], &told["profile"]["separator"]), (&json!(["a", "b"]), &json!(";")));
        let id = upload(&full, "range.zip", &file).await;
        full.post(PATH, json!({"fileId": id, "sheet": "shoes"})).await.expect(422).refused_at("sheet");
    }

    /// A long file is shown by its beginning, and not counted to its end; JSON is shown line by line.
    async fn the_beginning_is_enough(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lines = |many: usize| (0..many).map(|n| format!("l{n};{n}")).collect::<Vec<_>>().join("\n");
        for (many, counted) in [(20_000, json!(20_000)), (20_001, Value::Null)] {
            let told = preview(&full, "lamps.csv", format!("document_code;power\n{}", lines(many)), json!({})).await;
            assert_eq!((&told["lines"], told["rows"].as_array().map(Vec::len)), (&counted, Some(50)));
            assert_eq!(told["rows"][49], json!(["l49", "49"]));
        }
        let told = preview(&full, "documents.ndjson", "{\"id\": \"a\"}\n{\"id\": \"b\"}\n", json!({})).await;
        assert_eq!((&told["header"], &told["rows"]), (&json!([]), &json!([["{\"id\": \"a\"}"], ["{\"id\": \"b\"}"]])));
        assert_eq!((&told["lines"], &told["profile"]["extension"]), (&json!(2), &json!("ndjson")));
        assert_eq!((&told["profile"]["model"], &told["profile"]["mappings"]), (&json!("document"), &json!([])));
    }

    async fn what_can_not_be_is_told_where_it_was_said(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (name, bytes) in [("empty.csv", ""), ("broken.xlsx", "PK\x03\x04 and no more"), ("open.csv", "a;b\n\"1;2\n3;4\n")] {
            let id = upload(&full, name, bytes).await;
            full.post(PATH, json!({"fileId": id})).await.expect(422).refused_at("fileId");
        }
        full.post(PATH, json!({"fileId": "nowhere"})).await.expect(422).refused_at("fileId");
        full.post(PATH, json!({})).await.expect(422).refused_at("fileId");
        full.post(PATH, json!([])).await.expect(400);
        let id = upload(&full, "lamps.csv", "document_code;power\nA-1;40\n").await;
        full.post(PATH, json!({"fileId": id, "importProfileId": "x"})).await.expect(422).refused_at("importProfileId");
        for (profile, path) in [
            (json!({"model": "document.sofa"}), "importProfile.model"),
            (json!({"separator": ";;"}), "importProfile.separator"),
            (json!({"dateFormat": 7}), "importProfile.dateFormat"),
            (json!({"mappings": [{"column": "power", "target": {"type": "attribute"}}]}), "importProfile.mappings[0].target.code"),
            (json!({"mappings": [{"column": "power", "target": {"type": "attribute", "code": "x"}}]}), "importProfile.mappings[0].target.code"),
        ] {
            full.post(PATH, json!({"fileId": id, "importProfile": profile})).await.expect(422).refused_at(path);
        }
    }

    async fn who_may_not_import_looks_at_nothing(engine: Engine) {
        let server = Server::shop(engine).await;
        let id = upload(&server.as_full(), "lamps.csv", "document_code;power\nA-1;40\n").await;
        server.as_read().post(PATH, json!({"fileId": id})).await.expect(403);
        server.anonymous().post(PATH, json!({"fileId": id})).await.expect(401);
        page_of(&server, "ann").await.post(PATH, json!({"fileId": id})).await.expect(200);
    }
}
