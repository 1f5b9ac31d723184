mod configuration;
mod delete;
mod install;
mod legacy;
mod post;
mod put;
mod secret;
mod slots;
mod uninstall;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::Engine;
use crate::support::instance::{Content, Instance};
use crate::support::little_app::LittleApp;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// A server that may call apps on this machine, with two documents.
pub async fn open(engine: Engine) -> Server {
    let server = again(Arc::new(Instance::new(engine, Content::Shop).await)).await;
    for id in ["a", "b"] {
        server.as_full().post("/api/documents", plain_lamp(id)).await.expect(201);
    }
    server
}

/// The same on an instance that is there.
async fn again(instance: Arc<Instance>) -> Server {
    Server::start_with(instance, |command| {
        command.args(["--allow-private", "127.0.0.0/8", "--allow-http-webhooks", "--instance", "acme"]);
    })
    .await
}

/// Makes the app `hello`; its secret.
pub async fn create(full: &Caller, app: &LittleApp) -> String {
    let made = full.post("/api/apps", hello(&app.url())).await.expect(201).json();
    made["secret"].as_str().expect("a secret").to_owned()
}

/// An app that is shown beside documents and does something to chosen ones.
fn hello(url: &str) -> Value {
    json!({"id": "hello", "name": "Hello", "url": url, "slots": ["document.page.tab", "document.action.bulk"]})
}

/// What a slot is called about.
pub fn about(kind: &str, ids: &[&str]) -> Value {
    json!({"object": {"type": kind, "ids": ids}})
}

/// What the app `hello` has: the permission of its token.
async fn permission(full: &Caller) -> Value {
    full.get("/api/apps/hello").await.expect(200).json()["permission"].clone()
}
