use serde_json::json;

use crate::support::db::on_both;
use crate::support::pictures::png;
use crate::support::server::Server;
use crate::support::site::{Page, Site};
use crate::support::until::until_some;
use crate::v5::conformance::assets::{open_to_loopback, path, sent};

on_both! {
    async fn a_replaced_file_can_be_brought_back(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let (old, new) = (png(9, 8, 1), png(8, 9, 2));
        let first = sent(&full, "old.png", &old).await;
        full.post("/api/assets", json!({"id": "a", "fileId": first})).await.expect(201);
        let second = sent(&full, "new.png", &new).await;
        full.put("/api/assets/a", json!({"fileId": second})).await.expect(200);
        // The same again is no change.
        full.put("/api/assets/a", json!({"fileId": second})).await.expect(200);
        let told = full.get("/api/assets/a/history").await.expect(200).json();
        let changes = told["hydra:member"].as_array().expect("changes");
        assert_eq!(changes.len(), 2, "{told}");
        let update = changes.iter().find(|change| change["operation"] == "update").expect("an update");
        let fields = update["changes"].as_array().expect("fields");
        let name = fields.iter().find(|field| field["path"] == "file.name").unwrap_or_else(|| panic!("{told}"));
        assert_eq!((&name["before"], &name["after"]), (&json!("old.png"), &json!("new.png")), "{told}");
        full.post("/api/assets/a/revert", json!({"change": update["id"]})).await.expect(200);
        let asset = full.get("/api/assets/a").await.json();
        assert_eq!(asset["originalFilename"], "old.png");
        assert_eq!(server.anonymous().get(&path(&server, &asset["url"])).await.expect(200).body, old);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn what_takes_long_is_fetched_on(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        let picture = png(12, 10, 1);
        let here = site.put("/here.png", Page::File(picture.clone()));
        let gone = site.put("/gone.png", Page::Status(404, None));
        // Many at once are not waited for.
        let lines = [json!({"id": "a", "remotePath": here}), json!({"id": "b", "remotePath": gone})];
        let told = full.lines("/api/assets/bulk", &lines).await.expect(200).lines();
        assert!(told.iter().all(|line| line["status"] == 201), "{told:?}");
        let settled = async |id: &str| {
            let path = format!("/api/assets/{id}");
            let asset = async || Some(full.get(&path).await.expect(200).json());
            until_some(async || asset().await.filter(|asset| asset["metadata"]["status"] != "pending")).await
        };
        let asset = settled("a").await;
        assert_eq!((&asset["metadata"]["status"], &asset["metadata"]["width"]), (&json!("ready"), &json!(12)));
        assert_eq!(server.anonymous().get(&path(&server, &asset["url"])).await.expect(200).body, picture);
        let asset = settled("b").await;
        assert_eq!((&asset["metadata"]["status"], &asset["url"]), (&json!("failed"), &json!(null)));
        assert!(asset["metadata"]["trouble"].as_str().is_some_and(|words| words.contains("404")), "{asset}");
        assert_eq!(site.asked("/here.png"), 1);
    }
}

on_both! {
    async fn a_redirect_is_followed_where_it_may_lead(engine: Engine) {
        let server = open_to_loopback(engine).await;
        let (full, site) = (server.as_full(), Site::open().await);
        let picture = png(5, 5, 1);
        site.put("/there.png", Page::File(picture));
        let here = site.put("/here", Page::Status(302, Some("/there.png".to_owned())));
        let made = full.post("/api/assets", json!({"id": "a", "remotePath": here})).await.expect(201).json();
        assert_eq!(made["originalFilename"], "there.png");
        let away = site.put("/away", Page::Status(302, Some("http://169.254.169.254/latest".to_owned())));
        full.post("/api/assets", json!({"id": "b", "remotePath": away})).await.refused_at("remotePath");
        let circle = site.put("/circle", Page::Status(302, Some("/circle".to_owned())));
        full.post("/api/assets", json!({"id": "b", "remotePath": circle})).await.refused_at("remotePath");
    }
}
