use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::little_app::{Answer, LittleApp};
use crate::v5::apps::{about, create, open};

on_both! {
    async fn n126_an_install_asks_for_the_permission_and_hands_over_a_token_that_works(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        let installed = full.post("/api/apps/hello/install", json!({})).await.expect(200).json();
        assert_eq!((installed["permission"].as_str(), app.tried()), (Some("full_access"), vec![200]));
        let (asked, call) = (app.last("/permission"), app.last("/install"));
        assert_eq!((asked.method.as_str(), asked.body.as_str(), call.method.as_str()), ("GET", "", "POST"));
        assert!(call.path.contains("quableInstanceName=acme"), "{}", call.path);
        let data = &call.json()["data"];
        assert_eq!(data["quableInstanceName"], "acme");
        let own = server.anonymous().bearer(data["quableAuthToken"].as_str().unwrap());
        own.get("/api/users?limit=1&type=api").await.expect(200);
        own.post("/api/keyvalues", json!({"id": "mine", "value": "1"})).await.expect(201);
    }
}

on_both! {
    async fn n127_who_asks_to_read_is_refused_writes(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        app.answer("/permission", Answer::Json(200, json!(["read_access"])));
        let installed = full.post("/api/apps/hello/install", json!({})).await.expect(200).json();
        assert_eq!((installed["permission"].as_str(), app.tried()), (Some("read_access"), vec![200]));
        let own = server.anonymous().bearer(&app.token());
        own.get("/api/documents").await.expect(200);
        let before = history::length(&server).await;
        own.post("/api/documents", json!({"id": "d", "documentType": {"id": "lamp"}})).await.expect(403);
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    async fn n128_slot_calls_are_signed_over_all_that_is_said(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let secret = create(&full, &app).await;
        full.post("/api/apps/hello/slots/document.page.tab", about("document", &["a"])).await.expect(200);
        let call = app.last("/");
        assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/?slot=document.page.tab"));
        assert_eq!((call.header("client-id"), call.header("referer")), ("Quable", "acme"));
        assert_eq!(call.header("x-signature"), call.signature(&app.url(), &secret));
        assert_ne!(call.header("x-signature"), call.signature(&app.url(), "another"));
        let said = call.json();
        assert_eq!((&said["instance"], &said["slot"]), (&json!("acme"), &json!("document.page.tab")));
        assert_eq!(said["object"], json!({"type": "document", "ids": ["a"]}));
        assert_eq!((&said["data"]["dataLocale"], &said["data"]["interfaceLocale"]), (&json!("en_GB"), &json!("en_GB")));
    }
}

on_both! {
    async fn n129_an_address_opens_a_page_and_an_error_shows_its_words(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        let mut shown = Vec::new();
        for answer in [Answer::page(&app.url()), Answer::words("It doesn't go.", 1)] {
            app.answer("/", answer);
            shown.push(full.post("/api/apps/hello/slots/document.page.tab", about("document", &["a"])).await.expect(200).json());
        }
        assert_eq!(shown[0], json!({"kind": "iframe", "url": app.url()}));
        assert_eq!(shown[1], json!({"kind": "error", "message": "It doesn't go."}));
    }
}
