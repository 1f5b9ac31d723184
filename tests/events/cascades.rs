use serde_json::json;

use super::{hears_all, names, one, told};
use crate::support::db::on_both;
use crate::support::webhooks::shop;
use crate::v5::links::{furnish, linked};

on_both! {
    async fn of_links(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        let similar = linked(&full, "similar", "bulb", "cord").await;
        let media = linked(&full, "media", "desk-lamp", "p1").await;
        let photo = linked(&full, "photo", "red", "p2").await;
        let expected = [
            "document.update bulb".to_owned(),
            "document.update cord".to_owned(),
            // Once for each of two requests: the second is the variant's.
            "document.update desk-lamp".to_owned(),
            "document.update desk-lamp".to_owned(),
            format!("link.create {similar}"),
            format!("link.create {media}"),
            format!("link.create {photo}"),
            "media.update p1".to_owned(),
            "media.update p2".to_owned(),
        ];
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(names(&told(&server, &webhook, "m1").await), expected);

        full.put(&format!("/api/links/{media}"), json!({"sequence": 7})).await.expect(200);
        let updated = told(&server, &webhook, "m2").await;
        let expected = ["document.update desk-lamp", &format!("link.update {media}"), "media.update p1"];
        assert_eq!(names(&updated), expected);
        full.delete(&format!("/api/links/{media}")).await.expect(204);
        let gone = told(&server, &webhook, "m3").await;
        assert_eq!(names(&gone), ["document.update desk-lamp", &format!("link.delete {media}"), "media.update p1"]);
        assert_eq!(one(&gone, "link.delete", &media)["resource"]["updated_items"], json!([]));
    }

    async fn of_assets(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        linked(&full, "media", "bulb", "p1").await;
        let photo = linked(&full, "photo", "red", "p1").await;
        let webhook = hears_all(&server).await;
        full.put("/api/assets/p1", json!({"isActive": false})).await.expect(200);
        full.put("/api/assets/p2", json!({"isActive": false})).await.expect(200);
        let expected = ["document.update bulb", "document.update desk-lamp", "media.update p1", "media.update p2"];
        assert_eq!(names(&told(&server, &webhook, "m1").await), expected);

        full.delete("/api/assets/p1").await.expect(204);
        let gone = told(&server, &webhook, "m2").await;
        assert!(names(&gone).starts_with(&["document.update bulb".to_owned(), "document.update desk-lamp".to_owned()]), "{gone:?}");
        one(&gone, "media.delete", "p1");
        one(&gone, "link.delete", &photo);
        assert_eq!(gone.len(), 5, "two links, two documents, one asset: {:?}", names(&gone));
    }

    async fn of_variants_and_their_documents(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let similar = linked(&full, "similar", "desk-lamp", "bulb").await;
        let webhook = hears_all(&server).await;
        full.post("/api/variants", json!({"id": "blue", "document": {"id": "desk-lamp"}})).await.expect(201);
        assert_eq!(names(&told(&server, &webhook, "m1").await), ["variant.create blue"], "it cascades to nothing");
        full.put("/api/variants/blue", json!({"attributes": {"cable": 2}})).await.expect(200);
        let updated = told(&server, &webhook, "m2").await;
        assert_eq!(names(&updated), ["document.update desk-lamp", "variant.update blue"]);
        assert_eq!(one(&updated, "document.update", "desk-lamp")["resource"]["document_type_code"], "lamp");
        full.delete("/api/variants/blue").await.expect(204);
        assert_eq!(names(&told(&server, &webhook, "m3").await), ["document.update desk-lamp", "variant.delete blue"]);

        full.delete("/api/documents/desk-lamp").await.expect(204);
        let gone = told(&server, &webhook, "m4").await;
        let expected =
            ["document.delete desk-lamp", "document.update bulb", &format!("link.delete {similar}"), "variant.delete red"];
        assert_eq!(names(&gone), expected);
        assert_eq!(one(&gone, "document.delete", "desk-lamp")["resource"]["document_type_code"], "lamp");
    }

    async fn of_predefined_values(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        let value = "/api/predefined-values/attribute=socket;code=e27";
        full.put(value, json!({"name": {"en_GB": "Edison"}})).await.expect(200);
        let updated = told(&server, &webhook, "m1").await;
        assert_eq!(names(&updated), ["document.update desk-lamp", "value.update attribute=socket;code=e27"]);
        let resource = &one(&updated, "value.update", "attribute=socket;code=e27")["resource"];
        assert_eq!((&resource["type"], &resource["locales"]["updated"]), (&json!("value"), &json!(["en_GB"])));
        full.post("/api/predefined-values", json!({"attribute": {"id": "socket"}, "code": "b22", "name": {"en_GB": "Bayonet"}})).await.expect(201);
        assert_eq!(names(&told(&server, &webhook, "m2").await), ["value.create attribute=socket;code=b22"]);
        full.delete(value).await.expect(204);
        let gone = told(&server, &webhook, "m3").await;
        assert_eq!(names(&gone), ["document.update desk-lamp", "value.delete attribute=socket;code=e27"]);
        let items = &one(&gone, "document.update", "desk-lamp")["resource"]["updated_items"];
        assert_eq!(*items, json!([{"type": "field", "code": "socket"}]), "it was cleared");
    }

    async fn classifications_and_users_concern_nobody_else(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        full.put("/api/classifications/desk", json!({"isActive": false})).await.expect(200);
        let user = json!({"username": "jane", "firstName": "Jane", "lastName": "Doe", "email": "jane@example.org", "password": "correct-horse"});
        full.post("/api/users", user).await.expect(201);
        let heard = told(&server, &webhook, "m1").await;
        assert_eq!(names(&heard), ["classification.update desk", "users.create jane"]);
        let text = heard.iter().map(ToString::to_string).collect::<String>();
        assert!(!text.contains("correct-horse") && !text.contains("jane@"), "{text}");
    }
}
