use serde_json::{Value, json};

use super::{at, finish, found, node, publication, shop};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::shop::{lamp, plain_lamp, variant};

fn errors(answer: &crate::support::client::Answer) -> String {
    answer.json()["detail"].as_str().expect("a text").to_owned()
}

on_both! {
    /// Those that were there before the workflow stand at its first node too, and nothing of them is written for it.
    async fn documents_stand_at_the_first_node(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let standing = json!([{
            "workflow": {"@id": "/api/workflows/publication", "@type": "Workflow", "id": "publication"},
            "node": {"id": "draft"},
        }]);
        let seen = full.get("/api/documents/a").await.expect(200);
        assert_eq!(seen.json()["workflows"], standing);
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
        let chair = json!({"id": "chair", "documentType": {"id": "chair"}, "classification": {"id": "seating"}});
        assert_eq!(full.post("/api/documents", chair).await.expect(201).json()["workflows"], json!([]));
        assert_eq!(full.post("/api/documents", plain_lamp("new")).await.expect(201).json()["workflows"], standing);

        let mut second = publication();
        (second["id"], second["nodes"]) = (json!("legal"), json!({"open": {}, "done": {}}));
        second["links"] = json!({"close": {"to": "done"}});
        full.post("/api/workflows", second).await.expect(201);
        let again = full.with("if-none-match", seen.header("etag")).get("/api/documents/a").await.expect(200).json();
        let codes: Vec<_> = again["workflows"].as_array().unwrap().iter().map(|at| (&at["workflow"]["id"], &at["node"]["id"])).collect();
        assert_eq!(codes, [(&json!("legal"), &json!("open")), (&json!("publication"), &json!("draft"))]);
        let plain = full.accept("application/json").get("/api/documents?id=a&properties[]=workflows").await.expect(200).json();
        assert_eq!(plain[0]["workflows"][0], json!({"workflow": {"id": "legal"}, "node": {"id": "open"}}));
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn another_node_is_a_transition(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let before = full.get("/api/documents/a").await.json();
        let refused = full.put("/api/documents/a", at("publication", "done")).await.expect(403);
        assert!(errors(&refused).contains("no transition from \"draft\" to \"done\""), "{}", refused.text());
        assert_eq!(full.get("/api/documents/a").await.json(), before);
        let both = json!({"attributes": {"power": 9}, "workflows": at("publication", "done")["workflows"]});
        full.put("/api/documents/a", both).await.expect(403);
        assert_eq!(full.get("/api/documents/a").await.json(), before);
        for (workflows, path) in [
            (json!([{"workflow": {"id": "nothing"}, "node": {"id": "draft"}}]), "workflows[0]"),
            (json!([{"workflow": {"id": "publication"}, "node": {"id": "nothing"}}]), "workflows[0]"),
            (json!([{"workflow": {"id": "publication"}}]), "workflows[0]"),
            (json!([{"workflow": {"id": "publication"}, "node": {"id": "draft"}},
                {"workflow": {"id": "publication"}, "node": {"id": "review"}}]), "workflows[1]"),
        ] {
            full.put("/api/documents/a", json!({"workflows": workflows})).await.refused_at(path);
        }
        assert_eq!(full.get("/api/documents/a").await.json(), before);

        // The same node, none, or what is printed, changes nothing.
        for body in [at("publication", "draft"), json!({"workflows": []}), json!({"workflows": null}), before] {
            full.put("/api/documents/a", body).await.expect(200);
        }
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
        let iri = json!({"workflows": [{"workflow": "/api/workflows/publication", "node": "review"}]});
        let moved = full.put("/api/documents/a", iri).await.expect(200).json();
        assert_eq!(moved["workflows"][0]["node"], json!({"id": "review"}));
        full.patch("/api/documents/a", at("publication", "done")).await.expect(200);
        assert_eq!(node(&full, "a").await, "done");
        full.put("/api/documents/a", at("publication", "review")).await.expect(403);
        full.put("/api/documents/a", at("publication", "draft")).await.expect(200);
        assert_eq!(history::of(&server, "document", "a").await.len(), 4);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_new_document_begins_one_transition_away_at_most(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        for (node, status) in [("draft", 201), ("review", 201), ("done", 403), ("nothing", 422)] {
            let mut body = plain_lamp(&format!("at-{node}"));
            body["workflows"] = at("publication", node)["workflows"].clone();
            full.post("/api/documents", body).await.expect(status);
        }
        full.get("/api/documents/at-done").await.expect(404);
        assert_eq!(node(&full, "at-review").await, "review");
        let chair = json!({"id": "chair", "documentType": {"id": "chair"}, "classification": {"id": "seating"},
            "workflows": at("publication", "draft")["workflows"]});
        full.post("/api/documents", chair).await.refused_at("workflows[0]");
    }
}

on_both! {
    async fn bulk_and_dry_run(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let moved = |id: &str, node: &str| {
            let mut body = at("publication", node);
            body["id"] = id.into();
            body
        };
        let lines = [moved("a", "review"), moved("a", "done"), moved("b", "done"), moved("c", "draft")];
        let dry = full.lines("/api/documents/bulk?dryRun=1", &lines).await.expect(200).lines();
        let statuses = |lines: &[Value]| lines.iter().map(|line| line["status"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(statuses(&dry), [200, 200, 403, 200]);
        assert_eq!(dry[0]["changes"], json!([{"path": "workflows.publication", "before": "draft", "after": "review"}]));
        assert_eq!((&dry[3]["unchanged"], node(&full, "a").await), (&json!(true), json!("draft")));
        let done = full.lines("/api/documents/bulk", &lines).await.expect(200).lines();
        assert_eq!(statuses(&done), [200, 200, 403, 200]);
        assert_eq!((node(&full, "a").await, node(&full, "b").await), (json!("done"), json!("draft")));
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn lists_are_filtered_by_nodes(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let mut legal = publication();
        (legal["id"], legal["nodes"]) = (json!("legal"), json!({"open": {}, "done": {}}));
        legal["links"] = json!({"close": {"to": "done"}});
        full.post("/api/workflows", legal).await.expect(201);
        let chair = json!({"id": "chair", "documentType": {"id": "chair"}, "classification": {"id": "seating"}});
        full.post("/api/documents", chair).await.expect(201);
        finish(&full, "a").await;
        full.put("/api/documents/b", at("legal", "done")).await.expect(200);
        full.put("/api/documents/b", at("publication", "review")).await.expect(200);
        full.post("/api/variants", variant("v", "b")).await.expect(201);
        for (filter, expected) in [
            ("workflows.node.id=draft", &["c"][..]),
            ("workflows.node.id=done", &["a", "b"]),
            ("workflows.node.id[]=draft&workflows.node.id[]=review", &["b", "c"]),
            ("workflows.node.id=open", &["a", "c"]),
            ("workflows[legal].node.id=done", &["b"]),
            ("workflows[publication].node.id[]=done&workflows[legal].node.id[]=open", &["a"]),
            ("workflows.node.id=nothing", &[]),
            ("workflows[nothing].node.id=done", &[]),
            ("filter={\"not\":{\"workflows.node.id\":[\"draft\",\"done\"]}}", &["chair"]),
        ] {
            assert_eq!(found(&full, &format!("/api/documents?{filter}")).await, expected, "{filter}");
        }
        assert_eq!(found(&full, "/api/variants?document.workflows.node.id=review").await, ["v"]);
        assert_eq!(found(&full, "/api/variants?document.workflows.node.id=draft").await, [""; 0]);
        full.get("/api/documents?workflows.node.id[gt]=draft").await.expect(400);
    }
}

on_both! {
    /// A list shows a transition at once, whatever is kept of it.
    async fn a_transition_is_seen_at_once(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        for node in ["review", "done", "draft", "review"] {
            full.put("/api/documents/a", at("publication", node)).await.expect(200);
            for other in ["draft", "review", "done"] {
                let at_node = found(&full, &format!("/api/documents?workflows.node.id={other}")).await;
                assert_eq!(at_node.contains(&"a".to_owned()), other == node, "{other}: {at_node:?}");
            }
        }
        let mut copy = lamp("d");
        copy["workflows"] = at("publication", "review")["workflows"].clone();
        full.post("/api/documents", copy).await.expect(201);
        full.delete("/api/documents/a").await.expect(204);
        assert_eq!(found(&full, "/api/documents?workflows.node.id=review").await, ["d"]);
    }
}
