use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};
use crate::support::snapshot::assert_shape;

/// Lines l000… of which the one at `bad` can't be taken.
fn thousand(bad: usize) -> Vec<Value> {
    let mut lines: Vec<_> = (0..1_000).map(|n| plain_lamp(&format!("l{n:03}"))).collect();
    lines[bad]["attributes"] = json!({"power": "forty"});
    lines
}

on_both! {
    /// 80 amended: as JSON.
    async fn one_bad_of_a_thousand(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let answer = full.post("/api/documents/bulk", json!({"mode": "upsert", "items": thousand(500)})).await.expect(200);
        let results = answer.json()["results"].as_array().expect("results").clone();
        assert_eq!(results.len(), 1_000);
        for (n, result) in results.iter().enumerate() {
            let status = if n == 500 { 422 } else { 201 };
            assert_eq!((&result["index"], &result["status"]), (&json!(n), &json!(status)), "{result}");
            assert_eq!(result["id"], format!("l{n:03}"));
        }
        assert_eq!(results[500]["violations"][0]["propertyPath"], "attributes.power");
        assert_eq!(full.get("/api/documents?limit=0").await.json()["hydra:totalItems"], 999);
        full.get("/api/documents/l500").await.expect(404);
    }
}

on_both! {
    /// 80 amended: as NDJSON, in order; the same again changes nothing.
    async fn a_thousand_lines_and_again(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lines = thousand(999);
        let first = full.lines("/api/documents/bulk?mode=upsert", &lines).await.expect(200);
        assert_eq!(first.header("content-type"), "application/x-ndjson; charset=utf-8");
        let counts = |answer: &crate::support::client::Answer| {
            ["created", "updated", "unchanged", "failed"].map(|name| answer.header(&format!("x-bulk-{name}")).to_owned())
        };
        assert_eq!(counts(&first), ["999", "0", "0", "1"]);
        let indices: Vec<u64> = first.lines().iter().filter_map(|line| line["index"].as_u64()).collect();
        assert_eq!(indices, (0..1_000).collect::<Vec<_>>());
        let written = history::length(&server).await;

        let again = full.lines("/api/documents/bulk?mode=upsert", &lines).await.expect(200);
        assert_eq!(counts(&again), ["0", "0", "999", "1"]);
        for line in &again.lines()[..999] {
            assert_eq!((&line["status"], &line["unchanged"]), (&json!(200), &json!(true)), "{line}");
        }
        assert_eq!(history::length(&server).await, written);
    }
}

on_both! {
    /// The answers' shapes, in JSON and line by line.
    async fn shapes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("same")).await.expect(201);
        full.post("/api/documents", lamp("other")).await.expect(201);
        let mut changed = lamp("other");
        changed["attributes"]["power"] = json!(41);
        let mut bad = lamp("bad");
        bad["attributes"]["nonsense"] = json!(1);
        let orphan = json!({"id": "orphan", "documentType": {"id": "lamp"}});
        let lines = [lamp("new"), changed, lamp("same"), bad, orphan];
        let dry = full.lines("/api/documents/bulk?mode=upsert&dryRun=1", &lines).await.expect(200);
        assert_shape!("bulk_dry_run", dry.lines());
        let answer = full.post("/api/documents/bulk", json!({"mode": "upsert", "items": lines})).await.expect(200);
        assert_shape!("bulk_json", answer.json());
    }
}

on_both! {
    /// Each mode says what must or must not exist; the query rules over the body.
    async fn modes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("old")).await.expect(201);
        let statuses = |answer: &crate::support::client::Answer| -> Vec<u64> {
            answer.lines().iter().filter_map(|line| line["status"].as_u64()).collect()
        };
        let both = [lamp("old"), lamp("new")];
        let created = full.lines("/api/documents/bulk?mode=create", &both).await.expect(200);
        assert_eq!(statuses(&created), [409, 201]);
        let updated = full.lines("/api/documents/bulk?mode=update", &[json!({"id": "old", "isActive": false}), json!({"id": "nope"})]).await;
        assert_eq!(statuses(&updated.expect(200)), [200, 404]);
        let deleted = full.lines("/api/documents/bulk?mode=delete", &[json!({"id": "old"}), json!({"id": "nope"})]).await;
        assert_eq!(statuses(&deleted.expect(200)), [204, 404]);
        full.get("/api/documents/old").await.expect(404);
        let body = json!({"mode": "delete", "items": [{"id": "new", "isActive": false}]});
        let ruled = full.post("/api/documents/bulk?mode=update", body).await.expect(200).json();
        assert_eq!(ruled["results"][0]["status"], 200, "{ruled}");
        assert_eq!(full.get("/api/documents/new").await.expect(200).json()["isActive"], false);
        for query in ["mode=merge", "mode=", "atomic=maybe", "dryRun=2"] {
            full.lines(&format!("/api/documents/bulk?{query}"), &[lamp("x")]).await.expect(400);
        }
        full.post("/api/documents/bulk", json!({"mode": "merge", "items": []})).await.expect(400);
        full.post("/api/documents/bulk", json!({"items": (0..1_001).map(|n| plain_lamp(&n.to_string())).collect::<Vec<_>>()}))
            .await
            .expect(413);
        full.get("/api/documents/x").await.expect(404);
    }
}

on_both! {
    /// `atomic=1`: all or nothing.
    async fn atomic_is_all_or_nothing(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        let mut lines: Vec<_> = (0..50).map(|n| plain_lamp(&format!("l{n}"))).collect();
        lines[49]["classification"] = json!({"id": "nowhere"});
        let answer = full.lines("/api/documents/bulk?atomic=1", &lines).await;
        assert!(answer.lines().iter().all(|line| line["status"].as_u64() >= Some(400)), "{}", answer.text());
        assert_eq!(full.get("/api/documents?limit=0").await.json()["hydra:totalItems"], 0);
        assert_eq!(history::length(&server).await, before);
        lines[49]["classification"] = json!({"id": "desk"});
        let answer = full.lines("/api/documents/bulk?atomic=1", &lines).await.expect(200);
        assert_eq!(answer.header("x-bulk-created"), "50");
    }
}

on_both! {
    /// A dry run says what a real run would, and writes nothing; later lines see earlier ones.
    async fn dry_run_writes_nothing(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("old")).await.expect(201);
        let before = (history::length(&server).await, full.get("/api/documents/old").await.json());
        let mut changed = lamp("old");
        changed["attributes"]["power"] = json!(60);
        let mut again = plain_lamp("new");
        again["attributes"] = json!({"power": 5});
        let lines = [changed, plain_lamp("new"), again];
        let dry = full.lines("/api/documents/bulk?dryRun=1", &lines).await.expect(200).lines();
        assert_eq!(dry[0]["changes"], json!([{"path": "attributes.power", "before": 40, "after": 60}]));
        let statuses: Vec<_> = dry.iter().map(|line| line["status"].as_u64()).collect();
        assert_eq!(statuses, [Some(200), Some(201), Some(200)]);
        full.get("/api/documents/new").await.expect(404);
        assert_eq!((history::length(&server).await, full.get("/api/documents/old").await.json()), before);
        let real = full.lines("/api/documents/bulk", &lines).await.expect(200).lines();
        assert_eq!(real.iter().map(|line| line["status"].as_u64()).collect::<Vec<_>>(), statuses);
        assert_eq!(full.get("/api/documents/new").await.expect(200).json()["attributes"]["power"], 5);
    }
}

on_both! {
    /// A broken line fails alone, at its place.
    async fn broken_lines_fail_alone(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let text = format!("{}\n{{\"id\":\n\n[1]\n{}\n7", plain_lamp("a"), plain_lamp("b"));
        let answer = full.post_text("/api/documents/bulk", "application/x-ndjson", &text).await.expect(200);
        let seen: Vec<(u64, u64)> = answer
            .lines()
            .iter()
            .map(|line| (line["index"].as_u64().unwrap_or(99), line["status"].as_u64().unwrap_or(0)))
            .collect();
        let statuses: Vec<u64> = seen.iter().map(|(_, status)| *status).collect();
        // An empty line is no item.
        assert_eq!(statuses, [201, 400, 400, 201, 400], "{}", answer.text());
        assert!(seen.is_sorted());
        assert_eq!(answer.header("x-bulk-failed"), "3");
        assert_eq!(full.get("/api/documents?limit=0").await.json()["hydra:totalItems"], 2);
    }
}

on_both! {
    /// More lines than one transaction takes, with repeats across the border, come out in order.
    async fn thousands_of_lines(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut lines: Vec<_> = (0..2_500).map(|n| plain_lamp(&format!("n{n}"))).collect();
        lines.push(json!({"id": "n0", "attributes": {"power": 9}}));
        lines.push(plain_lamp("n2499"));
        let answer = full.lines("/api/documents/bulk", &lines).await.expect(200);
        assert_eq!(answer.header("x-bulk-created"), "2500");
        assert_eq!((answer.header("x-bulk-updated"), answer.header("x-bulk-unchanged")), ("1", "1"));
        let answers = answer.lines();
        assert_eq!(answers.len(), 2_502);
        assert!(answers.iter().enumerate().all(|(n, line)| line["index"] == json!(n)));
        assert_eq!(full.get("/api/documents/n0").await.expect(200).json()["attributes"]["power"], 9);
    }
}

on_both! {
    /// A script that reads, changes and writes back overwrites nobody: each item carries its own condition.
    async fn items_carry_their_own_tags(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b", "c"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        for format in ["application/ld+json", "application/hal+json"] {
            let tagged = full.accept(format).get("/api/documents/a?etag=true").await.expect(200);
            let tag = tagged.json()["@etag"].as_str().expect("a tag").to_owned();
            full.with("if-match", &tag).put("/api/documents/a", json!({"isActive": true})).await.expect(200);
        }
        assert!(full.get("/api/documents/a").await.json().get("@etag").is_none());
        let read = full.accept("application/json").get("/api/documents?etag=true&properties[]=id").await.expect(200).json();
        let mut lines = read.as_array().expect("a list").clone();
        assert!(lines.iter().all(|line| line["@etag"].is_string() && line["id"].is_string()), "{lines:?}");
        for line in &mut lines {
            line["attributes"] = json!({"power": 99});
        }
        full.put("/api/documents/b", json!({"attributes": {"power": 1}})).await.expect(200);
        full.delete("/api/documents/c").await.expect(204);
        let answer = full.lines("/api/documents/bulk", &lines).await.expect(200);
        let statuses: Vec<_> = answer.lines().iter().map(|line| line["status"].clone()).collect();
        assert_eq!(statuses, [200, 412, 412], "{}", answer.text());
        assert_eq!(answer.lines()[1]["violations"][0]["code"], "stale");
        assert_eq!(full.get("/api/documents/b").await.json()["attributes"]["power"], 1);
        full.get("/api/documents/c").await.expect(404);
        // The tag of before is no longer right for the line that wrote.
        let again = full.lines("/api/documents/bulk?dryRun=1", &lines[..1]).await.expect(200);
        assert_eq!(again.lines()[0]["status"], 412);
        let wrong = json!({"id": "a", "@etag": 7});
        let never = json!({"id": "a", "@etag": "\"never-ours\""});
        let none = json!({"id": "a", "@etag": null});
        let answer = full.lines("/api/documents/bulk?mode=delete", &[wrong, never, none]).await.expect(200);
        let statuses: Vec<_> = answer.lines().iter().map(|line| line["status"].clone()).collect();
        assert_eq!(statuses, [422, 412, 204], "{}", answer.text());
    }
}
