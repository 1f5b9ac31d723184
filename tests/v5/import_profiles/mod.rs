use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

fn lamps() -> Value {
    json!({
        "name": "Lamps of the season",
        "description": "Every Monday",
        "model": "document.lamp",
        "extension": "xlsx",
        "locales": ["fr_FR", "en_GB"],
        "separator": ",",
        "enclosure": "\"",
        "encoding": "windows-1252",
        "decimalSeparator": ",",
        "dateFormat": "dd/MM/yyyy",
        "dateTimeSeparator": " ",
        "multiValueSeparator": "/",
        "emptyCell": "erase",
        "action": "update",
        "createMissing": ["values"],
        "matchLabels": true,
        "lossLimit": 5,
        "remotePath": "https://example.org/lamps.xlsx",
        "mappings": [
            {"column": "Puissance", "target": {"type": "attribute", "code": "power", "locale": null}, "options": [{"name": "default", "value": 40}]},
            {"column": "Nom", "target": {"type": "attribute", "code": "name", "locale": "fr_FR"}, "options": [{"name": "trim", "value": true}, {"name": "words", "value": {"a": "b"}}]},
            {"column": "", "target": {"type": "constant", "code": "dimmable", "locale": null}, "options": [{"name": "value", "value": "1"}]},
        ],
    })
}

async fn make(full: &Caller, body: Value) -> Value {
    full.post("/api/import-profiles", body).await.expect(201).json()
}

/// What a profile says, without what tells one from another.
fn said(mut profile: Value) -> Value {
    for name in ["@context", "@id", "@type", "id", "dateCreated", "dateModified", "createdBy", "updatedBy"] {
        profile.as_object_mut().unwrap().remove(name);
    }
    profile
}

on_both! {
    async fn are_kept_under_ids_of_ours(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = make(&full, lamps()).await;
        assert_eq!(said(made.clone()), lamps());
        let id = made["id"].as_str().unwrap();
        let parts: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!((parts.as_slice(), &id[14..15]), (&[8, 4, 4, 4, 12][..], "4"), "{id}");
        let again = make(&full, lamps()).await;
        assert_ne!(made["id"], again["id"], "names aren't unique");
        let path = format!("/api/import-profiles/{id}");
        assert_eq!(full.get(&path).await.expect(200).json(), made);
        let put = full.put(&path, json!({"emptyCell": "ignore", "lossLimit": null, "mappings": []})).await.expect(200).json();
        assert_eq!((&put["emptyCell"], &put["lossLimit"], &put["mappings"], &put["action"]), (&json!("ignore"), &json!(null), &json!([]), &json!("update")));
        assert_eq!(full.get("/api/import-profiles").await.json()["hydra:totalItems"], 2);
        full.put("/api/import-profiles/00000000-0000-4000-8000-000000000000", lamps()).await.expect(404);
        full.put(&path, json!({"id": "other"})).await.refused_at("id");
        full.delete(&path).await.expect(204);
        full.get(&path).await.expect(404);
        assert_eq!(history::of(&server, "import_profile", id).await, ["create", "update", "delete"]);
        server.as_read().post("/api/import-profiles", lamps()).await.expect(403);
    }
}

on_both! {
    /// As the maker's own copying program does it.
    async fn what_one_instance_prints_another_takes(engine: Engine) {
        let (one, other) = (Server::shop(engine).await, Server::shop(engine).await);
        let path = format!("/api/import-profiles/{}", make(&one.as_full(), lamps()).await["id"].as_str().unwrap());
        for media_type in ["application/ld+json", "application/json", "application/hal+json"] {
            let printed = one.as_full().accept(media_type).get(&path).await.expect(200).json();
            let mut sent = printed.clone();
            sent["mappings"][0]["@id"] = json!("/.well-known/genid/1");
            sent["mappings"][0]["target"]["@type"] = json!("Target");
            let made = make(&other.as_full(), sent).await;
            assert_eq!(said(made), lamps(), "{media_type}");
        }
    }
}

on_both! {
    async fn what_cannot_be_is_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let answer = full.post("/api/import-profiles", json!({})).await.expect(422);
        assert_eq!(answer.violations().iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["model", "name"]);
        let mapping = |target: Value, options: Value| json!([{"column": "A", "target": target, "options": options}]);
        let power = json!({"type": "attribute", "code": "power"});
        for (property, value, path) in [
            ("name", json!(""), "name"),
            ("name", json!(7), "name"),
            ("model", json!("boat"), "model"),
            ("model", json!("document.boat"), "model"),
            ("extension", json!("pdf"), "extension"),
            ("locales", json!(["xx_XX"]), "locales"),
            ("separator", json!(";;"), "separator"),
            ("decimalSeparator", json!(";"), "decimalSeparator"),
            ("dateFormat", json!("soon"), "dateFormat"),
            ("multiValueSeparator", json!("a"), "multiValueSeparator"),
            ("emptyCell", json!("keep"), "emptyCell"),
            ("action", json!("merge"), "action"),
            ("createMissing", json!(["documents"]), "createMissing"),
            ("lossLimit", json!(101), "lossLimit"),
            ("mappings", json!("x"), "mappings"),
            ("mappings", mapping(json!({"type": "link", "code": "x"}), json!([])), "mappings[0].target.type"),
            ("mappings", mapping(power.clone(), json!([{"name": "shout", "value": 1}])), "mappings[0].options"),
            ("mappings", mapping(power, json!([{"name": "extract", "value": "("}])), "mappings[0].options"),
        ] {
            let mut body = lamps();
            body[property] = value;
            full.post("/api/import-profiles", body).await.refused_at(path);
        }
        assert_eq!(full.get("/api/import-profiles").await.json()["hydra:totalItems"], 0);
    }
}

on_both! {
    async fn passwords_are_never_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamps();
        body["remotePath"] = json!("sftp://me:s3cret!@files.example.org/in.csv");
        let made = make(&full, body).await;
        let masked = json!("sftp://me:***@files.example.org/in.csv");
        let stored = async || history::texts(&server, "SELECT body FROM definitions WHERE kind = 'import_profile'").await;
        let path_of = |body: &str| serde_json::from_str::<Value>(body).unwrap()["remotePath"].clone();
        let kept = path_of(&stored().await[0]);
        assert_eq!(made["remotePath"], masked);
        let path = format!("/api/import-profiles/{}", made["id"].as_str().unwrap());
        let put = full.put(&path, json!({"remotePath": masked, "description": "as it was"})).await.expect(200);
        assert_eq!(put.json()["remotePath"], masked);
        let dry = full.post("/api/import-profiles/bulk?dryRun=1", json!({"items": [{"id": made["id"], "remotePath": "sftp://me:0ther@files.example.org/in.csv"}]})).await.expect(200);
        for answer in [full.get(&path).await, full.get(&format!("{path}/history")).await, full.get("/api/import-profiles").await, dry, put] {
            assert!(!answer.text().contains("s3cret") && !answer.text().contains("0ther"), "{}", answer.text());
        }
        assert!(!kept.as_str().unwrap().contains("***"));
        assert_eq!(path_of(&stored().await[0]), kept, "a mask that comes back leaves the password");
        assert!(!server.log().contains("s3cret"));
    }
}

on_both! {
    async fn bring_a_template(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mapped = make(&full, lamps()).await;
        let path = |profile: &Value| format!("/api/import-profiles/{}/template", profile["id"].as_str().unwrap());
        let template = full.get(&path(&mapped)).await.expect(200);
        assert_eq!(template.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(template.header("content-disposition"), "attachment; filename*=UTF-8''document.lamp.csv");
        assert_eq!(template.text(), "\u{feff}document_code,Puissance,Nom\n");
        let values = make(&full, json!({"name": "Lists", "model": "predefined-value", "locales": ["fr_FR"]})).await;
        assert_eq!(full.get(&path(&values)).await.expect(200).text(), "\u{feff}attribute_code;value_code;value_label;position;is_active\n");
        let item = path(&mapped).trim_end_matches("/template").to_owned();
        let column = |name: &str, code: &str| json!({"column": name, "target": {"type": "attribute", "code": code}});
        full.put(&item, json!({"mappings": [column("=A,\"B\"", "socket")]})).await.expect(200);
        assert_eq!(full.get(&path(&mapped)).await.expect(200).text(), "\u{feff}document_code,\"'=A,\"\"B\"\"\"\n");
        full.put(&item, json!({"mappings": [column("A", "socket"), column("B", "lost")]})).await.expect(200);
        full.get(&path(&mapped)).await.refused_at("mappings[1].target");
        full.get("/api/import-profiles/lost/template").await.expect(404);
        server.anonymous().get(&path(&values)).await.expect(401);
    }
}

on_both! {
    async fn are_written_in_bulk_and_reverted(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let items = [lamps(), lamps(), json!({"id": "5e0d6a0e-1111-4222-8333-444455556666", "name": "Mine", "model": "asset"})];
        let lines = full.lines("/api/import-profiles/bulk", &items).await.expect(200).lines();
        let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids[2], "5e0d6a0e-1111-4222-8333-444455556666", "what is brought back keeps its id");
        assert!(ids[0] != ids[1] && ids[0].len() == 36, "{ids:?}");
        let path = format!("/api/import-profiles/{}", ids[2]);
        full.put(&path, json!({"name": "Yours"})).await.expect(200);
        let history = full.get(&format!("{path}/history")).await.expect(200).json();
        assert_eq!(history["hydra:totalItems"], 2, "{history}");
    }
}
