mod crowd;
mod crud;
mod delete;
mod nodes;
mod roles;
mod standing;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::Engine;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// From `draft` everybody gets to `review`, from there an editor to `done`, and back to `draft` from anywhere.
fn publication() -> Value {
    json!({
        "id": "publication", "name": {"en_GB": "Publication"}, "description": {"en_GB": "Until it is shown"},
        "documentType": {"id": "lamp"},
        "nodes": {
            "draft": {"id": "draft", "name": {"en_GB": "Draft", "fr_FR": "Brouillon"}, "color": "#999999"},
            "review": {"id": "review", "name": {"en_GB": "Review"}},
            "done": {"id": "done", "name": {"en_GB": "Done"}, "color": "#00aa00"},
        },
        "links": {
            "submit": {"id": "submit", "name": {"en_GB": "Submit"}, "roles": [], "from": "draft", "to": "review"},
            "approve": {"id": "approve", "name": {"en_GB": "Approve"}, "roles": ["editor"], "from": "review", "to": "done"},
            "reopen": {"id": "reopen", "name": {"en_GB": "Reopen"}, "to": "draft"},
        },
    })
}

/// A shop with the role `editor`, three lamps `a`, `b`, `c` and then the workflow.
async fn shop(engine: Engine) -> Server {
    let server = Server::shop(engine).await;
    let full = server.as_full();
    full.post("/api/roles", json!({"id": "editor", "name": {"en_GB": "Editor"}})).await.expect(201);
    for id in ["a", "b", "c"] {
        full.post("/api/documents", plain_lamp(id)).await.expect(201);
    }
    full.post("/api/workflows", publication()).await.expect(201);
    server
}

/// What a document says that shall stand at a node.
fn at(workflow: &str, node: &str) -> Value {
    json!({"workflows": [{"workflow": {"id": workflow}, "node": {"id": node}}]})
}

/// Lets a document stand there, by way of `review`.
async fn finish(full: &Caller, id: &str) {
    for node in ["review", "done"] {
        full.put(&format!("/api/documents/{id}"), at("publication", node)).await.expect(200);
    }
}

/// The node at which a document stands in `publication`.
async fn node(full: &Caller, id: &str) -> Value {
    let document = full.get(&format!("/api/documents/{id}")).await.expect(200).json();
    document["workflows"][0]["node"]["id"].clone()
}

/// The codes that a list has, in order.
async fn found(full: &Caller, path: &str) -> Vec<String> {
    crate::support::pages::ids(&full.get(path).await.expect(200).json())
}
