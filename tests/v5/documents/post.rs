use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};
use crate::support::snapshot::assert_shape;

on_both! {
    /// 59, 73, 74.
    async fn answers_what_get_shows(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/documents", lamp("ld-1")).await.expect(201);
        assert_eq!(made.header("location"), "/api/documents/ld-1");
        assert_eq!(made.header("content-location"), "/api/documents/ld-1");
        let got = full.get("/api/documents/ld-1").await.expect(200);
        assert_eq!(made.json(), got.json());
        assert_eq!(made.header("etag"), got.header("etag"));
        assert_shape!("document_ld", got.json());

        let plain = full.accept("application/json").get("/api/documents/ld-1").await.expect(200);
        assert_shape!("document_json", plain.json());
        for key in ["documentTypeCode", "attributeSet"] {
            assert!(plain.json()["attributes"].get(key).is_none(), "{key} is no attribute");
        }
        assert_eq!(history::of(&server, "document", "ld-1").await, ["create"]);
    }
}

on_both! {
    /// 60 amended: the body may name all classifications instead of the main one.
    async fn needs_a_type_and_a_classification(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let classification = json!({"id": "desk"});
        full.post("/api/documents", json!({"id": "a", "classification": classification})).await.refused_at("documentType");
        full.post("/api/documents", json!({"id": "a", "documentType": {"id": "lamp"}})).await.refused_at("classification");
        full.get("/api/documents/a").await.expect(404);

        let both = json!({"id": "a", "documentType": {"id": "lamp"}, "classifications": [{"id": "floor"}, {"id": "desk"}]});
        let made = full.post("/api/documents", both).await.expect(201).json();
        assert_eq!(made["classifications"][0]["id"], "floor");
        assert_eq!(made["classifications"][1]["id"], "desk");
    }
}

on_both! {
    /// 60 amended: a bulk line may leave an orphan, and is told so.
    async fn bulk_may_leave_an_orphan(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let line = json!({"id": "orphan", "documentType": {"id": "lamp"}});
        let answer = full.lines("/api/documents/bulk", &[line]).await.expect(200).lines();
        assert_eq!(answer[0]["status"], 201, "{answer:?}");
        assert!(answer[0]["warnings"].as_array().is_some_and(|w| !w.is_empty()), "{answer:?}");
        let got = full.get("/api/documents/orphan").await.expect(200).json();
        assert_eq!(got["classifications"], json!([]));
    }
}

on_both! {
    /// 33, 61.
    async fn conflicts_with_an_existing_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = full.post("/api/documents", lamp("twice")).await.expect(201).json();
        let refused = full.post("/api/documents", plain_lamp("twice")).await.expect(409).json();
        assert_eq!(refused["code"], 409);
        assert!(refused["message"].as_str().is_some_and(|m| m.contains("twice")), "{refused}");
        assert_eq!(full.get("/api/documents/twice").await.expect(200).json(), before);
        assert_eq!(history::of(&server, "document", "twice").await, ["create"]);
    }
}

on_both! {
    /// 30, 31, 66: all violations at once, each at its own path, and nothing is kept.
    async fn names_every_bad_field(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = plain_lamp("bad");
        body["attributes"] = json!({
            "power": "forty",
            "name": {"en_GB": 7, "xx_XX": "?", "de_DE": "Lampe"},
            "price": {"en_GB": 1},
            "story": "no locale",
            "socket": "b22",
            "nonsense": 1,
            "legs": 4,
            "cable": 1.5,
            "finish": "brass",
        });
        let refused = full.post("/api/documents", body).await.expect(422);
        let mut paths: Vec<String> = refused.violations().into_iter().map(|(path, _)| path).collect();
        paths.sort();
        let expected = [
            "attributes.cable", "attributes.legs", "attributes.name.de_DE", "attributes.name.en_GB",
            "attributes.name.xx_XX", "attributes.nonsense", "attributes.power", "attributes.price",
            "attributes.socket", "attributes.story",
        ];
        assert_eq!(paths, expected, "{}", refused.text());
        full.get("/api/documents/bad").await.expect(404);
        assert!(history::of(&server, "document", "bad").await.is_empty());
    }
}

on_both! {
    /// 32.
    async fn names_unknown_references(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"id": "a", "documentType": {"id": "sofa"}, "classification": {"id": "desk"}});
        full.post("/api/documents", body).await.refused_at("documentType.id");
        let body = json!({"id": "a", "documentType": {"id": "lamp"}, "classification": {"id": "nowhere"}});
        full.post("/api/documents", body).await.refused_at("classification.id");
        let body = json!({"id": "a", "documentType": {"id": "lamp"}, "classifications": [{"id": "desk"}, {"id": "nowhere"}]});
        full.post("/api/documents", body).await.refused_at("classifications[1].id");
        full.get("/api/documents/a").await.expect(404);
    }
}

on_both! {
    /// v5.md 1.6: a reference may be an object, an IRI or `{"@id"}`.
    async fn takes_references_in_three_forms(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"id": "a", "documentType": "/api/document-types/lamp",
            "classifications": [{"@id": "/api/classifications/desk"}, "/api/classifications/floor"]});
        let made = full.post("/api/documents", body).await.expect(201).json();
        assert_eq!(made["documentType"]["id"], "lamp");
        assert_eq!(made["classifications"][1]["id"], "floor");
    }
}

on_both! {
    /// Codes: a slash is legal and travels as %2F; blanks at the ends and control characters are not.
    async fn takes_any_reasonable_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, path) in [("a/b c", "a%2Fb%20c"), ("漢✓é", "%E6%BC%A2%E2%9C%93%C3%A9"), ("100%", "100%25"), ("bulk", "bulk")] {
            full.post("/api/documents", plain_lamp(id)).await.expect(201);
            let got = full.get(&format!("/api/documents/{path}")).await.expect(200).json();
            assert_eq!(got["id"], id);
            assert_eq!(got["@id"], format!("/api/documents/{path}"));
        }
        for id in [" a", "a ", "", "a\nb", &"x".repeat(256)] {
            full.post("/api/documents", plain_lamp(id)).await.refused_at("id");
        }
        full.post("/api/documents", json!({"documentType": {"id": "lamp"}, "classification": {"id": "desk"}}))
            .await
            .refused_at("id");
        assert_eq!(full.get("/api/documents").await.expect(200).json()["hydra:totalItems"], 4);
    }
}

on_both! {
    /// 16, 17: JSON-LD keys are ignored, text comes back byte for byte.
    async fn keeps_text_and_ignores_ld_keys(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let text = "é 漢 🛋\u{feff} <b>&nbsp;</b>\\n \u{a0}ﬁ";
        let mut body = plain_lamp("utf");
        for (key, value) in [("@id", json!("/api/documents/other")), ("@type", json!("X")), ("@context", json!({})), ("_links", json!({}))] {
            body[key] = value;
        }
        body["legacyId"] = json!(7);
        body["dateCreated"] = json!("1970-01-01T00:00:00+00:00");
        body["attributes"] = json!({"story": {"en_GB": text}, "notes": "a\r\nb\rc"});
        full.post("/api/documents", body).await.expect(201);
        let got = full.get("/api/documents/utf").await.expect(200).json();
        assert_eq!(got["@id"], "/api/documents/utf");
        assert_eq!(got["attributes"]["story"]["en_GB"], text);
        assert_eq!(got["attributes"]["notes"], "a\nb\nc");
        assert!(!got["dateCreated"].as_str().is_some_and(|date| date.starts_with("1970")), "{got}");
    }
}
