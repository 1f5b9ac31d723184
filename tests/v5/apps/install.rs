use serde_json::{Value, json};

use super::{again, create, open, permission};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::little_app::{Answer, LittleApp};
use crate::support::until::until;

const INSTALL: &str = "/api/apps/hello/install";

/// What is said of an installation that fails.
async fn failed(full: &Caller) -> String {
    full.post(INSTALL, json!({})).await.refused_at("url").text().clone()
}

on_both! {
    async fn all_calls_are_signed_and_say_in_which_languages(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let secret = create(&full, &app).await;
        full.post(INSTALL, json!({"dataLocale": "de_DE"})).await.refused_at("dataLocale");
        assert!(app.calls("/permission").is_empty());
        let installed = full.post(INSTALL, json!({"dataLocale": "fr_FR"})).await.expect(200).json();
        assert_eq!((&installed["installedBy"], installed["dateInstalled"].is_string()), (&json!("full"), true));
        for path in ["/permission", "/install"] {
            let call = app.last(path);
            assert_eq!((call.header("client-id"), call.header("referer")), ("Quable", "acme"), "{path}");
            assert_eq!(call.header("x-signature"), call.signature(&app.url(), &secret), "{path}");
        }
        let query = "/install?quableInstanceName=acme&interfaceLocale=en_GB&dataLocale=fr_FR";
        assert_eq!(app.last("/install").path, query);
    }

    /// In the history of what it writes.
    async fn an_app_writes_in_its_own_name_and_manages_neither_users_nor_apps(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        full.post(INSTALL, json!({})).await.expect(200);
        let own = server.anonymous().bearer(&app.token());
        let made = own.post("/api/keyvalues", json!({"id": "mine", "value": "1"})).await.expect(201).json();
        assert_eq!(made["createdBy"], "hello");
        let user = json!({"username": "eve", "firstName": "E", "lastName": "Ve", "email": "e@example.org", "admin": true});
        own.post("/api/users", user).await.expect(403);
        own.post(INSTALL, json!({})).await.expect(403);
    }

    /// And is told what came.
    async fn an_app_that_does_not_do_its_part_has_no_token(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        let asks = |value: Value| Answer::Json(200, value);
        for (answer, told) in [
            (asks(json!(["all"])), "all"),
            (asks(json!(["read_access", "full_access"])), "read_access"),
            (asks(json!([])), "[]"),
            (asks(json!({"permission": "full_access"})), "{"),
            (Answer::Json(500, json!(["full_access"])), "500"),
            (Answer::Html("<p>Hello".to_owned()), "<p>Hello"),
            (Answer::Redirect(format!("{}/elsewhere", app.url())), "307"),
            (Answer::Lie, "/permission"),
            (Answer::Huge, "xxx"),
        ] {
            app.answer("/permission", answer);
            let message = failed(&full).await;
            assert!(message.contains(told), "{told}: {message}");
        }
        assert!(app.calls("/install").is_empty() && app.calls("/elsewhere").is_empty());

        app.answer("/permission", Answer::Json(200, json!(["full_access"])));
        for (answer, told) in [
            (Answer::Json(403, json!({"message": "No"})), "403"),
            (Answer::Redirect(format!("{}/elsewhere", app.url())), "307"),
            (Answer::Lie, "/install"),
        ] {
            app.answer("/install", answer);
            let message = failed(&full).await;
            assert!(message.contains(told), "{told}: {message}");
            // It worked while the app tried it.
            assert_eq!(app.tried().last(), Some(&200));
            server.anonymous().bearer(&app.token()).get("/api/documents").await.expect(401);
        }
        assert_eq!(permission(&full).await, json!(null));
        assert!(app.calls("/elsewhere").is_empty());
    }

    async fn the_token_of_before_works_until_the_new_one_is_taken(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        full.post(INSTALL, json!({})).await.expect(200);
        let first = server.anonymous().bearer(&app.token());
        app.answer("/install", Answer::Json(500, json!({})));
        failed(&full).await;
        first.get("/api/documents").await.expect(200);
        app.answer("/install", Answer::words("Done", 0));
        app.answer("/permission", Answer::Json(200, json!(["read_access"])));
        full.post(INSTALL, json!({})).await.expect(200);
        first.get("/api/documents").await.expect(401);
        server.anonymous().bearer(&app.token()).get("/api/documents").await.expect(200);
        assert_eq!(permission(&full).await, "read_access");
    }

    /// Whoever asked for it has gone, and so has the server: nobody says that the app is installed.
    async fn a_crash_installs_nothing_and_keeps_what_was_there(engine: Engine) {
        let (mut server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        full.post(INSTALL, json!({})).await.expect(200);
        let first = app.token();
        app.answer("/install", Answer::Hang);
        let asking = tokio::spawn(async move { full.try_send(reqwest::Method::POST, INSTALL, None).await.is_err() });
        until(async || app.tried().len() == 2).await;
        server.kill().await;
        assert!(asking.await.unwrap());
        let second = app.token();
        let server = again(server.instance().clone()).await;
        server.anonymous().bearer(&first).get("/api/documents").await.expect(200);
        // Some time later.
        server.instance().tamper("UPDATE app_tokens SET ends_at = 1 WHERE ends_at IS NOT NULL").await;
        server.anonymous().bearer(&second).get("/api/documents").await.expect(401);
        assert_eq!(permission(&server.as_full()).await, "full_access");
    }

    async fn who_is_unknown_or_of_former_times_is_not_installed(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        full.post(INSTALL, json!({})).await.expect(404);
        full.post("/api/apps", json!({"id": "hello", "url": app.url(), "type": "legacy"})).await.expect(201);
        full.post(INSTALL, json!({})).await.expect(409);
        assert!(app.calls("/permission").is_empty());
    }
}
