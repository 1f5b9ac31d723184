use serde_json::json;

use super::{ids, references, set};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::snapshot::assert_shape;

on_both! {
    /// v5.md 3.3, under both of its names.
    async fn a_set_lists_attributes_of_one_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/attributes-sets", set("summer", &["power", "name", "power"], &["cable"])).await.expect(201);
        assert_eq!(made.header("location"), "/api/attributes-sets/summer");
        let got = full.get("/api/attribute-sets/summer").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_shape!("attribute_set_ld", got);
        assert_eq!(ids(&got["attributes"]), ["name", "power"]);
        full.post("/api/attribute-sets", set("summer", &[], &[])).await.expect(409);
        let former = json!({"id": "winter", "documentTypeCode": "lamp"});
        let winter = full.post("/api/attribute-sets", former).await.expect(201).json();
        assert_eq!((&winter["documentType"]["id"], &winter["attributes"]), (&json!("lamp"), &json!([])));
        let hal = full.accept("application/hal+json").get("/api/attributes-sets/winter").await.expect(200).json();
        assert_eq!(hal["_links"]["documentType"]["href"], "/api/document-types/lamp");
        assert_eq!(full.get("/api/attributes-sets").await.expect(200).json()["hydra:totalItems"], 2);
        assert_eq!(history::of(&server, "attribute_set", "summer").await, ["create"]);
        let bulk = [set("autumn", &["finish"], &[]), set("x", &["legs"], &[])];
        let lines = full.lines("/api/attributes-sets/bulk", &bulk).await.expect(200).lines();
        assert_eq!((&lines[0]["status"], &lines[1]["status"]), (&json!(201), &json!(422)));
    }
}

on_both! {
    async fn says_what_is_wrong_with_a_set(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (property, value, field) in [
            ("id", json!("a b"), "id"),
            ("documentType", json!(null), "documentType"),
            ("documentType", json!({"id": "nope"}), "documentType.id"),
            ("attributes", references(&["nope"]), "attributes"),
            ("attributes", references(&["legs"]), "attributes"),
            ("attributes", references(&["title"]), "attributes"),
            ("attributes", references(&["cable"]), "attributes"),
            ("attributes", json!(["power"]), "attributes"),
            ("variantAttributes", references(&["legs"]), "variantAttributes"),
            ("isDefault", json!("yes"), "isDefault"),
            ("name", json!("Summer"), "name"),
        ] {
            let mut body = set("summer", &[], &[]);
            body[property] = value;
            full.post("/api/attributes-sets", body).await.refused_at(field);
        }
        full.get("/api/attributes-sets/summer").await.expect(404);
        let read = server.as_read();
        read.post("/api/attributes-sets", set("summer", &[], &[])).await.expect(403);
    }
}

on_both! {
    /// Ours: a new document that names no set has the default one of its type.
    async fn one_set_of_a_type_is_the_default(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["summer", "winter"] {
            let mut body = set(id, &["power"], &[]);
            body["isDefault"] = json!(true);
            full.post("/api/attributes-sets", body).await.expect(201);
        }
        assert_eq!(full.get("/api/attributes-sets/summer").await.json()["isDefault"], false);
        let made = full.post("/api/documents", plain_lamp("a")).await.expect(201).json();
        assert_eq!(made["attributeSet"]["id"], "winter");
        let mut body = plain_lamp("b");
        body["attributeSet"] = json!(null);
        assert_eq!(full.post("/api/documents", body).await.expect(201).json()["attributeSet"], json!(null));
        full.put("/api/attributes-sets/winter", json!({"isDefault": false})).await.expect(200);
        let made = full.post("/api/documents", plain_lamp("c")).await.expect(201).json();
        assert_eq!(made["attributeSet"], json!(null));
    }
}
