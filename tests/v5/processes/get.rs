use serde_json::{Value, json};

use super::{now, path, put_job, seen};
use crate::support::db::on_both;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// More than one commit touches.
const MANY: usize = 1_500;

on_both! {
    /// Each field, of one at work.
    async fn shows_how_far_it_is(engine: Engine) {
        let server = Server::bare(engine).await;
        let begun = now() - 100_000_000;
        let columns = [
            ("state", "'open'".into()), ("lease", "'somebody'".into()), ("due_at", (now() + 500_000_000).to_string()),
            ("created_at", begun.to_string()), ("begun_at", begun.to_string()), ("taken_at", begun.to_string()),
            ("taken_done", "100".into()), ("done", "600".into()), ("total", "1100".into()),
            ("subject", "'lamps.csv'".into()), ("target", "'document.lamp'".into()), ("profile", "'p1'".into()),
            ("result", r#"'{"count":{"created":600,"errors":1}}'"#.into()), ("trouble", "'once'".into()),
        ];
        put_job(server.instance(), 9001, &columns).await;
        let shown = server.as_read().get(&path(9001)).await.expect(200);
        assert!(!shown.header("etag").is_empty());
        let shown = shown.json();
        assert_eq!((&shown["@id"], &shown["@type"]), (&json!(path(9001)), &json!("Process")));
        for (field, expected) in [
            ("type", json!("import")), ("status", json!("running")), ("subject", json!("lamps.csv")),
            ("documentType", json!("document.lamp")), ("importProfileId", json!("p1")), ("createdBy", json!("erp")),
            ("trouble", json!("once")),
            ("endDate", Value::Null), ("cancelledBy", Value::Null), ("exportProfileId", Value::Null),
        ] {
            assert_eq!(shown[field], expected, "{field}: {shown}");
        }
        assert_eq!(shown["metadata"]["count"], json!({"created": 600, "errors": 1}), "{shown}");
        assert!(shown["metadata"]["report"].as_str().is_some_and(|address| address.ends_with("/report")), "{shown}");
        assert_eq!((&shown["progress"]["done"], &shown["progress"]["total"]), (&json!(600), &json!(1_100)));
        // 500 in 100 seconds and a little; another 500 are left.
        assert!(matches!(shown["progress"]["rate"].as_i64(), Some(2..=5)), "{shown}");
        assert!(matches!(shown["progress"]["secondsLeft"].as_i64(), Some(100..=250)), "{shown}");

        let few = server.as_read().get(&format!("{}?properties[]=status", path(9001))).await.expect(200).json();
        assert_eq!((&few["status"], few.get("subject")), (&json!("running"), None));
        let read = server.as_read();
        read.get("/api/processes/9001").await.expect(404);
        read.get(&path(9002)).await.expect(404);
        read.get(&format!("{}/log", path(9002))).await.expect(404);
    }

    /// What many objects must follow is one, from the change to its end.
    async fn a_change_of_the_model_is_one(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies = (0..MANY).map(|n| {
            let mut body = plain_lamp(&format!("m{n:04}"));
            body["attributes"] = json!({"finish": format!("finish{n}")});
            body
        });
        full.lines("/api/documents/bulk", &bodies.collect::<Vec<_>>()).await.expect(200);
        full.delete("/api/attributes/finish").await.expect(204);
        let listed = full.get("/api/processes?type=reshape").await.expect(200).json();
        let number = i64::from_str_radix(&ids(&listed)[0][24..], 16).expect("a number");
        let done = seen(&full, number, |job| job["status"] == "finished").await;
        assert!(done["subject"].as_str().is_some_and(|subject| subject.contains("\"finish\"")), "{done}");
        assert_eq!((&done["createdBy"], &done["trouble"]), (&json!("full"), &Value::Null));
        assert_eq!((&done["progress"]["done"], &done["progress"]["total"]), (&json!(MANY), &json!(MANY)));
        assert!(done["startDate"].is_string() && done["endDate"].is_string(), "{done}");
        full.delete(&path(number)).await.expect(409);

        let notes = server.as_read().get(&format!("{}/log", path(number))).await.expect(200).json();
        let said: Vec<_> = notes.as_array().unwrap().iter().map(|note| note["message"].as_str().unwrap()).collect();
        assert_eq!(said, ["begun", "1500 objects to be looked at", "done"]);
        assert!(notes[0]["date"].is_string(), "{notes}");
    }

    /// What fails is put off; the log says why.
    async fn a_failure_is_told(engine: Engine) {
        let server = Server::bare(engine).await;
        let instance = server.instance();
        put_job(instance, 9001, &[("kind", "'of another program'".into())]).await;
        let failed = seen(&server.as_read(), 9001, |job| job["trouble"].is_string()).await;
        assert!(failed["trouble"].as_str().unwrap().contains("of another program"), "{failed}");
        assert_eq!(failed["status"], "pending");
        let notes = server.as_read().get(&format!("{}/log", path(9001))).await.expect(200).json();
        assert_eq!(notes[0]["message"], "begun", "{notes}");
        let failure = notes[1]["message"].as_str().unwrap();
        assert!(failure.starts_with("failed, to be tried again after 1 s: This server knows no jobs"), "{notes}");
    }
}
