use serde_json::{Value, json};

use super::publication;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

fn keys(map: &Value) -> Vec<&String> {
    map.as_object().expect("a map").keys().collect()
}

on_both! {
    async fn a_workflow_says_what_leads_where(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/roles", json!({"id": "editor", "name": {"en_GB": "Editor"}})).await.expect(201);
        let made = full.post("/api/workflows", publication()).await.expect(201);
        assert_eq!(made.header("location"), "/api/workflows/publication");
        assert_shape!("workflow_ld", made.json());
        assert_eq!(made.json(), full.get("/api/workflows/publication").await.expect(200).json());
        full.post("/api/workflows", publication()).await.expect(409);
        let hal = full.accept("application/hal+json").get("/api/workflows/publication").await.expect(200).json();
        assert_eq!(hal["_links"]["documentType"]["href"], "/api/document-types/lamp");

        // What is left out stays; what is named is merged by code, in its place; null takes one away.
        let change = json!({
            "name": {"fr_FR": "Publication"},
            "nodes": {"draft": {"name": {"fr_FR": null}, "color": null}, "late": {"name": {"en_GB": "Late"}}},
            "links": {"submit": null, "reopen": {"from": "done"}, "delay": {"roles": [{"id": "editor"}], "to": "late"}},
        });
        let changed = full.put("/api/workflows/publication", change.clone()).await.expect(200).json();
        assert_eq!(changed["name"], json!({"en_GB": "Publication", "fr_FR": "Publication"}));
        assert_eq!(keys(&changed["nodes"]), ["draft", "review", "done", "late"]);
        assert_eq!(changed["nodes"]["draft"], json!({"id": "draft", "name": {"en_GB": "Draft"}, "color": null}));
        assert_eq!(keys(&changed["links"]), ["approve", "reopen", "delay"]);
        assert_eq!((&changed["links"]["reopen"]["from"], &changed["links"]["reopen"]["to"]), (&json!("done"), &json!("draft")));
        let delay = json!({"id": "delay", "name": {}, "roles": ["editor"], "from": null, "to": "late"});
        assert_eq!(changed["links"]["delay"], delay);
        full.patch("/api/workflows/publication", json!({"links": {"submit": null}})).await.expect(200);
        let lists = json!({"nodes": [{"id": "late", "color": "#FF0000"}], "links": [], "description": {"en_GB": ""}});
        let listed = full.put("/api/workflows/publication", lists).await.expect(200).json();
        assert_eq!((&listed["nodes"]["late"]["color"], &listed["description"]), (&json!("#FF0000"), &json!({})));
        assert_eq!(history::of(&server, "workflow", "publication").await, ["create", "update", "update"]);

        full.delete("/api/workflows/publication").await.expect(204);
        full.get("/api/workflows/publication").await.expect(404);
        let lines = [publication(), json!({"id": "publication", "name": {"de_DE": "Veröffentlichung"}})];
        let answers = full.lines("/api/workflows/bulk", &lines).await.expect(200).lines();
        assert_eq!(answers.iter().map(|line| line["status"].as_u64()).collect::<Vec<_>>(), [Some(201), Some(200)]);
        assert_eq!(full.get("/api/workflows").await.expect(200).json()["hydra:totalItems"], 1);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn what_a_workflow_needs(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        let refused = full.post("/api/workflows", json!({"id": "x"})).await.expect(422).violations();
        let mut paths: Vec<_> = refused.iter().map(|(path, _)| path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["documentType", "name", "nodes"]);
        let good = json!({"id": "x", "name": {"en_GB": "x"}, "documentType": {"id": "lamp"}, "nodes": [{"id": "a"}, {"id": "b"}]});
        for (field, value, path) in [
            ("id", json!("a.b"), "id"),
            ("documentType", json!({"id": "nothing"}), "documentType.id"),
            ("nodes", json!("a"), "nodes"),
            ("nodes", json!({"a": 7}), "nodes"),
            ("nodes", json!({"a": {"id": "b"}}), "nodes"),
            ("nodes", json!([{"id": "a"}, {"id": "a"}]), "nodes"),
            ("nodes", json!([{"name": {"en_GB": "A"}}]), "nodes"),
            ("nodes", json!({"a.b": {}}), "nodes.a.b"),
            ("nodes", json!({"a": {"color": "red"}}), "nodes.a.color"),
            ("nodes", json!({"a": {"name": {"xx_XX": "A"}}}), "nodes"),
            ("nodes", json!({"a": {"name": "A"}}), "nodes.a.name"),
            ("links", json!({"go": {"to": "c"}}), "links.go.to"),
            ("links", json!({"go": {}}), "links.go.to"),
            ("links", json!({"go": {"from": "c", "to": "b"}}), "links.go.from"),
            ("links", json!({"go": {"to": "b", "roles": ["nobody"]}}), "links.go.roles"),
            ("links", json!({"go": {"to": "b", "roles": "nobody"}}), "links.go.roles"),
            ("links", json!({"go": {"id": "come", "to": "b"}}), "links"),
        ] {
            let mut body = good.clone();
            body[field] = value;
            full.post("/api/workflows", body).await.refused_at(path);
        }
        assert_eq!(history::length(&server).await, before);
        full.post("/api/workflows", good).await.expect(201);
        full.put("/api/workflows/x", json!({"documentType": {"id": "chair"}})).await.refused_at("documentType.id");
        full.put("/api/workflows/x", json!({"nodes": null})).await.refused_at("nodes");
        full.put("/api/workflows/x", json!({"links": {"go": {"to": "b"}}})).await.expect(200);
        full.put("/api/workflows/x", json!({"nodes": {"b": null}})).await.refused_at("links.go.to");
    }
}
