//! What a process tells of itself and of its items, without words that only people read.

use serde_json::{Value, json};

use super::{import, over};
use crate::support::db::on_both;
use crate::support::server::Server;

const FILE: &str = "document_code;document_type_code;classification_code;power;socket\n\
    hot;lamp;desk;4000;b22\nfine;lamp;desk;40;e27\nodd;lamp;desk;many;e27\n";

on_both! {
    /// Whether it tries, what it reads, and what it takes back.
    async fn a_process_says_what_it_is(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let kin = |process: &Value| (process["isDryRun"].clone(), process["files"].clone(), process["undoes"].clone());
        let tried = import(&full, "lamps.csv", FILE, json!({"dryRun": true})).await;
        assert_eq!(kin(&tried), (json!(true), json!(["lamps.csv"]), Value::Null));
        let done = import(&full, "lamps.csv", FILE, json!({})).await;
        assert_eq!(kin(&done), (json!(false), json!(["lamps.csv"]), Value::Null));
        let id = done["id"].as_str().expect("an id");
        let undone = full.post(&format!("/api/processes/{id}/undo?dryRun=1"), json!({})).await.expect(201).json();
        assert_eq!(kin(&over(&full, &undone).await), (json!(true), json!([]), json!(id)));
        let export = json!({"exportProfile": {"model": "document.lamp", "extension": "csv"}});
        let export = full.post("/api/exports", export).await.expect(201).json();
        assert_eq!(over(&full, &export).await["files"].as_array().map(Vec::len), Some(1));

        let listed = full.get("/api/processes?order[dateCreated]=asc").await.expect(200).json();
        let all: Vec<_> = listed["hydra:member"].as_array().expect("members").iter().map(|one| one["isDryRun"].clone()).collect();
        assert_eq!(json!(all), json!([true, false, true, false]));
        assert_eq!(listed["hydra:member"][0]["files"], json!(["lamps.csv"]));
    }

    /// What is wrong is told page by page, and errors apart from warnings.
    async fn errors_come_in_pages(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let process = import(&full, "lamps.csv", FILE, json!({})).await;
        let address = format!("/api/processes/{}/errors", process["id"].as_str().expect("an id"));
        let all = full.get(&address).await.expect(200);
        let told = all.json();
        let told = told.as_array().expect("a list");
        assert_eq!(all.header("x-total-count"), told.len().to_string());
        let places: Vec<_> = told.iter().map(|one| (one["line"].clone(), one["property"].clone(), one["value"].clone())).collect();
        for expected in [(json!(2), json!("power"), json!("4000")), (json!(4), json!("power"), json!("many"))] {
            assert!(places.contains(&expected), "{expected:?} in {places:?}");
        }
        assert!(told.iter().all(|one| one["sheet"] == "lamps" && one["level"] == "error"), "{told:?}");
        let mut paged = Vec::new();
        for page in 1..=told.len() {
            let page = full.get(&format!("{address}?limit=1&page={page}")).await.expect(200);
            assert_eq!(page.header("x-total-count"), told.len().to_string());
            paged.extend(page.json().as_array().expect("a list").clone());
        }
        assert_eq!(&paged, told);
        assert_eq!(full.get(&format!("{address}?level=error")).await.expect(200).json(), json!(told));
        let warned = full.get(&format!("{address}?level=warning")).await.expect(200);
        assert_eq!((warned.json(), warned.header("x-total-count")), (json!([]), "0"));
        full.get(&format!("{address}?level=loud")).await.expect(400);
        full.get(&format!("{address}?page=0")).await.expect(400);
        server.as_read().get(&address).await.expect(403);
    }
}
