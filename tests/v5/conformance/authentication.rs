//! 20 to 27: authentication.

use std::sync::Arc;

use app::App;
use app::accounts::SignIn;
use reqwest::Method;
use serde_json::json;
use store::{Clock, Store};

use crate::support::app::{active_user, keeping, random, write_user};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::lamp;

const SESSIONS: &str = "/api_1.php/sessions";
const PASSWORD: &str = "correct horse";

on_both! {
    /// Amended: a public key-value answers by its id; everything else needs a token.
    async fn n020_amended_without_a_token(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/keyvalues", json!({"id": "shown", "value": "x", "isPublic": true})).await.expect(201);
        full.post("/api/keyvalues", json!({"id": "kept", "value": "y"})).await.expect(201);
        let before = history::length(&server).await;
        let nobody = server.anonymous();
        let public = nobody.get("/api/keyvalues/shown").await.expect(200).json();
        assert_eq!((&public["@type"], &public["value"]), (&json!("KeyValue"), &json!("x")));
        for path in ["/api/documents", "/api/documents/a", "/api/documents/none", "/api/keyvalues", "/api/keyvalues/kept", "/api/keyvalues/none", "/api/users", "/api/users/me"] {
            let refused = nobody.get(path).await.expect(401);
            assert_eq!(refused.header("www-authenticate"), "Bearer", "{path}");
            assert!(refused.json()["code"] == 401 && refused.json()["message"].is_string(), "{}", refused.text());
        }
        nobody.post("/api/documents", lamp("b")).await.expect(401);
        nobody.put("/api/keyvalues/shown", json!({"value": "z"})).await.expect(401);
        nobody.delete("/api/keyvalues/shown").await.expect(401);
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    async fn n021_a_token_without_its_scheme(engine: Engine) {
        let server = Server::shop(engine).await;
        let token = server.instance().token("full");
        let before = history::length(&server).await;
        for value in [token.clone(), format!("Token {token}"), format!("Basic {token}"), format!("Bearer{token}")] {
            let caller = server.anonymous().with("authorization", &value);
            let refused = caller.get("/api/documents").await.expect(401);
            assert_eq!(refused.header("www-authenticate"), "Bearer", "{value}");
            assert!(refused.json()["code"] == 401 && refused.json()["message"].is_string(), "{}", refused.text());
            caller.post("/api/documents", lamp("a")).await.expect(401);
        }
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    async fn n022_a_read_token_only_reads(engine: Engine) {
        let server = Server::shop(engine).await;
        server.as_full().post("/api/documents", lamp("a")).await.expect(201);
        let read = server.as_read();
        let shown = read.get("/api/documents/a").await.expect(200).json();
        let before = history::length(&server).await;
        let body = json!({"isActive": false});
        for refused in [
            read.post("/api/documents", lamp("b")).await,
            read.put("/api/documents/a", body.clone()).await,
            read.patch("/api/documents/a", body.clone()).await,
            read.delete("/api/documents/a").await,
            read.lines("/api/documents/bulk", &[lamp("b")]).await,
            read.send(Method::PUT, "/api/documents/a", Some(("application/json", "{".into()))).await,
        ] {
            assert_eq!(refused.expect(403).json()["code"], 403);
        }
        assert_eq!(history::length(&server).await, before);
        assert_eq!(read.get("/api/documents/a").await.expect(200).json(), shown);
        read.get("/api/documents/b").await.expect(404);
    }
}

on_both! {
    async fn n023_a_full_token_may_do_all(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.get("/api/documents/a").await.expect(200);
        full.put("/api/documents/a", json!({"isActive": false})).await.expect(200);
        full.delete("/api/documents/a").await.expect(204);
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update", "delete"]);
    }
}

async fn user(instance: &Instance, name: &str) {
    instance.run_with(&["user", "create", "--username", name, "--password-stdin"], PASSWORD).await;
}

/// The token of a new session.
async fn sign_in(server: &Server, name: &str) -> String {
    let login = json!({"signin": {"username": name, "password": PASSWORD}});
    let session = server.anonymous().post(SESSIONS, login).await.expect(201).json();
    session["oauth"]["access_token"].as_str().expect("a token").to_owned()
}

on_both! {
    async fn n024_a_session_of_v4_works_on_v5(engine: Engine) {
        let server = Server::shop(engine).await;
        user(server.instance(), "ann").await;
        let ann = server.anonymous().bearer(&sign_in(&server, "ann").await);
        assert_eq!(ann.get("/api/documents").await.expect(200).json()["hydra:totalItems"], 0);
    }
}

on_both! {
    /// Amended: what ends is the former session of the API; those of the admin UI are another kind and stay.
    async fn n025_amended_a_second_login_ends_the_first(engine: Engine) {
        let server = Server::shop(engine).await;
        user(server.instance(), "ann").await;
        user(server.instance(), "bob").await;
        let bob = server.anonymous().bearer(&sign_in(&server, "bob").await);
        let first = server.anonymous().bearer(&sign_in(&server, "ann").await);
        first.get("/api/documents").await.expect(200);
        let second = server.anonymous().bearer(&sign_in(&server, "ann").await);
        first.get("/api/documents").await.expect(401);
        second.get("/api/documents").await.expect(200);
        bob.get("/api/documents").await.expect(200);
    }
}

on_both! {
    async fn n026_a_read_token_can_look_for_api_users(engine: Engine) {
        let server = Server::bare(engine).await;
        let none = server.as_read().get("/api/users?limit=1&type=api").await.expect(200).json();
        assert_eq!((&none["hydra:member"], &none["hydra:totalItems"]), (&json!([]), &json!(0)));
        let user = |name: &str, kind: &str| {
            json!({"username": name, "type": kind, "firstName": "A", "lastName": "B", "email": "a@example.org"})
        };
        for (name, kind) in [("ann", "user"), ("erp", "api"), ("pos", "api")] {
            server.as_full().post("/api/users", user(name, kind)).await.expect(201);
        }
        let found = server.as_read().get("/api/users?limit=1&type=api").await.expect(200).json();
        assert_eq!((&found["hydra:member"][0]["username"], &found["hydra:totalItems"]), (&json!("erp"), &json!(2)));
        server.as_read().post("/api/users", user("eve", "api")).await.expect(403);
        assert_eq!(server.as_read().get("/api/users?username=eve").await.json()["hydra:totalItems"], 0);
    }
}

/// The token of a session that was opened years ago.
async fn old_session(instance: &Instance) -> String {
    let clock: Clock = Arc::new(|| 1_600_000_000_000_000);
    let store = Store::open(&instance.location(), Arc::clone(&clock)).await.expect("a database");
    let app = App::open(store, keeping(instance.folder()).await, clock, random()).await.expect("an instance");
    write_user(&app, active_user("ann", PASSWORD)).await.expect("a user");
    let (username, address) = ("ann".into(), "192.0.2.1".parse().expect("an address"));
    let sign_in = SignIn { username, password: PASSWORD.into(), remember: false, lang: None, address };
    app.sign_in(sign_in).await.expect("a session").access.as_str().to_owned()
}

on_both! {
    async fn n027_an_expired_token(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let token = old_session(&instance).await;
        let server = Server::start(instance).await;
        let old = server.anonymous().bearer(&token);
        let refused = old.get("/api/documents").await.expect(401);
        assert_eq!(refused.header("www-authenticate"), "Bearer error=\"invalid_token\"");
        assert_eq!(refused.json()["code"], 401);
        old.post("/api/documents", lamp("a")).await.expect(401);
        server.as_full().get("/api/documents/a").await.expect(404);
        // The same user's new one is fine.
        server.anonymous().bearer(&sign_in(&server, "ann").await).get("/api/documents").await.expect(200);
    }
}
