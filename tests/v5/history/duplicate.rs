use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::links::{are, furnish, linked, targets};

const PATH: &str = "/api/documents/desk-lamp";

fn ids(done: &Value) -> Vec<String> {
    let results = done["results"].as_array().expect("results");
    results.iter().map(|result| result["id"].as_str().unwrap_or("").to_owned()).collect()
}

on_both! {
    /// Values, type, places and, where asked for, variants and links.
    async fn a_copy_is_like_its_original(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let shot = json!({"id": "shot", "objectType": "variant", "documentType": {"id": "lamp"}, "type": "media"});
        full.post("/api/attributes", shot).await.expect(201);
        full.put(PATH, json!({"attributes": {"ean": "123"}, "isActive": false, "classifications": [{"id": "floor"}, {"id": "desk"}]})).await.expect(200);
        full.put("/api/variants/red", json!({"attributes": {"cable": 2, "shot": ["p4"]}, "sequence": 4})).await.expect(200);
        linked(&full, "media", "desk-lamp", "p2").await;
        linked(&full, "similar", "desk-lamp", "bulb").await;
        let source = full.get(PATH).await.expect(200).json();

        let plain = full.post(&format!("{PATH}/duplicate"), json!({"id": "copy"})).await.expect(201);
        assert_eq!(plain.header("location"), "/api/documents/copy");
        let done = plain.json();
        assert_eq!((ids(&done), &done["results"][0]["@type"]), (vec!["copy".to_owned()], &json!("Document")));
        assert_eq!(done["results"][0]["warnings"][0]["propertyPath"], "attributes.ean");
        let copy = full.get("/api/documents/copy").await.expect(200).json();
        let mut values = source["attributes"].clone();
        values.as_object_mut().expect("values").remove("ean");
        assert_eq!(copy["attributes"], values);
        for name in ["documentType", "isActive", "classifications", "attributeSet", "tags"] {
            assert_eq!(copy[name], source[name], "{name}");
        }
        assert_eq!((&copy["variants"], &copy["assetLinks"]), (&json!([]), &json!([])));

        let body = json!({"id": "whole", "variants": true, "links": true});
        let done = full.post(&format!("{PATH}/duplicate"), body).await.expect(201).json();
        assert_eq!(ids(&done)[..2], ["whole", "whole-red"], "{done}");
        let red = full.get("/api/variants/whole-red").await.expect(200).json();
        assert_eq!((&red["document"]["id"], &red["sequence"], &red["attributes"]["cable"]), (&json!("whole"), &json!(4), &json!(2)));
        are(&targets(&full, "media", "whole").await, &[("p2", 1)]);
        are(&targets(&full, "similar", "whole").await, &[("bulb", 1)]);
        are(&targets(&full, "shot", "whole-red").await, &[("p4", 1)]);
        assert_eq!(full.get(PATH).await.json()["attributes"], source["attributes"]);
        assert_eq!(history::of(&server, "document", "whole").await, ["create"]);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// A code that is taken, a variant that isn't there, a body that says nothing: nothing is written.
    async fn what_stands_against_it(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let address = format!("{PATH}/duplicate");
        let before = history::length(&server).await;
        full.post(&address, json!({"id": "bulb"})).await.expect(409);
        full.post(&address, json!({})).await.refused_at("id");
        full.post(&address, json!({"id": "x", "variants": "all"})).await.refused_at("variants");
        full.post(&address, json!({"id": "x", "variants": {"blue": "y"}})).await.refused_at("variants");
        full.post(&address, json!({"id": "x", "links": 1})).await.refused_at("links");
        let taken = full.post(&address, json!({"id": "x", "variants": {"red": "red"}})).await.expect(409);
        assert!(taken.json()["detail"].as_str().is_some_and(|words| words.contains("variant \"red\"")), "{}", taken.text());
        full.post("/api/documents/never/duplicate", json!({"id": "x"})).await.expect(404);
        server.as_read().post(&address, json!({"id": "x"})).await.expect(403);
        let dry = full.post(&format!("{address}?dryRun=1"), json!({"id": "x", "variants": {"red": "y"}})).await.expect(200).json();
        assert_eq!(ids(&dry), ["x", "y"]);
        assert!(dry["results"][0]["changes"].as_array().is_some_and(|changes| !changes.is_empty()));
        full.get("/api/documents/x").await.expect(404);
        assert_eq!(history::length(&server).await, before);
        full.post(&address, json!({"id": "x", "variants": {"red": "y"}})).await.expect(201);
        full.get("/api/variants/y").await.expect(200);
    }
}
