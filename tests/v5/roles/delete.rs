use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    /// What a user has stays, unless it is taken from all who have it: nobody comes to a role made anew.
    async fn of_what_users_have(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let user = json!({"username": "ann", "firstName": "A", "lastName": "B", "email": "a@b.c"});
        let path = full.post("/api/users", user).await.expect(201).header("location").to_owned();
        for (resource, property, name, held, empty) in [
            ("users/groups", "roles", json!({"en_GB": "Role"}), json!(["held"]), json!([])),
            ("classification-access-profiles", "classificationAccess", json!("Profile"), json!({"id": "held"}), json!(null)),
            ("attribute-access-profiles", "attributeAccess", json!("Profile"), json!({"id": "held"}), json!(null)),
        ] {
            let collection = format!("/api/{resource}");
            for id in ["held", "free"] {
                full.post(&collection, json!({"id": id, "name": name})).await.expect(201);
            }
            full.put(&path, json!({property: held})).await.expect(200);
            full.delete(&format!("{collection}/free")).await.expect(204);
            let refused = full.delete(&format!("{collection}/held")).await.expect(409).json();
            assert!(refused["message"].as_str().unwrap().contains("ann"), "{refused}");
            full.get(&format!("{collection}/held")).await.expect(200);
            full.delete(&format!("{collection}/held?force=true")).await.expect(204);
            assert_eq!(full.get(&path).await.json()[property], empty, "{resource}");
            full.post(&collection, json!({"id": "held", "name": name})).await.expect(201);
            assert_eq!(full.get(&path).await.json()[property], empty, "{resource}");
        }
        assert_eq!(history::of(&server, "user", "ann").await.len(), 7);
    }
}
