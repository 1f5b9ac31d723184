//! Everything at once, from many sides: refusals are fine, failures are not, and what is left is sound.

use reqwest::Method;
use serde_json::{Value, json};

use crate::failure::chance::Chance;
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};

/// One of a few documents, variants, classifications or values, so that the writers meet.
struct Draw(Chance);

impl Draw {
    fn name(&mut self, prefix: &str) -> String {
        format!("{prefix}{}", self.0.below(8))
    }

    fn document(&mut self) -> Value {
        let mut body = plain_lamp(&self.name("d"));
        body["classification"] = json!({"id": self.name("c")});
        body["attributes"] = json!({"rooms": [self.name("r")], "power": self.0.below(9), "ean": self.name("e")});
        body
    }

    fn request(&mut self) -> (Method, String, Value) {
        let (document, variant_, node, room) = (self.name("d"), self.name("v"), self.name("c"), self.name("r"));
        let room_path = format!("/api/predefined-values/attribute=rooms;code={room}");
        match self.0.below(14) {
            0 => (Method::POST, "/api/documents".into(), self.document()),
            1 => {
                let change = json!({"attributes": {"rooms": [room], "power": self.0.below(9)}});
                (Method::PUT, format!("/api/documents/{document}"), change)
            }
            2 => {
                let nodes = json!({"classifications": [{"id": node}, {"id": self.name("c")}]});
                (Method::PUT, format!("/api/documents/{document}"), nodes)
            }
            3 => (Method::DELETE, format!("/api/documents/{document}"), Value::Null),
            4 => (Method::POST, "/api/variants".into(), variant(&variant_, &document)),
            5 => (Method::PUT, format!("/api/variants/{variant_}"), json!({"attributes": {"finish": room}})),
            6 => (Method::DELETE, format!("/api/variants/{variant_}"), Value::Null),
            7 => (Method::POST, "/api/classifications".into(), json!({"id": node, "parent": {"id": self.name("c")}})),
            8 => (Method::POST, "/api/classifications".into(), json!({"id": node, "parent": {"id": "root"}})),
            9 => {
                let parent = json!({"parent": {"id": self.name("c")}});
                (Method::PUT, format!("/api/classifications/{node}"), parent)
            }
            10 => (Method::DELETE, format!("/api/classifications/{node}?recursive=true"), Value::Null),
            11 => {
                let value = json!({"attribute": {"id": "rooms"}, "code": room, "name": {"en_GB": room}});
                (Method::POST, "/api/predefined-values".into(), value)
            }
            12 => (Method::DELETE, room_path, Value::Null),
            _ => {
                let items: Vec<_> = (0..12).map(|_| self.document()).collect();
                (Method::POST, "/api/documents/bulk".into(), json!({"items": items}))
            }
        }
    }
}

async fn work(full: Caller, seed: u64) {
    let mut draw = Draw(Chance::new(seed));
    for _ in 0..60 {
        let (method, path, body) = draw.request();
        let question = format!("{method} {path} {body}");
        let body = (!body.is_null()).then(|| ("application/json", body.to_string()));
        let answer = full.send(method, &path, body).await;
        assert!(answer.status < 500, "{question}: {}", answer.text());
        if path.ends_with("/bulk") {
            let results = answer.json()["results"].clone();
            let failed = |result: &Value| result["status"].as_u64() >= Some(500);
            assert!(!results.as_array().expect("results").iter().any(failed), "{question}: {results}");
        }
    }
}

on_both! {
    async fn nothing_breaks(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let workers: Vec<_> = (0..12).map(|seed| tokio::spawn(work(full.clone(), seed))).collect();
        for worker in workers {
            worker.await.expect("sixty requests");
        }
        server.instance().run(&["check"]).await;
        // All that is listed can be read.
        for resource in ["documents", "variants", "classifications"] {
            for id in crate::support::pages::walk(&full, &format!("/api/{resource}")).await {
                full.get(&format!("/api/{resource}/{id}")).await.expect(200);
            }
        }
    }
}
