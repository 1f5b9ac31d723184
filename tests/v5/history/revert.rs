use serde_json::json;

use super::{content, moment, newest};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

const PATH: &str = "/api/documents/back";

on_both! {
    /// To a moment or before a change, whole; once it is so nothing is written.
    async fn an_object_becomes_what_it_was(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("back")).await.expect(201);
        let first = full.get(PATH).await.expect(200).json();
        let at = moment(&full, PATH).await.replace("%2B", "+");
        let change = json!({"attributes": {"name": {"fr_FR": null, "en_GB": "New"}, "power": 9, "notes": "n"},
            "classifications": [{"id": "floor"}], "isActive": false});
        full.put(PATH, change).await.expect(200);
        let second = newest(&full, PATH).await["id"].clone();
        let changed = full.get(PATH).await.expect(200).json();

        let revert = format!("{PATH}/revert");
        let dry = full.post(&format!("{revert}?dryRun=1"), json!({"asOf": at})).await.expect(200).json();
        let paths: Vec<_> = dry["results"][0]["changes"].as_array().expect("changes").iter().map(|c| c["path"].clone()).collect();
        assert_eq!(paths, ["attributes.name.en_GB", "attributes.name.fr_FR", "attributes.notes", "attributes.power",
            "classifications", "isActive"]);
        assert_eq!(full.get(PATH).await.json(), changed);

        let done = full.post(&revert, json!({"asOf": at})).await.expect(200).json();
        assert_eq!(done["results"][0], json!({"index": 0, "@type": "Document", "id": "back", "status": 200}));
        assert_eq!(content(&full.get(PATH).await.json()), content(&first));
        let again = full.post(&revert, json!({"change": second})).await.expect(200).json();
        assert_eq!(again["results"][0]["unchanged"], true, "{again}");
        assert_eq!(history::of(&server, "document", "back").await, ["create", "update", "update"]);
        // The revert is a change like others: it can be undone.
        let third = newest(&full, PATH).await["id"].clone();
        full.post(&revert, json!({"change": third.as_str().and_then(|id| id.parse::<i64>().ok())})).await.expect(200);
        assert_eq!(content(&full.get(PATH).await.json()), content(&changed));
    }
}

on_both! {
    /// One attribute, or one language of it, alone.
    async fn attributes_go_back_alone(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("back")).await.expect(201);
        full.put(PATH, json!({"attributes": {"name": {"fr_FR": "a", "en_GB": "b"}, "power": 9}})).await.expect(200);
        let change = newest(&full, PATH).await["id"].clone();
        let revert = format!("{PATH}/revert");
        full.post(&revert, json!({"change": change, "attributes": ["name.fr_FR"]})).await.expect(200);
        let values = full.get(PATH).await.json()["attributes"].clone();
        assert_eq!((&values["name"], &values["power"]), (&json!({"fr_FR": "Lampe de bureau", "en_GB": "b"}), &json!(9)));
        full.post(&revert, json!({"change": change, "attributes": ["power"]})).await.expect(200);
        assert_eq!(full.get(PATH).await.json()["attributes"]["power"], 40);
        full.post(&revert, json!({"change": change, "attributes": ["nope"]})).await.refused_at("attributes.nope");
    }
}

on_both! {
    /// What can't be understood, or no longer fits, is refused whole; `If-Match` is honoured.
    async fn what_does_not_fit_is_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("back")).await.expect(201);
        let first = full.get(PATH).await.header("etag").to_owned();
        full.put(PATH, json!({"attributes": {"socket": "gu10", "ean": "1", "power": 1}})).await.expect(200);
        let change = newest(&full, PATH).await["id"].clone();
        let revert = format!("{PATH}/revert");
        for (body, path) in [
            (json!({}), "asOf"),
            (json!({"asOf": "2020-01-01", "change": change}), "asOf"),
            (json!({"asOf": "soon"}), "asOf"),
            (json!({"asOf": "2001-01-01"}), "asOf"),
            (json!({"change": "0"}), "change"),
            (json!({"change": {}}), "change"),
            (json!({"change": change, "attributes": "power"}), "attributes"),
        ] {
            full.post(&revert, body).await.refused_at(path);
        }
        full.post("/api/documents/never/revert", json!({"change": change})).await.expect(404);
        server.as_read().post(&revert, json!({"change": change})).await.expect(403);
        full.with("if-match", &first).post(&revert, json!({"change": change})).await.expect(412);
        full.delete("/api/predefined-values/attribute=socket;code=e27").await.expect(204);
        full.post(&revert, json!({"change": change})).await.refused_at("attributes.socket");
        assert_eq!(full.get(PATH).await.json()["attributes"]["power"], 1);
        // What is gone altogether can't be put anywhere: the rest comes back.
        full.delete("/api/attributes/socket").await.expect(204);
        let etag = full.get(PATH).await.header("etag").to_owned();
        let done = full.with("if-match", &etag).post(&revert, json!({"change": change})).await.expect(200).json();
        assert_eq!(done["results"][0]["warnings"][0]["propertyPath"], "attributes.socket", "{done}");
        assert_eq!(full.get(PATH).await.json()["attributes"]["power"], 40);
    }
}

on_both! {
    /// A deleted document comes back with its values, places and variants, under a new number.
    async fn a_deleted_document_comes_back(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("back")).await.expect(201);
        for id in ["red", "blue"] {
            full.post("/api/variants", variant(id, "back")).await.expect(201);
        }
        full.put("/api/variants/red", json!({"attributes": {"cable": 2, "finish": "black"}, "sequence": 3})).await.expect(200);
        full.delete("/api/variants/blue").await.expect(204);
        let before = (full.get(PATH).await.json(), full.get("/api/variants/red").await.json());
        full.delete(PATH).await.expect(204);
        let deletion = newest(&full, PATH).await["id"].clone();
        let revert = format!("{PATH}/revert");
        full.post(&revert, json!({"change": deletion, "attributes": ["power"]})).await.refused_at("attributes");
        full.with("if-match", "\"1-0\"").post(&revert, json!({"change": deletion})).await.expect(412);
        full.post(&format!("{revert}?dryRun=1"), json!({"change": deletion})).await.expect(200);
        full.get(PATH).await.expect(404);
        let done = full.post(&revert, json!({"change": deletion})).await.expect(200).json();
        let results: Vec<_> = done["results"].as_array().expect("results").iter().map(|r| (&r["id"], &r["status"])).collect();
        assert_eq!(results, [(&json!("back"), &json!(201)), (&json!("red"), &json!(201))]);
        let now = full.get(PATH).await.expect(200).json();
        assert_eq!(content(&now), content(&before.0));
        assert_ne!(now["legacyId"], before.0["legacyId"]);
        assert_eq!(content(&full.get("/api/variants/red").await.json()), content(&before.1));
        full.get("/api/variants/blue").await.expect(404);
        // A code that is taken again stands against it.
        full.delete(PATH).await.expect(204);
        full.post("/api/documents", plain_lamp("other")).await.expect(201);
        full.post("/api/variants", variant("red", "other")).await.expect(201);
        let deletion = newest(&full, PATH).await["id"].clone();
        let refused = full.post(&revert, json!({"change": deletion})).await.expect(409);
        assert!(refused.json()["detail"].as_str().is_some_and(|words| words.contains("red")), "{}", refused.text());
        full.get(PATH).await.expect(404);
    }
}

on_both! {
    /// A branch comes back with all that was deleted along with it; documents placed there stay where they are.
    async fn a_deleted_branch_comes_back(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let path = "/api/classifications/lighting";
        let before = (full.get(path).await.json(), full.get("/api/classifications/floor").await.json());
        full.delete(&format!("{path}?recursive=1")).await.expect(204);
        let deletion = newest(&full, path).await["id"].clone();
        let done = full.post(&format!("{path}/revert"), json!({"change": deletion})).await.expect(200).json();
        assert_eq!(done["results"].as_array().map(Vec::len), Some(3), "{done}");
        assert_eq!(content(&full.get(path).await.json()), content(&before.0));
        assert_eq!(content(&full.get("/api/classifications/floor").await.json()), content(&before.1));
    }
}
