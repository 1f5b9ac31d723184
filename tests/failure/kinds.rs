//! SIGKILL among every kind of write: what was acknowledged is there, nothing is half there, and nothing is left over.
//!
//! Each kind writes a number, twice where it can; who reads it finds one that was tried, and none before the last one
//! that was acknowledged.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::process::Child;

use crate::failure::chance::Chance;
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};
use crate::support::until::until;

/// One kind of write.
struct Kind {
    method: Method,
    path: String,
    body: fn(u64) -> Value,
    /// Where the number is found, as text or number.
    found: Vec<(String, &'static str)>,
    tried: AtomicU64,
    acknowledged: AtomicU64,
}

impl Kind {
    fn new(method: Method, path: &str, body: fn(u64) -> Value, found: &[(&str, &'static str)]) -> Arc<Self> {
        let found = found.iter().map(|(path, place)| ((*path).to_owned(), *place)).collect();
        let (tried, acknowledged) = (AtomicU64::new(0), AtomicU64::new(0));
        Arc::new(Self { method, path: path.to_owned(), body, found, tried, acknowledged })
    }

    /// Writes one number after the other until the server is gone.
    async fn write(self: Arc<Self>, full: Caller, done: Arc<AtomicU64>) {
        loop {
            let number = self.tried.fetch_add(1, Ordering::SeqCst) + 1;
            let (body, named) = ((self.body)(number), full.with("idempotency-key", &format!("{}#{number}", self.path)));
            // Every other one bears a key, where that counts.
            let caller = if number.is_multiple_of(2) { &full } else { &named };
            let sent = caller.try_send(self.method.clone(), &self.path, Some(("application/json", body.to_string())));
            let Ok(answer) = sent.await else { return };
            assert!(matches!(answer.status, 200 | 201), "{}: {}", self.path, answer.text());
            self.acknowledged.store(number, Ordering::SeqCst);
            done.fetch_add(1, Ordering::SeqCst);
        }
    }

    async fn check(&self, full: &Caller) {
        let mut numbers = Vec::new();
        for (path, place) in &self.found {
            let shown = full.get(path).await.expect(200).json();
            let text = shown.pointer(place).unwrap_or_else(|| panic!("{place} in {shown}")).to_string();
            numbers.push(text.trim_matches('"').parse::<u64>().unwrap_or_else(|_| panic!("{place} in {shown}")));
        }
        let (first, last) = (self.acknowledged.load(Ordering::SeqCst), self.tried.load(Ordering::SeqCst));
        assert!(numbers.iter().all(|number| *number == numbers[0]), "{} is half written: {numbers:?}", self.path);
        assert!((first..=last).contains(&numbers[0]), "{}: {numbers:?}, not {first} to {last}", self.path);
    }
}

fn document(n: u64) -> Value {
    json!({"attributes": {"price": n, "notes": n.to_string()}})
}

fn both_names(n: u64) -> Value {
    json!({"name": {"en_GB": n.to_string(), "fr_FR": n.to_string()}})
}

/// Makes what the kinds write to, with the number 0.
async fn prepare(full: &Caller) -> Vec<Arc<Kind>> {
    for id in ["k1", "k2", "k3", "k4"] {
        full.post("/api/documents", plain_lamp(id)).await.expect(201);
        full.put(&format!("/api/documents/{id}"), document(0)).await.expect(200);
    }
    let made = async |path: &str, body: Value| full.post(path, body).await.expect(201).json();
    made("/api/variants", variant("v1", "k1")).await;
    made("/api/classifications", json!({"id": "c1", "parent": {"id": "desk"}})).await;
    made(
        "/api/link-types",
        json!({"id": "like", "name": {"en_GB": "like"}, "originType": "document", "targetType": "document"}),
    )
    .await;
    made("/api/attributes", json!({"id": "note", "objectType": "link", "linkType": {"id": "like"}, "type": "text"}))
        .await;
    let ends = json!({"linkType": {"id": "like"}, "origin": {"id": "k1"}, "target": {"id": "k2"}});
    let link = format!("/api/links/{}", made("/api/links", ends).await["id"].as_str().expect("an id"));
    made("/api/keyvalues", json!({"id": "p1", "value": "0"})).await;
    let user = json!({"username": "ann", "firstName": "0", "lastName": "0", "email": "ann@example.org", "active": true, "password": "correct horse"});
    let made_user = made("/api/users", user).await;
    let user = made_user["@id"].as_str().expect("an address").to_owned();

    let twice = ["/attributes/price", "/attributes/notes"];
    let pair = |path: &'static str, places: [&'static str; 2]| places.map(|place| (path, place));
    let room = "/api/predefined-values/attribute=rooms;code=hall";
    let names = ["/name/en_GB", "/name/fr_FR"];
    let kinds = vec![
        Kind::new(Method::PUT, "/api/documents/k1", document, &pair("/api/documents/k1", twice)),
        Kind::new(
            Method::PUT,
            "/api_1.php/documents/k2",
            |n| json!({"price": n.to_string(), "notes": n.to_string()}),
            &pair("/api/documents/k2", twice),
        ),
        Kind::new(
            Method::POST,
            "/api/documents/bulk",
            |n| {
                let items = ["k3", "k4"].map(|id| json!({"id": id, "attributes": document(n)["attributes"]}));
                json!({"items": items, "atomic": true})
            },
            &[pair("/api/documents/k3", twice), pair("/api/documents/k4", twice)].concat(),
        ),
        Kind::new(
            Method::PUT,
            "/api/variants/v1",
            |n| json!({"attributes": {"cable": n, "tagline": {"en_GB": n.to_string()}}}),
            &pair("/api/variants/v1", ["/attributes/cable", "/attributes/tagline/en_GB"]),
        ),
        Kind::new(Method::PUT, "/api/document-types/chair", both_names, &pair("/api/document-types/chair", names)),
        Kind::new(Method::PUT, room, both_names, &pair(room, names)),
        Kind::new(
            Method::PUT,
            "/api/classifications/c1",
            |n| {
                let parent = if n % 2 == 0 { "desk" } else { "floor" };
                json!({"parent": {"id": parent}, "attributes": {"title": {"en_GB": n.to_string(), "fr_FR": n.to_string()}}})
            },
            &pair("/api/classifications/c1", ["/attributes/title/en_GB", "/attributes/title/fr_FR"]),
        ),
        Kind::new(
            Method::PUT,
            &link,
            |n| json!({"attributes": {"note": n.to_string()}}),
            &[(&link, "/attributes/note")],
        ),
        Kind::new(
            Method::PUT,
            &user,
            |n| json!({"firstName": n.to_string(), "lastName": n.to_string()}),
            &["/firstName", "/lastName"].map(|place| (user.as_str(), place)),
        ),
        Kind::new(
            Method::PUT,
            "/api/keyvalues/p1",
            |n| json!({"value": n.to_string()}),
            &[("/api/keyvalues/p1", "/value")],
        ),
    ];
    for kind in &kinds {
        full.send(kind.method.clone(), &kind.path, Some(("application/json", (kind.body)(0).to_string())))
            .await
            .expect(200);
    }
    kinds
}

/// Nothing is in the folder but what a running server has there.
fn assert_tidy(folder: &Path) {
    const OURS: [&str; 12] = [
        "vitrine.db",
        "vitrine.db-wal",
        "vitrine.db-shm",
        "serve.lock",
        "control.sock",
        "secret.key",
        "tls",
        "log",
        "full",
        "read",
        "files",
        "work",
    ];
    for entry in fs::read_dir(folder).expect("a data folder") {
        let name = entry.expect("an entry").file_name();
        assert!(OURS.iter().any(|ours| name == *ours), "{} was left", name.display());
    }
    let tls: Vec<_> =
        fs::read_dir(folder.join("tls")).expect("a folder").map(|file| file.expect("a file").file_name()).collect();
    assert_eq!(tls.len(), 2, "{tls:?}");
}

on_both! {
    async fn of_every_kind(engine: Engine) {
        let mut chance = Chance::new(11);
        let mut server = Server::shop(engine).await;
        let kinds = prepare(&server.as_full()).await;
        for round in 0..5 {
            let done = Arc::new(AtomicU64::new(0));
            let writers: Vec<_> = kinds.iter().map(|kind| tokio::spawn(Arc::clone(kind).write(server.as_full(), Arc::clone(&done)))).collect();
            let name = format!("t{round}");
            let token = server.instance().run(&["token", "create", "--name", &name]).await;
            let goal = done.load(Ordering::SeqCst) + 10 + chance.below(80);
            until(async || done.load(Ordering::SeqCst) >= goal).await;
            server.kill().await;
            for writer in writers {
                writer.await.expect("a writer that met nothing unexpected");
            }
            let instance = Arc::clone(server.instance());
            server = Server::start(Arc::clone(&instance)).await;
            server.anonymous().bearer(&token).get("/api/documents/k1").await.expect(200);
            for kind in &kinds {
                kind.check(&server.as_full()).await;
            }
            assert_tidy(instance.folder());
            instance.run(&["check"]).await;
        }
    }
}

on_both! {
    /// A command of its own process, which a second one completes.
    async fn of_a_command(engine: Engine) {
        let mut chance = Chance::new(3);
        let instance = Instance::new(engine, Content::Builtins).await;
        for _ in 0..2 {
            let before = changes(&instance).await;
            let mut demo = instance.command(&["demo"]).spawn().expect("the program starts");
            let goal = before + 50 + chance.below(600);
            until(async || changes(&instance).await >= goal || !is_running(&mut demo)).await;
            demo.kill().await.expect("an end");
            instance.run(&["check"]).await;
        }
        instance.run(&["demo"]).await;
        instance.run(&["check"]).await;
        let count = "SELECT CAST(COUNT(*) AS text) FROM objects WHERE kind = 'document'";
        assert_eq!(history::texts_in(&instance, count).await, ["300"]);
    }
}

async fn changes(instance: &Instance) -> u64 {
    let count = "SELECT CAST(COUNT(*) AS text) FROM changes";
    history::texts_in(instance, count).await[0].parse().expect("a number")
}

fn is_running(child: &mut Child) -> bool {
    child.try_wait().expect("a child").is_none()
}
