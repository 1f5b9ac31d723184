use serde_json::{Value, json};

use super::{cursor_of, follow, now, told};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

on_both! {
    /// All that happens is told in order, each as in its history; what was told before is not told again.
    async fn everything_is_told_in_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.put("/api/documents/a", json!({"attributes": {"power": 60}})).await.expect(200);
        full.put("/api/document-types/lamp", json!({"name": {"en_GB": "Light"}})).await.expect(200);
        full.delete("/api/documents/a").await.expect(204);
        let expected = ["create document a", "update document a", "update document_type lamp", "delete document a"];
        let (entries, end) = follow(&full, "", &start, 4).await;
        assert_eq!(told(&entries), expected);
        let history = full.get("/api/documents/a/history").await.expect(200).json();
        let members = history["hydra:member"].as_array().expect("members");
        let own: Vec<_> = entries.iter().filter(|entry| entry["resource"]["type"] == "document").rev().collect();
        for (one, other) in own.iter().zip(members) {
            for field in ["id", "date", "by", "origin", "operation", "legacyId", "locales", "changes"] {
                assert_eq!(one[field], other[field], "{field}");
            }
        }
        // Each entry is a place to go on from.
        let (rest, _) = follow(&full, "", entries[1]["cursor"].as_str().expect("a cursor"), 2).await;
        assert_eq!(told(&rest), expected[2..]);
        let page = full.accept("application/json").get(&format!("/api/changes?after={end}")).await.expect(200);
        assert_eq!((page.json(), page.header("x-has-more")), (json!([]), "false"));
        // One by one it is the same.
        let (single, _) = follow(&full, "limit=1", &start, 4).await;
        assert_eq!(single, entries);
    }
}

on_both! {
    /// From the beginning on, what every instance has is there too.
    async fn without_a_cursor_it_begins_at_the_beginning(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let (entries, _) = follow(&full, "limit=1000", "", 30).await;
        assert!(told(&entries).contains(&"create locale en_GB".to_owned()), "{entries:?}");
        let numbers: Vec<i64> = entries.iter().map(|entry| entry["id"].as_str().unwrap().parse().unwrap()).collect();
        assert!(numbers.is_sorted(), "one after the other, they are in order: {numbers:?}");
    }
}

on_both! {
    /// What a filter leaves out is passed over, and the cursor with it.
    async fn filters_leave_out_the_rest(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        full.post("/api/documents", lamp("b")).await.expect(201);
        full.put("/api/documents/a", json!({"attributes": {"name": {"fr_FR": "Lampe"}}})).await.expect(200);
        full.put("/api/documents/b", json!({"attributes": {"power": 7}})).await.expect(200);
        full.put("/api/classifications/desk", json!({"isActive": false})).await.expect(200);
        full.delete("/api/documents/b").await.expect(204);
        let (_, end) = follow(&full, "", &start, 6).await;
        for (filter, expected) in [
            ("type=classification", vec!["update classification desk"]),
            ("type[]=classification&type[]=document&operation=update&id=a&id=desk", vec!["update document a", "update classification desk"]),
            ("operation=delete", vec!["delete document b"]),
            ("locale=fr_FR", vec!["create document b", "update document a", "delete document b"]),
            ("attribute=power", vec!["create document b", "update document b", "delete document b"]),
            ("attribute=name&operation=update", vec!["update document a"]),
            ("by=full&origin=v5&type=classification", vec!["update classification desk"]),
            ("by=read", vec![]),
            ("origin=v4&origin=cli", vec![]),
        ] {
            let path = format!("/api/changes?{filter}&after={start}");
            let page = full.accept("application/json").get(&path).await.expect(200);
            assert_eq!(told(page.json().as_array().expect("a list")), expected, "{filter}");
            assert_eq!(cursor_of(&page), end, "{filter}: what it left out isn't passed over");
        }
    }
}

on_both! {
    /// What an import did bears its process.
    async fn steps_of_a_process_are_found_by_it(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        full.post("/api/documents", plain_lamp("other")).await.expect(201);
        let file = "document_code;classification_code\nx;desk\ny;desk\n";
        let process = crate::flows::import(&full, "document.lamp.csv", file, json!({})).await;
        let id = process["id"].as_str().expect("an id").to_owned();
        let (entries, _) = follow(&full, &format!("process={id}"), &start, 2).await;
        assert_eq!(told(&entries), ["create document x", "create document y"]);
        assert!(entries.iter().all(|entry| entry["process"] == json!(id)), "{entries:?}");
    }
}

on_both! {
    /// The same in each representation, with the next cursor in headers and, where it has a place, in the body.
    async fn every_representation_leads_on(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/documents", lamp("b")).await.expect(201);
        follow(&full, "", &start, 2).await;
        let path = format!("/api/changes?limit=1&after={start}");
        let answer = async |media_type: &str| full.accept(media_type).get(&path).await.expect(200);
        let (ld, hal) = (answer("application/ld+json").await, answer("application/hal+json").await);
        let (list, lines) = (answer("application/json").await, answer("application/x-ndjson").await);
        let cursor = cursor_of(&ld);
        for other in [&hal, &list, &lines] {
            assert_eq!((cursor_of(other), other.header("x-has-more")), (cursor.clone(), "true"));
        }
        let plain = list.json()[0].clone();
        assert_eq!(lines.lines(), std::slice::from_ref(&plain));
        assert_eq!(plain["cursor"], json!(cursor));
        let next = format!("/api/changes?limit=1&after={cursor}");
        let (ld, hal) = (ld.json(), hal.json());
        assert_eq!((&ld["cursor"], &ld["hasMore"], &ld["hydra:view"]["hydra:next"]), (&json!(cursor), &json!(true), &json!(next)));
        assert_eq!((&hal["cursor"], &hal["hasMore"], &hal["_links"]["next"]["href"]), (&json!(cursor), &json!(true), &json!(next)));
        let (ld, hal): (&Value, &Value) = (&ld["hydra:member"][0], &hal["_embedded"]["item"][0]);
        assert_eq!((&ld["@type"], &ld["resource"]["@id"]), (&json!("HistoryEntry"), &json!("/api/documents/a")));
        assert_eq!((&ld["changes"], &hal["changes"]), (&plain["changes"], &plain["changes"]));
        assert_eq!(hal["_links"]["self"]["href"], json!(format!("/api/changes#{}", plain["id"].as_str().unwrap())));
    }
}

on_both! {
    /// What can't be meant is refused, and so is whoever isn't known.
    async fn what_makes_no_sense_is_refused(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for (query, name) in [
            ("after=zzz", "after"),
            ("after=1-2-3", "after"),
            ("after=7fffffffffffffff-0-1", "after"),
            ("limit=0", "limit"),
            ("limit=x", "limit"),
            ("wait=61", "wait"),
            ("wait=soon", "wait"),
            ("type=lamp", "type"),
            ("operation=made", "operation"),
            ("origin=me", "origin"),
            ("process=7", "process"),
        ] {
            let refused = full.get(&format!("/api/changes?{query}")).await.expect(400).text();
            assert!(refused.contains(name), "{query}: {refused}");
        }
        server.anonymous().get("/api/changes").await.expect(401);
        full.accept("text/csv").get("/api/changes").await.expect(406);
    }
}

on_both! {
    /// Who may only read isn't told of key-values, which may not be public.
    async fn readers_are_not_told_of_key_values(engine: Engine) {
        let server = Server::bare(engine).await;
        let (full, read) = (server.as_full(), server.as_read());
        let start = now(&read).await;
        full.post("/api/keyvalues", json!({"id": "secret", "value": "1"})).await.expect(201);
        full.post("/api/locales", json!({"id": "fr_FR", "name": "Français"})).await.expect(201);
        assert_eq!(told(&follow(&full, "", &start, 2).await.0), ["create key_value secret", "create locale fr_FR"]);
        assert_eq!(told(&follow(&read, "", &start, 1).await.0), ["create locale fr_FR"]);
    }
}
