//! SIGKILL while objects follow a change of a definition: the next process goes on where it was.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::failure::bury;
use crate::failure::stream::{self, Ledger};
use crate::support::client::{Answer, Caller};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until;

/// More than one commit touches.
const MANY: usize = 3_000;

fn body(n: usize) -> Value {
    let mut body = plain_lamp(&format!("m{n:04}"));
    body["attributes"] = json!({
        "name": {"en_GB": format!("Lamp {n}"), "fr_FR": format!("Lampe {n}")},
        "finish": format!("finish{n}"),
        "ean": n.to_string(),
        "rooms": ["hall", "study"],
        "power": 40,
    });
    body
}

/// Waits until the server has said something so many times.
pub async fn said(server: &Server, words: &str, times: usize) {
    until(async || server.log().matches(words).count() >= times).await;
}

pub const STEP: &str = "objects follow a changed definition";
pub const DONE: &str = "a job is done";

struct Shop {
    server: Option<Server>,
}

impl Shop {
    fn server(&self) -> &Server {
        self.server.as_ref().expect("a server")
    }

    fn full(&self) -> Caller {
        self.server().as_full()
    }

    /// A change, killed once some objects follow, then resumed and checked. `beside` is asked in between.
    async fn killed(&mut self, change: Answer, status: u16, beside: impl AsyncFnOnce(&Caller)) {
        change.expect(status);
        let log = self.server().log();
        said(self.server(), STEP, log.matches(STEP).count() + 1).await;
        let mut server = self.server.take().expect("a server");
        server.kill().await;
        bury(server.instance()).await;
        let (steps, done) = (server.log().matches(STEP).count(), server.log().matches(DONE).count());
        self.server = Some(Server::start(Arc::clone(server.instance())).await);
        beside(&self.full()).await;
        said(self.server(), DONE, done + 1).await;
        assert!(self.server().log().matches(STEP).count() > steps, "it was killed too late");
        self.server().instance().run(&["check"]).await;
    }
}

on_both! {
    async fn killed_half_way(engine: Engine) {
        let server = Server::shop(engine).await;
        let bodies: Vec<_> = (0..MANY).map(body).collect();
        server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
        let mut shop = Shop { server: Some(server) };
        let full = shop.full();

        // Its type, under which all values are numbers, and unique.
        let change = full.put("/api/attributes/ean", json!({"type": "integer"})).await;
        shop.killed(change, 200, async |full| {
            let shown = full.get("/api/documents/m2999").await.expect(200).json();
            assert_eq!(shown["attributes"]["ean"], 2999, "{shown}");
            let filtered = full.get("/api/documents?attributes.ean=7").await;
            if filtered.status == 503 {
                assert!(filtered.text().contains("of 3000 objects"), "{}", filtered.text());
                assert!(!filtered.header("retry-after").is_empty());
                let told = full.get("/api/attributes/ean").await.json();
                assert_eq!(told["changing"]["total"], MANY, "{told}");
            }
            let refused = full.put("/api/documents/m2999", json!({"attributes": {"ean": "x"}})).await;
            refused.refused_at("attributes.ean");
        })
        .await;
        let full = shop.full();
        let found = full.get("/api/documents?attributes.ean[between]=10..20&order[attributes.ean]=desc").await.expect(200).json();
        assert_eq!(found["hydra:totalItems"], 11);
        assert_eq!(found["hydra:member"][0]["attributes"]["ean"], 20);
        full.put("/api/documents/m0001", json!({"attributes": {"ean": 2}})).await.refused_at("attributes.ean");

        // A value of a list.
        let change = full.delete("/api/predefined-values/attribute=rooms;code=hall").await;
        shop.killed(change, 204, async |full| {
            let shown = full.get("/api/documents/m2998").await.json();
            assert_eq!(shown["attributes"]["rooms"].as_array().map(Vec::len), Some(1), "{shown}");
        })
        .await;
        let full = shop.full();
        assert_eq!(full.get("/api/documents?attributes.rooms=study&limit=0").await.json()["hydra:totalItems"], MANY);
        assert_eq!(full.get("/api/documents?attributes.rooms=hall&limit=0").await.json()["hydra:totalItems"], 0);

        // An attribute, of which one object is written beside.
        let change = full.delete("/api/attributes/finish").await;
        shop.killed(change, 204, async |full| {
            full.get("/api/attributes/finish").await.expect(404);
            let written = full.put("/api/documents/m2997", json!({"attributes": {"power": 41}})).await.expect(200).json();
            assert!(written["attributes"].get("finish").is_none(), "{written}");
        })
        .await;
        let full = shop.full();
        assert_eq!(full.get("/api/documents?search=finish7&limit=0").await.json()["hydra:totalItems"], 0);
        let again = json!({"id": "finish", "objectType": "document", "documentType": {"id": "lamp"}, "type": "text"});
        full.post("/api/attributes", again).await.expect(201);
        let held = full.get("/api/documents?exists[attributes.finish]=true&limit=0").await.expect(200).json();
        assert_eq!(held["hydra:totalItems"], 0);

        // A locale.
        full.delete("/api/locales/fr_FR").await.expect(409);
        let change = full.delete("/api/locales/fr_FR?force=true").await;
        shop.killed(change, 204, async |full| {
            let shown = full.get("/api/documents/m2996").await.json();
            assert_eq!(shown["attributes"]["name"], json!({"en_GB": "Lamp 2996"}));
        })
        .await;
        let full = shop.full();
        assert_eq!(full.get("/api/documents?search=lampe&limit=0").await.json()["hydra:totalItems"], 0);

        // A document type, with all its documents.
        full.delete("/api/document-types/lamp").await.expect(409);
        let change = full.delete("/api/document-types/lamp?force=true").await;
        shop.killed(change, 204, async |full| {
            full.get("/api/document-types/lamp").await.expect(404);
            full.post("/api/documents", plain_lamp("late")).await.refused_at("documentType.id");
        })
        .await;
        assert_eq!(shop.full().get("/api/documents?limit=0").await.json()["hydra:totalItems"], 0);
    }
}

on_both! {
    /// Documents show at once how complete they are; filters do when all are counted, whoever counted them.
    async fn killed_while_documents_are_counted(engine: Engine) {
        let server = Server::shop(engine).await;
        let bodies: Vec<_> = (0..MANY).map(body).collect();
        server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
        let mut shop = Shop { server: Some(server) };
        let path = "/api/completeness-settings";
        let web = json!({"id": "web", "name": {"en_GB": "Web"}, "documentType": {"id": "lamp"}, "attributes": [{"id": "power"}, {"id": "rooms"}, {"id": "notes"}]});
        let change = shop.full().post(path, web).await;
        shop.killed(change, 201, async |full| {
            let shown = full.get("/api/documents/m2999").await.expect(200).json();
            assert_eq!(shown["completeness"][0], json!({"id": "web", "locale": "en_GB", "value": 66}));
            full.put("/api/documents/m2998", json!({"attributes": {"notes": "written beside"}})).await.expect(200);
        })
        .await;
        let total = async |full: &Caller, test: &str| {
            let found = full.get(&format!("/api/documents?completeness[web][en_GB]{test}&limit=0")).await.expect(200);
            found.json()["hydra:totalItems"].clone()
        };
        let full = shop.full();
        assert_eq!((total(&full, "=66").await, total(&full, "=100").await), (json!(MANY - 1), json!(1)));

        let change = full.put(&format!("{path}/web"), json!({"attributes": [{"id": "rooms"}, {"id": "notes"}]})).await;
        shop.killed(change, 200, async |full| {
            let filtered = full.get("/api/documents?completeness[web][en_GB]=50").await;
            if filtered.status == 503 {
                assert!(filtered.text().contains("of 3000 objects"), "{}", filtered.text());
            }
            full.put("/api/documents/m2997", json!({"attributes": {"rooms": null}})).await.expect(200);
        })
        .await;
        let full = shop.full();
        assert_eq!((total(&full, "=50").await, total(&full, "=0").await), (json!(MANY - 2), json!(1)));

        full.lines("/api/documents/bulk", &(0..MANY).map(|n| json!({"id": format!("m{n:04}"), "attributes": {"rooms": ["hall"]}})).collect::<Vec<_>>()).await.expect(200);
        let change = full.delete("/api/predefined-values/attribute=rooms;code=hall").await;
        shop.killed(change, 204, async |full| {
            let shown = full.get("/api/documents/m2998").await.expect(200).json();
            assert_eq!(shown["completeness"][0]["value"], 50);
            full.put("/api/documents/m2996", json!({"attributes": {"rooms": ["study"]}})).await.expect(200);
            full.put("/api/documents/m2995", json!({"isActive": false})).await.expect(200);
        })
        .await;
        let full = shop.full();
        assert_eq!((total(&full, "=50").await, total(&full, "=0").await), (json!(2), json!(MANY - 2)));
        let change = full.put("/api/locales/de_DE", json!({"isActive": true})).await;
        shop.killed(change, 200, async |full| {
            assert_eq!(full.get("/api/documents/m2998").await.json()["completeness"][0]["locale"], "de_DE");
        })
        .await;
        assert_eq!(shop.full().get("/api/documents?completeness[web][de_DE]=0&limit=0").await.json()["hydra:totalItems"], MANY - 2);
    }
}

on_both! {
    /// Changes one after the other while writers are at work: nobody is refused, and nothing is lost.
    async fn beside_a_stream(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies = (0..1_500).map(|n| {
            let mut body = plain_lamp(&format!("n{n:04}"));
            body["attributes"] = json!({"notes": format!("lot{n}"), "name": {"en_GB": format!("Lot {n}")}});
            body
        });
        full.lines("/api/documents/bulk", &bodies.collect::<Vec<_>>()).await.expect(200);
        stream::prepare(&server, 6, 1).await;
        let ledger = Arc::new(Ledger::default());
        let writers = stream::start(&server, &ledger, 6, 1, &[]);
        let changes = [
            ("attributes/notes", json!({"type": "text"})),
            ("attributes/notes", json!({"isFilterable": false, "isSearchable": false})),
            ("document-types/lamp", json!({"titleAttribute": {"id": "name"}})),
            ("attributes/notes", json!({"type": "multiline", "isFilterable": true, "isSearchable": true})),
        ];
        for (done, (path, change)) in changes.into_iter().enumerate() {
            full.put(&format!("/api/{path}"), change).await.expect(200);
            said(&server, DONE, done + 1).await;
        }
        writers.end().await;
        ledger.check_answers(&server).await;
        server.instance().run(&["check"]).await;
        let found = full.get("/api/documents?attributes.notes=lot1400&limit=0").await.expect(200).json();
        assert_eq!(found["hydra:totalItems"], 1);
        assert_eq!(full.get("/api/documents?search=lot1400&limit=0").await.json()["hydra:totalItems"], 1);
    }
}
