use serde_json::{Value, json};

use super::{about, create, open};
use crate::support::db::on_both;
use crate::support::little_app::{Answer, LittleApp};

const TAB: &str = "/api/apps/hello/slots/document.page.tab";
const BULK: &str = "/api/apps/hello/slots/document.action.bulk";

on_both! {
    async fn what_the_app_answers_is_shown(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        let page = format!("{}/page?a=b", app.url());
        let error = |words: &str| json!({"kind": "error", "message": words});
        for (answer, shown) in [
            (Answer::page(&page), json!({"kind": "iframe", "url": page})),
            (Answer::words("Done", 0), json!({"kind": "message", "message": "Done"})),
            (Answer::words("No", 1), error("No")),
            (Answer::Html("<p>Hello".to_owned()), json!({"kind": "html", "html": "<p>Hello"})),
            (Answer::Json(500, json!({"message": "Broken"})), error("Broken")),
            (Answer::Redirect(page.clone()), error("The app answered 307.")),
            (Answer::page("javascript:alert(1)"), error("The app answered with an address that is no https:// URL.")),
            (Answer::Huge, error("The app answered more than 1 MiB.")),
        ] {
            app.answer("/", answer);
            assert_eq!(full.post(TAB, about("document", &["a"])).await.expect(200).json(), shown);
        }
        app.answer("/", Answer::Lie);
        let lied = full.post(TAB, about("document", &["a"])).await.expect(200).json();
        assert_eq!(lied["kind"], "error");
        assert!(app.calls("/page").is_empty(), "nobody follows");
    }

    async fn only_what_is_there_is_told(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        full.post(BULK, about("document", &["a", "b"])).await.expect(200);
        assert_eq!(app.last("/").json()["object"]["ids"], json!(["a", "b"]));
        full.post(BULK, about("document", &["a", "none"])).await.refused_at("object.ids");
        full.post(BULK, about("document", &[])).await.refused_at("object.ids");
        full.post(TAB, about("document", &["a", "b"])).await.refused_at("object.ids");
        full.post(TAB, about("variant", &["a"])).await.refused_at("object.type");
        full.post(TAB, json!({})).await.refused_at("object");
        full.post(TAB, json!({"object": {"type": "document", "ids": "a"}})).await.refused_at("object.ids");
        full.post("/api/apps/hello/slots/asset.page.tab", about("asset", &["a"])).await.expect(404);
        full.post("/api/apps/nobody/slots/document.page.tab", about("document", &["a"])).await.expect(404);
        full.put("/api/apps/hello", json!({"documentType": {"id": "lamp"}})).await.expect(200);
        full.post(TAB, about("document", &["a"])).await.expect(200);
        full.post("/api/document-types", json!({"id": "rug", "name": {"en_GB": "Rug"}})).await.expect(201);
        full.put("/api/apps/hello", json!({"documentType": {"id": "rug"}})).await.expect(200);
        full.post(TAB, about("document", &["a"])).await.refused_at("object.ids");
        assert_eq!(app.calls("/").len(), 2);
        // Who may read may look at a page.
        full.put("/api/apps/hello", json!({"documentType": null})).await.expect(200);
        server.as_read().post(TAB, about("document", &["a"])).await.expect(200);
    }

    /// Nor from themselves: none of them holds a place that others need.
    async fn one_that_hangs_keeps_nobody_from_others(engine: Engine) {
        let (server, hanging, well) = (open(engine).await, LittleApp::open().await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &hanging).await;
        let other: Value = json!({"id": "well", "url": well.url(), "slots": ["document.page.tab"]});
        full.post("/api/apps", other).await.expect(201);
        hanging.answer("/", Answer::Hang);
        let asking: Vec<_> = (0..20)
            .map(|_| {
                let full = full.clone();
                tokio::spawn(async move { full.post(TAB, about("document", &["a"])).await })
            })
            .collect();
        hanging.heard("/", 8).await;
        let path = "/api/apps/well/slots/document.page.tab";
        let shown = full.post(path, about("document", &["a"])).await.expect(200).json();
        assert_eq!(shown["message"], "Done");
        full.get("/api/documents").await.expect(200);
        // Before the time of the first was over, and with it the turn of the next.
        assert_eq!(hanging.calls("/").len(), 8);
        for one in &asking {
            one.abort();
        }
    }
}
