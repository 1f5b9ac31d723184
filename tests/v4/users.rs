//! Users of v4, for those who switch them on (16).

use std::sync::Arc;

use serde_json::{Value, json};

use super::conformance::{delete, get, post, put};
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;

const USERS: &str = "/users";

fn ann() -> Value {
    json!({"username": "ann", "password": "correct horse", "email": "ann@example.org"})
}

on_both! {
    async fn they_are_made_shown_changed_and_shut_out(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let server = Server::start_with(instance, |command| _ = command.arg("--legacy-users")).await;
        let full = server.as_full();
        full.post("/api/users/groups", json!({"id": "editor", "name": {"en_GB": "Editors"}})).await.expect(201);
        for missing in ["username", "password", "email"] {
            let mut body = ann();
            body.as_object_mut().expect("an object").remove(missing);
            let refused = post(&full, USERS, body).await.expect(400).json();
            assert_eq!(refused["errors"][0]["field"], missing);
        }
        let made = post(&full, USERS, ann()).await.expect(201);
        let (location, id) = (made.json()["location"].as_str().expect("a path").to_owned(), made.json()["id"].clone());
        assert_eq!((&made.json()["username"], location.as_str()), (&json!("ann"), format!("/users/{id}").as_str()));
        post(&full, USERS, ann()).await.expect(409);

        let change = json!({"first_name": "Ann", "last_name": "Lee", "group_code": "editor", "culture": "fr_FR"});
        put(&full, &location, change).await.expect(200);
        let shown = get(&full, &location).await.expect(200).json()["data"].clone();
        assert_eq!(shown, json!({"id": id, "username": "ann", "first_name": "Ann", "last_name": "Lee",
            "email": "ann@example.org", "active": true, "admin": false, "culture": "fr_FR", "group_code": "editor"}));
        let list = get(&full, "/users?start=0&limit=50").await.expect(200).json();
        assert!(list["rows"].as_array().expect("rows").contains(&shown), "{list}");
        let groups = get(&full, "/users/groups").await.expect(200).json();
        assert_eq!(groups["rows"][0]["code"], "editor");

        let sign_in = json!({"signin": {"username": "ann", "password": "correct horse"}});
        let token = post(&server.anonymous(), "/sessions", sign_in.clone()).await.expect(201).json();
        let token = token["oauth"]["access_token"].as_str().expect("a token").to_owned();
        let own = server.anonymous().with("authorization", &format!("Bearer {token}"));
        get(&own, "/documents").await.expect(200);
        for path in ["/users", "/users/groups", &location] {
            get(&own, path).await.expect(403);
        }
        delete(&full, &location).await.expect(204);
        get(&own, "/documents").await.expect(401);
        post(&server.anonymous(), "/sessions", sign_in).await.expect(401);
        assert_eq!(get(&full, &location).await.json()["data"]["active"], false);
        get(&full, "/users/999999").await.expect(404);
        get(&full, "/users/ann").await.expect(404);
        get(&full, "/profiles/picture/1/10/10").await.expect(404);
    }
}
