use serde_json::json;

use super::{rule, tag};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    async fn a_tag_is_made_read_changed_and_deleted(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let rules = json!([rule("power", "between", json!([35, 46])), {
            "attribute": {"id": "name"}, "locale": "fr_FR", "operator": "exists", "value": true,
        }]);
        let body = tag("mid", json!({"description": "Neither dim nor bright.", "rules": rules}));
        let made = full.post("/api/tags", body.clone()).await.expect(201);
        assert_shape!("tag_ld", made.json());
        assert_eq!(full.get("/api/tags/mid").await.expect(200).json(), made.json());
        assert_eq!(made.json()["color"], "#2E7D32");
        full.post("/api/tags", body).await.expect(409);

        let same = full.put("/api/tags/mid", json!({"rules": made.json()["rules"]})).await.expect(200);
        assert_eq!(same.json()["dateModified"], made.json()["dateModified"]);
        let put = json!({"name": {"fr_FR": "Moyen"}, "color": "#FFFFFF", "description": null, "rules": [], "isDefault": true});
        let put = full.put("/api/tags/mid", put).await.expect(200).json();
        assert_eq!(put["name"], json!({"en_GB": "mid", "fr_FR": "Moyen"}));
        assert_eq!((&put["rules"], &put["isDefault"], &put["description"]), (&json!([]), &json!(true), &json!(null)));
        let patched = full.patch("/api/tags/mid", json!({"isDefault": null})).await.expect(200).json();
        assert_eq!(patched["isDefault"], false);

        full.put("/api/tags/mid", json!({"documentType": {"id": "chair"}})).await.refused_at("documentType.id");
        assert_eq!(history::of(&server, "tag", "mid").await, ["create", "update", "update"]);
        full.delete("/api/tags/mid").await.expect(204);
        full.get("/api/tags/mid").await.expect(404);
        full.get("/api/contexts/Tag").await.expect(200);
    }
}

on_both! {
    async fn what_a_tag_needs(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        let refused = full.post("/api/tags", json!({"id": "x"})).await.expect(422).violations();
        let mut paths: Vec<_> = refused.iter().map(|(path, _)| path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["color", "documentType", "name"]);
        let on_power = |operator: &str, value| json!([rule("power", operator, value)]);
        for (path, more) in [
            ("color", json!({"color": "green"})),
            ("documentType.id", json!({"documentType": {"id": "nothing"}})),
            ("rules", json!({"rules": "all"})),
            ("rules[0].attribute", json!({"rules": [{"operator": "exists", "value": true}]})),
            ("rules[0].attribute.id", json!({"rules": [rule("legs", "gt", json!(3))]})),
            ("rules[0].attribute.id", json!({"rules": [rule("cable", "gt", json!(3))]})),
            ("rules[0].operator", json!({"rules": on_power("like", json!(3))})),
            ("rules[0].operator", json!({"rules": on_power("contains", json!(3))})),
            ("rules[0].value", json!({"rules": on_power("gte", json!("many"))})),
            ("rules[0].value", json!({"rules": on_power("between", json!([1]))})),
            ("rules[0].locale", json!({"rules": [{"attribute": {"id": "power"}, "locale": "fr_FR", "operator": "gt", "value": 3}]})),
            ("isDefault", json!({"isDefault": true, "rules": on_power("gt", json!(3))})),
        ] {
            full.post("/api/tags", tag("x", more)).await.refused_at(path);
        }
        let told = full.post("/api/tags", tag("x", json!({"rules": on_power("gte", json!("many"))}))).await.violations();
        assert_eq!(told[0].1, "Expected an integer; got \"many\".");
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    async fn many_at_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lines = [
            tag("a", json!({})),
            tag("b", json!({"rules": [rule("power", "gt", json!(10))]})),
            tag("c", json!({"color": "red"})),
        ];
        let answer = full.lines("/api/tags/bulk?dryRun=1", &lines).await.expect(200).lines();
        assert_eq!(answer[1]["status"], 201, "{answer:?}");
        full.get("/api/tags/b").await.expect(404);
        let answer = full.lines("/api/tags/bulk", &lines).await.expect(200).lines();
        let statuses: Vec<_> = answer.iter().map(|line| line["status"].clone()).collect();
        assert_eq!(statuses, [201, 201, 422], "{answer:?}");
        let hal = full.accept("application/hal+json").get("/api/tags/b").await.expect(200).json();
        assert_eq!(hal["_links"]["documentType"]["href"], "/api/document-types/lamp");
    }
}
