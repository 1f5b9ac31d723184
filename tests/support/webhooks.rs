//! Servers that call receivers on this machine, and what they say of it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::db::Engine;
use super::instance::{Content, Instance};
use super::server::Server;
use super::until::{until, until_some};
use crate::failure::shim::Shim;

/// What lets a server call them.
const ALLOWED: [&str; 3] = ["--allow-private", "127.0.0.0/8", "--allow-http-webhooks"];

/// A server with the definitions of the shop.
pub async fn shop(engine: Engine) -> Server {
    start(Arc::new(Instance::new(engine, Content::Shop).await), &[]).await
}

/// A server on this instance, with more words on its command line.
pub async fn start(instance: Arc<Instance>, more: &[&str]) -> Server {
    Server::start_with(instance, |command| _ = command.args(ALLOWED).args(more)).await
}

/// A server with the definitions of the shop, as the hosted product tries again, and what turns its clock.
pub async fn hosted(engine: Engine) -> (Server, Shim) {
    turned(engine, &["--webhook-retry", "hosted"]).await
}

/// A server with the definitions of the shop, and what turns its clock.
pub async fn turned(engine: Engine, more: &[&str]) -> (Server, Shim) {
    let (instance, shim) = (Arc::new(Instance::new(engine, Content::Shop).await), Shim::new());
    let folder = instance.folder().to_owned();
    let server = Server::start_with(instance, |command| {
        shim.load_into(command, &folder);
        command.args(ALLOWED).args(more);
    });
    (server.await, shim)
}

/// Has a receiver told of these events; the path of the webhook.
pub async fn subscribe(server: &Server, url: &str, events: &[&str]) -> String {
    subscribe_with(server, json!({"name": "Test", "url": url, "events": events})).await
}

/// Makes a webhook; its path.
pub async fn subscribe_with(server: &Server, body: Value) -> String {
    let made = server.as_full().post("/api/webhooks", body).await.expect(201);
    made.header("location").to_owned()
}

/// The log of a webhook, the newest first; `query` such as `state=failed`.
pub async fn log(server: &Server, webhook: &str, query: &str) -> Vec<Value> {
    let listed = server.as_full().get(&format!("{webhook}/deliveries?limit=100&{query}")).await.expect(200).json();
    listed["hydra:member"].as_array().expect("a list").clone()
}

/// How many deliveries of a webhook stand so.
pub async fn count(server: &Server, webhook: &str, state: &str) -> u64 {
    let path = format!("{webhook}/deliveries?limit=1&state={state}");
    let listed = server.as_full().get(&path).await.expect(200).json();
    listed["hydra:totalItems"].as_u64().expect("a number")
}

/// Waits until so many deliveries of a webhook stand so.
#[track_caller]
pub fn stand(server: &Server, webhook: &str, state: &str, wanted: u64) -> impl Future<Output = ()> {
    until(async move || count(server, webhook, state).await == wanted)
}

/// Waits until the delivery that tells of a thing stands so; it.
#[track_caller]
pub fn delivery(server: &Server, webhook: &str, code: &str, state: &str) -> impl Future<Output = Value> {
    until_some(async move || {
        let log = log(server, webhook, &format!("state={state}")).await;
        log.into_iter().find(|delivery| delivery["resource"]["code"] == code)
    })
}

/// A document that is told of by itself.
pub async fn change(server: &Server, document: &str, power: u64) {
    let body = json!({"attributes": {"power": power}});
    server.as_full().put(&format!("/api/documents/{document}"), body).await.expect(200);
}
