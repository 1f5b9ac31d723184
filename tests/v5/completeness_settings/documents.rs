use serde_json::json;

use super::{indicator, percent};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::links::{furnish, linked};

on_both! {
    /// Each data locale is counted by itself, what isn't localised alike in all of them.
    async fn print_how_complete_they_are(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        for body in [
            indicator("web", &["name", "dimmable", "rooms", "tagline"], &[]),
            indicator("app", &["power"], &["media", "similar"]),
        ] {
            full.post("/api/completeness-settings", body).await.expect(201);
        }
        let path = "/api/documents/bulb";
        let shown = full.get(path).await.expect(200).json();
        assert_eq!(shown["completeness"][0], json!({"id": "app", "locale": "en_GB", "value": 0}));
        assert_eq!(percent(&shown), ["app en_GB 0", "app fr_FR 0", "web en_GB 0", "web fr_FR 0"]);
        let values = json!({"name": {"fr_FR": "Ampoule"}, "dimmable": false, "rooms": ["hall", "study"]});
        let written = full.put(path, json!({"attributes": values})).await.expect(200).json();
        assert_eq!(percent(&written), ["app en_GB 0", "app fr_FR 0", "web en_GB 50", "web fr_FR 75"]);
        let one = full.get(&format!("{path}?locales[]=fr_FR&inherited=true")).await.expect(200).json();
        assert_eq!(percent(&one), ["app fr_FR 0", "web fr_FR 75"]);
        let listed = full.get("/api/documents?id=bulb").await.expect(200).json();
        assert_eq!(listed["hydra:member"][0]["completeness"], written["completeness"]);
        assert!(full.get("/api/variants/red").await.json().get("completeness").is_none());
    }
}

on_both! {
    /// A link counts from the moment that it is written until it is gone.
    async fn are_completed_by_links(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        full.post("/api/completeness-settings", indicator("app", &[], &["media", "similar"])).await.expect(201);
        let path = "/api/documents/bulb";
        let found = async |value: &str| {
            let list = full.get(&format!("/api/documents?completeness[app][fr_FR]={value}&limit=0")).await;
            list.expect(200).json()["hydra:totalItems"].clone()
        };
        let shown = async || percent(&full.get(path).await.expect(200).json());
        assert_eq!((found("0").await, found("50").await), (json!(3), json!(0)));
        let link = linked(&full, "media", "bulb", "p1").await;
        let second = linked(&full, "media", "bulb", "p2").await;
        assert_eq!((shown().await, found("50").await), (vec!["app en_GB 50".into(), "app fr_FR 50".into()], json!(1)));
        linked(&full, "similar", "bulb", "cord").await;
        linked(&full, "similar", "cord", "bulb").await;
        assert_eq!((found("100").await, found("50").await), (json!(1), json!(1)));
        full.delete(&format!("/api/links/{link}")).await.expect(204);
        assert_eq!(found("100").await, json!(1));
        full.delete(&format!("/api/links/{second}")).await.expect(204);
        assert_eq!(found("50").await, json!(2));
        full.delete("/api/documents/cord").await.expect(204);
        assert_eq!((shown().await, found("0").await), (vec!["app en_GB 0".into(), "app fr_FR 0".into()], json!(2)));
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// Whatever they are complete by changes: what is kept printed is as little shown again as it may be.
    async fn follow_their_indicators_at_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let (path, list) = ("/api/documents/desk-lamp", "/api/documents?limit=3");
        let tags = async || {
            let (one, all) = (full.get(path).await.expect(200), full.get(list).await.expect(200));
            assert_eq!(one.json()["completeness"], all.json()["hydra:member"][2]["completeness"]);
            (percent(&one.json()), one.header("etag").to_owned(), all.header("etag").to_owned())
        };
        let none = tags().await;
        assert_eq!(none.0, Vec::<String>::new());
        full.post("/api/completeness-settings", indicator("web", &["power", "ean", "story"], &[])).await.expect(201);
        let made = tags().await;
        assert_eq!(made.0, ["web en_GB 33", "web fr_FR 33"]);
        assert!(made.1 != none.1 && made.2 != none.2);
        let kept = full.with("if-none-match", &made.1).get(path).await.expect(304);
        assert_eq!(kept.header("etag"), made.1);
        full.put("/api/completeness-settings/web", json!({"attributes": [{"id": "power"}]})).await.expect(200);
        let changed = tags().await;
        assert_eq!(changed.0, ["web en_GB 100", "web fr_FR 100"]);
        assert!(changed.1 != made.1 && changed.2 != made.2);

        // German holds data from now on, French no longer does.
        full.put("/api/locales/de_DE", json!({"isActive": true})).await.expect(200);
        full.put("/api/locales/fr_FR", json!({"isActive": false})).await.expect(200);
        assert_eq!(tags().await.0, ["web de_DE 100", "web en_GB 100"]);
        let found = full.get("/api/documents?completeness[web][de_DE]=100&limit=0").await.expect(200).json();
        assert_eq!(found["hydra:totalItems"], 1);
        let found = full.get("/api/documents?completeness[web][fr_FR][gte]=0&limit=0").await.expect(200).json();
        assert_eq!(found["hydra:totalItems"], 0);
        full.delete("/api/locales/de_DE").await.expect(204);
        full.delete("/api/completeness-settings/web").await.expect(204);
        assert_eq!(tags().await.0, Vec::<String>::new());
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// What a document's set leaves out is not asked of it; where nothing is asked it is complete.
    async fn are_counted_within_their_set(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        full.post("/api/completeness-settings", indicator("web", &["power", "ean", "name"], &[])).await.expect(201);
        let set = json!({"id": "plain", "documentType": {"id": "lamp"}, "attributes": [{"id": "power"}, {"id": "ean"}]});
        full.post("/api/attributes-sets", set).await.expect(201);
        let shown = async |query: &str| {
            let found = full.get(&format!("/api/documents?completeness[web][en_GB]={query}&limit=0")).await.expect(200);
            let shown = full.get("/api/documents/desk-lamp").await.expect(200).json();
            (percent(&shown).swap_remove(0), found.json()["hydra:totalItems"].clone())
        };
        assert_eq!(shown("66").await, ("web en_GB 66".to_owned(), json!(1)));
        full.put("/api/documents/desk-lamp", json!({"attributeSet": {"id": "plain"}})).await.expect(200);
        assert_eq!(shown("50").await, ("web en_GB 50".to_owned(), json!(1)));
        full.put("/api/attributes-sets/plain", json!({"attributes": [{"id": "power"}]})).await.expect(200);
        assert_eq!(shown("100").await, ("web en_GB 100".to_owned(), json!(1)));
        full.put("/api/attributes-sets/plain", json!({"attributes": [{"id": "notes"}]})).await.expect(200);
        assert_eq!(shown("100").await, ("web en_GB 100".to_owned(), json!(1)));
        full.delete("/api/attributes-sets/plain?force=true").await.expect(204);
        assert_eq!(shown("66").await, ("web en_GB 66".to_owned(), json!(1)));
        server.instance().run(&["check"]).await;
    }
}
