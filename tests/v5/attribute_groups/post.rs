use serde_json::json;

use super::{furnish, section};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    /// v5.md 3.2: three levels, each below the one before; the sheet is the parent's.
    async fn three_levels(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let made = full.post("/api/attribute-groups", section("other", "category")).await.expect(201);
        let got = full.get("/api/attribute-groups/other").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_eq!((&got["sequence"], &got["documentType"]["id"]), (&json!(2), &json!("lamp")));
        assert_shape!("attribute_group_ld", got);
        let list = full.get("/api/attribute-groups").await.expect(200).json();
        assert_eq!(list["hydra:totalItems"], 4);
    }
}

on_both! {
    async fn says_what_is_wrong_with_a_group(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let name = json!({"en_GB": "X"});
        for (body, field) in [
            (json!({"level": 1, "name": name}), "id"),
            (json!({"id": "x", "level": 1}), "name"),
            (json!({"id": "x", "name": name}), "level"),
            (json!({"id": "x", "name": name, "level": 4}), "level"),
            (json!({"id": "x", "name": name, "level": 2}), "parent"),
            (json!({"id": "x", "name": name, "level": 1, "parent": {"id": "tab"}}), "parent.id"),
            (json!({"id": "x", "name": name, "level": 3, "parent": {"id": "tab"}}), "parent.id"),
            (json!({"id": "x", "name": name, "level": 2, "parent": {"id": "nope"}}), "parent.id"),
            (json!({"id": "x", "name": name, "level": 2, "parent": {"id": "tab"}, "objectType": "variant"}), "parent.id"),
            (json!({"id": "x", "name": name, "level": 1, "objectType": "page"}), "objectType"),
            (json!({"id": "x", "name": name, "level": 1, "documentType": {"id": "nope"}}), "documentType.id"),
            (
                json!({"id": "x", "name": name, "level": 1, "objectType": "classification", "documentType": {"id": "lamp"}}),
                "documentType.id",
            ),
        ] {
            full.post("/api/attribute-groups", body).await.refused_at(field);
        }
        full.post("/api/attribute-groups", section("section", "category")).await.expect(409);
        full.get("/api/attribute-groups/x").await.expect(404);
    }
}

on_both! {
    /// v5.md 3.1: an attribute stands in a group of level 3 of its own sheet.
    async fn attributes_stand_in_sections(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let put = full.put("/api/attributes/power", json!({"section": {"id": "section"}})).await.expect(200).json();
        assert_eq!(put["section"]["id"], "section");
        full.put("/api/attributes/price", json!({"section": {"id": "category"}})).await.refused_at("section.id");
        full.put("/api/attributes/price", json!({"section": {"id": "nope"}})).await.refused_at("section.id");
        full.put("/api/attributes/legs", json!({"section": {"id": "section"}})).await.refused_at("section.id");
        full.put("/api/attributes/cable", json!({"section": {"id": "section"}})).await.refused_at("section.id");
        assert_eq!(full.get("/api/attributes/price").await.json()["section"], json!(null));
        let cleared = full.put("/api/attributes/power", json!({"section": null})).await.expect(200).json();
        assert_eq!(cleared["section"], json!(null));
    }
}
