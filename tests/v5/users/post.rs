use serde_json::{Value, json};

use super::{PASSWORD, ann, signed_in};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn makes_one_under_a_number(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let sparse = json!({"id": 1, "username": "bob", "firstName": "B", "lastName": "C", "email": "bob@example.org"});
        let made = full.post("/api/users", sparse).await.expect(201);
        let user = made.json();
        let id = user["id"].as_i64().expect("a number");
        assert_eq!((made.header("location"), user["@id"].as_str()), (format!("/api/users/{id}").as_str(), Some(made.header("location"))));
        let expected = json!({
            "@context": "/api/contexts/User", "@type": "User", "@id": format!("/api/users/{id}"), "id": id,
            "username": "bob", "active": false, "admin": false, "firstName": "B", "lastName": "C",
            "email": "bob@example.org", "timezone": "UTC", "isAutomaticTimezone": false,
            "localesAvailable": ["en_GB"], "localeDefault": "en_GB", "permissionFeatures": ["VIEWER", "EDITOR"],
            "dateLogged": null, "dateCreated": user["dateCreated"], "dateModified": user["dateModified"],
            "decimalFormat": "dot", "type": "user", "roles": [], "classificationAccess": null,
            "attributeAccess": null, "interfaceLocale": null, "createdBy": "full", "updatedBy": "full",
        });
        assert_eq!(user, expected);
        assert_eq!(full.get(made.header("location")).await.expect(200).json(), expected);
        let plain = full.accept("application/json").get(made.header("location")).await.expect(200).json();
        assert!(plain.get("@id").is_none() && plain["id"] == id, "{plain}");
        signed_in(&server, "bob", PASSWORD).await.expect(401);
    }
}

on_both! {
    /// A password is taken and never shown: not in answers, not in the history, not in a dry run.
    async fn keeps_passwords_to_itself(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let made = full.post("/api/users", ann()).await.expect(201);
        assert!(made.json().get("password").is_none());
        signed_in(&server, "ann", PASSWORD).await.expect(201);
        let dry = full.lines("/api/users/bulk?dryRun=1", &[json!({"username": "ann", "password": "battery staple"})]).await;
        assert_eq!(dry.lines()[0]["changes"], json!([{"path": "password", "before": "***", "after": "***"}]));
        full.put(made.header("location"), json!({"password": "battery staple"})).await.expect(200);
        let images = history::texts(&server, "SELECT coalesce(before, '') || coalesce(after, '') FROM changes WHERE kind = 'user' ORDER BY seq").await;
        assert_eq!(images, ["", r#"{"password":"***"}{"password":"***"}"#]);
        for text in [made.text(), dry.text(), full.get("/api/users").await.text()] {
            assert!(!text.contains(PASSWORD) && !text.contains("argon2"), "{text}");
        }
    }
}

on_both! {
    async fn says_all_that_is_wrong(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/users", ann()).await.expect(201);
        let before = history::length(&server).await;
        let wrong = json!({
            "username": " x", "firstName": "", "email": "nobody", "timezone": "a b", "localesAvailable": ["xx_XX"],
            "localeDefault": "yy_YY", "permissionFeatures": ["OWNER"], "decimalFormat": "none", "type": "robot",
            "roles": ["chief"], "classificationAccess": {"id": "none"}, "attributeAccess": {"id": "none"},
            "password": "short",
        });
        let refused = full.post("/api/users", wrong).await.expect(422);
        let mut paths: Vec<_> = refused.violations().into_iter().map(|(path, _)| path).collect();
        paths.sort_unstable();
        let expected = ["attributeAccess.id", "classificationAccess.id", "decimalFormat", "email", "firstName", "lastName",
            "localeDefault", "localesAvailable", "password", "permissionFeatures", "roles", "timezone", "type", "username"];
        assert_eq!(paths, expected);
        assert!(!refused.text().contains("short\""), "{}", refused.text());
        let taken = full.post("/api/users", ann()).await.expect(409).json();
        assert_eq!(taken["violations"][0]["propertyPath"], "username");
        full.post("/api/users", json!({"firstName": "A", "lastName": "B", "email": "a@b.c"})).await.refused_at("username");
        full.post("/api/users", json!({"username": "x", "roles": "editor"})).await.expect(422);
        assert_eq!(history::length(&server).await, before);
        assert_eq!(full.get("/api/users").await.json()["hydra:totalItems"], 1);
    }
}

on_both! {
    /// In bulk a user is known by number or by name.
    async fn comes_in_bulk(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let id = full.post("/api/users", ann()).await.expect(201).json()["id"].clone();
        let bob = json!({"username": "bob", "firstName": "B", "lastName": "C", "email": "bob@example.org"});
        let lines = [bob.clone(), json!({"username": "ann", "lastName": "Ray"}), json!({"id": id, "firstName": "Anna"}), json!({"id": 999_999, "firstName": "X"}), json!({"id": id, "username": "bob"}), bob];
        let told = full.lines("/api/users/bulk", &lines).await.expect(200).lines();
        let status: Vec<_> = told.iter().map(|line| line["status"].as_u64().unwrap()).collect();
        assert_eq!((status, &told[5]["unchanged"]), (vec![201, 200, 200, 404, 422, 200], &Value::Bool(true)));
        let ann = full.get("/api/users?username=ann").await.json()["hydra:member"][0].clone();
        assert_eq!((&ann["firstName"], &ann["lastName"]), (&json!("Anna"), &json!("Ray")));
        let gone = full.lines("/api/users/bulk?mode=delete", &[json!({"id": id})]).await.lines();
        assert_eq!(gone[0]["status"], 403);
        assert_eq!(full.get("/api/users").await.json()["hydra:totalItems"], 2);
    }
}
