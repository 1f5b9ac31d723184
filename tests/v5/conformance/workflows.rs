use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

fn workflow() -> Value {
    json!({
        "id": "publication", "name": {"en_GB": "Publication"}, "description": {"en_GB": ""}, "documentType": {"id": "lamp"},
        "nodes": {
            "draft": {"id": "draft", "name": {"en_GB": "Draft"}, "color": "#999999"},
            "done": {"id": "done", "name": {"en_GB": "Done"}, "color": "#00AA00"},
        },
        "links": {"finish": {"id": "finish", "name": {"en_GB": "Finish"}, "roles": ["editor"], "from": "draft", "to": "done"}},
    })
}

async fn with_role(engine: crate::support::db::Engine) -> (Server, Caller) {
    let server = Server::shop(engine).await;
    let full = server.as_full();
    full.post("/api/users/groups", json!({"id": "editor", "name": {"en_GB": "Editor"}})).await.expect(201);
    (server, full)
}

on_both! {
    async fn n101_workflows_are_keyed_and_lead_to_nodes(engine: Engine) {
        let (server, full) = with_role(engine).await;
        let made = full.post("/api/workflows", workflow()).await.expect(201).json();
        assert_eq!((&made["nodes"], &made["links"]), (&workflow()["nodes"], &workflow()["links"]));
        let before = history::length(&server).await;
        let mut wrong = workflow();
        (wrong["id"], wrong["links"]["finish"]["to"]) = (json!("other"), json!("nowhere"));
        full.post("/api/workflows", wrong).await.refused_at("links.finish.to");
        full.get("/api/workflows/other").await.expect(404);
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    async fn n102_a_transition_needs_one_of_its_roles(engine: Engine) {
        let (server, full) = with_role(engine).await;
        full.post("/api/workflows", workflow()).await.expect(201);
        full.post("/api/documents", plain_lamp("d")).await.expect(201);
        let user = json!({"username": "ann", "firstName": "Ann", "lastName": "Lee", "email": "ann@example.org",
            "active": true, "password": "correct horse"});
        full.post("/api/users", user).await.expect(201);
        let login = json!({"signin": {"username": "ann", "password": "correct horse"}});
        let session = server.anonymous().post("/api_1.php/sessions", login).await.expect(201).json();
        let ann = server.anonymous().bearer(session["oauth"]["access_token"].as_str().expect("a token"));

        let before = (history::length(&server).await, full.get("/api/documents/d").await.json());
        let done = json!({"attributes": {"power": 7}, "workflows": [{"workflow": {"id": "publication"}, "node": {"id": "done"}}]});
        ann.put("/api/documents/d", done.clone()).await.expect(403);
        assert_eq!((history::length(&server).await, full.get("/api/documents/d").await.json()), before);
        full.put("/api/workflows/publication", json!({"links": {"finish": {"roles": []}}})).await.expect(200);
        let moved = ann.put("/api/documents/d", done).await.expect(200).json();
        assert_eq!((&moved["workflows"][0]["node"]["id"], &moved["updatedBy"]), (&json!("done"), &json!("ann")));
    }
}
